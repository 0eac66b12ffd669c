//! What is refused, what is gained, and that it is given back.

use uuid::Uuid;

use super::*;
use crate::library::WordingForm;

fn wording(name: &str, synonyms: &str, tags: &str) -> Wording {
    let form = WordingForm {
        name: name.into(),
        body: format!("You know {name}."),
        synonyms: synonyms.into(),
        tags: tags.into(),
        ..WordingForm::default()
    };
    form.read(None).unwrap()
}

fn twin(id: u128, wording: &Wording) -> Twin<'_> {
    let (kind, status) = (ItemKind::Skill, ItemStatus::Published);
    Twin { id: ItemId(Uuid::from_u128(id)), kind, status, is_ahead: false, wording }
}

#[test]
fn only_two_items_of_one_kind_in_use_become_one() {
    let (git, tool) = (wording("Git", "", ""), wording("git tool", "", ""));
    let (gone, stays) = (twin(1, &git), twin(2, &tool));
    assert!(may_merge(&gone, &stays).is_ok());
    assert!(may_merge(&Twin { status: ItemStatus::Deprecated, ..gone }, &stays).is_ok());
    assert!(may_merge(&Twin { is_ahead: true, ..gone }, &stays).is_ok());
    let why = |gone: Twin<'_>, stays: Twin<'_>| may_merge(&gone, &stays).unwrap_err().to_string();
    for (gone, stays, said) in [
        (gone, gone, "into itself"),
        (gone, Twin { kind: ItemKind::Benefit, ..stays }, "“Git” is a skill and “git tool” a benefit."),
        (Twin { status: ItemStatus::Draft, ..gone }, stays, "“Git” was never published"),
        (gone, Twin { status: ItemStatus::Draft, ..stays }, "“git tool” was never published"),
        (Twin { status: ItemStatus::Merged, ..gone }, stays, "“Git” was merged into another item already."),
        (gone, Twin { status: ItemStatus::Merged, ..stays }, "“git tool” was merged into another item already."),
        (gone, Twin { status: ItemStatus::Deprecated, ..stays }, "“git tool” is deprecated."),
        (gone, Twin { status: ItemStatus::Archived, ..stays }, "“git tool” is archived."),
        (gone, Twin { is_ahead: true, ..stays }, "A draft version of “git tool” lies ahead"),
    ] {
        let sentence = why(gone, stays);
        assert!(sentence.contains(said), "{sentence}");
    }
}

#[test]
fn the_one_that_stays_gains_what_it_has_not() {
    let gone = wording("Postgres", "PG, postgresql server", "sql, data");
    let stays = wording("PostgreSQL", "pg, Elephant", "data, web");
    let gains = Gains::of(&gone, &stays).unwrap();
    assert_eq!(gains.synonyms, ["Postgres", "postgresql server"], "PG is known in another case");
    assert_eq!(gains.tags, ["sql"]);
    let after = gains.added_to(&stays);
    assert!(after.errors().is_empty());
    assert_eq!(gains.taken_from(&after), stays);
    let edited = Wording { body: "Other words.".into(), tags: vec!["sql".into(), "new".into()], ..after };
    let back = gains.taken_from(&edited);
    assert_eq!(
        (back.body.as_str(), back.tags, back.synonyms),
        ("Other words.", vec!["new".to_owned()], stays.synonyms.clone())
    );
    assert!(Gains::of(&stays, &stays).unwrap().is_empty());
}

#[test]
fn names_that_have_no_room_are_told_and_tags_are_left_out() {
    let many = (0..SYNONYMS_MAX).map(|n| format!("name {n}")).collect::<Vec<_>>().join(", ");
    let full = wording("Full", &many, "");
    let one = wording("One", "", "");
    assert_eq!(Gains::of(&one, &full), Err(MergeError::TooManySynonyms("Full".into())));
    let long = wording(&"x".repeat(LABEL_MAX_CHARS + 1), "", "");
    assert!(matches!(Gains::of(&long, &one), Err(MergeError::NameTooLong(_))));
    let tags = |from: usize| (from..from + TAGS_MAX).map(|n| format!("t{n}")).collect::<Vec<_>>().join(", ");
    let gains = Gains::of(&wording("A", "", &tags(0)), &wording("B", "", &tags(6))).unwrap();
    assert!(gains.tags.is_empty());
}

#[test]
fn what_another_merged_item_brings_as_well_stays_with_that_one() {
    let stays = wording("C", "", "");
    let (one, other) = (wording("A", "same, one", "t, u"), wording("B", "Same, other", "u"));
    let by_one = Gains::of(&one, &stays).unwrap();
    let by_other = Gains::of(&other, &by_one.added_to(&stays)).unwrap();
    assert_eq!(by_other.synonyms, ["B", "other"]);
    let (shared, own) = by_one.shared_with(&other);
    assert_eq!(
        (shared.synonyms.as_slice(), own.synonyms.as_slice()),
        (["same".to_owned()].as_slice(), ["A", "one"].map(str::to_owned).as_slice())
    );
    assert_eq!(
        (shared.tags.as_slice(), own.tags.as_slice()),
        (["u".to_owned()].as_slice(), ["t".to_owned()].as_slice())
    );
    assert_eq!(by_other.and(shared).synonyms, ["B", "other", "same"]);
}

#[test]
fn a_merge_is_undone_while_the_other_item_stands() {
    let gains = Gains { tags: vec!["t".into()], ..Gains::default() };
    for (status, gains, fine) in [
        (ItemStatus::Published, &gains, true),
        (ItemStatus::Deprecated, &gains, false),
        (ItemStatus::Deprecated, &Gains::default(), true),
        (ItemStatus::Merged, &Gains::default(), false),
    ] {
        assert_eq!(may_undo(status, "B", gains).is_ok(), fine, "{status}");
    }
}
