//! Facts as people read them, and what a change of one amounts to.

use domain::{
    posting::{FactKey, Input},
    review::difference::FactChange,
    time::{read_date, show_date},
};

/// What the fact is called; the parts of further places say of which.
pub fn label(key: FactKey) -> String {
    match key {
        FactKey::JobLocation(0, part) => part.label().to_owned(),
        FactKey::JobLocation(place, part) => format!("{}, place {}", part.label(), place + 1),
        key => key.label().to_owned(),
    }
}

/// The value with the words of its choice, a day as people write it, a number in groups of three.
pub fn shown(key: FactKey, value: &str) -> String {
    let value = value.trim();
    match key.input() {
        Input::Choice(choices) => choices
            .iter()
            .find(|(word, _)| *word == value)
            .map_or_else(|| value.to_owned(), |(_, label)| (*label).to_owned()),
        Input::Day => read_date(value).map_or_else(|| value.to_owned(), show_date),
        Input::Number => number(value).map_or_else(|| value.to_owned(), grouped),
        Input::YesNo => if value.is_empty() { "" } else { "Yes" }.to_owned(),
        Input::Line | Input::Paragraph => value.to_owned(),
    }
}

/// By how much, where that can be said: `5,000 more (+6 %)`, `14 days later`; or that it is new or gone.
pub fn change_words(change: &FactChange) -> Option<String> {
    match (change.before.trim(), change.after.trim()) {
        ("", _) => Some("was not there".to_owned()),
        (_, "") => Some("taken out".to_owned()),
        (before, after) => match change.key.input() {
            Input::Number => number_words(number(before)?, number(after)?),
            Input::Day => day_words(before, after),
            _ => None,
        },
    }
}

fn number_words(before: u64, after: u64) -> Option<String> {
    let (by, word, sign) = if after > before { (after - before, "more", "+") } else { (before - after, "less", "−") };
    // Rounded to whole per cents.
    let share = (by * 100 + before / 2).checked_div(before)?;
    let share = if share == 0 { String::new() } else { format!(" ({sign}{share} %)") };
    Some(format!("{} {word}{share}", grouped(by)))
}

fn day_words(before: &str, after: &str) -> Option<String> {
    let days = (read_date(after)? - read_date(before)?).whole_days();
    let word = if days > 0 { "later" } else { "earlier" };
    let unit = if days.abs() == 1 { "day" } else { "days" };
    Some(format!("{} {unit} {word}", days.abs()))
}

fn number(text: &str) -> Option<u64> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let is_plain = text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, ',' | '\''));
    is_plain.then(|| digits.parse().ok())?
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|group| str::from_utf8(group).ok()).collect();
    groups.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_told_in_words() {
        for (key, before, after, words) in [
            (FactKey::BaseSalaryMinValue, "80000", "85,000", Some("5,000 more (+6 %)")),
            (FactKey::BaseSalaryMaxValue, "100000", "90000", Some("10,000 less (−10 %)")),
            (FactKey::TotalJobOpenings, "1", "two", None),
            (FactKey::ValidThrough, "2027-01-15", "2027-01-29", Some("14 days later")),
            (FactKey::ValidThrough, "2027-01-15", "2027-01-14", Some("1 day earlier")),
            (FactKey::WorkHours, "", "40 a week", Some("was not there")),
            (FactKey::WorkHours, "40 a week", " ", Some("taken out")),
            (FactKey::WorkHours, "40 a week", "38 a week", None),
        ] {
            let change = FactChange { key, before: before.to_owned(), after: after.to_owned() };
            assert_eq!(change_words(&change).as_deref(), words, "{before} to {after}");
        }
    }

    #[test]
    fn values_are_shown_as_people_read_them() {
        for (key, value, words) in [
            (FactKey::EmploymentType, "FULL_TIME", "Full time"),
            (FactKey::BaseSalaryMinValue, "1234567", "1,234,567"),
            (FactKey::ValidThrough, "2027-01-05", "5 Jan 2027"),
            (FactKey::ValidThrough, "soon", "soon"),
            (FactKey::DirectApply, "yes", "Yes"),
        ] {
            assert_eq!(shown(key, value), words);
        }
    }
}
