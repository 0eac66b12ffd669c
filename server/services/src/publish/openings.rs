//! Everything that is open to the public, read once for each generation and kept in memory for as long as it lasts.

use std::{collections::BTreeSet, sync::Arc};

use domain::{posting::Seniority, time::Timestamp};
use storage::ListedPublication;

use super::{
    careers::{Career, CareersQuery},
    summary::Summary,
};
use crate::{Result, Services, postings::town};

/// All open postings, newest first.
#[derive(Debug)]
pub(crate) struct Openings {
    pub all: Vec<Opening>,
    /// Every town that one of them has, and `Remote`.
    pub places: Vec<String>,
}

/// An open posting, and what it is found by.
#[derive(Debug)]
pub(crate) struct Opening {
    pub career: Career,
    pub changed_at: Timestamp,
    /// Title, place, employer and seniority in lower case.
    words: String,
}

impl Services {
    pub(crate) async fn openings(&self) -> Result<Arc<Openings>> {
        let generation = self.generation().await?;
        if let Some(kept) = self.public.openings(generation) {
            return Ok(kept);
        }
        let rows = self.storage.publications().open(generation.day).await?;
        let openings = Arc::new(Openings::new(rows));
        self.public.keep_openings(generation, &openings);
        Ok(openings)
    }
}

impl Openings {
    fn new(rows: Vec<ListedPublication>) -> Self {
        let all: Vec<Opening> = rows.into_iter().map(Opening::new).collect();
        let places: BTreeSet<&str> = all.iter().map(|opening| town(&opening.career.place)).collect();
        let places = places.into_iter().filter(|place| !place.is_empty()).map(str::to_owned).collect();
        Self { all, places }
    }
}

impl Opening {
    fn new(row: ListedPublication) -> Self {
        let changed_at = Timestamp(row.published_at);
        let career = career(row);
        let seniority = career.seniority.map_or("", Seniority::label);
        let words = [&career.title, &career.place, &career.organization, seniority].join("\n").to_lowercase();
        Self { career, changed_at, words }
    }

    /// `texts` are what the words of the query may mean, in lower case.
    pub(crate) fn fits(&self, query: &CareersQuery, texts: &[String]) -> bool {
        texts.iter().any(|asked| asked.split(' ').all(|word| self.words.contains(word)))
            && (query.place.is_empty() || query.place == town(&self.career.place))
            && (query.seniority.is_none() || query.seniority == self.career.seniority)
    }
}

fn career(row: ListedPublication) -> Career {
    let summary: Summary = serde_json::from_str(&row.summary).unwrap_or_default();
    Career {
        slug: row.slug,
        title: row.title,
        organization: summary.organization,
        place: summary.place,
        seniority: summary.seniority,
        work_place: summary.work_place,
        employment_type: summary.employment_type,
        pay: summary.pay,
        date_posted: row.date_posted,
    }
}
