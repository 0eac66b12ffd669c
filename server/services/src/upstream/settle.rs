//! Deciding on updates: take, keep, merge, put off. All that is decided on in one posting is one edit and one entry in its
//! history; a batch over several postings is one such edit each.

use std::collections::BTreeMap;

use domain::{
    accounts::Actor,
    document::{Draft, Operation},
    events::{Event, Settled, SettledUpdate},
    ids::{LineId, PostingId},
    permissions::Action,
    posting::ItemRef,
    time::Timestamp,
    upstream::{Answer, Aside, UpdateError, UpdateKey, may_wait_until, operations},
};
use storage::{OfferFilter, PutAside, UnitOfWork};

use super::view::Words;
use crate::{Result, ServiceError, Services};

/// Updates that are decided on in one go.
const BATCH_MAX: usize = 500;

impl Services {
    /// Carries out what somebody decided on updates, in one posting or several.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] and [`ServiceError::Refused`] to those who may not edit; [`ServiceError::Conflict`] when a
    /// line or the library went on meanwhile, [`ServiceError::Invalid`] for a day or words that can't be taken. In one posting
    /// nothing is done then; of several, the others are, and the sentence says so.
    pub async fn settle_updates(&self, actor: &Actor, keys: &[UpdateKey], answer: &Answer) -> Result<()> {
        self.check(keys, answer)?;
        let mut postings: BTreeMap<PostingId, Vec<&UpdateKey>> = BTreeMap::new();
        keys.iter().for_each(|key| postings.entry(key.posting).or_default().push(key));
        let (mut done, mut failed) = (0, Vec::new());
        for (posting, keys) in postings {
            match self.settle_in(actor, posting, &keys, answer).await {
                Ok(()) => done += keys.len(),
                Err(error @ (ServiceError::Internal(_) | ServiceError::Unavailable(_))) => return Err(error),
                Err(error) => failed.push(error),
            }
        }
        match failed.pop() {
            None => Ok(()),
            Some(error) if done == 0 && failed.is_empty() => Err(error),
            Some(error) => Err(in_part(done, failed.len() + 1, &error)),
        }
    }

    /// Asks again about an update that was put aside.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] and [`ServiceError::Refused`] to those who may not edit.
    pub async fn take_up_update(&self, actor: &Actor, posting: PostingId, line: &LineId) -> Result<()> {
        let work = self.storage.begin().await?;
        self.take_posting(&work, posting).await?.permit_now(actor, Action::EditPosting)?;
        work.upstream().take_up(posting, std::slice::from_ref(line)).await?;
        Ok(work.commit().await?)
    }

    fn check(&self, keys: &[UpdateKey], answer: &Answer) -> Result<()> {
        if keys.is_empty() {
            return Err(ServiceError::invalid("update", "Choose at least one update."));
        }
        if keys.len() > BATCH_MAX {
            return Err(ServiceError::invalid("update", format!("Choose at most {BATCH_MAX} updates at once.")));
        }
        match answer {
            Answer::Snooze(day) => may_wait_until(*day, self.now().date()).map_err(unfit),
            Answer::Merge(text) if text.trim().is_empty() => Err(unfit(UpdateError::NoWords)),
            _ => Ok(()),
        }
    }

    async fn settle_in(&self, actor: &Actor, posting: PostingId, keys: &[&UpdateKey], answer: &Answer) -> Result<()> {
        let work = self.storage.begin().await?;
        self.take_posting(&work, posting).await?.permit_now(actor, Action::EditPosting)?;
        let offered = self.offered(&work, posting).await?;
        let targets: Vec<ItemRef> = keys.iter().map(|key| key.to).collect();
        let words = Words::from(work.library().wordings(&targets).await?);
        let (mut open, mut updates) = (Vec::new(), Vec::new());
        for key in keys {
            if offered.contains(&(key.line.clone(), key.from, key.to)) {
                open.push(*key);
                updates.push(settled(key, &words)?);
            } else if !is_done(&work, posting, key, answer).await? {
                return Err(unfit(UpdateError::Overtaken));
            }
        }
        let event = Event::UpdatesSettled { posting, answer: told(answer), updates };
        if !open.is_empty() {
            self.record(&work, Some(actor), &[event]);
        }
        match answer {
            Answer::Keep | Answer::Snooze(_) => {
                let rows = open.iter().map(|key| self.aside(actor, key, answer)).collect::<Vec<_>>();
                work.upstream().put_aside(&rows).await?;
                Ok(work.commit().await?)
            }
            Answer::Take | Answer::Merge(_) => {
                let lines: Vec<LineId> = open.iter().map(|key| key.line.clone()).collect();
                work.upstream().take_up(posting, &lines).await?;
                self.edit_within(work, actor, posting, |draft| plan(draft, &open, &words, answer)).await?;
                Ok(())
            }
        }
    }

    /// What the library offers to the lines of a draft now, as this unit of work sees it.
    async fn offered(&self, work: &UnitOfWork, posting: PostingId) -> Result<Vec<(LineId, ItemRef, ItemRef)>> {
        let filter = OfferFilter::of_posting(posting, self.now());
        let offers = work.upstream().offers(&filter, 0, u64::from(u32::MAX)).await?;
        Ok(offers.into_iter().map(|offer| (offer.line, offer.from, offer.to)).collect())
    }

    fn aside(&self, actor: &Actor, key: &UpdateKey, answer: &Answer) -> PutAside {
        let (how, until) = match answer {
            Answer::Snooze(day) => (Aside::Snoozed, Some(Timestamp::at_start_of(*day))),
            _ => (Aside::Kept, None),
        };
        PutAside { posting: key.posting, line: key.line.clone(), to: key.to, how, until, by: actor.id, at: self.now() }
    }
}

/// Everything that is to be written into the draft.
fn plan(draft: &Draft, keys: &[&UpdateKey], words: &Words, answer: &Answer) -> Result<Vec<Operation>> {
    let said = draft.snapshot();
    let mut all = Vec::new();
    for key in keys {
        let offered = words.of(key.to).ok_or_else(|| unfit(UpdateError::Overtaken))?;
        let line = said.line(&key.line).map(|(_, line)| line);
        all.extend(operations(line, key, &offered.wording.body, answer).map_err(unfit)?);
    }
    Ok(all)
}

/// Whether a form comes twice: its line is by now what it asked for.
async fn is_done(work: &UnitOfWork, posting: PostingId, key: &UpdateKey, answer: &Answer) -> Result<bool> {
    let (draft, _) = crate::collab::load_within(work, posting).await?;
    let said = draft.snapshot();
    let source = said.line(&key.line).and_then(|(_, line)| line.origin.source());
    Ok(matches!(answer, Answer::Take | Answer::Merge(_)) && source == Some(key.to))
}

fn settled(key: &UpdateKey, words: &Words) -> Result<SettledUpdate> {
    let offered = words.of(key.to).ok_or_else(|| unfit(UpdateError::Overtaken))?;
    Ok(SettledUpdate { line: key.line.clone(), from: key.from, to: key.to, name: offered.wording.name.clone() })
}

const fn told(answer: &Answer) -> Settled {
    match answer {
        Answer::Take => Settled::Taken,
        Answer::Keep => Settled::Kept,
        Answer::Merge(_) => Settled::Merged,
        Answer::Snooze(_) => Settled::Snoozed,
    }
}

fn unfit(error: UpdateError) -> ServiceError {
    match error {
        UpdateError::NoWords => ServiceError::invalid("text", error),
        UpdateError::NotLater | UpdateError::TooFar => ServiceError::invalid("until", error),
        UpdateError::Gone | UpdateError::Overtaken | UpdateError::Reworded => ServiceError::Conflict(error.to_string()),
    }
}

/// That a batch went through in some postings only.
fn in_part(done: usize, failed: usize, why: &ServiceError) -> ServiceError {
    let lines = if done == 1 { "1 line was settled".to_owned() } else { format!("{done} lines were settled") };
    let postings = if failed == 1 { "one posting".to_owned() } else { format!("{failed} postings") };
    ServiceError::Conflict(format!("{lines}. In {postings} nothing was changed: {why}"))
}
