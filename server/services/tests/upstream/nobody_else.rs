//! Nothing that is done to the library ever changes the text of a draft without a person's decision.

use std::time::Duration;

use domain::{accounts::Actor, ids::PostingId, library::WordingForm, posting::Snapshot, upstream::Answer};
use scenarios::{Cast, World, on_both_databases};
use services::{DeprecateForm, EditForm, ItemAddress, MergeForm};

use crate::upstream::{a_draft, an_item, draft, reword, uses};

const ROUNDS: u64 = 200;
const DAY: Duration = Duration::from_secs(86_400);

/// The same dice in every run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        usize::try_from((mixed ^ (mixed >> 31)) % sides as u64).unwrap()
    }
}

/// Something that a curator might do. Refusals are fine: what counts is what happens to drafts.
async fn anything_in_the_library(world: &World, ada: &Actor, dice: &mut Dice, number: u64, items: &[ItemAddress]) {
    let (item, other) = (&items[dice.roll(items.len())], &items[dice.roll(items.len())]);
    // The page of a merged item is another one's.
    let newest = world.storage.library().newest_version(item.id).await.unwrap().unwrap();
    let from_version = newest.number;
    let edit = |publish| EditForm {
        from_version,
        wording: WordingForm { body: format!("The library says {number}."), ..WordingForm::of(&newest.wording) },
        change_class: ["editorial", "meaning"][usize::try_from(number % 2).unwrap()].into(),
        reason: "To try it.".into(),
        publish,
    };
    match dice.roll(12) {
        0 | 1 => drop(world.services.edit_item(ada, item.id, &edit(true)).await),
        2 => drop(world.services.edit_item(ada, item.id, &edit(false)).await),
        3 => drop(world.services.publish_item(ada, item.id, from_version, "So.").await),
        4 => drop(world.services.restore_item(ada, item.id).await),
        5 => drop(world.services.seed_library().await),
        6 => world.clock.advance(DAY),
        7..=9 => {
            let stays = world.storage.library().newest_version(other.id).await.unwrap().unwrap().number;
            let form =
                MergeForm { gone: (item.id, from_version), stays: (other.id, stays), reason: "To try it.".into() };
            drop(world.services.merge_items(ada, &form).await);
        }
        10 => {
            let merges = world.services.merges(ada).await.unwrap();
            if let Some(merge) = merges.get(dice.roll(merges.len().max(1))) {
                drop(world.services.undo_merge(ada, merge.id).await);
            }
        }
        _ => {
            let form = DeprecateForm {
                from_version,
                replacement: other.slug.clone(),
                reason: "To try it.".into(),
                ..DeprecateForm::default()
            };
            drop(world.services.deprecate_item(ada, item.id, &form).await);
        }
    }
}

/// What each draft says, and how many updates it is made of.
async fn said(world: &World, postings: &[PostingId]) -> Vec<(Snapshot, i64)> {
    let mut said = Vec::new();
    for posting in postings {
        let live = world.services.load_live(*posting).await.unwrap();
        said.push((live.draft.snapshot(), live.seq));
    }
    said
}

/// Every line that names an item has a version that can still be read, and an item that can be looked at, perhaps under
/// another's address.
async fn demand_resolvable(world: &World, dana: &Actor, said: &[(Snapshot, i64)]) {
    for line in said.iter().flat_map(|(snapshot, _)| snapshot.lines().map(|(_, line)| line)) {
        let Some(source) = line.origin.source() else { continue };
        let words = world.services.wordings(dana, &[source]).await.unwrap();
        assert_eq!(words.len(), 1, "{source} can't be read any more");
        let slug = world.storage.library().find(source.item).await.unwrap().unwrap().slug;
        let slug = world.services.moved_item(dana, &slug).await.unwrap().map_or(slug, |moved| moved.into.slug);
        assert!(world.services.library_item(dana, &slug).await.is_ok(), "{slug} leads nowhere");
    }
}

/// A person looks at the inbox and decides on one update; answers with whose posting may change by it.
async fn somebody_decides(world: &World, dana: &Actor, dice: &mut Dice, number: u64) -> Option<PostingId> {
    let inbox = world.services.update_inbox(dana, "", 1).await.unwrap();
    let updates: Vec<_> = inbox.postings.iter().flat_map(|group| &group.updates).collect();
    let update = *updates.get(dice.roll(updates.len().max(1)))?;
    let answer = match dice.roll(4) {
        0 => Answer::Take,
        1 => Answer::Merge(format!("A third text {number}.")),
        2 => Answer::Keep,
        _ => Answer::Snooze((world.services.now() + DAY * 2).date()),
    };
    let changes = matches!(answer, Answer::Take | Answer::Merge(_));
    world.services.settle_updates(dana, std::slice::from_ref(&update.key), &answer).await.unwrap();
    changes.then_some(update.key.posting)
}

async fn some_items(world: &World, cast: &Cast) -> Vec<ItemAddress> {
    let mut items = Vec::new();
    for name in ["Tests", "Code", "Reviews", "Incidents"] {
        items.push(an_item(world, cast, name, &format!("You care for our {name}.")).await);
    }
    items
}

on_both_databases! {
    async fn no_action_on_the_library_changes_the_text_of_a_draft_without_a_decision(world: World) {
        let cast = world.cast().await;
        let items = some_items(&world, &cast).await;
        let postings = [a_draft(&world, &cast.dana).await, a_draft(&world, &cast.dana).await];
        for posting in postings {
            for item in &items {
                let line = uses(&world, &cast.dana, posting, item.id).await;
                if item.slug == "code" {
                    reword(&world, &cast.dana, posting, &line, "We say it otherwise.").await;
                }
            }
        }
        let mut dice = Dice(26);
        let (mut decided, mut before) = (0, said(&world, &postings).await);
        for number in 0..ROUNDS {
            if dice.roll(4) > 0 {
                anything_in_the_library(&world, &cast.ada, &mut dice, number, &items).await;
                assert_eq!(said(&world, &postings).await, before, "round {number}");
                demand_resolvable(&world, &cast.dana, &before).await;
                continue;
            }
            let changed = somebody_decides(&world, &cast.dana, &mut dice, number).await;
            let after = said(&world, &postings).await;
            for (place, posting) in postings.iter().enumerate() {
                let may_change = changed == Some(*posting);
                assert_eq!(after[place] != before[place], may_change, "round {number}");
                decided += usize::from(may_change);
            }
            before = after;
        }
        assert!(decided > 3, "only {decided} decisions changed anything, so this test saw little");
        assert_eq!(draft(&world, postings[0]).await, before[0].0);
        let merges = world.storage.merges().list(1_000).await.unwrap();
        let undone = merges.iter().filter(|merge| merge.undone_at.is_some()).count();
        assert!(merges.len() > 3 && undone > 1, "{undone} of {} merges undone: this test saw little", merges.len());
    }
}
