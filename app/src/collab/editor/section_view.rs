//! One section of the sheet: its heading, its lines, and the empty line that invites the next.

use domain::{
    document::{Field, Operation},
    ids::SectionId,
    posting::SectionKind,
};
use leptos::{ev::MouseEvent, prelude::*};

use super::{
    desk::Desk,
    insert,
    line_view::LineView,
    moving,
    presence::InField,
    rows::{Row, Rows},
    words::Area,
};
use crate::ui::Icon;

#[component]
pub fn SectionView(id: SectionId) -> impl IntoView {
    let desk = Desk::here();
    let frame = {
        let id = id.clone();
        Memo::new(move |_| {
            desk.snapshot.with(|snapshot| {
                snapshot
                    .section(&id)
                    .map(|section| (section.kind, section.heading.clone(), section.locked))
                    .unwrap_or((SectionKind::Overview, String::new(), true))
            })
        })
    };
    let lines = {
        let id = id.clone();
        Memo::new(move |_| {
            desk.snapshot.with(|snapshot| {
                snapshot
                    .section(&id)
                    .map(|section| section.lines.iter().map(|line| line.id.clone()).collect::<Vec<_>>())
                    .unwrap_or_default()
            })
        })
    };
    let (kind, heading, locked) = frame.get_untracked();
    let is_editable = desk.is_editable() && !locked;
    let heading_text = Memo::new(move |_| frame.with(|(_, heading, _)| heading.clone()));
    let field = Field::Heading(id.clone());
    let (drop_id, add_id, tools_id, section) = (id.clone(), id.clone(), id.clone(), id.clone());
    view! {
        <section class="section" id=format!("section-{id}") data-locked=locked.then_some("") aria-label=move || heading_text.get()
            on:dragover=move |event| if desk.moving.with_untracked(|moving| moving.what.is_some()) { event.prevent_default() }
            on:drop=move |event| moving::let_go(desk, &event, &drop_id)>
            <div class="section-head">
                <div class="words">
                    <Area field=field.clone() text=heading_text class="section-title" is_editable attr:aria-label=format!("Heading of the section {heading}")/>
                    <InField field text=heading_text class="heading-words"/>
                </div>
                {is_editable.then(|| view! { <SectionTools id=tools_id heading=heading_text/> })}
            </div>
            {locked.then(|| view! { <p class="section-lock"><Icon name="lock"/>"Its template locks this section."</p> })}
            <ol class="lines" data-prose=kind.is_prose().then_some("")>
                <Rows rows=Box::new(move || lines.get().into_iter().map(|line| {
                    let section = section.clone();
                    Row::new(line.to_string(), move || view! { <LineView id=line section is_editable is_asked_for={!kind.is_prose()}/> })
                }).collect())/>
            </ol>
            {is_editable.then(|| view! {
                <button class="line-add" type="button" on:click=move |_| insert::empty_line(desk, &add_id, None)>
                    <Icon name="plus"/>"Add a line, or press / in it for the library"
                </button>
            })}
        </section>
    }
}

/// Removes the section at the press of its button. One pressed by a key hands the keyboard on to the section after it.
fn remove(desk: Desk, event: &MouseEvent, id: &SectionId) {
    let Some(section) = desk.section(id) else { return };
    let lines = match section.lines.len() {
        1 => "1 line".to_owned(),
        count => format!("{count} lines"),
    };
    desk.remove(
        Operation::RemoveSection { id: id.clone() },
        format!("“{}” with {lines} was removed.", section.heading),
    );
    if event.detail() == 0 {
        insert::focus_soon(format!("#section-{id} ~ .section textarea, .sheet-title"));
    }
}

#[component]
fn SectionTools(id: SectionId, heading: Memo<String>) -> impl IntoView {
    let desk = Desk::here();
    let (up, down) = (id.clone(), id.clone());
    let label = move |what: &'static str| move || format!("{what} the section {}", heading.get());
    view! {
        <div class="section-tools" role="toolbar" aria-label="Section">
            <button class="button" type="button" data-kind="quiet" data-icon="" data-size="small" aria-label=label("Move up")
                on:click=move |_| moving::step_section(desk, &up, false)><Icon name="arrow-up"/></button>
            <button class="button" type="button" data-kind="quiet" data-icon="" data-size="small" aria-label=label("Move down")
                on:click=move |_| moving::step_section(desk, &down, true)><Icon name="arrow-down"/></button>
            <button class="button" type="button" data-kind="quiet" data-icon="" data-size="small" aria-label=label("Remove")
                on:click=move |event| if event.detail() < 2 { remove(desk, &event, &id) }><Icon name="trash"/></button>
        </div>
    }
}
