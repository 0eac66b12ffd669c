//! What was recognised in a text, with the items that its lines may be.

use std::sync::Arc;

use domain::{
    accounts::Actor,
    arrivals::{Confidence, FoundFact, FoundLine, FoundSection, LeftOut, Match, recognise},
    ids::{ArrivalId, PostingId},
    library::IndexItem,
    posting::SectionKind,
};
use storage::ArrivalRecord;

use crate::{Result, ServiceError, Services, library::Catalogue};

/// A text on its way to a draft.
#[derive(Debug, Clone, PartialEq)]
pub struct ArrivalView {
    pub id: ArrivalId,
    /// The name of the file; empty for a pasted text.
    pub source: String,
    /// Whether the text went on after what was read of it.
    pub is_cut: bool,
    pub facts: Vec<FoundFact>,
    pub sections: Vec<ArrivalSection>,
    pub left_out: Vec<LeftOut>,
    /// The posting that was made of it already.
    pub posting: Option<PostingId>,
}

/// A section as it was recognised.
#[derive(Debug, Clone, PartialEq)]
pub struct ArrivalSection {
    pub kind: SectionKind,
    pub heading: String,
    pub is_guess: bool,
    pub lines: Vec<ArrivalLine>,
}

/// A line, and the items that it may be, the likeliest first.
#[derive(Debug, Clone, PartialEq)]
pub struct ArrivalLine {
    pub line: FoundLine,
    pub candidates: Vec<Candidate>,
}

/// An item that a line may be.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    pub item: IndexItem,
    pub confidence: Confidence,
    /// From 0 to 100.
    pub percent: u8,
}

impl Services {
    /// # Errors
    /// [`ServiceError::Refused`] to all but hiring managers; [`ServiceError::NotFound`] when it is somebody else's, or was
    /// forgotten.
    pub async fn arrival(&self, actor: &Actor, id: ArrivalId) -> Result<ArrivalView> {
        self.may_bring_in(actor)?;
        let found = self.storage.arrivals().find(id, self.now()).await?;
        let arrival = found.filter(|arrival| arrival.person == actor.id).ok_or(ServiceError::NotFound)?;
        let catalogue = self.catalogue().await?;
        // Comparing hundreds of lines with a large library takes some milliseconds: not on a thread that others wait for.
        let read = tokio::task::spawn_blocking(move || view(arrival, &catalogue));
        read.await.map_err(|error| ServiceError::Internal(error.to_string()))
    }
}

fn view(arrival: ArrivalRecord, catalogue: &Arc<Catalogue>) -> ArrivalView {
    let recognised = recognise(&arrival.outline);
    ArrivalView {
        id: arrival.id,
        source: arrival.source,
        is_cut: arrival.is_cut,
        facts: recognised.facts,
        sections: recognised.sections.into_iter().map(|section| matched(section, catalogue)).collect(),
        left_out: recognised.left_out,
        posting: arrival.posting,
    }
}

fn matched(section: FoundSection, catalogue: &Catalogue) -> ArrivalSection {
    let candidate = |found: Match| {
        let item = catalogue.published.get(found.item)?.clone();
        Some(Candidate { item, confidence: found.confidence, percent: found.percent })
    };
    let lines = section.lines.into_iter().map(|line| {
        let candidates = catalogue.matcher().find(&line.text, section.kind).into_iter().filter_map(candidate).collect();
        ArrivalLine { line, candidates }
    });
    ArrivalSection { lines: lines.collect(), kind: section.kind, heading: section.heading, is_guess: section.is_guess }
}
