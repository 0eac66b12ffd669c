//! Folding: old updates become moments, so that a draft stays small however much is written into it.
//!
//! A fold takes the updates from the oldest whole state that is kept to the next one, and puts what they said into
//! moments. It is one short transaction, which takes exactly those rows out or nothing: of two nodes that fold the same
//! draft one finds them gone and leaves it, and a program that is killed leaves nothing half done. The newest updates and
//! whole states are never touched, so nobody who writes has to wait for more than that.

use std::{collections::BTreeSet, time::Duration};

use domain::{
    document::Draft,
    ids::PostingId,
    timeline::{Sitting, sittings, thinned},
};
use storage::Moment;

use super::words::Words;
use crate::{Result, Services, collab::unreadable};

/// So many of the newest updates stay as they are, and two whole states at the least.
const KEPT_UPDATES: i64 = 1_000;
/// A draft is worth looking at when it has so many more.
const SLACK: i64 = 400;
/// So many moments of a draft are kept.
const MOMENTS_MAX: usize = 200;
/// Drafts in one round.
const DRAFTS_AT_ONCE: u64 = 1_000;
/// Between two folds others have the database to themselves.
const BREATH: Duration = Duration::from_millis(5);

/// What one fold takes: the updates after one whole state and up to another.
struct Span {
    base: i64,
    to: i64,
}

/// What became of one fold.
enum Fold {
    /// With the draft at the end of its span, for the next one.
    Done(Option<Draft>),
    /// Somebody else did it.
    Overtaken,
}

/// The end of a span.
struct Ending {
    /// Without those that can't be found.
    words: Words,
    draft: Option<Draft>,
    /// The whole state there, if the one that is kept is damaged.
    good_state: Option<Vec<u8>>,
}

impl Services {
    /// Folds what has grown old, in all drafts. Answers with how many folds it took. A draft that can't be folded is left
    /// as it is and harms no other one.
    ///
    /// # Errors
    /// [`crate::ServiceError`] when the database can't say which drafts there are.
    pub async fn fold_history(&self) -> Result<usize> {
        let mut folds = 0;
        for posting in self.storage.collab().drafts_with_a_long_tail(KEPT_UPDATES + SLACK, DRAFTS_AT_ONCE).await? {
            match self.fold_draft(posting).await {
                Ok(count) => folds += count,
                Err(error) => tracing::error!(%error, %posting, "the history of a draft can't be folded"),
            }
        }
        Ok(folds)
    }

    async fn fold_draft(&self, posting: PostingId) -> Result<usize> {
        let cuts = self.landmarks(posting).await?.cuts();
        let (mut folds, mut draft) = (0, None);
        while let Some(span) = self.next_span(posting).await? {
            match self.fold(posting, &span, &cuts, draft).await? {
                Fold::Done(at_its_end) => draft = at_its_end,
                Fold::Overtaken => break,
            }
            folds += 1;
            tokio::time::sleep(BREATH).await;
        }
        self.thin(posting).await?;
        Ok(folds)
    }

    async fn next_span(&self, posting: PostingId) -> Result<Option<Span>> {
        let collab = self.storage.collab();
        let (Some(head), Some(oldest)) = (collab.head(posting).await?, collab.oldest_update(posting).await?) else {
            return Ok(None);
        };
        let (base, mut states) = (oldest - 1, collab.state_numbers(posting).await?);
        states.pop();
        let to = states.into_iter().find(|state| *state > base && head.seq - state >= KEPT_UPDATES);
        Ok(to.map(|to| Span { base, to }))
    }

    /// `draft` is the draft before the span, when it is at hand.
    async fn fold(&self, posting: PostingId, span: &Span, cuts: &BTreeSet<i64>, draft: Option<Draft>) -> Result<Fold> {
        let last = self.storage.collab().moments_after(posting, span.base - 1).await?.pop();
        let last = last.filter(|last| last.seq == span.base);
        let written = self.storage.collab().written_between(posting, span.base, span.to).await?;
        let grown = sittings(last.clone().into_iter().collect(), written, cuts);
        let gone: Vec<i64> = last.filter(|last| grown.first() != Some(last)).map(|last| last.seq).into_iter().collect();
        let new: Vec<Sitting> = grown.into_iter().filter(|sitting| sitting.seq > span.base).collect();
        let ends = new.iter().map(|sitting| sitting.seq).collect();
        let Ending { words, draft, good_state } = self.ending(posting, span, &ends, draft).await?;
        let moments = with_words(new, words);
        if moments.last().is_none_or(|last| last.sitting.seq != span.to) {
            return Err(unreadable(posting, span.to));
        }

        let work = self.storage.begin().await?;
        let is_all_there = work.collab().take_out(posting, span.base, span.to).await?
            && work.collab().replace_moments(posting, &gone, &moments).await?;
        if !is_all_there {
            return Ok(Fold::Overtaken);
        }
        if let Some(state) = good_state {
            work.collab().set_state_aside(posting, span.to, self.now()).await?;
            work.collab().keep_state(posting, span.to, state).await?;
            tracing::error!(%posting, seq = span.to, "a whole state of a draft was damaged on disk; it is set aside, and was built anew");
        }
        work.commit().await?;
        Ok(Fold::Done(draft))
    }

    /// What the draft said at these ends within the span, and whether its whole state there is good.
    async fn ending(
        &self,
        posting: PostingId,
        span: &Span,
        ends: &BTreeSet<i64>,
        draft: Option<Draft>,
    ) -> Result<Ending> {
        let kept = self.storage.collab().state_at(posting, span.to).await?;
        let is_good = kept.is_some_and(|kept| kept.seq == span.to && kept.is_sound);
        match (self.replay(posting, span, ends, draft).await?, is_good) {
            (Some((words, draft)), true) => Ok(Ending { words, draft: Some(draft), good_state: None }),
            (Some((words, draft)), false) => {
                let good_state = Some(draft.encode());
                Ok(Ending { words, draft: Some(draft), good_state })
            }
            (None, true) => {
                let (draft, _) = self.base_for(posting, span.to).await?;
                Ok(Ending { words: [(span.to, draft.snapshot())].into(), draft: Some(draft), good_state: None })
            }
            (None, false) => Err(unreadable(posting, span.base + 1)),
        }
    }

    /// Nothing when an update or the state before them is damaged.
    async fn replay(
        &self,
        posting: PostingId,
        span: &Span,
        ends: &BTreeSet<i64>,
        draft: Option<Draft>,
    ) -> Result<Option<(Words, Draft)>> {
        let (mut draft, mut known) = match draft {
            Some(draft) => (draft, span.base),
            None => self.base_for(posting, span.base).await?,
        };
        let mut words = Words::new();
        for (seq, update) in self.storage.collab().updates_between(posting, known, span.to).await? {
            if seq != known + 1 || draft.merge(&update).is_err() {
                return Ok(None);
            }
            known = seq;
            if ends.contains(&seq) {
                words.insert(seq, draft.snapshot());
            }
        }
        if known == span.to { Ok(Some((words, draft))) } else { Ok(None) }
    }

    /// Lets old moments stand for those before them.
    async fn thin(&self, posting: PostingId) -> Result<()> {
        let moments = self.storage.collab().moments(posting).await?;
        if moments.len() <= MOMENTS_MAX {
            return Ok(());
        }
        let work = self.storage.begin().await?;
        for into in thinned(moments.clone(), MOMENTS_MAX) {
            let gone: Vec<i64> =
                moments.iter().map(|old| old.seq).filter(|seq| (into.from..into.seq).contains(seq)).collect();
            if !gone.is_empty() && !work.collab().merge_moments(posting, &gone, &into).await? {
                return Ok(());
            }
        }
        Ok(work.commit().await?)
    }
}

/// A sitting without words of its own is told with the next one that has some.
fn with_words(new: Vec<Sitting>, mut words: Words) -> Vec<Moment> {
    let mut moments = Vec::new();
    let mut waiting: Option<Sitting> = None;
    for sitting in new {
        let whole = match waiting.take() {
            Some(mut earlier) => {
                earlier.join(sitting);
                earlier
            }
            None => sitting,
        };
        match words.remove(&whole.seq) {
            Some(said) => moments.push(Moment { sitting: whole, said }),
            None => waiting = Some(whole),
        }
    }
    moments
}
