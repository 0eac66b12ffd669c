//! The editor without scripts: the same sheet, library and facts as plain forms on the same document.

mod at_stake;
mod facts;
mod insert;
mod line;
mod section;

use domain::{ids::PostingId, library::IndexItem, permissions::Action, posting::Snapshot};
use leptos::prelude::*;
use services::DraftView;

pub(crate) use self::facts::FactField;
use self::{at_stake::AfterChanges, facts::FactsForm, insert::LibraryForm, section::SectionForm};
use super::finding::finding_list;
use crate::{
    collab::panel::Panel,
    forms::{Form, Hidden, Select},
    layout::query,
    ui::{Button, Icon},
};

/// The draft as forms. `is_editable` decides whether there are any, or only the words.
#[component]
pub fn PlainEditor(draft: DraftView, offers: Vec<IndexItem>, is_editable: bool, banners: AnyView) -> impl IntoView {
    let posting = draft.posting.id;
    let findings = draft.findings();
    let (count, findings) = (findings.len(), finding_list(&findings));
    let snapshot = draft.snapshot;
    let why_not_unlock = draft.controls.may(Action::UnlockSection).err().map(ToOwned::to_owned);
    let (facts, inserted) = (snapshot.facts.clone(), snapshot.clone());
    view! {
        <div class="workbench">
            <Panel id="library" side="start" icon="library" title="Library">
                <LibraryForm posting offers snapshot=inserted is_editable/>
            </Panel>
            <main class="desk" id="main" tabindex="-1">
                {banners}
                <PutBack posting/>
                <PlainSheet posting snapshot is_editable why_not_unlock/>
            </main>
            <AfterChanges/>
            <Panel id="side" side="end" icon="panel-right" title="Facts and checks">
                <details class="fold" open>
                    <summary>"Checks "<span class="count">{count}</span></summary>
                    <div class="fold-body">{findings}</div>
                </details>
                <details class="fold" open id="facts">
                    <summary>"Facts"</summary>
                    <div class="fold-body"><FactsForm posting facts is_editable/></div>
                </details>
            </Panel>
        </div>
    }
}

#[component]
fn PlainSheet(
    posting: PostingId,
    snapshot: Snapshot,
    is_editable: bool,
    why_not_unlock: Option<String>,
) -> impl IntoView {
    let title = snapshot.facts.get(domain::posting::FactKey::Title).to_owned();
    let foot = snapshot.foot();
    let count = snapshot.sections.len();
    let sections = snapshot
        .sections
        .into_iter()
        .enumerate()
        .map(|(at, section)| view! { <SectionForm posting section is_first={at == 0} is_last={at + 1 == count} is_editable why_not_unlock=why_not_unlock.clone()/> })
        .collect_view();
    view! {
        <article class="sheet" id="sheet" aria-label="Posting">
            <header class="sheet-head"><h2 class="sheet-title">{if title.trim().is_empty() { "Untitled posting".to_owned() } else { title }}</h2></header>
            {sections}
            {is_editable.then(|| view! { <AddSection posting/> })}
            <footer class="sheet-foot">{foot}</footer>
        </article>
    }
}

#[component]
fn AddSection(posting: PostingId) -> impl IntoView {
    let kinds = domain::posting::SectionKind::ALL.iter().map(|kind| (kind.word().to_owned(), kind.label().to_owned()));
    let options = [(String::new(), "Choose…".to_owned())].into_iter().chain(kinds).collect();
    view! {
        <section class="section" aria-label="Another section">
            <div class="line-new" data-plain="">
                <Form action="add_section" tight=true>
                    <Hidden name="posting" value=posting.to_string()/>
                    <Select name="kind" label="Another section" options=options/>
                    <div class="actions"><Button icon="plus">"Add section"</Button></div>
                </Form>
            </div>
        </section>
    }
}

/// Offers to put back what was just removed.
#[component]
fn PutBack(posting: PostingId) -> impl IntoView {
    let (line, section) = (query("removed_line"), query("removed_section"));
    (!line.is_empty() || !section.is_empty()).then(|| {
        let words = if line.is_empty() { "The section was removed with its lines." } else { "The line was removed." };
        view! {
            <div class="banner" role="status">
                <Icon name="trash"/>
                <p>{words}</p>
                <Form action="put_back" class="banner-form">
                    <Hidden name="posting" value=posting.to_string()/>
                    <Hidden name="line" value=line/>
                    <Hidden name="section" value=section/>
                    <Button icon="undo">"Put it back"</Button>
                </Form>
            </div>
        }
    })
}
