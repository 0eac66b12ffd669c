//! The policies in the order in which they are tried.

use leptos::prelude::*;
use services::{Policies, PolicyView};

use super::words;
use crate::{
    forms::{Form, Hidden},
    layout::{Place, page, query},
    paths,
    ui::{Button, Done, Icon},
};

#[component]
pub fn PoliciesPage() -> impl IntoView {
    let done = match query("done").as_str() {
        "made" => Some("The policy is made, and tried before all others."),
        "kept" => Some("The new version is kept. Reviews that run stay under the one they began with."),
        "first" => Some("It is tried before all others now."),
        "retired" => Some("The policy is retired. Reviews under it go on."),
        _ => None,
    };
    page(Place::Policies, move |scope| async move {
        let policies = scope.services.policies(scope.actor()?).await?;
        let first = policies.all.first().map(|policy| policy.id);
        let rows = policies.all.iter().map(|policy| row(policy, &policies, first == Some(policy.id))).collect_view();
        let content = view! {
            <main class="page" id="main" tabindex="-1">
                <div class="page-head">
                    <div><h1>"Policies"</h1><p class="page-note">"Who has to decide on what. The first policy that fits a posting is taken; a review that runs stays under the version it began with."</p></div>
                    <div class="actions"><a class="button" data-kind="primary" href=paths::NEW_POLICY><Icon name="plus"/>"New policy"</a></div>
                </div>
                <Done sentence=done.map(str::to_owned)/>
                <ol class="rows policies" role="list">{rows}</ol>
            </main>
        };
        Ok(("Policies".to_owned(), content))
    })
}

fn row(view: &PolicyView, policies: &Policies, is_first: bool) -> AnyView {
    let policy = &view.rule.policy;
    let steps = policy.steps.iter().map(|step| {
        view! { <li><b>{step.name.clone()}</b>": "{words::step(step, policies)}</li> }
    });
    let steps = steps.collect_view();
    let version = if policy.version == 0 { "as installed".to_owned() } else { format!("version {}", policy.version) };
    let id = view.id.to_string();
    let first = (!is_first && !view.is_default).then(|| {
        view! {
            <Form action="try_policy_first" key=id.clone() class="actions">
                <Hidden name="policy" value=id.clone()/>
                <Button size="small" icon="arrow-up">"Try first"</Button>
            </Form>
        }
    });
    view! {
        <li class="row">
            <div class="row-main">
                <h3 class="row-title"><a href=paths::policy(view.id)>{policy.name.clone()}</a></h3>
                <p class="row-note"><span>{words::for_whom(&view.rule.conditions, policies)}</span><span>{version}</span><span>{format!("due in {} hours", policy.due_hours)}</span></p>
                <ul class="row-steps" role="list">{steps}</ul>
            </div>
            <div class="row-end">{first}</div>
        </li>
    }
    .into_any()
}
