//! The forms in which something is said. One of them is open at a time, and has the focus, so that what is typed at once
//! goes into it.

use domain::{
    document::LINE_MAX_BYTES,
    ids::ThreadId,
    threads::{Place, QUOTE_MAX_CHARS, Quote, REASON_MAX_CHARS, WORDS_MAX_CHARS},
};
use leptos::prelude::*;
use services::CommentRecord;

use super::desk::{Asked, Desk};
use crate::{
    forms::{Check, Field, Form, Hidden, TextArea, refused},
    layout::query,
    scope::Scope,
    ui::{Button, Icon},
};

/// The forms that the buttons of all threads and suggestions belong to.
pub const RESOLVE: &str = "resolve-form";
pub const REOPEN: &str = "reopen-form";
pub const ACCEPT: &str = "accept-form";
pub const REJECT: &str = "reject-form";
pub const HOLD: &str = "hold-form";
pub const RELEASE: &str = "release-form";
pub const WITHDRAW: &str = "withdraw-suggestion-form";

fn hint(desk: &Desk) -> &'static str {
    if desk.page().is_visit() {
        "@ and a name calls somebody who spoke in the thread."
    } else {
        "@ and a name calls somebody who can read the posting."
    }
}

/// Whether the form for something new is to be shown at this place.
pub fn is_open_here(desk: &Desk, place: &Place) -> bool {
    matches!(desk.asked(), Asked::New(asked) if asked == place)
}

/// What can be said about a place that nothing is said about yet: a comment, or a suggestion.
#[component]
pub fn NewTalk(desk: Desk, place: Place) -> impl IntoView {
    if let Some(why) = desk.why_not_comment() {
        return view! { <p class="gate-reason" id="say" tabindex="-1" autofocus=""><Icon name="lock"/><span>{why}</span></p> }.into_any();
    }
    let text = desk.text(&place).unwrap_or_default();
    let has_words = !text.trim().is_empty();
    // What was selected elsewhere on the page is none of them.
    let (words, near) = (query("words"), query("near").parse().unwrap_or(0));
    let words = if Quote::of(text, &words, near).is_some() { words } else { String::new() };
    let suggestions = desk.may_suggest().then(|| view! { <Suggestions desk=desk.clone() place=place.clone()/> });
    view! {
        <section class="thread say-new" id="say" aria-label="Say something">
            <Form action="open_thread" class="form say">
                <Common desk=desk.clone()/>
                <Hidden name="place" value=place.to_string()/>
                <Hidden name="near" value=near.to_string()/>
                <FormKey/>
                <TextArea name="text" label="Comment" rows=3 autofocus=true hint=hint(&desk) maxlength=WORDS_MAX_CHARS/>
                <Names desk=desk.clone()/>
                {has_words.then(|| view! { <Field name="words" label="Only about these words" value=words.clone() autocomplete="off" maxlength=QUOTE_MAX_CHARS hint="As they stand there. Leave it empty to talk about all of it."/> })}
                {desk.may_block().then(|| view! { <Check name="blocking" label="Holds the approval until it is resolved"/> })}
                <div class="actions">
                    <Button kind="primary">"Comment"</Button>
                    <a class="button" data-kind="quiet" href=format!("{}#{place}", desk.page().address(desk.posting()))>"Cancel"</a>
                </div>
            </Form>
            {suggestions}
        </section>
    }
    .into_any()
}

#[component]
fn Common(desk: Desk) -> impl IntoView {
    view! {
        <Hidden name="posting" value=desk.posting().to_string()/>
        <Hidden name="page" value=desk.page().to_string()/>
    }
}

/// Makes the form one that says nothing twice.
#[component]
fn FormKey() -> impl IntoView {
    use_context::<Scope>().map(|scope| view! { <Hidden name="key" value=scope.services.form_key().to_string()/> })
}

/// The suggestions that fit a place.
#[component]
fn Suggestions(desk: Desk, place: Place) -> impl IntoView {
    let is_line = matches!(place, Place::Line(_));
    let text = desk.text(&place).unwrap_or_default().to_owned();
    let is_worded = is_line || matches!(place, Place::Fact(_));
    let one = |wish: &'static str, title: &'static str, value: Option<String>| {
        view! { <Suggest desk=desk.clone() place=place.clone() wish title value/> }
    };
    view! {
        {is_worded.then(|| one("reword", "Suggest other words", Some(text)))}
        {is_line.then(|| one("add", "Suggest a line after this one", Some(String::new())))}
        {is_line.then(|| one("remove", "Suggest to remove this line", None))}
    }
}

#[component]
fn Suggest(desk: Desk, place: Place, wish: &'static str, title: &'static str, value: Option<String>) -> impl IntoView {
    let is_refused = refused(&["suggest_change"]).is_some_and(|outcome| outcome.key == wish);
    let rows = value.as_ref().map_or(2, |text| u32::try_from(text.len() / 60 + 2).unwrap_or(8).min(8));
    view! {
        <details class="fold" open=is_refused>
            <summary>{title}</summary>
            <Form action="suggest_change" key=wish>
                <Common desk/>
                <Hidden name="place" value=place.to_string()/>
                <Hidden name="wish" value=wish/>
                <FormKey/>
                {value.map(|value| view! { <TextArea name="text" label="Words" value rows maxlength=LINE_MAX_BYTES/> })}
                <Field name="reason" label="Why" autocomplete="off" maxlength=REASON_MAX_CHARS
                    hint="Once it is accepted, it counts as your edit: somebody else decides on this part."/>
                <div class="actions"><Button>"Suggest it"</Button></div>
            </Form>
        </details>
    }
}

/// The answer in a thread.
#[component]
pub fn Reply(desk: Desk, thread: ThreadId) -> impl IntoView {
    view! {
        <div class="thread-reply" id="say">
            <Form action="reply" class="form say" tight=true>
                <Common desk=desk.clone()/>
                <Hidden name="thread" value=thread.to_string()/>
                <FormKey/>
                <TextArea name="text" label="Reply" rows=3 autofocus=true hint=hint(&desk) maxlength=WORDS_MAX_CHARS/>
                <Names desk=desk.clone()/>
                <div class="actions">
                    <Button kind="primary">"Reply"</Button>
                    <a class="button" data-kind="quiet" href=format!("{}#thread-{thread}", desk.page().address(desk.posting()))>"Cancel"</a>
                </div>
            </Form>
        </div>
    }
}

/// Other words for a comment of one's own, or none.
#[component]
pub fn EditComment(desk: Desk, comment: CommentRecord) -> impl IntoView {
    let id = comment.id.to_string();
    let cancel = format!("{}#comment-{id}", desk.page().address(desk.posting()));
    let (deleted, by, names) = (id.clone(), desk.clone(), desk.clone());
    view! {
        <div id="say">
            <Form action="edit_comment" key=id.clone() class="form say" tight=true>
                <Common desk/>
                <Hidden name="comment" value=id/>
                <TextArea name="text" label="Comment" value=comment.text rows=3 autofocus=true hint=hint(&names) maxlength=WORDS_MAX_CHARS/>
                <Names desk=names/>
                <div class="actions">
                    <Button kind="primary">"Save"</Button>
                    <Button kind="danger" form="delete-comment">"Delete"</Button>
                    <a class="button" data-kind="quiet" href=cancel>"Cancel"</a>
                </div>
            </Form>
            <Form action="delete_comment" id="delete-comment" tight=true><Common desk=by/><Hidden name="comment" value=deleted/></Form>
        </div>
    }
}

/// The forms behind the buttons of the cards: one for each action, whatever the number of cards. A refusal is told here.
#[component]
pub fn ButtonForms(desk: Desk) -> impl IntoView {
    let form = |action: &'static str, id: &'static str, answer: &'static str| {
        let desk = desk.clone();
        view! {
            <Form action key=answer id tight=true>
                <Common desk/>
                {(!answer.is_empty()).then(|| view! { <Hidden name="answer" value=answer/> })}
            </Form>
        }
    };
    view! {
        <div class="button-forms">
            {form("resolve_thread", RESOLVE, "")}
            {form("reopen_thread", REOPEN, "")}
            {form("set_blocking", HOLD, "hold")}
            {form("set_blocking", RELEASE, "release")}
            {form("settle_suggestions", ACCEPT, "accept")}
            {form("settle_suggestions", REJECT, "reject")}
            {form("withdraw_suggestion", WITHDRAW, "")}
        </div>
    }
}

/// Where scripts show the names that fit what is typed behind an `@`.
#[component]
fn Names(desk: Desk) -> impl IntoView {
    // Who works here is not for guests to know.
    (!desk.page().is_visit()).then(|| {
        let posting = desk.posting().to_string();
        view! { <ul class="menu-list name-list" id="names" role="listbox" aria-label="People" data-posting=posting hidden></ul> }
    })
}

/// The names that can be called, for the list behind an `@`.
pub fn name_rows(names: Vec<String>) -> String {
    let row = |(number, name)| view! { <li class="menu-item" role="option" id=format!("name-{number}")>{name}</li> };
    names.into_iter().enumerate().map(row).collect_view().to_html()
}
