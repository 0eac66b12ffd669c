//! One template: what a draft from it starts with, the item versions that it would use now, its versions, its use.

use domain::{
    accounts::Actor,
    permissions::{Action, Subject, permit},
    posting::FactKey,
    templates::{LineWords, TemplateLine, TemplateSection, TemplateStatus},
};
use leptos::prelude::*;
use services::TemplateView;

use super::{
    head::{Crumbs, started_words, state_badge},
    lifecycle::{Publish, Retire},
    versions::{Compared, Versions},
};
use crate::{
    layout::{Place, page, param},
    paths,
    ui::{Gate, Icon},
};

#[component]
pub fn TemplatePage() -> impl IntoView {
    let slug = param("slug");
    page(Place::Postings, move |scope| async move {
        let actor = scope.actor()?.clone();
        let view = scope.services.template(&actor, &slug).await?;
        let title = view.content.name.clone();
        let content = view! {
            <main class="page" id="main" tabindex="-1">
                <Crumbs/>
                <Head view=view.clone() actor/>
                <div class="beside">
                    <div class="stack" data-gap="large">
                        <Sheet view=view.clone()/>
                        <Compared view=view.clone()/>
                    </div>
                    <aside class="stack" data-gap="large" aria-label="Versions and state">
                        <Publish view=view.clone()/>
                        <Versions view=view.clone()/>
                        <Retire view/>
                    </aside>
                </div>
            </main>
        };
        Ok((title, content))
    })
}

#[component]
fn Head(view: TemplateView, actor: Actor) -> impl IntoView {
    let may_start = permit(&actor, Action::CreatePosting, Subject::Organisation);
    let why_not_start = may_start.err().map(|refusal| refusal.to_string());
    let why_not_edit = view.refusal.map(|refusal| refusal.to_string());
    let can_start = view.status == TemplateStatus::Published;
    let can_edit = view.status != TemplateStatus::Archived;
    let started: u64 = view.versions.iter().map(|version| version.started).sum();
    let version = match view.current_version {
        0 => "Not published yet.".to_owned(),
        number => format!("Version {number}. {}", started_words(started)),
    };
    let (edit, start) = (paths::edit_template(&view.slug, ""), paths::new_posting_with(&view.slug, ""));
    let note = [view.content.description.clone(), version].join(" ");
    view! {
        <div class="page-head">
            <div><h1>{view.content.name.clone()}</h1><p class="page-note">{note.trim().to_owned()}</p></div>
            <div class="actions">
                {state_badge(view.status, view.is_ahead && view.refusal.is_none())}
                {view.refusal.is_none().then(|| view! { <a class="button" data-kind="quiet" href=paths::new_template_like(&view.slug)><Icon name="copy"/>"Copy"</a> })}
                {can_edit.then(|| view! {
                    <Gate reason=why_not_edit id="why-not-edit" label="Edit" compact=true><a class="button" href=edit><Icon name="edit"/>"Edit"</a></Gate>
                })}
                {can_start.then(|| view! {
                    <Gate reason=why_not_start id="why-no-new-posting" label="Start with this template" compact=true>
                        <a class="button" data-kind="primary" href=start>"Start with this template"</a>
                    </Gate>
                })}
            </div>
        </div>
    }
}

#[component]
fn Sheet(view: TemplateView) -> impl IntoView {
    let title = view.content.facts.get(FactKey::Title).to_owned();
    let title = if title.is_empty() { "Untitled posting".to_owned() } else { title };
    let asked: Vec<&str> = view.content.placeholders().iter().map(|open| open.token()).collect();
    let asked = (!asked.is_empty()).then(|| format!("Asks for {} when a draft starts.", asked.join(", ")));
    let facts = view.content.facts.iter().filter(|(key, _)| *key != FactKey::Title);
    let facts = facts.map(|(key, value)| view! { <dt>{key.label()}</dt><dd>{shown(key, value)}</dd> }).collect_view();
    let sections = view.content.sections.iter().map(|own| section(own, &view)).collect_view();
    let is_empty = view.content.sections.is_empty();
    view! {
        <article class="template" aria-labelledby="template-title">
            <header>
                <h2 id="template-title">{title}</h2>
                {asked.map(|words| view! { <p class="hush">{words}</p> })}
            </header>
            {is_empty.then(|| view! { <p class="hush">"It has no section yet."</p> })}
            {sections}
            <dl class="facts-list">{facts}</dl>
        </article>
    }
}

/// A choice in the words of its list.
fn shown(key: FactKey, value: &str) -> String {
    match key.input() {
        domain::posting::Input::Choice(choices) => {
            choices.iter().find(|(word, _)| *word == value).map_or(value, |(_, words)| words).to_owned()
        }
        _ => value.to_owned(),
    }
}

fn section(section: &TemplateSection, view: &TemplateView) -> AnyView {
    let lines = section.lines.iter().map(|own| line(own, view)).collect_view();
    let heading = if section.heading.is_empty() { section.kind.label().to_owned() } else { section.heading.clone() };
    let lock = section
        .locked
        .then(|| view! { <p class="section-lock"><Icon name="lock"/>"Drafts keep this section as it is."</p> });
    view! { <section><h3>{heading}</h3>{lock}<ul>{lines}</ul></section> }.into_any()
}

/// The words, and from which version of which item they come.
fn line(line: &TemplateLine, view: &TemplateView) -> AnyView {
    let text = view.snapshot.line(&line.id).map(|(_, line)| line.text.clone()).unwrap_or_default();
    let LineWords::Item(item) = line.words else { return view! { <li>{text}</li> }.into_any() };
    let source = view.items.get(&item).map(|named| match &named.now {
        Some((now, version)) => {
            let words = if named.is_out_of_use() { format!(", instead of “{}”", named.named.name) } else { String::new() };
            view! { <a href=paths::item(&now.slug)>{now.name.clone()}</a>{format!(" {version}{words}")} }.into_any()
        }
        None => view! { <a href=paths::item(&named.named.slug)>{named.named.name.clone()}</a>" is out of use; drafts go without it" }.into_any(),
    });
    view! { <li>{text}" "<span class="template-source">{source}</span></li> }.into_any()
}
