//! Titles, headings and prose are texts, made by the server and with their section.

use super::*;

#[test]
fn words_are_typed_into_a_title_a_heading_and_prose_as_into_a_line() {
    let house = House::new();
    let touched = |name: &'static str| house.verdict(|roots, t| text(roots, t, name).insert(t, 0, "é😀"));
    assert_eq!(touched("fact:title"), Ok(Touched { facts: [FactKey::Title].into(), ..Touched::default() }));
    assert_eq!(touched("s/heading"), Ok(Touched { sections: [id("s")].into(), ..Touched::default() }));
    let full = house.verdict(|roots, t| text(roots, t, "fact:title").insert(t, 0, &"é".repeat(291)));
    assert!(full.is_ok(), "characters are counted, not bytes");
}

#[test]
fn a_section_comes_with_the_text_of_its_heading_and_never_gets_another() {
    let house = House::new();
    let heading = |roots: &Roots, t: &mut TransactionMut<'_>, name: &str| {
        roots.texts.insert(t, format!("{name}/heading"), TextPrelim::new("Mine"));
    };
    let whole = house.verdict(|roots, t| {
        roots.sections.insert(t, "new", "V|overview|");
        heading(roots, t, "new");
    });
    assert_eq!(whole, Ok(Touched { sections: [id("new")].into(), ..Touched::default() }));
    house.refuses(Rejection::Foreign, |roots, t| heading(roots, t, "nowhere"));
    house.refuses(Rejection::TooLong, |roots, t| {
        roots.sections.insert(t, "new", "V|overview|");
        roots.texts.insert(t, "new/heading", TextPrelim::new("x".repeat(201)));
    });
}

#[test]
fn a_page_that_knows_no_texts_can_not_write_what_they_would_hide() {
    let house = House::new();
    house.refuses(Rejection::Outdated, |roots, t| _ = roots.meta.insert(t, "title", "lost"));
    house.refuses(Rejection::Outdated, |roots, t| _ = roots.sections.insert(t, "s/heading", "lost"));
}

#[test]
fn in_a_draft_without_these_texts_values_are_written_and_only_the_server_adds_the_texts() {
    let mut house = House::new();
    house.state = crate::document::tests::older_draft();
    house.refuses(Rejection::Foreign, |roots, t| _ = roots.texts.insert(t, "fact:title", TextPrelim::new("x")));
    house.refuses(Rejection::Foreign, |roots, t| _ = roots.texts.insert(t, "s/heading", TextPrelim::new("x")));
    let title = house.verdict(|roots, t| _ = roots.meta.insert(t, "title", "Engineer"));
    assert_eq!(title, Ok(Touched { facts: [FactKey::Title].into(), ..Touched::default() }));
    let heading = house.verdict(|roots, t| _ = roots.sections.insert(t, "s/heading", "About us"));
    assert_eq!(heading, Ok(Touched { sections: [id("s")].into(), ..Touched::default() }));
    let section = house.verdict(|roots, t| {
        roots.sections.insert(t, "new", "V|overview|");
        roots.sections.insert(t, "new/heading", "Written by an older page");
    });
    assert_eq!(section, Ok(Touched { sections: [id("new")].into(), ..Touched::default() }));
}
