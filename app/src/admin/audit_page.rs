//! The audit log: who did what and when.

use domain::{
    events::{Topic, chain::Head},
    ids::UserId,
    time::write_date,
};
use leptos::prelude::*;
use services::{AuditEntry, AuditPlace, AuditQuery, AuditSubject};

use super::audit_filter::{audit_address, audit_query};
use crate::{
    layout::{Place, page, query},
    paths,
    ui::Icon,
};

#[component]
pub fn AuditPage() -> impl IntoView {
    let before = query("before").parse().ok();
    let chosen = audit_query(query);
    page(Place::Audit, move |scope| async move {
        let log = scope.services.audit_log(scope.actor()?, &chosen, before).await?;
        let nothing = log.entries.is_empty().then(|| view! { <Nothing/> });
        let rows = log.entries.into_iter().map(|entry| view! { <EntryRow entry/> }).collect_view();
        let page = view! {
            <main class="page" id="main" tabindex="-1" data-width="wide">
                <LogHead query=chosen.clone()/>
                <Filters query=chosen.clone() people=log.people/>
                {nothing}
                <div class="table-wrap"><table class="table audit" data-stack="">
                    <thead><tr><th scope="col" data-number="">"No."</th><th scope="col" class="when">"When"</th><th scope="col" class="who">"Who"</th><th scope="col">"What"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table></div>
                <Pager query=chosen is_first=before.is_none() older=log.before/>
                <Chain head=log.head/>
            </main>
        };
        Ok(("Audit log".to_owned(), page))
    })
}

#[component]
fn LogHead(query: AuditQuery) -> impl IntoView {
    let export = |path: &str| audit_address(path, &query, None);
    view! {
        <div class="page-head">
            <div>
                <h1>"Audit log"</h1>
                <p class="page-note">"Everything that was decided, published or changed about people. Entries are added in the same step as what they tell, and never altered."</p>
            </div>
            <div class="actions">
                <a class="button" href=export(paths::AUDIT_CSV) download=""><Icon name="download"/>"CSV"</a>
                <a class="button" href=export(paths::AUDIT_JSON) download=""><Icon name="download"/>"JSON"</a>
            </div>
        </div>
    }
}

#[component]
fn Filters(query: AuditQuery, people: Vec<(UserId, String)>) -> impl IntoView {
    let topics = Topic::ALL.map(|topic| {
        view! { <option value=topic.word() selected=query.about == Some(topic)>{topic.label()}</option> }
    });
    let people = people.into_iter().map(|(id, name)| {
        view! { <option value=id.to_string() selected=query.who == Some(id)>{name}</option> }
    });
    let people = people.collect_view();
    let posting = query.posting.map(|id| view! { <input type="hidden" name="posting" value=id.to_string()/> });
    let day = |day: Option<_>| day.map(write_date).unwrap_or_default();
    let all = (query != AuditQuery::default())
        .then(|| view! { <a class="button" data-kind="quiet" href=paths::AUDIT>"Show everything"</a> });
    view! {
        <form class="filters" role="search" action=paths::AUDIT>
            {posting}
            <select class="input" name="about" aria-label="About"><option value="">"Everything"</option>{topics.collect_view()}</select>
            <select class="input" name="who" aria-label="Who"><option value="">"Everybody"</option>{people}</select>
            <label class="filter-day">"From "<input class="input" type="date" name="from" value=day(query.from)/></label>
            <label class="filter-day">"to "<input class="input" type="date" name="to" value=day(query.to)/></label>
            <button class="button">"Show"</button>
            {all}
        </form>
    }
}

#[component]
fn Nothing() -> impl IntoView {
    view! { <div class="empty"><Icon name="search"/><h2>"Nothing fits"</h2><p>"Try another person, another subject or more days."</p></div> }
}

#[component]
fn EntryRow(entry: AuditEntry) -> impl IntoView {
    let AuditEntry { seq, at, actor_name, sentence, subject, reason, .. } = entry;
    let who = if actor_name.is_empty() { "Rolewright".to_owned() } else { actor_name };
    let subject = subject.map(|subject| view! { ": " {link(subject)} });
    let reason = reason.map(|reason| view! { " " <q class="why">{reason}</q> });
    view! {
        <tr>
            <td data-number="" data-label="No.">{seq}</td>
            <td class="nowrap"><time datetime=at.rfc3339()>{at.to_string()}</time></td>
            <td class="who">{who}</td>
            <td class="what">{sentence}{subject}{reason}</td>
        </tr>
    }
}

/// What it was done to, with the way there for who may see it.
fn link(subject: AuditSubject) -> AnyView {
    let AuditSubject { name, place } = subject;
    let href = place.map(|place| match place {
        AuditPlace::Posting(id) => paths::history(id),
        AuditPlace::Item(slug) => paths::item(&slug),
        AuditPlace::Proposal(id) => paths::proposal(id),
    });
    match href {
        Some(href) => view! { <a href=href>{name}</a> }.into_any(),
        None => name.into_any(),
    }
}

#[component]
fn Pager(query: AuditQuery, is_first: bool, older: Option<i64>) -> impl IntoView {
    let part = |before| audit_address(paths::AUDIT, &query, before);
    let newest = (!is_first).then(|| view! { <li><a href=part(None)>"Newest"</a></li> });
    let older = older.map(|before| view! { <li><a href=part(Some(before))>"Older"</a></li> });
    view! { <nav class="pager" aria-label="Pages"><p>"Newest first"</p><ul>{newest}{older}</ul></nav> }
}

/// The head of the chain, to be kept elsewhere.
#[component]
fn Chain(head: Head) -> impl IntoView {
    (head.seq > 0).then(|| {
        view! {
            <section class="block" aria-labelledby="chain">
                <div class="block-head"><h2 id="chain">"The end of the log"</h2></div>
                <p class="hush">"Each entry carries a digest of itself and of the one before. Keep this line somewhere else, and "<code>"rolewright audit verify --kept LINE"</code>" tells later whether anything up to here was changed, removed or written anew."</p>
                <p class="chain"><code>{head.to_string()}</code></p>
            </section>
        }
    })
}
