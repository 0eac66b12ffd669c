//! Postings: where each stands, and what lists read of its draft.
//!
//! `title`, `seniority`, `place` and the item uses are a projection of the draft, written in the transaction that
//! changes the draft. Every transition starts with [`Postings::lock`], on this row and on no other first: that orders
//! racing writers on PostgreSQL as SQLite's single writer does, and can't deadlock.

mod list;
mod row;

use domain::{
    ids::{ItemId, LineId, PostingId, TeamId, UserId},
    posting::Seniority,
    review::{Live, Stage},
    time::Timestamp,
};
use sea_orm::{
    ActiveValue::{Set, Unchanged},
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::Uuid,
    sea_query::{CaseStatement, Expr},
};

use crate::{
    StorageError,
    entities::{item_use, posting},
};

pub(crate) use list::in_teams;
pub use list::{PostingFilter, StageCounts};

/// Postings.
pub struct Postings<'c, C>(pub(crate) &'c C);

/// A posting without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostingRecord {
    pub id: PostingId,
    pub team: TeamId,
    pub team_name: String,
    pub owner: UserId,
    pub owner_name: String,
    pub stage: Stage,
    /// What the public sees now.
    pub live: Option<Live>,
    /// Where the public reads it, or read it until it was closed.
    pub slug: Option<String>,
    /// When that was frozen.
    pub live_submitted_at: Option<Timestamp>,
    pub title: String,
    pub seniority: Option<Seniority>,
    pub place: String,
    pub edited_by: Option<UserId>,
    pub edited_by_name: Option<String>,
    pub edited_at: Timestamp,
    pub created_at: Timestamp,
    pub review_due_at: Option<Timestamp>,
}

/// A posting about to exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPosting {
    pub id: PostingId,
    pub team: TeamId,
    pub owner: UserId,
    pub created_at: Timestamp,
}

/// What lists read of a draft.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Projection {
    pub title: String,
    pub seniority: Option<Seniority>,
    pub place: String,
    pub uses: Vec<LineUse>,
}

/// A line that came from the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineUse {
    pub line: LineId,
    pub item: ItemId,
    pub version: u32,
    pub is_override: bool,
}

impl<C: ConnectionTrait> Postings<'_, C> {
    /// # Errors
    /// [`StorageError`]
    pub async fn find(&self, id: PostingId) -> Result<Option<PostingRecord>, StorageError> {
        Ok(self.with_ids(&[id]).await?.pop())
    }

    /// Finds a posting and holds it: no other transaction changes it, its draft or its reviews before this one ends.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn lock(&self, id: PostingId) -> Result<Option<PostingRecord>, StorageError> {
        Ok(self.lock_all(&[id]).await?.pop())
    }

    /// Finds and holds several postings. They are taken in the order of their ids, so that two who take the same ones
    /// wait for each other and don't block each other.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn lock_all(&self, ids: &[PostingId]) -> Result<Vec<PostingRecord>, StorageError> {
        if self.0.get_database_backend() == DbBackend::Postgres {
            posting::Entity::find()
                .select_only()
                .column(posting::Column::Id)
                .filter(posting::Column::Id.is_in(ids.iter().map(|id| id.0)))
                .order_by_asc(posting::Column::Id)
                .lock_exclusive()
                .into_tuple::<Uuid>()
                .all(self.0)
                .await?;
        }
        self.with_ids(ids).await
    }

    /// # Errors
    /// [`StorageError`], [`StorageError::DanglingReference`] when the team is gone.
    pub async fn insert(&self, new: &NewPosting, projection: &Projection) -> Result<(), StorageError> {
        let (stage, stage_data) = stage_columns(&Stage::Draft);
        let row = posting::ActiveModel {
            id: Set(new.id.0),
            team_id: Set(new.team.0),
            owner_id: Set(new.owner.0),
            stage: Set(stage),
            stage_data: Set(stage_data),
            title: Set(projection.title.clone()),
            seniority: Set(seniority_column(projection)),
            place: Set(projection.place.clone()),
            live_revision: Set(None),
            edited_by: Set(Some(new.owner.0)),
            edited_at: Set(new.created_at.0),
            created_at: Set(new.created_at.0),
            review_due_at: Set(None),
        };
        posting::Entity::insert(row).exec_without_returning(self.0).await?;
        self.insert_uses(new.id, &projection.uses).await
    }

    /// Saves where a posting stands.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn save_stage(
        &self,
        id: PostingId,
        stage: &Stage,
        live: Option<&Live>,
        review_due_at: Option<Timestamp>,
    ) -> Result<(), StorageError> {
        let (word, data) = stage_columns(stage);
        let row = posting::ActiveModel {
            id: Unchanged(id.0),
            stage: Set(word),
            stage_data: Set(data),
            live_revision: Set(live.map(|live| live.revision.0)),
            review_due_at: Set(review_due_at.map(|at| at.0)),
            ..Default::default()
        };
        posting::Entity::update_many().set(row).filter(posting::Column::Id.eq(id.0)).exec(self.0).await?;
        Ok(())
    }

    /// Saves what lists read of a draft after `by` edited it. `before` is what they read so far, if that is known.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn save_projection(
        &self,
        id: PostingId,
        before: Option<&Projection>,
        after: &Projection,
        by: UserId,
        at: Timestamp,
    ) -> Result<(), StorageError> {
        let row = posting::ActiveModel {
            id: Unchanged(id.0),
            title: Set(after.title.clone()),
            seniority: Set(seniority_column(after)),
            place: Set(after.place.clone()),
            edited_by: Set(Some(by.0)),
            edited_at: Set(at.0),
            ..Default::default()
        };
        posting::Entity::update_many().set(row).filter(posting::Column::Id.eq(id.0)).exec(self.0).await?;
        if before.is_some_and(|before| before.uses == after.uses) {
            return Ok(());
        }
        item_use::Entity::delete_many().filter(item_use::Column::PostingId.eq(id.0)).exec(self.0).await?;
        self.insert_uses(id, &after.uses).await
    }

    /// Notes who edited, in one statement for all of them.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn note_edits(&self, edits: &[(PostingId, UserId)], at: Timestamp) -> Result<(), StorageError> {
        if edits.is_empty() {
            return Ok(());
        }
        let editor = edits.iter().fold(CaseStatement::new(), |editor, (id, by)| {
            editor.case(posting::Column::Id.eq(id.0), Expr::value(by.0))
        });
        posting::Entity::update_many()
            .col_expr(posting::Column::EditedBy, editor.into())
            .col_expr(posting::Column::EditedAt, Expr::value(at.0))
            .filter(posting::Column::Id.is_in(edits.iter().map(|(id, _)| id.0)))
            .exec(self.0)
            .await?;
        Ok(())
    }

    async fn insert_uses(&self, id: PostingId, uses: &[LineUse]) -> Result<(), StorageError> {
        if uses.is_empty() {
            return Ok(());
        }
        let rows = uses.iter().map(|used| item_use::ActiveModel {
            posting_id: Set(id.0),
            line_id: Set(used.line.to_string()),
            item_id: Set(used.item.0),
            version: Set(i32::try_from(used.version).unwrap_or(i32::MAX)),
            is_override: Set(used.is_override),
        });
        item_use::Entity::insert_many(rows).exec_without_returning(self.0).await?;
        Ok(())
    }
}

fn stage_columns(stage: &Stage) -> (String, String) {
    (stage.name().word().to_owned(), serde_json::to_string(stage).unwrap_or_default())
}

fn seniority_column(projection: &Projection) -> String {
    projection.seniority.map_or("", Seniority::word).to_owned()
}
