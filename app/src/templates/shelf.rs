//! The library beside the forms of a template: searched by the server, added by a button.

use domain::{library::IndexItem, posting::SectionKind};
use leptos::prelude::*;

use super::edit_page::Editing;
use crate::{
    forms::{Form, Hidden, typed},
    layout::query,
    paths,
    ui::{Button, Icon},
};

#[component]
pub fn Shelf(editing: Editing, offers: Vec<IndexItem>) -> impl IntoView {
    let q = query("q");
    let is_empty = offers.is_empty();
    let items = offers.into_iter().map(|item| view! { <Offer editing=editing.clone() item/> }).collect_view();
    view! {
        <section class="card" aria-labelledby="shelf" id="library">
            <h2 id="shelf">"From the library"</h2>
            <form class="template-search" role="search" method="get" action=paths::edit_template(&editing.view.slug, "")>
                <div class="search">
                    <Icon name="search"/>
                    <input class="input" type="search" name="q" value=q aria-label="Search the library" placeholder="Search the library"/>
                </div>
                <button class="button" data-size="small">"Search"</button>
            </form>
            {if is_empty {
                view! { <p class="hush">"Nothing fits. Write the line yourself, or make an item of it first."</p> }.into_any()
            } else {
                view! { <ul class="template-shelf" role="list">{items}</ul> }.into_any()
            }}
        </section>
    }
}

#[component]
fn Offer(editing: Editing, item: IndexItem) -> impl IntoView {
    let sections = editing.view.content.sections.clone();
    let is_used = editing.view.items.contains_key(&item.id);
    let usual = sections.iter().find(|section| section.kind == item.section).or(sections.first());
    let usual = usual.map(|section| section.id.to_string()).unwrap_or_default();
    let options: Vec<(String, String)> =
        sections.iter().map(|section| (section.id.to_string(), name(&section.heading, section.kind))).collect();
    let can_add = !is_used && !options.is_empty();
    let label = format!("Add {}", item.name);
    let to = format!("Section for {}", item.name);
    view! {
        <li class="template-offer">
            <p class="template-name">{item.name.clone()}</p>
            <p class="hush">{if is_used { "In this template".to_owned() } else { item.body.clone() }}</p>
            {can_add.then(|| view! {
                <Form action="edit_template" key=format!("add-item-{}", item.id) class="template-add">
                    {editing.hidden("add_item")}
                    <Hidden name="item" value=item.id.to_string()/>
                    <SectionSelect options usual label=to/>
                    <Button size="small" icon="plus"><span aria-hidden="true">"Add"</span><span class="hidden-text">{label}</span></Button>
                </Form>
            })}
        </li>
    }
}

#[component]
fn SectionSelect(options: Vec<(String, String)>, usual: String, label: String) -> impl IntoView {
    let chosen = typed("section", usual);
    let options = options.into_iter().map(|(value, words)| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{words}</option> }
    });
    view! { <select class="input" name="section" aria-label=label>{options.collect_view()}</select> }
}

fn name(heading: &str, kind: SectionKind) -> String {
    if heading.is_empty() { kind.label().to_owned() } else { heading.to_owned() }
}
