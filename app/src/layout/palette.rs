//! The command palette (Ctrl-K): go anywhere, find any posting or library item. On every signed-in page; `wake.rs` brings
//! it to life. Without scripts it never opens, and the search button leads to the search page.

use leptos::prelude::*;

use crate::{paths, ui::Icon};

/// Somewhere to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    pub icon: &'static str,
    pub words: String,
    /// A remark at the end: the stage of a posting, the kind of an item.
    pub note: String,
    pub href: String,
}

impl Command {
    #[must_use]
    pub fn new(icon: &'static str, words: &str, href: &str) -> Self {
        Self { icon, words: words.to_owned(), note: String::new(), href: href.to_owned() }
    }
}

/// Opens with Ctrl-K or the search button; arrows choose, Enter goes there.
#[component]
pub fn CommandPalette(commands: Vec<Command>) -> impl IntoView {
    view! {
        <dialog class="palette" id="palette" aria-label="Search and commands">
            <form class="palette-input" method="dialog">
                <Icon name="search"/>
                <input type="text" id="palette-input" role="combobox" aria-label="Go to, or search" aria-expanded="true"
                    aria-controls="palette-list" aria-activedescendant="palette-places-0" autocomplete="off" placeholder="Go to, or search"/>
                <kbd class="kbd">"Esc"</kbd>
            </form>
            <div class="palette-list" id="palette-list" role="listbox" aria-label="Results">
                <div id="palette-places" role="presentation">{rows("palette-places", commands)}</div>
                <div id="palette-found" role="presentation"></div>
                <Everything/>
            </div>
            <p class="palette-foot">
                <span><kbd class="kbd">"↑"</kbd><kbd class="kbd">"↓"</kbd>"choose"</span>
                <span><kbd class="kbd">"Enter"</kbd>"go there"</span>
                <span role="status" id="palette-status"></span>
            </p>
        </dialog>
    }
}

/// What the server found, as it is put into the list.
pub fn found_rows(commands: Vec<Command>) -> String {
    rows("palette-found", commands).to_html()
}

/// The first row is the chosen one until somebody chooses.
fn rows(list: &'static str, commands: Vec<Command>) -> impl IntoView {
    let row = |(number, command): (usize, Command)| {
        let is_chosen = (list == "palette-places" && number == 0).to_string();
        view! {
            <a class="menu-item" role="option" id=format!("{list}-{number}") href=command.href aria-selected=is_chosen>
                <Icon name=command.icon/><span>{command.words}</span><span class="menu-end">{command.note}</span>
            </a>
        }
    };
    commands.into_iter().enumerate().map(row).collect_view()
}

/// Where Enter leads when nothing fits, and where all results are.
#[component]
fn Everything() -> impl IntoView {
    view! {
        <a class="menu-item" role="option" id="palette-everything" href=paths::SEARCH aria-selected="false" hidden>
            <Icon name="search"/><span>"Search everything for “"<span id="palette-typed"></span>"”"</span>
        </a>
    }
}
