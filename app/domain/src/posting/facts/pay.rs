//! The pay range, read from its four facts.

use std::fmt;

use super::{FactKey, Facts};
use crate::posting::words;

words! {
    /// schema.org `unitText` of a pay range.
    SalaryUnit {
        Year = "YEAR", "year";
        Month = "MONTH", "month";
        Week = "WEEK", "week";
        Day = "DAY", "day";
        Hour = "HOUR", "hour";
    }
}

/// The currencies of a pay range, by their ISO 4217 codes.
pub const CURRENCIES: &[(&str, &str)] = &[
    ("EUR", "EUR"),
    ("USD", "USD"),
    ("GBP", "GBP"),
    ("CHF", "CHF"),
    ("CAD", "CAD"),
    ("AUD", "AUD"),
    ("SEK", "SEK"),
    ("NOK", "NOK"),
    ("DKK", "DKK"),
    ("PLN", "PLN"),
    ("CZK", "CZK"),
    ("INR", "INR"),
    ("JPY", "JPY"),
    ("SGD", "SGD"),
];

/// schema.org `baseSalary`, both ends present.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseSalary {
    /// ISO 4217.
    pub currency: String,
    /// Whole units of the currency.
    pub min_value: u64,
    /// Whole units of the currency.
    pub max_value: u64,
    pub unit_text: SalaryUnit,
}

/// "€65,000 – €80,000 a year", without symbols that differ by place: `EUR 65,000 – 80,000 per year`.
impl fmt::Display for BaseSalary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (currency, unit) = (&self.currency, self.unit_text.label());
        let (min, max) = (grouped(self.min_value), grouped(self.max_value));
        if self.min_value == self.max_value {
            write!(f, "{currency} {min} per {unit}")
        } else {
            write!(f, "{currency} {min} – {max} per {unit}")
        }
    }
}

impl Facts {
    /// The pay range, once both ends, the currency and the unit are there and readable.
    #[must_use]
    pub fn base_salary(&self) -> Option<BaseSalary> {
        Some(BaseSalary {
            currency: self.listed(FactKey::BaseSalaryCurrency).ok()??.to_owned(),
            min_value: self.number(FactKey::BaseSalaryMinValue).ok()??,
            max_value: self.number(FactKey::BaseSalaryMaxValue).ok()??,
            unit_text: self.choice(FactKey::BaseSalaryUnitText).ok()??,
        })
    }
}

/// Whole numbers as people type them: `65000`, `65,000`, `65 000`, `65'000`.
pub(super) fn read_number(text: &str) -> Option<u64> {
    let digits: String = text.chars().filter(|c| !matches!(c, ',' | ' ' | '\'' | '\u{a0}' | '\u{202f}')).collect();
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

/// `65000` as `65,000`.
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        for (text, number) in [
            ("65000", Some(65_000)),
            ("65,000", Some(65_000)),
            ("65 000", Some(65_000)),
            ("-5", None),
            ("6.5", None),
            ("", None),
        ] {
            assert_eq!(read_number(text), number, "{text:?}");
        }
    }

    #[test]
    fn a_pay_range_is_complete_or_absent() {
        let mut facts = Facts::default();
        facts.set(FactKey::BaseSalaryMinValue, "65,000");
        facts.set(FactKey::BaseSalaryMaxValue, "80000");
        facts.set(FactKey::BaseSalaryUnitText, "YEAR");
        assert_eq!(facts.base_salary(), None);
        facts.set(FactKey::BaseSalaryCurrency, "XYZ");
        assert_eq!(facts.base_salary(), None, "no such currency");
        facts.set(FactKey::BaseSalaryCurrency, "eur");
        assert_eq!(facts.base_salary().map(|pay| pay.to_string()), Some("EUR 65,000 – 80,000 per year".to_owned()));
    }
}
