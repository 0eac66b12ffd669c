//! What became of the updates that were just settled.

use domain::upstream::Answer;
use leptos::prelude::*;

use super::counted;
use crate::{
    forms::{DONE, Told, done_words},
    layout::query,
};

const TAKE: &str = "take";
const KEEP: &str = "keep";
const MERGE: &str = "merge";
const SNOOZE: &str = "snooze";

/// How an answer is called in an address.
pub const fn word(answer: &Answer) -> &'static str {
    match answer {
        Answer::Take => TAKE,
        Answer::Keep => KEEP,
        Answer::Merge(_) => MERGE,
        Answer::Snooze(_) => SNOOZE,
    }
}

#[component]
pub fn Settled() -> impl IntoView {
    let done = query(DONE);
    let settled = done.split_once('.').and_then(|(what, count)| said(what, count.parse().ok()?));
    let words = settled.or_else(|| done_words(&done).map(ToOwned::to_owned));
    words.map(|words| view! { <Told words/> })
}

fn said(what: &str, count: u64) -> Option<String> {
    let lines = counted(count, "line");
    let keeps = if count == 1 { "keeps" } else { "keep" };
    Some(match what {
        TAKE => format!(
            "{lines} took the library's words. What is live or approved stays as it is until its draft is submitted."
        ),
        KEEP => format!("{lines} {keeps} what you have. You are asked again when the library says something new."),
        MERGE => "The line says your words now, and counts as up to date.".to_owned(),
        SNOOZE => format!("{lines}: you are asked again on that day."),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_done_is_told() {
        assert!(said(TAKE, 6).is_some_and(|said| said.starts_with("6 lines took")));
        assert!(said(KEEP, 1).is_some_and(|said| said.starts_with("1 line keeps")));
        assert_eq!(said("erase", 6), None);
    }
}
