//! Pay in many spellings, and what is no pay.

use super::*;

fn read(text: &str, is_labelled: bool) -> String {
    let facts = find(text, is_labelled).unwrap_or_default();
    let value = |key| facts.iter().find(|(found, _)| *found == key).map_or("?", |(_, value)| value.as_str());
    use FactKey::{BaseSalaryCurrency, BaseSalaryMaxValue, BaseSalaryMinValue, BaseSalaryUnitText};
    if facts.is_empty() {
        return String::new();
    }
    [BaseSalaryCurrency, BaseSalaryMinValue, BaseSalaryMaxValue, BaseSalaryUnitText].map(value).join(" ")
}

#[test]
fn pay_is_read_in_many_spellings() {
    for (text, expected) in [
        ("€65,000 – €80,000 a year", "EUR 65000 80000 YEAR"),
        ("We pay 65.000 bis 80.000 € im Jahr", "EUR 65000 80000 YEAR"),
        ("$120k-$150k", "USD 120000 150000 YEAR"),
        ("60-80k EUR gross", "EUR 60000 80000 YEAR"),
        ("CA$95,000 to CA$110,000 per annum", "CAD 95000 110000 YEAR"),
        ("CHF 110'000 – 130'000", "CHF 110000 130000 YEAR"),
        ("between 28 and 34 EUR per hour", "EUR 28 34 HOUR"),
        ("US$110,000 to US$120,000", "USD 110000 120000 YEAR"),
        ("£500 - £600 per day", "GBP 500 600 DAY"),
        ("PLN 18 000 – 24 000 a month", "PLN 18000 24000 MONTH"),
        ("The salary is £72,500.00 per year.", "GBP 72500 72500 YEAR"),
        ("4 200 to 5 100 EUR", "EUR 4200 5100 MONTH"),
        ("£55,000 - £65,000 plus bonus", "GBP 55000 65000 YEAR"),
        ("70–88 k€ brutto im Jahr", "EUR 70000 88000 YEAR"),
        ("18 - 26 LPA", "INR 1800000 2600000 YEAR"),
    ] {
        assert_eq!(read(text, false), expected, "{text}");
    }
    assert_eq!(read("up to 80k EUR", true), "EUR ? 80000 YEAR");
    assert_eq!(read("from 4,500 EUR per month", true), "EUR 4500 ? MONTH");
    assert_eq!(read("70,000 to 85,000", true), "? 70000 85000 YEAR");
}

#[test]
fn other_money_and_other_numbers_are_no_pay() {
    for text in [
        "We raised €12 million to €15 million",
        "A learning budget of €1,000 a year",
        "10,000 to 20,000 requests a second",
        "3-5 years of Rust",
        "a $2bn company",
        "We move $5M - $10M a day",
        "B2B and k8s",
        "€50 - €100 monthly mobility allowance",
        "call 030 123 456",
    ] {
        assert_eq!(read(text, false), "", "{text}");
    }
}
