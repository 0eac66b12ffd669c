//! The steps of a review: what each covers, what of that changed, and who said what.

use std::sync::Arc;

use domain::{posting::Scope, review::Verdict};
use leptos::prelude::*;
use services::{DecisionView, ReviewPage, StepView};

use crate::ui::Icon;

#[component]
pub fn Steps(review: Arc<ReviewPage>) -> impl IntoView {
    let met = review.steps.iter().filter(|step| step.is_met).count();
    let count = format!("{met} of {}", review.steps.len());
    let is_open = review.is_open;
    let rows = review.steps.iter().map(|step| view! { <Row step=step.clone() is_open/> }).collect_view();
    view! {
        <section aria-labelledby="steps">
            <div class="block-head"><h2 id="steps">"Steps"</h2><span class="count">{count}</span></div>
            <ul class="steps" role="list">{rows}</ul>
        </section>
    }
}

#[component]
fn Row(step: StepView, is_open: bool) -> impl IntoView {
    let (state, icon, words) = match (step.is_met, is_open) {
        (true, _) => ("met", "stage-approved", "approved".to_owned()),
        (false, true) if !step.is_open => ("over", "clock", "comes later".to_owned()),
        (false, true) => ("open", "stage-in-review", format!("waits for {}", step.asked)),
        (false, false) => ("over", "minus", "not approved".to_owned()),
    };
    let decisions = step.decisions.iter().map(|decision| view! { <Said decision=decision.clone()/> }).collect_view();
    let covered = covered(&step, is_open);
    view! {
        <li class="step" data-state=state>
            <Icon name=icon/>
            <div>
                <h3>{step.name}<span class="hush">{format!(": {words}")}</span></h3>
                <p>{covered}</p>
                {decisions}
            </div>
        </li>
    }
}

/// What still has to be approved of what the step covers, then the rest.
fn covered(step: &StepView, is_open: bool) -> String {
    let all = listed(&step.scopes);
    if !is_open || step.is_met || step.open_scopes.len() == step.scopes.len() {
        return format!("Covers {all}.");
    }
    let rest: Vec<Scope> = step.scopes.iter().copied().filter(|scope| !step.open_scopes.contains(scope)).collect();
    format!("To approve: {}. Approved as it stands: {}.", listed(&step.open_scopes), listed(&rest))
}

fn listed(scopes: &[Scope]) -> String {
    scopes.iter().map(|scope| scope.label().to_lowercase()).collect::<Vec<_>>().join(", ")
}

#[component]
fn Said(decision: DecisionView) -> impl IntoView {
    let worth = worth(&decision);
    let verb = match decision.verdict {
        Verdict::Approve => "approved",
        Verdict::RequestChanges => "requested changes",
        Verdict::Abstain => "abstained",
    };
    let place = decision.for_name.map(|name| format!(" for {name}"));
    view! {
        <p data-stale=(!decision.stands).then_some("")>
            <b>{decision.by_name}</b>{place}{format!(" {verb}, ")}
            <time datetime=decision.at.rfc3339()>{decision.at.to_string()}</time>{worth}
        </p>
        {(!decision.comment.is_empty()).then(|| view! { <blockquote class="said">{decision.comment}</blockquote> })}
    }
}

/// What the decision is worth for this revision, if that needs saying.
fn worth(decision: &DecisionView) -> String {
    match (decision.stands, decision.changed.as_slice()) {
        (_, _) if decision.has_lapsed => "; it has lapsed".to_owned(),
        (true, []) if decision.is_here => String::new(),
        (true, []) => " on an earlier revision that says the same".to_owned(),
        (true, changed) => format!("; {} changed since, the rest still counts", listed(changed)),
        (false, []) => ", before deciding anew".to_owned(),
        (false, changed) => format!("; {} changed since", listed(changed)),
    }
}

#[cfg(test)]
mod tests {
    use domain::time::Timestamp;

    use super::*;

    #[test]
    fn a_decision_says_what_it_is_worth_now() {
        let decision = |stands, is_here, changed: &[Scope]| DecisionView {
            by_name: "Hugo".to_owned(),
            for_name: None,
            at: Timestamp(0),
            verdict: Verdict::Approve,
            comment: String::new(),
            stands,
            is_here,
            changed: changed.to_vec(),
            has_lapsed: false,
        };
        for (decision, words) in [
            (decision(true, true, &[]), ""),
            (decision(true, false, &[]), " on an earlier revision that says the same"),
            (decision(true, false, &[Scope::Pay]), "; pay and benefits changed since, the rest still counts"),
            (decision(false, false, &[Scope::Pay]), "; pay and benefits changed since"),
            (decision(false, true, &[]), ", before deciding anew"),
            (DecisionView { has_lapsed: true, ..decision(false, true, &[]) }, "; it has lapsed"),
        ] {
            assert_eq!(worth(&decision), words);
        }
    }
}
