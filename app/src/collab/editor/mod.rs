//! The live editor: the document itself. One island, loaded on the editor's page alone.
//!
//! The sheet in the middle, the library beside it, facts and checks beside it. Without this island the plain form under
//! it edits the same draft.

mod desk;
mod desk_bar;
mod facts_panel;
mod findings_panel;
mod insert;
mod leaving;
mod line_view;
mod moving;
mod section_view;
mod sheet;
mod shelf_panel;
mod slash_menu;

use std::sync::Arc;

use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{
    ids::PostingId,
    library::{IndexItem, search::Index},
};
use leptos::prelude::*;

use self::{
    desk::{Desk, Saving, Shelf},
    desk_bar::DeskBar,
    facts_panel::FactsPanel,
    findings_panel::FindingsPanel,
    sheet::Sheet,
    shelf_panel::ShelfPanel,
};
use super::{draft_api::shelf, panel::Panel};
use crate::ui::Icon;

/// The editor of one posting, from the state of its draft (base 64).
#[island]
pub fn LiveEditor(
    posting: PostingId,
    epoch: i32,
    state: String,
    today: String,
    is_editable: bool,
    /// What stands above the sheet and does not change.
    children: Children,
) -> impl IntoView {
    let opened = STANDARD.decode(&state).ok().and_then(|state| Desk::open(posting, epoch, &state, &today, is_editable));
    let Some(desk) = opened else {
        return view! { <p class="banner" data-state="wrong" role="alert">"This draft can't be read. Use the plain form, and tell an admin."</p> }.into_any();
    };
    provide_context(desk);
    Effect::new(move |_| wake(desk));
    view! {
        <div class="workbench">
            <Panel id="library" side="start" icon="library" title="Library"><ShelfPanel/></Panel>
            <main class="desk" id="main" tabindex="-1">
                {children()}
                <Notice/>
                <DeskBar/>
                <Sheet/>
            </main>
            <Panel id="side" side="end" icon="panel-right" title="Facts and checks">
                <FindingsPanel/>
                <FactsPanel/>
            </Panel>
        </div>
    }
    .into_any()
}

/// Brings the desk to life in the browser.
fn wake(desk: Desk) {
    desk.listen();
    leaving::guard(desk);
    leaving::keys(desk);
    leaving::report(desk);
    leptos::task::spawn_local(async move {
        if let Ok(items) = shelf().await {
            let index = Index::build(items.iter().map(IndexItem::entry));
            desk.shelf.set(Some(Arc::new(Shelf { items, index })));
        }
    });
    if let Some(root) = document().document_element() {
        drop(root.set_attribute("data-editor", "alive"));
    }
}

/// What could not be done, and why saving stopped.
#[component]
fn Notice() -> impl IntoView {
    let desk = Desk::here();
    let sentence = move || match desk.saving.get() {
        Saving::Stopped(why) => {
            Some(format!("Not saved: {why} What you wrote is still on this page; copy it before you reload."))
        }
        _ => desk.notice.get(),
    };
    view! {
        <div role="alert">
            {move || sentence().map(|sentence| view! { <p class="banner" data-state="wrong"><Icon name="alert"/>{sentence}</p> })}
        </div>
    }
}
