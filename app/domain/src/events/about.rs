//! What an event is called and what it is about.

use super::Event;
use crate::ids::{ItemId, PostingId, ProposalId, RevisionId, ThreadId, UserId};

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

    /// The library item that it is about, if it is about one.
    #[must_use]
    pub const fn item(&self) -> Option<ItemId> {
        match self {
            Self::ItemCreated { item }
            | Self::ItemEdited { item, .. }
            | Self::ItemPublished { item, .. }
            | Self::ItemDeprecated { item, .. }
            | Self::ItemRestored { item }
            | Self::ItemMerged { item, .. }
            | Self::MergeUndone { item, .. }
            | Self::ItemMoved { item, .. }
            | Self::ProposalAnswered { item: Some(item), .. } => Some(*item),
            _ => None,
        }
    }

    /// The proposal for the library that it is about, if it is about one.
    #[must_use]
    pub const fn proposal(&self) -> Option<ProposalId> {
        match self {
            Self::ItemProposed { proposal } | Self::ProposalAnswered { proposal, .. } => Some(*proposal),
            _ => None,
        }
    }

    /// The people whom it was done to, or who were asked for something.
    #[must_use]
    pub fn people(&self) -> &[UserId] {
        match self {
            Self::OrganisationSetUp { admin: user }
            | Self::InvitationAccepted { user, .. }
            | Self::SignedIn { user }
            | Self::PasswordChanged { user }
            | Self::PasswordReset { user }
            | Self::SessionsEnded { user, .. }
            | Self::PersonSuspended { user }
            | Self::PersonReinstated { user }
            | Self::RoleGranted { user, .. }
            | Self::RoleRevoked { user, .. }
            | Self::DelegationMade { to: user, .. } => std::slice::from_ref(user),
            Self::StepReassigned { to, .. } => to,
            _ => &[],
        }
    }

    /// Why it was done, in the words of whoever did it; nothing where nobody was asked or nothing was said.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::ItemPublished { reason, .. }
            | Self::ItemDeprecated { reason, .. }
            | Self::ItemMerged { reason, .. }
            | Self::ItemMoved { reason, .. }
            | Self::ProposalAnswered { reason, .. }
            | Self::TemplatePublished { reason, .. }
            | Self::StepReassigned { reason, .. }
            | Self::PolicyEdited { reason, .. }
            | Self::DelegationMade { reason, .. } => Some(reason.as_str()).filter(|reason| !reason.is_empty()),
            _ => None,
        }
    }
}
