//! Deciding: the steps, the verdict, the comment. The form names the revision that it stands beside.

use std::sync::Arc;

use domain::{
    permissions::{Action, Refusal},
    review::{COMMENT_MAX_CHARS, StageName, Verdict},
};
use leptos::prelude::*;
use services::{ReviewPage, StepView};

use crate::{
    forms::{Checks, Form, Hidden, Radios, TextArea, refused},
    paths,
    threads::Back,
    ui::{Button, Gate, Key, Keys, in_area},
};

/// Whether the form can be shown: the review runs, and is about the revision on this page.
fn is_asked(review: &ReviewPage) -> bool {
    review.is_open && review.posting.stage.revision() == Some(review.revision.id)
}

#[component]
pub fn Decide(
    review: Arc<ReviewPage>,
    /// The page of a guest, where one stands there.
    #[prop(optional)]
    visit: Option<Back>,
) -> impl IntoView {
    if !is_asked(&review) {
        return view! { <TooLate review visit/> }.into_any();
    }
    let reason = review.controls.may(Action::Decide).err().map(str::to_owned);
    if reason.as_ref().is_some_and(|why| *why == Refusal::GuestsDoNotDecide.to_string()) {
        return ().into_any();
    }
    view! {
        <section aria-labelledby="decide">
            <h2 id="decide">"Decide"</h2>
            <Gate reason id="why-not-decide" label="Decide"><Ballot review visit/></Gate>
        </section>
    }
    .into_any()
}

/// Of the sections in which something changed, the first behind the one that one is in, or the first of all.
const NEXT: &str = ".diff-section:focus-within ~ [data-changed] > h3, .diff:not(:focus-within) > [data-changed] > h3";
/// The last before the one that one is in: between the two there is none.
const PREVIOUS: &str =
    "[data-changed]:has(~ .diff-section:focus-within):not(:has(~ [data-changed] ~ .diff-section:focus-within)) > h3";

/// `Enter` presses the button that a key leads to.
const KEYS: &[Key] = &[
    ("j", "Next change", NEXT),
    ("k", "The one before", PREVIOUS),
    ("a", "Approve", "[name=verdict][value=approve]"),
    ("r", "Request changes", "[name=verdict][value=request_changes]"),
    ("x", "Abstain", "[name=verdict][value=abstain]"),
    ("c", "Comment", ".decide [name=comment]"),
    ("d", "Decide", ".decide [data-kind=primary]"),
    ("n", "Decide, then the next", ".decide [name=next]"),
    ("s", "Skip", "[action*=skip_review] button"),
    ("?", "These keys", "#keys-on"),
];

#[component]
fn Ballot(review: Arc<ReviewPage>, visit: Option<Back>) -> impl IntoView {
    let mine: Vec<&StepView> = review.steps.iter().filter(|step| step.is_mine && step.is_open).collect();
    let open: Vec<String> = mine.iter().filter(|step| !step.is_met).map(|step| step.key.clone()).collect();
    let steps = mine.iter().map(|step| (step.key.clone(), step.name.clone(), step_hint(step).to_owned()));
    let steps = steps.collect();
    let kept_out: Vec<String> = review.steps.iter().filter_map(|step| step.kept_out.clone()).collect();
    let verdicts = Verdict::ALL.iter();
    let verdicts = verdicts.map(|verdict| (verdict.to_string(), verdict.label().to_owned(), hint(*verdict).to_owned()));
    let verdicts = verdicts.collect();
    let (posting, skipped) = (review.posting.id.to_string(), review.posting.id.to_string());
    view! {
        <Form action="decide" class="decide">
            <Hidden name="posting" value=posting/>
            <Hidden name="revision" value=review.revision.id.to_string()/>
            {visit.map(|page| view! { <Hidden name="page" value=page.to_string()/> })}
            <Checks name="step" label="Steps" options=steps chosen=open/>
            {kept_out.into_iter().map(|why| view! { <p class="field-hint">{why}</p> }).collect_view()}
            <Radios name="verdict" label="Verdict" options=verdicts/>
            <TextArea name="comment" label="Comment" rows=4 hint="Needed when you request changes." maxlength=COMMENT_MAX_CHARS/>
            <div class="actions">
                <Button kind="primary">{format!("Decide on revision {}", review.revision.number)}</Button>
                {visit.is_none().then(|| view! { <Button name="next" value="yes">"Decide, then the next"</Button> })}
            </div>
        </Form>
        {visit.is_none().then(|| view! { <Queue posting=skipped/> })}
    }
}

/// For whoever has a queue.
#[component]
fn Queue(posting: String) -> impl IntoView {
    view! {
        <Form action="skip_review" class="actions">
            <Hidden name="posting" value=posting/>
            <Button kind="quiet" size="small" icon="arrow-right">"Skip to the next in my queue"</Button>
        </Form>
        <Keys keys=KEYS/>
    }
}

const fn step_hint(step: &StepView) -> &'static str {
    match (step.is_met, step.is_touched) {
        (true, _) => "Approved already.",
        (false, true) => "",
        (false, false) => "Nothing that it covers has changed.",
    }
}

const fn hint(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Approve => "This very content may go live.",
        Verdict::RequestChanges => "Ends the review; the draft goes back to its writers.",
        Verdict::Abstain => "Leaves it to another approver.",
    }
}

/// A decision was sent when it was no longer asked for: why, and what was written, so that it is not lost.
#[component]
fn TooLate(review: Arc<ReviewPage>, visit: Option<Back>) -> impl IntoView {
    let outcome = refused(&["decide"])?;
    let comment = outcome.typed("comment").to_owned();
    let is_elsewhere = visit.is_none() && review.posting.stage_name() == StageName::InReview;
    let newest = is_elsewhere
        .then(|| view! { <p><a href=paths::review(review.posting.id)>"Go to the review that runs now"</a></p> });
    Some(view! {
        <section class="stack" data-gap="small" aria-labelledby="decide">
            <h2 id="decide">"Your decision was not taken"</h2>
            <div class="problems" role="alert" tabindex="-1" autofocus=""><p>{outcome.error.to_string()}</p>{newest}</div>
            {(!comment.is_empty()).then(|| view! {
                <div class="field">
                    <label for="kept-comment">"What you wrote"</label>
                    <textarea class="input" id="kept-comment" rows="4" readonly>{in_area(&comment)}</textarea>
                </div>
            })}
        </section>
    })
}
