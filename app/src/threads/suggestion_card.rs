//! A suggestion: what would change, word by word, why, and the answer.

use domain::{
    guests::plain_name,
    threads::{Change, SuggestionState},
};
use leptos::prelude::*;
use services::{SuggestionRecord, SuggestionView};

use super::{
    card::NotHere,
    desk::Desk,
    say::{ACCEPT, REJECT, WITHDRAW},
};
use crate::{
    guests::Who,
    review::marked,
    ui::{Button, Icon, initials},
};

#[component]
pub fn SuggestionCard(desk: Desk, view: SuggestionView) -> impl IntoView {
    let SuggestionView { suggestion, overtaken_by, .. } = view;
    let id = format!("suggestion-{}", suggestion.id);
    let elsewhere = desk.is_past().then(|| view! { <NotHere desk=desk.clone() id=id.clone()/> });
    let words = marked(suggestion.change.spans());
    let reason =
        (!suggestion.reason.is_empty()).then(|| view! { <p class="comment-body">{suggestion.reason.clone()}</p> });
    let label = format!("Suggestion by {}", plain_name(&suggestion.by_name));
    let head = view! {
        <header><Who name=suggestion.by_name.clone()/>{format!(" would {}, ", verb(&suggestion.change))}<time datetime=suggestion.at.rfc3339()>{suggestion.at.to_string()}</time></header>
    };
    if suggestion.state != SuggestionState::Open {
        return view! {
            <details class="thread" data-resolved="" id=id aria-label=label>
                <summary class="thread-head"><Icon name=icon(suggestion.state)/><span>{settled(&suggestion)}</span></summary>
                <div class="comment"><span class="avatar" aria-hidden="true">{initials(plain_name(&suggestion.by_name))}</span>{head}<p class="suggestion comment-body">{words}</p>{reason}</div>
                {elsewhere}
            </details>
        }
        .into_any();
    }
    let overtaken = overtaken_by.map(|now| {
        view! { <p class="comment-body hush">"It reads by now: "<q>{now}</q></p> }
    });
    view! {
        <div class="thread" role="group" id=id aria-label=label>
            <div class="comment"><span class="avatar" aria-hidden="true">{initials(plain_name(&suggestion.by_name))}</span>{head}<p class="suggestion comment-body">{words}</p>{reason}{overtaken}</div>
            {elsewhere.map_or_else(|| view! { <Answer desk suggestion/> }.into_any(), IntoAny::into_any)}
        </div>
    }
    .into_any()
}

/// Accepting and rejecting, for those who may edit; taking it back, for whoever made it.
#[component]
fn Answer(desk: Desk, suggestion: SuggestionRecord) -> impl IntoView {
    let id = suggestion.id.to_string();
    let is_own = suggestion.by == desk.discussion().me;
    let accept = match desk.why_not_accept() {
        None => view! {
            <Button size="small" icon="check" form=ACCEPT name="suggestion[]" value=id.clone()>"Accept"</Button>
            <Button size="small" icon="x" form=REJECT name="suggestion[]" value=id.clone()>"Reject"</Button>
            {(!is_own).then(|| view! { <p class="field-hint">{format!("Accepted, it counts as an edit by {}, too, who then can't decide on this part.", plain_name(&suggestion.by_name))}</p> })}
        }
        .into_any(),
        Some(why) => view! { <span class="hush">{why}</span> }.into_any(),
    };
    let take_back = (is_own && desk.may_suggest()).then(|| {
        view! { <Button size="small" icon="undo" form=WITHDRAW name="suggestion" value=id>"Take it back"</Button> }
    });
    view! { <div class="thread-foot">{accept}{take_back}</div> }
}

/// What it does, after “would”.
pub const fn verb(change: &Change) -> &'static str {
    match change {
        Change::RewordLine { .. } => "reword this",
        Change::SetFact { .. } => "change this",
        Change::RemoveLine { .. } => "remove this",
        Change::AddLine { .. } => "add a line after this",
    }
}

fn settled(suggestion: &SuggestionRecord) -> String {
    let who = plain_name(suggestion.settled_by_name.as_deref().unwrap_or("Somebody"));
    let by = plain_name(&suggestion.by_name);
    match suggestion.state {
        SuggestionState::Accepted => format!("{who} accepted a suggestion by {by}"),
        SuggestionState::Rejected => format!("{who} rejected a suggestion by {by}"),
        SuggestionState::Withdrawn => format!("{by} took back a suggestion"),
        SuggestionState::Open => format!("{by} suggests a change"),
    }
}

const fn icon(state: SuggestionState) -> &'static str {
    match state {
        SuggestionState::Accepted => "check",
        SuggestionState::Withdrawn => "undo",
        SuggestionState::Rejected | SuggestionState::Open => "x",
    }
}
