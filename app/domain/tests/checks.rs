//! Every rule, both ways: a posting that it has to speak up about, and one that it must leave alone.

use domain::{
    checks::{Anchor, Finding, Rule, Severity, blocks, run},
    ids::{LineId, SectionId},
    posting::{FactKey, Line, Origin, PlacePart, Requirement, Section, SectionKind, Snapshot},
    time::read_date,
};

const TODAY: &str = "2026-11-21";

fn line(number: u64, text: &str) -> Line {
    Line {
        id: LineId::from_random(number),
        text: text.to_owned(),
        origin: Origin::Custom,
        requirement: Requirement::Plain,
        level: None,
    }
}

fn section(number: u64, kind: SectionKind, lines: Vec<Line>) -> Section {
    Section { id: SectionId::from_random(number), kind, heading: kind.label().to_owned(), locked: false, lines }
}

/// `count` different words.
fn words(start: usize, count: usize) -> String {
    (start..start + count).map(|number| format!("word{number}")).collect::<Vec<_>>().join(" ")
}

/// A posting that no rule has anything to say about.
fn flawless() -> Snapshot {
    let mut snapshot = Snapshot::default();
    for (key, value) in [
        (FactKey::Title, "Senior backend developer"),
        (FactKey::HiringOrganization, "Acme"),
        (FactKey::EmploymentType, "FULL_TIME"),
        (FactKey::WorkPlace, "hybrid"),
        (FactKey::JobLocation(0, PlacePart::AddressLocality), "Berlin"),
        (FactKey::JobLocation(0, PlacePart::AddressCountry), "Germany"),
        (FactKey::ValidThrough, "2027-01-15"),
        (FactKey::HowToApply, "https://acme.example/apply"),
        (FactKey::BaseSalaryCurrency, "EUR"),
        (FactKey::BaseSalaryMinValue, "65,000"),
        (FactKey::BaseSalaryMaxValue, "80,000"),
        (FactKey::BaseSalaryUnitText, "YEAR"),
    ] {
        snapshot.facts.set(key, value);
    }
    snapshot.sections = vec![
        section(1, SectionKind::Responsibilities, (0..5).map(|n| line(n, &words(n as usize * 50, 40))).collect()),
        section(2, SectionKind::RequiredSkills, (5..8).map(|n| line(n, &words(n as usize * 50, 40))).collect()),
        section(3, SectionKind::Compensation, vec![line(8, "The range is EUR 65,000 to 80,000 a year.")]),
    ];
    snapshot
}

fn check(snapshot: &Snapshot) -> Vec<Finding> {
    run(snapshot, read_date(TODAY).expect("a day"))
}

type Change = fn(&mut Snapshot);

fn set(key: FactKey, value: &'static str) -> impl Fn(&mut Snapshot) {
    move |snapshot| snapshot.facts.set(key, value)
}

#[test]
fn a_flawless_posting_has_no_findings() {
    assert_eq!(check(&flawless()), []);
}

#[test]
fn an_empty_posting_is_blocked_for_every_fact_and_section_that_it_lacks() {
    let findings = check(&Snapshot::default());
    let blocking: Vec<(Rule, Anchor)> = findings
        .into_iter()
        .filter(|finding| finding.severity == Severity::Blocking)
        .map(|finding| (finding.rule, finding.anchor))
        .collect();
    let fact = |key| (Rule::MissingFact, Anchor::Fact(key));
    assert_eq!(
        blocking,
        [
            fact(FactKey::Title),
            fact(FactKey::HiringOrganization),
            fact(FactKey::EmploymentType),
            (Rule::PayMissing, Anchor::Fact(FactKey::BaseSalaryMinValue)),
            fact(FactKey::WorkPlace),
            fact(FactKey::ValidThrough),
            fact(FactKey::HowToApply),
            (Rule::SectionMissing, Anchor::Posting),
            (Rule::SectionMissing, Anchor::Posting),
        ]
    );
}

/// Facts: what is set, and the one finding that it causes.
#[test]
fn a_fact_that_is_wrong_is_found_at_that_fact() {
    use FactKey::*;
    use Rule::*;
    use Severity::{Blocking, Warning};
    let country = JobLocation(0, PlacePart::AddressCountry);
    for (key, value, rule, severity, at) in [
        (HiringOrganization, "", MissingFact, Blocking, HiringOrganization),
        (HowToApply, " ", MissingFact, Blocking, HowToApply),
        (ValidThrough, "", MissingFact, Blocking, ValidThrough),
        (country, "", MissingPlace, Blocking, country),
        (WorkPlace, "remote", MissingPlace, Blocking, ApplicantLocationRequirements),
        (
            JobLocation(2, PlacePart::PostalCode),
            "10115",
            MissingPlace,
            Blocking,
            JobLocation(2, PlacePart::AddressCountry),
        ),
        (ValidThrough, "15.1.2027", UnreadableFact, Blocking, ValidThrough),
        (ValidThrough, "2027-02-30", UnreadableFact, Blocking, ValidThrough),
        (TotalJobOpenings, "two", UnreadableFact, Blocking, TotalJobOpenings),
        (EmploymentType, "Full time", UnreadableFact, Blocking, EmploymentType),
        (WorkPlace, "moon", UnreadableFact, Blocking, WorkPlace),
        (BaseSalaryMinValue, "65k", UnreadableFact, Blocking, BaseSalaryMinValue),
        (BaseSalaryMinValue, "", PayIncomplete, Blocking, BaseSalaryMinValue),
        (BaseSalaryCurrency, "", PayIncomplete, Blocking, BaseSalaryCurrency),
        (BaseSalaryUnitText, "", PayIncomplete, Blocking, BaseSalaryUnitText),
        (BaseSalaryMinValue, "90000", PayOrder, Blocking, BaseSalaryMinValue),
        (BaseSalaryMinValue, "0", PayOrder, Blocking, BaseSalaryMinValue),
        (BaseSalaryMinValue, "650", PayImplausible, Warning, BaseSalaryMinValue),
        (BaseSalaryUnitText, "HOUR", PayImplausible, Warning, BaseSalaryMinValue),
        (BaseSalaryMaxValue, "130001", PaySpread, Warning, BaseSalaryMinValue),
        (ValidThrough, "2026-11-20", ValidThroughPast, Blocking, ValidThrough),
        (ValidThrough, "2027-11-23", ValidThroughFar, Warning, ValidThrough),
    ] {
        let mut snapshot = flawless();
        set(key, value)(&mut snapshot);
        let found: Vec<_> = check(&snapshot).into_iter().map(|f| (f.rule, f.severity, f.anchor)).collect();
        assert_eq!(found, [(rule, severity, Anchor::Fact(at))], "{key} = {value:?}");
    }
}

#[test]
fn a_fact_at_the_edge_of_what_is_right_is_left_alone() {
    use FactKey::*;
    for (key, value) in [
        (ValidThrough, TODAY),
        (ValidThrough, "2027-11-22"),
        (BaseSalaryMaxValue, "130000"),
        (BaseSalaryMinValue, "80 000"),
        (EmploymentType, "CONTRACTOR"),
        (TotalJobOpenings, "3"),
        (WorkPlace, "on_site"),
        (JobLocation(0, PlacePart::AddressLocality), ""),
    ] {
        let mut snapshot = flawless();
        set(key, value)(&mut snapshot);
        assert_eq!(check(&snapshot), [], "{key} = {value:?}");
    }
}

#[test]
fn remote_work_needs_a_country_of_applicants_and_no_place() {
    let mut snapshot = flawless();
    snapshot.facts.set(FactKey::WorkPlace, "remote");
    snapshot.facts.set(FactKey::ApplicantLocationRequirements, "Germany");
    for part in PlacePart::ALL {
        snapshot.facts.set(FactKey::JobLocation(0, *part), "");
    }
    assert_eq!(check(&snapshot), []);
}

#[test]
fn pay_is_believed_by_the_measure_of_its_currency() {
    for (currency, unit, min, max, is_believed) in [
        ("JPY", "HOUR", "2500", "4000", true),
        ("EUR", "HOUR", "2500", "4000", false),
        ("EUR", "HOUR", "70", "95", true),
        ("INR", "YEAR", "1500000", "2500000", true),
        ("USD", "YEAR", "150", "180", false),
        ("CHF", "MONTH", "8000", "9500", true),
    ] {
        let mut snapshot = flawless();
        snapshot.sections.pop();
        for (key, value) in [
            (FactKey::BaseSalaryCurrency, currency),
            (FactKey::BaseSalaryUnitText, unit),
            (FactKey::BaseSalaryMinValue, min),
            (FactKey::BaseSalaryMaxValue, max),
        ] {
            snapshot.facts.set(key, value);
        }
        let is_quiet = check(&snapshot).is_empty();
        assert_eq!(is_quiet, is_believed, "{currency} {min} – {max} per {unit}");
    }
}

#[test]
fn a_title_says_the_role_and_nothing_else() {
    use Rule::*;
    for (title, rules) in [
        ("Backend developer", vec![]),
        ("Senior C++ / C# developer (m/f/d)", vec![]),
        ("SRE", vec![]),
        ("PHP API developer", vec![]),
        ("Java 21 backend engineer, OAuth2 and HTTP/2", vec![]),
        ("Node.js developer – platform team II", vec![]),
        ("Backend developer, Web3 and S3", vec![]),
        ("Backend developer $80,000", vec![TitlePay]),
        ("Backend developer 80k", vec![TitlePay]),
        ("Backend developer 65.000", vec![TitlePay]),
        ("Backend developer Berlin", vec![TitlePlace]),
        ("Backend developer (remote)", vec![TitlePlace]),
        ("Backend developer at ACME", vec![TitleCompany]),
        ("Backend developer BE-42", vec![TitleCode]),
        ("Backend developer #123", vec![TitleCode]),
        ("Backend developer 47110", vec![TitleCode]),
        ("Backend developer req77", vec![TitleCode]),
        ("Backend developer 2026", vec![TitleDate]),
        ("BACKEND DEVELOPER", vec![TitleShouting]),
        ("Backend developer!!", vec![TitleShouting]),
    ] {
        let mut snapshot = flawless();
        snapshot.facts.set(FactKey::Title, title);
        snapshot.facts.set(FactKey::Identifier, "req77");
        let found: Vec<_> = check(&snapshot).into_iter().map(|finding| finding.rule).collect();
        assert_eq!(found, rules, "{title}");
    }
}

#[test]
fn vague_words_count_in_lines_about_pay_only() {
    for (text, is_vague) in [
        ("Up to EUR 80,000.", true),
        ("From €65,000 a year", true),
        ("Starting at 65k", true),
        ("Competitive salary", true),
        ("80,000 DOE", true),
        ("Pay depends on experience.", true),
        ("From EUR 65,000 to EUR 80,000 a year", false),
        ("From 65,000 – 80,000 EUR", false),
        ("A bonus of up to 10 % of the yearly pay", false),
        ("Overtime is paid from day one; does that help?", false),
        ("Up to date pay bands", false),
        ("Up to 30 days a year of paid leave", false),
    ] {
        let mut snapshot = flawless();
        snapshot.sections[2].lines[0].text = text.to_owned();
        let found: Vec<_> = check(&snapshot).into_iter().map(|finding| finding.rule).collect();
        assert_eq!(found == [Rule::PayVague], is_vague, "{text}: {found:?}");
    }
    let mut elsewhere = flawless();
    elsewhere.sections[0].lines[0].text += " competitive programming up to 500 requests";
    assert_eq!(check(&elsewhere), []);
}

/// Sections and lines: what is changed, and the one finding that it causes.
#[test]
fn a_part_that_is_wrong_is_found_at_that_part() {
    use Rule::*;
    use Severity::{Advice, Blocking, Warning};
    let at_section = |number| Anchor::Section(SectionId::from_random(number));
    let at_line = |number| Anchor::Line(LineId::from_random(number));
    let cases: Vec<(Change, Rule, Severity, Anchor)> = vec![
        (|s| s.sections[1].kind = SectionKind::Learning, SectionMissing, Blocking, Anchor::Posting),
        (|s| s.sections[0].kind = SectionKind::Learning, SectionMissing, Blocking, Anchor::Posting),
        (
            |s| {
                let lines = std::mem::take(&mut s.sections[1].lines);
                s.sections[0].lines.extend(lines);
            },
            SectionMissing,
            Blocking,
            at_section(2),
        ),
        (|s| s.sections[2].lines.clear(), SectionEmpty, Warning, at_section(3)),
        (|s| s.sections[2].lines[0].text = " \u{a0}".to_owned(), SectionEmpty, Warning, at_section(3)),
        (|s| s.sections.push(section(9, SectionKind::RequiredSkills, vec![])), SectionEmpty, Warning, at_section(9)),
        (|s| s.sections[0].lines.push(line(20, " ")), LineEmpty, Warning, at_line(20)),
        (
            |s| {
                let text = s.sections[0].lines[0].text.to_uppercase() + ".";
                s.sections[2].lines.push(line(20, &text));
            },
            LineDuplicate,
            Warning,
            at_line(20),
        ),
        (|s| s.sections[0].lines[0].text = words(5_000, 61), LineLong, Warning, at_line(0)),
        (|s| s.sections[2].lines[0].text = words(5_000, 121), LineLong, Warning, at_line(8)),
        (
            |s| s.sections[1].lines.extend((20..25).map(|number| line(number, &format!("Skill {number}")))),
            TooManyRequired,
            Warning,
            at_section(2),
        ),
        (|s| s.sections[0].lines.truncate(3), PostingShort, Advice, Anchor::Posting),
        (
            |s| {
                s.sections[0].lines.truncate(1);
                s.sections[1].lines.truncate(1);
            },
            PostingShort,
            Warning,
            Anchor::Posting,
        ),
        (
            |s| s.sections[0].lines.extend((20..30).map(|n| line(n, &words(n as usize * 50, 45)))),
            PostingLong,
            Advice,
            Anchor::Posting,
        ),
        (
            |s| s.sections[0].lines.extend((20..35).map(|n| line(n, &words(n as usize * 50, 45)))),
            PostingLong,
            Warning,
            Anchor::Posting,
        ),
    ];
    for (number, (change, rule, severity, anchor)) in cases.into_iter().enumerate() {
        let mut snapshot = flawless();
        change(&mut snapshot);
        let found: Vec<_> = check(&snapshot).into_iter().map(|f| (f.rule, f.severity, f.anchor)).collect();
        assert_eq!(found, [(rule, severity, anchor)], "case {number}");
    }
}

#[test]
fn a_part_at_the_edge_of_what_is_right_is_left_alone() {
    let changes: Vec<Change> = vec![
        |s| s.sections[0].lines[0].text = words(5_000, 60),
        |s| s.sections[2].lines[0].text = words(5_000, 120),
        |s| s.sections[1].lines.extend((20..24).map(|number| line(number, &format!("Skill {number}")))),
        |s| {
            s.sections[1].lines.extend((20..28).map(|number| line(number, &format!("Skill {number}"))));
            s.sections[1].lines[3..].iter_mut().for_each(|line| line.requirement = Requirement::Preferred);
        },
        |s| s.sections[0].lines.iter_mut().for_each(|line| line.requirement = Requirement::Required),
        |s| s.sections[0].lines[4].text = words(200, 31), // 300 words in all
    ];
    for (number, change) in changes.into_iter().enumerate() {
        let mut snapshot = flawless();
        change(&mut snapshot);
        assert_eq!(check(&snapshot), [], "case {number}");
    }
}

#[test]
fn what_blocks_comes_first_and_then_all_in_reading_order_whatever_rule_finds_it() {
    let mut snapshot = flawless();
    snapshot.facts.set(FactKey::Title, "BACKEND DEVELOPER BERLIN");
    snapshot.facts.set(FactKey::ValidThrough, "");
    snapshot.sections[0].lines[1].text = words(9_000, 70);
    snapshot.sections[0].lines.insert(0, line(30, ""));
    snapshot.sections.insert(1, section(9, SectionKind::Learning, vec![]));
    let rules: Vec<_> = check(&snapshot).into_iter().map(|finding| finding.rule).collect();
    use Rule::*;
    assert_eq!(rules, [MissingFact, TitlePlace, TitleShouting, LineEmpty, LineLong, SectionEmpty]);
}

#[test]
fn only_blocking_findings_block() {
    let mut snapshot = flawless();
    snapshot.facts.set(FactKey::Title, "BACKEND DEVELOPER");
    assert!(!blocks(&check(&snapshot)));
    snapshot.facts.set(FactKey::Title, "");
    assert!(blocks(&check(&snapshot)));
}

#[test]
fn a_finding_tells_its_rule_place_and_fix_as_json() {
    let mut snapshot = flawless();
    snapshot.facts.set(FactKey::ValidThrough, "2026-11-20");
    insta::assert_json_snapshot!(check(&snapshot), @r#"
    [
      {
        "rule": "valid_through_past",
        "severity": "blocking",
        "anchor": {
          "kind": "fact",
          "id": "validThrough"
        },
        "message": "The closing day has passed, so the posting would be closed the moment it is published.",
        "fix": "Choose a day from today on.",
        "source": "Google for Jobs: validThrough; expired postings must be removed"
      }
    ]
    "#);
}
