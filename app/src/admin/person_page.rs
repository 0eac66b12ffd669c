//! One person: roles to give and take, suspending.

use domain::{
    accounts::{Actor, UserStatus},
    ids::UserId,
    permissions::{Action, Subject, permit},
};
use leptos::prelude::*;
use services::{HeldRole, Person};

use super::{invite_form::role_options, people_page::role_in_words, people_tabs::team_options};
use crate::{
    error::AppError,
    forms::{Done, Form, Hidden, Select},
    layout::{Place, page, param},
    paths,
    ui::{Button, Gate, initials},
};

#[component]
pub fn PersonPage() -> impl IntoView {
    let id = param("id");
    page(Place::People, move |scope| async move {
        let actor = scope.actor()?;
        let id: UserId = id.parse().map_err(|_| AppError::NotFound)?;
        let person = scope.services.person(actor, id).await?;
        let teams = team_options(&scope.services.teams(actor).await?);
        let reason = refusal(actor, id);
        let name = person.display_name.clone();
        let page = view! {
            <main class="page" id="main" tabindex="-1">
                <Head person=person.clone()/>
                <Done/>
                <Roles person=person.clone() reason=reason.clone() teams/>
                <Access person reason/>
            </main>
        };
        Ok((name, page))
    })
}

/// Why this admin may not change this person, if so.
fn refusal(actor: &Actor, person: UserId) -> Option<String> {
    permit(actor, Action::ManagePeople, Subject::Person(person)).err().map(|refusal| refusal.to_string())
}

#[component]
fn Head(person: Person) -> impl IntoView {
    let since = person.created_at;
    view! {
        <nav class="crumbs" aria-label="Where you are"><ol><li><a href=paths::PEOPLE>"People"</a></li></ol></nav>
        <div class="page-head">
            <div>
                <h1><span class="person"><span class="avatar" data-size="large" aria-hidden="true">{initials(&person.display_name)}</span>{person.display_name}</span></h1>
                <p class="page-note">
                    {person.email.as_str().to_owned()} " · " {person.status.label()} " · here since "
                    <time datetime=since.rfc3339()>{since.to_string()}</time>
                </p>
            </div>
        </div>
    }
}

#[component]
fn Roles(person: Person, reason: Option<String>, teams: Vec<(String, String)>) -> impl IntoView {
    let id = person.id;
    let may = reason.is_none();
    let empty = person
        .roles
        .is_empty()
        .then(|| view! { <p class="hush">"No role: this person sees the library and what is public."</p> });
    let rows = person.roles.into_iter().map(|held| view! { <RoleRow person=id held may/> }).collect_view();
    view! {
        <section class="block" aria-labelledby="roles">
            <h2 id="roles">"Roles"</h2>
            {empty}
            <ul class="rows" role="list">{rows}</ul>
        </section>
        <section class="block card" aria-labelledby="grant">
            <h2 id="grant">"Give a role"</h2>
            <Gate reason id="grant-reason" label="Give the role">
                <Form action="grant_role" class="grant">
                    <Hidden name="person" value=id.to_string()/>
                    <Select name="role" label="Role" options=role_options()/>
                    <Select name="team" label="Team" options=teams/>
                    <Button kind="primary">"Give the role"</Button>
                </Form>
            </Gate>
        </section>
    }
}

#[component]
fn RoleRow(person: UserId, held: HeldRole, may: bool) -> impl IntoView {
    let words = role_in_words(&held);
    let team = held.team.map(|team| team.id.to_string()).unwrap_or_default();
    let take = may.then(|| {
        let label = format!("Take away the role {words}");
        view! {
            <Form action="revoke_role" key=format!("{}{team}", held.role) class="actions">
                <Hidden name="person" value=person.to_string()/>
                <Hidden name="role" value=held.role.word()/>
                <Hidden name="team" value=team/>
                <button class="button" type="submit" data-size="small" aria-label=label>"Take away"</button>
            </Form>
        }
    });
    view! {
        <li class="row">
            <div class="row-main"><h3 class="row-title">{words}</h3><p class="row-note"><span>"May " {held.role.purpose()}</span></p></div>
            <div class="row-end">{take}</div>
        </li>
    }
}

#[component]
fn Access(person: Person, reason: Option<String>) -> impl IntoView {
    let id = person.id.to_string();
    let (action, words, kind, note) = match person.status {
        UserStatus::Suspended => ("reinstate", "Let in again", None, "Signing in works again, with the roles above."),
        UserStatus::Active | UserStatus::Invited | UserStatus::Guest => (
            "suspend",
            "Suspend",
            Some("danger"),
            "Ends every session at once and stops signing in. What was written stays.",
        ),
    };
    view! {
        <section class="block" aria-labelledby="access">
            <h2 id="access">"Access"</h2>
            <p class="block-note">{note}</p>
            <Gate reason id="access-reason" label=words>
                <Form action=action class="actions">
                    <Hidden name="person" value=id/>
                    <button class="button" type="submit" data-kind=kind>{words}</button>
                </Form>
            </Gate>
        </section>
    }
}
