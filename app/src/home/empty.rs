//! Home before anything happened: the next step, for what this person may do.

use domain::{
    accounts::Actor,
    permissions::{Action, Subject, permit},
};
use leptos::prelude::*;

use crate::{paths, ui::Icon};

/// A next step.
struct Step {
    icon: &'static str,
    heading: &'static str,
    words: &'static str,
    href: &'static str,
    link: &'static str,
}

const WRITE: Step = Step {
    icon: "document",
    heading: "Write your first posting",
    words: "Choose seniority, stack and industry: the draft comes filled from the library. Cut it down, add pay and place, \
            submit it. Colleagues of your team can write in it at the same time.",
    href: paths::NEW_POSTING,
    link: "New posting",
};
const PEOPLE: Step = Step {
    icon: "people",
    heading: "Bring in your colleagues",
    words: "Make teams, invite hiring managers who write and HR approvers who decide. Nobody decides on what they wrote themselves.",
    href: paths::PEOPLE,
    link: "People and teams",
};
const CURATE: Step = Step {
    icon: "library",
    heading: "Keep the library current",
    words: "Every responsibility and skill stands there once. A better wording becomes a new version; drafts are offered it, none is rewritten.",
    href: paths::LIBRARY,
    link: "Open the library",
};
const READ: Step = Step {
    icon: "search",
    heading: "Nothing waits for you",
    words: "A review that you can decide on, a draft that was sent back to you, an approved posting that you can publish: they stand here.",
    href: paths::POSTINGS,
    link: "All postings",
};

#[component]
pub fn NothingYet(actor: Actor) -> impl IntoView {
    let may = |action| permit(&actor, action, Subject::Organisation).is_ok();
    let steps = [
        (may(Action::CreatePosting), WRITE),
        (may(Action::ManagePeople), PEOPLE),
        (may(Action::CurateLibrary), CURATE),
    ];
    let mut steps: Vec<Step> = steps.into_iter().filter(|(is, _)| *is).map(|(_, step)| step).collect();
    if steps.is_empty() {
        steps.push(READ);
    }
    let steps = steps.into_iter().map(step).collect_view();
    view! { <div class="home-steps">{steps}</div> }
}

fn step(step: Step) -> AnyView {
    view! {
        <section class="empty">
            <Icon name=step.icon/>
            <h2>{step.heading}</h2>
            <p>{step.words}</p>
            <div class="actions"><a class="button" href=step.href>{step.link}</a></div>
        </section>
    }
    .into_any()
}
