//! Putting lines in: empty ones, and the library's.

use domain::{
    document::Operation,
    ids::{ItemId, LineId, SectionId},
    library::IndexItem,
    posting::Requirement,
};
use leptos::{
    prelude::*,
    task::{spawn_local, tick},
};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::desk::{Desk, random_bits};

/// An empty line, with the keyboard on it.
pub fn empty_line(desk: Desk, section: &SectionId, before: Option<LineId>) {
    let id = LineId::from_random(random_bits());
    let requirement = desk.section(section).map_or(Requirement::Plain, |section| section.kind.usual_requirement());
    desk.apply(&[Operation::AddLine {
        id: id.clone(),
        section: section.clone(),
        before,
        text: String::new(),
        source: None,
        requirement,
        level: None,
    }]);
    focus_line(&id);
}

/// An item of the library, at a place of the writer's choice.
pub fn item_into(desk: Desk, item: ItemId, section: &SectionId, before: Option<LineId>) {
    let Some(item) = find(desk, item) else { return };
    let line = line_of(&item, section.clone(), before);
    desk.apply(&[line]);
}

/// An item of the library, where such lines usually go; the section is made when the posting has none.
pub fn item_where_usual(desk: Desk, item: &IndexItem) {
    let there = desk.snapshot.with_untracked(|snapshot| {
        snapshot.sections.iter().find(|section| section.kind == item.section).map(|section| section.id.clone())
    });
    let mut operations = Vec::new();
    let section = there.unwrap_or_else(|| {
        let id = SectionId::from_random(random_bits());
        operations.push(Operation::AddSection {
            id: id.clone(),
            kind: item.section,
            heading: item.section.label().to_owned(),
            before: None,
        });
        id
    });
    operations.push(line_of(item, section, None));
    desk.apply(&operations);
}

/// The library's words in a line that is there already.
pub fn item_in_place(desk: Desk, line: &LineId, item: &IndexItem) {
    let mut operations =
        vec![Operation::TakeSource { id: line.clone(), source: item.source(), text: item.body.clone() }];
    let is_plain = desk.line(line).is_some_and(|line| line.requirement == Requirement::Plain);
    if is_plain && item.requirement != Requirement::Plain {
        operations.push(Operation::SetRequirement { id: line.clone(), requirement: item.requirement });
    }
    if item.level.is_some() {
        operations.push(Operation::SetLevel { id: line.clone(), level: item.level });
    }
    desk.apply(&operations);
    focus_line(line);
}

/// Back to the library's present words.
pub fn revert(desk: Desk, line: &LineId) {
    let source = desk.line(line).and_then(|line| line.origin.source());
    let Some(item) = source.and_then(|source| find(desk, source.item)) else {
        desk.notice.set(Some("This item is not offered by the library any more; the line stays as it is.".to_owned()));
        return;
    };
    desk.apply(&[Operation::TakeSource { id: line.clone(), source: item.source(), text: item.body }]);
}

fn find(desk: Desk, item: ItemId) -> Option<IndexItem> {
    desk.shelf.with_untracked(|shelf| shelf.as_ref()?.items.iter().find(|other| other.id == item).cloned())
}

fn line_of(item: &IndexItem, section: SectionId, before: Option<LineId>) -> Operation {
    Operation::AddLine {
        id: LineId::from_random(random_bits()),
        section,
        before,
        text: item.body.clone(),
        source: Some(item.source()),
        requirement: item.requirement,
        level: item.level,
    }
}

/// The line after this one in its section.
pub fn next_of(desk: Desk, id: &LineId, section: &SectionId) -> Option<LineId> {
    let section = desk.section(section)?;
    let at = section.lines.iter().position(|line| &line.id == id)?;
    section.lines.get(at + 1).map(|line| line.id.clone())
}

/// Puts the keyboard on a line once it is drawn, and before the next key is heard: what somebody types quickly must not
/// stand in the line before.
pub fn focus_line(id: &LineId) {
    focus_soon(format!("#line-{id} .line-text"));
}

/// Puts the keyboard on the first that fits, once all is drawn.
pub fn focus_soon(selector: String) {
    spawn_local(async move {
        tick().await;
        let element = document().query_selector(&selector).ok().flatten();
        if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            drop(element.focus());
        }
    });
}
