//! What lists and "where used" read of a draft is what the draft says, whoever wrote what in which order.

use std::collections::BTreeMap;

use domain::{
    document::Operation,
    ids::{ItemId, LineId, PostingId},
    permissions::ReadableTeams,
    posting::{FactKey, ItemRef, SectionKind, Snapshot},
};
use scenarios::{World, on_both_databases};

use crate::live::{a_draft, add_line, room::Room, set_title};

const ITEMS: [&str; 3] = ["health-insurance", "java", "git"];
const ROUNDS: u64 = 40;

/// The same dice in every run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        usize::try_from((mixed ^ (mixed >> 31)) % sides as u64).unwrap()
    }
}

/// Something that somebody might do in this draft.
fn any_operation(dice: &mut Dice, number: u64, snapshot: &Snapshot, items: &[(ItemRef, String)]) -> Operation {
    let lines: Vec<&LineId> = snapshot.lines().map(|(_, line)| &line.id).collect();
    let line = lines.get(dice.roll(lines.len().max(1))).map(|id| (*id).clone());
    let section = snapshot.sections[dice.roll(snapshot.sections.len())].id.clone();
    let (source, wording) = &items[dice.roll(items.len())];
    match (dice.roll(8), line) {
        (0, _) => set_title(&format!("Title {number}")),
        (1, _) => {
            let value = ["junior", "mid", "senior", ""][dice.roll(4)].to_owned();
            Operation::SetFact { key: FactKey::Seniority, value }
        }
        (2, Some(id)) => Operation::SetText { id, text: format!("Our own words {number}.") },
        (3, Some(id)) => Operation::SetText { id, text: wording.clone() },
        (4, Some(id)) => Operation::RemoveLine { id },
        (5, Some(id)) => Operation::MoveLine { id, section, before: None },
        _ => add_line(10_000 + number, &section, wording, Some(*source)),
    }
}

/// Of each item: its oldest version in the draft, and whether one of its lines is worded differently.
fn said(snapshot: &Snapshot) -> BTreeMap<ItemId, (u32, bool)> {
    let mut uses = BTreeMap::new();
    for (_, line) in snapshot.lines() {
        let Some(source) = line.origin.source() else { continue };
        let (version, is_overridden) = uses.entry(source.item).or_insert((source.version, false));
        *version = source.version.min(*version);
        *is_overridden |= line.origin.is_override();
    }
    uses
}

async fn listed(world: &World, posting: PostingId, items: &[(ItemRef, String)]) -> BTreeMap<ItemId, (u32, bool)> {
    let mut uses = BTreeMap::new();
    for (source, _) in items {
        let used = world.storage.library().uses(source.item, &ReadableTeams::All, 10).await.unwrap();
        let here = used.into_iter().find(|used| used.posting == posting);
        uses.extend(here.and_then(|used| Some((source.item, (used.version?, used.is_overridden)))));
    }
    uses
}

on_both_databases! {
    async fn what_is_listed_is_what_a_fresh_load_says(world: World) {
        let cast = world.cast().await;
        world.services.seed_library().await.unwrap();
        let mut items = Vec::new();
        for slug in ITEMS {
            let item = world.services.library_item(&cast.dana, slug).await.unwrap();
            items.push((ItemRef { item: item.id, version: item.current_version }, item.wording.body));
        }
        let posting = a_draft(&world, &cast.dana).await;
        world.services.add_section(&cast.dana, posting, SectionKind::Benefits).await.unwrap();
        let mut rooms = [Room::open(&world.services, posting).await, Room::open(&world.services, posting).await];
        let mut tabs = [rooms[0].tab(&cast.dana, 101), rooms[1].tab(&cast.ben, 102)];
        let mut dice = Dice(7);
        let (mut stale, mut used) = (0, 0);
        for round in 0..ROUNDS {
            let who = dice.roll(2);
            let (room, tab) = (&mut rooms[who], &mut tabs[who]);
            for step in 0..=dice.roll(3) {
                tab.catch_up(room);
                let operation = any_operation(&mut dice, round * 10 + step as u64, &room.draft.snapshot(), &items);
                let update = tab.write(&operation);
                room.take(tab, update);
            }
            stale += room.commit().await;

            let fresh = world.services.load_live(posting).await.unwrap();
            let says = fresh.draft.snapshot();
            assert_eq!((room.draft.snapshot(), room.seq), (says.clone(), fresh.seq), "round {round}");
            let card = world.services.open_draft(&cast.dana, posting).await.unwrap().posting;
            let facts = (says.facts.get(FactKey::Title), says.facts.seniority());
            assert_eq!((card.title.as_str(), card.seniority), facts, "round {round}");
            let uses = said(&says);
            used += uses.len();
            assert_eq!(listed(&world, posting, &items).await, uses, "round {round}");
        }
        assert!(stale > 0 && used > 0, "the dice showed nothing");
    }
}
