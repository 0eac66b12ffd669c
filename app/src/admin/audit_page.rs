//! The audit log: who did what and when.

use leptos::prelude::*;
use services::AuditEntry;

use crate::{
    layout::{Place, page, query},
    paths,
};

#[component]
pub fn AuditPage() -> impl IntoView {
    let before = query("before").parse().ok();
    page(Place::Audit, move |scope| async move {
        let log = scope.services.audit_log(scope.actor()?, before).await?;
        let rows = log.entries.into_iter().map(|entry| view! { <EntryRow entry/> }).collect_view();
        let page = view! {
            <main class="page" id="main" tabindex="-1" data-width="wide">
                <div class="page-head"><div>
                    <h1>"Audit log"</h1>
                    <p class="page-note">"Everything that was decided, published or changed about people. Entries are added in the same step as what they tell, and never altered."</p>
                </div></div>
                <div class="table-wrap"><table class="table audit" data-stack="">
                    <thead><tr><th scope="col" data-number="">"No."</th><th scope="col">"When"</th><th scope="col">"Who"</th><th scope="col">"What"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table></div>
                <Pager is_first=before.is_none() older=log.before/>
            </main>
        };
        Ok(("Audit log".to_owned(), page))
    })
}

#[component]
fn EntryRow(entry: AuditEntry) -> impl IntoView {
    let AuditEntry { seq, at, actor_name, sentence, posting, .. } = entry;
    let who = if actor_name.is_empty() { "Rolewright".to_owned() } else { actor_name };
    let posting = posting.map(|(id, title)| {
        let title = if title.is_empty() { "Untitled posting".to_owned() } else { title };
        view! { ": " <a href=paths::history(id)>{title}</a> }
    });
    view! {
        <tr>
            <td data-number="" data-label="No.">{seq}</td>
            <td class="nowrap"><time datetime=at.rfc3339()>{at.to_string()}</time></td>
            <td class="who">{who}</td>
            <td>{sentence}{posting}</td>
        </tr>
    }
}

#[component]
fn Pager(is_first: bool, older: Option<i64>) -> impl IntoView {
    let newest = (!is_first).then(|| view! { <li><a href=paths::AUDIT>"Newest"</a></li> });
    let older = older.map(|before| view! { <li><a href=paths::audit_before(before)>"Older"</a></li> });
    view! { <nav class="pager" aria-label="Pages"><p>"Newest first"</p><ul>{newest}{older}</ul></nav> }
}
