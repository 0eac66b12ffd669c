//! Suggesting a change, and taking a suggestion back.

use domain::{
    accounts::Actor,
    events::Event,
    ids::{PostingId, RevisionId, SuggestionId},
    notifications::NotificationKind,
    permissions::{Action, Said},
    posting::Snapshot,
    threads::{Change, ChangeError, Place, SUGGESTIONS_MAX, SuggestionState, read_reason},
};
use storage::{NewSuggestion, Settled};

use super::open::what_was_read;
use crate::{Result, ServiceError, Services};

/// What somebody would do to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    Reword,
    Remove,
    /// A new line behind it.
    AddBehind,
}

/// A suggestion as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuggestionForm {
    pub place: Place,
    pub wish: Wish,
    pub text: String,
    pub reason: String,
    /// The revision that was read; none for the draft.
    pub revision: Option<RevisionId>,
}

impl Services {
    /// Keeps a suggestion until somebody who may edit settles it.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] and [`ServiceError::Refused`] to those who may not suggest, [`ServiceError::Conflict`] when
    /// its place is gone or locked, [`ServiceError::Invalid`] for words that are missing, too long or the same.
    pub async fn suggest(&self, actor: &Actor, posting: PostingId, form: &SuggestionForm) -> Result<SuggestionId> {
        self.suggest_once(actor, posting, form, None).await
    }

    /// As [`Services::suggest`], from a form with a key of its own: sent again, it finds its work done.
    ///
    /// # Errors
    /// As [`Services::suggest`].
    pub async fn suggest_once(
        &self,
        actor: &Actor,
        posting: PostingId,
        form: &SuggestionForm,
        key: Option<SuggestionId>,
    ) -> Result<SuggestionId> {
        let reason = read_reason(&form.reason).map_err(|error| ServiceError::invalid("reason", error))?;
        let work = self.storage.begin().await?;
        let held = self.take_posting(&work, posting).await?;
        held.permit_now(actor, Action::Suggest)?;
        if let Some(key) = key
            && let Some(before) = work.threads().suggestions_with_ids(posting, &[key]).await?.pop()
            && before.by == actor.id
        {
            return Ok(key);
        }
        let said = what_was_read(&work, posting, form.revision).await?;
        let change = form.change(&said).map_err(unfit)?;
        if work.threads().open_suggestions(posting).await? >= SUGGESTIONS_MAX as u64 {
            let why = format!("{SUGGESTIONS_MAX} suggestions wait for an answer already. Let some be settled first.");
            return Err(ServiceError::Conflict(why));
        }
        let (id, at) = (key.unwrap_or_else(|| SuggestionId(self.edges.random.id(self.now()))), self.now());
        let new = NewSuggestion { id, posting, change, reason, by: actor.id, at };
        work.threads().insert_suggestion(&new).await?;
        let owner = [held.record.owner];
        self.tell_of_words(&work, actor, &held, &[], (NotificationKind::Suggested, &owner)).await?;
        self.record(&work, Some(actor), &[Event::ChangeSuggested { posting, suggestion: id }]);
        work.commit().await?;
        Ok(id)
    }

    /// Takes back a suggestion of one's own that nobody settled yet.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] and [`ServiceError::Refused`] to all others, [`ServiceError::Conflict`] when it is settled.
    pub async fn withdraw_suggestion(&self, actor: &Actor, posting: PostingId, id: SuggestionId) -> Result<()> {
        let work = self.storage.begin().await?;
        let held = self.take_posting(&work, posting).await?;
        held.permit_now(actor, Action::Suggest)?;
        let suggestion = work.threads().suggestions_with_ids(posting, &[id]).await?.pop();
        let suggestion = suggestion.ok_or(ServiceError::NotFound)?;
        held.permit_said(actor, Action::Reword, Said { by: suggestion.by, is_blocking: false })?;
        super::settle::still_open(&suggestion)?;
        let answer =
            Settled { state: SuggestionState::Withdrawn, by: actor.id, at: self.now(), seq: None, scope: None };
        work.threads().settle_suggestion(id, &answer).await?;
        self.record(&work, Some(actor), &[Event::SuggestionWithdrawn { posting, suggestion: id }]);
        Ok(work.commit().await?)
    }
}

impl SuggestionForm {
    fn change(&self, said: &Snapshot) -> std::result::Result<Change, ChangeError> {
        match (self.wish, &self.place) {
            (Wish::Reword, place) => Change::reword(place, &self.text, said),
            (Wish::Remove, Place::Line(line)) => Change::remove(line, said),
            (Wish::AddBehind, Place::Line(line)) => Change::add(line, &self.text, said),
            (Wish::Remove | Wish::AddBehind, _) => Err(ChangeError::LineGone),
        }
    }
}

fn unfit(error: ChangeError) -> ServiceError {
    match error {
        ChangeError::NoWords | ChangeError::Same | ChangeError::TooLong { .. } => ServiceError::invalid("text", error),
        ChangeError::LineGone | ChangeError::SectionGone | ChangeError::Locked | ChangeError::Overtaken { .. } => {
            ServiceError::Conflict(error.to_string())
        }
    }
}
