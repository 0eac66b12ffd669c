//! Where a template stands, and the way to it.

use domain::templates::TemplateStatus;
use leptos::prelude::*;

use crate::{paths, ui::Icon};

#[component]
pub fn Crumbs(#[prop(optional, into)] slug: String, #[prop(optional, into)] name: String) -> impl IntoView {
    let template = (!slug.is_empty()).then(|| view! { <li><a href=paths::template(&slug)>{name}</a></li> });
    view! {
        <nav class="crumbs" aria-label="Where you are">
            <ol><li><a href=paths::POSTINGS>"Postings"</a></li><li><a href=paths::TEMPLATES>"Templates"</a></li>{template}</ol>
        </nav>
    }
}

/// The state, and whether something waits to be published.
pub fn state_badge(status: TemplateStatus, is_ahead: bool) -> AnyView {
    let (icon, stage) = match status {
        TemplateStatus::Draft => ("stage-draft", "draft"),
        TemplateStatus::Published => ("stage-published", "published"),
        TemplateStatus::Archived => ("stage-archived", "archived"),
    };
    let words = match (status, is_ahead) {
        (TemplateStatus::Published, true) => "Published, changes wait",
        _ => status.label(),
    };
    view! { <span class="badge" data-stage=stage><Icon name=icon/>{words}</span> }.into_any()
}

/// “No draft started with it.”, “12 drafts started with it.”
pub fn started_words(count: u64) -> String {
    match count {
        0 => "No draft started with it yet.".to_owned(),
        1 => "One draft started with it.".to_owned(),
        more => format!("{more} drafts started with it."),
    }
}
