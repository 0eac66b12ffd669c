//! Which of two items that match alike comes first, for whom.

use uuid::Uuid;

use super::*;
use crate::{
    ids::{LineId, SectionId},
    library::search::Index,
    posting::{FactKey, Facts, ItemRef, Line, Origin, Requirement, Section, SectionKind},
};

/// Name, synonyms, tags, seniorities. All of them match `build` alike.
const ITEMS: &[(&str, &str, &str, &[Seniority])] = &[
    ("Java", "jvm", "language", &[]),
    ("Build anything", "", "delivery", &[]),
    ("Build tables", "", "language", &[]),
    ("Build beans", "java framework", "web", &[]),
    ("Build trust", "", "people", &[Seniority::Senior]),
    ("Build habits", "", "people", &[Seniority::Junior, Seniority::Mid]),
    ("Build bridges", "", "people", &[]),
];

fn id(number: usize) -> ItemId {
    ItemId(Uuid::from_u128(number as u128 + 1))
}

fn items() -> Vec<IndexItem> {
    let list = |text: &str| text.split(", ").filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let item = |(number, (name, synonyms, tags, seniority)): (usize, &(&str, &str, &str, &[Seniority]))| IndexItem {
        id: id(number),
        slug: String::new(),
        name: (*name).to_owned(),
        body: String::new(),
        kind: ItemKind::Skill,
        group: String::new(),
        tags: list(tags),
        synonyms: list(synonyms),
        requirement: Requirement::Plain,
        level: None,
        seniority: seniority.to_vec(),
        version: 1,
        used: 0,
        section: SectionKind::RequiredSkills,
    };
    ITEMS.iter().enumerate().map(item).collect()
}

fn posting(seniority: &str, standing: &[usize]) -> Snapshot {
    let mut facts = Facts::default();
    facts.set(FactKey::Seniority, seniority);
    let line = |number: &usize| Line {
        id: LineId::from_random(*number as u64),
        text: "words".to_owned(),
        origin: Origin::Override { source: ItemRef { item: id(*number), version: 1 } },
        requirement: Requirement::Plain,
        level: None,
    };
    let section = Section {
        id: SectionId::from_random(1),
        kind: SectionKind::RequiredSkills,
        heading: String::new(),
        locked: false,
        lines: standing.iter().map(line).collect(),
    };
    Snapshot { facts, sections: vec![section] }
}

/// What a search in the posting finds, best first.
fn found(query: &str, said: &Snapshot, team: &[usize]) -> Vec<&'static str> {
    let items = items();
    let team: Vec<ItemId> = team.iter().map(|number| id(*number)).collect();
    let fit = Fit::of(said, &items, &team);
    let index = Index::build(items.iter().map(IndexItem::entry));
    let hits = index.search_for(query, items.len(), &|entry| fit.with(&items[entry]));
    hits.into_iter().map(|hit| ITEMS[hit.entry].0).collect()
}

#[test]
fn of_items_that_match_alike_the_one_that_fits_comes_first() {
    for (seniority, standing, team, first) in [
        ("", &[][..], &[][..], "Build beans"),
        ("", &[], &[2], "Build tables"),
        ("", &[0], &[], "Build beans"),
        ("senior", &[], &[], "Build trust"),
        ("junior", &[], &[], "Build habits"),
        ("senior", &[0], &[], "Build beans"),
        ("", &[0, 3], &[], "Build tables"),
        ("senior", &[], &[6], "Build bridges"),
    ] {
        let found = found("build", &posting(seniority, standing), team);
        assert_eq!(found.first(), Some(&first), "{seniority} {standing:?} {team:?}: {found:?}");
    }
}

#[test]
fn what_stands_in_the_posting_already_does_not_fit_again() {
    let (items, said) = (items(), posting("", &[0]));
    let fit = Fit::of(&said, &items, &[id(0), id(1)]);
    assert_eq!((fit.with(&items[0]), fit.with(&items[1])), (0, WHOLE));
}

#[test]
fn without_a_query_everything_is_there_as_it_fits() {
    let found = found(" ", &posting("senior", &[]), &[5]);
    assert_eq!(found.len(), ITEMS.len());
    assert_eq!(found[..4], ["Build trust", "Build habits", "Java", "Build anything"]);
}

#[test]
fn nothing_fits_better_than_the_most() {
    let items = items();
    let fits =
        |item| Fit::of(&posting("senior", &[0]), &items, &(0..ITEMS.len()).map(id).collect::<Vec<_>>()).with(item);
    assert!(items.iter().all(|item| fits(item) <= FIT_MAX));
    assert_eq!(fits(&items[3]), WHOLE + WHOLE + HALF);
}
