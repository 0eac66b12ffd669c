//! What a person can do with a posting now: the controls of its pages, each with the reason why it is disabled.
//!
//! The reason is the very sentence that the server would answer, because it comes from the same two functions:
//! [`permit`] and [`StageName::offers`].

use super::StageName;
use crate::{
    accounts::Actor,
    permissions::{Action, PostingSubject, Subject, permit},
};

/// Everything that can be done to a posting, in the order of its stages.
const ACTIONS: &[Action] = &[
    Action::EditPosting,
    Action::UnlockSection,
    Action::Submit,
    Action::Withdraw,
    Action::Decide,
    Action::Reassign,
    Action::Publish,
    Action::Close,
    Action::Reopen,
    Action::Archive,
    Action::InviteGuest,
    Action::Comment,
    Action::Block,
    Action::Suggest,
];

/// One control.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Control {
    pub action: Action,
    /// Whether the stage knows the action. If not, a page leaves the control out, or shows it disabled.
    pub is_offered: bool,
    /// Why not; the sentence stands beside the disabled control.
    pub refusal: Option<String>,
}

/// The controls of one posting for one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Controls(Vec<Control>);

impl Controls {
    /// `live` says whether a revision of the posting is public.
    #[must_use]
    pub fn of(actor: &Actor, posting: &PostingSubject, stage: StageName, live: bool) -> Self {
        let control = |action: &Action| {
            let is_offered = stage.offers(*action, live);
            let permitted = permit(actor, *action, Subject::Posting(posting)).map_err(|refusal| refusal.to_string());
            let fitting = if is_offered { Ok(()) } else { Err(stage.refuses(*action).to_string()) };
            Control { action: *action, is_offered, refusal: permitted.err().or(fitting.err()) }
        };
        Self(ACTIONS.iter().map(control).collect())
    }

    /// # Errors
    /// The sentence that says why not.
    pub fn may(&self, action: Action) -> Result<(), &str> {
        match self.0.iter().find(|control| control.action == action) {
            Some(Control { refusal: None, .. }) => Ok(()),
            Some(Control { refusal: Some(sentence), .. }) => Err(sentence),
            None => Err("This action was not asked about."),
        }
    }

    /// Whether the posting's stage knows the action.
    #[must_use]
    pub fn is_offered(&self, action: Action) -> bool {
        self.0.iter().any(|control| control.action == action && control.is_offered)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Control> {
        self.0.iter()
    }
}
