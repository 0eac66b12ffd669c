//! Proposals: what waits for a curator, and what became of the others.

use domain::{
    permissions::{Action, Subject, permit},
    time::Timestamp,
};
use leptos::prelude::*;
use services::ProposalCard;

use crate::{
    layout::{Place, page},
    paths,
    ui::{Gate, Icon, Moment},
};

#[component]
pub fn ProposalsPage() -> impl IntoView {
    page(Place::Library, move |scope| async move {
        let actor = scope.actor()?;
        let list = scope.services.proposals(actor).await?;
        let now = scope.services.now();
        let refusal =
            permit(actor, Action::ProposeItem, Subject::Organisation).err().map(|refusal| refusal.to_string());
        let note = if list.is_curators {
            "What people want in the library, and wordings that several teams gave an item alike."
        } else {
            "What you want in the library, and what curators answered."
        };
        let content = view! {
            <main class="page" id="main" tabindex="-1">
                <nav class="crumbs" aria-label="Where you are"><ol><li><a href=paths::LIBRARY>"Library"</a></li></ol></nav>
                <div class="page-head">
                    <div><h1>"Proposals"</h1><p class="page-note">{note}</p></div>
                    <div class="actions">
                        <Gate reason=refusal id="why-no-proposal" label="Propose an item">
                            <a class="button" data-kind="primary" href=paths::NEW_PROPOSAL><Icon name="plus"/>"Propose an item"</a>
                        </Gate>
                    </div>
                </div>
                <Cards heading="Waiting" empty="Nothing waits." cards=list.open now/>
                <Cards heading="Answered" empty="Nothing was answered yet." cards=list.decided now/>
            </main>
        };
        Ok(("Proposals".to_owned(), content))
    })
}

#[component]
fn Cards(heading: &'static str, empty: &'static str, cards: Vec<ProposalCard>, now: Timestamp) -> impl IntoView {
    let count = cards.len();
    let rows = cards.into_iter().map(|card| view! { <Row card now/> }).collect_view();
    view! {
        <section class="block" aria-label=heading>
            <div class="block-head"><h2>{heading}</h2><span class="count">{count}</span></div>
            {if count == 0 { view! { <p class="hush">{empty}</p> }.into_any() } else { view! { <ul class="rows" role="list">{rows}</ul> }.into_any() }}
        </section>
    }
}

#[component]
fn Row(card: ProposalCard, now: Timestamp) -> impl IntoView {
    let by = match (&card.proposer, &card.of_item) {
        (Some(name), _) => format!("{name} proposes a {}", card.kind.label().to_lowercase()),
        (None, Some(item)) => format!("{} lines word “{}” alike", card.lines, item.name),
        (None, None) => "Somebody proposes it".to_owned(),
    };
    let answer = card.decided_by.as_ref().map(|name| format!("{} by {name}", card.status.label()));
    view! {
        <li class="row">
            <div class="row-main">
                <h3 class="row-title"><a href=paths::proposal(card.id)>{card.wording.name.clone()}</a></h3>
                <p class="row-note"><span>{by}</span><span><Moment at=card.decided_at.unwrap_or(card.created_at) now/></span></p>
                <p class="proposal-words">{card.wording.body}</p>
            </div>
            <div class="row-end">{answer.map(|answer| view! { <span class="badge">{answer}</span> })}</div>
        </li>
    }
}
