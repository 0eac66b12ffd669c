//! What a curator should look at: published items that nobody uses, that writers word differently, that grew old, that
//! come from nowhere, that the checks complain about, or that say nearly what another one says.

use std::time::Duration;

use ::time::Date;

use super::{ItemKind, checked::findings_asked};
use crate::{
    posting::{Level, Requirement, words},
    time::Timestamp,
};

words! {
    /// Why an item is worth a look.
    Ailment {
        Unused = "unused", "Not used";
        Overridden = "overridden", "Often worded differently";
        Stale = "stale", "Unchanged for a year";
        Unsourced = "unsourced", "Without a source";
        Failing = "failing", "With findings";
        Twins = "twins", "Nearly the same";
    }
}

impl Ailment {
    /// What it means and what to do about it.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Unused => "No posting uses them. Deprecate what nobody needs; search finds the rest sooner then.",
            Self::Overridden => {
                "In three postings or more, and in at least half of those that use them, writers chose other words. Perhaps theirs are better."
            }
            Self::Stale => "Nobody has touched them for a year. Read them again; edit what is no longer so.",
            Self::Unsourced => {
                "Nothing says where they come from. Name the article, the law or the person behind them."
            }
            Self::Failing => "The checks would complain about the line in every posting.",
            Self::Twins => {
                "Two items of one kind say nearly the same. Keep the better one, and merge the other into it."
            }
        }
    }
}

/// For how long an item may stay untouched.
pub const STALE_AFTER: Duration = Duration::from_secs(365 * 24 * 60 * 60);
/// From how many postings with words of their own on, and from which part of all that use an item.
const OVERRIDDEN_MIN: u32 = 3;

/// Whether nobody touched an item for so long that it should be read again.
#[must_use]
pub fn is_stale(changed_at: Timestamp, now: Timestamp) -> bool {
    changed_at.until(now) > STALE_AFTER
}

/// Whether writers often word an item differently: in `overridden` of the `used` postings that have it.
#[must_use]
pub const fn is_often_overridden(overridden: u32, used: u32) -> bool {
    overridden >= OVERRIDDEN_MIN && overridden * 2 >= used
}

/// What the checks say about a line of an item where it usually goes, each as one sentence.
#[must_use]
pub fn findings(
    kind: ItemKind,
    group: &str,
    requirement: Requirement,
    level: Option<Level>,
    body: &str,
    today: Date,
) -> Vec<String> {
    let section = kind.usual_section(group, requirement);
    let found = findings_asked(body, section, (requirement, level), today).into_iter();
    found.map(|finding| finding.message).collect()
}

#[cfg(test)]
mod tests {
    use ::time::macros::date;

    use super::*;

    #[test]
    fn an_item_is_often_worded_differently_from_three_postings_and_half_of_all_on() {
        for (overridden, used, often) in [(2, 2, false), (3, 6, true), (3, 7, false), (40, 50, true), (0, 0, false)] {
            assert_eq!(is_often_overridden(overridden, used), often, "{overridden} of {used}");
        }
    }

    #[test]
    fn an_item_is_stale_after_a_year() {
        let day = 24 * 60 * 60 * 1_000;
        assert!(!is_stale(Timestamp(0), Timestamp(365 * day)));
        assert!(is_stale(Timestamp(0), Timestamp(365 * day + 1)));
        assert!(!is_stale(Timestamp(5), Timestamp(0)), "the clock went back");
    }

    #[test]
    fn the_checks_say_of_an_item_what_they_would_say_of_its_line() {
        let said = |body: &str| findings(ItemKind::Benefit, "", Requirement::Plain, None, body, date!(2026 - 11 - 26));
        assert!(said("We offer bread.").is_empty());
        let long = "word ".repeat(70);
        assert_eq!(said(&long).len(), 1);
    }
}
