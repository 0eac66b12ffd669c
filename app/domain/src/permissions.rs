//! Who may do what: one function, one table.
//!
//! [`permit`] answers with a [`Permit`], which nothing else can make and which every stage transition demands, or with
//! a [`Refusal`], whose sentence the interface shows on the disabled control and the server sends with 403. What a
//! person may not know exists is [`Refusal::Hidden`] and answered as 404.
//!
//! Whether an action fits the *stage* of a posting is not asked here: see [`crate::review`].

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{
    accounts::{Actor, Role},
    ids::{PostingId, RevisionId, TeamId, UserId},
    posting::{ScopeSet, words},
};

mod deciding;
mod guests;
mod subject;
mod teams;

use deciding::Places;
pub use subject::{Deputy, PostingSubject, Said, Seat, Subject};
pub use teams::ReadableTeams;

words! {
    /// Everything that needs a permission.
    Action {
        ReadPosting = "read_posting", "Read a draft";
        CreatePosting = "create_posting", "Create a posting";
        EditPosting = "edit_posting", "Edit a draft";
        Submit = "submit", "Submit for review";
        Withdraw = "withdraw", "Withdraw from review";
        InviteGuest = "invite_guest", "Invite a guest";
        Comment = "comment", "Comment";
        Block = "block", "Hold the approval with a thread";
        UnlockSection = "unlock_section", "Unlock a section that a template set";
        Suggest = "suggest", "Suggest a change";
        Reword = "reword", "Edit, delete or take back what was said";
        ResolveThread = "resolve_thread", "Resolve a thread";
        Decide = "decide", "Decide on a review";
        Publish = "publish", "Publish";
        Close = "close", "Close";
        Reopen = "reopen", "Reopen";
        Archive = "archive", "Archive or restore";
        ReadLibrary = "read_library", "Read the library";
        ProposeItem = "propose_item", "Propose a library item";
        CurateLibrary = "curate_library", "Create, edit, publish and deprecate items";
        MergeItems = "merge_items", "Merge items";
        CurateTemplates = "curate_templates", "Create, edit, publish and archive templates";
        ManagePeople = "manage_people", "Manage people and teams";
        ManagePolicies = "manage_policies", "Edit the policies of review";
        Reassign = "reassign", "Ask others to decide";
        ReadAudit = "read_audit", "Read the audit log";
    }
}

/// Proof that [`permit`] said yes: for this action, by this person, to this subject, about this revision.
#[derive(Debug)]
pub struct Permit {
    action: Action,
    actor: UserId,
    posting: Option<PostingId>,
    revision: Option<RevisionId>,
    places: Places,
}

impl Permit {
    /// Whether the permit is for this action on this posting.
    #[must_use]
    pub fn covers(&self, action: Action, posting: PostingId) -> bool {
        self.action == action && self.posting == Some(posting)
    }

    #[must_use]
    pub const fn actor(&self) -> UserId {
        self.actor
    }

    /// The revision that the permission was asked about.
    #[must_use]
    pub const fn revision(&self) -> Option<RevisionId> {
        self.revision
    }

    /// The place that its holder has at this step, in a permit to decide.
    #[must_use]
    pub fn seat(&self, step: &str) -> Option<&Seat> {
        self.places.seats.iter().find(|seat| seat.step == step)
    }

    /// The holder's own edits that alone keep them from a place at this step, in a permit to decide; none for a step on which
    /// they are not asked in any case.
    #[must_use]
    pub fn own_edits(&self, step: &str) -> ScopeSet {
        let own = self.places.own_edits.iter().find(|(key, _)| key == step);
        own.map(|(_, scopes)| *scopes).unwrap_or_default()
    }
}

/// Why not. The sentence is for the person who asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    #[error("There is nothing here, or it is not yours to see.")]
    Hidden,
    #[error("Only hiring managers can create a posting.")]
    NotAHiringManager,
    #[error("Only hiring managers of this team can do this.")]
    NotOnTheTeam,
    #[error("Only the owner of the posting can do this.")]
    NotTheOwner,
    #[error("Only an HR approver can do this.")]
    NotAnApprover,
    #[error("Only an HR approver can publish or close a posting under this policy.")]
    PublishingIsForApprovers,
    #[error("The policy asks others to decide on this posting.")]
    NotAsked,
    #[error("You hire for this team; under this policy somebody from outside it has to decide.")]
    HiresForTheTeam,
    #[error("You submitted this posting, so somebody else has to decide on it.")]
    OwnSubmission,
    #[error("You edited {0} since the last approval, so somebody else has to decide on it.")]
    OwnEdits(ScopeSet),
    #[error("Only a library curator can do this.")]
    NotACurator,
    #[error("Its template locks this section. A library curator or an HR approver can unlock it.")]
    LockedByTheTemplate,
    #[error("Only an admin can do this.")]
    NotAnAdmin,
    #[error("This is your own account, so another admin has to change its roles or suspend it.")]
    OwnAccount,
    #[error("Only admins and auditors can read the audit log.")]
    NotAnAuditor,
    #[error("Viewers can read, but not propose.")]
    OnlyReading,
    #[error("Auditors read what is said about a posting, but don't take part.")]
    OnlyAuditing,
    #[error("Only whoever wrote this can change it or take it back.")]
    NotYourWords,
    #[error("Guests comment and suggest; this is for the people who work on the posting.")]
    NotForGuests,
    #[error("This link is for a guest, and you are signed in with an account. Say what you have to say there.")]
    HasAnAccount,
    #[error("The policy does not ask guests to decide on this posting. You can comment and suggest.")]
    GuestsDoNotDecide,
    #[error("This thread blocks the approval. Whoever opened it can resolve it, or an HR approver who may decide.")]
    BlockingThread,
}

/// May this person do this?
///
/// # Errors
/// The [`Refusal`], [`Refusal::Hidden`] where even the existence of the subject is not theirs to know.
pub fn permit(actor: &Actor, action: Action, subject: Subject<'_>) -> Result<Permit, Refusal> {
    match subject {
        Subject::Posting(posting) if actor.guest_of.is_some() => guests::on_posting(actor, action, posting)?,
        Subject::Said(posting, said) if actor.guest_of.is_some() => guests::on_said(actor, action, posting, said)?,
        _ if actor.guest_of.is_some() => return Err(Refusal::Hidden),
        Subject::Organisation => in_organisation(actor, action)?,
        Subject::Person(person) => to_person(actor, action, person)?,
        Subject::Team(team) => in_team(actor, action, team)?,
        Subject::Posting(posting) => on_posting(actor, action, posting)?,
        Subject::Said(posting, said) => on_said(actor, action, posting, said)?,
    }
    let posting = match subject {
        Subject::Posting(posting) | Subject::Said(posting, _) => Some(posting),
        Subject::Organisation | Subject::Person(_) | Subject::Team(_) => None,
    };
    Ok(Permit {
        action,
        actor: actor.id,
        posting: posting.map(|posting| posting.id),
        revision: posting.and_then(|posting| posting.revision),
        places: posting
            .filter(|_| action == Action::Decide)
            .map(|posting| Places::of(actor, posting))
            .unwrap_or_default(),
    })
}

fn in_organisation(actor: &Actor, action: Action) -> Result<(), Refusal> {
    match action {
        Action::ReadLibrary => Ok(()),
        Action::ProposeItem => {
            let proposes = [Role::HiringManager, Role::HrApprover, Role::Curator, Role::Admin];
            allow(proposes.iter().any(|role| actor.is(*role)), Refusal::OnlyReading)
        }
        Action::CurateLibrary | Action::CurateTemplates | Action::MergeItems => {
            allow(curates(actor), Refusal::NotACurator)
        }
        Action::ManagePeople | Action::ManagePolicies => allow(actor.is(Role::Admin), Refusal::NotAnAdmin),
        Action::ReadAudit => allow(actor.is(Role::Admin) || actor.is(Role::Auditor), Refusal::NotAnAuditor),
        Action::CreatePosting => allow(actor.is(Role::HiringManager), Refusal::NotAHiringManager),
        _ => Err(Refusal::Hidden),
    }
}

/// Nobody raises themselves, and nobody locks themselves out.
fn to_person(actor: &Actor, action: Action, person: UserId) -> Result<(), Refusal> {
    match action {
        Action::ManagePeople => {
            allow(actor.is(Role::Admin), Refusal::NotAnAdmin)?;
            allow(actor.id != person, Refusal::OwnAccount)
        }
        _ => Err(Refusal::Hidden),
    }
}

fn in_team(actor: &Actor, action: Action, team: TeamId) -> Result<(), Refusal> {
    match action {
        Action::CreatePosting => allow(actor.is_in(Role::HiringManager, team), Refusal::NotOnTheTeam),
        Action::ReadPosting => allow(ReadableTeams::of(actor).contains(team), Refusal::Hidden),
        _ => Err(Refusal::Hidden),
    }
}

fn on_posting(actor: &Actor, action: Action, posting: &PostingSubject) -> Result<(), Refusal> {
    allow(ReadableTeams::of(actor).contains(posting.team), Refusal::Hidden)?;
    let manages = actor.is_in(Role::HiringManager, posting.team);
    let approves = actor.is_in(Role::HrApprover, posting.team);
    match action {
        Action::ReadPosting => Ok(()),
        Action::EditPosting => allow(manages, Refusal::NotOnTheTeam),
        Action::UnlockSection => allow(approves || curates(actor), Refusal::LockedByTheTemplate),
        Action::Submit | Action::Withdraw | Action::Reopen | Action::Archive | Action::InviteGuest => {
            allow(manages, Refusal::NotOnTheTeam)?;
            allow(actor.id == posting.owner, Refusal::NotTheOwner)
        }
        Action::Comment | Action::Block | Action::Suggest => {
            allow(takes_part(actor, posting.team), Refusal::OnlyAuditing)
        }
        Action::Decide => deciding::permit(actor, posting),
        Action::Reassign => allow(actor.is(Role::Admin), Refusal::NotAnAdmin),
        Action::Publish | Action::Close => {
            allow(approves || manages, Refusal::NotAnApprover)?;
            allow(approves || posting.managers_publish, Refusal::PublishingIsForApprovers)
        }
        _ => Err(Refusal::Hidden),
    }
}

/// Everyone changes their own words. Whoever may comment resolves a thread; but one that blocks is an objection: it is for
/// whoever raised it, or for somebody who may decide, and so wrote none of what is objected to.
fn on_said(actor: &Actor, action: Action, posting: &PostingSubject, said: Said) -> Result<(), Refusal> {
    on_posting(actor, Action::ReadPosting, posting)?;
    match action {
        Action::Reword => {
            on_posting(actor, Action::Comment, posting)?;
            allow(said.by == actor.id, Refusal::NotYourWords)
        }
        // Making a thread block is free to all who comment; that it does not block any more is as good as resolving it.
        Action::ResolveThread | Action::Block => {
            on_posting(actor, Action::Comment, posting)?;
            let is_free = !said.is_blocking || said.by == actor.id;
            // An objection is about the whole posting, whatever part it hangs on.
            let decides =
                || on_posting(actor, Action::Decide, posting).is_ok() && !posting.contributors.wrote(actor.id);
            allow(is_free || decides(), Refusal::BlockingThread)
        }
        _ => Err(Refusal::Hidden),
    }
}

/// Whether the person reads postings of the team as one who works on them, not to watch over it.
fn takes_part(actor: &Actor, team: TeamId) -> bool {
    [Role::Viewer, Role::HiringManager, Role::HrApprover, Role::Curator, Role::Admin]
        .iter()
        .any(|role| actor.is_in(*role, team))
}

/// Whoever keeps the library and the templates.
fn curates(actor: &Actor) -> bool {
    actor.is(Role::Curator) || actor.is(Role::Admin)
}

fn allow(condition: bool, refusal: Refusal) -> Result<(), Refusal> {
    if condition { Ok(()) } else { Err(refusal) }
}
