//! Loading a draft: the last whole state and every update after it.
//!
//! A whole state carries its digest. One that is damaged on disk is passed over: the draft is built from the state before
//! it and the updates since, which are kept for that. Then the damaged one is set aside, a good one takes its place, and
//! the operator is told. A damaged update leaves a hole: the draft is not opened, its history can be read.

use domain::{document::Draft, ids::PostingId};
use storage::{DraftHead, Quarantined, Storage, StoredDraft, UnitOfWork};

use super::SERVER;
use crate::{Result, ServiceError, Services};

/// A draft that was read, and the numbers of the whole states that were found damaged on the way.
pub(super) struct Loaded {
    draft: Draft,
    head: DraftHead,
    damaged: Vec<i64>,
}

/// What a stored draft can't be built from.
enum Fault {
    State(i64),
    Update(i64),
}

pub(super) enum Source<'a> {
    Pool(&'a Storage),
    Work(&'a UnitOfWork),
}

impl Services {
    pub(crate) async fn load_draft(&self, posting: PostingId) -> Result<(Draft, DraftHead)> {
        let loaded = load(Source::Pool(&self.storage), posting).await?;
        // Whoever reads the draft need not wait for a database that takes no writes; the next one who reads it tries again.
        if !loaded.damaged.is_empty()
            && let Err(error) = self.set_aside(posting, &loaded).await
        {
            tracing::error!(%error, %posting, "a damaged whole state of a draft could not be set aside");
        }
        Ok((loaded.draft, loaded.head))
    }

    /// What was found damaged so far, for the operator.
    ///
    /// # Errors
    /// [`ServiceError`]
    pub async fn damaged_rows(&self) -> Result<Vec<Quarantined>> {
        Ok(self.storage.collab().quarantined().await?)
    }

    /// Puts a good state in the place of damaged ones.
    async fn set_aside(&self, posting: PostingId, loaded: &Loaded) -> Result<()> {
        let work = self.storage.begin().await?;
        for seq in &loaded.damaged {
            if !work.collab().set_state_aside(posting, *seq, self.now()).await? {
                // Somebody else found it at the same time, and does the rest, too.
                return Ok(());
            }
        }
        work.collab().keep_state(posting, loaded.head.seq, loaded.draft.encode()).await?;
        work.commit().await?;
        tracing::error!(%posting, states = ?loaded.damaged, "whole states of a draft were damaged on disk; they are set aside, and the draft was built anew from its updates");
        Ok(())
    }
}

/// The draft as this unit of work sees it.
pub(crate) async fn load_within(work: &UnitOfWork, posting: PostingId) -> Result<(Draft, DraftHead)> {
    let Loaded { draft, head, .. } = load(Source::Work(work), posting).await?;
    Ok((draft, head))
}

pub(super) async fn load(source: Source<'_>, posting: PostingId) -> Result<Loaded> {
    let (mut below, mut damaged) = (i64::MAX, Vec::new());
    loop {
        let stored = source.stored(posting, below).await?.ok_or(ServiceError::NotFound)?;
        match rebuild(&stored) {
            Ok(draft) => return Ok(Loaded { draft, head: stored.head, damaged }),
            Err(Fault::State(seq)) => {
                damaged.push(seq);
                below = seq;
            }
            Err(Fault::Update(seq)) => return Err(unreadable(posting, seq)),
        }
    }
}

/// An update can be built from nothing else: nobody may write on top of the hole that it leaves.
pub(crate) fn unreadable(posting: PostingId, seq: i64) -> ServiceError {
    tracing::error!(%posting, seq, "an update of a draft is damaged or missing on disk; bring the row back from a backup");
    let why = "A part of this draft was damaged on disk, so it can't be opened. Its history shows what it said before; an operator can bring the rest back from a backup.";
    ServiceError::Gone(why.to_owned())
}

impl Source<'_> {
    pub(super) async fn stored(&self, posting: PostingId, below: i64) -> Result<Option<StoredDraft>> {
        Ok(match self {
            Self::Pool(storage) => storage.collab().load_from_below(posting, below).await?,
            Self::Work(work) => work.collab().load_from_below(posting, below).await?,
        })
    }
}

fn rebuild(stored: &StoredDraft) -> std::result::Result<Draft, Fault> {
    let (mut draft, mut known) = (Draft::new(SERVER), 0);
    if let Some(state) = &stored.state {
        if !state.is_sound || draft.merge(&state.data).is_err() {
            return Err(Fault::State(state.seq));
        }
        known = state.seq;
    }
    for (seq, update) in &stored.updates {
        if *seq != known + 1 || draft.merge(update).is_err() {
            return Err(Fault::Update(known + 1));
        }
        known = *seq;
    }
    if known == stored.head.seq { Ok(draft) } else { Err(Fault::Update(known + 1)) }
}
