//! One proposal: what it says, where it comes from, and what a curator, or whoever edits the posting, does with it.

use domain::{
    library::{ChangeClass, ProposalStatus, REMARK_MAX_CHARS, WordingForm},
    time::Timestamp,
};
use leptos::prelude::*;
use services::{ItemLink, OriginLine, ProposalPage as Proposal};

use crate::{
    forms::{Form, Hidden, Radios, Select, TextArea},
    layout::{Place, page, param},
    library::{WordingFields, kinds, near_list},
    paths,
    scope::read_id,
    ui::{Button, Gate, Icon, Moment},
};

#[component]
pub fn ProposalPage() -> impl IntoView {
    let id = param("proposal");
    page(Place::Library, move |scope| async move {
        let proposal = scope.services.proposal(scope.actor()?, read_id(&id)?).await?;
        let now = scope.services.now();
        let name = proposal.card.wording.name.clone();
        let is_open = proposal.card.status == ProposalStatus::Open;
        let content = view! {
            <main class="page" id="main" tabindex="-1">
                <nav class="crumbs" aria-label="Where you are">
                    <ol><li><a href=paths::LIBRARY>"Library"</a></li><li><a href=paths::PROPOSALS>"Proposals"</a></li></ol>
                </nav>
                <div class="page-head"><div><h1>{name.clone()}</h1><p class="page-note">{note(&proposal)}", "<Moment at=proposal.card.created_at now/></p></div></div>
                <div class="stack" data-gap="large">
                    <Answer proposal=proposal.clone() now/>
                    <section class="item-sheet" aria-label="As a posting would show it"><p>{proposal.card.wording.body.clone()}</p></section>
                    {(!proposal.card.note.is_empty()).then(|| view! { <section><h2>"Why"</h2><p class="prose">{proposal.card.note.clone()}</p></section> })}
                    <Origins proposal=proposal.clone()/>
                    {is_open.then(|| view! { <Decide proposal=proposal.clone()/> })}
                </div>
            </main>
        };
        Ok((name, content))
    })
}

fn note(proposal: &Proposal) -> String {
    let card = &proposal.card;
    let group = card.kind.group_label(&card.group);
    let group = if group.is_empty() { String::new() } else { format!(": {}", group.to_lowercase()) };
    let by = card.proposer.as_ref().map_or_else(String::new, |name| format!(", proposed by {name}"));
    format!("{}{group}{by}", card.kind.label())
}

#[component]
fn Answer(proposal: Proposal, now: Timestamp) -> impl IntoView {
    let card = proposal.card;
    let by = card.decided_by.unwrap_or_else(|| "Somebody".to_owned());
    let at = card.decided_at.map(|at| view! { <Moment at now/> });
    let link = |item: &ItemLink| view! { <a href=paths::item(&item.slug)>{item.name.clone()}</a> };
    match card.status {
        ProposalStatus::Open => card
            .of_item
            .as_ref()
            .map(|item| view! { <div class="banner"><Icon name="info"/><p>"Several teams word "{link(item)}" like this."</p></div> })
            .into_any(),
        ProposalStatus::Accepted => view! {
            <div class="banner" data-state="approved"><Icon name="check"/><p>{by}" accepted it as "{card.item.as_ref().map(link)}" "{at}</p></div>
        }
        .into_any(),
        ProposalStatus::Declined => view! {
            <div class="banner"><Icon name="info"/><p>{by}" declined it "{at}": “"{card.answer}"”"</p></div>
        }
        .into_any(),
    }
}

/// The lines that it came from; after it was accepted with the way to take the item there.
#[component]
fn Origins(proposal: Proposal) -> impl IntoView {
    if proposal.card.lines == 0 {
        return ().into_any();
    }
    let is_accepted = proposal.card.status == ProposalStatus::Accepted && proposal.card.of_item.is_none();
    let id = proposal.card.id.to_string();
    let rows = proposal.origins.into_iter().map(|origin| origin_row(origin, is_accepted, id.clone())).collect_view();
    let hidden = (proposal.hidden > 0).then(|| {
        if proposal.hidden == 1 {
            "One more line of another team.".to_owned()
        } else {
            format!("{} more lines of other teams.", proposal.hidden)
        }
    });
    view! {
        <section aria-labelledby="origins">
            <div class="block-head"><h2 id="origins">"Where it comes from"</h2><span class="count">{proposal.card.lines}</span></div>
            <ul class="rows" role="list">{rows}</ul>
            {hidden.map(|words| view! { <p class="block-note">{words}</p> })}
        </section>
    }
    .into_any()
}

fn origin_row(origin: OriginLine, is_accepted: bool, proposal: String) -> impl IntoView + use<> {
    let title = if origin.title.trim().is_empty() { "Untitled posting".to_owned() } else { origin.title };
    let line = origin.line.to_string();
    let adopt = (is_accepted && !origin.is_settled).then(|| {
        view! {
            <Gate reason=origin.refusal id=format!("why-not-{line}") label="Use the library’s line there" compact=true>
                <Form action="adopt_proposal" key=line.clone() class="actions">
                    <Hidden name="proposal" value=proposal/>
                    <Hidden name="posting" value=origin.posting.to_string()/>
                    <Hidden name="line" value=line.clone()/>
                    <Button>"Use the library’s line there"</Button>
                </Form>
            </Gate>
        }
    });
    let settled = (is_accepted && origin.is_settled)
        .then(|| view! { <span class="badge">"The library’s line stands there"</span> });
    view! {
        <li class="row">
            <div class="row-main">
                <p class="proposal-words">{origin.text}</p>
                <p class="row-note"><a href=paths::posting(origin.posting)>{title}</a><span>{origin.team}</span></p>
            </div>
            <div class="row-end">{adopt}{settled}</div>
        </li>
    }
}

#[component]
fn Decide(proposal: Proposal) -> impl IntoView {
    if proposal.refusal.is_some() {
        let words =
            "It waits for a curator, who accepts it, perhaps in other words, or says why not. You will be told.";
        return view! { <p class="hush">{words}</p> }.into_any();
    }
    let id = proposal.card.id.to_string();
    view! {
        <section aria-labelledby="accept">
            <h2 id="accept">"Accept"</h2>
            {near_list(&proposal.near)}
            <Accept proposal/>
        </section>
        <section aria-labelledby="decline">
            <h2 id="decline">"Decline"</h2>
            <Form action="decline_proposal">
                <Hidden name="proposal" value=id/>
                <TextArea name="answer" label="Why not" rows=2 required=true hint="Whoever proposed it reads this." maxlength=REMARK_MAX_CHARS/>
                <div class="actions"><Button kind="danger">"Decline"</Button></div>
            </Form>
        </section>
    }
    .into_any()
}

#[component]
fn Accept(proposal: Proposal) -> impl IntoView {
    let card = proposal.card;
    let kind = if card.group.is_empty() { card.kind.to_string() } else { format!("{}/{}", card.kind, card.group) };
    let classes =
        ChangeClass::ALL.iter().map(|class| (class.to_string(), class.label().to_owned(), String::new())).collect();
    let what = match &card.of_item {
        None => view! { <Select name="kind" label="What it is" options=kinds() value=kind/> }.into_any(),
        Some(_) => view! { <Hidden name="from_version" value=proposal.from_version.to_string()/> }.into_any(),
    };
    let why = card.of_item.is_some().then(|| {
        view! {
            <Radios name="change_class" label="What changes" options=classes value=ChangeClass::Editorial.to_string()/>
            <TextArea name="reason" label="Why" value="Several teams word it like this." rows=2 maxlength=REMARK_MAX_CHARS/>
        }
    });
    let words = if card.of_item.is_some() { "Publish as a new version" } else { "Publish as an item" };
    view! {
        <Form action="accept_proposal">
            <Hidden name="proposal" value=card.id.to_string()/>
            {what}
            <WordingFields form=WordingForm::of(&card.wording)/>
            {why}
            <div class="actions"><Button kind="primary">{words}</Button></div>
        </Form>
    }
}
