//! Policies of review with their versions, people who stand in for others, and which revision each reviewer saw last.

use sea_orm_migration::{prelude::*, schema::*};

use crate::m0001_accounts::{drop_all, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // `position`: the first that fits a posting is taken. `version` is the newest.
        let policies = Table::create()
            .table("policies")
            .col(pk_uuid("id"))
            .col(integer("position"))
            .col(integer("version"))
            .col(big_integer_null("retired_at"))
            .to_owned();
        manager.create_table(policies).await?;

        // `rule`: the conditions and the policy, as JSON.
        let versions = Table::create()
            .table("policy_versions")
            .col(uuid("policy_id"))
            .col(integer("version"))
            .col(text("rule"))
            .col(text("reason"))
            .col(uuid("author_id"))
            .col(big_integer("created_at"))
            .primary_key(Index::create().col("policy_id").col("version"))
            .foreign_key(&mut foreign("policy_versions_policy", "policy_versions", "policy_id", "policies"))
            .foreign_key(&mut foreign("policy_versions_author", "policy_versions", "author_id", "users"))
            .to_owned();
        manager.create_table(versions).await?;

        let delegations = Table::create()
            .table("delegations")
            .col(pk_uuid("id"))
            .col(uuid("from_id"))
            .col(uuid("to_id"))
            .col(big_integer("starts_at"))
            .col(big_integer("ends_at"))
            .col(text("reason"))
            .col(big_integer("created_at"))
            .foreign_key(&mut foreign("delegations_from", "delegations", "from_id", "users"))
            .foreign_key(&mut foreign("delegations_to", "delegations", "to_id", "users"))
            .to_owned();
        manager.create_table(delegations).await?;
        manager.create_index(index("delegations_by_end", "delegations", &["ends_at"])).await?;

        // The number of the revision that somebody looked at last, and of the one before that.
        let looks = Table::create()
            .table("review_looks")
            .col(uuid("posting_id"))
            .col(uuid("user_id"))
            .col(integer("number"))
            .col(integer_null("before"))
            .primary_key(Index::create().col("posting_id").col("user_id"))
            .foreign_key(&mut foreign("review_looks_posting", "review_looks", "posting_id", "postings"))
            .foreign_key(&mut foreign("review_looks_user", "review_looks", "user_id", "users"))
            .to_owned();
        manager.create_table(looks).await?;

        // In whose place somebody decided, and whether only because the review was overdue.
        let for_person = ColumnDef::new("for_person").uuid().to_owned();
        manager.alter_table(Table::alter().table("decisions").add_column(for_person).to_owned()).await?;
        let is_escalated = ColumnDef::new("is_escalated").boolean().not_null().default(false).to_owned();
        manager.alter_table(Table::alter().table("decisions").add_column(is_escalated).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["is_escalated", "for_person"] {
            manager.alter_table(Table::alter().table("decisions").drop_column(column).to_owned()).await?;
        }
        drop_all(manager, &["review_looks", "delegations", "policy_versions", "policies"]).await
    }
}

fn foreign(name: &str, table: &'static str, column: &'static str, to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().name(name).from(table, column).to(to, "id").to_owned()
}
