//! The search over everything: postings by title and the items of the library, each only as far as the person may read.

use domain::accounts::Actor;
use storage::PostingFilter;

use crate::{BrowseItem, PostingCard, PostingQuery, Result, Services};

/// Most results of each kind, however many are asked for.
pub const SEARCH_MAX: usize = 50;

/// What a text was found in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Everything {
    /// Last edited first.
    pub postings: Vec<PostingCard>,
    /// How many postings fit.
    pub posting_total: u64,
    /// Best first, as the library's own search orders them.
    pub items: Vec<BrowseItem>,
    /// How many items fit.
    pub item_total: usize,
}

impl Everything {
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.postings.is_empty() && self.items.is_empty()
    }
}

impl Services {
    /// The first `limit` postings and items that fit; nothing for an empty text.
    ///
    /// # Errors
    /// [`crate::ServiceError::Unavailable`]. Nobody is refused: what one may not read is not found.
    pub async fn search_everything(&self, actor: &Actor, text: &str, limit: usize) -> Result<Everything> {
        let query = PostingQuery { text: text.to_owned(), ..PostingQuery::default() };
        let words = query.words();
        if words.is_empty() {
            return Ok(Everything::default());
        }
        let limit = limit.min(SEARCH_MAX);
        let (items, item_total) = self.find_items(actor, &words, limit).await?;
        let (postings, posting_total) = self.find_postings(&query.filter(actor), limit).await?;
        Ok(Everything { postings, posting_total, items, item_total })
    }

    async fn find_postings(&self, filter: &PostingFilter, limit: usize) -> Result<(Vec<PostingCard>, u64)> {
        let found = self.storage.postings().list(filter, 0, u64::try_from(limit).unwrap_or(0)).await?;
        let total = self.storage.postings().count(filter).await?.values().sum();
        Ok((found.into_iter().map(PostingCard::from).collect(), total))
    }
}
