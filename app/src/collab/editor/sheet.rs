//! The sheet: title, sections, and the way to add another section.

use domain::{
    document::{Field, Operation},
    ids::SectionId,
    posting::{FactKey, SectionKind},
};
use leptos::prelude::*;

use super::{
    desk::{Desk, random_bits},
    live,
    presence::InField,
    rows::{Row, Rows},
    section_view::SectionView,
    words::Area,
};
use crate::ui::Icon;

#[component]
pub fn Sheet() -> impl IntoView {
    let desk = Desk::here();
    let title = Memo::new(move |_| desk.snapshot.with(|snapshot| snapshot.facts.get(FactKey::Title).to_owned()));
    let sections = Memo::new(move |_| {
        desk.snapshot.with(|snapshot| {
            snapshot.sections.iter().map(|section| (section.id.clone(), section.locked)).collect::<Vec<_>>()
        })
    });
    let foot = Memo::new(move |_| desk.snapshot.with(|snapshot| snapshot.foot()));
    view! {
        <article class="sheet" id="sheet" aria-label="Posting" hidden=move || desk.is_preview.get()>
            <header class="sheet-head">
                <div class="words">
                    <Area field=Field::TITLE text=title class="sheet-title" is_editable=desk.is_editable() attr:aria-label="Job title" attr:placeholder="Job title"/>
                    <InField field=Field::TITLE text=title class="title-words"/>
                </div>
                <FactsLine/>
            </header>
            <Rows rows=Box::new(move || sections.get().into_iter().map(|(id, locked)| Row::new(format!("{id}{}", if locked { "-" } else { "" }), move || view! { <SectionView id/> })).collect())/>
            {desk.is_editable().then(|| view! { <AddSection/> })}
            <footer class="sheet-foot">{live(move || foot.get())}</footer>
        </article>
    }
}

/// Place, pay and kind of employment, as the public page shows them under the title.
#[component]
fn FactsLine() -> impl IntoView {
    let desk = Desk::here();
    let facts = Memo::new(move |_| {
        desk.snapshot.with(|snapshot| {
            domain::publish::summary(snapshot)
                .into_iter()
                .filter(|fact| matches!(fact.label, "Place" | "Pay" | "Employment"))
                .map(|fact| (fact.label.to_string(), fact.value.to_string()))
                .collect::<Vec<_>>()
        })
    });
    view! {
        <p class="sheet-line-of-facts">
            {live(move || facts.get().into_iter().map(|(label, value)| view! { <span title=label>{value}</span> }).collect_view())}
        </p>
    }
}

#[component]
fn AddSection() -> impl IntoView {
    let desk = Desk::here();
    let add = move |word: String| {
        let Ok(kind) = word.parse::<SectionKind>() else { return };
        let (id, heading) = (SectionId::from_random(random_bits()), kind.label().to_owned());
        desk.apply(&[Operation::AddSection { id, kind, heading, before: None }]);
    };
    let choices =
        SectionKind::ALL.iter().map(|kind| view! { <option value=kind.word()>{kind.label()}</option> }).collect_view();
    view! {
        <label class="section-add">
            <Icon name="plus"/><span class="hidden-text">"Add a section"</span>
            <select class="input" on:change=move |event| {
                add(event_target_value(&event));
                event_target::<web_sys::HtmlSelectElement>(&event).set_value("");
            }>
                <option value="">"Add a section…"</option>
                {choices}
            </select>
        </label>
    }
}
