//! A new posting from a template that leaves something open: what it asks for, and nothing else to choose.

use domain::templates::{FILLED_MAX_CHARS, Placeholder};
use leptos::prelude::*;
use services::{PostingKey, TeamName, TemplateStart};

use super::Teams;
use crate::{
    forms::{Field, Form, Hidden},
    paths,
    ui::Button,
};

#[component]
pub fn FillForm(
    key: PostingKey,
    teams: Vec<TeamName>,
    /// The team that was chosen before, by its id.
    team: String,
    start: TemplateStart,
) -> impl IntoView {
    let team_name = known_team(&teams, &team);
    let asks = !start.placeholders.is_empty();
    view! {
        <Form action="create_posting" class="form">
            <Hidden name="key" value=key.to_string()/>
            <Hidden name="start" value="own"/>
            <Hidden name="template" value=start.slug.clone()/>
            <Hidden name="asked" value=start.slug.clone()/>
            <div class="field">
                <span class="field-label">"Template"</span>
                <p><a href=paths::template(&start.slug)>{start.name.clone()}</a></p>
                {(!start.description.is_empty()).then(|| view! { <p class="field-hint">{start.description.clone()}</p> })}
            </div>
            <Teams teams team/>
            {asks.then(|| view! { <p class="hush">"The template asks for this. What you leave empty stays open in the draft, and has to be written before it is submitted."</p> })}
            <Fields start team_name/>
            <div class="actions">
                <Button kind="primary">"Create draft"</Button>
                <a class="button" data-kind="quiet" href=paths::NEW_POSTING>"Start with something else"</a>
            </div>
        </Form>
    }
}

/// Made within the form, which knows what was typed and what is wrong with it.
#[component]
fn Fields(start: TemplateStart, team_name: String) -> impl IntoView {
    start.placeholders.iter().map(|open| field(*open, &start, &team_name)).collect_view()
}

/// The name of the chosen team, or of the only one.
fn known_team(teams: &[TeamName], chosen: &str) -> String {
    let known = teams.iter().find(|team| teams.len() == 1 || team.id.to_string() == chosen);
    known.map(|team| team.name.clone()).unwrap_or_default()
}

fn field(open: Placeholder, start: &TemplateStart, team_name: &str) -> AnyView {
    let value = if open == Placeholder::Team { team_name } else { start.preset.of(open) };
    let is_locked = start.locked.contains(&open);
    let hint = match open {
        Placeholder::Team => "As it should stand in the text. Empty: the name of the team.",
        Placeholder::Product if is_locked => {
            "What the team builds. It stands in a section that can’t be changed later."
        }
        Placeholder::Product => "What the team builds.",
        Placeholder::Place if is_locked => "The town. It stands in a section that can’t be changed later.",
        Placeholder::Place => "The town; it becomes the place of work, too.",
    };
    let label = if open == Placeholder::Team { "Name of the team" } else { open.label() };
    // An empty team is the name of the chosen one.
    let required = is_locked && open != Placeholder::Team;
    view! { <Field name=open.field() label=label required value=value.to_owned() hint maxlength=FILLED_MAX_CHARS/> }
        .into_any()
}
