//! What leaves the house: one full posting as reviewed output, and no text that turns into markup.

use domain::{
    ids::{LineId, SectionId},
    posting::{FactKey, Level, Line, Origin, PlacePart, Requirement, Section, SectionKind, Snapshot},
    publish::{Published, description, html, json_ld, markdown, text},
    time::read_date,
};
use proptest::prelude::*;
use serde_json::Value;

fn line(number: u64, text: &str, requirement: Requirement, level: Option<Level>) -> Line {
    Line { id: LineId::from_random(number), text: text.to_owned(), origin: Origin::Custom, requirement, level }
}

fn section(number: u64, kind: SectionKind, texts: &[&str]) -> Section {
    let lines = texts.iter().enumerate();
    let lines = lines.map(|(index, text)| line(number * 100 + index as u64, text, Requirement::Plain, None)).collect();
    Section { id: SectionId::from_random(number), kind, heading: kind.label().to_owned(), locked: false, lines }
}

fn full() -> Snapshot {
    let mut snapshot = Snapshot::default();
    for (key, value) in [
        (FactKey::Title, "Senior backend developer"),
        (FactKey::HiringOrganization, "Acme & Söhne"),
        (FactKey::EmploymentType, "FULL_TIME"),
        (FactKey::Seniority, "senior"),
        (FactKey::Identifier, "BE-42"),
        (FactKey::Industry, "Software"),
        (FactKey::OccupationalCategory, "15-1252 Software Developers"),
        (FactKey::TotalJobOpenings, "2"),
        (FactKey::WorkPlace, "remote"),
        (FactKey::ApplicantLocationRequirements, "Germany, Austria and Bosnia and Herzegovina"),
        (FactKey::JobLocation(0, PlacePart::AddressLocality), "Berlin"),
        (FactKey::JobLocation(0, PlacePart::AddressCountry), "DE"),
        (FactKey::BaseSalaryCurrency, "EUR"),
        (FactKey::BaseSalaryMinValue, "65,000"),
        (FactKey::BaseSalaryMaxValue, "80,000"),
        (FactKey::BaseSalaryUnitText, "YEAR"),
        (FactKey::IncentiveCompensation, "Up to 10 % bonus"),
        (FactKey::JobBenefits, "30 days of paid leave"),
        (FactKey::WorkHours, "40 hours a week"),
        (FactKey::EducationRequirements, "Bachelor's degree or equivalent experience"),
        (FactKey::ExperienceMonths, "36"),
        (FactKey::ValidThrough, "2027-01-15"),
        (FactKey::JobStartDate, "2027-03-01"),
        (FactKey::EmployerOverview, "We make <anvils>.\n\nSince 1923."),
        (FactKey::HowToApply, "https://acme.example/apply"),
        (FactKey::DirectApply, "yes"),
        (FactKey::VacancyStatus, "existing"),
        (FactKey::AiUseInHiring, "not_used"),
    ] {
        snapshot.facts.set(key, value);
    }
    snapshot.sections = vec![
        section(1, SectionKind::Overview, &["You build the services behind the shop."]),
        section(2, SectionKind::Responsibilities, &["Design APIs.", "Keep p99 < 200 ms & stable.", "  "]),
        section(3, SectionKind::RequiredSkills, &["Know Rust.", "Know PostgreSQL", "Know advanced SQL"]),
        section(4, SectionKind::PreferredSkills, &["Know Kubernetes."]),
        section(5, SectionKind::Learning, &[]),
        section(6, SectionKind::Benefits, &["A learning budget."]),
    ];
    snapshot.sections[2].lines[0].level = Some(Level::Expert);
    snapshot.sections[2].lines[1].requirement = Requirement::Preferred;
    snapshot.sections[2].lines[1].level = Some(Level::Working);
    snapshot.sections[2].lines[2].level = Some(Level::Advanced);
    snapshot.sections[3].lines[0].requirement = Requirement::Preferred;
    snapshot
}

fn published(snapshot: &Snapshot) -> Published<'_> {
    Published {
        snapshot,
        posting_url: "https://jobs.acme.example/careers/senior-backend-developer",
        date_posted: read_date("2026-11-23").expect("a day"),
        valid_through: read_date("2027-01-15"),
        publication_id: "019ab",
        organization_url: Some("https://acme.example"),
    }
}

fn parsed(snapshot: &Snapshot) -> Value {
    serde_json::from_str(&json_ld(&published(snapshot))).expect("JSON")
}

#[test]
fn a_full_posting_as_json_ld() {
    insta::assert_snapshot!(json_ld(&published(&full())).replace(",\"", ",\n\""));
}

#[test]
fn a_full_posting_as_html() {
    insta::assert_snapshot!(html(&full()));
}

#[test]
fn a_full_posting_as_text() {
    insta::assert_snapshot!(text(&full()));
}

#[test]
fn a_full_posting_as_markdown() {
    insta::assert_snapshot!(markdown(&full()));
}

#[test]
fn hybrid_work_is_never_telecommute() {
    for (work_place, is_remote) in [("remote", true), ("hybrid", false), ("on_site", false), ("", false)] {
        let mut snapshot = full();
        snapshot.facts.set(FactKey::WorkPlace, work_place);
        let json = parsed(&snapshot);
        assert_eq!(json.get("jobLocationType").is_some(), is_remote, "{work_place}");
        assert_eq!(json.get("applicantLocationRequirements").is_some(), is_remote, "{work_place}");
    }
}

#[test]
fn countries_are_told_apart_and_kept_whole() {
    for (typed, names) in [
        ("Germany", vec!["Germany"]),
        ("Germany, Austria; Poland", vec!["Germany", "Austria", "Poland"]),
        ("Germany and Austria or Poland", vec!["Germany", "Austria", "Poland"]),
        ("Trinidad and Tobago and Chile, and Peru", vec!["Trinidad and Tobago", "Chile", "Peru"]),
    ] {
        let mut snapshot = full();
        snapshot.facts.set(FactKey::ApplicantLocationRequirements, typed);
        let json = parsed(&snapshot);
        let found: Vec<_> =
            json["applicantLocationRequirements"].as_array().unwrap().iter().map(|c| &c["name"]).collect();
        assert_eq!(found, names, "{typed}");
    }
}

#[test]
fn what_the_posting_does_not_say_is_not_claimed() {
    let mut snapshot = full();
    for key in FactKey::all().filter(|key| *key != FactKey::Title) {
        snapshot.facts.set(key, "");
    }
    snapshot.facts.set(FactKey::BaseSalaryMinValue, "65000");
    snapshot.sections.clear();
    let json = parsed(&snapshot);
    let mut keys: Vec<_> = json.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    let expected = [
        "@context",
        "@type",
        "datePosted",
        "description",
        "directApply",
        "hiringOrganization",
        "identifier",
        "title",
        "url",
        "validThrough",
    ];
    assert_eq!(keys, expected);
    assert_eq!(json["identifier"]["value"], "019ab");
}

#[test]
fn an_organization_address_that_is_no_web_address_is_left_out() {
    let snapshot = full();
    let published = Published { organization_url: Some("javascript:alert(1)"), ..published(&snapshot) };
    assert!(!json_ld(&published).contains("javascript"));
}

/// Markup, quotes, line separators, controls, anything.
fn nasty() -> impl Strategy<Value = String> {
    let vectors = prop_oneof![
        Just("</script><script>alert(1)</script>".to_owned()),
        Just("<!-- <script>".to_owned()),
        Just("\u{2028}\u{2029}]]>\"'&lt;\\u003c\0".to_owned()),
        Just("<img src=x onerror=alert(1)>".to_owned()),
        any::<String>(),
    ];
    (vectors, any::<String>()).prop_map(|(vector, rest)| vector + &rest)
}

/// The same nasty text in every fact, heading and line.
fn filled_with(nasty: &str) -> Snapshot {
    let mut snapshot = Snapshot::default();
    for key in FactKey::all() {
        snapshot.facts.set(key, nasty);
    }
    snapshot.facts.set(FactKey::WorkPlace, "remote");
    snapshot.sections =
        SectionKind::ALL.iter().enumerate().map(|(n, kind)| section(n as u64, *kind, &[nasty, nasty])).collect();
    snapshot.sections.iter_mut().for_each(|section| section.heading = nasty.to_owned());
    snapshot
}

fn without_our_tags(html: &str) -> String {
    ["section", "h2", "ul", "li", "p"]
        .iter()
        .fold(html.to_owned(), |html, tag| html.replace(&format!("<{tag}>"), "").replace(&format!("</{tag}>"), ""))
}

proptest! {
    #[test]
    fn no_text_becomes_markup_in_html(nasty in nasty()) {
        let snapshot = filled_with(&nasty);
        for html in [html(&snapshot), description(&snapshot)] {
            let rest = without_our_tags(&html);
            prop_assert!(!rest.contains('<') && !rest.contains('>') && !rest.contains('"'), "{}", rest);
        }
    }

    #[test]
    fn json_ld_is_valid_says_what_was_typed_and_stays_in_its_script(nasty in nasty()) {
        let snapshot = filled_with(&nasty);
        let published = Published { posting_url: &nasty, publication_id: &nasty, ..published(&snapshot) };
        let json = json_ld(&published);
        let ends_script = json.contains(['<', '>', '&', '\u{2028}', '\u{2029}']);
        prop_assert!(!ends_script);
        let value: Value = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(value["title"].as_str(), Some(nasty.trim()));
        prop_assert_eq!(value["hiringOrganization"]["name"].as_str(), Some(nasty.trim()));
        prop_assert_eq!(value["url"].as_str(), Some(nasty.as_str()));
        if !nasty.trim().is_empty() {
            prop_assert_eq!(value["industry"].as_str(), Some(nasty.trim()));
            prop_assert_eq!(value["jobLocation"][3]["address"]["streetAddress"].as_str(), Some(nasty.trim()));
        }
    }

    #[test]
    fn text_and_markdown_take_any_text(nasty in nasty()) {
        let snapshot = filled_with(&nasty);
        prop_assert!(text(&snapshot).ends_with('\n'));
        let markdown = markdown(&snapshot);
        for (at, _) in markdown.match_indices('<') {
            prop_assert!(markdown[..at].ends_with('\\'));
        }
    }
}
