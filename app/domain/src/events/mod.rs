//! What happened, in the past tense: the payload of audit events.

pub mod chain;
mod topic;
mod words;

use serde::{Deserialize, Serialize};

pub use topic::Topic;

use crate::{
    accounts::Role,
    ids::{
        CheckpointId, CommentId, DelegationId, InvitationId, ItemId, PolicyId, PostingId, ProposalId, RevisionId,
        SuggestionId, TeamId, ThreadId, UserId,
    },
    posting::Scope,
};

/// Something that happened and is recorded in the transaction that did it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    OrganisationSetUp {
        admin: UserId,
    },
    PersonInvited {
        invitation: InvitationId,
        role: Role,
        team: Option<TeamId>,
    },
    InvitationWithdrawn {
        invitation: InvitationId,
    },
    InvitationAccepted {
        invitation: InvitationId,
        user: UserId,
    },
    SignedIn {
        user: UserId,
    },
    PasswordChanged {
        user: UserId,
    },
    PasswordReset {
        user: UserId,
    },
    SessionsEnded {
        user: UserId,
        count: u64,
    },
    PersonSuspended {
        user: UserId,
    },
    PersonReinstated {
        user: UserId,
    },
    RoleGranted {
        user: UserId,
        role: Role,
        team: Option<TeamId>,
    },
    RoleRevoked {
        user: UserId,
        role: Role,
        team: Option<TeamId>,
    },
    TeamCreated {
        team: TeamId,
        name: String,
    },
    TeamRenamed {
        team: TeamId,
        name: String,
    },
    ItemCreated {
        item: ItemId,
    },
    ItemEdited {
        item: ItemId,
        version: u32,
    },
    ItemPublished {
        item: ItemId,
        version: u32,
        reason: String,
    },
    ItemDeprecated {
        item: ItemId,
        replaced_by: Option<ItemId>,
        reason: String,
    },
    ItemRestored {
        item: ItemId,
    },
    ItemProposed {
        proposal: ProposalId,
    },
    // Accepted as this item, or declined for this reason.
    ProposalAnswered {
        proposal: ProposalId,
        item: Option<ItemId>,
        reason: String,
    },
    PostingCreated {
        posting: PostingId,
    },
    PostingSubmitted {
        posting: PostingId,
        revision: RevisionId,
    },
    ChangesRequested {
        posting: PostingId,
        revision: RevisionId,
    },
    Abstained {
        posting: PostingId,
        revision: RevisionId,
    },
    PostingWithdrawn {
        posting: PostingId,
    },
    // With the name that the step had then: a policy may call it otherwise later.
    StepApproved {
        posting: PostingId,
        revision: RevisionId,
        step: u32,
        name: Option<String>,
        // In whose place, when it was not by their own right.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        for_person: Option<UserId>,
    },
    PostingApproved {
        posting: PostingId,
        revision: RevisionId,
    },
    // Submitted with every approval still good for what it says.
    ApprovalsHeld {
        posting: PostingId,
        revision: RevisionId,
    },
    StepReassigned {
        posting: PostingId,
        revision: RevisionId,
        name: String,
        to: Vec<UserId>,
        reason: String,
    },
    PolicyMade {
        policy: PolicyId,
        name: String,
    },
    PolicyEdited {
        policy: PolicyId,
        name: String,
        version: u32,
        reason: String,
    },
    PolicyRetired {
        policy: PolicyId,
        name: String,
    },
    PoliciesReordered {
        first: PolicyId,
    },
    DelegationMade {
        delegation: DelegationId,
        from: UserId,
        to: UserId,
        reason: String,
    },
    DelegationEnded {
        delegation: DelegationId,
    },
    PostingPublished {
        posting: PostingId,
        revision: RevisionId,
        content_hash: String,
    },
    PostingClosed {
        posting: PostingId,
    },
    PostingReopened {
        posting: PostingId,
    },
    PostingArchived {
        posting: PostingId,
    },
    PostingRestored {
        posting: PostingId,
    },
    CheckpointNamed {
        posting: PostingId,
        checkpoint: CheckpointId,
        name: String,
    },
    // `seq` is the last update before it: what it can be taken back to.
    DraftRestored {
        posting: PostingId,
        to: String,
        seq: i64,
    },
    // These updates could not be read any more.
    DraftMended {
        posting: PostingId,
        updates: Vec<i64>,
    },
    ThreadOpened {
        posting: PostingId,
        thread: ThreadId,
        blocking: bool,
    },
    ThreadResolved {
        posting: PostingId,
        thread: ThreadId,
        blocking: bool,
    },
    ThreadReopened {
        posting: PostingId,
        thread: ThreadId,
        blocking: bool,
    },
    CommentDeleted {
        posting: PostingId,
        thread: ThreadId,
        comment: CommentId,
    },
    ChangeSuggested {
        posting: PostingId,
        suggestion: SuggestionId,
    },
    // With the name that the suggester had then: they are credited for what the acceptor wrote.
    SuggestionAccepted {
        posting: PostingId,
        suggestion: SuggestionId,
        by: UserId,
        name: String,
        scope: Option<Scope>,
    },
    SuggestionRejected {
        posting: PostingId,
        suggestion: SuggestionId,
        by: UserId,
        name: String,
    },
    SuggestionWithdrawn {
        posting: PostingId,
        suggestion: SuggestionId,
    },
}

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
            | Self::ThreadOpened { posting, .. }
            | Self::ThreadResolved { posting, .. }
            | Self::ThreadReopened { posting, .. }
            | Self::CommentDeleted { posting, .. }
            | Self::ChangeSuggested { posting, .. }
            | Self::SuggestionAccepted { posting, .. }
            | Self::SuggestionRejected { posting, .. }
            | Self::SuggestionWithdrawn { posting, .. } => Some(*posting),
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
}
