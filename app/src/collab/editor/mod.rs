//! The live editor: the document itself, in three parts of one page.
//!
//! The sheet in the middle, the library beside it, facts and checks beside it. The server draws all of it once, so that
//! there is something to read at once; the browser then builds its own parts from the same state of the draft and puts
//! them in place of the server's (ADR 0016). Where scripts don't run, the plain form edits the same draft.

#[cfg(feature = "browser")]
mod channel;
#[cfg_attr(not(feature = "browser"), expect(dead_code, reason = "the server only draws the editor"))]
mod desk;
mod desk_bar;
mod facts_panel;
mod findings_panel;
#[cfg(feature = "browser")]
mod follow;
mod insert;
#[cfg(feature = "browser")]
mod keeping;
#[cfg(feature = "browser")]
mod keyboard;
#[cfg(feature = "browser")]
mod leaving;
#[cfg(feature = "browser")]
mod line;
mod line_view;
mod moving;
mod paste;
mod presence;
mod rows;
mod section_view;
mod sheet;
mod shelf_panel;
#[cfg(feature = "browser")]
mod shut;
mod slash_menu;
mod unsent;
#[cfg(feature = "browser")]
mod wake;
mod words;
#[cfg_attr(not(feature = "browser"), expect(dead_code, reason = "the server only draws the editor"))]
mod work;
#[cfg(feature = "ssr")]
mod workbench;

use domain::protocol::Access;
use leptos::prelude::*;

#[cfg(feature = "browser")]
pub use self::wake::wake;
#[cfg(feature = "ssr")]
pub use self::workbench::Workbench;
use self::{
    desk::{Desk, Saving},
    desk_bar::DeskBar,
    facts_panel::FactsPanel,
    findings_panel::FindingsPanel,
    sheet::Sheet,
};
use crate::{collab::ONLY_READING, ui::Icon};

/// A part of the page that follows the desk. All of them are of one type: each type of its own costs the browser a
/// kilobyte.
fn live<V: IntoView + 'static>(mut draw: impl FnMut() -> V + Send + 'static) -> Box<dyn FnMut() -> AnyView + Send> {
    Box::new(move || draw().into_any())
}

/// Whether fields take anything yet. In what the server draws they don't: what is entered there before the editor wakes
/// would be lost.
const IS_AWAKE: bool = cfg!(feature = "browser");

/// The live part in the middle.
#[component]
fn OnDesk() -> impl IntoView {
    view! { <Notice/><DeskBar/><Sheet/><Removed/> }
}

/// The live part at the end.
#[component]
fn AtEnd() -> impl IntoView {
    view! { <FindingsPanel/><FactsPanel/> }
}

/// What could not be done, why saving stopped, and words that did not get into the draft.
#[component]
fn Notice() -> impl IntoView {
    let desk = Desk::here();
    let kept = move || {
        if desk.is_kept.get() { "kept in this browser" } else { "still on this page; copy it before you leave" }
    };
    let sentence = move || match desk.saving.get() {
        Saving::Stopped(why) => Some(format!("Not saved: {why} What you wrote is {}.", kept())),
        Saving::Stuck => {
            Some(format!("The server can't save just now; it goes on trying. What you wrote is {}.", kept()))
        }
        _ => desk.notice.get(),
    };
    view! {
        {live(move || view! { <Locked access=desk.access.get()/> })}
        <div role="alert">
            {live(move || sentence().map(|sentence| view! { <div class="banner" data-state="wrong"><Icon name="alert"/><p>{sentence}</p></div> }))}
            {live(move || desk.unsent.get().map(|words| view! { <Unsent words/> }))}
        </div>
    }
}

/// What was just taken out, and the way back.
#[component]
fn Removed() -> impl IntoView {
    let desk = Desk::here();
    view! {
        <div class="toasts" role="status">
            {live(move || desk.removed.get().map(|what| view! {
                <div class="toast"><p>{what}</p><button class="text-button" type="button" on:click=move |_| desk.undo()>"Undo"</button></div>
            }))}
        </div>
    }
}

/// Why the draft can't be written, and that the page around it is of another moment.
#[component]
fn Locked(access: Access) -> impl IntoView {
    let has_changed = Desk::here().access_at_first.with_value(|first| *first != access);
    let why = match access {
        Access::Read(why) => [ONLY_READING, &why].concat(),
        Access::Edit if has_changed => "The draft can be written again.".to_owned(),
        Access::Edit => return ().into_any(),
    };
    let reload = has_changed.then(|| view! { " "<a href="">"Reload the page"</a>" to see what you can do now." });
    view! { <div class="banner" role="status"><Icon name="lock"/><p>{why}{reload}</p></div> }.into_any()
}

/// What one wrote and could not save, until one has put it away.
#[component]
fn Unsent(words: String) -> impl IntoView {
    let desk = Desk::here();
    view! {
        <section class="banner unsent" data-state="wrong" aria-label="Your unsaved changes">
            <Icon name="alert"/>
            <div>
                <p><b>"Your unsaved changes. "</b>"The draft moved on before they arrived, so they are not in it. Copy what you still need."</p>
                <pre class="unsent-words" tabindex="0">{words}</pre>
                <button class="button" type="button" on:click=move |_| desk.unsent.set(None)>"I have what I need"</button>
            </div>
        </section>
    }
}
