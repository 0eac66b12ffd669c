//! Where a review stands, in a sentence; and before it, what the person who reads it just did.

use std::sync::Arc;

use domain::review::{StageName, Verdict};
use leptos::prelude::*;
use services::{Outcome, ReviewPage as Review};

use crate::{
    forms::{DONE, Told},
    layout::query,
    paths,
    ui::Icon,
};

/// How the sentence looks, and what it says.
type Sentence = (&'static str, &'static str, String);

#[component]
pub fn Standing(review: Arc<Review>) -> impl IntoView {
    let is_held = is_held(&review);
    let (state, icon, sentence) = if is_held { held(&review) } else { standing(&review) };
    let threads = is_held.then(|| view! { " "<a href="#threads">"See the threads"</a> });
    let slug = review.posting.slug.clone().filter(|_| review.revision.is_live);
    let public = slug.map(|slug| view! { " "<a href=paths::career(&slug)>"See the public page"</a> });
    let ahead = is_ahead(&review).then(
        || view! { <p class="hush">"The draft says something else by now. Nothing of that is in this revision."</p> },
    );
    view! { <div class="banner" data-state=state><Icon name=icon/><div><p>{sentence}{threads}{public}</p>{ahead}</div></div> }
}

/// Whether it is about what the posting is in review with, or approved with.
fn is_current(review: &Review) -> bool {
    review.posting.stage.revision() == Some(review.revision.id)
}

/// Whether nothing but a thread stands in the way.
fn is_held(review: &Review) -> bool {
    is_current(review) && review.discussion.blocking() > 0 && review.steps.iter().all(|step| step.is_met)
}

fn held(review: &Review) -> Sentence {
    let what = if review.is_open { "the approval" } else { "the publication" };
    let threads = match review.discussion.blocking() {
        1 => format!("One open thread holds {what}."),
        more => format!("{more} open threads hold {what}."),
    };
    ("changes-requested", "stop", format!("Every step is approved. {threads}"))
}

fn standing(review: &Review) -> Sentence {
    match review.revision.outcome {
        Some(Outcome::InReview) if review.is_overdue => {
            ("changes-requested", "clock", format!("Overdue: a decision was due {}.", review.due_at))
        }
        Some(Outcome::InReview) => ("in-review", "clock", format!("A decision is due {}.", review.due_at)),
        Some(Outcome::Approved) => approved(review),
        Some(Outcome::ChangesRequested) => (
            "changes-requested",
            "stage-changes-requested",
            "Changes were requested. Approvals of what stays the same go on counting.".to_owned(),
        ),
        Some(Outcome::Superseded) => (
            "",
            "history",
            "A newer revision was submitted while this one was in review. What was approved here counts there."
                .to_owned(),
        ),
        Some(Outcome::Withdrawn) | None => ("", "undo", "This review was ended without a decision.".to_owned()),
    }
}

/// What became of a revision that was approved.
fn approved(review: &Review) -> Sentence {
    let number = review.revision.number;
    match review.posting.stage_name() {
        _ if review.revision.is_live => {
            ("approved", "globe", format!("Revision {number} was approved, and is what the public sees."))
        }
        _ if is_current(review) => {
            ("approved", "stage-approved", format!("Revision {number} was approved. It is not public yet."))
        }
        StageName::Closed => ("", "stop", format!("The posting is closed. Revision {number} was approved before.")),
        StageName::Archived => {
            ("", "stage-archived", format!("The posting is archived. Revision {number} was approved before."))
        }
        StageName::Draft => (
            "",
            "undo",
            format!(
                "Revision {number} was approved, and is not any more. Submit the same words, and its approvals count."
            ),
        ),
        _ => ("", "history", format!("Revision {number} was approved. Another one counts by now.")),
    }
}

/// Whether to tell that the draft says something else; of what is put away, nobody asks.
fn is_ahead(review: &Review) -> bool {
    let is_put_away = matches!(review.posting.stage_name(), StageName::Closed | StageName::Archived);
    let is_asked = matches!(review.revision.outcome, Some(Outcome::InReview | Outcome::Approved));
    review.is_draft_ahead && is_asked && !is_put_away
}

/// What the person just did to it, or to the one before in their queue.
#[component]
pub fn Answered(review: Arc<Review>) -> impl IntoView {
    if !query("decided").is_empty() {
        return view! { <Told words="Your decision was kept. This is the next one in your queue."/> }.into_any();
    }
    let verdict = query(DONE).parse().ok();
    verdict.map(|verdict| view! { <Told words=decided(&review, verdict)/> }).into_any()
}

/// Only steps that there are, and their names: an address says nothing of its own.
fn decided(review: &Review, verdict: Verdict) -> String {
    let steps = query("step");
    let is_named = |key: &str| steps.split(',').any(|step| step == key);
    let names: Vec<&str> =
        review.steps.iter().filter(|step| is_named(&step.key)).map(|step| step.name.as_str()).collect();
    let did = match verdict {
        Verdict::Approve => "You approved",
        Verdict::RequestChanges => "You asked for changes on",
        Verdict::Abstain => "You left to others",
    };
    let next = if query("next").is_empty() { "" } else { " Nothing else waits for you." };
    format!("{did}: {}.{next}", names.join(", "))
}
