//! The templates: those that curators made, and what a draft from each standard one starts with.

use domain::{
    accounts::Actor,
    document::{NewSection, Parts},
    permissions::{Action, Subject, permit},
    posting::FactKey,
    time::Timestamp,
};
use leptos::prelude::*;
use services::{ServiceError, TemplateCard, TemplateChoice, TemplateChoices, TemplateOption};

use super::head::state_badge;
use crate::{
    layout::{Place, page, query},
    paths,
    ui::{Gate, Icon, Moment},
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
        let parts = match scope.services.compose(actor, &choice).await {
            // A curator archived it; the others can still be looked at.
            Err(ServiceError::Invalid(_)) => None,
            parts => Some(parts?),
        };
        let list = scope.services.template_list(actor).await?;
        let why_not = list.refusal.map(|refusal| refusal.to_string());
        let curates = list.refusal.is_none();
        let (archived, listed): (Vec<_>, Vec<_>) = list.templates.into_iter().partition(TemplateCard::is_archived);
        let (standard, own): (Vec<_>, Vec<_>) = listed.into_iter().partition(|card| card.is_standard);
        let now = scope.services.now();
        let content = view! {
            <main class="page" id="main" tabindex="-1">
                <nav class="crumbs" aria-label="Where you are"><ol><li><a href=paths::POSTINGS>"Postings"</a></li></ol></nav>
                <div class="page-head">
                    <div>
                        <h1>"Templates"</h1>
                        <p class="page-note">"What a draft starts with, in the current words of the library. All of it can be changed or cut, but what a template locks."</p>
                    </div>
                    <div class="actions">
                        <Gate reason=why_not id="why-no-new-template" label="New template" compact=true>
                            <a class="button" href=paths::NEW_TEMPLATE><Icon name="plus"/>"New template"</a>
                        </Gate>
                    </div>
                </div>
                <Own cards=own now curates/>
                <section aria-labelledby="standard">
                    <div class="block-head"><h2 id="standard">"Standard templates"</h2></div>
                    <div class="template-pick">
                        <Pick choices choice=choice.clone() team=team.clone()/>
                        <StartHere actor=actor.clone() choice=choice.clone() team/>
                    </div>
                    <Template parts choice curates/>
                </section>
                <details class="fold template-all">
                    <summary>"All standard templates "<span class="count">{standard.len()}</span></summary>
                    <div class="fold-body"><Table cards=standard now/></div>
                </details>
                <Archived cards=archived now/>
            </main>
        };
        Ok(("Templates".to_owned(), content))
    })
}

/// What the curators of this company made.
#[component]
fn Own(cards: Vec<TemplateCard>, now: Timestamp, curates: bool) -> impl IntoView {
    let words = if curates {
        "None yet. Make one of what your postings always say: with sections that nobody rewords, and placeholders that are asked for."
    } else {
        "None yet. Curators make them of what your postings always say."
    };
    view! {
        <section aria-labelledby="own" class="own-templates">
            <h2 id="own">"Your own templates"</h2>
            {if cards.is_empty() { view! { <p class="hush">{words}</p> }.into_any() } else { view! { <Table cards now/> }.into_any() }}
        </section>
    }
}

/// What nothing starts with any more; only curators are told.
#[component]
fn Archived(cards: Vec<TemplateCard>, now: Timestamp) -> impl IntoView {
    (!cards.is_empty()).then(|| {
        view! {
            <section aria-labelledby="archived" class="own-templates">
                <h2 id="archived">"Archived templates"</h2>
                <p class="block-note">"No draft starts with them. On its page each can be restored."</p>
                <Table cards now/>
            </section>
        }
    })
}

#[component]
fn Table(cards: Vec<TemplateCard>, now: Timestamp) -> impl IntoView {
    let rows = cards.into_iter().map(|card| row(card, now)).collect_view();
    view! {
        <div class="table-wrap"><table class="table" data-stack="">
            <thead><tr><th scope="col">"Template"</th><th scope="col">"State"</th><th scope="col">"Version"</th><th scope="col">"Drafts started"</th><th scope="col">"Last change"</th></tr></thead>
            <tbody>{rows}</tbody>
        </table></div>
    }
}

fn row(card: TemplateCard, now: Timestamp) -> AnyView {
    let row = card.row;
    let version = if row.current_version == 0 { "–".to_owned() } else { row.current_version.to_string() };
    view! {
        <tr>
            <th scope="row"><a href=paths::template(&row.slug)>{row.name}</a></th>
            <td>{state_badge(row.status, row.is_ahead)}</td>
            <td data-label="Version">{version}</td>
            <td data-label="Drafts started">{row.started}</td>
            <td data-label="Last change"><Moment at=row.updated_at now/></td>
        </tr>
    }
    .into_any()
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
fn Template(parts: Option<Parts>, choice: TemplateChoice, curates: bool) -> impl IntoView {
    let TemplateChoice { seniority, stack, industry } = choice;
    let more = paths::template(&format!("{seniority}-{stack}-{industry}"));
    let Some(parts) = parts else {
        let back = curates.then(|| view! { " Or "<a href=more>"look at it and restore it"</a>"." });
        return view! { <p class="hush">"This template is archived. Choose another one."{back}</p> }.into_any();
    };
    let count: usize = parts.sections.iter().map(|section| section.lines.len()).sum();
    let size = format!("{} sections with {count} lines", parts.sections.len());
    let title = parts.facts.get(FactKey::Title).to_owned();
    let sections = parts.sections.into_iter().map(section).collect_view();
    view! {
        <article class="template" aria-labelledby="template-title">
            <header><h2 id="template-title">{title}</h2><p class="hush">{size}" · "<a href=more>"Versions and use"</a></p></header>
            {sections}
        </article>
    }
    .into_any()
}

fn section(section: NewSection) -> impl IntoView {
    let texts = section.lines.into_iter().map(|line| line.text);
    let lines = if section.kind.is_prose() {
        texts.map(|text| view! { <p>{text}</p> }).collect_view().into_any()
    } else {
        view! { <ul>{texts.map(|text| view! { <li>{text}</li> }).collect_view()}</ul> }.into_any()
    };
    view! { <section><h3>{section.heading}</h3>{lines}</section> }
}
