//! One person edits: operations, their refusals, where lines come from, clones and locks.

use super::*;

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
    assert_eq!(draft.unlock(&section("nowhere")), Err(OperationError::UnknownSection(section("nowhere"))));
    assert!(draft.unlock(&section("free")).unwrap().is_empty(), "there is nothing to unlock");
    let mut other = Draft::load(ClientId(6), &draft.encode()).unwrap();
    let update = draft.unlock(&locked).unwrap();
    other.merge(&update).unwrap();
    let lines = snapshot.sections[0].lines.clone();
    for draft in [&mut draft, &mut other] {
        let open = draft.snapshot().section(&locked).cloned().unwrap();
        assert_eq!((open.locked, &open.lines), (false, &lines), "its words stay");
        draft.apply(&Operation::RenameSection { id: locked.clone(), heading: "x".into() }, 4).unwrap();
    }
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
