//! Everyone, with their roles.

use domain::accounts::UserStatus;
use leptos::prelude::*;
use services::{HeldRole, Person};

use super::{invite_form::InviteForm, people_tabs::Everyone};
use crate::{
    layout::{Place, page},
    paths,
    ui::initials,
};

#[component]
pub fn PeoplePage() -> impl IntoView {
    page(Place::People, |scope| async move {
        let everyone = Everyone::load(&scope.services, scope.actor()?).await?;
        let tabs = everyone.tabs(paths::PEOPLE);
        let teams = everyone.team_options();
        let rows = everyone.people.into_iter().map(|person| view! { <PersonRow person/> }).collect_view();
        let page = view! {
            <main class="page" id="main" tabindex="-1">
                <div class="page-head"><div><h1>"People"</h1><p class="page-note">"Who may do what, team by team."</p></div></div>
                {tabs}
                <InviteForm teams/>
                <div class="table-wrap"><table class="table" data-stack="">
                    <thead><tr>
                        <th scope="col">"Person"</th><th scope="col">"Roles"</th><th scope="col">"State"</th><th scope="col">"Last signed in"</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table></div>
            </main>
        };
        Ok(("People".to_owned(), page))
    })
}

#[component]
fn PersonRow(person: Person) -> impl IntoView {
    let away = (person.status == UserStatus::Suspended).then_some("");
    let last = person.last_login_at.map(|at| view! { <time datetime=at.rfc3339()>{at.to_string()}</time> });
    view! {
        <tr>
            <th scope="row"><span class="person">
                <span class="avatar" aria-hidden="true" data-away=away>{initials(&person.display_name)}</span>
                <span>
                    <a href=paths::person(person.id)>{person.display_name.clone()}</a>
                    <span class="cell-note">{person.email.as_str().to_owned()}</span>
                </span>
            </span></th>
            <td data-label="Roles">{roles_in_words(&person.roles)}</td>
            <td data-label="State">{person.status.label()}</td>
            <td data-label="Last signed in">{last.map_or_else(|| "never".into_any(), IntoAny::into_any)}</td>
        </tr>
    }
}

/// "Hiring manager of Payments, Curator".
fn roles_in_words(roles: &[HeldRole]) -> String {
    if roles.is_empty() {
        return "none".to_owned();
    }
    roles.iter().map(role_in_words).collect::<Vec<_>>().join(", ")
}

/// "Hiring manager of Payments".
pub(super) fn role_in_words(held: &HeldRole) -> String {
    match &held.team {
        Some(team) => format!("{} of {}", held.role.label(), team.name),
        None => held.role.label().to_owned(),
    }
}
