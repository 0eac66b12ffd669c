//! The command palette (Ctrl-K): go anywhere, find any posting or library item. An island on every signed-in page.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{home::search_everything, ui::Icon};

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
    let (typed, set_typed) = signal(String::new());
    let (found, set_found) = signal(Vec::<Command>::new());
    let (chosen, set_chosen) = signal(0_usize);

    let shown = Memo::new(move |_| {
        let needle = typed.get().to_lowercase();
        let fits = |command: &&Command| command.words.to_lowercase().contains(needle.trim());
        commands.iter().filter(fits).cloned().chain(found.get()).collect::<Vec<Command>>()
    });

    let open = move || {
        if let Some(dialog) = dialog.get_untracked()
            && !dialog.open()
        {
            drop(dialog.show_modal());
        }
    };
    listen(open);

    let search = move |text: String| {
        set_typed.set(text.clone());
        set_chosen.set(0);
        if text.trim().chars().count() < 2 {
            set_found.set(Vec::new());
            return;
        }
        leptos::task::spawn_local(async move {
            if let Ok(hits) = search_everything(text.clone()).await
                && typed.get_untracked() == text
            {
                set_found.set(hits);
            }
        });
    };
    let step = move |by: isize| {
        let last = shown.with_untracked(Vec::len).saturating_sub(1);
        set_chosen.update(|index| *index = index.saturating_add_signed(by).min(last));
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
                    aria-activedescendant=move || format!("palette-{}", chosen.get()) autocomplete="off" placeholder="Go to, or search"
                    prop:value=typed on:input=move |event| search(event_target_value(&event)) on:keydown=on_key/>
                <kbd class="kbd">"Esc"</kbd>
            </form>
            <div class="palette-list" id="palette-list" role="listbox" aria-label="Results">
                {move || shown.get().into_iter().enumerate().map(|(index, command)| view! {
                    <a class="menu-item" role="option" id=format!("palette-{index}") href=command.href
                        aria-selected=move || (chosen.get() == index).to_string()>
                        <Icon name=command.icon/><span>{command.words}</span><span class="menu-end">{command.note}</span>
                    </a>
                }).collect_view()}
            </div>
        </dialog>
    }
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
