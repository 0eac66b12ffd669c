//! What lists show of a posting.

use domain::{
    ids::{PostingId, TeamId, UserId},
    posting::Seniority,
    review::{Stage, StageName},
    time::Timestamp,
};
use storage::PostingRecord;

/// A posting in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostingCard {
    pub id: PostingId,
    /// As typed; may be empty.
    pub title: String,
    pub seniority: Option<Seniority>,
    pub place: String,
    pub team: TeamId,
    pub team_name: String,
    pub owner: UserId,
    pub owner_name: String,
    pub stage: Stage,
    /// Whether a revision of it is public.
    pub is_live: bool,
    /// Where the public reads it, or read it until it was closed.
    pub slug: Option<String>,
    /// Whether the draft may say something else than what is in review, or public: it was written in since.
    pub is_ahead: bool,
    pub edited_by_name: Option<String>,
    pub edited_at: Timestamp,
    pub created_at: Timestamp,
    /// When the running review is due.
    pub review_due_at: Option<Timestamp>,
}

impl PostingCard {
    /// The title, or what to call a posting that has none yet.
    #[must_use]
    pub fn name(&self) -> &str {
        match self.title.trim() {
            "" => "Untitled posting",
            title => title,
        }
    }

    #[must_use]
    pub const fn stage_name(&self) -> StageName {
        self.stage.name()
    }
}

impl From<PostingRecord> for PostingCard {
    fn from(record: PostingRecord) -> Self {
        let is_ahead = frozen_at(&record).is_none_or(|frozen| record.edited_at > frozen);
        Self {
            id: record.id,
            title: record.title,
            seniority: record.seniority,
            place: record.place,
            team: record.team,
            team_name: record.team_name,
            owner: record.owner,
            owner_name: record.owner_name,
            is_live: record.live.is_some(),
            is_ahead,
            slug: record.slug,
            stage: record.stage,
            edited_by_name: record.edited_by_name,
            edited_at: record.edited_at,
            created_at: record.created_at,
            review_due_at: record.review_due_at,
        }
    }
}

/// When what is in review, or public, was submitted.
pub(crate) const fn frozen_at(record: &PostingRecord) -> Option<Timestamp> {
    match record.stage {
        Stage::InReview { submitted_at, .. } => Some(submitted_at),
        Stage::Published { .. } => record.live_submitted_at,
        _ => None,
    }
}
