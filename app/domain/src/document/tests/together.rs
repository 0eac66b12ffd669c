//! Several people edit: what is made at once survives, and what can not be merged is refused.

use super::*;

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
