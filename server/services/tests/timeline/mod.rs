//! The time line of a draft, the way back to what it said, and how its old updates are folded.
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod checkpoints;
mod damage;
mod folding;
mod line;
mod restoring;
mod talked;

use std::{sync::Arc, time::Duration};

use domain::{
    accounts::Actor,
    document::{ClientId, Draft, Operation, admit},
    ids::PostingId,
    posting::{FactKey, Snapshot},
};
use scenarios::{World, postings::a_posting};
use services::{BatchOutcome, DraftBatch, EntryKind, Gist, TimeLine, Writing, is_time_for_state};

/// Longer than any sitting goes on without a word.
const PAUSE: Duration = Duration::from_secs(15 * 60);

async fn a_draft(world: &World, actor: &Actor) -> PostingId {
    a_posting().by(actor).make(&world.services).await.unwrap().id
}

async fn now(world: &World, posting: PostingId) -> Snapshot {
    world.services.load_live(posting).await.unwrap().draft.snapshot()
}

async fn seq(world: &World, posting: PostingId) -> i64 {
    world.services.draft_heads(&[posting]).await.unwrap()[0].1.seq
}

async fn set_title(world: &World, actor: &Actor, posting: PostingId, title: &str) -> i64 {
    world.services.edit_draft(actor, posting, &[title_is(title)]).await.unwrap()
}

fn title_is(title: &str) -> Operation {
    Operation::SetFact { key: FactKey::Title, value: title.to_owned() }
}

/// The entries as one reads them, the newest first.
fn read(line: &TimeLine) -> Vec<String> {
    line.entries
        .iter()
        .map(|entry| match &entry.kind {
            EntryKind::Sitting { writers, summary, .. } => {
                let who: Vec<String> =
                    writers.iter().map(|writer| format!("{} {} %", writer.name, writer.percent)).collect();
                format!("{}: {summary}", who.join(", "))
            }
            EntryKind::Checkpoint { name, author_name, .. } => format!("{author_name} named “{name}”"),
            EntryKind::Event { entry, .. } => {
                format!("{} {}", entry.actor_name, entry.event.on_posting("it", &[]).unwrap_or_default())
            }
        })
        .collect()
}

fn gist(said: &Snapshot) -> Arc<Gist> {
    Arc::new(Gist::of(said))
}

/// Commits what an open editor wrote, on top of whatever came meanwhile.
async fn write(world: &World, actor: &Actor, posting: PostingId, (client, update): (ClientId, Vec<u8>)) {
    let live = world.services.load_live(posting).await.unwrap();
    let (mut draft, before) = (live.draft, gist(&now(world, posting).await));
    let scopes = draft.take_in(&admit(&draft, &update).unwrap()).unwrap();
    let writings = vec![Writing { actor: Arc::new(actor.clone()), client: Some(client), update, scopes }];
    let (epoch, seq, after) = (live.epoch, live.seq, gist(&draft.snapshot()));
    let batch = DraftBatch { posting, epoch, seq, writings, before, after, state: None };
    let outcome = world.services.commit_drafts(vec![batch]).await.unwrap().pop();
    assert!(matches!(outcome, Some(BatchOutcome::Committed { .. })), "{outcome:?}");
}

/// Two take turns, `count` updates in all, and rest a minute after every `together`.
async fn write_much(world: &World, two: [&Actor; 2], posting: PostingId, count: usize, together: usize) {
    let live = world.services.load_live(posting).await.unwrap();
    let (mut draft, mut seq, epoch) = (live.draft, live.seq, live.epoch);
    let line = draft.snapshot().lines().next().unwrap().1.id.clone();
    let clients = [(two[0], seq as u64 * 2 + 1_001), (two[1], seq as u64 * 2 + 1_002)];
    let mut tabs = clients.map(|(actor, client)| (actor, Draft::load(ClientId(client), &draft.encode()).unwrap()));
    // Nobody writes the same twice.
    let start = usize::try_from(seq).unwrap();
    for first in (start..start + count).step_by(together) {
        let before = gist(&draft.snapshot());
        let mut writings = Vec::new();
        for number in first..(start + count).min(first + together) {
            let (actor, tab) = &mut tabs[number % 2];
            let lacking = draft.changes_since(&tab.state_vector()).unwrap();
            tab.merge(&lacking).unwrap();
            let operation = match number % 5 {
                0 => title_is(&format!("Title {number}")),
                1 => Operation::SetText { id: line.clone(), text: format!("Line {number} is about 😀.") },
                _ => Operation::SpliceText { id: line.clone(), at: 0, remove: 1, insert: format!("{number}") },
            };
            let update = tab.apply(&operation, number as u64).unwrap();
            let scopes = draft.take_in(&admit(&draft, &update).unwrap()).unwrap();
            writings.push(Writing {
                actor: Arc::new(actor.clone()),
                client: Some(ClientId(clients[number % 2].1)),
                update,
                scopes,
            });
        }
        let after = gist(&draft.snapshot());
        let state = is_time_for_state(seq, writings.len()).then(|| draft.encode());
        let batch = DraftBatch { posting, epoch, seq, writings, before, after, state };
        match world.services.commit_drafts(vec![batch]).await.unwrap().pop().unwrap() {
            BatchOutcome::Committed { seq: last } => seq = last,
            other => panic!("not committed: {other:?}"),
        }
        world.clock.advance(Duration::from_secs(60));
    }
}
