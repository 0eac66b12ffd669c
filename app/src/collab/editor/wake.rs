//! The editor comes alive: the browser opens its replica of the draft and puts its own parts in place of the server's.

use domain::{document::Field, posting::FactKey, protocol::Access};
use leptos::{mount::mount_to, prelude::*};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

use super::{AtEnd, OnDesk, channel, desk::Desk, follow, keeping, keyboard, leaving, shelf_panel::ShelfPanel};
use crate::live;

/// Wakes the editor of this page, if it has one. One that can't be read leaves the page to the plain form.
pub fn wake() {
    let workbench =
        document().get_element_by_id("workbench").and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let Some(workbench) = workbench else { return };
    fill("live-desk", move || {
        let Some(desk) = open(&workbench) else {
            mark(|root| root.remove_attribute("data-scripts"));
            return None;
        };
        // Somebody may have gone to a field already.
        let held = keyboard::hold().or_else(|| has_to_begin(desk).then(|| keyboard::Held::at(&Field::TITLE)));
        fill("live-shelf", move || Some(by_access(desk, || ShelfPanel().into_any())));
        fill("live-end", move || Some(by_access(desk, || AtEnd().into_any())));
        Effect::new(move |_| {
            begin(desk);
            if let Some(held) = &held {
                held.give_back();
            }
        });
        Some(by_access(desk, || OnDesk().into_any()))
    });
}

/// Whether all is still to be written, by this person.
fn has_to_begin(desk: Desk) -> bool {
    desk.is_editable() && untrack(|| title(desk)).is_empty()
}

fn title(desk: Desk) -> String {
    desk.snapshot.with(|snapshot| snapshot.facts.get(FactKey::Title).to_owned())
}

/// The bar and the tab are called like the posting.
fn name_page(desk: Desk) {
    let title = Memo::new(move |_| title(desk));
    Effect::new(move |_| {
        let title =
            Some(title.get()).filter(|title| !title.is_empty()).unwrap_or_else(|| "Untitled posting".to_owned());
        document().set_title(&[&title, " – Rolewright"].concat());
        if let Ok(Some(bar)) = document().query_selector(".work-title") {
            bar.set_text_content(Some(&title));
        }
    });
}

/// A part that is drawn anew when what this person may do changes.
fn by_access(desk: Desk, part: fn() -> AnyView) -> AnyView {
    provide_context(desk);
    let draw = move || {
        desk.access.track();
        part()
    };
    draw.into_any()
}

/// The replica, from what the server wrote into the page.
fn open(workbench: &HtmlElement) -> Option<Desk> {
    let written = workbench.dataset();
    let who = (written.get("posting")?.parse().ok()?, written.get("user")?.parse().ok()?);
    let epoch = written.get("epoch")?.parse().ok()?;
    let state = live::from_base64(&written.get("state")?)?;
    let access = written.get("readonly").map_or(Access::Edit, Access::Read);
    Desk::open(who, epoch, &state, &written.get("today")?, access)
}

/// Puts a part in place of what the server drew there, between two frames, so that nothing flickers.
fn fill(id: &str, build: impl FnOnce() -> Option<AnyView> + 'static) {
    let Some(place) = document().get_element_by_id(id).and_then(|place| place.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    let drawn = place.clone();
    let mounted = mount_to(place, move || {
        let part = build();
        if part.is_some() {
            drawn.set_text_content(None);
        }
        part
    });
    mounted.forget();
}

/// The conversation with the server and the keys; then the page says that it is alive.
fn begin(desk: Desk) {
    keeping::keep_words(desk);
    keeping::take_up(desk);
    channel::begin(desk);
    follow::follow(desk);
    leaving::guard(desk);
    leaving::keys(desk);
    leaving::report(desk);
    name_page(desk);
    mark(|root| root.set_attribute("data-editor", "alive"));
}

fn mark(mark: impl FnOnce(&Element) -> Result<(), JsValue>) {
    if let Some(root) = document().document_element() {
        drop(mark(&root));
    }
}
