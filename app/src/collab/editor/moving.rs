//! Moving lines: by dragging, and by keyboard. Also where something dragged out of the library would land.

use domain::{
    document::{Operation, line_step, section_step},
    ids::{ItemId, LineId, SectionId},
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, HtmlElement};

use super::{desk::Desk, insert};

/// What is being dragged, and over which line it hangs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moving {
    pub what: Option<Dragged>,
    pub over: Option<(LineId, Side)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dragged {
    Line(LineId),
    Item(ItemId),
}

/// Above or below the line that something hangs over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Before,
    After,
}

impl Side {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
        }
    }
}

/// Takes up a line or an item.
pub fn take(desk: Desk, event: &DragEvent, what: Dragged) {
    if let Some(transfer) = event.data_transfer() {
        transfer.set_effect_allowed("copyMove");
        drop(transfer.set_data("text/plain", ""));
    }
    desk.moving.set(Moving { what: Some(what), over: None });
}

/// Something hangs over this line: in the upper half it would land before it.
pub fn hang(desk: Desk, event: &DragEvent, line: &LineId) {
    if desk.moving.with_untracked(|moving| moving.what.is_none()) {
        return;
    }
    event.prevent_default();
    let Some(element) = event.current_target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) else { return };
    let frame = element.get_bounding_client_rect();
    let side =
        if f64::from(event.client_y()) < frame.top() + frame.height() / 2.0 { Side::Before } else { Side::After };
    let over = Some((line.clone(), side));
    if desk.moving.with_untracked(|moving| moving.over != over) {
        desk.moving.update(|moving| moving.over = over);
    }
}

/// Lets go over this line. The hand may have moved since it last hung over one: the place of letting go counts.
pub fn let_go_over(desk: Desk, event: &DragEvent, line: &LineId, section: &SectionId) {
    hang(desk, event, line);
    let_go(desk, event, section);
}

/// Lets go over a line, or over the empty space of a section.
pub fn let_go(desk: Desk, event: &DragEvent, section: &SectionId) {
    event.prevent_default();
    event.stop_propagation();
    let moving = desk.moving.get_untracked();
    desk.moving.set(Moving::default());
    let before = moving.over.and_then(|(line, side)| sibling(desk, section, &line, side));
    match moving.what {
        Some(Dragged::Line(id)) if before.as_ref() != Some(&id) => {
            desk.apply(&[Operation::MoveLine { id, section: section.clone(), before }]);
        }
        Some(Dragged::Item(item)) => insert::item_into(desk, item, section, before),
        _ => {}
    }
}

/// The line that would follow: this one, or the one after it.
fn sibling(desk: Desk, section: &SectionId, line: &LineId, side: Side) -> Option<LineId> {
    let section = desk.section(section)?;
    let at = section.lines.iter().position(|other| &other.id == line)?;
    let next = if side == Side::Before { at } else { at + 1 };
    section.lines.get(next).map(|line| line.id.clone())
}

/// Moves a line up or down, across the borders of sections too, and keeps the keyboard on it.
pub fn step_line(desk: Desk, id: &LineId, down: bool) {
    if let Some(step) = desk.snapshot.with_untracked(|snapshot| line_step(&snapshot.sections, id, down)) {
        desk.apply(&[step]);
        insert::focus_line(id);
    }
}

/// Moves a section up or down.
pub fn step_section(desk: Desk, id: &SectionId, down: bool) {
    if let Some(step) = desk.snapshot.with_untracked(|snapshot| section_step(&snapshot.sections, id, down)) {
        desk.apply(&[step]);
    }
}
