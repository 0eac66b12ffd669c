//! What people did to a posting, in words.

use super::{Event, update};

impl Event {
    /// What somebody did to a posting, to be read after their name; `it` is how the posting or its revision is called, and
    /// `people` are the names of [`Event::people`], where they are known.
    #[must_use]
    pub fn on_posting(&self, it: &str, people: &[&str]) -> Option<String> {
        Some(match self {
            Self::PostingCreated { .. } => format!("created {it}"),
            Self::PostingSubmitted { .. } => format!("submitted {it} for review"),
            Self::ChangesRequested { .. } => format!("requested changes to {it}"),
            Self::Abstained { .. } => format!("abstained on {it}"),
            Self::PostingWithdrawn { .. } => format!("withdrew {it} from review"),
            Self::StepApproved { name: Some(name), .. } => format!("approved “{name}” of {it}"),
            Self::StepApproved { step, .. } => format!("approved step {} of {it}", step + 1),
            Self::PostingApproved { .. } => format!("gave {it} the last approval needed"),
            Self::ApprovalsHeld { .. } => format!("needed no new approval for {it}, as all of it was approved before"),
            Self::StepReassigned { name, .. } => format!("asked {} to decide on “{name}” of {it}", listed(people)),
            Self::PostingPublished { .. } => format!("published {it}"),
            Self::PostingClosed { .. } => format!("closed {it}"),
            Self::PostingReopened { .. } => format!("reopened {it}"),
            Self::PostingArchived { .. } => format!("archived {it}"),
            Self::PostingRestored { .. } => format!("restored {it}"),
            Self::CheckpointNamed { name, .. } => format!("named a checkpoint of {it} “{name}”"),
            Self::DraftRestored { to, .. } => format!("restored what {it} said at {to}"),
            Self::DraftMended { updates, .. } => format!("set aside {} of {it}", damaged(updates.len())),
            Self::SectionUnlocked { heading, .. } => format!("unlocked the section “{heading}” of {it}"),
            Self::ThreadOpened { blocking, .. } => format!("opened {} on {it}", thread(*blocking)),
            Self::ThreadResolved { blocking, .. } => format!("resolved {} on {it}", thread(*blocking)),
            Self::ThreadReopened { blocking, .. } => format!("opened {} on {it} again", thread(*blocking)),
            Self::BlockingChanged { blocking: true, .. } => format!("let a thread on {it} hold the approval"),
            Self::BlockingChanged { .. } => format!("let a thread on {it} hold the approval no longer"),
            Self::GuestInvited { name, .. } => format!("invited {name} to {it} as a guest"),
            Self::GuestLinkRenewed { name, .. } => format!("gave {name} a new link to {it}"),
            Self::GuestArrived { .. } => format!("opened the link to {it}"),
            Self::GuestRevoked { name, .. } => format!("took the link to {it} back from {name}"),
            Self::CommentDeleted { .. } => format!("deleted a comment of theirs on {it}"),
            Self::ChangeSuggested { .. } => format!("suggested a change to {it}"),
            Self::SuggestionAccepted { name, .. } => format!("accepted a change to {it} that {name} suggested"),
            Self::SuggestionRejected { name, .. } => format!("rejected a change to {it} that {name} suggested"),
            Self::SuggestionWithdrawn { .. } => format!("took back a suggestion for {it}"),
            Self::UpdatesSettled { answer, updates, .. } => update::in_words(*answer, updates, it),
            _ => return None,
        })
    }
}

/// "Ben", "Ben and Vera", "Ben, Hugo and Vera"; nobody known is others.
fn listed(people: &[&str]) -> String {
    match people {
        [] => "others".to_owned(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn damaged(updates: usize) -> String {
    match updates {
        1 => "a damaged update".to_owned(),
        several => format!("{several} damaged updates"),
    }
}

const fn thread(blocking: bool) -> &'static str {
    if blocking { "a blocking thread" } else { "a thread" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{PostingId, RevisionId};

    #[test]
    fn whoever_is_asked_is_named_and_the_reason_stands_for_itself() {
        let (posting, revision) = (PostingId(uuid::Uuid::nil()), RevisionId(uuid::Uuid::nil()));
        let (name, reason) = ("Content".to_owned(), "Hugo is away.".to_owned());
        let event = Event::StepReassigned { posting, revision, name, to: Vec::new(), reason };
        for (people, whom) in [
            (&[][..], "others"),
            (&["Ben"], "Ben"),
            (&["Ben", "Vera"], "Ben and Vera"),
            (&["Ben", "Hugo", "Vera"], "Ben, Hugo and Vera"),
        ] {
            let expected = format!("asked {whom} to decide on “Content” of it");
            assert_eq!(event.on_posting("it", people), Some(expected));
        }
        assert_eq!(event.reason(), Some("Hugo is away."));
        let silent =
            Event::ItemPublished { item: crate::ids::ItemId(uuid::Uuid::nil()), version: 1, reason: String::new() };
        assert_eq!(silent.reason(), None);
    }
}
