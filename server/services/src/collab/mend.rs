//! Mending a draft that can't be opened: an update that is damaged or missing is set aside, with those that build on it,
//! and the draft goes on without them.
//!
//! Nobody's words are thrown away by themselves: an operator asks for it, by a command, after the backups. In the place
//! of each update comes one that changes nothing, so that numbers, authors and history stay whole; replicas start over.

use std::fmt;

use domain::{
    document::{Damaged, Draft, NO_CHANGE},
    events::Event,
    ids::{PostingId, UserId},
    time::Timestamp,
    timeline::Written,
};
use storage::{DraftHead, StoredDraft, UnitOfWork};

use super::{
    SERVER,
    load::{Source, load},
};
use crate::{Result, ServiceError, Services, postings::projection};

/// A draft that can be opened again, and what is no longer in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    pub posting: PostingId,
    pub lost: Vec<LostUpdate>,
}

/// An update that was set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostUpdate {
    pub seq: i64,
    pub why: Loss,
    /// Who wrote it and when, unless the row itself is missing.
    pub written: Option<(String, Timestamp)>,
}

/// Why an update is not in the draft any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    Damaged,
    Missing,
    /// It is whole, and continues one that is not.
    BuildsOnDamaged,
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Damaged => "can't be read",
            Self::Missing => "is missing",
            Self::BuildsOnDamaged => "continues an update that can't be read",
        })
    }
}

/// What a draft is without what can't be read.
struct Rest {
    draft: Draft,
    head: DraftHead,
    lost: Vec<(i64, Loss)>,
    /// Whole states that were found damaged on the way.
    states: Vec<i64>,
}

impl Services {
    /// The drafts that can't be opened. Reads all of them.
    ///
    /// # Errors
    /// [`ServiceError`]
    pub async fn closed_drafts(&self) -> Result<Vec<PostingId>> {
        let mut closed = Vec::new();
        for posting in self.storage.collab().drafts().await? {
            if matches!(load(Source::Pool(&self.storage), posting).await, Err(ServiceError::Gone(_))) {
                closed.push(posting);
            }
        }
        Ok(closed)
    }

    /// Sets aside what keeps a draft from being opened, for an operator.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such draft, [`ServiceError::Conflict`] when it can be opened, or when
    /// nothing is left to build it from.
    pub async fn mend_draft(&self, posting: PostingId) -> Result<Mended> {
        match self.load_draft(posting).await {
            Err(ServiceError::Gone(_)) => {}
            Ok(_) => return Err(whole()),
            Err(error) => return Err(error),
        }
        let work = self.storage.begin().await?;
        let record = self.take_posting(&work, posting).await?.record;
        let rest = rest(&work, posting).await?;
        let lost = self.accounted(&work, posting, &rest).await?;
        for seq in &rest.states {
            work.collab().set_state_aside(posting, *seq, self.now()).await?;
        }
        for (seq, _) in &rest.lost {
            work.collab().set_update_aside(posting, *seq, &NO_CHANGE, record.owner, self.now()).await?;
        }
        work.collab().keep_state(posting, rest.head.seq, rest.draft.encode()).await?;
        work.collab().start_over(posting).await?;
        let (after, editor) = (projection(&rest.draft.snapshot()), record.edited_by.unwrap_or(record.owner));
        work.postings().save_projection(posting, None, &after, editor, self.now()).await?;
        let updates = rest.lost.iter().map(|(seq, _)| *seq).collect();
        self.record(&work, None, &[Event::DraftMended { posting, updates }]);
        work.commit().await?;
        self.edges.announcer.draft_changed(posting);
        tracing::warn!(%posting, updates = lost.len(), "a draft was mended: updates of it are set aside");
        Ok(Mended { posting, lost })
    }

    async fn accounted(&self, work: &UnitOfWork, posting: PostingId, rest: &Rest) -> Result<Vec<LostUpdate>> {
        let (Some((first, _)), Some((last, _))) = (rest.lost.first(), rest.lost.last()) else { return Err(whole()) };
        let rows = work.collab().written_between(posting, first - 1, *last).await?;
        let authors: Vec<UserId> = rows.iter().map(|row| row.author).collect();
        let names = work.accounts().names_of(&authors).await?;
        let name =
            |id: UserId| names.iter().find(|(of, _)| *of == id).map_or_else(String::new, |(_, name)| name.clone());
        let written = |seq: i64| rows.iter().find(|row| row.seq == seq).map(|row: &Written| (name(row.author), row.at));
        Ok(rest.lost.iter().map(|(seq, why)| LostUpdate { seq: *seq, why: *why, written: written(*seq) }).collect())
    }
}

/// The draft from its last sound whole state and every update since that can still be read.
async fn rest(work: &UnitOfWork, posting: PostingId) -> Result<Rest> {
    let (mut below, mut states) = (i64::MAX, Vec::new());
    loop {
        let stored = Source::Work(work).stored(posting, below).await?.ok_or(ServiceError::NotFound)?;
        let Some((draft, lost)) = salvage(&stored) else {
            let Some(state) = &stored.state else { return Err(nothing_left()) };
            states.push(state.seq);
            below = state.seq;
            continue;
        };
        return Ok(Rest { draft, head: stored.head, lost, states });
    }
}

/// Nothing, if there is no sound beginning.
fn salvage(stored: &StoredDraft) -> Option<(Draft, Vec<(i64, Loss)>)> {
    let mut draft = Draft::new(SERVER);
    if let Some(state) = &stored.state {
        draft.merge(&state.data).ok().filter(|_| state.is_sound)?;
    }
    let (mut rows, mut lost) = (stored.updates.iter().peekable(), Vec::new());
    for seq in stored.state.as_ref().map_or(0, |state| state.seq) + 1..=stored.head.seq {
        let why = match rows.next_if(|(number, _)| *number == seq).map(|(_, update)| draft.merge(update)) {
            Some(Ok(_)) => continue,
            Some(Err(Damaged::Gap)) => Loss::BuildsOnDamaged,
            Some(Err(_)) => Loss::Damaged,
            None => Loss::Missing,
        };
        if stored.state.is_none() && seq == 1 {
            return None;
        }
        lost.push((seq, why));
    }
    Some((draft, lost))
}

fn whole() -> ServiceError {
    ServiceError::Conflict("This draft can be opened; there is nothing to set aside.".to_owned())
}

fn nothing_left() -> ServiceError {
    let why = "Nothing is left to build this draft from: neither a whole state nor its first update can be read. \
               Bring the database back from a backup, or copy what its history still shows into a new posting.";
    ServiceError::Conflict(why.to_owned())
}
