//! Who stands in for whom: on the account page.

use domain::time::{Timestamp, show_date};
use leptos::prelude::*;
use services::DelegationView;

use crate::{
    error::AppError,
    forms::{Field, Form, Hidden, Select},
    scope::Scope,
    ui::Button,
};

/// What the part of the page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct StandingIn {
    delegations: Vec<DelegationView>,
    /// (id, name)
    people: Vec<(String, String)>,
}

impl StandingIn {
    pub(super) async fn load(scope: &Scope) -> Result<Self, AppError> {
        let actor = scope.actor()?;
        let people = scope.services.possible_deputies(actor).await?.into_iter();
        Ok(Self {
            delegations: scope.services.delegations(actor).await?,
            people: people.map(|(id, name)| (id.to_string(), name)).collect(),
        })
    }
}

#[component]
pub(super) fn Delegations(standing_in: StandingIn) -> impl IntoView {
    let StandingIn { delegations, people } = standing_in;
    let rows: Vec<_> = delegations.into_iter().map(|delegation| view! { <Row delegation/> }).collect();
    let none = (String::new(), "Choose".to_owned());
    let options = std::iter::once(none).chain(people).collect();
    view! {
        <section class="settings-part" id="standing-in">
            <header><h2>"Standing in"</h2><p>"While you are away, somebody else can decide in your place. The record says so. They see what they could see before. Days are counted in UTC."</p></header>
            <div class="stack">
                {(!rows.is_empty()).then(|| view! { <ul class="rows" role="list">{rows}</ul> })}
                <Form action="delegate">
                    <Select name="to" label="Who stands in for you" options/>
                    <div class="field-row">
                        <Field name="first_day" label="From" kind="date" required=true/>
                        <Field name="last_day" label="Until the end of" kind="date" required=true/>
                    </div>
                    <Field name="reason" label="Reason" hint="May stay empty. It stands in the audit log."/>
                    <div class="actions"><Button>"Let them stand in"</Button></div>
                </Form>
            </div>
        </section>
    }
}

#[component]
fn Row(delegation: DelegationView) -> impl IntoView {
    let DelegationView { id, is_mine, name, starts_at, ends_at, reason, is_active } = delegation;
    let who = if is_mine { format!("{name} stands in for you") } else { format!("You stand in for {name}") };
    // It ends with its last day, that is when the next one begins.
    let last_day = Timestamp(ends_at.0 - 1).date();
    let state = if is_active { "Now" } else { "Later" };
    view! {
        <li class="row">
            <div class="row-main">
                <h3 class="row-title">{who}</h3>
                <p class="row-note">
                    <span>{state}</span>
                    <span>"from " <time datetime=starts_at.rfc3339()>{show_date(starts_at.date())}</time>" until the end of " <time datetime=ends_at.rfc3339()>{show_date(last_day)}</time></span>
                    {(!reason.is_empty()).then(|| view! { <span>{reason}</span> })}
                </p>
            </div>
            <div class="row-end">
                <Form action="end_delegation" key=id.to_string() class="actions">
                    <Hidden name="delegation" value=id.to_string()/>
                    <Button size="small">"End it"</Button>
                </Form>
            </div>
        </li>
    }
}
