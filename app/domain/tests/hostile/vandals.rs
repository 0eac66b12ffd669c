//! Forged and damaged messages do no harm: no panic, no change by what is refused, a whole draft after what is let in.

use std::collections::BTreeMap;

use crowd::{
    Crowd, Dice, Turn, cases,
    door::{Knock, knock},
    vandal::{Vandal, spoil},
};
use domain::document::{ClientId, Draft};

use super::{SERVER, copy, push};

/// The draft and those who are honest about it.
struct House {
    draft: Draft,
    crowd: Crowd,
    dice: Dice,
    seen: BTreeMap<Knock, usize>,
}

impl House {
    fn new(seed: u64) -> Self {
        let (crowd, draft) = Crowd::gather(SERVER).unwrap();
        let draft = copy(&draft, SERVER.0);
        Self { draft, crowd, dice: Dice::new(seed), seen: BTreeMap::new() }
    }

    fn show(&mut self, frame: &[u8], stays: bool) -> Knock {
        let knock = knock(&mut self.draft, frame, stays).unwrap_or_else(|harm| panic!("{harm} {frame:?}"));
        *self.seen.entry(knock).or_default() += 1;
        knock
    }

    /// What an honest editor sends next.
    fn edit(&mut self, client: u64) -> Option<Vec<u8>> {
        let mut page = copy(&self.draft, client);
        let operation = self.crowd.operation(&page.snapshot(), &mut self.dice);
        page.apply(&operation, self.dice.bits()).ok().filter(|update| !update.is_empty())
    }

    /// Whatever was let in, an honest editor can go on, and what they write is let in.
    fn demand_that_one_can_work(&mut self, client: u64) {
        if let Some(update) = self.edit(client) {
            let knock = self.show(&push(update), true);
            assert!(matches!(knock, Knock::Taken | Knock::Known), "an honest edit is {knock:?}");
        }
    }

    fn count(&self, knock: Knock) -> usize {
        self.seen.get(&knock).copied().unwrap_or(0)
    }
}

#[test]
fn what_a_vandal_forges_does_no_harm() {
    let mut seen: BTreeMap<Knock, usize> = BTreeMap::new();
    for seed in 0..cases(60) {
        let mut house = House::new(seed);
        for round in 0..70 {
            let author = if house.dice.chance(30) { 40 } else { 60 + round };
            let vandal = Vandal::with(&house.draft, ClientId(author));
            let update = vandal.forge(&mut house.dice);
            let stays = house.dice.chance(60);
            house.show(&push(update), stays);
            if round % 10 == 9 {
                house.demand_that_one_can_work(1_000 + round);
            }
        }
        house.seen.into_iter().for_each(|(knock, times)| *seen.entry(knock).or_default() += times);
    }
    assert!(seen[&Knock::Taken] > 100 && seen[&Knock::Refused] > 1_000, "{seen:?}");
}

#[test]
fn what_is_damaged_on_its_way_does_no_harm() {
    let mut house = House::new(7);
    let mut frames: Vec<Vec<u8>> = Vec::new();
    for round in 0..cases(4_000) {
        if round % 8 == 0 {
            frames.extend(house.edit(100 + round).map(push));
            house.draft = if round % 800 == 0 { House::new(round).draft } else { copy(&house.draft, SERVER.0) };
        }
        let (Some(mut frame), Some(other)) = (frames.last().cloned(), house.dice.pick(&frames).cloned()) else {
            continue;
        };
        spoil(&mut frame, &other, &mut house.dice);
        let stays = house.dice.chance(20);
        house.show(&frame, stays);
    }
    let unharmed = house.count(Knock::Taken) + house.count(Knock::Known);
    assert!(unharmed > 50 && house.count(Knock::Refused) > 500, "{:?}", house.seen);
}

#[test]
fn a_page_reads_whatever_comes_without_a_panic() {
    let mut house = House::new(9);
    let mut page = copy(&house.draft, 50);
    for _ in 0..cases(1_000) {
        let turn = house.crowd.turn(&page.snapshot(), &mut house.dice);
        if let Turn::Edit(operations) = turn {
            drop(page.apply_all(&operations, house.dice.bits()));
        }
        let mut vector = page.state_vector();
        let whole = page.encode();
        spoil(&mut vector, &whole, &mut house.dice);
        drop(house.draft.changes_since(&vector));
        drop(page.changes_since(&vector));
    }
}
