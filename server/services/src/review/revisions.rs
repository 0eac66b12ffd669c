//! The revisions of a posting: listed, read, compared.

use std::collections::HashMap;

use domain::{
    accounts::Actor,
    ids::{PostingId, RevisionId},
    posting::Snapshot,
    review::{
        Controls,
        difference::{self, Difference},
    },
    time::Timestamp,
};
use storage::{ReviewStatus, Revision, RevisionHead};

use crate::{Discussion, PostingCard, Result, ServiceError, Services, postings::Held};

/// What became of a revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    InReview,
    Approved,
    ChangesRequested,
    Withdrawn,
    /// Another revision was submitted while it was in review.
    Superseded,
}

impl Outcome {
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::InReview => "In review",
            Self::Approved => "Approved",
            Self::ChangesRequested => "Changes requested",
            Self::Withdrawn => "Withdrawn",
            Self::Superseded => "Updated",
        }
    }
}

/// A revision in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionRow {
    pub id: RevisionId,
    pub number: u32,
    pub author_name: String,
    pub created_at: Timestamp,
    /// What the submitter wrote to the reviewers.
    pub message: String,
    pub outcome: Option<Outcome>,
    /// Whether it is what the public sees.
    pub is_live: bool,
    pub root_hash: String,
}

impl RevisionRow {
    pub(super) fn new(head: RevisionHead, status: Option<ReviewStatus>, live: Option<RevisionId>) -> Self {
        Self {
            id: head.id,
            number: head.number,
            author_name: head.author_name,
            created_at: head.created_at,
            message: head.message,
            outcome: status.map(Outcome::from),
            is_live: live == Some(head.id),
            root_hash: head.root_hash,
        }
    }
}

/// A revision, compared with another one or with nothing.
#[derive(Debug, Clone)]
pub struct RevisionView {
    pub posting: PostingCard,
    pub revision: RevisionRow,
    pub snapshot: Snapshot,
    pub base: Option<RevisionRow>,
    pub difference: Difference,
    pub controls: Controls,
    /// Held against this revision.
    pub discussion: Discussion,
}

impl Services {
    /// Newest first.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] to those who may not read the posting.
    pub async fn revisions(&self, actor: &Actor, posting: PostingId) -> Result<(PostingCard, Vec<RevisionRow>)> {
        let held = self.read_posting(actor, posting).await?;
        let rows = self.revision_rows(&held).await?;
        Ok((held.record.into(), rows))
    }

    pub(crate) async fn revision_rows(&self, held: &Held) -> Result<Vec<RevisionRow>> {
        let posting = held.record.id;
        let live = held.record.live.as_ref().map(|live| live.revision);
        let reviews = self.storage.reviews().of_postings(&[posting]).await?;
        let statuses: HashMap<_, _> = reviews.iter().map(|review| (review.revision, review.status)).collect();
        let heads = self.storage.reviews().revisions(posting).await?;
        let row = |head: RevisionHead| {
            let status = statuses.get(&head.id).copied();
            RevisionRow::new(head, status, live)
        };
        Ok(heads.into_iter().map(row).collect())
    }

    /// A revision by number, against another one (`from`) or against the one approved before it.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] to those who may not read the posting, and for numbers that it does not have.
    pub async fn revision(
        &self,
        actor: &Actor,
        posting: PostingId,
        number: u32,
        from: Option<u32>,
    ) -> Result<RevisionView> {
        let held = self.read_posting(actor, posting).await?;
        let rows = self.revision_rows(&held).await?;
        let row = |number: u32| rows.iter().find(|row| row.number == number).cloned().ok_or(ServiceError::NotFound);
        let revision = row(number)?;
        let base = match from {
            Some(from) => Some(row(from)?),
            None => rows.iter().find(|row| row.number < number && row.outcome == Some(Outcome::Approved)).cloned(),
        };
        let before = match &base {
            Some(base) => self.revision_of(posting, base.id).await?.snapshot,
            None => Snapshot::default(),
        };
        let snapshot = self.revision_of(posting, revision.id).await?.snapshot;
        let difference = difference::compare(&before, &snapshot);
        let discussion = self.discussion(actor, &held, &snapshot).await?;
        let controls = held.controls(actor);
        Ok(RevisionView { posting: held.record.into(), revision, snapshot, base, difference, controls, discussion })
    }

    pub(super) async fn revision_of(&self, posting: PostingId, id: RevisionId) -> Result<Revision> {
        let revision = self.storage.reviews().revision(id).await?;
        revision.filter(|revision| revision.head.posting == posting).ok_or(ServiceError::NotFound)
    }
}
