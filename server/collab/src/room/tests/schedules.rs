//! Whatever the order in which things happen: in the end all replicas are equal to the database, and each word is there
//! once.

use services::SeatStanding;

use super::base::{Tab, Table, actor};

/// A small generator, so that a failure names its seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

fn play(seed: u64) {
    let (mut dice, mut table) = (Dice(seed), Table::set());
    let mut tabs: Vec<Tab> = (1..=4).map(|who| table.tab(who)).collect();
    let (mut words, mut elsewhere) = (0, 0);
    for _ in 0..200 {
        let tab = &mut tabs[usize::try_from(dice.roll(4)).unwrap()];
        match dice.roll(16) {
            0..=5 => {
                words += 1;
                table.types(tab, &format!(" w{words}."));
            }
            6 => table.reconnect(tab),
            7 => {
                elsewhere += 1;
                table.base.write_elsewhere(50_000 + elsewhere, &format!(" e{elsewhere}."));
            }
            8 => table.base.is_away = !table.base.is_away,
            9 => table.base.loses_answers = !table.base.loses_answers,
            10 => table.sweep(),
            11 => {
                table.stands(tab, SeatStanding::Here { actor: actor(tab.who), access: domain::protocol::Access::Edit })
            }
            12 => _ = table.read(tab),
            _ => _ = table.step(),
        }
    }
    (table.base.is_away, table.base.loses_answers) = (false, false);
    for _ in 0..3 {
        table.work();
        table.sweep();
    }
    for tab in &mut tabs {
        if tab.outbox.is_closed() {
            table.reconnect(tab);
        }
        table.work();
    }
    for tab in &mut tabs {
        table.read(tab);
        assert!(tab.is_saved() && tab.rejected.is_none(), "seed {seed}: {:?} {:?}", tab.seat, tab.rejected);
        assert_eq!(tab.replica.snapshot(), table.base.draft.snapshot(), "seed {seed}");
    }
    let said = table.base.says();
    let once = |word: String| assert_eq!(said.matches(&word).count(), 1, "seed {seed}: {word} in {said}");
    (1..=words).for_each(|number| once(format!(" w{number}.")));
    (1..=elsewhere).for_each(|number| once(format!(" e{number}.")));
}

#[test]
fn all_replicas_come_together_and_no_word_is_lost_or_doubled() {
    (0..60).for_each(play);
}
