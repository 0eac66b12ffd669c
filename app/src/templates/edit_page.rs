//! The forms of a template: its name, its sections with their lines, the library beside them, publishing.

use std::sync::Arc;

use domain::{
    document::HEADING_MAX_CHARS,
    library::{IndexItem, ItemState, REMARK_MAX_CHARS},
    posting::SectionKind,
    templates::{TEMPLATE_NAME_MAX_CHARS, TemplateStatus},
};
use leptos::prelude::*;
use services::{LibraryFilter, TemplateView};

use super::{
    facts::FactsForm,
    head::{Crumbs, state_badge},
    lifecycle::Publish,
    section::SectionForms,
    shelf::Shelf,
};
use crate::{
    error::AppError,
    forms::{Field, Form, Hidden, Select, TextArea, refused},
    layout::{Place, page, param, query},
    paths,
    scope::Scope,
    ui::{Button, Icon, in_area},
};

/// Library items that are offered at once.
const OFFERED: usize = 12;

/// What every form of the page has to send.
#[derive(Clone)]
pub struct Editing {
    pub view: Arc<TemplateView>,
    q: String,
}

impl Editing {
    /// The fields that no form shows; `what` says what the form does.
    pub fn hidden(&self, what: &'static str) -> AnyView {
        view! {
            <Hidden name="template" value=self.view.id.to_string()/>
            <Hidden name="edition" value=self.view.edition.to_string()/>
            <Hidden name="what" value=what/>
            <Hidden name="q" value=self.q.clone()/>
        }
        .into_any()
    }
}

#[component]
pub fn EditTemplatePage() -> impl IntoView {
    let (slug, q) = (param("slug"), query("q"));
    page(Place::Postings, move |scope| async move {
        let view = scope.services.template(scope.actor()?, &slug).await?;
        if let Some(refusal) = view.refusal {
            return Err(AppError::Refused(refusal.to_string()));
        }
        let offers = offers(&scope, &view, q.clone()).await?;
        let title = format!("Edit {}", view.content.name);
        let editing = Editing { view: Arc::new(view), q };
        let content = view! {
            <main class="page" id="main" tabindex="-1">
                <Crumbs slug=slug name=editing.view.content.name.clone()/>
                <Head editing=editing.clone()/>
                {lost(&editing.view)}
                <Forms editing offers/>
            </main>
        };
        Ok((title, content))
    })
}

/// What the library offers for this search, best first; who looks around without a word sees first what the template
/// does not have yet.
async fn offers(scope: &Scope, view: &TemplateView, search: String) -> Result<Vec<IndexItem>, AppError> {
    let looks_around = search.is_empty();
    let filter = LibraryFilter { query: search, state: Some(ItemState::Published), ..LibraryFilter::default() };
    let found = scope.services.browse_library(scope.actor()?, &filter).await?;
    let mut items: Vec<_> = found.items.into_iter().map(|found| found.item).collect();
    if looks_around {
        items.sort_by_key(|item| view.items.contains_key(&item.id));
    }
    items.truncate(OFFERED);
    Ok(items)
}

#[component]
fn Head(editing: Editing) -> impl IntoView {
    let view = editing.view;
    let note = match (view.status, view.is_ahead) {
        (TemplateStatus::Archived, _) => "It is archived. Restore it on its page before you edit it.",
        (_, true) => "Every form saves at once. Drafts start with it as it is once you publish it.",
        (_, false) => "Every form saves at once. Drafts start with what is published, which says the same now.",
    };
    view! {
        <div class="page-head">
            <div><h1>{view.content.name.clone()}</h1><p class="page-note">{note}</p></div>
            <div class="actions">{state_badge(view.status, view.is_ahead)}<a class="button" href=paths::template(&view.slug)><Icon name="eye"/>"See it"</a></div>
        </div>
    }
}

#[component]
fn Forms(editing: Editing, offers: Vec<IndexItem>) -> impl IntoView {
    let view = Arc::clone(&editing.view);
    if view.status == TemplateStatus::Archived {
        return view! { <p class="hush">"It stays readable for the drafts that came from it."</p> }.into_any();
    }
    let count = view.content.sections.len();
    let sections = view.content.sections.iter().cloned().enumerate().map(|(at, section)| {
        view! { <SectionForms editing=editing.clone() section is_first={at == 0} is_last={at + 1 == count}/> }
    });
    let sections = sections.collect_view();
    view! {
        <div class="beside">
            <div class="stack" data-gap="large">
                <Describe editing=editing.clone()/>
                <FactsForm editing=editing.clone() content=view.content.clone()/>
                {(count == 0).then(|| view! { <p class="hush">"It has no section yet. Add the first one; then fill it from the library beside it, or in your own words."</p> })}
                {sections}
                <AddSection editing=editing.clone()/>
            </div>
            <aside class="stack" data-gap="large" aria-label="Library and publishing">
                <Publish view=(*view).clone()/>
                <Shelf editing offers/>
            </aside>
        </div>
    }
    .into_any()
}

#[component]
fn Describe(editing: Editing) -> impl IntoView {
    let content = editing.view.content.clone();
    view! {
        <section class="card">
            <Form action="edit_template" key="describe" tight=true>
                {editing.hidden("describe")}
                <Field name="name" label="Name" value=content.name required=true maxlength=TEMPLATE_NAME_MAX_CHARS/>
                <TextArea name="description" label="For which postings" value=content.description rows=2 hint="Those who choose a template read it; postings never show it." maxlength=REMARK_MAX_CHARS/>
                <div class="actions"><Button>"Save name"</Button></div>
            </Form>
        </section>
    }
}

#[component]
fn AddSection(editing: Editing) -> impl IntoView {
    let kinds = SectionKind::ALL.iter().map(|kind| (kind.word().to_owned(), kind.label().to_owned()));
    let options = [(String::new(), "Choose…".to_owned())].into_iter().chain(kinds).collect();
    view! {
        <section class="card" aria-labelledby="another">
            <h2 id="another">"Another section"</h2>
            <Form action="edit_template" key="add-section" tight=true>
                {editing.hidden("add_section")}
                <div class="field-row">
                    <Select name="kind" label="What it is for" options=options/>
                    <Field name="heading" label="Heading" hint="Empty: the usual one." maxlength=HEADING_MAX_CHARS/>
                </div>
                <div class="actions"><Button icon="plus">"Add section"</Button></div>
            </Form>
        </section>
    }
}

/// What was typed into a form whose part somebody else removed meanwhile: there is no field left to keep it in.
fn lost(view: &TemplateView) -> Option<AnyView> {
    let form = refused(&["edit_template"])?;
    let part = form.key.rsplit('-').next().unwrap_or_default();
    let is_part = ["line-", "section-", "add-line-"].iter().any(|prefix| form.key.starts_with(prefix));
    let is_there = view
        .content
        .sections
        .iter()
        .any(|section| section.id.as_str() == part || section.lines.iter().any(|line| line.id.as_str() == part));
    if !is_part || is_there {
        return None;
    }
    let typed = [form.typed("text"), form.typed("heading")].join("");
    Some(
        view! {
            <div class="problems" role="alert" tabindex="-1" autofocus="">
                <h2>"Somebody removed this part meanwhile."</h2>
                {(!typed.is_empty()).then(|| view! { <label class="field">"What you typed"<textarea class="input" rows="3" readonly>{in_area(&typed)}</textarea></label> })}
            </div>
        }
        .into_any(),
    )
}
