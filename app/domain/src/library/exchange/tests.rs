//! What rows do, and that what is written is read as it was.

use proptest::prelude::*;

use super::*;
use crate::spreadsheet::{armoured, unarmoured};

fn row(cells: &[(Column, &str)]) -> ExchangeRow {
    let mut row = ExchangeRow::default();
    cells.iter().for_each(|(column, text)| row.set(*column, (*text).to_owned()));
    row
}

fn bread() -> Wording {
    let form = WordingForm {
        name: "Bread".into(),
        body: "We offer bread.".into(),
        tags: "food".into(),
        ..WordingForm::default()
    };
    form.read(None).unwrap()
}

fn known(status: ItemStatus, wording: &Wording) -> KnownItem<'_> {
    KnownItem { kind: ItemKind::Benefit, group: "", status, shown: wording, newest: wording, merged_into: None }
}

fn fields(verdict: Result<Verdict, Vec<FieldError>>) -> Vec<String> {
    verdict.err().unwrap_or_default().into_iter().map(|error| error.field).collect()
}

#[test]
fn a_new_row_is_published_or_a_draft_as_the_form_and_its_state_say() {
    for (state, publishes, drafted) in [
        ("", true, false),
        ("", false, true),
        ("published", true, false),
        ("draft", true, true),
        ("published", false, true),
    ] {
        let cells = [(Column::Kind, "benefit"), (Column::Name, "Bread"), (Column::Body, "x"), (Column::State, state)];
        match row(&cells).judge(None, publishes).unwrap() {
            Verdict::Create { slug, is_draft, .. } => {
                assert_eq!((slug.as_str(), is_draft), ("bread", drafted), "{state}")
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_new_row_is_rejected_with_every_reason() {
    for (cells, wrong) in [
        (vec![], vec!["slug", "kind", "name", "body"]),
        (vec![(Column::Kind, "benifit"), (Column::Name, "Bread"), (Column::Body, "x")], vec!["kind"]),
        (vec![(Column::Kind, "skill"), (Column::Name, "Bread"), (Column::Body, "x")], vec!["group"]),
        (
            vec![(Column::Kind, "benefit"), (Column::Group, "pay"), (Column::Name, "B"), (Column::Body, "x")],
            vec!["group"],
        ),
        (
            vec![(Column::Kind, "benefit"), (Column::Slug, "A b"), (Column::Name, "B"), (Column::Body, "x")],
            vec!["slug"],
        ),
        (
            vec![(Column::Kind, "benefit"), (Column::Slug, "new"), (Column::Name, "B"), (Column::Body, "x")],
            vec!["slug"],
        ),
        (vec![(Column::Kind, "benefit"), (Column::Name, "Б"), (Column::Body, "x")], vec!["slug"]),
        (
            vec![(Column::Kind, "benefit"), (Column::Name, "B"), (Column::Body, "x"), (Column::State, "deprecated")],
            vec!["state"],
        ),
        (
            vec![(Column::Kind, "benefit"), (Column::Name, "B"), (Column::Body, "x"), (Column::State, "so so")],
            vec!["state"],
        ),
        (
            vec![(Column::Kind, "benefit"), (Column::Name, "B"), (Column::Body, "x"), (Column::Level, "guru")],
            vec!["level"],
        ),
    ] {
        assert_eq!(fields(row(&cells).judge(None, true)), wrong, "{cells:?}");
    }
}

/// The sentence about one column of a new row with these cells.
fn said(column: Column, text: &str) -> String {
    let mut cells = vec![(Column::Kind, "benefit"), (Column::Name, "Bread"), (Column::Body, "x")];
    cells.retain(|(known, _)| *known != column);
    cells.push((column, text));
    let errors = row(&cells).judge(None, true).unwrap_err();
    let [only] = errors.as_slice() else { panic!("{errors:?}") };
    assert_eq!(only.field, column.word());
    only.message.clone()
}

#[test]
fn a_rejection_names_the_value_and_what_is_allowed() {
    let (name, tags) = ("n".repeat(121), "t, ".repeat(70_000));
    let many: String = (0..13).map(|n| format!("tag {n}, ")).collect();
    for (column, text, sentence) in [
        (Column::Level, " guru", "“guru” is none of basic, working, advanced, expert."),
        (Column::Requirement, "must", "“must” is none of plain, required, preferred."),
        (Column::Seniority, "mid, principal", "“principal” is none of junior, mid, senior."),
        (Column::Seniority, "chief; principal, chief", "“chief”, “principal” are none of junior, mid, senior."),
        (Column::State, "gone", "“gone” is none of draft, proposed, published, deprecated, archived, merged."),
        (Column::Kind, "benifit", "“benifit” is no kind. There are responsibility, skill,"),
        (Column::Group, "pay", "“pay” is too much: benefits have no groups."),
        (Column::Slug, "A b", "“A b” is no slug. It has lower case letters"),
        (Column::Name, &name, "nnn…” has 121 characters. Keep the name under 120 characters."),
        (Column::Body, " \u{200b}", "It is empty. Write the line as a posting should show it."),
        (Column::Tags, &many, "It has 13. Keep it to 12 tags of at most 60 characters each."),
        (Column::Tags, &name, "nnn…” has 121 characters. Keep it to 12 tags"),
        (Column::Taxonomy, "onet", "“onet” is no reference."),
    ] {
        let said = said(column, text);
        assert!(said.contains(sentence), "{column}: {said}");
    }
    assert_eq!(said(Column::Seniority, &tags), "“t” is none of junior, mid, senior.");
    let bare = row(&[(Column::Kind, "benefit"), (Column::Slug, "bread"), (Column::Name, "Bread")]);
    let errors = bare.judge(None, true).unwrap_err();
    assert_eq!(errors[0].message, "It is missing. Write the line as a posting should show it.");
}

#[test]
fn a_change_says_which_columns_become_others() {
    let (bread, rye) = (bread(), Wording { body: "Rye.".into(), ..bread() });
    let changes =
        |cells: &[(Column, &str)], item: &KnownItem<'_>| row(cells).judge(Some(item), true).unwrap().changes(item);
    let item = known(ItemStatus::Published, &bread);
    let cells =
        [(Column::Name, "Bread"), (Column::Body, "Rye."), (Column::Tags, "food, rye"), (Column::Level, "expert")];
    assert_eq!(changes(&cells, &item), [Column::Body, Column::Tags, Column::Level]);
    assert!(changes(&[(Column::Slug, "bread")], &item).is_empty(), "it is kept");
    let ahead = KnownItem { newest: &rye, ..item };
    assert_eq!(changes(&[(Column::Body, "Rye.")], &ahead), [Column::Body], "the draft that is there");
    assert_eq!(changes(&[], &known(ItemStatus::Draft, &bread)), [Column::State]);
}

#[test]
fn a_known_row_changes_what_its_file_has_and_nothing_else() {
    let bread = bread();
    let item = known(ItemStatus::Published, &bread);
    let judge = |cells: &[(Column, &str)], publishes| row(cells).judge(Some(&item), publishes).unwrap();
    assert_eq!(judge(&[(Column::Slug, "bread")], true), Verdict::Keep);
    assert_eq!(judge(&[(Column::Body, "  We offer\n bread. "), (Column::Kind, "benefit")], true), Verdict::Keep);
    let rye = Wording { body: "Rye.".into(), ..bread.clone() };
    for publishes in [true, false] {
        let changed = Verdict::Change { wording: rye.clone(), publishes };
        assert_eq!(judge(&[(Column::Body, "Rye.")], publishes), changed);
    }
    let Verdict::Change { wording, .. } = judge(&[(Column::Tags, "")], true) else { panic!() };
    assert!(wording.tags.is_empty(), "an empty cell empties");
}

#[test]
fn a_draft_that_says_so_already_is_published_or_kept() {
    let (bread, rye) = (bread(), Wording { body: "Rye.".into(), ..bread() });
    let ahead = KnownItem { newest: &rye, ..known(ItemStatus::Published, &bread) };
    let says = row(&[(Column::Body, "Rye.")]);
    assert_eq!(says.judge(Some(&ahead), true), Ok(Verdict::Publish));
    assert_eq!(says.judge(Some(&ahead), false), Ok(Verdict::Keep));
    assert_eq!(row(&[]).judge(Some(&ahead), true), Ok(Verdict::Keep), "what is published says so already");
    let draft = known(ItemStatus::Draft, &bread);
    assert_eq!(row(&[]).judge(Some(&draft), true), Ok(Verdict::Publish));
    assert_eq!(row(&[(Column::State, "draft")]).judge(Some(&draft), true), Ok(Verdict::Keep));
}

#[test]
fn what_an_item_is_and_where_it_stands_no_file_changes() {
    let bread = bread();
    let item = known(ItemStatus::Published, &bread);
    assert_eq!(fields(row(&[(Column::Kind, "skill")]).judge(Some(&item), true)), ["kind"]);
    assert_eq!(fields(row(&[(Column::Group, "pay")]).judge(Some(&item), true)), ["group"]);
    let retired = known(ItemStatus::Deprecated, &bread);
    assert_eq!(row(&[(Column::State, "published")]).judge(Some(&retired), true), Ok(Verdict::Keep));
    assert_eq!(fields(row(&[(Column::Body, "Rye.")]).judge(Some(&retired), true)), ["state"]);
}

/// What people paste, and what attackers do.
fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<String>(),
        Just("=HYPERLINK(\"http://evil\")".to_owned()),
        Just("'".to_owned()),
        Just("'=1+1".to_owned()),
        Just("＋1".to_owned()),
        Just("\"a\",b;c\r\nd".to_owned()),
        Just("\u{0}\u{202e}\u{feff}\u{200b}".to_owned()),
        Just("H\u{331} İ a\u{200b}\u{301}".to_owned()),
        Just("שלום _x0041_ <b>&amp;".to_owned()),
    ];
    proptest::collection::vec(piece, 1..4).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn armour_comes_off_as_it_went_on_and_lets_no_formula_through(text in nasty()) {
        let cell = armoured(&text);
        prop_assert_eq!(unarmoured(&cell), text.as_str());
        prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']));
    }

    #[test]
    fn the_row_of_an_item_changes_nothing(
        name in nasty(), body in nasty(), guidance in nasty(), synonyms in nasty(), tags in nasty(), sources in nasty(),
    ) {
        let form = WordingForm {
            name, body, guidance, synonyms, tags,
            seniority: vec!["senior".into(), "junior".into()],
            taxonomy: Some("onet 1 https://a.example\nown b c".into()),
            sources: Some(sources),
            ..WordingForm::default()
        };
        let Ok(wording) = form.read(None) else { return Ok(()) };
        prop_assert_eq!(WordingForm::of(&wording).read(None), Ok(wording.clone()), "reading twice is reading once");
        let row = ExchangeRow::of("slug", ItemKind::Benefit, "", ItemStatus::Published, &wording);
        for publishes in [true, false] {
            prop_assert_eq!(row.judge(Some(&known(ItemStatus::Published, &wording)), publishes), Ok(Verdict::Keep));
        }
        let created = row.judge(None, true);
        prop_assert_eq!(created, Ok(Verdict::Create {
            slug: "slug".into(), kind: ItemKind::Benefit, group: String::new(), wording, is_draft: false
        }));
    }
}
