//! Teams: who is in them, new ones, new names.

use leptos::prelude::*;
use services::Team;

use super::people_tabs::Everyone;
use crate::{
    forms::{Done, Field, Form, Hidden},
    layout::{Place, page},
    paths,
    ui::{Button, initials},
};

#[component]
pub fn TeamsPage() -> impl IntoView {
    page(Place::People, |scope| async move {
        let everyone = Everyone::load(&scope.services, scope.actor()?).await?;
        let tabs = everyone.tabs(paths::TEAMS);
        let empty = everyone.teams.is_empty().then(|| {
            view! { <div class="empty"><p>"Postings belong to teams. Make the first one, then invite its hiring managers."</p></div> }
        });
        let cards = everyone.teams.into_iter().map(|team| view! { <TeamCard team/> }).collect_view();
        let page = view! {
            <main class="page" id="main" tabindex="-1">
                <div class="page-head"><div><h1>"People"</h1><p class="page-note">"Each posting belongs to a team."</p></div></div>
                {tabs}
                <Done/>
                <section class="block card" aria-labelledby="new-team">
                    <h2 id="new-team">"New team"</h2>
                    <Form action="create_team" class="grant">
                        <Field name="name" label="Name" required=true/>
                        <Button kind="primary">"Make the team"</Button>
                    </Form>
                </section>
                {empty}
                <ul class="teams" role="list">{cards}</ul>
            </main>
        };
        Ok(("Teams".to_owned(), page))
    })
}

#[component]
fn TeamCard(team: Team) -> impl IntoView {
    let id = team.id.to_string();
    let people = match team.people.len() {
        0 => "Nobody yet".to_owned(),
        1 => "1 person".to_owned(),
        count => format!("{count} people"),
    };
    let names = team.people.join(", ");
    let avatars = team.people.iter().map(|name| view! { <span class="avatar">{initials(name)}</span> }).collect_view();
    view! {
        <li class="card">
            <h2>{team.name.clone()}</h2>
            <p class="hush">{people}{(!names.is_empty()).then(|| format!(": {names}"))}</p>
            <span class="avatars" aria-hidden="true">{avatars}</span>
            <details class="fold" data-plain="">
                <summary>"Rename"</summary>
                <div class="fold-body">
                    <Form action="rename_team" key=id.clone() tight=true>
                        <Hidden name="team" value=id/>
                        <Field name="name" label="New name" value=team.name required=true/>
                        <div class="actions"><Button size="small">"Rename"</Button></div>
                    </Form>
                </div>
            </details>
        </li>
    }
}
