//! What was recognised in a text: facts, sections, and what becomes of each line. One form, and then a draft.
//!
//! Each line is a group of radio buttons: Tab goes from line to line, an arrow key chooses. What is chosen at first never
//! changes anybody's words, unless the library says the very same.

use domain::{
    arrivals::{LeftOut, Why},
    ids::ArrivalId,
    posting::{FactKey, SectionKind},
};
use leptos::prelude::*;
use services::{ArrivalSection, ArrivalView, TeamName};

use super::line::Line;
use crate::{
    collab::FactField,
    forms::{Form, Hidden, problem, typed},
    layout::{Place, page, param},
    paths,
    postings::Teams,
    scope::read_id,
    ui::{Button, Icon},
};

#[component]
pub fn ArrivalPage() -> impl IntoView {
    let arrival = param("arrival");
    page(Place::Postings, move |scope| async move {
        let actor = scope.actor()?;
        let arrival: ArrivalId = read_id(&arrival)?;
        let view = scope.services.arrival(actor, arrival).await?;
        let teams = scope.services.my_teams(actor).await?;
        let summary = summary(&view);
        let body = match view.posting {
            Some(posting) => view! {
                <div class="banner"><Icon name="info"/><p>"A posting was made of this text. "<a href=paths::posting(posting)>"Go to its draft"</a></p></div>
            }
            .into_any(),
            None => view! { <Review view teams/> }.into_any(),
        };
        let content = view! {
            <main class="page" id="main" tabindex="-1">
                <nav class="crumbs" aria-label="Where you are">
                    <ol><li><a href=paths::POSTINGS>"Postings"</a></li><li><a href=paths::NEW_ARRIVAL>"Bring in a posting"</a></li></ol>
                </nav>
                <div class="page-head"><div>
                    <h1>"Look it through"</h1>
                    <p class="page-note">{summary}</p>
                </div></div>
                {body}
            </main>
        };
        Ok(("Look it through".to_owned(), content))
    })
}

/// What was found, in one sentence.
fn summary(view: &ArrivalView) -> String {
    if view.posting.is_some() {
        return "This text was brought in already.".to_owned();
    }
    let lines: Vec<_> = view.sections.iter().flat_map(|section| &section.lines).collect();
    let known = lines.iter().filter(|line| !line.candidates.is_empty()).count();
    let from = if view.source.is_empty() { "your text".to_owned() } else { format!("“{}”", view.source) };
    let cut = if view.is_cut { " The text was longer than what is read of one; its end is missing." } else { "" };
    format!(
        "{} and {} were found in {from}; {} may be in the library. Nothing is a posting before you say so.{cut}",
        counted(view.sections.len(), "section"),
        counted(lines.len(), "line"),
        if known == 1 { "one of them".to_owned() } else { format!("{known} of them") },
    )
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

#[component]
fn Review(view: ArrivalView, teams: Vec<TeamName>) -> impl IntoView {
    view! {
        <Form action="settle_arrival" class="form arrival">
            <Hidden name="arrival" value=view.id.to_string()/>
            <Teams teams team=String::new()/>
            <Facts facts=view.facts/>
            <Sections sections=view.sections/>
            <Unused left_out=view.left_out/>
            <div class="actions">
                <Button kind="primary">"Create draft"</Button>
                <a class="button" data-kind="quiet" href=paths::NEW_ARRIVAL>"Start again"</a>
            </div>
        </Form>
    }
}

/// Made within the form, which knows what was chosen before it was refused.
#[component]
fn Sections(sections: Vec<ArrivalSection>) -> impl IntoView {
    let mut number = 0;
    let drawn = sections.into_iter().enumerate().map(|(place, section)| {
        let first = number;
        number += section.lines.len();
        view! { <Section place first section/> }
    });
    drawn.collect_view()
}

/// Every fact that was found, and the title in any case, with the words that it was read from.
#[component]
fn Facts(facts: Vec<domain::arrivals::FoundFact>) -> impl IntoView {
    let has_title = facts.iter().any(|fact| fact.key == FactKey::Title);
    let title = (!has_title).then(|| view! { <FactField key=FactKey::Title value=String::new() is_editable=true/> });
    let fields = facts
        .into_iter()
        .map(|fact| {
            let quote = (fact.quote != fact.value)
                .then(|| view! { <p class="fact-quote">"From: “"{fact.quote.clone()}"”"</p> });
            view! { <div class="arrival-fact"><FactField key=fact.key value=fact.value is_editable=true/>{quote}</div> }
        })
        .collect_view();
    view! {
        <section class="arrival-facts" aria-labelledby="arrival-facts">
            <h2 id="arrival-facts">"Facts"</h2>
            <p class="hush">"Correct what was misread, and empty what is not true. The rest is asked for in the editor."</p>
            <div class="facts-grid">{title}{fields}</div>
        </section>
    }
}

#[component]
fn Section(
    /// Its number, from 0.
    place: usize,
    /// The number of its first line, counted through the whole text.
    first: usize,
    section: ArrivalSection,
) -> impl IntoView {
    let name = format!("kinds[{place}]");
    let chosen = typed(&name, section.kind.to_string());
    let options = SectionKind::ALL
        .iter()
        .map(|kind| {
            let word = kind.to_string();
            let selected = word == chosen;
            view! { <option value=word selected=selected>{kind.label()}</option> }
        })
        .collect_view();
    let id = format!("section-{place}");
    let select = format!("section-kind-{place}");
    let guess = section.is_guess.then(|| view! { <span class="badge">"Guessed"</span> });
    let lines = section
        .lines
        .into_iter()
        .enumerate()
        .map(|(offset, line)| view! { <Line number=first + offset line/> })
        .collect_view();
    view! {
        <section class="arrival-section" aria-labelledby=id.clone()>
            <div class="block-head">
                <h2 id=id.clone()>{section.heading}</h2>{guess}
                <span class="arrival-kind"><label for=select.clone()>"Goes to"</label><select class="input" id=select name=name>{options}</select></span>
            </div>
            <ol class="arrival-lines" role="list">{lines}</ol>
        </section>
    }
}

/// What is in no section, and why.
#[component]
fn Unused(left_out: Vec<LeftOut>) -> impl IntoView {
    if left_out.is_empty() {
        return ().into_any();
    }
    let count = left_out.len();
    let is_open = left_out.iter().any(|left| left.why == Why::NoRoom);
    let rows = left_out
        .into_iter()
        .map(|left| view! { <li>{left.text}" "<span class="hush">{format!("{}.", left.why.label())}</span></li> })
        .collect_view();
    view! {
        <details class="fold" open=is_open>
            <summary>"Left out of the draft’s sections "<span class="count">{count}</span></summary>
            <div class="fold-body"><ul class="arrival-left">{rows}</ul></div>
        </details>
    }
    .into_any()
}

/// What is wrong with this field, for parts of the form that are not fields of [`crate::forms`].
pub fn complaint(name: &str) -> Option<AnyView> {
    problem(name).map(|error| view! { <p class="field-error"><Icon name="alert"/><span>{error}</span></p> }.into_any())
}
