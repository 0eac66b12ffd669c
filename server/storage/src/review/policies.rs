//! Policies and their versions. A version is written once; a policy names its newest.

use domain::{
    ids::{PolicyId, UserId},
    review::Rule,
    time::Timestamp,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationDef,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait},
};

use super::{Reviews, read_json};
use crate::{
    StorageError,
    entities::{policy, policy_version, user},
};

/// A policy in its newest version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyRecord {
    pub id: PolicyId,
    /// The policies are tried in this order.
    pub position: i32,
    pub rule: Rule,
}

/// One version of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyVersionRecord {
    pub version: u32,
    pub rule: Rule,
    pub reason: String,
    pub author_name: String,
    pub created_at: Timestamp,
}

#[derive(Debug, FromQueryResult)]
struct Row {
    id: Uuid,
    position: i32,
    rule: String,
}

#[derive(Debug, FromQueryResult)]
struct VersionRow {
    version: i32,
    rule: String,
    reason: String,
    author_name: String,
    created_at: i64,
}

impl<C: ConnectionTrait> Reviews<'_, C> {
    /// The policies that hold, in the order in which they are tried.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn policies(&self) -> Result<Vec<PolicyRecord>, StorageError> {
        let newest: RelationDef = policy::Entity::belongs_to(policy_version::Entity)
            .from(policy::Column::Id)
            .to(policy_version::Column::PolicyId)
            .into();
        let is_newest = Expr::col((policy::Entity, policy::Column::Version))
            .equals((policy_version::Entity, policy_version::Column::Version));
        let rows = policy::Entity::find()
            .select_only()
            .columns([policy::Column::Id, policy::Column::Position])
            .column(policy_version::Column::Rule)
            .join(JoinType::InnerJoin, newest)
            .filter(is_newest)
            .filter(policy::Column::RetiredAt.is_null())
            .order_by_asc(policy::Column::Position)
            .order_by_asc(policy::Column::Id)
            .into_model::<Row>()
            .all(self.0)
            .await?;
        let record = |row: Row| {
            let rule = read_json("policy", &row.rule)?;
            Ok(PolicyRecord { id: PolicyId(row.id), position: row.position, rule })
        };
        rows.into_iter().map(record).collect()
    }

    /// The versions of a policy, the newest first.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn policy_versions(&self, id: PolicyId) -> Result<Vec<PolicyVersionRecord>, StorageError> {
        let author: RelationDef = policy_version::Entity::belongs_to(user::Entity)
            .from(policy_version::Column::AuthorId)
            .to(user::Column::Id)
            .into();
        let rows = policy_version::Entity::find()
            .select_only()
            .columns([
                policy_version::Column::Version,
                policy_version::Column::Rule,
                policy_version::Column::Reason,
                policy_version::Column::CreatedAt,
            ])
            .column_as(user::Column::DisplayName, "author_name")
            .join(JoinType::InnerJoin, author)
            .filter(policy_version::Column::PolicyId.eq(id.0))
            .order_by_desc(policy_version::Column::Version)
            .into_model::<VersionRow>()
            .all(self.0)
            .await?;
        let record = |row: VersionRow| {
            Ok(PolicyVersionRecord {
                version: u32::try_from(row.version).unwrap_or(0),
                rule: read_json("policy", &row.rule)?,
                reason: row.reason,
                author_name: row.author_name,
                created_at: Timestamp(row.created_at),
            })
        };
        rows.into_iter().map(record).collect()
    }

    /// Makes a policy, whose first version follows.
    ///
    /// # Errors
    /// [`StorageError`], [`StorageError::Duplicate`] when it is there.
    pub async fn insert_policy(&self, id: PolicyId, position: i32) -> Result<(), StorageError> {
        let row =
            policy::ActiveModel { id: Set(id.0), position: Set(position), version: Set(0), retired_at: Set(None) };
        policy::Entity::insert(row).exec_without_returning(self.0).await?;
        Ok(())
    }

    /// Adds the version after the newest one; `false` when another one was added meanwhile or the policy is retired.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn add_version(
        &self,
        id: PolicyId,
        rule: &Rule,
        reason: &str,
        author: UserId,
        at: Timestamp,
    ) -> Result<bool, StorageError> {
        let version = i32::try_from(rule.policy.version).unwrap_or(i32::MAX);
        let is_next = Condition::all()
            .add(policy::Column::Id.eq(id.0))
            .add(policy::Column::Version.eq(version.saturating_sub(1)))
            .add(policy::Column::RetiredAt.is_null());
        let newest = policy::ActiveModel { version: Set(version), ..Default::default() };
        let done = policy::Entity::update_many().set(newest).filter(is_next).exec(self.0).await?;
        if done.rows_affected == 0 {
            return Ok(false);
        }
        let row = policy_version::ActiveModel {
            policy_id: Set(id.0),
            version: Set(version),
            rule: Set(serde_json::to_string(rule).unwrap_or_default()),
            reason: Set(reason.to_owned()),
            author_id: Set(author.0),
            created_at: Set(at.0),
        };
        policy_version::Entity::insert(row).exec_without_returning(self.0).await?;
        Ok(true)
    }

    /// # Errors
    /// [`StorageError`]
    pub async fn move_policy(&self, id: PolicyId, position: i32) -> Result<(), StorageError> {
        self.save(id, policy::ActiveModel { position: Set(position), ..Default::default() }).await
    }

    /// It holds for nothing new from now on.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn retire_policy(&self, id: PolicyId, at: Timestamp) -> Result<(), StorageError> {
        self.save(id, policy::ActiveModel { retired_at: Set(Some(at.0)), ..Default::default() }).await
    }

    async fn save(&self, id: PolicyId, change: policy::ActiveModel) -> Result<(), StorageError> {
        policy::Entity::update_many().set(change).filter(policy::Column::Id.eq(id.0)).exec(self.0).await?;
        Ok(())
    }
}
