//! Reading the inbox: a person's, over all postings that they may edit, and that of one posting.

use std::collections::HashMap;

use domain::{
    accounts::Actor,
    ids::{ItemId, PostingId},
    permissions::{Action, ReadableTeams},
    posting::Snapshot,
    review::{Controls, StageName},
};
use storage::{Adoption, OfferCount, OfferFilter, OfferRecord};

use super::view::{UpdateView, view};
use crate::{ItemLink, PostingCard, Result, Services, library::is_slug};

/// Updates on one page.
const PAGE: u64 = 50;
/// More than a draft has lines.
const ALL: u64 = 10_000;

/// A page of somebody's inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inbox {
    pub postings: Vec<PostingUpdates>,
    /// All that waits for the person.
    pub waiting: OfferCount,
    /// Lines of this item alone.
    pub item: Option<ItemLink>,
    /// From 1.
    pub page: u64,
    pub pages: u64,
}

/// What waits in one posting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostingUpdates {
    pub id: PostingId,
    pub title: String,
    pub team_name: String,
    pub stage: StageName,
    pub is_live: bool,
    /// In reading order.
    pub updates: Vec<UpdateView>,
}

/// The updates of one posting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdatesPage {
    pub posting: PostingCard,
    pub controls: Controls,
    pub waiting: Vec<UpdateView>,
    /// Kept or put off; they can still be taken.
    pub aside: Vec<UpdateView>,
}

impl Services {
    /// A page of what waits for the person: in all drafts that they may edit, or for the lines of one item among them.
    ///
    /// # Errors
    /// [`crate::ServiceError::NotFound`] for an item that is not there. Nobody is refused: who edits nothing has an empty inbox.
    pub async fn update_inbox(&self, actor: &Actor, item: &str, page: u64) -> Result<Inbox> {
        let item = self.narrowed_to(item).await?;
        let mut filter = self.inbox_of(actor);
        filter.item = item.as_ref().map(|item| item.id);
        let waiting = self.storage.upstream().count_offers(&filter).await?;
        let pages = waiting.lines.div_ceil(PAGE).max(1);
        let page = page.clamp(1, pages);
        let offers = self.storage.upstream().offers(&filter, (page - 1) * PAGE, PAGE).await?;
        Ok(Inbox { postings: self.by_posting(offers).await?, waiting, item, page, pages })
    }

    /// What is offered to the lines of a posting.
    ///
    /// # Errors
    /// [`crate::ServiceError::NotFound`] to those who may not read it.
    pub async fn posting_updates(&self, actor: &Actor, posting: PostingId) -> Result<UpdatesPage> {
        let held = self.read_posting(actor, posting).await?;
        let filter = OfferFilter::of_posting(posting, self.now());
        let offers = self.storage.upstream().offers(&filter, 0, ALL).await?;
        let updates = self.by_posting(offers).await?.into_iter().flat_map(|group| group.updates);
        let (aside, waiting) = updates.partition(|update| update.aside.is_some());
        Ok(UpdatesPage { controls: held.controls(actor), posting: held.record.into(), waiting, aside })
    }

    /// How much waits for the person.
    ///
    /// # Errors
    /// [`crate::ServiceError::Unavailable`]
    pub async fn count_updates(&self, actor: &Actor) -> Result<OfferCount> {
        Ok(self.storage.upstream().count_offers(&self.inbox_of(actor)).await?)
    }

    /// How many lines of a draft wait for a decision.
    pub(crate) async fn updates_waiting(&self, posting: PostingId) -> Result<usize> {
        let filter = OfferFilter { with_aside: false, ..OfferFilter::of_posting(posting, self.now()) };
        let count = self.storage.upstream().count_offers(&filter).await?;
        Ok(usize::try_from(count.lines).unwrap_or(usize::MAX))
    }

    /// How far the versions of an item have come.
    pub(crate) async fn adoption(&self, item: ItemId) -> Result<Vec<Adoption>> {
        Ok(self.storage.upstream().adoption(item, self.now()).await?)
    }

    fn inbox_of(&self, actor: &Actor) -> OfferFilter {
        OfferFilter::waiting(ReadableTeams::edited_by(actor), self.now())
    }

    async fn narrowed_to(&self, slug: &str) -> Result<Option<ItemLink>> {
        if slug.is_empty() {
            return Ok(None);
        }
        let catalogue = self.catalogue().await?;
        let found = is_slug(slug).then(|| catalogue.find_by_slug(slug)).flatten();
        let entry = found.filter(|entry| entry.was_published()).ok_or(crate::ServiceError::NotFound)?;
        Ok(Some(ItemLink::to(entry)))
    }

    /// With the words side by side, in the order of the postings given.
    async fn by_posting(&self, offers: Vec<OfferRecord>) -> Result<Vec<PostingUpdates>> {
        let (words, places) = (self.words_of(&offers).await?, self.places_of(&offers).await?);
        let postings: Vec<PostingId> = offers.iter().map(|offer| offer.posting).collect();
        let postings = self.storage.postings().with_ids(&postings).await?.into_iter().map(PostingCard::from);
        let postings: HashMap<PostingId, PostingCard> = postings.map(|card| (card.id, card)).collect();
        let mut groups: Vec<(PostingUpdates, Snapshot)> = Vec::new();
        for offer in offers {
            if groups.last().is_none_or(|(group, _)| group.id != offer.posting) {
                let Some(posting) = postings.get(&offer.posting) else { continue };
                groups.push(self.group(&offer, posting).await?);
            }
            let Some((group, draft)) = groups.last_mut() else { continue };
            group.updates.extend(view(offer, draft, &words, &places)?);
        }
        Ok(groups.into_iter().map(|(group, draft)| group.in_reading_order(&draft)).collect())
    }

    async fn group(&self, offer: &OfferRecord, posting: &PostingCard) -> Result<(PostingUpdates, Snapshot)> {
        let (draft, _) = self.load_draft(offer.posting).await?;
        let group = PostingUpdates {
            id: offer.posting,
            title: offer.title.clone(),
            team_name: offer.team_name.clone(),
            stage: posting.stage_name(),
            is_live: posting.is_live,
            updates: Vec::new(),
        };
        Ok((group, draft.snapshot()))
    }
}

impl PostingUpdates {
    fn in_reading_order(mut self, draft: &Snapshot) -> Self {
        let places: HashMap<_, _> = draft.lines().enumerate().map(|(place, (_, line))| (&line.id, place)).collect();
        self.updates.sort_by_key(|update| places.get(&update.key.line).copied());
        self
    }

    /// The title, or what to call a posting that has none yet.
    #[must_use]
    pub fn name(&self) -> &str {
        if self.title.trim().is_empty() { "Untitled posting" } else { &self.title }
    }
}

impl UpdatesPage {
    /// Whether the person may decide on them.
    ///
    /// # Errors
    /// The sentence that says why not.
    pub fn may_settle(&self) -> std::result::Result<(), &str> {
        self.controls.may(Action::EditPosting)
    }
}
