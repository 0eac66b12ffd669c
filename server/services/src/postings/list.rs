//! The list of postings: filtered, counted by stage, page by page; only what the person may read.

use domain::{accounts::Actor, ids::TeamId, permissions::ReadableTeams, review::StageName};
use storage::{PostingFilter, StageCounts};

use super::PostingCard;
use crate::{Result, Services};

/// Postings on one page.
const PAGE: u64 = 25;

/// What to list; everything that is not set does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PostingQuery {
    pub stage: Option<StageName>,
    pub team: Option<TeamId>,
    /// Only postings that the person owns.
    pub mine: bool,
    /// Part of the title.
    pub text: String,
    /// From 1; 0 is the first, too.
    pub page: u64,
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
        let filter = PostingFilter {
            readable: ReadableTeams::of(actor),
            stage: query.stage,
            team: query.team,
            owner: query.mine.then_some(actor.id),
            query: query.text.chars().filter(|c| !c.is_control()).take(200).collect(),
        };
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
}
