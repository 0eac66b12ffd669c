//! The durable side of open editors: what rooms commit, who may sit there, who hears of changes.
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod announcements;
mod commits;
mod leases;
mod projections;
mod races;
mod refusals;
pub mod room;
mod seats;
mod texts;

use domain::{
    accounts::Actor,
    document::Operation,
    ids::{LineId, PostingId, SectionId},
    posting::{FactKey, ItemRef, Requirement},
};
use scenarios::{World, postings::a_posting};
use services::{BatchOutcome, DraftBatch, ServiceError, Services};

/// Beyond the ids of the lines that a made posting has.
const NEW_LINES: u64 = 1_000_000;

async fn a_draft(world: &World, actor: &Actor) -> PostingId {
    a_posting().by(actor).make(&world.services).await.unwrap().id
}

/// The number of updates in the database.
async fn seq(world: &World, posting: PostingId) -> i64 {
    world.services.draft_heads(&[posting]).await.unwrap()[0].1.seq
}

async fn title(world: &World, posting: PostingId) -> String {
    let live = world.services.load_live(posting).await.unwrap();
    live.draft.snapshot().facts.get(FactKey::Title).to_owned()
}

async fn commit_one(services: &Services, batch: DraftBatch) -> BatchOutcome {
    services.commit_drafts(vec![batch]).await.unwrap().pop().unwrap()
}

fn committed(outcome: &BatchOutcome) -> i64 {
    match outcome {
        BatchOutcome::Committed { seq } => *seq,
        other => panic!("not committed: {other:?}"),
    }
}

fn refused(outcome: BatchOutcome) -> ServiceError {
    match outcome {
        BatchOutcome::Refused(error) => error,
        other => panic!("not refused: {other:?}"),
    }
}

fn set_title(value: &str) -> Operation {
    Operation::SetFact { key: FactKey::Title, value: value.to_owned() }
}

fn add_line(number: u64, section: &SectionId, text: &str, source: Option<ItemRef>) -> Operation {
    Operation::AddLine {
        id: LineId::from_random(NEW_LINES + number),
        section: section.clone(),
        before: None,
        text: text.to_owned(),
        source,
        requirement: Requirement::Plain,
        level: None,
    }
}
