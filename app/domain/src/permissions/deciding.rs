//! Deciding: the places that somebody has in a review, and what keeps them from one.
//!
//! Nobody decides on what they submitted, admins included, and nobody on a step that covers a scope in which they wrote. A
//! policy can ask for more.

use super::{Deputy, PostingSubject, Refusal, Seat, allow};
use crate::{
    accounts::{Actor, Membership, Role},
    posting::ScopeSet,
    review::{Approver, Step},
};

/// The places that somebody has in the review that runs.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub seats: Vec<Seat>,
    /// The keys of the steps at which only their own edits keep them from one, and which edits.
    pub own_edits: Vec<(String, ScopeSet)>,
}

impl Places {
    pub(super) fn of(actor: &Actor, posting: &PostingSubject) -> Self {
        let mut places = Self::default();
        for step in &posting.steps {
            let Some(seat) = seat(actor, step, posting) else { continue };
            let own = posting.edits_within(actor.id, step);
            if own.is_empty() {
                places.seats.push(seat);
            } else {
                places.own_edits.push((seat.step, own));
            }
        }
        places
    }

    const fn is_none(&self) -> bool {
        self.seats.is_empty() && self.own_edits.is_empty()
    }

    fn demand_apart(&self) -> Result<(), Refusal> {
        let own = self.own_edits.iter().fold(ScopeSet::NONE, |all, (_, scopes)| all | *scopes);
        allow(!self.seats.is_empty(), Refusal::OwnEdits(own))
    }
}

/// Whether somebody with an account may decide on something of it.
pub(super) fn permit(actor: &Actor, posting: &PostingSubject) -> Result<(), Refusal> {
    if posting.steps.is_empty() {
        allow(actor.is_in(Role::HrApprover, posting.team), Refusal::NotAnApprover)?;
        four_eyes(actor, posting)?;
        let own = posting.contributors.of(actor.id);
        return allow(own.is_empty(), Refusal::OwnEdits(own));
    }
    permit_at_steps(actor, posting, not_asked(posting))
}

pub(super) fn permit_at_steps(actor: &Actor, posting: &PostingSubject, not_asked: Refusal) -> Result<(), Refusal> {
    let places = Places::of(actor, posting);
    allow(!places.is_none(), not_asked)?;
    four_eyes(actor, posting)?;
    places.demand_apart()
}

/// The place that somebody has at a step, own edits apart: by their own right, else in somebody's place, else because the
/// review is overdue.
fn seat(actor: &Actor, step: &Step, posting: &PostingSubject) -> Option<Seat> {
    let seat = |for_person, is_escalated| Seat { step: step.key.clone(), for_person, is_escalated };
    if step.asks(actor, posting.team) {
        return Some(seat(None, false));
    }
    let stands_in = |deputy: &&Deputy| {
        let of = &deputy.of;
        let is_apart = || four_eyes(of, posting).is_ok() && posting.edits_within(of.id, step).is_empty();
        deputy.deputy == actor.id && step.asks(of, posting.team) && is_apart()
    };
    if let Some(deputy) = posting.deputies.iter().find(stands_in) {
        return Some(seat(Some(deputy.of.id), false));
    }
    posting.escalated_to.iter().any(|to| to.names(actor, posting.team)).then(|| seat(None, true))
}

fn not_asked(posting: &PostingSubject) -> Refusal {
    let for_hr = |step: &Step| step.asked.is_empty() && step.approvers == [Approver::Role(Role::HrApprover)];
    if posting.steps.iter().all(for_hr) { Refusal::NotAnApprover } else { Refusal::NotAsked }
}

/// What keeps somebody from every step.
fn four_eyes(actor: &Actor, posting: &PostingSubject) -> Result<(), Refusal> {
    allow(posting.submitted_by != Some(actor.id), Refusal::OwnSubmission)?;
    let hires = Membership { role: Role::HiringManager, team: Some(posting.team) };
    let is_kept_out = posting.four_eyes.outside_the_team && actor.memberships.contains(&hires);
    allow(!is_kept_out, Refusal::HiresForTheTeam)
}
