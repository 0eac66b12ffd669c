//! What is let in, and what is not: every rule against somebody who writes the format by hand.

use yrs::{Any, Array, ArrayPrelim, Doc, Map, MapPrelim, Text, TextPrelim, TransactionMut, WriteTxn};

use super::*;
use crate::{
    document::{LINES_MAX, Operation, replica::Roots},
    posting::{Facts, Requirement, SectionKind},
};

/// A draft with an open section `s` (lines `a`, `b`) and a locked one.
struct House {
    state: Draft,
    locked: SectionId,
    locked_line: LineId,
}

impl House {
    fn new() -> Self {
        let line = |text: &str| crate::document::NewLine {
            text: text.into(),
            source: None,
            requirement: Requirement::Plain,
            level: None,
        };
        let legal = crate::document::NewSection {
            kind: SectionKind::Disclosures,
            heading: "Legal".into(),
            locked: true,
            lines: vec![line("We hire everybody.")],
        };
        let mut random = 0;
        let bits = || {
            random += 1;
            random
        };
        let mut state = Draft::from_parts(ClientId(1), &[legal], &Facts::default(), bits).unwrap();
        let snapshot = state.snapshot();
        let section =
            Operation::AddSection { id: id("s"), kind: SectionKind::Overview, heading: "About".into(), before: None };
        let industry = Operation::SetFact { key: FactKey::Industry, value: "Energy".into() };
        state.apply_all(&[section, add_line("a", "s"), add_line("b", "s"), title("Developer"), industry], 9).unwrap();
        let locked = &snapshot.sections[0];
        Self { locked: locked.id.clone(), locked_line: locked.lines[0].id.clone(), state }
    }

    /// What a stranger with the document in hand could send.
    fn forged(&self, forge: impl FnOnce(&Roots, &mut TransactionMut<'_>)) -> Vec<u8> {
        let stranger = Draft::load(ClientId(50), &self.state.encode()).unwrap();
        let mut transaction = stranger.doc.transact_mut();
        forge(&stranger.roots, &mut transaction);
        transaction.encode_update_v1()
    }

    fn verdict(&self, forge: impl FnOnce(&Roots, &mut TransactionMut<'_>)) -> Result<Touched, Rejection> {
        let (update, before) = (self.forged(forge), self.state.encode());
        let verdict = admit(&self.state, &update).map(|admitted| admitted.touched);
        assert!(self.state.encode() == before);
        verdict
    }

    fn refuses(&self, rejection: Rejection, forge: impl FnOnce(&Roots, &mut TransactionMut<'_>)) {
        assert_eq!(self.verdict(forge), Err(rejection));
    }
}

fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

fn title(value: &str) -> Operation {
    Operation::SetFact { key: FactKey::Title, value: value.into() }
}

fn add_line(name: &str, section: &str) -> Operation {
    Operation::AddLine {
        id: id(name),
        section: id(section),
        before: None,
        text: "some 😀 words".into(),
        source: None,
        requirement: Requirement::Plain,
        level: None,
    }
}

fn text(roots: &Roots, transaction: &TransactionMut<'_>, line: &str) -> yrs::TextRef {
    roots.texts.get(transaction, line).unwrap().cast().unwrap()
}

#[test]
fn an_edit_is_let_in_with_what_it_touches_and_who_wrote_it() {
    let house = House::new();
    let mut tab = Draft::load(ClientId(50), &house.state.encode()).unwrap();
    let update = tab.apply(&Operation::SetText { id: id("a"), text: "other words".into() }, 1).unwrap();
    let admitted = admit(&house.state, &update).unwrap();
    assert_eq!(admitted.client, Some(ClientId(50)));
    assert_eq!(admitted.touched, Touched { lines: [id("a")].into(), ..Touched::default() });
    let update = tab.apply(&title("Engineer"), 1).unwrap();
    assert_eq!(admit(&house.state, &update), Err(Rejection::Gap));
}

#[test]
fn an_update_that_is_known_is_let_in_and_touches_nothing() {
    let mut house = House::new();
    let update = house.state.apply(&title("Engineer"), 1).unwrap();
    assert!(admit(&house.state, &update).unwrap().touched.is_empty());
    assert!(admit(&house.state, &house.state.encode()).unwrap().touched.is_empty());
    assert!(admit(&house.state, &[0, 0]).unwrap().touched.is_empty());
}

#[test]
fn several_updates_sent_as_one_are_let_in_even_if_the_first_is_known() {
    let mut house = House::new();
    let mut tab = Draft::load(ClientId(50), &house.state.encode()).unwrap();
    let before = tab.state_vector();
    let typed = |at: u32, insert: &str| Operation::SpliceText { id: id("a"), at, remove: 0, insert: insert.into() };
    let first = tab.apply(&typed(0, "x"), 1).unwrap();
    tab.apply(&typed(1, "yz"), 1).unwrap();
    house.state.merge(&first).unwrap();
    let both = tab.changes_since(&before).unwrap();
    assert_eq!(admit(&house.state, &both).unwrap().touched.lines, [id("a")].into());
    house.state.merge(&both).unwrap();
    assert_eq!(house.state.snapshot(), tab.snapshot());
}

#[test]
fn nothing_but_the_five_roots_and_their_kinds_can_be_written() {
    let house = House::new();
    house.refuses(Rejection::Foreign, |_, t| _ = t.get_or_insert_map("other").insert(t, "a", "b"));
    house.refuses(Rejection::Foreign, |roots, t| _ = roots.meta.insert(t, "salary", "1"));
    house.refuses(Rejection::Foreign, |roots, t| _ = roots.lines.insert(t, "a b", "s|V|"));
    house.refuses(Rejection::Foreign, |roots, t| _ = roots.meta.insert(t, "title", TextPrelim::new("x")));
    house.refuses(Rejection::Foreign, |roots, t| _ = roots.texts.insert(t, "new", "no text"));
    house.refuses(Rejection::Unreadable, |_, t| _ = t.get_or_insert_array("meta").insert(t, 0, "x"));
    let kinds: [fn(&Roots, &mut TransactionMut<'_>); 7] = [
        |roots, t| _ = roots.meta.insert(t, "title", MapPrelim::from([("x", "y")])),
        |roots, t| _ = roots.texts.insert(t, "new", ArrayPrelim::default()),
        |roots, t| _ = roots.meta.insert(t, "title", 42),
        |roots, t| _ = roots.meta.insert(t, "title", Any::Null),
        |roots, t| _ = roots.meta.insert(t, "title", Doc::new()),
        |roots, t| _ = text(roots, t, "a").insert_embed(t, 0, Any::from("image")),
        |roots, t| text(roots, t, "a").format(t, 0, 3, [("bold".into(), true.into())].into()),
    ];
    for kind in kinds {
        house.refuses(Rejection::Unreadable, kind);
    }
}

#[test]
fn nothing_that_may_only_be_hidden_can_be_taken_out() {
    let house = House::new();
    house.refuses(Rejection::Removes, |roots, t| _ = roots.lines.remove(t, "a"));
    house.refuses(Rejection::Removes, |roots, t| _ = roots.texts.remove(t, "a"));
    house.refuses(Rejection::Removes, |roots, t| _ = roots.sections.remove(t, "s"));
    house.refuses(Rejection::Removes, |roots, t| _ = roots.meta.remove(t, "industry"));
    house.refuses(Rejection::Removes, |roots, t| _ = roots.texts.remove(t, "fact:title"));
    house.refuses(Rejection::Removes, |roots, t| _ = roots.texts.remove(t, "s/heading"));
    for text in ["a", "fact:title", "s/heading"] {
        house.refuses(Rejection::Foreign, |roots, t| _ = roots.texts.insert(t, text, TextPrelim::new("mine now")));
    }
    house.refuses(Rejection::Removes, |roots, t| {
        roots.lines.insert(t, "a", "s|V|");
        roots.lines.remove(t, "a");
    });
}

#[test]
fn values_have_to_be_readable_and_within_their_limits() {
    let house = House::new();
    house.refuses(Rejection::BadValue, |roots, t| _ = roots.lines.insert(t, "a", "s|V|x"));
    house.refuses(Rejection::BadValue, |roots, t| _ = roots.marks.insert(t, "a", "garbage"));
    house.refuses(Rejection::BadValue, |roots, t| _ = roots.sections.insert(t, "s", "V|nonsense|"));
    house.refuses(Rejection::TooLong, |roots, t| _ = roots.meta.insert(t, "industry", "x".repeat(301)));
    house.refuses(Rejection::TooLong, |roots, t| text(roots, t, "s/heading").insert(t, 0, &"x".repeat(196)));
    house.refuses(Rejection::TooLong, |roots, t| text(roots, t, "fact:title").insert(t, 0, &"x".repeat(292)));
    house.refuses(Rejection::TooLong, |roots, t| {
        text(roots, t, "fact:employerOverview").insert(t, 0, &"x".repeat(4001))
    });
    house.refuses(Rejection::TooLong, |roots, t| text(roots, t, "a").insert(t, 0, &"x".repeat(LINE_MAX_BYTES)));
    house.refuses(Rejection::TooLarge, |roots, t| text(roots, t, "a").insert(t, 0, &"x".repeat(UPDATE_MAX_BYTES)));
    let exchanged = house.verdict(|roots, t| {
        let text = text(roots, t, "a");
        text.remove_range(t, 0, 13);
        text.insert(t, 0, &"x".repeat(LINE_MAX_BYTES));
    });
    assert!(exchanged.is_ok(), "the old words make room for the new");
}

#[test]
fn a_line_is_written_whole_and_into_a_section_that_is_there() {
    let house = House::new();
    house.refuses(Rejection::Foreign, |roots, t| _ = roots.lines.insert(t, "a", "nowhere|V|"));
    house.refuses(Rejection::Removes, |roots, t| _ = roots.lines.insert(t, "new", "s|V|"));
    house.refuses(Rejection::Foreign, |roots, t| _ = roots.marks.insert(t, "new", "||plain|"));
    house.refuses(Rejection::Foreign, |roots, t| _ = roots.texts.insert(t, "new", TextPrelim::new("x")));
    house.refuses(Rejection::Foreign, |roots, t| _ = roots.sections.insert(t, "new/heading", "x"));
    house.refuses(Rejection::Removes, |roots, t| _ = roots.sections.insert(t, "new", "V|overview|"));
}

#[test]
fn no_character_is_torn_apart() {
    let house = House::new();
    house.refuses(Rejection::Foreign, |roots, t| text(roots, t, "a").remove_range(t, 0, 6));
    house.refuses(Rejection::Foreign, |roots, t| text(roots, t, "a").remove_range(t, 6, 3));
    house.refuses(Rejection::Foreign, |roots, t| text(roots, t, "a").insert(t, 6, "x"));
    let mut house = house;
    house.state.apply(&title("Dev 😀"), 1).unwrap();
    house.refuses(Rejection::Foreign, |roots, t| text(roots, t, "fact:title").insert(t, 5, "x"));
}

#[test]
fn a_locked_section_stays_as_it_is() {
    let house = House::new();
    let (section, line) = (house.locked.to_string(), house.locked_line.to_string());
    let locked = || Rejection::Locked(house.locked.clone());
    house.refuses(locked(), |roots, t| _ = roots.sections.insert(t, &*section, "V|disclosures|"));
    house.refuses(locked(), |roots, t| _ = roots.sections.insert(t, format!("{section}/heading"), "x"));
    house.refuses(locked(), |roots, t| text(roots, t, &format!("{section}/heading")).insert(t, 0, "x"));
    house.refuses(locked(), |roots, t| text(roots, t, &format!("{section}/heading")).remove_range(t, 0, 2));
    house.refuses(locked(), |roots, t| text(roots, t, &line).insert(t, 0, "x"));
    house.refuses(locked(), |roots, t| text(roots, t, &line).remove_range(t, 0, 2));
    house.refuses(locked(), |roots, t| _ = roots.lines.insert(t, &*line, "s|V|"));
    house.refuses(locked(), |roots, t| _ = roots.marks.insert(t, &*line, "||plain|"));
    house.refuses(locked(), |roots, t| _ = roots.lines.insert(t, "a", format!("{section}|V|")));
    house.refuses(Rejection::Locked(id("s")), |roots, t| _ = roots.sections.insert(t, "s", "V|overview|l"));
}

#[test]
fn an_update_has_one_author_and_no_gap() {
    let house = House::new();
    let mut one = Draft::load(ClientId(50), &house.state.encode()).unwrap();
    let mut two = Draft::load(ClientId(51), &house.state.encode()).unwrap();
    let first = one.apply(&title("One"), 1).unwrap();
    let second = two.apply(&title("Two"), 1).unwrap();
    let both = yrs::merge_updates_v1([&first, &second]).unwrap();
    assert_eq!(admit(&house.state, &both), Err(Rejection::SeveralAuthors));
    two.merge(&first).unwrap();
    let third = two.apply(&title("Three"), 1).unwrap();
    assert_eq!(admit(&house.state, &third), Err(Rejection::Gap));
    let later = [0, 1, 1, 1, 0xff, 0x7f, 1];
    assert_eq!(admit(&house.state, &later), Err(Rejection::Gap), "deletes what nobody wrote yet");
}

#[test]
fn a_draft_has_no_room_for_more_lines_than_one_can_add() {
    let mut house = House::new();
    let room = LINES_MAX - house.state.snapshot().lines().count();
    for index in 0..room {
        house.state.apply(&add_line(&format!("n{index}"), "s"), index as u64).unwrap();
    }
    house.refuses(Rejection::TooMany, |roots, t| {
        roots.lines.insert(t, "more", "s|V|");
        roots.marks.insert(t, "more", "||plain|");
        roots.texts.insert(t, "more", TextPrelim::new("x"));
    });
}

mod fields;
mod neighbours;
