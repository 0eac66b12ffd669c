//! One posting as the database answers it: its row, the names of its people and what is live of it, in one query.

use domain::{
    ids::{PostingId, RevisionId, TeamId, UserId},
    review::Live,
    time::Timestamp,
};
use sea_orm::{EntityTrait, FromQueryResult, JoinType, QuerySelect, RelationDef, Select, prelude::Uuid};

use crate::{
    PostingRecord, StorageError,
    columns::named,
    entities::{posting, publication, revision, team, user},
};

#[derive(Debug, FromQueryResult)]
pub(crate) struct Row {
    id: Uuid,
    team_id: Uuid,
    team_name: String,
    owner_id: Uuid,
    owner_name: String,
    stage_data: String,
    title: String,
    seniority: String,
    place: String,
    edited_by: Option<Uuid>,
    editor_name: Option<String>,
    edited_at: i64,
    created_at: i64,
    review_due_at: Option<i64>,
    public_revision: Option<Uuid>,
    public_hash: Option<String>,
    public_since: Option<i64>,
    public_until: Option<i64>,
    public_slug: Option<String>,
    submitted_at: Option<i64>,
}

/// Every posting with names and publication.
pub(crate) fn select() -> Select<posting::Entity> {
    let team: RelationDef =
        posting::Entity::belongs_to(team::Entity).from(posting::Column::TeamId).to(team::Column::Id).into();
    let owner: RelationDef =
        posting::Entity::belongs_to(user::Entity).from(posting::Column::OwnerId).to(user::Column::Id).into();
    let editor: RelationDef =
        posting::Entity::belongs_to(user::Entity).from(posting::Column::EditedBy).to(user::Column::Id).into();
    let public: RelationDef = posting::Entity::belongs_to(publication::Entity)
        .from(posting::Column::Id)
        .to(publication::Column::PostingId)
        .into();
    let submitted: RelationDef = publication::Entity::belongs_to(revision::Entity)
        .from(publication::Column::RevisionId)
        .to(revision::Column::Id)
        .into();
    posting::Entity::find()
        .join(JoinType::InnerJoin, team)
        .join_as(JoinType::InnerJoin, owner, "owner")
        .join_as(JoinType::LeftJoin, editor, "editor")
        .join(JoinType::LeftJoin, public)
        .join(JoinType::LeftJoin, submitted)
        .column_as(team::Column::Name, "team_name")
        .column_as(named("owner"), "owner_name")
        .column_as(named("editor"), "editor_name")
        .column_as(publication::Column::RevisionId, "public_revision")
        .column_as(publication::Column::ContentHash, "public_hash")
        .column_as(publication::Column::PublishedAt, "public_since")
        .column_as(publication::Column::ClosedAt, "public_until")
        .column_as(publication::Column::Slug, "public_slug")
        .column_as(revision::Column::CreatedAt, "submitted_at")
}

impl Row {
    fn live(&self) -> Option<Live> {
        if self.public_until.is_some() {
            return None;
        }
        Some(Live {
            revision: RevisionId(self.public_revision?),
            published_at: Timestamp(self.public_since?),
            content_hash: self.public_hash.clone()?,
        })
    }
}

impl TryFrom<Row> for PostingRecord {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        let stage =
            serde_json::from_str(&row.stage_data).map_err(|_| StorageError::damaged("stage", &row.stage_data))?;
        Ok(Self {
            id: PostingId(row.id),
            team: TeamId(row.team_id),
            owner: UserId(row.owner_id),
            stage,
            live: row.live(),
            slug: row.public_slug,
            live_submitted_at: row.submitted_at.map(Timestamp),
            seniority: row.seniority.parse().ok(),
            edited_by: row.edited_by.map(UserId),
            edited_by_name: row.editor_name,
            edited_at: Timestamp(row.edited_at),
            created_at: Timestamp(row.created_at),
            review_due_at: row.review_due_at.map(Timestamp),
            team_name: row.team_name,
            owner_name: row.owner_name,
            title: row.title,
            place: row.place,
        })
    }
}
