//! The review of a revision: what changed, what the checks say, who decided what, and deciding.

use domain::permissions::Action;
use leptos::prelude::*;
use services::{Outcome, ReviewPage as Review};

use super::{
    decision_form::Decide,
    difference::DifferenceView,
    findings::Findings,
    head::{Message, PostingHead},
    steps::Steps,
};
use crate::{
    layout::{Place, page, param, query},
    paths,
    scope::read_id,
    ui::Icon,
};

#[component]
pub fn ReviewPage() -> impl IntoView {
    let (posting, revision) = (param("posting"), query("revision"));
    page(Place::Postings, move |scope| async move {
        let revision = if revision.is_empty() { None } else { Some(read_id(&revision)?) };
        let review = scope.services.review_page(scope.actor()?, read_id(&posting)?, revision).await?;
        let title = format!("Review of {}", review.posting.name());
        let asks = review.is_open && review.controls.may(Action::Decide).is_ok();
        let content = view! {
            <main class="page" id="main" tabindex="-1" data-width="wide">
                <PostingHead posting=review.posting.clone() controls=review.controls.clone() heading=review.posting.name().to_owned() note=note(&review)/>
                <Standing review=review.clone()/>
                <Message text=review.revision.message.clone() by=review.revision.author_name.clone()/>
                <div class="beside">
                    <div>
                        <Compared review=review.clone()/>
                        <DifferenceView difference=review.difference.clone() snapshot=review.snapshot.clone() is_first=review.base.is_none()/>
                    </div>
                    <aside class="stack beside-stay" data-gap="large" aria-label="Steps, decision and checks">
                        <Steps steps=review.steps.clone() difference=review.difference.clone() is_first=review.base.is_none() is_open=review.is_open/>
                        <Decide review=review.clone()/>
                        <Findings findings=review.findings.clone()/>
                    </aside>
                </div>
                {asks.then(|| view! { <div class="decide-bar"><span>{met(&review)}</span><a class="button" data-kind="primary" href="#decide">"Decide"</a></div> })}
            </main>
        };
        Ok((title, content))
    })
}

fn note(review: &Review) -> String {
    let revision = &review.revision;
    format!("Review of revision {}, submitted by {}, {}", revision.number, revision.author_name, revision.created_at)
}

fn met(review: &Review) -> String {
    let met = review.steps.iter().filter(|step| step.is_met).count();
    format!("{met} of {} steps approved", review.steps.len())
}

/// Where this review stands, in a sentence.
#[component]
fn Standing(review: Review) -> impl IntoView {
    let number = review.revision.number;
    let (state, icon, sentence) = match review.revision.outcome {
        Some(Outcome::InReview) if review.is_overdue => {
            ("changes-requested", "clock", format!("Overdue: a decision was due {}.", review.due_at))
        }
        Some(Outcome::InReview) => ("in-review", "clock", format!("A decision is due {}.", review.due_at)),
        Some(Outcome::Approved) if review.revision.is_live => {
            ("approved", "globe", format!("Revision {number} was approved, and is what the public sees."))
        }
        Some(Outcome::Approved) => ("approved", "stage-approved", format!("Revision {number} was approved.")),
        Some(Outcome::ChangesRequested) => (
            "changes-requested",
            "stage-changes-requested",
            "Changes were requested. The draft is unlocked, to be submitted anew.".to_owned(),
        ),
        Some(Outcome::Withdrawn) | None => ("", "undo", "This review was ended without a decision.".to_owned()),
    };
    view! { <div class="banner" data-state=state><Icon name=icon/><p>{sentence}</p></div> }
}

/// What the difference is against, and how large it is.
#[component]
fn Compared(review: Review) -> impl IntoView {
    let id = review.posting.id;
    let history = view! { <a href=paths::history(id)>"All revisions"</a> };
    match review.base {
        None => {
            view! { <div class="review-bar"><p>"The first revision: everything is new."</p>{history}</div> }.into_any()
        }
        Some(base) => {
            let size = changes(review.difference.counts.total());
            let number = base.number;
            view! {
                <div class="review-bar">
                    <p>{format!("{size} against ")}<a href=paths::revision(id, number)>{format!("revision {number}")}</a>", the last one approved."</p>
                    {history}
                </div>
            }
            .into_any()
        }
    }
}

/// How many changes there are, in words.
pub fn changes(total: usize) -> String {
    match total {
        0 => "No change".to_owned(),
        1 => "One change".to_owned(),
        more => format!("{more} changes"),
    }
}
