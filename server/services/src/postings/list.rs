//! The list of postings: filtered, counted by stage, page by page; only what the person may read.

use domain::{
    accounts::Actor,
    ids::{PostingId, TeamId},
    permissions::ReadableTeams,
    review::StageName,
};
use storage::{PostingFilter, StageCounts};

use super::PostingCard;
use crate::{Result, Services, titles::meanings};

/// Postings on one page.
const PAGE: u64 = 25;
/// Postings that are offered to copy.
const TO_COPY: u64 = 100;

/// What to list; everything that is not set does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PostingQuery {
    pub stage: Option<StageName>,
    pub team: Option<TeamId>,
    /// Only postings that the person owns.
    pub mine: bool,
    /// Part of the title, by whichever of its names.
    pub text: String,
    /// From 1; 0 is the first, too.
    pub page: u64,
}

impl PostingQuery {
    /// Only what the person may read.
    pub(crate) fn filter(&self, actor: &Actor) -> PostingFilter {
        PostingFilter {
            readable: ReadableTeams::of(actor),
            stage: self.stage,
            team: self.team,
            owner: self.mine.then_some(actor.id),
            titles: meanings(&self.words()),
        }
    }

    /// The text as far as every database takes it.
    pub(crate) fn words(&self) -> String {
        let kept: String = self.text.chars().filter(|c| !c.is_control()).take(200).collect();
        kept.trim().to_owned()
    }
}

/// One page of postings, last edited first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostingList {
    pub postings: Vec<PostingCard>,
    /// By stage, as if no stage were chosen.
    pub counts: StageCounts,
    /// With the chosen stage.
    pub total: u64,
    pub page: u64,
    pub pages: u64,
}

impl Services {
    /// # Errors
    /// [`crate::ServiceError::Unavailable`] when the database is. Nobody is refused: what one may not read is not listed.
    pub async fn list_postings(&self, actor: &Actor, query: &PostingQuery) -> Result<PostingList> {
        let filter = query.filter(actor);
        let counts = self.storage.postings().count(&filter).await?;
        let total = match query.stage {
            Some(stage) => counts.get(&stage).copied().unwrap_or(0),
            None => counts.values().sum(),
        };
        let pages = total.div_ceil(PAGE).max(1);
        let page = query.page.clamp(1, pages);
        let records = self.storage.postings().list(&filter, (page - 1) * PAGE, PAGE).await?;
        Ok(PostingList { postings: records.into_iter().map(PostingCard::from).collect(), counts, total, page, pages })
    }
    /// What a new posting can be a copy of: the postings last edited, and the `chosen` one wherever it stands.
    ///
    /// # Errors
    /// [`crate::ServiceError::Unavailable`]. A chosen one that is not theirs to read is as absent as one that never was.
    pub async fn postings_to_copy(&self, actor: &Actor, chosen: Option<PostingId>) -> Result<Vec<PostingCard>> {
        let filter = PostingQuery::default().filter(actor);
        let mut records = self.storage.postings().list(&filter, 0, TO_COPY).await?;
        if let Some(chosen) = chosen.filter(|chosen| records.iter().all(|record| record.id != *chosen))
            && let Some(record) = self.storage.postings().find(chosen).await?
            && filter.readable.contains(record.team)
        {
            records.insert(0, record);
        }
        Ok(records.into_iter().map(PostingCard::from).collect())
    }
}
