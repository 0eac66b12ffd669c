//! The table of postings. On a phone each row becomes a block of its own.

use domain::time::Timestamp;
use leptos::prelude::*;
use services::PostingCard;

use crate::{paths, review::StageBadge, ui::Moment};

#[component]
pub fn PostingTable(postings: Vec<PostingCard>, now: Timestamp) -> impl IntoView {
    let rows = postings.into_iter().map(|posting| view! { <PostingRow posting now/> }).collect_view();
    view! {
        <div class="table-wrap"><table class="table" data-stack="">
            <thead><tr>
                <th scope="col">"Posting"</th><th scope="col">"Stage"</th><th scope="col">"Team"</th>
                <th scope="col">"Owner"</th><th scope="col">"Place"</th><th scope="col">"Last edited"</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table></div>
    }
}

#[component]
fn PostingRow(posting: PostingCard, now: Timestamp) -> impl IntoView {
    let stage = posting.stage_name();
    let name = posting.name().to_owned();
    let live = posting.is_live;
    let editor = posting.edited_by_name.map(|name| view! { <span class="cell-note">{format!("by {name}")}</span> });
    view! {
        <tr>
            <th scope="row"><a href=paths::posting(posting.id)>{name}</a></th>
            <td><StageBadge stage live/></td>
            <td data-label="Team">{posting.team_name}</td>
            <td data-label="Owner">{posting.owner_name}</td>
            <td data-label="Place">{posting.place}</td>
            <td data-label="Edited"><Moment at=posting.edited_at now/>" "{editor}</td>
        </tr>
    }
}
