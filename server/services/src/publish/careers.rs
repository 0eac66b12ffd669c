//! What the public reads: the list, one posting, the sitemap. Only what is open today, and of what was closed its title.

use domain::{
    ids::PostingId,
    posting::{EmploymentType, Seniority, Snapshot, WorkPlace},
    time::Timestamp,
};
use time::Date;

use super::openings::Opening;
use crate::{Result, Services, titles::meanings};

/// Postings on one page of the public list.
const PAGE: usize = 20;

/// What to list; everything that is not set does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct CareersQuery {
    /// Words that all have to be found in title, place, employer or seniority; another name of the title will do.
    pub text: String,
    /// One of [`Careers::places`].
    pub place: String,
    pub seniority: Option<Seniority>,
    /// From 1; 0 is the first, too.
    pub page: usize,
}

/// One page of open postings, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Careers {
    pub postings: Vec<Career>,
    pub total: usize,
    pub page: usize,
    pub pages: usize,
    /// Every town that an open posting has, and `Remote`, to filter by.
    pub places: Vec<String>,
}

/// An open posting in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Career {
    pub slug: String,
    pub title: String,
    pub organization: String,
    pub place: String,
    pub seniority: Option<Seniority>,
    pub work_place: Option<WorkPlace>,
    pub employment_type: Option<EmploymentType>,
    /// `EUR 65,000 – 80,000 per year`
    pub pay: String,
    /// A day as `2026-11-21`.
    pub date_posted: String,
}

/// What stands at a public address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CareerPage {
    Open(Box<OpenCareer>),
    /// It was public once.
    Closed {
        title: String,
    },
    Unknown,
}

/// An open posting in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenCareer {
    pub posting: PostingId,
    pub slug: String,
    pub title: String,
    pub snapshot: Snapshot,
    pub date_posted: Date,
    pub valid_through: Date,
    pub published_at: Timestamp,
    pub content_hash: String,
}

/// A public address and when it last changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SitemapEntry {
    pub slug: String,
    pub changed_at: Timestamp,
}

impl Services {
    /// # Errors
    /// [`crate::ServiceError::Unavailable`] when the database is.
    pub async fn careers(&self, query: &CareersQuery) -> Result<Careers> {
        let openings = self.openings().await?;
        let words: Vec<&str> = query.text.split_whitespace().take(12).collect();
        let texts: Vec<String> = meanings(&words.join(" ")).iter().map(|text| text.to_lowercase()).collect();
        let found: Vec<&Opening> = openings.all.iter().filter(|opening| opening.fits(query, &texts)).collect();
        let (total, pages) = (found.len(), found.len().div_ceil(PAGE).max(1));
        let page = query.page.clamp(1, pages);
        let shown = found.into_iter().skip((page - 1) * PAGE).take(PAGE);
        let postings = shown.map(|opening| opening.career.clone()).collect();
        Ok(Careers { postings, total, page, pages, places: openings.places.clone() })
    }

    /// # Errors
    /// [`crate::ServiceError::Unavailable`] when the database is.
    pub async fn career(&self, slug: &str) -> Result<CareerPage> {
        // Anything else was never an address, and some of it no database takes as a text.
        let is_slug = slug.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let found = if is_slug { self.storage.publications().at(slug).await? } else { None };
        let Some(found) = found else { return Ok(CareerPage::Unknown) };
        if found.closed_at.is_some() || found.valid_through < self.now().date() {
            return Ok(CareerPage::Closed { title: found.title });
        }
        Ok(CareerPage::Open(Box::new(OpenCareer {
            posting: found.posting,
            slug: found.slug,
            title: found.title,
            snapshot: found.snapshot,
            date_posted: found.date_posted,
            valid_through: found.valid_through,
            published_at: found.published_at,
            content_hash: found.content_hash,
        })))
    }

    /// # Errors
    /// [`crate::ServiceError::Unavailable`] when the database is.
    pub async fn sitemap(&self) -> Result<Vec<SitemapEntry>> {
        let entry =
            |opening: &Opening| SitemapEntry { slug: opening.career.slug.clone(), changed_at: opening.changed_at };
        Ok(self.openings().await?.all.iter().map(entry).collect())
    }
}
