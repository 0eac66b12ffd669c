//! What happened, in the past tense: the payload of audit events.

mod about;
pub mod chain;
mod topic;
mod update;
mod words;

use serde::{Deserialize, Serialize};

pub use topic::Topic;
pub use update::{Settled, SettledUpdate};

use crate::{
    accounts::Role,
    ids::{
        CheckpointId, CommentId, DelegationId, ImportId, InvitationId, ItemId, MergeId, PolicyId, PostingId,
        ProposalId, RevisionId, SuggestionId, TeamId, TemplateId, ThreadId, UserId,
    },
    library::ItemKind,
    posting::Scope,
};

/// Something that happened and is recorded in the transaction that did it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
#[rustfmt::skip] // a line each, as in a table
pub enum Event {
    OrganisationSetUp { admin: UserId },
    PersonInvited { invitation: InvitationId, role: Role, team: Option<TeamId> },
    InvitationWithdrawn { invitation: InvitationId },
    InvitationAccepted { invitation: InvitationId, user: UserId },
    SignedIn { user: UserId },
    PasswordChanged { user: UserId },
    PasswordReset { user: UserId },
    SessionsEnded { user: UserId, count: u64 },
    PersonSuspended { user: UserId },
    PersonReinstated { user: UserId },
    RoleGranted { user: UserId, role: Role, team: Option<TeamId> },
    RoleRevoked { user: UserId, role: Role, team: Option<TeamId> },
    TeamCreated { team: TeamId, name: String },
    TeamRenamed { team: TeamId, name: String },
    ItemCreated { item: ItemId },
    ItemEdited { item: ItemId, version: u32 },
    ItemPublished { item: ItemId, version: u32, reason: String },
    ItemDeprecated { item: ItemId, replaced_by: Option<ItemId>, reason: String, sunset_on: Option<String> },
    ItemRestored { item: ItemId },
    // From then on another item stands in its place.
    ItemMerged { merge: MergeId, item: ItemId, into: ItemId, reason: String },
    MergeUndone { merge: MergeId, item: ItemId, into: ItemId },
    // Became something else: what it is, not what it says.
    ItemMoved { item: ItemId, kind: ItemKind, group: String, reason: String },
    // A part of a file that was committed together. What changed tells an event of its own, what is new only this one.
    ItemsImported { import: ImportId, file: String, created: u32, changed: u32 },
    ItemProposed { proposal: ProposalId },
    // Accepted as this item, or declined for this reason.
    ProposalAnswered { proposal: ProposalId, item: Option<ItemId>, reason: String },
    TemplateMade { template: TemplateId, name: String },
    TemplateEdited { template: TemplateId, name: String },
    TemplatePublished { template: TemplateId, name: String, version: u32, reason: String },
    TemplateArchived { template: TemplateId, name: String },
    TemplateRestored { template: TemplateId, name: String },
    PostingCreated { posting: PostingId },
    PostingSubmitted { posting: PostingId, revision: RevisionId },
    ChangesRequested { posting: PostingId, revision: RevisionId },
    Abstained { posting: PostingId, revision: RevisionId },
    PostingWithdrawn { posting: PostingId },
    // With the name that the step had then: a policy may call it otherwise later.
    // `for_person`: in whose place, when it was not by their own right.
    StepApproved { posting: PostingId, revision: RevisionId, step: u32, name: Option<String>, for_person: Option<UserId> },
    PostingApproved { posting: PostingId, revision: RevisionId },
    // Submitted with every approval still good for what it says.
    ApprovalsHeld { posting: PostingId, revision: RevisionId },
    StepReassigned { posting: PostingId, revision: RevisionId, name: String, to: Vec<UserId>, reason: String },
    PolicyMade { policy: PolicyId, name: String },
    PolicyEdited { policy: PolicyId, name: String, version: u32, reason: String },
    PolicyRetired { policy: PolicyId, name: String },
    PoliciesReordered { first: PolicyId },
    DelegationMade { delegation: DelegationId, from: UserId, to: UserId, reason: String },
    DelegationEnded { delegation: DelegationId },
    PostingPublished { posting: PostingId, revision: RevisionId, content_hash: String },
    PostingClosed { posting: PostingId },
    PostingReopened { posting: PostingId },
    PostingArchived { posting: PostingId },
    PostingRestored { posting: PostingId },
    CheckpointNamed { posting: PostingId, checkpoint: CheckpointId, name: String },
    // `seq` is the last update before it: what it can be taken back to.
    DraftRestored { posting: PostingId, to: String, seq: i64 },
    // These updates could not be read any more.
    DraftMended { posting: PostingId, updates: Vec<i64> },
    // With the name that was given to the guest; an address or a secret has no place here.
    GuestInvited { posting: PostingId, guest: UserId, name: String },
    GuestLinkRenewed { posting: PostingId, guest: UserId, name: String },
    GuestArrived { posting: PostingId, guest: UserId },
    GuestRevoked { posting: PostingId, guest: UserId, name: String },
    // With its heading then.
    SectionUnlocked { posting: PostingId, heading: String },
    ThreadOpened { posting: PostingId, thread: ThreadId, blocking: bool },
    ThreadResolved { posting: PostingId, thread: ThreadId, blocking: bool },
    ThreadReopened { posting: PostingId, thread: ThreadId, blocking: bool },
    // From then on it holds the approval, or does not any more.
    BlockingChanged { posting: PostingId, thread: ThreadId, blocking: bool },
    CommentDeleted { posting: PostingId, thread: ThreadId, comment: CommentId },
    ChangeSuggested { posting: PostingId, suggestion: SuggestionId },
    // With the name that the suggester had then: they are credited for what the acceptor wrote.
    SuggestionAccepted { posting: PostingId, suggestion: SuggestionId, by: UserId, name: String, scope: Option<Scope> },
    SuggestionRejected { posting: PostingId, suggestion: SuggestionId, by: UserId, name: String },
    SuggestionWithdrawn { posting: PostingId, suggestion: SuggestionId },
    UpdatesSettled { posting: PostingId, answer: Settled, updates: Vec<SettledUpdate> },
}
