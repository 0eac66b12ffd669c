//! One policy: its form, its versions, and retiring it; and the form of a new one.

use domain::{
    ids::PolicyId,
    review::{Conditions, Policy, Rule},
};
use leptos::prelude::*;
use services::PolicyView;

use super::form::PolicyForm;
use crate::{
    error::AppError,
    forms::{Field, Form, Hidden},
    layout::{Place, page, param},
    paths,
    ui::Button,
};

#[component]
pub fn NewPolicyPage() -> impl IntoView {
    page(Place::Policies, move |scope| async move {
        let policies = scope.services.policies(scope.actor()?).await?;
        let policy = Policy { name: String::new(), steps: Vec::new(), ..Policy::default_policy() };
        let rule = Rule { conditions: Conditions::default(), policy };
        let content = view! {
            <main class="page" id="main" tabindex="-1">
                <Head name="New policy".to_owned() note="It is tried before all others.".to_owned()/>
                <Form action="make_policy" class="form policy-form">
                    <PolicyForm rule policies is_default=false/>
                    <div class="actions"><Button kind="primary">"Make the policy"</Button></div>
                </Form>
            </main>
        };
        Ok(("New policy".to_owned(), content))
    })
}

#[component]
pub fn PolicyPage() -> impl IntoView {
    let id = param("id");
    page(Place::Policies, move |scope| async move {
        let id: PolicyId = id.parse().map_err(|_| AppError::NotFound)?;
        let (view, policies) = scope.services.policy(scope.actor()?, id).await?;
        let version = view.rule.policy.version;
        let name = view.rule.policy.name.clone();
        let note = if version == 0 { "As it was installed.".to_owned() } else { format!("Version {version}.") };
        let (rule, is_default) = (view.rule.clone(), view.is_default);
        let content = view! {
            <main class="page" id="main" tabindex="-1">
                <Head name=name.clone() note/>
                <Form action="edit_policy" class="form policy-form">
                    <Hidden name="policy" value=id.to_string()/>
                    <Hidden name="from_version" value=version.to_string()/>
                    <PolicyForm rule policies is_default/>
                    <Field name="rule[reason]" label="Reason for the change" hint="It stands beside the version." required=true/>
                    <div class="actions"><Button kind="primary">{format!("Keep as version {}", version + 1)}</Button></div>
                </Form>
                <Versions view=view.clone()/>
                <Retire view/>
            </main>
        };
        Ok((name, content))
    })
}

#[component]
fn Head(name: String, note: String) -> impl IntoView {
    view! {
        <nav class="crumbs" aria-label="Where you are"><ol><li><a href=paths::POLICIES>"Policies"</a></li></ol></nav>
        <div class="page-head"><div><h1>{name}</h1><p class="page-note">{note}</p></div></div>
    }
}

#[component]
fn Versions(view: PolicyView) -> impl IntoView {
    let rows = view.versions.into_iter().map(|version| {
        view! {
            <li class="row">
                <div class="row-main">
                    <h3 class="row-title">{format!("Version {}", version.version)}</h3>
                    <p class="row-note"><span>{version.reason}</span><span>{version.author_name}</span><time datetime=version.created_at.rfc3339()>{version.created_at.to_string()}</time></p>
                </div>
            </li>
        }
    });
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty()).then(|| {
        view! { <section class="block" aria-labelledby="versions"><h2 id="versions">"Versions"</h2><ul class="rows" role="list">{rows}</ul></section> }
    })
}

#[component]
fn Retire(view: PolicyView) -> impl IntoView {
    (!view.is_default).then(|| {
        view! {
            <section class="block" aria-labelledby="retire">
                <h2 id="retire">"Retire"</h2>
                <p class="block-note">"Reviews under it go on; no new one begins."</p>
                <Form action="retire_policy" class="actions">
                    <Hidden name="policy" value=view.id.to_string()/>
                    <Button kind="danger">"Retire the policy"</Button>
                </Form>
            </section>
        }
    })
}
