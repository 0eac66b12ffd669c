//! Days: only those that can be read in one way.

use time::{Date, Month};

use crate::library::search::folded_text;

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The day in a text, as year-month-day: `2027-03-31`, `31.03.2027`, `31 March 2027`, `March 31, 2027`.
pub(super) fn find(text: &str) -> Option<String> {
    let words: Vec<String> = text
        .split([' ', ',', '(', ')'])
        .map(|word| word.trim_matches(['.', ';', ':']).to_owned())
        .filter(|word| !word.is_empty())
        .collect();
    let single = words.iter().find_map(|word| iso(word).or_else(|| dotted(word)).or_else(|| slashed(word)));
    single.or_else(|| words.windows(3).find_map(named)).map(|day| day.to_string())
}

/// `15/02/2027`: only where one of the numbers can be no month.
fn slashed(word: &str) -> Option<Date> {
    let parts: Vec<&str> = word.split('/').collect();
    let [one, two, year] = parts.as_slice() else { return None };
    let readings: Vec<Date> = [date(year, two, one), date(year, one, two)].into_iter().flatten().collect();
    match readings.as_slice() {
        [only] => Some(*only),
        [first, second] if first == second => Some(*first),
        _ => None,
    }
}

/// The day in a sentence that says until when one can apply.
pub(super) fn closing(text: &str) -> Option<String> {
    let padded = format!(" {} ", folded_text(text));
    let says = |words: &str| words.split('|').any(|words| padded.contains(&format!(" {words} ")));
    let is_closing = says("deadline|closing date|applications close")
        || (says("apply|application|applications|send|write|cv") && says("by|until|before"));
    is_closing.then(|| find(text)).flatten()
}

fn iso(word: &str) -> Option<Date> {
    let mut parts = word.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    (year.len() == 4 && parts.next().is_none()).then(|| date(year, month, day))?
}

fn dotted(word: &str) -> Option<Date> {
    let mut parts = word.split('.');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    (year.len() == 4 && parts.next().is_none()).then(|| date(year, month, day))?
}

fn named(three: &[String]) -> Option<Date> {
    let [one, two, year] = three else { return None };
    let month = |word: &str| {
        MONTHS
            .iter()
            .position(|name| {
                *name == word.to_lowercase() || (word.len() == 3 && name.starts_with(&word.to_lowercase()))
            })
            .map(|place| (place + 1).to_string())
    };
    let day = |word: &str| {
        word.trim_end_matches("st").trim_end_matches("nd").trim_end_matches("rd").trim_end_matches("th").to_owned()
    };
    match (month(one), month(two)) {
        (None, Some(month)) => date(year, &month, &day(one)),
        (Some(month), None) => date(year, &month, &day(two)),
        _ => None,
    }
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    let year: i32 = year.parse().ok().filter(|year| (2000..2200).contains(year))?;
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    Date::from_calendar_date(year, month, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_where_only_one_can_be_meant() {
        for (text, day) in [
            ("2027-03-31", Some("2027-03-31")),
            ("until 31.03.2027.", Some("2027-03-31")),
            ("31 March 2027", Some("2027-03-31")),
            ("March 31st, 2027", Some("2027-03-31")),
            ("3 Feb 2027", Some("2027-02-03")),
            ("03/04/2027", None),
            ("15/02/2027", Some("2027-02-15")),
            ("02/15/2027", Some("2027-02-15")),
            ("31 February 2027", None),
            ("soon", None),
        ] {
            assert_eq!(find(text).as_deref(), day, "{text}");
        }
        assert_eq!(closing("Please apply by 15 May 2027 at the latest.").as_deref(), Some("2027-05-15"));
        assert_eq!(closing("We were founded on 15 May 2010.").as_deref(), None);
    }
}
