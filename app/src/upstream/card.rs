//! One update: the old words, the new ones, those that stand there, and the four answers.

use std::time::Duration;

use domain::{
    document::LINE_MAX_BYTES,
    library::ChangeClass,
    review::difference::spans,
    time::{Timestamp, show_date, write_date},
    upstream::{Aside, Offer},
};
use leptos::prelude::*;
use services::{Proposed, UpdateView};

use super::batch::BATCH;
use crate::{
    forms::{Field, Form, Hidden, TextArea, refused},
    library::deprecated_words,
    paths,
    review::marked,
    ui::{Button, Icon},
};

/// How long an update is put off, until somebody chooses.
const WEEK: Duration = Duration::from_secs(7 * 86_400);

/// An update that waits, or one that was put aside and can still be taken.
#[component]
pub fn UpdateCard(
    update: UpdateView,
    now: Timestamp,
    /// Whether the person may decide.
    may_settle: bool,
) -> impl IntoView {
    let id = format!("update-{}", update.key.line);
    let label = format!("Update of {}", update.name);
    let answers = if !may_settle {
        ().into_any()
    } else if update.is_locked {
        view! { <p class="update-foot hush"><Icon name="lock"/>"This line is set by its template and can’t be changed here."</p> }.into_any()
    } else {
        view! { <Answers update=update.clone() now/> }.into_any()
    };
    let tick = (may_settle && is_ticked(&update)).then(|| tick(&update));
    let head = view! {
        <header class="update-head">
            {tick}
            <h3><a href=paths::item(&update.slug)>{update.name.clone()}</a></h3>
            <p class="row-note">{notes(&update)}</p>
        </header>
    };
    let is_aside = update.aside.map(|_| "");
    view! {
        <li class="update" id=id aria-label=label data-aside=is_aside>
            {head}
            <Sides update/>
            {answers}
        </li>
    }
}

/// Whether it can be taken together with others.
pub fn is_ticked(update: &UpdateView) -> bool {
    update.is_conflict_free && !update.is_locked && update.aside.is_none()
}

fn tick(update: &UpdateView) -> AnyView {
    let label = format!("Tick {}", update.name);
    view! { <input type="checkbox" class="update-tick" name="update[]" value=update.key.to_string() form=BATCH checked aria-label=label/> }
        .into_any()
}

/// Where the line stands, what is offered, since when and why.
fn notes(update: &UpdateView) -> AnyView {
    let (from, to) = (update.key.from.version, update.key.to.version);
    let offer = match update.offer {
        Offer::NewVersion => {
            let class = match update.change_class {
                ChangeClass::Editorial => "same meaning",
                ChangeClass::Meaning => "another meaning",
            };
            format!("Version {from} → {to}, {class}")
        }
        Offer::Replacement => format!("In place of “{}”, which is out of use", update.old_name),
        Offer::Merged => format!("In place of “{}”, which was merged into it", update.old_name),
    };
    let retired = update.deprecation_reason.as_deref().map(|reason| view! { <span>{deprecated_words(reason)}</span> });
    let since = update.published_at.map(|at| view! { <span>{format!("Published {}", show_date(at.date()))}</span> });
    let aside = update.aside.map(|aside| view! { <span>{aside_words(aside)}</span> });
    let why = (!update.reason.is_empty()).then(|| view! { <q class="update-why">{update.reason.clone()}</q> });
    view! { <span>{format!("In “{}”", update.section)}</span><span>{offer}</span>{retired}{since}{aside}{why} }
        .into_any()
}

fn aside_words((how, until): (Aside, Option<Timestamp>)) -> String {
    match until {
        Some(until) => format!("{} until {}", how.label(), show_date(until.date())),
        None => how.label().to_owned(),
    }
}

/// What changed as the library sees it, and as the line has it.
#[component]
fn Sides(update: UpdateView) -> impl IntoView {
    let changed = marked(spans(&update.old, &update.new));
    match &update.mine {
        None => view! { <div class="update-sides"><div><h4>"Changes to"</h4><p>{changed}</p></div></div> }.into_any(),
        Some(mine) => view! {
            <div class="update-sides">
                <div><h4>"Old"</h4><p>{update.old.clone()}</p></div>
                <div><h4>"New"</h4><p>{changed}</p></div>
                <div><h4>"Yours"</h4><p>{marked(spans(&update.old, mine))}</p></div>
            </div>
        }
        .into_any(),
    }
}

#[component]
fn Answers(update: UpdateView, now: Timestamp) -> impl IntoView {
    let (key, line) = (update.key.to_string(), update.key.line.to_string());
    let keeps = update.aside.is_none_or(|(how, _)| how != Aside::Kept);
    let keep = if update.mine.is_some() { "Keep mine" } else { "Keep as it is" };
    let posting = update.key.posting.to_string();
    let again = update.aside.map(|_| view! { <AskAgain posting line=line.clone()/> });
    view! {
        <div class="update-foot">
            <Form action="settle_updates" key=line class="update-answers">
                <Hidden name="update[]" value=key/>
                <Button size="small" icon="check" name="answer" value="take">"Take"</Button>
                {keeps.then(|| view! { <Button size="small" name="answer" value="keep">{keep}</Button> })}
            </Form>
            <Merge update=update.clone()/>
            <Later update now/>
            {again}
        </div>
    }
}

/// Writing a third text; both changes in one, where they fit together, to start from.
#[component]
fn Merge(update: UpdateView) -> impl IntoView {
    let form = format!("{}-merge", update.key.line);
    let is_open = was_refused(&form);
    let (text, hint) = match update.proposed {
        Proposed::Both(text) if update.mine.is_some() => {
            (text, "Your changes and the library’s fit together: this has both.")
        }
        Proposed::Both(_) => (update.new, "The library’s new words; make of them what this posting needs."),
        Proposed::Mine(text) => (text, "You and the library changed the same words. These are yours."),
    };
    view! {
        <details class="fold" data-plain="" open=is_open>
            <summary>"Merge"</summary>
            <Form action="settle_updates" key=form class="form">
                <Hidden name="update[]" value=update.key.to_string()/>
                <Hidden name="answer" value="merge"/>
                <TextArea name="text" label="What the line should say" value=text hint=hint rows=3 maxlength=LINE_MAX_BYTES/>
                <div class="actions"><Button size="small">"Use this text"</Button></div>
            </Form>
        </details>
    }
}

#[component]
fn Later(update: UpdateView, now: Timestamp) -> impl IntoView {
    let form = format!("{}-later", update.key.line);
    let is_open = was_refused(&form);
    view! {
        <details class="fold" data-plain="" open=is_open>
            <summary>"Later"</summary>
            <Form action="settle_updates" key=form class="form">
                <Hidden name="update[]" value=update.key.to_string()/>
                <Hidden name="answer" value="snooze"/>
                <Field name="until" label="Ask again on" kind="date" value=write_date((now + WEEK).date())/>
                <div class="actions"><Button size="small">"Put off"</Button></div>
            </Form>
        </details>
    }
}

fn was_refused(key: &str) -> bool {
    refused(&["settle_updates"]).is_some_and(|outcome| outcome.key == key)
}

#[component]
fn AskAgain(posting: String, line: String) -> impl IntoView {
    view! {
        <Form action="take_up_update" key=line.clone() class="update-answers">
            <Hidden name="posting" value=posting/>
            <Hidden name="line" value=line/>
            <Button size="small" kind="quiet" icon="undo">"Ask again"</Button>
        </Form>
    }
}
