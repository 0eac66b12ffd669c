//! Pasting a list makes lines.

use domain::{
    document::Operation,
    ids::{LineId, SectionId},
    posting::{Requirement, entries},
};
use web_sys::ClipboardEvent;

use super::{
    desk::{Desk, random_bits},
    insert::{focus_line, next_of},
};

/// Several entries on the clipboard become lines of their own: into this line goes the first if it is empty, the others
/// follow it. A single one is left to the browser.
pub fn lines(desk: Desk, event: &ClipboardEvent, line: &LineId, section: &SectionId) {
    let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
    let entries = entries(&text);
    if entries.len() < 2 {
        return;
    }
    event.prevent_default();
    let is_empty = desk.line(line).is_some_and(|line| line.text.trim().is_empty());
    let requirement = desk.section(section).map_or(Requirement::Plain, |section| section.kind.usual_requirement());
    let before = next_of(desk, line, section);
    let mut operations = Vec::new();
    let mut last = line.clone();
    for (at, text) in entries.into_iter().enumerate() {
        if at == 0 && is_empty {
            operations.push(Operation::SetText { id: line.clone(), text });
            continue;
        }
        last = LineId::from_random(random_bits());
        let (id, section) = (last.clone(), section.clone());
        operations.push(Operation::AddLine {
            id,
            section,
            before: before.clone(),
            text,
            source: None,
            requirement,
            level: None,
        });
    }
    desk.apply(&operations);
    focus_line(&last);
}
