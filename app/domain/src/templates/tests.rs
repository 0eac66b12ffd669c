//! What can be done to a template, what a draft gets of it, and what its placeholders become.

use proptest::prelude::*;

use super::*;
use crate::posting::{FactKey, PlacePart};

const TOWN: FactKey = FactKey::JobLocation(0, PlacePart::AddressLocality);

fn section(id: u64) -> SectionId {
    SectionId::from_random(id)
}

fn line(id: u64) -> LineId {
    LineId::from_random(id)
}

fn item(id: u128) -> ItemId {
    ItemId(uuid::Uuid::from_u128(id))
}

fn own(text: &str) -> LineWords {
    LineWords::Own(text.to_owned())
}

fn filling(team: &str, product: &str, place: &str) -> Filling {
    Filling::read(team, product, place).unwrap()
}

/// Two sections: one of an own line and an item, one that is locked.
fn template() -> Template {
    let mut template = Template { name: "Ours".into(), ..Template::default() };
    let steps = [
        TemplateEdit::AddSection { id: section(1), kind: SectionKind::RequiredSkills, heading: "In {team}".into() },
        TemplateEdit::AddLine { id: line(1), section: section(1), words: own("You build {product} in {place}.") },
        TemplateEdit::AddLine { id: line(2), section: section(1), words: LineWords::Item(item(1)) },
        TemplateEdit::AddSection { id: section(2), kind: SectionKind::Disclosures, heading: String::new() },
        TemplateEdit::AddLine { id: line(3), section: section(2), words: own("We ask for nothing else.") },
        TemplateEdit::EditSection { id: section(2), heading: "Legal".into(), locked: true },
    ];
    steps.into_iter().for_each(|step| template.apply(step).unwrap());
    template
}

fn says(body: &str, version: u32) -> impl Fn(ItemId) -> Option<Wording> {
    move |item| {
        let source = ItemRef { item, version };
        Some(Wording { source, body: body.to_owned(), requirement: Requirement::Plain, level: None })
    }
}

fn message(done: Result<(), TemplateError>) -> (String, String) {
    match done {
        Err(TemplateError::Field(error)) => (error.field, error.message),
        other => panic!("{other:?}"),
    }
}

#[test]
fn placeholders_are_found_filled_and_told_apart_from_what_only_looks_like_them() {
    let known = filling("Platform", "Atlas", "");
    for (text, unknown, filled) in [
        ("plain", None, "plain"),
        ("{team} builds {product}", None, "Platform builds Atlas"),
        ("{team}{team}", None, "PlatformPlatform"),
        ("in {place}", None, "in {place}"),
        ("{Team}", Some("{Team}"), "{Team}"),
        ("{ team }", Some("{ team }"), "{ team }"),
        ("{salary} for {team}", Some("{salary}"), "{salary} for Platform"),
        ("{{team}}", None, "{Platform}"),
        ("{team {product}", None, "{team Atlas"),
        ("an open { brace", None, "an open { brace"),
        ("a closed } brace", None, "a closed } brace"),
        ("{}", Some("{}"), "{}"),
        ("{é}", Some("{é}"), "{é}"),
        (
            "{ a whole sentence that stands in braces is none }",
            None,
            "{ a whole sentence that stands in braces is none }",
        ),
    ] {
        assert_eq!(unknown_placeholder(text), unknown, "{text}");
        assert_eq!(known.fill(text), filled, "{text}");
    }
}

proptest! {
    #[test]
    fn filling_leaves_nothing_open_and_touches_nothing_else(
        parts in prop::collection::vec(prop_oneof![
            Just("{team}".to_owned()), Just("{product}".to_owned()), Just("{place}".to_owned()), "[a-zé {}😀]{0,8}",
        ], 0..12),
        [team, product, place] in ["[A-Zé]{1,9}", "[A-Z ]{0,4}[A-Z]", "[A-Z😀]{1,9}"],
    ) {
        let text = parts.concat();
        let filling = filling(&team, &product, &place);
        let filled = filling.fill(&text);
        prop_assert_eq!(Placeholder::unfilled_in(&filled), None);
        prop_assert_eq!(filling.fill(&filled), filled.clone(), "filling again changes nothing");
        let by_hand = text.replace("{team}", &filling.team).replace("{product}", &filling.product).replace("{place}", &filling.place);
        prop_assert_eq!(filled, by_hand);
        prop_assert_eq!(Filling::default().fill(&text), text);
    }

    #[test]
    fn what_is_filled_in_is_never_read_as_a_placeholder(name in "[a-z{}]{1,12}") {
        let filling = Filling { team: name.clone(), product: "Atlas".into(), place: "Berlin".into() };
        prop_assert_eq!(filling.fill("<{team}>"), format!("<{name}>"));
    }

    #[test]
    fn no_text_makes_the_search_for_placeholders_panic(text in "[{}a-zé😀 ]{0,60}") {
        if let Some(unknown) = unknown_placeholder(&text) {
            let is_braced = unknown.starts_with('{') && unknown.ends_with('}');
            prop_assert!(is_braced && text.contains(unknown));
            prop_assert_eq!(Placeholder::unfilled_in(unknown), None);
        }
    }
}

#[test]
fn a_draft_gets_the_librarys_words_of_the_day_and_the_template_stays() {
    let template = template();
    let parts = template.parts(&filling("Platform", "Atlas", "Berlin"), says("Java", 7));
    assert_eq!(parts.sections[0].heading, "In Platform");
    assert_eq!(parts.sections[0].lines[0].text, "You build Atlas in Berlin.");
    let (source, print) = parts.sections[0].lines[1].source.clone().unwrap();
    assert_eq!((source.version, print), (7, crate::posting::fingerprint("Java")));
    assert_eq!(parts.sections[0].lines[1].requirement, Requirement::Required, "as the section asks for");
    assert_eq!(parts.sections.iter().map(|section| section.locked).collect::<Vec<_>>(), [false, true]);
    assert_eq!(parts.facts.get(TOWN), "Berlin");
    assert_eq!(template.placeholders(), [Placeholder::Team, Placeholder::Product, Placeholder::Place]);
    let without = template.parts(&Filling::default(), |_| None);
    assert_eq!(without.sections[0].lines.len(), 1, "an item that is out of use is left out");
    assert_eq!(without.sections[0].lines[0].text, "You build {product} in {place}.");
    assert!(!without.facts.has(TOWN));
}

#[test]
fn the_place_is_a_fact_unless_another_is_preset_or_nobody_asked() {
    let mut template = template();
    assert_eq!(Filling::preset_by(&template.facts), Filling::default());
    template.apply(TemplateEdit::SetFact(TOWN, "Munich".into())).unwrap();
    assert_eq!(Filling::preset_by(&template.facts).place, "Munich");
    assert_eq!(template.parts(&filling("", "", "Berlin"), says("", 1)).facts.get(TOWN), "Munich");
    template.apply(TemplateEdit::SetFact(TOWN, "{place}".into())).unwrap();
    assert_eq!(Filling::preset_by(&template.facts).place, "");
    assert_eq!(template.parts(&filling("", "", "Berlin"), says("", 1)).facts.get(TOWN), "Berlin");
    let silent = Template::default();
    assert!(!silent.parts(&filling("", "", "Berlin"), says("", 1)).facts.has(TOWN));
}

#[test]
fn what_can_not_be_is_told_at_its_field_and_changes_nothing() {
    let before = template();
    let long = "x".repeat(LINE_MAX_CHARS + 1);
    for (edit, field, words) in [
        (TemplateEdit::SetLine { id: line(1), words: own("{salary}") }, "text", "There is no placeholder {salary}."),
        (TemplateEdit::SetLine { id: line(1), words: own(" \n ") }, "text", "Write the line first."),
        (TemplateEdit::SetLine { id: line(1), words: own(&long) }, "text", "too long"),
        (
            TemplateEdit::EditSection { id: section(1), heading: "{Team}".into(), locked: false },
            "heading",
            "{team}, {product} and {place}",
        ),
        (TemplateEdit::Describe { name: " ".into(), description: String::new() }, "name", "Give the template a name."),
        (TemplateEdit::SetFact(FactKey::ValidThrough, "soon".into()), "validThrough", "year-month-day"),
        (TemplateEdit::SetFact(FactKey::Title, "Dev in {town}".into()), "title", "{town}"),
        (
            TemplateEdit::AddLine { id: line(9), section: section(2), words: LineWords::Item(item(1)) },
            "item",
            "already",
        ),
    ] {
        let mut template = before.clone();
        let (at, sentence) = message(template.apply(edit));
        assert!(at == field && sentence.contains(words), "{at}: {sentence}");
        assert_eq!(template, before);
    }
    let mut template = before.clone();
    assert_eq!(template.apply(TemplateEdit::RemoveLine(line(99))), Err(TemplateError::UnknownLine));
    assert_eq!(template.apply(TemplateEdit::RemoveSection(section(99))), Err(TemplateError::UnknownSection));
    assert_eq!(template, before);
}

#[test]
fn lines_and_sections_are_moved_one_place_at_a_time() {
    let order = |template: &Template| {
        template
            .sections
            .iter()
            .map(|section| (section.id.clone(), section.lines.iter().map(|line| line.id.clone()).collect()))
            .collect::<Vec<(SectionId, Vec<LineId>)>>()
    };
    let mut template = template();
    for (id, down, first, second) in [
        (1, false, vec![1, 2], vec![3]),
        (1, true, vec![2, 1], vec![3]),
        (1, true, vec![2], vec![1, 3]),
        (3, true, vec![2], vec![1, 3]),
        (1, false, vec![2, 1], vec![3]),
    ] {
        template.apply(TemplateEdit::MoveLine { id: line(id), down }).unwrap();
        let [first, second] = [first, second].map(|ids| ids.into_iter().map(line).collect());
        assert_eq!(order(&template), [(section(1), first), (section(2), second)]);
    }
    template.apply(TemplateEdit::MoveSection { id: section(1), down: false }).unwrap();
    assert_eq!(template.sections[0].id, section(1));
    template.apply(TemplateEdit::MoveSection { id: section(1), down: true }).unwrap();
    assert_eq!(template.sections[0].id, section(2));
}

#[test]
fn equal_templates_have_one_digest_and_each_change_another() {
    let before = template();
    let mut renamed = before.clone();
    renamed.sections[0].id = section(77);
    assert_eq!(renamed.content_hash(), before.content_hash(), "ids of parts are no content");
    for edit in [
        TemplateEdit::Describe { name: "Theirs".into(), description: String::new() },
        TemplateEdit::SetFact(FactKey::Title, "Developer".into()),
        TemplateEdit::EditSection { id: section(2), heading: "Legal".into(), locked: false },
        TemplateEdit::SetLine { id: line(2), words: LineWords::Item(item(2)) },
        TemplateEdit::MoveLine { id: line(1), down: true },
    ] {
        let mut template = before.clone();
        template.apply(edit.clone()).unwrap();
        assert_ne!(template.content_hash(), before.content_hash(), "{edit:?}");
    }
    let stored = serde_json::to_string(&before).unwrap();
    assert_eq!(serde_json::from_str::<Template>(&stored).unwrap(), before);
}

#[test]
fn an_empty_template_starts_nothing() {
    let mut template = Template::default();
    assert_eq!(template.demand_publishable(), Err(Unpublishable::NoSection));
    let add = TemplateEdit::AddSection { id: section(1), kind: SectionKind::Overview, heading: String::new() };
    template.apply(add).unwrap();
    assert_eq!(template.sections[0].heading, "About the role");
    assert_eq!(template.demand_publishable(), Err(Unpublishable::NoLine));
    assert_eq!(self::template().demand_publishable(), Ok(()));
}
