//! A new posting: for which team, and what it starts with.
//!
//! Everything is in one plain form. Of the three ways to start only the chosen one's fields are shown; where a browser
//! can't do that they all stand there, and the chosen way decides which are read.

use domain::{
    ids::PostingId,
    permissions::{Action, Subject, permit},
};
use leptos::prelude::*;
use services::{
    PostingCard, PostingKey, ServiceError, TeamName, TemplateCard, TemplateChoice, TemplateChoices, TemplateOption,
    TemplateStart,
};

use super::fill_form::FillForm;
use crate::{
    error::AppError,
    forms::{Form, Hidden, Radios, Select},
    layout::{Place, page, query},
    paths,
    scope::Scope,
    templates::asked,
    ui::Button,
};

#[component]
pub fn NewPostingPage() -> impl IntoView {
    let from = query("from").parse::<PostingId>().ok();
    let (asked, team, named) = (asked(), query("team"), query("template"));
    page(Place::Postings, move |scope| async move {
        let actor = scope.actor()?;
        let may = permit(actor, Action::CreatePosting, Subject::Organisation);
        may.map_err(|refusal| AppError::Refused(refusal.to_string()))?;
        let teams = scope.services.my_teams(actor).await?;
        let templates = scope.services.templates()?;
        let template = templates.nearest(asked);
        let earlier = scope.services.postings_to_copy(actor, from).await?;
        let own = scope.services.template_list(actor).await?.templates;
        let own: Vec<TemplateCard> = own.into_iter().filter(|card| !card.is_standard && card.starts()).collect();
        let named = start_of(&scope, &named).await?;
        let from = from.filter(|from| earlier.iter().any(|card| card.id == *from));
        let key = scope.services.posting_key();
        let content = view! {
            <main class="page" id="main" tabindex="-1">
                <nav class="crumbs" aria-label="Where you are"><ol><li><a href=paths::POSTINGS>"Postings"</a></li></ol></nav>
                <div class="page-head"><div>
                    <h1>"New posting"</h1>
                    <p class="page-note">"It starts as a draft that your team sees. Nothing is public before it was reviewed and published."</p>
                    <p class="page-note"><a href=paths::NEW_ARRIVAL>"Bring in a posting"</a>" that was written elsewhere: paste its text, or upload it."</p>
                </div></div>
                {match named {
                    Some(start) => view! { <FillForm key teams team start/> }.into_any(),
                    None => view! { <NewPostingForm key teams team templates template own earlier from/> }.into_any(),
                }}
            </main>
        };
        Ok(("New posting".to_owned(), content))
    })
}

/// What the template asks for that the address names; nothing for one that can't be used any more.
async fn start_of(scope: &Scope, slug: &str) -> Result<Option<TemplateStart>, AppError> {
    if slug.is_empty() {
        return Ok(None);
    }
    match scope.services.template_to_start(scope.actor()?, slug).await {
        Err(ServiceError::NotFound) => Ok(None),
        start => Ok(Some(start?)),
    }
}

#[component]
fn NewPostingForm(
    key: PostingKey,
    teams: Vec<TeamName>,
    /// The team that was chosen before, by its id.
    team: String,
    templates: TemplateChoices,
    /// The template that is chosen at first.
    template: TemplateChoice,
    /// The templates that curators made.
    own: Vec<TemplateCard>,
    earlier: Vec<PostingCard>,
    /// The posting that the person came from.
    from: Option<PostingId>,
) -> impl IntoView {
    let ways = ways(!own.is_empty(), !earlier.is_empty());
    let way = if from.is_some() { "copy" } else { "template" };
    view! {
        <Form action="create_posting" class="form starts">
            <Hidden name="key" value=key.to_string()/>
            <Teams teams team/>
            <Radios name="start" label="Start with" options=ways value=way boxed=true/>
            <div class="pick" data-start="template">
                <Pick name="seniority" label="Seniority" options=templates.seniorities value=template.seniority/>
                <Pick name="stack" label="Stack" options=templates.stacks value=template.stack/>
                <Pick name="industry" label="Industry" options=templates.industries value=template.industry/>
            </div>
            {(!own.is_empty()).then(|| view! { <Own cards=own/> })}
            {(!earlier.is_empty()).then(|| view! { <Earlier postings=earlier from/> })}
            <div class="actions">
                <Button kind="primary">"Create draft"</Button>
                <button class="button" data-start="template" formmethod="get" formaction=paths::TEMPLATES>"See what the template holds"</button>
                <a class="button" data-kind="quiet" href=paths::POSTINGS>"Cancel"</a>
            </div>
        </Form>
    }
}

/// (word, words, what it means)
fn ways(has_own: bool, has_earlier: bool) -> Vec<(String, String, String)> {
    let way = |word: &str, words: &str, note: &str| (word.to_owned(), words.to_owned(), note.to_owned());
    let copy = way("copy", "An earlier posting", "Its sections, lines and facts, without its dates and identifier.");
    let own = way("own", "One of your own templates", "Made by your curators, with what your postings always say.");
    let words = if has_own { "A standard template" } else { "A template" };
    let template = way("template", words, "Filled with current lines from the library, ready to cut down.");
    let empty = way("empty", "Nothing", "Three empty sections: overview, responsibilities, required skills.");
    [Some(template), has_own.then_some(own), has_earlier.then_some(copy), Some(empty)].into_iter().flatten().collect()
}

/// Who hires for one team has nothing to choose.
#[component]
pub(crate) fn Teams(teams: Vec<TeamName>, team: String) -> impl IntoView {
    match <[TeamName; 1]>::try_from(teams) {
        Ok([team]) => view! {
            <div class="field">
                <span class="field-label">"Team"</span>
                <p>{team.name}</p>
                <Hidden name="team" value=team.id.to_string()/>
            </div>
        }
        .into_any(),
        Err(teams) => {
            let is_empty = teams.is_empty();
            let choose = (String::new(), "Choose…".to_owned());
            let options = std::iter::once(choose).chain(teams.into_iter().map(|team| (team.id.to_string(), team.name)));
            let hint = if is_empty {
                "There is no team yet. An admin makes them."
            } else {
                "Its hiring managers write in the draft."
            };
            view! { <Select name="team" label="Team" options=options.collect() value=team hint/> }.into_any()
        }
    }
}

/// One part of a template.
#[component]
fn Pick(name: &'static str, label: &'static str, options: Vec<TemplateOption>, value: String) -> impl IntoView {
    let options = options.into_iter().map(|option| (option.key, option.name, String::new())).collect();
    view! { <Radios name label options value boxed=true/> }
}

#[component]
fn Own(cards: Vec<TemplateCard>) -> impl IntoView {
    let choose = (String::new(), "Choose…".to_owned());
    let cards = cards.into_iter().map(|card| (card.row.slug, card.row.name));
    let options = std::iter::once(choose).chain(cards).collect();
    view! {
        <div data-start="own">
            <Select name="template" label="Your own template" options hint="What it leaves open is asked next."/>
        </div>
    }
}

#[component]
fn Earlier(postings: Vec<PostingCard>, from: Option<PostingId>) -> impl IntoView {
    let words = |card: &PostingCard| {
        format!("{} ({}, {})", card.name(), card.team_name, card.stage_name().label().to_lowercase())
    };
    let choose = (String::new(), "Choose…".to_owned());
    let cards = postings.iter().map(|card| (card.id.to_string(), words(card)));
    let options = std::iter::once(choose).chain(cards).collect();
    let chosen = from.map(|from| from.to_string()).unwrap_or_default();
    view! {
        <div data-start="copy">
            <Select name="from" label="Copy of" options value=chosen hint="The copy is a draft of its own: changing one leaves the other alone."/>
        </div>
    }
}
