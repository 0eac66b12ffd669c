//! Why a step was not taken. It stands beside the steps, because the form that was sent may be gone by now: somebody
//! else may have moved the posting.

use domain::{ids::PostingId, input::FieldError};
use leptos::prelude::*;

use super::next_steps::is_here;
use crate::{error::AppError, forms::refused, paths, ui::Icon};

const STEPS: [&str; 7] = ["submit", "withdraw", "publish", "close", "reopen", "archive_posting", "restore_posting"];

/// Opens by itself after a refusal, and can be closed without a script.
#[component]
pub fn StepRefused(posting: PostingId) -> impl IntoView {
    let outcome = refused(&STEPS).filter(|outcome| outcome.key.is_empty())?;
    let (sentence, fields) = match outcome.error {
        AppError::Invalid(fields) => (blocked(&fields), fields),
        error => (error.to_string(), Vec::new()),
    };
    // In the editor one stays on the page: what was typed for the reviewers is on it.
    let editor = Some(paths::posting(posting)).filter(|editor| !is_here(editor)).unwrap_or_default();
    let items = fields.into_iter().map(|field| {
        let href = match field.field.strip_prefix("asked.") {
            Some(step) => format!("{}#asked-{step}", paths::asked(posting)),
            None => format!("{editor}#{}", anchor(&field.field)),
        };
        view! { <li><a href=href>{field.message}</a></li> }
    });
    let items = items.collect_view();
    Some(view! {
        <details class="menu" data-end="" name="next-steps" open="">
            <summary class="button" data-kind="danger" data-icon=""><Icon name="alert"/><span class="hidden-text">"Why it was not done"</span></summary>
            <div class="menu-list menu-panel" role="alert">
                <div class="problems" tabindex="-1" autofocus=""><h2>{sentence}</h2><ul>{items}</ul></div>
            </div>
        </details>
    })
}

pub(super) fn blocked(fields: &[FieldError]) -> String {
    match fields {
        [_] => "One thing stands in the way.".to_owned(),
        more => format!("{} things stand in the way.", more.len()),
    }
}

/// Where the editor shows what a refusal names: a fact, a section, a line.
pub(super) fn anchor(field: &str) -> String {
    match field.split_once('.') {
        Some((kind @ ("section" | "line"), id)) => format!("{kind}-{id}"),
        _ => format!("fact-{field}"),
    }
}
