//! What an event is called and what it is about.

use super::Event;
use crate::ids::{PostingId, RevisionId, ThreadId};

impl Event {
    /// The stable word of the event, as the audit log filters by it.
    #[must_use]
    pub fn action(&self) -> String {
        let json = serde_json::to_value(self).unwrap_or_default();
        json["event"].as_str().unwrap_or_default().to_owned()
    }

    /// The posting it is about, if it is about one.
    #[must_use]
    pub const fn posting(&self) -> Option<PostingId> {
        match self {
            Self::PostingCreated { posting }
            | Self::PostingSubmitted { posting, .. }
            | Self::ChangesRequested { posting, .. }
            | Self::Abstained { posting, .. }
            | Self::PostingWithdrawn { posting }
            | Self::StepApproved { posting, .. }
            | Self::PostingApproved { posting, .. }
            | Self::ApprovalsHeld { posting, .. }
            | Self::StepReassigned { posting, .. }
            | Self::PostingPublished { posting, .. }
            | Self::PostingClosed { posting }
            | Self::PostingReopened { posting }
            | Self::PostingArchived { posting }
            | Self::PostingRestored { posting }
            | Self::CheckpointNamed { posting, .. }
            | Self::DraftRestored { posting, .. }
            | Self::DraftMended { posting, .. }
            | Self::GuestInvited { posting, .. }
            | Self::GuestLinkRenewed { posting, .. }
            | Self::GuestArrived { posting, .. }
            | Self::GuestRevoked { posting, .. }
            | Self::BlockingChanged { posting, .. }
            | Self::SectionUnlocked { posting, .. }
            | Self::ThreadOpened { posting, .. }
            | Self::ThreadResolved { posting, .. }
            | Self::ThreadReopened { posting, .. }
            | Self::CommentDeleted { posting, .. }
            | Self::ChangeSuggested { posting, .. }
            | Self::SuggestionAccepted { posting, .. }
            | Self::SuggestionRejected { posting, .. }
            | Self::SuggestionWithdrawn { posting, .. }
            | Self::UpdatesSettled { posting, .. } => Some(*posting),
            _ => None,
        }
    }

    /// The revision of a posting that it is about, if it is about one.
    #[must_use]
    pub const fn revision(&self) -> Option<RevisionId> {
        match self {
            Self::PostingSubmitted { revision, .. }
            | Self::ChangesRequested { revision, .. }
            | Self::Abstained { revision, .. }
            | Self::StepApproved { revision, .. }
            | Self::PostingApproved { revision, .. }
            | Self::ApprovalsHeld { revision, .. }
            | Self::StepReassigned { revision, .. }
            | Self::PostingPublished { revision, .. } => Some(*revision),
            _ => None,
        }
    }

    /// The thread that it is about, if it is about one.
    #[must_use]
    pub const fn thread(&self) -> Option<ThreadId> {
        match self {
            Self::ThreadOpened { thread, .. }
            | Self::ThreadResolved { thread, .. }
            | Self::ThreadReopened { thread, .. }
            | Self::BlockingChanged { thread, .. }
            | Self::CommentDeleted { thread, .. } => Some(*thread),
            _ => None,
        }
    }
}
