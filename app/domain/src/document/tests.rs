//! What a person can count on while editing, alone and together.

use super::*;
use crate::{
    ids::{LineId, SectionId},
    posting::{FactKey, ItemRef, Level, Origin, Requirement, SectionKind, Snapshot},
};

/// Several people with one draft; what each does reaches the others when it is shared.
struct Team {
    drafts: Vec<Draft>,
    random: u64,
}

impl Team {
    /// A draft with one section `duties` of two lines `a` and `b`.
    fn of(people: usize) -> Self {
        let mut server = Draft::new(ClientId(1));
        let operations =
            [add_section("duties"), add_line("a", "duties", "Build APIs"), add_line("b", "duties", "Run them")];
        server.apply_all(&operations, 1).unwrap();
        let state = server.encode();
        let drafts = (0..people).map(|index| Draft::load(ClientId(10 + index as u64), &state).unwrap()).collect();
        Self { drafts, random: 99 }
    }

    fn does(&mut self, person: usize, operation: Operation) -> &mut Self {
        self.random += 1;
        self.drafts[person].apply(&operation, self.random).unwrap();
        self
    }

    /// Everybody learns what the others did.
    fn share(&mut self) -> &mut Self {
        for from in 0..self.drafts.len() {
            for to in 0..self.drafts.len() {
                let update = self.drafts[from].changes_since(&self.drafts[to].state_vector()).unwrap();
                self.drafts[to].merge(&update).unwrap();
            }
        }
        let first = self.drafts[0].snapshot();
        assert!(self.drafts.iter().all(|draft| draft.snapshot() == first));
        self
    }

    fn snapshot(&self) -> Snapshot {
        self.drafts[0].snapshot()
    }
}

fn section(name: &str) -> SectionId {
    name.parse().unwrap()
}

fn line(name: &str) -> LineId {
    name.parse().unwrap()
}

fn source() -> ItemRef {
    "0192d7a5-0000-7000-8000-000000000001@3".parse().unwrap()
}

fn add_section(name: &str) -> Operation {
    Operation::AddSection {
        id: section(name),
        kind: SectionKind::Responsibilities,
        heading: name.to_owned(),
        before: None,
    }
}

fn add_line(name: &str, into: &str, text: &str) -> Operation {
    Operation::AddLine {
        id: line(name),
        section: section(into),
        before: None,
        text: text.to_owned(),
        source: None,
        requirement: Requirement::Plain,
        level: None,
    }
}

fn add_library_line(name: &str, text: &str) -> Operation {
    match add_line(name, "duties", text) {
        Operation::AddLine { id, section, before, text, requirement, level, .. } => {
            Operation::AddLine { id, section, before, text, source: Some(source()), requirement, level }
        }
        other => other,
    }
}

fn set_text(name: &str, text: &str) -> Operation {
    Operation::SetText { id: line(name), text: text.to_owned() }
}

fn move_line(name: &str, into: &str, before: Option<&str>) -> Operation {
    Operation::MoveLine { id: line(name), section: section(into), before: before.map(line) }
}

fn texts(snapshot: &Snapshot) -> Vec<String> {
    snapshot.lines().map(|(_, line)| line.text.clone()).collect()
}

#[test]
fn operations_do_what_they_say() {
    let mut team = Team::of(1);
    team.does(0, add_line("c", "duties", "Third"))
        .does(0, move_line("c", "duties", Some("a")))
        .does(0, Operation::SetFact { key: FactKey::Title, value: "Developer".into() })
        .does(0, Operation::SetRequirement { id: line("a"), requirement: Requirement::Required })
        .does(0, Operation::SetLevel { id: line("a"), level: Some(Level::Expert) })
        .does(0, Operation::RenameSection { id: section("duties"), heading: "Your work".into() })
        .does(0, Operation::RemoveLine { id: line("b") });
    let snapshot = team.snapshot();
    assert_eq!(texts(&snapshot), ["Third", "Build APIs"]);
    assert_eq!(snapshot.facts.get(FactKey::Title), "Developer");
    assert_eq!(snapshot.sections[0].heading, "Your work");
    let (_, marked) = snapshot.line(&line("a")).unwrap();
    assert_eq!((marked.requirement, marked.level), (Requirement::Required, Some(Level::Expert)));
    team.does(0, Operation::RestoreLine { id: line("b") });
    assert_eq!(texts(&team.snapshot()), ["Third", "Build APIs", "Run them"]);
}

#[test]
fn an_operation_that_changes_nothing_makes_no_update() {
    let mut draft = Team::of(1).drafts.remove(0);
    let operations = [
        set_text("a", "Build APIs"),
        move_line("a", "duties", Some("b")),
        Operation::RestoreLine { id: line("a") },
        Operation::SetFact { key: FactKey::Title, value: String::new() },
        Operation::SetLevel { id: line("a"), level: None },
    ];
    for operation in operations {
        assert_eq!(draft.apply(&operation, 5), Ok(Vec::new()), "{operation:?}");
    }
    assert!(!draft.can_undo());
}

#[test]
fn operations_are_refused_with_a_reason_and_change_nothing() {
    let mut draft = Team::of(1).drafts.remove(0);
    let before = draft.encode();
    let long = "x".repeat(LINE_MAX_BYTES + 1);
    let refused = [
        (set_text("nowhere", "x"), OperationError::UnknownLine(line("nowhere"))),
        (add_line("c", "nowhere", "x"), OperationError::UnknownSection(section("nowhere"))),
        (add_line("a", "duties", "x"), OperationError::DuplicateLine(line("a"))),
        (add_section("duties"), OperationError::DuplicateSection(section("duties"))),
        (set_text("a", &long), OperationError::TooLong { max: LINE_MAX_BYTES }),
        (Operation::SetFact { key: FactKey::Title, value: "x".repeat(301) }, OperationError::TooLong { max: 300 }),
    ];
    for (operation, error) in refused {
        assert_eq!(draft.apply(&operation, 5), Err(error));
        let together = [set_text("a", "changed"), operation];
        assert!(draft.apply_all(&together, 5).is_err());
    }
    assert_eq!(draft.encode(), before);
}

#[test]
fn a_draft_has_room_for_four_hundred_lines() {
    let mut draft = Team::of(1).drafts.remove(0);
    for index in 2..LINES_MAX {
        draft.apply(&add_line(&format!("n{index}"), "duties", "x"), index as u64).unwrap();
    }
    assert_eq!(draft.apply(&add_line("more", "duties", "x"), 5), Err(OperationError::TooManyLines));
}

#[test]
fn two_people_type_in_one_line_and_both_are_kept() {
    let mut team = Team::of(2);
    team.does(0, set_text("a", "Build REST APIs")).does(1, set_text("a", "Build APIs in Rust")).share();
    assert_eq!(texts(&team.snapshot())[0], "Build REST APIs in Rust");
}

#[test]
fn a_line_moved_by_two_people_is_there_once_and_keeps_what_a_third_types() {
    let mut team = Team::of(3);
    team.does(0, add_section("other")).share();
    team.does(0, move_line("a", "other", None))
        .does(1, move_line("a", "duties", None))
        .does(2, set_text("a", "Build good APIs"))
        .share();
    let mut all = texts(&team.snapshot());
    all.sort();
    assert_eq!(all, ["Build good APIs", "Run them"]);
}

#[test]
fn a_move_and_a_level_and_a_rename_made_at_once_all_survive() {
    let mut team = Team::of(2);
    team.does(0, move_line("a", "duties", None))
        .does(1, Operation::SetLevel { id: line("a"), level: Some(Level::Basic) })
        .does(0, add_section("other"))
        .share();
    team.does(0, Operation::RenameSection { id: section("duties"), heading: "Renamed".into() })
        .does(1, Operation::MoveSection { id: section("duties"), before: None })
        .share();
    let snapshot = team.snapshot();
    assert_eq!(texts(&snapshot), ["Run them", "Build APIs"]);
    assert_eq!(snapshot.line(&line("a")).unwrap().1.level, Some(Level::Basic));
    assert_eq!(snapshot.sections[1].heading, "Renamed");
}

#[test]
fn two_people_who_insert_at_one_place_get_both_lines() {
    let mut team = Team::of(2);
    team.random = 7;
    team.does(0, add_line("c", "duties", "c")).does(1, add_line("d", "duties", "d")).share();
    assert_eq!(team.snapshot().lines().count(), 4);
}

#[test]
fn what_is_typed_into_a_line_that_somebody_removes_comes_back_with_it() {
    let mut team = Team::of(2);
    team.does(0, Operation::RemoveLine { id: line("a") }).does(1, set_text("a", "Build good APIs")).share();
    assert_eq!(texts(&team.snapshot()), ["Run them"]);
    team.does(0, Operation::RestoreLine { id: line("a") });
    assert_eq!(texts(&team.snapshot()), ["Build good APIs", "Run them"]);
}

#[test]
fn undo_takes_back_only_ones_own_edits() {
    let mut team = Team::of(2);
    team.does(0, set_text("a", "Build REST APIs")).share();
    team.does(1, set_text("a", "Build REST APIs in Rust")).does(1, set_text("b", "Operate them")).share();
    assert!(team.drafts[0].undo().is_some());
    assert_eq!(texts(&team.share().snapshot()), ["Build APIs in Rust", "Operate them"]);
    assert!(team.drafts[0].undo().is_none());
    assert!(team.drafts[0].redo().is_some());
    assert_eq!(texts(&team.share().snapshot()), ["Build REST APIs in Rust", "Operate them"]);
}

#[test]
fn undo_of_a_move_leaves_alone_where_another_put_it_later() {
    let mut team = Team::of(2);
    team.does(0, add_section("other")).share();
    team.does(0, move_line("a", "other", None)).share();
    team.does(1, move_line("a", "duties", None)).share();
    let _ = team.drafts[0].undo();
    assert_eq!(texts(&team.share().snapshot()), ["Run them", "Build APIs"]);
}

#[test]
fn undo_of_an_added_line_keeps_what_another_typed_into_it() {
    let mut team = Team::of(2);
    team.does(0, add_line("c", "duties", "mine")).share();
    team.does(1, set_text("c", "mine and yours")).share();
    assert!(team.drafts[0].undo().is_some());
    assert_eq!(texts(&team.share().snapshot()), ["Build APIs", "Run them"]);
    assert!(team.drafts[0].redo().is_some());
    assert_eq!(texts(&team.share().snapshot())[2], "mine and yours");
}

#[test]
fn typing_is_one_step_until_it_is_closed() {
    let mut team = Team::of(1);
    team.does(0, set_text("a", "x")).does(0, set_text("a", "xy"));
    team.drafts[0].close_undo_step();
    team.does(0, set_text("a", "xyz")).does(0, set_text("b", "other line"));
    let mut after_undo = || {
        let _ = team.drafts[0].undo();
        texts(&team.drafts[0].snapshot())
    };
    assert_eq!(after_undo(), ["xyz", "Run them"]);
    assert_eq!(after_undo(), ["xy", "Run them"]);
    assert_eq!(after_undo(), ["Build APIs", "Run them"]);
    assert!(!team.drafts[0].can_undo() && team.drafts[0].can_redo());
}

#[test]
fn forgotten_steps_can_not_be_undone() {
    let mut team = Team::of(1);
    team.does(0, set_text("a", "x")).does(0, set_text("b", "y"));
    let _ = team.drafts[0].undo();
    team.drafts[0].forget_undo_steps();
    assert!(!team.drafts[0].can_undo() && !team.drafts[0].can_redo());
    assert_eq!(texts(&team.does(0, set_text("b", "z")).snapshot()), ["x", "z"]);
}

#[test]
fn a_register_that_two_people_wrote_at_once_never_vanishes_by_undo() {
    for winner in 0..2 {
        let mut team = Team::of(2);
        team.does(0, Operation::RemoveLine { id: line("a") })
            .does(1, move_line("a", "duties", None))
            .does(0, Operation::SetFact { key: FactKey::Title, value: "One".into() })
            .does(1, Operation::SetFact { key: FactKey::Title, value: "Two".into() })
            .share();
        while team.drafts[winner].undo().is_some() {}
        team.share();
        while team.drafts[winner].redo().is_some() {}
        team.share().does(0, Operation::RestoreLine { id: line("a") }).share();
        assert_eq!(team.snapshot().lines().count(), 2);
    }
}

#[test]
fn several_operations_together_are_one_step() {
    let mut team = Team::of(1);
    let before = team.snapshot();
    let operations =
        [add_section("other"), add_line("c", "other", "x"), move_line("a", "other", None), set_text("c", "xy")];
    team.drafts[0].apply_all(&operations, 3).unwrap();
    assert_eq!(texts(&team.snapshot()), ["Run them", "xy", "Build APIs"]);
    assert!(team.drafts[0].undo().is_some());
    assert_eq!(team.snapshot(), before);
    assert!(team.drafts[0].redo().is_some());
    assert_eq!(texts(&team.snapshot()), ["Run them", "xy", "Build APIs"]);
}

#[test]
fn a_line_is_the_librarys_until_its_wording_differs_and_again_when_it_is_taken_back() {
    let mut team = Team::of(1);
    team.does(0, add_library_line("c", "Design schemas"));
    let origin = |team: &Team| team.snapshot().line(&line("c")).unwrap().1.origin;
    assert_eq!(origin(&team), Origin::Library { source: source() });
    team.does(0, set_text("c", "Design good schemas"));
    assert_eq!(origin(&team), Origin::Override { source: source() });
    team.does(0, Operation::TakeSource { id: line("c"), source: source(), text: "Design schemas".into() });
    assert_eq!(origin(&team), Origin::Library { source: source() });
}

#[test]
fn a_clone_says_the_same_under_new_ids() {
    let mut team = Team::of(1);
    team.does(0, add_library_line("c", "Design schemas"))
        .does(0, add_library_line("d", "Design queries"))
        .does(0, set_text("d", "Design fast queries"))
        .does(0, Operation::SetFact { key: FactKey::Title, value: "Developer".into() });
    let parts = team.drafts[0].parts();
    let mut random = 0;
    let clone = Draft::from_parts(ClientId(5), &parts.sections, &parts.facts, || {
        random += 1;
        random
    });
    let clone = clone.unwrap();
    assert_eq!(clone.parts(), parts);
    let (old, new) = (team.snapshot(), clone.snapshot());
    assert!(old.lines().zip(new.lines()).all(|((_, old), (_, new))| old.id != new.id && old.origin == new.origin));
    assert_eq!(Draft::load(ClientId(6), &clone.encode()).unwrap().snapshot(), new);
}

#[test]
fn a_locked_section_and_its_lines_can_not_be_changed() {
    let mut parts = Team::of(1).drafts.remove(0).parts();
    parts.sections[0].locked = true;
    let mut draft = Draft::from_parts(ClientId(5), &parts.sections, &parts.facts, {
        let mut random = 77;
        move || {
            random += 1;
            random
        }
    })
    .unwrap();
    let snapshot = draft.snapshot();
    let (locked, inside) = (snapshot.sections[0].id.clone(), snapshot.sections[0].lines[0].id.clone());
    draft.apply(&add_section("free"), 8).unwrap();
    draft.apply(&add_line("c", "free", "x"), 9).unwrap();
    let operations = [
        Operation::RenameSection { id: locked.clone(), heading: "x".into() },
        Operation::RemoveSection { id: locked.clone() },
        Operation::MoveSection { id: locked.clone(), before: None },
        Operation::SetText { id: inside.clone(), text: "x".into() },
        Operation::RemoveLine { id: inside.clone() },
        Operation::MoveLine { id: inside, section: section("free"), before: None },
        Operation::MoveLine { id: line("c"), section: locked.clone(), before: None },
    ];
    for operation in operations {
        assert_eq!(draft.apply(&operation, 4), Err(OperationError::Locked(locked.clone())), "{operation:?}");
    }
}

#[test]
fn an_update_without_its_predecessor_is_refused_and_changes_nothing() {
    let mut team = Team::of(2);
    let first = team.drafts[0].apply(&set_text("a", "one"), 1).unwrap();
    let second = team.drafts[0].apply(&set_text("a", "one two"), 2).unwrap();
    let before = team.drafts[1].encode();
    assert_eq!(team.drafts[1].merge(&second), Err(Damaged::Gap));
    assert_eq!(team.drafts[1].encode(), before);
    assert_eq!(team.drafts[1].merge(&first), Ok(true));
    assert_eq!(team.drafts[1].merge(&second), Ok(true));
    assert_eq!(team.drafts[1].merge(&second), Ok(false));
}

#[test]
fn offsets_past_the_end_or_inside_an_emoji_do_no_harm() {
    let mut team = Team::of(1);
    let splice = |at, remove, insert: &str| Operation::SpliceText { id: line("a"), at, remove, insert: insert.into() };
    team.does(0, set_text("a", "a😀b")).does(0, splice(2, 0, "-"));
    assert_eq!(texts(&team.snapshot())[0], "a-😀b");
    team.does(0, splice(3, 1, "")).does(0, splice(900, u32::MAX, "!"));
    assert_eq!(texts(&team.snapshot())[0], "a-b!");
}

#[test]
fn no_state_vector_makes_the_difference_panic() {
    let mut team = Team::of(1);
    team.does(0, set_text("a", "😀 words 😀"))
        .does(0, Operation::SpliceText { id: line("a"), at: 3, remove: 2, insert: "😀x".into() })
        .does(0, Operation::SetFact { key: FactKey::Title, value: "x".into() });
    for (client, clock) in (0..80).flat_map(|clock| [(1, clock), (10, clock)]) {
        let difference = team.drafts[0].changes_since(&[1, client, clock]).unwrap();
        assert!(!difference.is_empty());
    }
    for nonsense in [&[5][..], &[0xff, 0xff, 0xff, 0xff, 0x0f], &[1, 10, 200], &[1, 10, 3, 0]] {
        assert_eq!(team.drafts[0].changes_since(nonsense), Err(Damaged::Unreadable));
    }
}

#[test]
fn rebalancing_keeps_the_order_and_is_nobodys_edit() {
    let mut team = Team::of(2);
    for index in 0..120 {
        team.does(
            0,
            Operation::AddLine {
                id: line(&format!("n{index}")),
                section: section("duties"),
                before: Some(line("b")),
                text: index.to_string(),
                source: None,
                requirement: Requirement::Plain,
                level: None,
            },
        );
    }
    let before = team.snapshot();
    assert!(!team.drafts[1].rebalance(1).is_empty() || !team.share().drafts[1].rebalance(1).is_empty());
    assert!(team.drafts[1].rebalance(2).is_empty() && !team.drafts[1].can_undo());
    assert_eq!(team.share().snapshot(), before);
}

#[test]
fn a_draft_can_be_sent_between_threads() {
    fn is_send<T: Send>() {}
    is_send::<Draft>();
}
