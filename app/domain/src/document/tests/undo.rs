//! Undo and redo: one's own edits, step by step, and never what others wrote.

use super::*;

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
fn typing_is_one_step_however_the_editor_hands_it_over() {
    let mut team = Team::of(2);
    let before = texts(&team.snapshot());
    for text in ["Build APIs.", "Build APIs. ", "Build APIs. N", "Build APIs. No"] {
        team.drafts[0].apply_all(&[set_text("a", text)], 3).unwrap();
        team.does(1, set_text("b", &format!("{text}!"))).share();
    }
    assert!(team.drafts[0].undo().is_some());
    assert_eq!(texts(&team.share().snapshot()), [before[0].clone(), "Build APIs. No!".to_owned()]);
}

/// What nobody can tell apart from two people who write the same words.
#[test]
fn words_that_two_deleted_at_once_come_back_for_each_who_takes_it_back() {
    let mut team = Team::of(2);
    let cut = Operation::SpliceText { id: line("a"), at: 5, remove: 5, insert: String::new() };
    team.does(0, cut.clone()).does(1, cut).share();
    assert!(team.drafts[0].undo().is_some());
    assert_eq!(texts(&team.share().snapshot())[0], "Build APIs");
    assert!(team.drafts[1].undo().is_some());
    assert_eq!(texts(&team.share().snapshot())[0], "Build APIs APIs");
}
