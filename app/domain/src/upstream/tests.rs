//! What each answer does to a line.

use time::{Duration, macros::date};
use uuid::Uuid;

use super::*;
use crate::{
    ids::{ItemId, LineId, PostingId},
    posting::{Origin, Requirement, Unknown},
};

const OLD: &str = "You write tests.";
const NEW: &str = "You write tests first.";

fn version(item: u128, version: u32) -> ItemRef {
    ItemRef { item: ItemId(Uuid::from_u128(item)), version }
}

fn line(text: &str, origin: Origin) -> Line {
    Line { id: LineId::from_random(7), text: text.to_owned(), origin, requirement: Requirement::Plain, level: None }
}

fn key(said: &str) -> UpdateKey {
    UpdateKey::new(PostingId(Uuid::nil()), LineId::from_random(7), version(1, 1), version(1, 2), said)
}

fn as_in_library() -> Line {
    line(OLD, Origin::Library { source: version(1, 1) })
}

fn take(text: &str) -> Operation {
    Operation::TakeSource { id: LineId::from_random(7), source: version(1, 2), text: text.to_owned() }
}

#[test]
fn only_taking_and_merging_touch_the_words() {
    let line = as_in_library();
    let merged = Operation::SetText { id: line.id.clone(), text: "Mine.".to_owned() };
    for (answer, expected) in [
        (Answer::Take, vec![take(NEW)]),
        (Answer::Merge("Mine.".to_owned()), vec![take(NEW), merged]),
        (Answer::Merge(NEW.to_owned()), vec![take(NEW)]),
        (Answer::Keep, vec![]),
        (Answer::Snooze(date!(2026 - 12 - 01)), vec![]),
    ] {
        assert_eq!(operations(Some(&line), &key(OLD), NEW, &answer), Ok(expected), "{answer:?}");
    }
}

#[test]
fn what_is_not_as_it_was_read_is_not_touched() {
    let reworded = line("Mine.", Origin::Override { source: version(1, 1) });
    let moved_on = line(OLD, Origin::Library { source: version(1, 3) });
    let custom = line(OLD, Origin::Custom);
    for (line, error) in [
        (None, UpdateError::Gone),
        (Some(&reworded), UpdateError::Reworded),
        (Some(&moved_on), UpdateError::Overtaken),
        (Some(&custom), UpdateError::Overtaken),
    ] {
        assert_eq!(operations(line, &key(OLD), NEW, &Answer::Take), Err(error));
    }
    assert_eq!(
        operations(Some(&as_in_library()), &key(OLD), NEW, &Answer::Merge("\n ".into())),
        Err(UpdateError::NoWords)
    );
}

#[test]
fn an_answer_that_comes_twice_finds_its_work_done() {
    let taken = line(NEW, Origin::Library { source: version(1, 2) });
    assert_eq!(operations(Some(&taken), &key(OLD), NEW, &Answer::Take), Ok(vec![]));
    let merged = line("Third.", Origin::Override { source: version(1, 2) });
    assert_eq!(operations(Some(&merged), &key(OLD), NEW, &Answer::Merge("Third.".into())), Ok(vec![]));
    assert_eq!(operations(Some(&merged), &key(OLD), NEW, &Answer::Take), Err(UpdateError::Overtaken));
}

#[test]
fn an_override_is_free_of_conflict_only_if_it_says_what_is_offered() {
    let mine = |text| line(text, Origin::Override { source: version(1, 1) });
    assert!(is_conflict_free(&as_in_library(), NEW));
    assert!(is_conflict_free(&mine(" You write tests first. "), NEW));
    assert!(!is_conflict_free(&mine("Mine."), NEW));
}

#[test]
fn one_waits_for_a_day_that_comes_within_a_year() {
    let today = date!(2026 - 11 - 26);
    for (days, expected) in [
        (-1, Err(UpdateError::NotLater)),
        (0, Err(UpdateError::NotLater)),
        (1, Ok(())),
        (366, Ok(())),
        (367, Err(UpdateError::TooFar)),
    ] {
        assert_eq!(may_wait_until(today + Duration::days(days), today), expected, "{days}");
    }
}

#[test]
fn a_key_reads_as_it_was_written_and_nothing_else_does() {
    let key = key(OLD);
    assert_eq!(key.to_string().parse(), Ok(key));
    for text in ["", ":", "a:b:c:d:e", "00000000-0000-0000-0000-000000000000:a:b:c"] {
        assert_eq!(text.parse::<UpdateKey>(), Err(Unknown), "{text}");
    }
}
