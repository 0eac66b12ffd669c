//! A restored draft says what it said, whatever happened in between, and going back is one step of one person.

#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use domain::{
    document::{ClientId, Draft, NewLine, NewSection, Operation},
    ids::{LineId, SectionId},
    posting::{FactKey, Facts, ItemRef, Level, Origin, Requirement, SectionKind, Snapshot},
    timeline::{Restoration, Wordings},
};
use proptest::{prelude::*, test_runner::FileFailurePersistence};

const PEOPLE: usize = 3;

/// One turn of one person: what they do, and whether they hear of the others first.
#[derive(Debug, Clone)]
struct Turn {
    person: usize,
    kind: u8,
    choices: [u16; 3],
    random: u64,
    hears: bool,
}

fn turns(count: usize) -> impl Strategy<Value = Vec<Turn>> {
    let turn = (0..PEOPLE, 0_u8..17, any::<[u16; 3]>(), any::<u64>(), any::<bool>());
    let turn = turn.prop_map(|(person, kind, choices, random, hears)| Turn { person, kind, choices, random, hears });
    prop::collection::vec(turn, 1..count)
}

fn source(version: u32) -> ItemRef {
    format!("0192d7a5-0000-7000-8000-000000000001@{version}").parse().unwrap()
}

/// What the library says in a version.
fn wording(version: u32) -> String {
    format!("The library's words, version {version}.")
}

fn wordings() -> Wordings {
    (1..=3).map(|version| (source(version), wording(version))).collect()
}

/// Replicas of one draft with a locked section between two open ones.
fn team() -> Vec<Draft> {
    let line =
        |text: &str| NewLine { text: text.to_owned(), source: None, requirement: Requirement::Plain, level: None };
    let section = |heading: &str, locked: bool| NewSection {
        kind: SectionKind::Responsibilities,
        heading: heading.to_owned(),
        locked,
        lines: vec![line(&format!("{heading}, one")), line(&format!("{heading}, two 😀"))],
    };
    let sections = [section("First", false), section("Locked", true), section("Last", false)];
    let mut bits = 7_u64;
    let server = Draft::from_parts(ClientId(1), &sections, &Facts::default(), || {
        bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        bits
    });
    let state = server.unwrap().encode();
    (0..PEOPLE).map(|person| Draft::load(ClientId(10 + person as u64), &state).unwrap()).collect()
}

fn pick<T: Clone>(list: &[T], choice: u16) -> Option<T> {
    (!list.is_empty()).then(|| list[usize::from(choice) % list.len()].clone())
}

fn operation(snapshot: &Snapshot, turn: &Turn) -> Option<Operation> {
    let [a, b, c] = turn.choices;
    let lines: Vec<LineId> = snapshot.lines().map(|(_, line)| line.id.clone()).collect();
    let sections: Vec<SectionId> = snapshot.sections.iter().map(|section| section.id.clone()).collect();
    let line = || pick(&lines, a);
    let section = || pick(&sections, b);
    let words = ["Rust", "😀", " and ", "é", ""][usize::from(c) % 5];
    let version = u32::from(c % 3) + 1;
    Some(match turn.kind {
        0 => Operation::SetFact { key: pick(FactKey::SINGLE, a)?, value: words.to_owned() },
        1 => Operation::AddSection {
            id: SectionId::from_random(turn.random),
            kind: pick(SectionKind::ALL, a)?,
            heading: words.to_owned(),
            before: section(),
        },
        2 => Operation::RenameSection { id: section()?, heading: format!("{words}{b}") },
        3 => Operation::MoveSection { id: section()?, before: pick(&sections, c) },
        4 => Operation::RemoveSection { id: section()? },
        5 | 6 => Operation::AddLine {
            id: LineId::from_random(turn.random ^ 0x5555),
            section: section()?,
            before: line(),
            text: if c.is_multiple_of(2) { wording(version) } else { format!("line {c}") },
            source: c.is_multiple_of(2).then(|| source(version)),
            requirement: Requirement::Plain,
            level: None,
        },
        7 | 8 => Operation::MoveLine { id: line()?, section: section()?, before: pick(&lines, c) },
        9 => Operation::RemoveLine { id: line()? },
        10 => Operation::SetText { id: line()?, text: format!("{words} {b} {words}") },
        11 => Operation::SpliceText {
            id: line()?,
            at: u32::from(b % 40),
            remove: u32::from(c % 4),
            insert: words.to_owned(),
        },
        12 => Operation::SetRequirement { id: line()?, requirement: pick(Requirement::ALL, c)? },
        13 => Operation::SetLevel { id: line()?, level: pick(Level::ALL, c) },
        14 => Operation::RestoreSection { id: section()? },
        // Only a line that is the library's goes over to another version.
        _ => {
            let of_library = snapshot.lines().filter(|(_, line)| line.origin != Origin::Custom);
            let id = pick(&of_library.map(|(_, line)| line.id.clone()).collect::<Vec<_>>(), a)?;
            Operation::TakeSource { id, source: source(version), text: wording(version) }
        }
    })
}

fn share(drafts: &mut [Draft], from: usize, to: usize) {
    let update = drafts[from].changes_since(&drafts[to].state_vector()).unwrap();
    drafts[to].merge(&update).unwrap();
}

fn share_all(drafts: &mut [Draft]) {
    for (from, to) in (0..PEOPLE).flat_map(|from| (0..PEOPLE).map(move |to| (from, to))) {
        share(drafts, from, to);
    }
}

fn play(drafts: &mut [Draft], turns: &[Turn]) {
    for turn in turns {
        if turn.hears {
            share(drafts, (turn.person + 1) % PEOPLE, turn.person);
        }
        let draft = &mut drafts[turn.person];
        if let Some(operation) = operation(&draft.snapshot(), turn) {
            // What can't be done in this draft is not done.
            drop(draft.apply(&operation, turn.random));
        }
    }
    share_all(drafts);
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 200,
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_restored_draft_says_what_it_said(earlier in turns(40), later in turns(60), random in any::<u64>()) {
        let mut drafts = team();
        play(&mut drafts, &earlier);
        let then = drafts[0].snapshot();
        play(&mut drafts, &later);
        let before = drafts[0].snapshot();

        let way = Restoration::plan(&drafts[0], &then, &wordings(), random).unwrap();
        prop_assert!(way.missing.is_empty(), "{:?}", way.missing);
        // Restoring is done on a draft that was just loaded: it goes on with nobody's typing.
        drafts[0].close_undo_step();
        let update = drafts[0].apply_all(&way.operations, random).unwrap();
        prop_assert_eq!(drafts[0].snapshot(), then.clone());
        prop_assert_eq!(update.is_empty(), before == then);
        for draft in drafts[1..].iter_mut().filter(|_| !update.is_empty()) {
            draft.merge(&update).unwrap();
            prop_assert_eq!(draft.snapshot(), then.clone());
        }

        // It is one step, and hers alone to take back.
        if before != then {
            prop_assert!(drafts[1].undo().is_none_or(|_| drafts[1].snapshot() != before));
            drafts[0].undo().unwrap();
            prop_assert_eq!(drafts[0].snapshot(), before);
        }
    }

    #[test]
    fn what_others_write_meanwhile_is_not_lost(earlier in turns(30), later in turns(30), random in any::<u64>()) {
        let mut drafts = team();
        play(&mut drafts, &earlier);
        let then = drafts[0].snapshot();
        play(&mut drafts, &later);
        let Some(line) = then.lines().map(|(_, line)| line.id.clone()).next() else { return Ok(()) };
        let typed = Operation::SpliceText { id: line.clone(), at: 0, remove: 0, insert: "MEANWHILE ".to_owned() };
        let is_writable = drafts[1].apply(&typed, random).is_ok();
        let way = Restoration::plan(&drafts[0], &then, &wordings(), random).unwrap();
        drafts[0].apply_all(&way.operations, random).unwrap();
        share_all(&mut drafts);
        let now = drafts[2].snapshot();
        prop_assert_eq!(now.line(&line).is_some_and(|(_, line)| line.text.contains("MEANWHILE")), is_writable);
    }
}

#[test]
fn a_draft_that_says_it_already_has_nothing_to_do() {
    let draft = &team()[0];
    let way = Restoration::plan(draft, &draft.snapshot(), &Wordings::new(), 1).unwrap();
    assert!(way.operations.is_empty() && way.missing.is_empty());
}

#[test]
fn parts_that_the_draft_has_forgotten_are_written_anew_under_their_ids() {
    let mut drafts = team();
    let then = drafts[0].snapshot();
    let mut fresh = Draft::new(ClientId(50));
    let way = Restoration::plan(&fresh, &then, &Wordings::new(), 3).unwrap();
    fresh.apply_all(&way.operations, 3).unwrap();
    let now = fresh.snapshot();
    let ids = |snapshot: &Snapshot| snapshot.lines().map(|(_, line)| line.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&now), ids(&then));
    // Nobody can lock a section by editing: that is told.
    assert_eq!(way.missing.counts.sections_changed, 1);
    assert_eq!(way.missing.counts.total(), 1);
    drafts.clear();
}

#[test]
fn what_is_locked_by_now_stays_and_is_told() {
    let mut drafts = team();
    let mut then = drafts[0].snapshot();
    then.sections[1].lines[0].text = "Something else.".to_owned();
    then.sections[0].lines[0].text = "Hers.".to_owned();
    let way = Restoration::plan(&drafts[0], &then, &Wordings::new(), 3).unwrap();
    drafts[0].apply_all(&way.operations, 3).unwrap();
    assert_eq!(drafts[0].snapshot().sections[0].lines[0].text, "Hers.");
    assert_eq!(way.missing.counts.lines_reworded, 1);
}
