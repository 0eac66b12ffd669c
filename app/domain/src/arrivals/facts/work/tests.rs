//! How work is described, in many ways.

use super::*;

fn value(fact: Option<Fact>) -> String {
    fact.map(|(_, value)| value).unwrap_or_default()
}

#[test]
fn work_is_described_in_many_ways() {
    for (text, kind) in [
        ("Full-time, permanent", "FULL_TIME"),
        ("Part time (60 %)", "PART_TIME"),
        ("Freelance", "CONTRACTOR"),
        ("12 months fixed-term", "TEMPORARY"),
        ("Berlin", ""),
    ] {
        assert_eq!(value(employment(text)), kind, "{text}");
    }
    for (text, place_word) in [
        ("Remote (Germany)", "remote"),
        ("Hybrid, two days in the office", "hybrid"),
        ("On-site", "on_site"),
        ("Berlin or remote, hybrid possible", "hybrid"),
        ("Vienna", ""),
    ] {
        assert_eq!(value(place(text)), place_word, "{text}");
    }
    for (text, months) in [
        ("5+ years of experience with Java", "60"),
        ("At least three years of professional experience", "36"),
        ("3 to 5 years experience", "36"),
        ("Our company is 12 years old", ""),
        ("Experience with SQL", ""),
    ] {
        assert_eq!(value(experience(text)), months, "{text}");
    }
    for (text, hours_a_week) in [
        ("38 hours per week", "38 hours a week"),
        ("We answer within 24 hours a day", ""),
        ("40 hours a week", "40 hours a week"),
    ] {
        assert_eq!(value(hours(text)), hours_a_week, "{text}");
    }
    assert_eq!(value(applicants("Remote (Germany or Austria)")), "Germany or Austria");
    assert_eq!(value(applicants("remote within the EU")), "EU");
    assert_eq!(value(applicants("Remote (two days a week)")), "");
    assert_eq!(value(address("Write to jobs@northwind.example, please.")), "jobs@northwind.example");
}
