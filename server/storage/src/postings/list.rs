//! Lists of postings: filtered, counted, and by person.

use std::collections::BTreeMap;

use domain::{
    ids::{PostingId, TeamId, UserId},
    permissions::ReadableTeams,
    review::StageName,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, Func, LikeExpr},
};

use super::{PostingRecord, Postings, row};
use crate::{StorageError, entities::posting};

/// Which postings to list. Only those of `readable` teams are ever answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostingFilter {
    pub readable: ReadableTeams,
    pub stage: Option<StageName>,
    pub team: Option<TeamId>,
    pub owner: Option<UserId>,
    /// Parts of the title, of which one is enough; none for all.
    pub titles: Vec<String>,
}

/// How many postings there are in each stage.
pub type StageCounts = BTreeMap<StageName, u64>;

impl<C: ConnectionTrait> Postings<'_, C> {
    /// The postings last edited first.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn list(
        &self,
        filter: &PostingFilter,
        offset: u64,
        limit: u64,
    ) -> Result<Vec<PostingRecord>, StorageError> {
        let stage = filter.stage.map(|stage| posting::Column::Stage.eq(stage.word()));
        let query = row::select().filter(condition(filter).add_option(stage));
        self.records(query.offset(offset).limit(limit)).await
    }

    /// How many postings each stage has, whatever stage the filter names.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn count(&self, filter: &PostingFilter) -> Result<StageCounts, StorageError> {
        let rows: Vec<(String, i64)> = posting::Entity::find()
            .select_only()
            .column(posting::Column::Stage)
            .column_as(posting::Column::Id.count(), "count")
            .filter(condition(filter))
            .group_by(posting::Column::Stage)
            .into_tuple()
            .all(self.0)
            .await?;
        let read = |(stage, count): (String, i64)| {
            let name = stage.parse().map_err(|_| StorageError::damaged("stage", &stage))?;
            Ok((name, u64::try_from(count).unwrap_or(0)))
        };
        rows.into_iter().map(read).collect()
    }

    /// Postings that a person owns or edited last, in these stages, last edited first.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn of_person(
        &self,
        person: UserId,
        readable: &ReadableTeams,
        stages: &[StageName],
        limit: u64,
    ) -> Result<Vec<PostingRecord>, StorageError> {
        let theirs =
            Condition::any().add(posting::Column::OwnerId.eq(person.0)).add(posting::Column::EditedBy.eq(person.0));
        let in_stages = posting::Column::Stage.is_in(stages.iter().map(|stage| stage.word()));
        let readable = Condition::all().add_option(in_teams(readable));
        self.records(row::select().filter(theirs).filter(in_stages).filter(readable).limit(limit)).await
    }

    /// The postings with these ids, in no particular order; no query without any.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn with_ids(&self, ids: &[PostingId]) -> Result<Vec<PostingRecord>, StorageError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        self.records(row::select().filter(posting::Column::Id.is_in(ids.iter().map(|id| id.0)))).await
    }

    async fn records(&self, query: sea_orm::Select<posting::Entity>) -> Result<Vec<PostingRecord>, StorageError> {
        let query = query.order_by_desc(posting::Column::EditedAt).order_by_desc(posting::Column::Id);
        let rows = query.into_model::<row::Row>().all(self.0).await?;
        rows.into_iter().map(PostingRecord::try_from).collect()
    }
}

/// Everything but the stage.
fn condition(filter: &PostingFilter) -> Condition {
    Condition::all()
        .add_option(in_teams(&filter.readable))
        .add_option(filter.team.map(|team| posting::Column::TeamId.eq(team.0)))
        .add_option(filter.owner.map(|owner| posting::Column::OwnerId.eq(owner.0)))
        .add_option(titled(&filter.titles))
}

/// That a posting is of a team that may be read; nothing when all may.
pub(crate) fn in_teams(readable: &ReadableTeams) -> Option<Expr> {
    match readable {
        ReadableTeams::All => None,
        ReadableTeams::Only(teams) => Some(posting::Column::TeamId.is_in(teams.iter().map(|team| team.0))),
    }
}

/// Whatever case the words are in; SQLite folds ASCII alone, so there other letters match as typed.
fn titled(parts: &[String]) -> Option<Condition> {
    let title = || Expr::col((posting::Entity, posting::Column::Title));
    let parts = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty());
    parts.fold(None, |any, part| {
        let folded = Expr::expr(Func::lower(title())).like(containing(&part.to_lowercase()));
        Some(any.unwrap_or_else(Condition::any).add(folded).add(title().like(containing(part))))
    })
}

/// Every sign of the text stands for itself.
fn containing(text: &str) -> LikeExpr {
    let escaped: String =
        text.chars().flat_map(|c| matches!(c, '%' | '_' | '\\').then_some('\\').into_iter().chain([c])).collect();
    LikeExpr::new(format!("%{escaped}%")).escape('\\')
}
