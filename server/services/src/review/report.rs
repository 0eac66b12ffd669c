//! Where reviews wait now, and how long postings stay in each stage. It tells of the process and not of people: nobody's
//! decisions are counted.

use std::{collections::BTreeMap, time::Duration};

use domain::{
    accounts::Actor,
    permissions::ReadableTeams,
    review::{StageName, Stays, stays},
    time::Timestamp,
};

use crate::{Result, Services, Submission};

/// The spans that can be asked for, in days.
pub const REPORT_DAYS: [u32; 3] = [30, 90, 365];
const USUAL_DAYS: u32 = 90;

/// What the postings say that the person may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewReport {
    /// Stays that ended in the last so many days are counted.
    pub days: u32,
    pub stays: BTreeMap<StageName, Stays>,
    /// Running reviews, the one that is due first on top.
    pub waiting: Vec<Submission>,
}

impl ReviewReport {
    /// The steps that running reviews wait for now, each with how many, most first.
    #[must_use]
    pub fn held_up(&self) -> Vec<(&str, usize)> {
        let mut steps: BTreeMap<&str, usize> = BTreeMap::new();
        for step in self.waiting.iter().flat_map(|review| &review.steps).filter(|step| step.is_open && !step.is_met) {
            *steps.entry(&step.name).or_default() += 1;
        }
        let mut steps: Vec<_> = steps.into_iter().collect();
        steps.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        steps
    }
}

impl Services {
    /// The report on so many of the last days; the usual ones when that is no choice.
    ///
    /// # Errors
    /// [`crate::ServiceError::Unavailable`] when the database is. Nobody is refused: it is made of what one may read.
    pub async fn review_report(&self, actor: &Actor, days: Option<u32>) -> Result<ReviewReport> {
        let days = days.filter(|days| REPORT_DAYS.contains(days)).unwrap_or(USUAL_DAYS);
        let readable = ReadableTeams::of(actor);
        let from = before(self.now(), days);
        let moves = self.storage.audit().moves(&readable, from).await?;
        Ok(ReviewReport { days, stays: stays(&moves, from), waiting: self.running_reviews(&readable).await? })
    }
}

fn before(now: Timestamp, days: u32) -> Timestamp {
    const DAY: Duration = Duration::from_secs(86_400);
    Timestamp(now.0 - i64::try_from((DAY * days).as_millis()).unwrap_or(i64::MAX))
}
