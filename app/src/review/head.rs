//! The head of the pages about one posting: where one is, what it is called, its stage, what comes next.

use domain::review::Controls;
use leptos::prelude::*;
use services::{Outcome, PostingCard};

use super::{NextSteps, StageBadge};
use crate::{forms::Done, paths, ui::Icon};

#[component]
pub fn PostingHead(
    posting: PostingCard,
    controls: Controls,
    /// Which page about the posting this is.
    #[prop(into)]
    heading: String,
    #[prop(into)] note: String,
) -> impl IntoView {
    let name = posting.name().to_owned();
    view! {
        <nav class="crumbs" aria-label="Where you are">
            <ol><li><a href=paths::POSTINGS>"Postings"</a></li><li><a href=paths::posting(posting.id)>{name}</a></li></ol>
        </nav>
        <div class="page-head">
            <div><h1>{heading}</h1><p class="page-note">{note}</p></div>
            <div class="actions"><StageBadge stage=posting.stage_name() live=posting.is_live/><NextSteps posting controls/></div>
        </div>
        <Done/>
    }
}

/// What became of a revision.
#[component]
pub fn OutcomeBadge(outcome: Outcome) -> impl IntoView {
    let (stage, icon) = match outcome {
        Outcome::InReview => ("in-review", "stage-in-review"),
        Outcome::Approved => ("approved", "stage-approved"),
        Outcome::ChangesRequested => ("changes-requested", "stage-changes-requested"),
        Outcome::Withdrawn => ("closed", "undo"),
        Outcome::Superseded => ("closed", "history"),
    };
    view! { <span class="badge" data-stage=stage><Icon name=icon/>{outcome.label()}</span> }
}

/// What the submitter wrote to the reviewers.
#[component]
pub fn Message(text: String, by: String) -> impl IntoView {
    (!text.is_empty()).then(|| view! { <blockquote class="message"><p>{text}</p><footer>{by}</footer></blockquote> })
}
