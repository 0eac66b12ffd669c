//! The command palette (Ctrl-K): go anywhere, find any posting or library item. An island on every signed-in page.

use std::time::Duration;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{home::search_everything, paths, ui::Icon};

/// How long the keys must rest before the server is asked.
const REST: Duration = Duration::from_millis(120);
/// Letters that make a search.
const SEARCH_FROM: usize = 2;

/// Somewhere to go.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Command {
    pub icon: String,
    pub words: String,
    /// A remark at the end: the stage of a posting, the kind of an item.
    pub note: String,
    pub href: String,
}

impl Command {
    #[must_use]
    pub fn new(icon: &str, words: &str, href: &str) -> Self {
        Self { icon: icon.to_owned(), words: words.to_owned(), note: String::new(), href: href.to_owned() }
    }
}

/// Opens with Ctrl-K or the search button; arrows choose, Enter goes there.
#[island]
pub fn CommandPalette(commands: Vec<Command>) -> impl IntoView {
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    let input = NodeRef::<leptos::html::Input>::new();
    let (typed, set_typed) = signal(String::new());
    let (found, set_found) = signal(Vec::<Command>::new());
    let (chosen, set_chosen) = signal(0_usize);

    let (asking, set_asking) = signal(false);

    let shown = Memo::new(move |_| {
        let typed = typed.get();
        let needle = typed.trim().to_lowercase();
        let fits = |command: &&Command| command.words.to_lowercase().contains(&needle);
        let places = commands.iter().filter(fits).cloned();
        places.chain(found.get()).chain(everything(typed.trim())).collect::<Vec<Command>>()
    });

    let open = move || {
        if let Some(dialog) = dialog.get_untracked()
            && !dialog.open()
        {
            drop(dialog.show_modal());
            if let Some(input) = input.get_untracked() {
                input.select();
            }
        }
    };
    listen(open);

    let mut ask = debounce(REST, move |text: String| {
        leptos::task::spawn_local(async move {
            let answer = search_everything(text.clone()).await;
            // An answer to what is no longer typed is late: another one is on its way.
            if typed.get_untracked() == text {
                set_found.set(answer.unwrap_or_default());
                set_asking.set(false);
            }
        });
    });
    let mut search = move |text: String| {
        let is_search = text.trim().chars().count() >= SEARCH_FROM;
        set_typed.set(text.clone());
        set_chosen.set(0);
        set_asking.set(is_search);
        if is_search {
            ask(text);
        } else {
            set_found.set(Vec::new());
        }
    };
    let step = move |by: isize| {
        let last = shown.with_untracked(Vec::len).saturating_sub(1);
        set_chosen.update(|index| *index = index.saturating_add_signed(by).min(last));
        if let Some(row) = document().get_element_by_id(&row_id(chosen.get_untracked())) {
            row.scroll_into_view_with_bool(false);
        }
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| match event.key().as_str() {
        "ArrowDown" => {
            event.prevent_default();
            step(1);
        }
        "ArrowUp" => {
            event.prevent_default();
            step(-1);
        }
        "Enter" => {
            event.prevent_default();
            if let Some(command) = shown.with_untracked(|shown| shown.get(chosen.get_untracked()).cloned()) {
                drop(window().location().set_href(&command.href));
            }
        }
        _ => {}
    };

    view! {
        <dialog class="palette" node_ref=dialog aria-label="Search and commands">
            <form class="palette-input" method="dialog">
                <Icon name="search"/>
                <input type="text" role="combobox" aria-label="Go to, or search" aria-expanded="true" aria-controls="palette-list"
                    aria-activedescendant=move || row_id(chosen.get()) autocomplete="off" placeholder="Go to, or search" node_ref=input
                    prop:value=typed on:input=move |event| search(event_target_value(&event)) on:keydown=on_key/>
                <kbd class="kbd">"Esc"</kbd>
            </form>
            <div class="palette-list" id="palette-list" role="listbox" aria-label="Results">
                {move || shown.get().into_iter().enumerate().map(|(index, command)| view! {
                    <a class="menu-item" role="option" id=row_id(index) href=command.href
                        aria-selected=move || (chosen.get() == index).to_string()>
                        <Icon name=command.icon/><span>{command.words}</span><span class="menu-end">{command.note}</span>
                    </a>
                }).collect_view()}
            </div>
            <p class="palette-foot">
                <span><kbd class="kbd">"↑"</kbd><kbd class="kbd">"↓"</kbd>"choose"</span>
                <span><kbd class="kbd">"Enter"</kbd>"go there"</span>
                <span role="status">{move || asking.get().then_some("Searching…")}</span>
            </p>
        </dialog>
    }
}

fn row_id(index: usize) -> String {
    format!("palette-{index}")
}

/// Where Enter leads when nothing fits, and where all results are.
fn everything(typed: &str) -> Option<Command> {
    let is_search = typed.chars().count() >= SEARCH_FROM;
    is_search.then(|| Command::new("search", &format!("Search everything for “{typed}”"), &paths::search(typed)))
}

/// Ctrl-K anywhere, and the search button in the bar. The effect also marks the page as alive.
fn listen(open: impl Fn() + Copy + 'static) {
    Effect::new(move |_| {
        let keys = window_event_listener(leptos::ev::keydown, move |event| {
            if (event.ctrl_key() || event.meta_key()) && event.key().eq_ignore_ascii_case("k") {
                event.prevent_default();
                open();
            }
        });
        let clicks = window_event_listener(leptos::ev::click, move |event| {
            let on_button = event_target::<web_sys::Element>(&event).closest(".search-open").ok().flatten().is_some();
            if on_button {
                event.prevent_default();
                open();
            }
        });
        on_cleanup(move || {
            keys.remove();
            clicks.remove();
        });
        if let Some(root) = document().document_element() {
            drop(root.set_attribute("data-alive", ""));
        }
    });
}
