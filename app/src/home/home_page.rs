//! The start page: what waits for me, what I wait for, what I wrote last.

use domain::{
    accounts::Actor,
    permissions::{Action, Subject, permit},
    time::Timestamp,
};
use leptos::prelude::*;
use services::{Home, PostingCard};

use super::{
    empty::NothingYet,
    waiting::{WaitedFor, Waiting},
};
use crate::{
    forms::{Done, Told},
    layout::{Place, page, query},
    paths,
    review::StageBadge,
    ui::{Icon, Moment},
};

#[component]
pub fn HomePage() -> impl IntoView {
    let decided: usize = query("decided").parse().unwrap_or(0);
    page(Place::Home, move |scope| async move {
        let actor = scope.actor()?.clone();
        let home = scope.services.home(&actor).await?;
        let now = scope.services.now();
        let parts = if home == Home::default() {
            view! { <NothingYet actor=actor.clone()/> }.into_any()
        } else {
            view! { <Parts home actor=actor.clone() now/> }.into_any()
        };
        let content = view! {
            <main class="page" id="main" tabindex="-1">
                <Head actor/>
                <Done/>
                {(decided > 0).then(|| view! { <Decided count=decided/> })}
                {parts}
            </main>
        };
        Ok(("Home".to_owned(), content))
    })
}

#[component]
fn Head(actor: Actor) -> impl IntoView {
    view! {
        <div class="page-head">
            <h1>{format!("Hello, {}", first_name(&actor.display_name))}</h1>
            {creates(&actor).then(|| view! {
                <div class="actions"><a class="button" data-kind="primary" href=paths::NEW_POSTING><Icon name="plus"/>"New posting"</a></div>
            })}
        </div>
    }
}

/// After a batch of decisions.
#[component]
fn Decided(count: usize) -> impl IntoView {
    let sentence =
        if count == 1 { "Your decision was kept.".to_owned() } else { format!("Your {count} decisions were kept.") };
    view! { <Told words=sentence/> }
}

fn creates(actor: &Actor) -> bool {
    permit(actor, Action::CreatePosting, Subject::Organisation).is_ok()
}

fn first_name(name: &str) -> String {
    name.split_whitespace().next().unwrap_or(name).to_owned()
}

#[component]
fn Parts(home: Home, actor: Actor, now: Timestamp) -> impl IntoView {
    let Home { to_decide, changes_requested, held_up, to_publish, waiting_for, touched, updates, proposals } = home;
    // Who never writes has nobody to wait for.
    let has_own = creates(&actor) || !waiting_for.is_empty() || !touched.is_empty();
    let own = has_own.then(|| {
        view! {
            <div class="home-pair">
                <WaitedFor submissions=waiting_for now/>
                <Touched postings=touched me=actor.display_name now/>
            </div>
        }
    });
    view! { <Waiting to_decide changes_requested held_up to_publish updates proposals now/>{own} }
}

#[component]
fn Touched(postings: Vec<PostingCard>, me: String, now: Timestamp) -> impl IntoView {
    let rows = postings.iter().map(|posting| touched_row(posting, &me, now)).collect_view();
    let list = if postings.is_empty() {
        view! { <p class="hush">"Drafts that you write stand here, the last one first."</p> }.into_any()
    } else {
        view! { <ul class="rows" role="list">{rows}</ul> }.into_any()
    };
    view! {
        <section class="block" aria-labelledby="touched">
            <div class="block-head">
                <h2 id="touched">"You wrote last"</h2>
                <a class="block-end" href=paths::POSTINGS>"All postings"</a>
            </div>
            {list}
        </section>
    }
}

fn touched_row(posting: &PostingCard, me: &str, now: Timestamp) -> AnyView {
    let (stage, live) = (posting.stage_name(), posting.is_live);
    let other = posting.edited_by_name.as_deref().filter(|name| *name != me).map(|name| format!(" by {name}"));
    view! {
        <li class="row">
            <div class="row-main">
                <h3 class="row-title"><a href=paths::posting(posting.id)>{posting.name().to_owned()}</a></h3>
                <p class="row-note"><span>{posting.team_name.clone()}</span><span>"Edited "<Moment at=posting.edited_at now/>{other}</span></p>
            </div>
            <div class="row-end"><StageBadge stage live/></div>
        </li>
    }
    .into_any()
}
