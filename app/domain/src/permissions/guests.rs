//! What a guest may do: in the one posting that they were invited to, read, comment and suggest; decide only on steps for
//! which the policy asks guests. Nothing else exists for them.

use super::{Action, PostingSubject, Refusal, Said, allow, deciding::permit_at_steps};
use crate::accounts::Actor;

pub(super) fn on_posting(guest: &Actor, action: Action, posting: &PostingSubject) -> Result<(), Refusal> {
    allow(guest.guest_of == Some(posting.id), Refusal::Hidden)?;
    match action {
        Action::ReadPosting | Action::Comment | Action::Suggest => Ok(()),
        Action::Decide => permit_at_steps(guest, posting, Refusal::GuestsDoNotDecide),
        _ => Err(Refusal::NotForGuests),
    }
}

/// Their own words only: what others say is settled by those who work on the posting.
pub(super) fn on_said(guest: &Actor, action: Action, posting: &PostingSubject, said: Said) -> Result<(), Refusal> {
    on_posting(guest, Action::ReadPosting, posting)?;
    match action {
        Action::Reword => allow(said.by == guest.id, Refusal::NotYourWords),
        Action::ResolveThread => allow(said.by == guest.id, Refusal::NotForGuests),
        _ => Err(Refusal::NotForGuests),
    }
}
