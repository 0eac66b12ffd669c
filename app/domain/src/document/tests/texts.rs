//! Title, headings and prose are texts: they merge, they are undone by letters, and older drafts get them once.

use super::*;

fn title(team: &Team) -> String {
    team.snapshot().facts.get(FactKey::Title).to_owned()
}

#[test]
fn two_people_type_in_one_title_heading_or_prose_and_both_are_kept() {
    let mut team = Team::of(2);
    team.does(0, set_fact(FactKey::Title, "Developer"))
        .does(0, set_fact(FactKey::EmployerOverview, "We build grids."))
        .share()
        .does(0, set_fact(FactKey::Title, "Rust Developer"))
        .does(1, set_fact(FactKey::Title, "Developer (Berlin)"))
        .does(0, set_fact(FactKey::EmployerOverview, "We build power grids."))
        .does(1, set_fact(FactKey::EmployerOverview, "We build grids. Join us."))
        .does(0, rename("duties", "Your duties"))
        .does(1, rename("duties", "duties, daily"))
        .share();
    let snapshot = team.snapshot();
    assert_eq!(snapshot.facts.get(FactKey::Title), "Rust Developer (Berlin)");
    assert_eq!(snapshot.facts.get(FactKey::EmployerOverview), "We build power grids. Join us.");
    assert_eq!(snapshot.sections[0].heading, "Your duties, daily");
}

#[test]
fn a_fact_that_is_no_prose_is_set_as_a_whole() {
    let mut team = Team::of(2);
    team.does(0, set_fact(FactKey::BaseSalaryMinValue, "65000"))
        .does(1, set_fact(FactKey::BaseSalaryMinValue, "70000"))
        .share();
    assert!(["65000", "70000"].contains(&team.snapshot().facts.get(FactKey::BaseSalaryMinValue)));
    let splice = Operation::SpliceFact { key: FactKey::Industry, at: 3, remove: 0, insert: "Energy".to_owned() };
    team.does(0, splice.clone()).does(0, splice);
    assert_eq!(team.snapshot().facts.get(FactKey::Industry), "EneEnergyrgy");
}

#[test]
fn the_heading_of_a_section_just_added_merges_too() {
    let mut team = Team::of(2);
    team.does(0, add_section("more")).share();
    let splice =
        |at, insert: &str| Operation::SpliceHeading { id: section("more"), at, remove: 0, insert: insert.into() };
    team.does(0, splice(0, "One ")).does(1, splice(4, " two")).share();
    assert_eq!(team.snapshot().sections[1].heading, "One more two");
}

#[test]
fn typing_in_a_title_is_one_step_and_undoing_it_leaves_what_others_typed() {
    let mut team = Team::of(2);
    team.does(0, set_fact(FactKey::Title, "D"))
        .does(0, set_fact(FactKey::Title, "De"))
        .does(0, set_fact(FactKey::Title, "Dev"));
    team.share().does(1, set_fact(FactKey::Title, "Dev in Berlin")).share();
    assert!(team.drafts[0].undo().is_some());
    assert_eq!(title(team.share()), " in Berlin");
    assert!(!team.drafts[0].can_undo());
    assert!(team.drafts[0].redo().is_some());
    assert_eq!(title(team.share()), "Dev in Berlin");
    team.does(0, rename("duties", "Duties")).does(0, set_fact(FactKey::Title, "Dev in Bern"));
    assert!(team.drafts[0].undo().is_some());
    assert_eq!((title(&team), team.snapshot().sections[0].heading.as_str()), ("Dev in Berlin".to_owned(), "Duties"));
}

#[test]
fn offsets_outside_a_title_do_no_harm_and_too_long_a_one_is_refused() {
    let mut team = Team::of(1);
    let splice = |at, remove, insert: String| Operation::SpliceFact { key: FactKey::Title, at, remove, insert };
    team.does(0, splice(99, 99, "a😀b".into())).does(0, splice(2, 0, "-".into()));
    assert_eq!(title(&team), "a-😀b");
    let refused = team.drafts[0].apply(&splice(0, 0, "é".repeat(297)), 1);
    assert_eq!(refused, Err(OperationError::TooLong { max: 300 }));
    team.does(0, splice(0, 0, "é".repeat(296)));
}

#[test]
fn a_draft_of_an_earlier_version_says_and_takes_what_it_did() {
    let mut draft = older_draft();
    assert!(draft.lacks_texts());
    assert_eq!(draft.snapshot().facts.get(FactKey::Title), "Developer");
    draft.apply(&set_fact(FactKey::Title, "Engineer"), 1).unwrap();
    draft.apply(&rename("s", "About us"), 1).unwrap();
    let splice = Operation::SpliceFact { key: FactKey::Title, at: 0, remove: 0, insert: "Rust ".to_owned() };
    draft.apply(&splice, 1).unwrap();
    let snapshot = draft.snapshot();
    assert_eq!(
        (snapshot.facts.get(FactKey::Title), snapshot.sections[0].heading.as_str()),
        ("Rust Engineer", "About us")
    );
}

#[test]
fn the_server_adds_the_texts_once_with_the_words_that_are_there() {
    let mut draft = older_draft();
    draft.apply(&Operation::RemoveSection { id: section("s") }, 1).unwrap();
    let mut tab = Draft::load(ClientId(9), &draft.encode()).unwrap();
    let before = draft.snapshot();
    let update = draft.add_missing_texts();
    assert_eq!(draft.snapshot(), before);
    assert!(!draft.lacks_texts() && draft.add_missing_texts().is_empty());
    tab.merge(&update).unwrap();
    let mine = tab.apply(&set_fact(FactKey::Title, "Rust Developer"), 1).unwrap();
    draft.apply(&set_fact(FactKey::Title, "Developer, Berlin"), 1).unwrap();
    draft.merge(&mine).unwrap();
    draft.apply(&Operation::RestoreSection { id: section("s") }, 1).unwrap();
    let snapshot = draft.snapshot();
    assert_eq!(
        (snapshot.facts.get(FactKey::Title), snapshot.sections[0].heading.as_str()),
        ("Rust Developer, Berlin", "About")
    );
}

#[test]
fn a_new_draft_has_every_text_from_its_first_day() {
    let parts = Team::of(1).drafts.remove(0).parts();
    let mut random = 0;
    let bits = || {
        random += 1;
        random
    };
    let draft = Draft::from_parts(ClientId(5), &parts.sections, &parts.facts, bits).unwrap();
    assert!(!draft.lacks_texts());
}
