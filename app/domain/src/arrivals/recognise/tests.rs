//! What is recognised, and that nothing is lost.

use proptest::prelude::*;

use super::*;
use crate::posting::{FactKey, PlacePart};

const POSTING: &str = "\
Senior Backend Engineer (m/f/x)
Berlin, Germany · Hybrid · Full-time
Salary: €70,000 – €85,000 a year

About Northwind
We bake bread.

What you will do
- Build APIs that shops can rely on
- Review code

Nice to have:
* Kafka

How we hire
Write to jobs@northwind.example by 31 March 2027.

Perks
";

fn fact(found: &Recognised, key: FactKey) -> &str {
    found.facts.iter().find(|fact| fact.key == key).map_or("", |fact| fact.value.as_str())
}

#[test]
fn a_label_and_the_value_below_it_are_one_fact_and_a_button_is_no_section() {
    let text = "Software Engineer\nApply\nlocations\nLeeds\ntime type\nFull time\n\nWho we are\nA bakery with ovens and software.";
    let found = recognise(&Outline::of_text(text));
    assert_eq!(fact(&found, FactKey::JobLocation(0, PlacePart::AddressLocality)), "Leeds");
    assert_eq!(fact(&found, FactKey::EmploymentType), "FULL_TIME");
    assert_eq!(found.sections.iter().map(|section| section.kind).collect::<Vec<_>>(), [SectionKind::Overview]);
}

#[test]
fn duties_below_some_sentences_about_the_job_are_duties() {
    let text = "Developer\n\n# Job description\nWe bake bread and write software.\n- Build interfaces\n- Review code";
    let found = recognise(&Outline::of_text(text));
    let kinds: Vec<_> = found.sections.iter().map(|section| (section.kind, section.lines.len())).collect();
    assert_eq!(kinds, [(SectionKind::Overview, 1), (SectionKind::Responsibilities, 2)]);
}

#[test]
fn facts_that_are_labelled_in_one_paragraph_are_read_one_by_one() {
    let text = "Developer\n\nLocation: Munich, Germany. Salary: EUR 70,000 to 90,000 per year.\n\nDuties\n- Build";
    let found = recognise(&Outline::of_text(text));
    let keys = [
        FactKey::JobLocation(0, PlacePart::AddressLocality),
        FactKey::JobLocation(0, PlacePart::AddressRegion),
        FactKey::BaseSalaryMaxValue,
    ];
    assert_eq!(keys.map(|key| fact(&found, key)), ["Munich", "", "90000"]);
}

#[test]
fn a_bare_dollar_is_that_of_the_country() {
    for (place, currency) in [("Sydney, Australia", "AUD"), ("Toronto, Canada", "CAD"), ("Austin, USA", "USD")] {
        let found =
            recognise(&Outline::of_text(&format!("Developer\nLocation: {place}\nSalary: $110,000 - $130,000 a year")));
        assert_eq!(fact(&found, FactKey::BaseSalaryCurrency), currency, "{place}");
    }
    let found = recognise(&Outline::of_text("Developer\nLocation: Sydney, Australia\nSalary: US$110,000 a year"));
    assert_eq!(fact(&found, FactKey::BaseSalaryCurrency), "USD");
}

#[test]
fn a_posting_becomes_sections_and_facts() {
    let found = recognise(&Outline::of_text(POSTING));
    let sections: Vec<_> = found.sections.iter().map(|section| (section.kind, section.lines.len())).collect();
    use SectionKind::{HowToApply, Overview, PreferredSkills, Responsibilities};
    assert_eq!(sections, [(Overview, 1), (Responsibilities, 2), (PreferredSkills, 1), (HowToApply, 1)]);
    assert_eq!(found.sections[0].heading, "About Northwind");
    for (key, value) in [
        (FactKey::Title, "Senior Backend Engineer"),
        (FactKey::Seniority, "senior"),
        (FactKey::HiringOrganization, "Northwind"),
        (FactKey::EmploymentType, "FULL_TIME"),
        (FactKey::WorkPlace, "hybrid"),
        (FactKey::JobLocation(0, PlacePart::AddressLocality), "Berlin"),
        (FactKey::JobLocation(0, PlacePart::AddressCountry), "Germany"),
        (FactKey::BaseSalaryMinValue, "70000"),
        (FactKey::BaseSalaryMaxValue, "85000"),
        (FactKey::BaseSalaryCurrency, "EUR"),
        (FactKey::BaseSalaryUnitText, "YEAR"),
        (FactKey::HowToApply, "jobs@northwind.example"),
    ] {
        assert_eq!(fact(&found, key), value, "{key}");
    }
    let left: Vec<_> = found.left_out.iter().map(|left| (left.text.as_str(), left.why)).collect();
    assert!(
        left.contains(&("Perks", Why::NoLines)) && left.contains(&("Senior Backend Engineer (m/f/x)", Why::Fact)),
        "{left:?}"
    );
}

#[test]
fn a_text_without_any_shape_is_an_overview() {
    let found = recognise(&Outline::of_text("We look for somebody who likes bread and code.\n\nWrite to us."));
    assert_eq!(found.sections.len(), 1);
    assert!(found.sections[0].is_guess && found.sections[0].lines.len() == 2);
    assert_eq!(recognise(&Outline::default()), Recognised::default());
}

#[test]
fn what_a_heading_does_not_say_its_lines_do() {
    let heading = |text: &str| Block::Heading { level: 2, text: text.to_owned() };
    let bullets =
        |texts: &[&str]| texts.iter().map(|text| Block::Bullet { text: (*text).to_owned() }).collect::<Vec<_>>();
    let duties = bullets(&["Build interfaces", "Review code"]);
    let asked = bullets(&["Four years of experience", "Knowledge of SQL"]);
    let given = bullets(&["30 days of holiday", "A pension"]);
    let lead = Block::Paragraph { text: "It matters to us that there are:".to_owned() };
    let tools = [vec![heading("Tools of ours")], bullets(&["Two ovens", "A mill"])].concat();
    let blocks = [
        vec![heading("Mondays to Fridays")],
        duties,
        vec![lead],
        asked,
        vec![heading("Benefits"), Block::Heading { level: 3, text: "Of all kinds".to_owned() }],
        given,
        tools,
    ];
    let found = recognise(&Outline::new(blocks.concat()));
    let sections: Vec<_> =
        found.sections.iter().map(|section| (section.heading.as_str(), section.kind, section.is_guess)).collect();
    use SectionKind::{Benefits, Overview, RequiredSkills, Responsibilities};
    assert_eq!(
        sections,
        [
            ("Mondays to Fridays", Responsibilities, true),
            ("What you bring", RequiredSkills, true),
            ("Benefits", Benefits, false),
            ("Tools of ours", Overview, true),
        ]
    );
}

#[test]
fn what_a_draft_has_no_room_for_is_named() {
    let many = (0..600).map(|number| Block::Bullet { text: format!("line {number}") });
    let found = recognise(&Outline::new(many));
    assert_eq!(found.sections[0].lines.len(), LINES_MAX);
    assert_eq!(found.left_out.iter().filter(|left| left.why == Why::NoRoom).count(), 600 - LINES_MAX);
    let headings = (0..100).flat_map(|number| {
        [Block::Heading { level: 2, text: format!("Part {number} overview") }, Block::Bullet { text: "line".into() }]
    });
    assert!(recognise(&Outline::new(headings)).sections.len() <= SECTIONS_MAX);
}

/// All words that the result holds, wherever.
fn words(found: &Recognised) -> Vec<String> {
    let lines =
        found.sections.iter().flat_map(|section| section.lines.iter().map(|line| &line.text).chain([&section.heading]));
    lines.chain(found.left_out.iter().map(|left| &left.text)).cloned().collect()
}

fn block() -> impl Strategy<Value = Block> {
    let text = prop_oneof![
        any::<String>(),
        "[A-Za-z€$0-9:,.()/–-]{1,12}( [A-Za-z€$0-9:,.()/–-]{1,9}){0,8}",
        Just("Requirements:".to_owned()),
        Just("What you will do".to_owned()),
        Just("Salary: €70,000 - 80,000".to_owned()),
        Just("Location: Berlin, Germany (hybrid)".to_owned()),
        Just("Backend Developer".to_owned()),
    ];
    (0_u8..12, text).prop_map(|(is, text)| match is {
        level @ 1..=3 => Block::Heading { level, text },
        9 => Block::Heading { level: 9, text },
        0 | 4..=6 => Block::Bullet { text },
        _ => Block::Paragraph { text },
    })
}

proptest! {
    #[test]
    fn nothing_of_an_outline_is_lost(blocks in proptest::collection::vec(block(), 0..60)) {
        let outline = Outline::new(blocks);
        let kept = words(&recognise(&outline));
        for block in outline.blocks() {
            // A heading loses its number and its colon.
            let is_kept = kept.iter().any(|text| text == block.text()) || matches!(block, Block::Heading { .. } | Block::Paragraph { .. }) && kept.contains(&tidy_heading(block.text()));
            prop_assert!(is_kept, "{:?} is nowhere in {:?}", block, kept);
        }
    }

    #[test]
    fn no_text_makes_it_panic_and_every_bullet_of_it_is_kept(
        bullets in proptest::collection::vec("[a-zA-Zäöü0-9.,:;€$()/+#–-]{1,10}( [a-zA-Zäöü0-9.,:;€$()/+#–-]{1,10}){0,30}", 1..20),
        mark in "[-*•]",
        noise in any::<String>(),
    ) {
        let list = bullets.iter().map(|bullet| format!("{mark} {bullet}\n")).collect::<String>();
        let text = format!("{noise}\n\n{list}");
        let kept = words(&recognise(&Outline::of_text(&text))).join("\n");
        for bullet in &bullets {
            // Marks and numbers at its beginning are no words.
            let bare = crate::posting::without_mark(bullet).trim_end_matches(':');
            let bare = bare.trim_start_matches(|c: char| !c.is_alphabetic());
            prop_assert!(kept.contains(bare), "{bare:?} of {bullet:?} is nowhere in {kept:?}");
        }
    }
}
