//! The steps of a review: what each covers, what of that changed, and who said what.

use domain::{
    posting::Scope,
    review::{Verdict, difference::Difference},
};
use leptos::prelude::*;
use services::{DecisionView, StepView};

use crate::ui::Icon;

#[component]
pub fn Steps(steps: Vec<StepView>, difference: Difference, is_first: bool, is_open: bool) -> impl IntoView {
    let met = steps.iter().filter(|step| step.is_met).count();
    let count = format!("{met} of {}", steps.len());
    let changed = (!is_first).then_some(difference.scopes);
    let rows = steps.into_iter().map(|step| {
        let covered = covered(&step, changed.as_deref());
        view! { <Row step covered is_open/> }
    });
    let rows = rows.collect_view();
    view! {
        <section aria-labelledby="steps">
            <div class="block-head"><h2 id="steps">"Steps"</h2><span class="count">{count}</span></div>
            <ul class="steps" role="list">{rows}</ul>
        </section>
    }
}

#[component]
fn Row(step: StepView, covered: String, is_open: bool) -> impl IntoView {
    let (state, icon, words) = match (step.is_met, is_open) {
        (true, _) => ("met", "stage-approved", "approved"),
        (false, true) => ("open", "stage-in-review", "waits for an HR approver"),
        (false, false) => ("over", "minus", "not approved"),
    };
    let decisions = step.decisions.iter().map(|decision| view! { <Said decision=decision.clone()/> }).collect_view();
    view! {
        <li class="step" data-state=state>
            <Icon name=icon/>
            <div>
                <h3>{step.name.clone()}<span class="hush">{format!(": {words}")}</span></h3>
                <p>{covered}</p>
                {decisions}
            </div>
        </li>
    }
}

/// What changed of what the step covers, then the rest; all of it when there is nothing to compare with.
fn covered(step: &StepView, changed: Option<&[Scope]>) -> String {
    let Some(changed) = changed else {
        let scopes: Vec<String> = step.scopes.iter().map(|scope| scope.label().to_lowercase()).collect();
        return format!("Covers {}.", scopes.join(", "));
    };
    let listed = |is_changed: bool| {
        let scopes = step.scopes.iter().filter(|scope| changed.contains(scope) == is_changed);
        scopes.map(|scope| scope.label().to_lowercase()).collect::<Vec<_>>().join(", ")
    };
    match (listed(true).as_str(), listed(false).as_str()) {
        ("", same) => format!("Unchanged: {same}."),
        (changed, "") => format!("Changed: {changed}."),
        (changed, same) => format!("Changed: {changed}. Unchanged: {same}."),
    }
}

#[component]
fn Said(decision: DecisionView) -> impl IntoView {
    let verb = match decision.verdict {
        Verdict::Approve => "approved",
        Verdict::RequestChanges => "requested changes",
        Verdict::Abstain => "abstained",
    };
    let earlier = if decision.stands { "" } else { ", before deciding anew" };
    view! {
        <p>
            <b>{decision.by_name}</b>{format!(" {verb}, ")}
            <time datetime=decision.at.rfc3339()>{decision.at.to_string()}</time>{earlier}
        </p>
        {(!decision.comment.is_empty()).then(|| view! { <blockquote class="said">{decision.comment}</blockquote> })}
    }
}
