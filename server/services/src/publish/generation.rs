//! Which state of the public pages is the newest, asked on every request and therefore cheap.
//!
//! Pages rendered for one [`Generation`] may be served for as long as it lasts. It ends with every publication and
//! closing (at once on this node, within [`RECHECK`] on the others) and with the day, because postings expire.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use domain::time::Timestamp;
use time::Date;

use super::openings::Openings;
use crate::{Result, Services};

/// How long this node may not know of what another one published.
const RECHECK: Duration = Duration::from_secs(1);

/// One state of everything public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Generation {
    here: u64,
    everywhere: i64,
    pub(super) day: Date,
}

/// What this node knows of the public state.
#[derive(Debug, Default)]
pub(crate) struct PublicState {
    /// Counts what this node published and closed.
    here: AtomicU64,
    /// What the database last said, for which count of our own, and when.
    known: Mutex<Option<Known>>,
    /// What was open in the generation that was last asked for.
    openings: Mutex<Option<(Generation, Arc<Openings>)>>,
}

#[derive(Debug, Clone, Copy)]
struct Known {
    here: u64,
    everywhere: i64,
    at: Timestamp,
}

impl PublicState {
    /// Something public changed here, and is committed.
    pub(crate) fn changed(&self) {
        self.here.fetch_add(1, Ordering::SeqCst);
    }

    fn known(&self, here: u64, now: Timestamp) -> Option<i64> {
        let known = (*self.known.lock().unwrap_or_else(PoisonError::into_inner))?;
        let is_fresh = known.here == here && known.at <= now && known.at.until(now) < RECHECK;
        is_fresh.then_some(known.everywhere)
    }

    pub(crate) fn openings(&self, generation: Generation) -> Option<Arc<Openings>> {
        let kept = self.openings.lock().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref().filter(|(of, _)| *of == generation).map(|(_, openings)| Arc::clone(openings))
    }

    pub(crate) fn keep_openings(&self, generation: Generation, openings: &Arc<Openings>) {
        *self.openings.lock().unwrap_or_else(PoisonError::into_inner) = Some((generation, Arc::clone(openings)));
    }

    fn learn(&self, known: Known) {
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(known);
    }
}

impl Services {
    /// The present state of everything public.
    ///
    /// # Errors
    /// [`crate::ServiceError::Unavailable`] when the database is.
    pub async fn generation(&self) -> Result<Generation> {
        let here = self.public.here.load(Ordering::SeqCst);
        let now = self.now();
        let everywhere = match self.public.known(here, now) {
            Some(version) => version,
            None => {
                let everywhere = self.storage.publications().version().await?;
                self.public.learn(Known { here, everywhere, at: now });
                everywhere
            }
        };
        Ok(Generation { here, everywhere, day: now.date() })
    }
}
