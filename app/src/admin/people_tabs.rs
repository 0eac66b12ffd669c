//! The four parts of "People", and what all of them show on top.

use domain::accounts::Actor;
use leptos::prelude::*;
use services::{MailState, OpenInvitation, Person, Services, Team};

use crate::{error::AppError, paths};

/// Everything that the four pages show; few rows, loaded together.
pub(super) struct Everyone {
    pub people: Vec<Person>,
    pub teams: Vec<Team>,
    pub invitations: Vec<OpenInvitation>,
    pub mail: MailState,
}

impl Everyone {
    pub(super) async fn load(services: &Services, actor: &Actor) -> Result<Self, AppError> {
        Ok(Self {
            people: services.people(actor).await?,
            teams: services.teams(actor).await?,
            invitations: services.open_invitations(actor).await?,
            mail: services.mail_state(actor).await?,
        })
    }

    pub(super) fn tabs(&self, current: &'static str) -> impl IntoView + use<> {
        let parts = [
            (paths::PEOPLE, "People", self.people.len()),
            (paths::TEAMS, "Teams", self.teams.len()),
            (paths::INVITATIONS, "Invitations", self.invitations.len()),
            (paths::MAIL, "Mail", self.mail.troubled.len()),
        ];
        let tabs = parts.map(|(href, words, count)| {
            let here = (href == current).then_some("page");
            view! { <li><a href=href aria-current=here>{words} " " <span class="count">{count}</span></a></li> }
        });
        view! { <nav class="tabs" aria-label="Part"><ul>{tabs.into_iter().collect_view()}</ul></nav> }
    }

    /// Teams to choose from, and none, which is what stands there at first: the wrong team would let somebody in where they have
    /// no place. (value, words)
    pub(super) fn team_options(&self) -> Vec<(String, String)> {
        team_options(&self.teams)
    }
}

/// Teams to choose from, and none, which is what stands there at first: the wrong team would let somebody in where they have
/// no place. (value, words)
pub(super) fn team_options(teams: &[Team]) -> Vec<(String, String)> {
    let none = (String::new(), "Choose a team, or none".to_owned());
    std::iter::once(none).chain(teams.iter().map(|team| (team.id.to_string(), team.name.clone()))).collect()
}
