//! Which part of a name a query matched, for a mark on the page.

use std::ops::Range;

use super::{
    fold::{self, Word},
    query,
};

/// Byte ranges of `name`, rising and apart, at character boundaries.
pub(super) fn ranges(name: &str, typed: &[String]) -> Vec<Range<usize>> {
    fold::words(name)
        .iter()
        .filter_map(|word| typed.iter().filter_map(|typed| range(word, typed)).max_by_key(Range::len))
        .collect()
}

/// The beginning that was typed; the whole word if there was a typo in it.
fn range(word: &Word, typed: &str) -> Option<Range<usize>> {
    if word.text.starts_with(typed) {
        let last = typed.chars().count().checked_sub(1)?;
        return Some(word.range.start..*word.ends.get(last)?);
    }
    query::is_typo(typed, &word.text).then(|| word.range.clone())
}
