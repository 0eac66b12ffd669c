//! The inbox: what the library offers to all drafts that somebody may edit, posting by posting.

use domain::time::Timestamp;
use leptos::prelude::*;
use services::{Inbox, PostingUpdates};

use super::{
    batch::Batch,
    card::{UpdateCard, is_ticked},
    counted,
    done::Settled,
};
use crate::{
    layout::{Place, page, query},
    paths,
    review::StageBadge,
    ui::Pager,
};

#[component]
pub fn InboxPage() -> impl IntoView {
    let (item, number) = (query("item"), query("page").parse().unwrap_or(1));
    page(Place::Home, move |scope| async move {
        let inbox = scope.services.update_inbox(scope.actor()?, &item, number).await?;
        let now = scope.services.now();
        let ticks = inbox.postings.iter().flat_map(|group| &group.updates).filter(|update| is_ticked(update)).count();
        let (current, pages) = (inbox.page, inbox.pages);
        let lines = counted(inbox.waiting.lines, "line");
        let content = view! {
            <main class="page" id="main" tabindex="-1">
                <div class="page-head"><div><h1>"Library updates"</h1><p class="page-note">{note(&inbox)}</p></div></div>
                {inbox.item.clone().map(|link| view! { <p class="block-note">"Lines of "<a href=paths::item(&link.slug)>{link.name}</a>" alone. "<a href=paths::UPDATES>"Show all updates"</a></p> })}
                <Settled/>
                <Batch ticks/>
                {inbox.postings.into_iter().map(|group| view! { <Group group now/> }).collect_view()}
                <Pager page=current pages summary=lines href=move |number| paths::updates_part(&item, number)/>
            </main>
        };
        Ok(("Library updates".to_owned(), content))
    })
}

fn note(inbox: &Inbox) -> String {
    if inbox.waiting.lines == 0 {
        return "Nothing waits. When a curator publishes better words for a line of yours, they are offered here."
            .to_owned();
    }
    let (lines, postings) = (counted(inbox.waiting.lines, "line"), counted(inbox.waiting.postings, "posting"));
    format!("The library says something else by now for {lines} in {postings}. Nothing changes until somebody decides.")
}

#[component]
fn Group(group: PostingUpdates, now: Timestamp) -> impl IntoView {
    let (heading, name) = (format!("posting-{}", group.id), group.name().to_owned());
    let label = heading.clone();
    let (stage, live) = (group.stage, group.is_live);
    let cards =
        group.updates.into_iter().map(|update| view! { <UpdateCard update now may_settle=true/> }).collect_view();
    view! {
        <section class="block" aria-labelledby=label>
            <div class="block-head">
                <h2 id=heading><a href=paths::updates(group.id)>{name}</a></h2>
                <StageBadge stage live/>
                <span class="block-end hush">{group.team_name.clone()}</span>
            </div>
            <ul class="updates" role="list">{cards}</ul>
        </section>
    }
}
