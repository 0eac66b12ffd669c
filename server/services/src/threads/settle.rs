//! Accepting and rejecting suggestions, one or several at once: all that were chosen or none.
//!
//! Accepting is editing: the operations go through the server's own path into the draft, under the name of whoever accepts.
//! Whoever suggested counts as a writer beside them ([`storage::Collab::contributors_since`]).

use domain::{
    accounts::Actor,
    document::Draft,
    events::Event,
    ids::{LineId, PostingId, SuggestionId},
    permissions::Action,
    posting::Scope,
    threads::SuggestionState,
};
use storage::{Settled, SuggestionRecord, UnitOfWork};

use crate::{Result, ServiceError, Services, collab::load_within};

impl Services {
    /// Writes the suggestions into the draft, merged with what others wrote meanwhile, and marks them as accepted.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] and [`ServiceError::Refused`] to those who may not edit; [`ServiceError::Conflict`] while the
    /// draft is locked, when one was settled already or its words were changed, and then none of them is accepted.
    pub async fn accept_suggestions(&self, actor: &Actor, posting: PostingId, ids: &[SuggestionId]) -> Result<()> {
        let work = self.storage.begin().await?;
        self.take_posting(&work, posting).await?.permit_now(actor, Action::EditPosting)?;
        let chosen = chosen(&work, posting, ids).await?;
        let (mut draft, head) = load_within(&work, posting).await?;
        drop(draft.add_missing_texts());
        let (mut operations, mut scopes) = (Vec::new(), Vec::new());
        for suggestion in &chosen {
            let (scope, these) = self.rehearse(&mut draft, suggestion, chosen.len())?;
            scopes.push(scope);
            operations.extend(these);
        }
        let seq = head.seq + i64::from(!operations.is_empty());
        for (suggestion, scope) in chosen.iter().zip(scopes) {
            let state = SuggestionState::Accepted;
            let answer = Settled { state, by: actor.id, at: self.now(), seq: Some(seq), scope };
            self.settle_one(&work, actor, suggestion, &answer).await?;
        }
        if operations.is_empty() {
            // The draft says all of it already.
            return Ok(work.commit().await?);
        }
        self.edit_within(work, actor, posting, |_| Ok(operations)).await?;
        Ok(())
    }

    /// Does one suggestion on a copy, where the next one finds it done.
    fn rehearse(
        &self,
        draft: &mut Draft,
        suggestion: &SuggestionRecord,
        of: usize,
    ) -> Result<(Option<Scope>, Vec<domain::document::Operation>)> {
        let now = draft.snapshot();
        let id = LineId::from_random(self.edges.random.bits());
        let unfit = |why: String| ServiceError::Conflict(if of > 1 { which(suggestion, &why) } else { why });
        let operations = suggestion.change.operations(&now, id).map_err(|error| unfit(error.to_string()))?;
        draft.apply_all(&operations, self.edges.random.bits()).map_err(|error| unfit(error.to_string()))?;
        Ok((suggestion.change.scope(&now), operations))
    }

    /// Marks the suggestions as rejected; the draft stays as it is.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] and [`ServiceError::Refused`] to those who may not edit; [`ServiceError::Conflict`] when one
    /// was settled already.
    pub async fn reject_suggestions(&self, actor: &Actor, posting: PostingId, ids: &[SuggestionId]) -> Result<()> {
        let work = self.storage.begin().await?;
        self.take_posting(&work, posting).await?.permit(actor, Action::EditPosting)?;
        for suggestion in chosen(&work, posting, ids).await? {
            let state = SuggestionState::Rejected;
            let answer = Settled { state, by: actor.id, at: self.now(), seq: None, scope: None };
            self.settle_one(&work, actor, &suggestion, &answer).await?;
        }
        Ok(work.commit().await?)
    }

    async fn settle_one(
        &self,
        work: &UnitOfWork,
        actor: &Actor,
        suggestion: &SuggestionRecord,
        answer: &Settled,
    ) -> Result<()> {
        if !work.threads().settle_suggestion(suggestion.id, answer).await? {
            return Err(ServiceError::Conflict("This suggestion was settled a moment ago. Look again.".to_owned()));
        }
        let (posting, id, by, name) = (suggestion.posting, suggestion.id, suggestion.by, suggestion.by_name.clone());
        let event = match answer.state {
            SuggestionState::Accepted => {
                Event::SuggestionAccepted { posting, suggestion: id, by, name, scope: answer.scope }
            }
            _ => Event::SuggestionRejected { posting, suggestion: id, by, name },
        };
        self.record(work, Some(actor), &[event]);
        Ok(())
    }
}

/// The chosen suggestions, all of them open.
async fn chosen(work: &UnitOfWork, posting: PostingId, ids: &[SuggestionId]) -> Result<Vec<SuggestionRecord>> {
    if ids.is_empty() {
        return Err(ServiceError::invalid("suggestion", "Choose at least one suggestion."));
    }
    let found = work.threads().suggestions_with_ids(posting, ids).await?;
    if ids.iter().any(|id| found.iter().all(|suggestion| suggestion.id != *id)) {
        return Err(ServiceError::NotFound);
    }
    found.iter().try_for_each(still_open)?;
    Ok(found)
}

/// Nobody settles what is settled.
pub(super) fn still_open(suggestion: &SuggestionRecord) -> Result<()> {
    let who = suggestion.settled_by_name.as_deref().unwrap_or("Somebody");
    let did = match suggestion.state {
        SuggestionState::Open => return Ok(()),
        SuggestionState::Accepted => "accepted",
        SuggestionState::Rejected => "rejected",
        SuggestionState::Withdrawn => "took back",
    };
    Err(ServiceError::Conflict(format!("{who} {did} this suggestion already.")))
}

fn which(suggestion: &SuggestionRecord, why: &str) -> String {
    format!("One by {} can't be accepted, so none was: {why}", suggestion.by_name)
}
