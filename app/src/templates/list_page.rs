//! Templates: what a draft from each starts with, before anybody starts one.

use domain::{
    accounts::Actor,
    document::{NewSection, Parts},
    permissions::{Action, Subject, permit},
    posting::FactKey,
};
use leptos::prelude::*;
use services::{TemplateChoice, TemplateChoices, TemplateOption};

use crate::{
    layout::{Place, page, query},
    paths,
    ui::Gate,
};

/// The template that the address names, as far as it does.
pub fn asked() -> TemplateChoice {
    TemplateChoice { seniority: query("seniority"), stack: query("stack"), industry: query("industry") }
}

#[component]
pub fn TemplatesPage() -> impl IntoView {
    let (asked, team) = (asked(), query("team"));
    page(Place::Postings, move |scope| async move {
        let actor = scope.actor()?;
        let choices = scope.services.templates()?;
        let choice = choices.nearest(asked);
        let parts = scope.services.compose(actor, &choice).await?;
        let content = view! {
            <main class="page" id="main" tabindex="-1">
                <nav class="crumbs" aria-label="Where you are"><ol><li><a href=paths::POSTINGS>"Postings"</a></li></ol></nav>
                <div class="page-head">
                    <div>
                        <h1>"Templates"</h1>
                        <p class="page-note">"What a draft starts with, in the current words of the library. All of it can be changed or cut."</p>
                    </div>
                    <div class="actions"><StartHere actor=actor.clone() choice=choice.clone() team=team.clone()/></div>
                </div>
                <Pick choices choice team/>
                <Template parts/>
            </main>
        };
        Ok(("Templates".to_owned(), content))
    })
}

/// The way back to the form for a new posting, with this template chosen.
#[component]
fn StartHere(actor: Actor, choice: TemplateChoice, team: String) -> impl IntoView {
    let refusal = permit(&actor, Action::CreatePosting, Subject::Organisation).err().map(|refusal| refusal.to_string());
    let TemplateChoice { seniority, stack, industry } = choice;
    let pairs = [("seniority", seniority), ("stack", stack), ("industry", industry), ("team", team)];
    view! {
        <Gate reason=refusal id="why-no-new-posting" label="Start with this template">
            <a class="button" data-kind="primary" href=paths::with_query(paths::NEW_POSTING, &pairs)>"Start with this template"</a>
        </Gate>
    }
}

#[component]
fn Pick(choices: TemplateChoices, choice: TemplateChoice, team: String) -> impl IntoView {
    let TemplateChoices { seniorities, stacks, industries, .. } = choices;
    view! {
        <form class="filters" action=paths::TEMPLATES>
            {select("seniority", "Seniority", seniorities, &choice.seniority)}
            {select("stack", "Stack", stacks, &choice.stack)}
            {select("industry", "Industry", industries, &choice.industry)}
            // For the way back.
            {(!team.is_empty()).then(|| view! { <input type="hidden" name="team" value=team/> })}
            <button class="button">"Show"</button>
        </form>
    }
}

fn select(
    name: &'static str,
    label: &'static str,
    options: Vec<TemplateOption>,
    chosen: &str,
) -> impl IntoView + use<> {
    let options = options.into_iter().map(|option| {
        let selected = option.key == chosen;
        view! { <option value=option.key selected=selected>{option.name}</option> }
    });
    view! { <select class="input" name=name aria-label=label>{options.collect_view()}</select> }
}

#[component]
fn Template(parts: Parts) -> impl IntoView {
    let count: usize = parts.sections.iter().map(|section| section.lines.len()).sum();
    let size = format!("{} sections with {count} lines", parts.sections.len());
    let title = parts.facts.get(FactKey::Title).to_owned();
    let sections = parts.sections.into_iter().map(section).collect_view();
    view! {
        <article class="template" aria-labelledby="template-title">
            <header><h2 id="template-title">{title}</h2><p class="hush">{size}</p></header>
            {sections}
        </article>
    }
}

fn section(section: NewSection) -> impl IntoView {
    let lines = section.lines.into_iter().map(|line| view! { <li>{line.text}</li> }).collect_view();
    view! { <section><h3>{section.heading}</h3><ul>{lines}</ul></section> }
}
