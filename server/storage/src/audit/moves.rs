//! What moved postings from stage to stage.

use domain::{
    ids::PostingId,
    permissions::ReadableTeams,
    review::{Move, moved_to, moving_actions},
    time::Timestamp,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    RelationDef, prelude::Uuid,
};

use super::Audit;
use crate::{
    StorageError,
    entities::{audit_event, posting},
    postings::in_teams,
};

impl<C: ConnectionTrait> Audit<'_, C> {
    /// Everything that ever moved those postings of these teams that moved since `from`, the oldest first.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn moves(&self, readable: &ReadableTeams, from: Timestamp) -> Result<Vec<Move>, StorageError> {
        use audit_event::Column;
        let of: RelationDef =
            audit_event::Entity::belongs_to(posting::Entity).from(Column::PostingId).to(posting::Column::Id).into();
        let moved_lately = audit_event::Entity::find()
            .select_only()
            .column(Column::PostingId)
            .filter(Column::At.gte(from.0))
            .filter(Column::Action.is_in(moving_actions()))
            .into_query();
        let rows: Vec<(Uuid, i64, String)> = audit_event::Entity::find()
            .select_only()
            .columns([Column::PostingId, Column::At, Column::Action])
            .join(JoinType::InnerJoin, of)
            .filter(Condition::all().add_option(in_teams(readable)))
            .filter(Column::Action.is_in(moving_actions()))
            .filter(Column::PostingId.in_subquery(moved_lately))
            .order_by_asc(Column::Seq)
            .into_tuple()
            .all(self.0)
            .await?;
        let moved = |(posting, at, action): (Uuid, i64, String)| {
            Some(Move { posting: PostingId(posting), at: Timestamp(at), to: moved_to(&action)? })
        };
        Ok(rows.into_iter().filter_map(moved).collect())
    }
}
