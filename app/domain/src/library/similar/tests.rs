//! What is alike, and what is nearly the same.

use super::*;

const ITEMS: &[(&str, &str, &[&str])] = &[
    (
        "PostgreSQL",
        "PostgreSQL: you use its types, indexes and transactions to keep data right and queries fast.",
        &["postgres"],
    ),
    (
        "Query tuning",
        "Find the slow queries, learn why they are slow, and make them fast again.",
        &["slow queries", "sql tuning"],
    ),
    (
        "Code review",
        "Review the changes of your teammates with care, and explain what you would do differently and why.",
        &["peer review"],
    ),
    ("Git", "Git: you commit in small steps, work with branches and merge without drama.", &["github"]),
    ("Mentoring", "Help colleagues grow through pair work, kind reviews and clear advice.", &["coaching"]),
];

fn index() -> Similar {
    Similar::build(ITEMS.iter().map(|(name, body, synonyms)| Said {
        name: (*name).into(),
        body: (*body).into(),
        synonyms: synonyms.iter().map(|synonym| (*synonym).into()).collect(),
    }))
}

#[test]
fn the_item_that_a_text_may_be_comes_first() {
    let index = index();
    for (text, name) in [
        ("Find slow queries and make them fast again", "Query tuning"),
        ("Experience with PostgreSQL", "PostgreSQL"),
        ("Postgres", "PostgreSQL"),
        ("Review changes of teammates with care", "Code review"),
        ("You use GitHub every day", "Git"),
        ("Coaching of juniors", "Mentoring"),
    ] {
        let found = index.like(text, 3);
        assert_eq!(found.first().map(|first| ITEMS[first.entry].0), Some(name), "{text}: {found:?}");
    }
}

#[test]
fn near_duplicates_are_noticed_by_their_line_or_their_name() {
    let index = index();
    for (name, body, known) in [
        ("Speedy queries", "Find slow queries, learn why they are slow and make them fast.", Some("Query tuning")),
        ("Peer reviews", "Read what others wrote.", Some("Code review")),
        ("PostgreSQL", "You like it.", Some("PostgreSQL")),
        ("Bread", "Bake bread every morning, and share it.", None),
        ("", "", None),
        ("Git hosting", "Keep our own server for repositories running.", None),
    ] {
        let found = index.near_duplicates(name, body, 3);
        assert_eq!(found.first().map(|first| ITEMS[first.entry].0), known, "{name}: {found:?}");
    }
}

#[test]
fn the_same_words_are_wholly_alike_and_other_words_are_not() {
    let index = index();
    for (place, (_, body, _)) in ITEMS.iter().enumerate() {
        let first = index.like(&body.to_uppercase(), 1)[0];
        assert!((first.entry, first.wording) == (place, 1.0), "{body}");
    }
    assert!(index.like("Bake bread", 5).iter().all(|found| found.wording < 0.3 && found.name == 0.0));
    assert!(index.like("", 5).is_empty() && Similar::build([]).like("anything", 5).is_empty());
}
