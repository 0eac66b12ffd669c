//! The names of the stages: what each one offers, and why it refuses the rest.

use super::TransitionError;
use crate::{permissions::Action, posting::words};

words! {
    /// The name of a stage, as lists filter by it and badges show it.
    StageName {
        Draft = "draft", "Draft";
        InReview = "in_review", "In review";
        ChangesRequested = "changes_requested", "Changes requested";
        Approved = "approved", "Approved";
        Published = "published", "Published";
        Closed = "closed", "Closed";
        Archived = "archived", "Archived";
    }
}

impl StageName {
    /// Whether the draft can be edited. What is in review, approved or live is a revision, which no edit moves: the draft
    /// runs ahead of it until it is submitted.
    #[must_use]
    pub const fn is_editable(self) -> bool {
        !matches!(self, Self::Closed | Self::Archived)
    }

    /// Whether an action has a meaning in this stage; `live` says whether a revision of the posting is public.
    #[must_use]
    pub const fn offers(self, action: Action, live: bool) -> bool {
        match action {
            Action::Submit | Action::EditPosting | Action::UnlockSection => self.is_editable(),
            Action::Withdraw => matches!(self, Self::InReview | Self::Approved),
            Action::Decide | Action::Reassign => matches!(self, Self::InReview),
            Action::Publish => matches!(self, Self::Approved),
            Action::Close => live,
            Action::Reopen => matches!(self, Self::Closed),
            Action::Archive => {
                !live && matches!(self, Self::Draft | Self::ChangesRequested | Self::Closed | Self::Archived)
            }
            // What is public already, or put away, is not for guests to look at beforehand.
            Action::InviteGuest => {
                matches!(self, Self::Draft | Self::InReview | Self::ChangesRequested | Self::Approved)
            }
            Action::Comment | Action::Block | Action::Suggest | Action::Reword | Action::ResolveThread => {
                !matches!(self, Self::Archived)
            }
            _ => true,
        }
    }

    /// Why an action is not possible in this stage, which does not offer it.
    #[must_use]
    pub const fn refuses(self, action: Action) -> TransitionError {
        match action {
            Action::EditPosting | Action::UnlockSection => TransitionError::Locked(self),
            _ => TransitionError::WrongStage(self),
        }
    }

    /// That the draft is locked, and what unlocks it.
    pub(super) const fn locked(self) -> &'static str {
        match self {
            Self::Closed => {
                "The draft is locked, because the posting is closed. To go on writing, its owner can reopen it."
            }
            Self::Archived => {
                "The draft is locked, because the posting is archived. To go on writing, its owner can restore it."
            }
            _ => "The draft was locked a moment ago. Try again.",
        }
    }
}
