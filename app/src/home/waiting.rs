//! What waits for the person, and what the person waits for, with a name to chase.

use domain::{
    review::{COMMENT_MAX_CHARS, Verdict},
    time::Timestamp,
};
use leptos::prelude::*;
use services::{HeldUp, OfferCount, PostingCard, QueuedReview, StepWaiting, Submission};

use crate::{
    forms::{Form, Radios, TextArea, refused},
    paths,
    review::StageBadge,
    ui::{Button, DueBy, Icon, Moment},
    upstream::counted,
};

/// Decisions first, the most urgent on top; then what was sent back; then what can go live; then what the library offers.
#[component]
pub fn Waiting(
    to_decide: Vec<QueuedReview>,
    changes_requested: Vec<PostingCard>,
    held_up: Vec<HeldUp>,
    to_publish: Vec<PostingCard>,
    updates: OfferCount,
    proposals: u64,
    now: Timestamp,
) -> impl IntoView {
    let has_updates = updates.lines > 0;
    let count = to_decide.len()
        + changes_requested.len()
        + held_up.len()
        + to_publish.len()
        + usize::from(has_updates)
        + usize::from(proposals > 0);
    let batch = (to_decide.len() > 1).then(|| view! { <Batch/> });
    let is_batch = batch.is_some();
    let decide = to_decide.into_iter().map(|review| view! { <Decide review now is_batch/> }).collect_view();
    let rework = changes_requested.iter().map(|posting| {
        own_row(
            posting,
            &paths::posting(posting.id),
            "A reviewer asks for changes. Read what for, change it, submit again.",
        )
    });
    let held_up = held_up.iter().map(|held| {
        let note = if held.is_mine {
            "Every step is approved. A thread that you opened holds it: resolve it once it is settled."
        } else {
            "Every step is approved. An open thread holds it: answer it, so that it can be resolved."
        };
        own_row(&held.posting, &paths::threads(held.posting.id), note)
    });
    let publish = to_publish
        .iter()
        .map(|posting| own_row(posting, &paths::review(posting.id), "Every step is approved. You can publish it."));
    let rows = view! { <ul class="rows" role="list">{decide}{rework.collect_view()}{held_up.collect_view()}{publish.collect_view()}{(proposals > 0).then(|| proposals_row(proposals))}{has_updates.then(|| updates_row(updates))}</ul> };
    let list = if count == 0 {
        view! { <p class="hush">"Nothing. Reviews to decide, drafts sent back to you and postings to publish stand here."</p> }
            .into_any()
    } else {
        rows.into_any()
    };
    view! {
        <section class="block waiting" aria-labelledby="waiting">
            <div class="block-head">
                <h2 id="waiting">"Waiting for you"</h2>
                {(count > 0).then(|| view! { <span class="count">{count}</span> })}
            </div>
            {list}
            {batch}
        </section>
    }
}

/// One verdict on all that are ticked; the boxes stand in the rows above.
#[component]
fn Batch() -> impl IntoView {
    let verdicts = Verdict::ALL.iter().map(|verdict| (verdict.to_string(), verdict.label().to_owned(), String::new()));
    view! {
        <details class="fold" data-plain="" open=refused(&["decide_all"]).is_some()>
            <summary>"Decide on all that are ticked"</summary>
            <div class="fold-body">
                <Form action="decide_all" id=BATCH class="form">
                    <Radios name="verdict" label="Verdict" options=verdicts.collect()/>
                    <TextArea name="comment" label="Comment" rows=2 hint="Needed when you request changes. It stands beside each decision." maxlength=COMMENT_MAX_CHARS/>
                    <div class="actions"><Button>"Decide on the ticked ones"</Button></div>
                </Form>
            </div>
        </details>
    }
}

/// The form that the boxes of the rows belong to.
const BATCH: &str = "decide-all";

#[component]
fn Decide(review: QueuedReview, now: Timestamp, is_batch: bool) -> impl IntoView {
    let value = format!("{}:{}", review.posting.id, review.revision);
    let label = format!("Tick {}", review.posting.name());
    let is_ticked = refused(&["decide_all"]).is_some_and(|sent| sent.has("review[]", &value));
    let tick = is_batch.then(
        || view! { <input type="checkbox" class="row-lead row-tick" name="review[]" value=value checked=is_ticked form=BATCH aria-label=label/> },
    );
    let steps: Vec<String> = review.open_steps.iter().map(|step| format!("“{step}”")).collect();
    let posting = review.posting;
    let name = posting.name().to_owned();
    view! {
        <li class="row">
            {tick}
            <div class="row-main">
                <h3 class="row-title"><a href=paths::review(posting.id)>{name}</a></h3>
                <p class="row-note">
                    <span>{format!("Decide on {}", listed(&steps, "and"))}</span>
                    <span>{format!("Submitted by {} ", review.submitted_by_name)}<Moment at=review.submitted_at now/></span>
                    <span>{format!("Revision {}", review.revision_number)}</span>
                    <span>{posting.team_name}</span>
                </p>
            </div>
            <div class="row-end"><Due at=review.due_at is_late=review.is_overdue now/></div>
        </li>
    }
}

fn own_row(posting: &PostingCard, href: &str, note: &'static str) -> AnyView {
    let stage = posting.stage_name();
    view! {
        <li class="row">
            <div class="row-main">
                <h3 class="row-title"><a href=href.to_owned()>{posting.name().to_owned()}</a></h3>
                <p class="row-note"><span>{note}</span><span>{posting.team_name.clone()}</span></p>
            </div>
            <div class="row-end"><StageBadge stage/></div>
        </li>
    }
    .into_any()
}

/// The way to the inbox of library updates.
fn updates_row(updates: OfferCount) -> AnyView {
    let (lines, postings) = (counted(updates.lines, "line"), counted(updates.postings, "posting"));
    let note = format!("The library says something else by now for {lines} in {postings}.");
    library_row(paths::UPDATES, "Library updates", note, updates.lines)
}

/// The way to what people want in the library.
fn proposals_row(count: u64) -> AnyView {
    let words = if count == 1 { "One waits".to_owned() } else { format!("{count} wait") };
    let note = format!("{words} for a curator: accept, perhaps in other words, or decline with a reason.");
    library_row(paths::PROPOSALS, "Proposals for the library", note, count)
}

fn library_row(href: &'static str, title: &'static str, note: String, count: u64) -> AnyView {
    view! {
        <li class="row">
            <div class="row-main">
                <h3 class="row-title"><a href=href>{title}</a></h3>
                <p class="row-note"><span>{note}</span></p>
            </div>
            <div class="row-end"><span class="count">{count}</span></div>
        </li>
    }
    .into_any()
}

/// What was submitted and others have to decide on.
#[component]
pub fn WaitedFor(submissions: Vec<Submission>, now: Timestamp) -> impl IntoView {
    let list = if submissions.is_empty() {
        view! { <p class="hush">"Nothing. What you submit stands here, with the names of those who can decide."</p> }
            .into_any()
    } else {
        let rows = submissions.into_iter().map(|submission| view! { <SubmissionRow submission now/> }).collect_view();
        view! { <ul class="rows" role="list">{rows}</ul> }.into_any()
    };
    view! {
        <section class="block" aria-labelledby="waited-for">
            <div class="block-head"><h2 id="waited-for">"You wait for"</h2><a class="block-end" href=paths::REVIEWS>"All running reviews"</a></div>
            {list}
        </section>
    }
}

/// A submission, and whom it waits for.
#[component]
pub fn SubmissionRow(submission: Submission, now: Timestamp) -> impl IntoView {
    let steps = submission.steps.iter().map(|step| view! { <li>{step_words(step)}</li> }).collect_view();
    let is_waited_for = submission.steps.iter().any(|step| !step.is_met);
    let due = is_waited_for.then(|| view! { <Due at=submission.due_at is_late=submission.is_overdue now/> });
    let posting = submission.posting;
    let name = posting.name().to_owned();
    let held = submission.is_held.then(|| view! { <li><a href=paths::threads(posting.id)>"A blocking thread"</a>" holds the approval until it is resolved."</li> });
    view! {
        <li class="row">
            <div class="row-main">
                <h3 class="row-title"><a href=paths::review(posting.id)>{name}</a></h3>
                <p class="row-note"><span>{format!("Revision {} submitted ", submission.revision_number)}<Moment at=submission.submitted_at now/></span></p>
                <ul class="row-steps" role="list">{steps}{held}</ul>
            </div>
            <div class="row-end">{due}</div>
        </li>
    }
}

/// “Content: Hugo Meyer or Ina Falk can decide”, so that there is a name to chase.
fn step_words(step: &StepWaiting) -> String {
    let name = &step.name;
    match (step.is_met, step.people.as_slice()) {
        (true, people) => format!("{name}: approved by {}", listed(people, "and")),
        (false, _) if !step.is_open => format!("{name}: comes later"),
        (false, []) => format!("{name}: nobody can decide. Ask an admin to ask somebody else."),
        (false, people) => format!("{name}: {} can decide", listed(people, "or")),
    }
}

/// “Ina”, “Ina or Hugo”, “Ina, Hugo or Dana”.
fn listed(people: &[String], last: &str) -> String {
    match people {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., end] => format!("{} {last} {end}", most.join(", ")),
    }
}

#[component]
fn Due(at: Timestamp, is_late: bool, now: Timestamp) -> impl IntoView {
    view! { <span class="due" data-late=is_late.then_some("")><Icon name="clock"/><DueBy at now/></span> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_names_whom_to_chase() {
        let step = |is_met, people: &[&str]| {
            let people = people.iter().map(|name| (*name).to_owned()).collect();
            step_words(&StepWaiting { name: "Content".to_owned(), is_met, is_open: true, people })
        };
        for (said, expected) in [
            (step(false, &["Ina"]), "Content: Ina can decide"),
            (step(false, &["Ina", "Hugo", "Mo"]), "Content: Ina, Hugo or Mo can decide"),
            (step(true, &["Ina", "Hugo"]), "Content: approved by Ina and Hugo"),
            (step(false, &[]), "Content: nobody can decide. Ask an admin to ask somebody else."),
        ] {
            assert_eq!(said, expected);
        }
    }
}
