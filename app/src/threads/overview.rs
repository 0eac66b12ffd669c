//! All that was said, in short: what is open, what waits for an answer, and what is about something that is not there.

use domain::{
    guests::plain_name,
    threads::{Found, Place},
};
use leptos::prelude::*;
use services::{SuggestionView, ThreadView};

use super::{
    Back,
    card::thread_card,
    desk::{Asked, Desk},
    say::{ButtonForms, NewTalk},
    suggestion_card::{SuggestionCard, verb},
};
use crate::{
    forms::{Form, Hidden, problem},
    ui::{Button, Gate, Icon},
};

/// Words of a comment in the list.
const SHOWN_CHARS: usize = 60;

/// Stands on top of the page: the forms of all buttons, and why one of them was refused.
#[component]
pub fn Refused(desk: Desk) -> impl IntoView {
    view! { <ButtonForms desk/> }
}

/// The list of what is open, with a way to each, and the suggestions to be settled together.
#[component]
pub fn Overview(desk: Desk) -> impl IntoView {
    let open: Vec<&ThreadView> = desk.discussion().threads.iter().filter(|view| view.is_open()).collect();
    let blocking = match desk.discussion().blocking() {
        0 => None,
        1 => Some("One open thread holds the approval.".to_owned()),
        more => Some(format!("{more} open threads hold the approval.")),
    };
    let count = open.len();
    let items = open.into_iter().map(|view| {
        let gone = (view.found == Found::Gone).then_some(" (no longer in the text)");
        let blocks = view.thread.is_blocking.then(|| view! { <span class="badge" data-stage="changes-requested">"Blocking"</span> });
        view! { <li><a href=desk.leads_to(view.thread.id)>{beginning(view)}</a><span class="hush">{format!(" {}", plain_name(&view.thread.opened_by_name))}{gone}</span>{blocks}</li> }
    });
    let items = items.collect_view();
    let list = if count == 0 {
        view! { <p class="hush">"No open thread."</p> }.into_any()
    } else {
        view! { <ul class="talk-list" role="list">{items}</ul> }.into_any()
    };
    let about_all = desk.may_comment().then(|| {
        view! { <p><a href=desk.opening("on", &Place::Posting.to_string())>"Comment on the whole posting"</a></p> }
    });
    view! {
        <section aria-labelledby="threads">
            <div class="block-head"><h2 id="threads">"Threads"</h2><span class="count">{count}</span></div>
            {blocking.map(|words| view! { <p class="talk-hold"><Icon name="stop"/><span>{words}</span></p> })}
            {list}
            {about_all}
        </section>
        <Waiting desk/>
    }
}

fn beginning(view: &ThreadView) -> String {
    let words = view.thread.comments.iter().map(|comment| comment.text.trim()).find(|text| !text.is_empty());
    first_words(words.unwrap_or("Deleted"))
}

/// As much of a comment as a list has room for.
pub fn first_words(words: &str) -> String {
    match words.char_indices().nth(SHOWN_CHARS) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words.to_owned(),
    }
}

/// The suggestions that wait, to be settled one by one or together.
#[component]
fn Waiting(desk: Desk) -> impl IntoView {
    let waiting: Vec<SuggestionView> = desk.discussion().waiting().cloned().collect();
    let count = waiting.len();
    // Guests settle none.
    (count > 0 && !desk.page().is_visit()).then(|| {
        let reason = desk.why_not_accept();
        let posting = desk.posting().to_string();
        let page: Back = desk.page();
        view! {
            <section aria-labelledby="suggestions">
                <div class="block-head"><h2 id="suggestions">"Suggestions"</h2><span class="count">{count}</span></div>
                <Gate reason id="why-not-accept" label="Accept or reject">
                    <Form action="settle_suggestions" key="together" class="form">
                        <Hidden name="posting" value=posting/>
                        <Hidden name="page" value=page.to_string()/>
                        <Choices waiting=waiting.clone()/>
                        <div class="actions">
                            <Button name="answer" value="accept">"Accept chosen"</Button>
                            <Button name="answer" value="reject">"Reject chosen"</Button>
                        </div>
                    </Form>
                </Gate>
            </section>
        }
    })
}

#[component]
fn Choices(waiting: Vec<SuggestionView>) -> impl IntoView {
    let error = problem("suggestion");
    let rows = waiting.into_iter().map(|view| {
        let (id, change) = (view.suggestion.id, &view.suggestion.change);
        let words = format!("{} would {}", plain_name(&view.suggestion.by_name), verb(change));
        view! {
            <li>
                <label class="choice"><input type="checkbox" name="suggestion[]" value=id.to_string()/><span>{words}</span></label>
                <a href=format!("#suggestion-{id}")>"Show"</a>
            </li>
        }
    });
    let rows = rows.collect_view();
    view! {
        <fieldset class="field">
            <legend class="hidden-text">"Suggestions"</legend>
            <ul class="talk-list" role="list">{rows}</ul>
            {error.map(|error| view! { <p class="field-error"><Icon name="alert"/><span>{error}</span></p> })}
        </fieldset>
    }
}

/// What was said about parts that the text does not have: they were removed, or are not in this revision.
#[component]
pub fn Elsewhere(desk: Desk) -> impl IntoView {
    let gone = |view: &&ThreadView| view.found == Found::Gone;
    let threads: Vec<&ThreadView> = desk.discussion().threads.iter().filter(gone).collect();
    let suggestions: Vec<SuggestionView> =
        desk.discussion().suggestions.iter().filter(|view| !view.is_here).cloned().collect();
    let asked = match desk.asked() {
        // What was typed is kept, even when its line was removed meanwhile.
        Asked::New(place) if desk.text(place).is_none() => Some(place.clone()),
        _ => None,
    };
    let is_empty = threads.is_empty() && suggestions.is_empty() && asked.is_none();
    let heading = match desk.page() {
        _ if desk.is_past() => "Not in what it said then",
        Back::Draft | Back::Visit(_, None) => "No longer in the posting",
        Back::Review(_) | Back::Revision(..) | Back::Visit(..) => "Not in this revision",
    };
    (!is_empty).then(|| {
        let threads = threads.into_iter().map(|view| thread_card(&desk, view)).collect_view();
        let suggestions = suggestions.into_iter().map(|view| view! { <SuggestionCard desk=desk.clone() view/> });
        let suggestions = suggestions.collect_view();
        let form = asked.map(|place| view! { <NewTalk desk=desk.clone() place/> });
        view! {
            <section class="elsewhere stack" data-gap="small" aria-labelledby="elsewhere">
                <h2 id="elsewhere">{heading}</h2>
                {form}
                {suggestions}
                {threads}
            </section>
        }
    })
}
