//! A name, as short as it gets.

/// The first letters of the first and last name, as they are; the style sheet makes capitals of them.
#[must_use]
pub fn initials(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let first = words.first().and_then(|word| word.chars().next());
    let last = (words.len() > 1).then(|| words.last().and_then(|word| word.chars().next())).flatten();
    first.into_iter().chain(last).collect()
}
