//! One revision, beside the one approved before it or beside another that the reader chose.

use domain::{posting::Snapshot, review::difference::Difference};
use leptos::{context::Provider, prelude::*};
use services::RevisionView;

use super::{
    comparison::{Choice, Comparison},
    difference::DifferenceView,
    head::{Message, OutcomeBadge},
    review_page::changes,
};
use crate::{
    error::AppError,
    layout::{Place, page, param, query},
    paths,
    scope::read_id,
    threads::{Back, Desk, Elsewhere, Refused},
    ui::Icon,
    upstream::share_words,
};

#[component]
pub fn RevisionPage() -> impl IntoView {
    let (posting, number, from) = (param("posting"), param("number"), query("from"));
    page(Place::Postings, move |scope| async move {
        let number = number.parse().map_err(|_| AppError::NotFound)?;
        let from = if from.is_empty() { None } else { Some(from.parse().map_err(|_| AppError::NotFound)?) };
        let view = scope.services.revision(scope.actor()?, read_id(&posting)?, number, from).await?;
        let title = format!("Revision {number} of {}", view.posting.name());
        let origins = scope.services.origins(scope.actor()?, &view.snapshot).await?;
        let share = share_words(origins.provenance);
        let page = Back::Revision(view.revision.id, number);
        let desk = Desk::new(view.posting.id, page, &view.snapshot, view.discussion.clone(), &view.controls);
        let beside = desk.clone();
        let content = view! {
            <main class="page" id="main" tabindex="-1">
                <Head view=view.clone()/>
                <Refused desk=desk.clone()/>
                <Message text=view.revision.message.clone() by=view.revision.author_name.clone()/>
                <p class="block-note">{share}</p>
                <Compared view=view.clone()/>
                <Provider value=origins><Text desk=beside is_first=view.base.is_none() difference=view.difference snapshot=view.snapshot/></Provider>
                <Elsewhere desk/>
            </main>
        };
        Ok((title, content))
    })
}

/// What it says, with what is said beside it.
#[component]
fn Text(desk: Desk, difference: Difference, snapshot: Snapshot, is_first: bool) -> impl IntoView {
    view! { <Provider value=desk><DifferenceView is_first difference snapshot/></Provider> }
}

#[component]
fn Head(view: RevisionView) -> impl IntoView {
    let (posting, revision) = (view.posting, view.revision);
    let id = posting.id;
    let review = paths::with_query(&paths::review(id), &[("revision", revision.id.to_string())]);
    let live = revision
        .is_live
        .then(|| view! { <span class="badge" data-stage="published" data-plain=""><Icon name="globe"/>"Live"</span> });
    view! {
        <nav class="crumbs" aria-label="Where you are">
            <ol>
                <li><a href=paths::POSTINGS>"Postings"</a></li>
                <li><a href=paths::posting(id)>{posting.name().to_owned()}</a></li>
                <li><a href=paths::history(id)>"History"</a></li>
            </ol>
        </nav>
        <div class="page-head">
            <div>
                <h1>{format!("Revision {}", revision.number)}</h1>
                <p class="page-note">{format!("Submitted by {}, {}", revision.author_name, revision.created_at)}</p>
            </div>
            <div class="actions">
                {live}
                {revision.outcome.map(|outcome| view! { <OutcomeBadge outcome/> })}
                <a class="button" href=review><Icon name="diff"/>"Its review"</a>
            </div>
        </div>
    }
}

/// What the difference is against, and the choice of another revision.
#[component]
fn Compared(view: RevisionView) -> impl IntoView {
    let number = view.revision.number;
    let sentence = match &view.base {
        Some(base) => format!("{} against revision {}", changes(view.difference.counts.total()), base.number),
        None => "Compared with nothing: no revision was approved before it.".to_owned(),
    };
    let chosen = view.base.map(|base| base.number);
    let choices = (1..number).rev().map(|other| Choice {
        value: other.to_string(),
        label: format!("Revision {other}"),
        is_chosen: chosen == Some(other),
    });
    view! { <Comparison sentence choices=choices.collect()/> }
}
