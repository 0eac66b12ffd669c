//! Proposing an item: from a line of a posting, from a search without result, or from nothing.

use domain::{
    ids::{LineId, PostingId},
    library::{BODY_MAX_CHARS, NAME_MAX_CHARS, REMARK_MAX_CHARS},
    permissions::{Action, Subject, permit},
};
use leptos::prelude::*;
use services::{OwnLine, ProposalDraft};

use crate::{
    error::AppError,
    forms::{Field, Form, Hidden, Select, TextArea},
    layout::{Place, page, query},
    library::kinds,
    paths,
    scope::read_id,
    ui::Button,
};

#[component]
pub fn NewProposalPage() -> impl IntoView {
    // From the library's search comes what was searched for.
    let (posting, line, name) = (query("posting"), query("line"), [query("name"), query("q")].concat());
    page(Place::Library, move |scope| async move {
        let actor = scope.actor()?;
        let may = permit(actor, Action::ProposeItem, Subject::Organisation);
        may.map_err(|refusal| AppError::Refused(refusal.to_string()))?;
        let posting: Option<PostingId> = if posting.is_empty() { None } else { Some(read_id(&posting)?) };
        let line: Option<LineId> = line.parse().ok();
        let mut begun = match posting {
            Some(posting) => scope.services.proposal_draft(actor, posting, line.as_ref()).await?,
            None => ProposalDraft::default(),
        };
        if !name.is_empty() {
            begun.wording.name = name.trim().chars().take(NAME_MAX_CHARS).collect();
        }
        let choose = posting.filter(|_| line.is_none());
        let body = match choose {
            Some(posting) => view! { <Lines posting title=begun.title lines=begun.lines/> }.into_any(),
            None => view! { <Propose begun posting line/> }.into_any(),
        };
        let content = view! {
            <main class="page" id="main" tabindex="-1" data-width="narrow">
                <nav class="crumbs" aria-label="Where you are">
                    <ol><li><a href=paths::LIBRARY>"Library"</a></li><li><a href=paths::PROPOSALS>"Proposals"</a></li></ol>
                </nav>
                <div class="page-head"><div>
                    <h1>"Propose an item"</h1>
                    <p class="page-note">"A curator reads it, and accepts it, perhaps in other words, or tells you why not."</p>
                </div></div>
                {body}
            </main>
        };
        Ok(("Propose an item".to_owned(), content))
    })
}

/// The posting's own lines, each with the way to its proposal.
#[component]
fn Lines(posting: PostingId, title: String, lines: Vec<OwnLine>) -> impl IntoView {
    if lines.is_empty() {
        return view! { <p class="hush">"Every line of this posting is the library’s already."</p> }.into_any();
    }
    let title = if title.trim().is_empty() { "this posting".to_owned() } else { format!("“{title}”") };
    let rows = lines
        .into_iter()
        .map(|line| {
            let label = format!("Propose “{}”", line.text);
            view! {
                <li class="row">
                    <p class="row-main">{line.text}</p>
                    <div class="row-end"><a class="button" data-size="small" href=paths::propose_line(posting, &line.id) aria-label=label>"Propose"</a></div>
                </li>
            }
        })
        .collect_view();
    view! { <p>"Lines of "{title}" that are not the library’s:"</p><ul class="rows" role="list">{rows}</ul> }.into_any()
}

#[component]
fn Propose(begun: ProposalDraft, posting: Option<PostingId>, line: Option<LineId>) -> impl IntoView {
    let kind = if begun.group.is_empty() { begun.kind } else { format!("{}/{}", begun.kind, begun.group) };
    let form = begun.wording;
    let origin = posting.zip(line).map(|(posting, line)| {
        view! { <Hidden name="posting" value=posting.to_string()/><Hidden name="line" value=line.to_string()/> }
    });
    view! {
        <Form action="propose_item">
            {origin}
            <Hidden name="default_requirement" value=form.default_requirement/>
            <Hidden name="default_level" value=form.default_level/>
            <Select name="kind" label="What it is" options=kinds() value=kind hint="It decides which section a line of it usually goes to."/>
            <Field name="name" label="Name" value=form.name hint="What people would call it in lists and searches." required=true maxlength=NAME_MAX_CHARS/>
            <TextArea name="body" label="Line, as a posting shows it" value=form.body rows=3 required=true maxlength=BODY_MAX_CHARS/>
            <Field name="synonyms" label="Synonyms" value=form.synonyms hint="Separated by commas."/>
            <TextArea name="note" label="Why the library should have it" rows=2 hint="For the curator. May stay empty." maxlength=REMARK_MAX_CHARS/>
            <div class="actions">
                <Button kind="primary">"Propose"</Button>
                <a class="button" data-kind="quiet" href=paths::PROPOSALS>"Cancel"</a>
            </div>
        </Form>
    }
}
