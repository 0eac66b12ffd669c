//! Lists that follow the desk.

use leptos::prelude::*;

/// One row of such a list: what it is known by, and how it is drawn when it is new.
pub struct Row {
    key: String,
    draw: Box<dyn FnOnce() -> AnyView + Send>,
}

impl Row {
    pub fn new<V: IntoView + 'static>(key: String, draw: impl FnOnce() -> V + Send + 'static) -> Self {
        Self { key, draw: Box::new(move || draw().into_any()) }
    }
}

/// Rows that stay while their key is among those of `rows`. All lists are of one type: each type of its own costs the
/// browser seven kilobytes.
#[component]
pub fn Rows(rows: Box<dyn Fn() -> Vec<Row> + Send>) -> impl IntoView {
    view! { <For each=rows key=|row| row.key.clone() children=|row| (row.draw)()/> }
}
