//! What a draft said at a point of its history, beside the point before it or another that the reader chose; and the way
//! back to it.

use domain::{permissions::Action, posting::Snapshot, review::difference::Difference, timeline::Point};
use leptos::{context::Provider, prelude::*};
use services::{MomentView, PointView};

use super::{
    checkpoint_form::NameMoment,
    comparison::{Choice, Comparison},
    difference::DifferenceView,
    review_page::changes,
};
use crate::{
    error::AppError,
    forms::{Form, Hidden, refused},
    layout::{Place, page, param, query},
    paths,
    scope::read_id,
    threads::{Desk, Elsewhere},
    ui::{Button, Gate, Icon},
};

#[component]
pub fn MomentPage() -> impl IntoView {
    let (posting, point, from) = (param("posting"), param("point"), query("from"));
    page(Place::Postings, move |scope| async move {
        let point = read_point(&point)?;
        let from = if from.is_empty() { None } else { Some(read_point(&from)?) };
        let view = scope.services.moment(scope.actor()?, read_id(&posting)?, point, from).await?;
        let title = format!("{} in the history of {}", view.shown.label, view.posting.name());
        let origins = scope.services.origins(scope.actor()?, &view.snapshot).await?;
        let desk = Desk::in_the_past(view.posting.id, &view.snapshot, view.discussion.clone(), &view.controls);
        let beside = desk.clone();
        let content = view! {
            <main class="page" id="main" tabindex="-1">
                <Head view=view.clone()/>
                <Compared view=view.clone()/>
                <Provider value=origins><Text desk=beside is_first=view.base.is_none() difference=view.difference snapshot=view.snapshot/></Provider>
                <Elsewhere desk/>
            </main>
        };
        Ok((title, content))
    })
}

/// What it said, with what was said beside it then.
#[component]
fn Text(desk: Desk, difference: Difference, snapshot: Snapshot, is_first: bool) -> impl IntoView {
    view! { <Provider value=desk><DifferenceView is_first difference snapshot/></Provider> }
}

fn read_point(text: &str) -> Result<Point, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

#[component]
fn Head(view: MomentView) -> impl IntoView {
    let (id, point) = (view.posting.id, view.shown.point);
    let name = view.posting.name().to_owned();
    let note = match (point, view.is_now) {
        (Point::Now, _) => "What the draft says now.".to_owned(),
        (_, true) => "What the draft said then; it says just this now.".to_owned(),
        (_, false) => "What the draft said then.".to_owned(),
    };
    let at = view.shown.at.filter(|at| at.to_string() != view.shown.label);
    let at = at.map(|at| view! { " "<time datetime=at.rfc3339()>{at.to_string()}</time> });
    let can_be_named = matches!(point, Point::Now | Point::At(1..));
    let reason = view.why_not_name.clone();
    view! {
        <nav class="crumbs" aria-label="Where you are">
            <ol>
                <li><a href=paths::POSTINGS>"Postings"</a></li>
                <li><a href=paths::posting(id)>{name}</a></li>
                <li><a href=paths::history(id)>"History"</a></li>
            </ol>
        </nav>
        <div class="page-head">
            <div><h1>{view.shown.label.clone()}</h1><p class="page-note">{note}{at}</p></div>
            <div class="actions">
                {can_be_named.then(|| view! { <NameMoment posting=id point reason/> })}
                {(!view.is_now).then(|| view! { <Restore view=view.clone()/> })}
            </div>
        </div>
    }
}

/// Says what it does before it does it.
#[component]
fn Restore(view: MomentView) -> impl IntoView {
    let reason = view.controls.may(Action::EditPosting).err().map(str::to_owned);
    let missing = view.missing.map(|missing| {
        view! { <p class="menu-note">{format!("This can't be put back by editing: {}.", in_a_sentence(&missing))}</p> }
    });
    let is_refused = refused(&["restore_draft"]).is_some();
    view! {
        <div class="moment-menu"><Gate reason id="why-not-restore" label="Restore this" compact=true>
            <details class="menu" data-end="" name="moment" open=is_refused>
                <summary class="button" data-kind="primary"><Icon name="undo"/>"Restore this"</summary>
                <div class="menu-list menu-panel">
                    <Form action="restore_draft" tight=true>
                        <Hidden name="posting" value=view.posting.id.to_string()/>
                        <Hidden name="point" value=view.shown.point.to_string()/>
                        <p class="menu-note">"The draft will say this again, at once for everybody who has it open. What it says now stays in the history."</p>
                        {missing}
                        <div class="actions" data-end=""><Button kind="primary">"Restore it"</Button></div>
                    </Form>
                </div>
            </details>
        </Gate></div>
    }
}

fn in_a_sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// What the difference is against, and the choice of another point.
#[component]
fn Compared(view: MomentView) -> impl IntoView {
    let sentence = match &view.base {
        Some(base) => format!("{} against {}", changes(view.difference.counts.total()), named(base)),
        None => "Compared with nothing: everything is new.".to_owned(),
    };
    let (shown, chosen) = (view.shown.point, view.base.map_or(Point::At(0), |base| base.point));
    let others = view.choices.into_iter().filter(|choice| choice.point != shown);
    let choices = others.map(|PointView { point, label, .. }| Choice {
        value: point.to_string(),
        label,
        is_chosen: point == chosen,
    });
    view! { <Comparison sentence choices=choices.collect()/> }
}

/// As the end of a sentence.
fn named(point: &PointView) -> String {
    match point.point {
        Point::Now => "what it says now".to_owned(),
        Point::At(_) if point.at.is_some() => format!("what it said at {}", point.label),
        _ => in_a_sentence(&point.label),
    }
}
