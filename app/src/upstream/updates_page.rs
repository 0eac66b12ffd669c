//! What the library offers to the lines of one posting, and what was put aside there.

use domain::time::Timestamp;
use leptos::prelude::*;
use services::UpdateView;

use super::{
    batch::Batch,
    card::{UpdateCard, is_ticked},
    done,
};
use crate::{
    layout::{Place, page, param, query},
    paths,
    review::PostingHead,
    scope::read_id,
    ui::{Done, Icon},
};

#[component]
pub fn UpdatesPage() -> impl IntoView {
    let posting = param("posting");
    let done = done::sentence(&query("done"));
    page(Place::Postings, move |scope| async move {
        let view = scope.services.posting_updates(scope.actor()?, read_id(&posting)?).await?;
        let now = scope.services.now();
        let title = format!("Library updates for {}", view.posting.name());
        let refusal = view.may_settle().err().map(ToOwned::to_owned);
        let may_settle = refusal.is_none();
        let ticks = if may_settle { view.waiting.iter().filter(|update| is_ticked(update)).count() } else { 0 };
        let note = match view.waiting.len() {
            0 => "No line waits for a decision.".to_owned(),
            1 => "One line waits for a decision. Nothing changes until somebody decides.".to_owned(),
            more => format!("{more} lines wait for a decision. Nothing changes until somebody decides."),
        };
        let id = view.posting.id;
        let content = view! {
            <main class="page" id="main" tabindex="-1">
                <PostingHead posting=view.posting controls=view.controls heading=title.clone() note/>
                <Done sentence=done/>
                {refusal.map(|why| view! { <div class="banner"><Icon name="lock"/><p>{why}</p></div> })}
                <Batch ticks/>
                <Cards updates=view.waiting now may_settle/>
                <Aside updates=view.aside now may_settle/>
                <p class="block-note"><a href=paths::posting(id)>"Open the draft"</a>" · "<a href=paths::UPDATES>"All library updates"</a></p>
            </main>
        };
        Ok((title, content))
    })
}

#[component]
fn Cards(updates: Vec<UpdateView>, now: Timestamp, may_settle: bool) -> impl IntoView {
    let cards = updates.into_iter().map(|update| view! { <UpdateCard update now may_settle/> }).collect_view();
    view! { <ul class="updates" role="list">{cards}</ul> }
}

/// Kept or put off: the words stay, the offer too.
#[component]
fn Aside(updates: Vec<UpdateView>, now: Timestamp, may_settle: bool) -> impl IntoView {
    (!updates.is_empty()).then(|| {
        view! {
            <section class="block" aria-labelledby="aside">
                <div class="block-head"><h2 id="aside">"Put aside"</h2><span class="count">{updates.len()}</span></div>
                <Cards updates now may_settle/>
            </section>
        }
    })
}
