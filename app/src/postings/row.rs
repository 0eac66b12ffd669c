//! The table of postings. On a phone each row becomes a block of its own.

use domain::time::Timestamp;
use leptos::prelude::*;
use services::PostingCard;

use crate::{
    paths,
    review::StageBadge,
    ui::{Icon, Moment},
};

#[component]
pub fn PostingTable(
    postings: Vec<PostingCard>,
    now: Timestamp,
    /// Whether the person can start another posting from one of these.
    may_copy: bool,
) -> impl IntoView {
    let rows = postings.into_iter().map(|posting| view! { <PostingRow posting now may_copy/> }).collect_view();
    let actions = may_copy.then(|| view! { <th scope="col"><span class="hidden-text">"Actions"</span></th> });
    view! {
        <div class="table-wrap"><table class="table" data-stack="">
            <thead><tr>
                <th scope="col">"Posting"</th><th scope="col">"Stage"</th><th scope="col">"Team"</th>
                <th scope="col">"Owner"</th><th scope="col">"Place"</th><th scope="col">"Last edited"</th>{actions}
            </tr></thead>
            <tbody>{rows}</tbody>
        </table></div>
    }
}

#[component]
fn PostingRow(posting: PostingCard, now: Timestamp, may_copy: bool) -> impl IntoView {
    let stage = posting.stage_name();
    let name = posting.name().to_owned();
    let (live, has_place) = (posting.is_live, !posting.place.is_empty());
    let editor = posting.edited_by_name.map(|name| view! { <span class="cell-note">{format!("by {name}")}</span> });
    let copy = may_copy.then(|| {
        view! {
            <td data-actions="">
                <a class="button" data-kind="quiet" data-size="small" data-icon="" title="Start a copy"
                    href=paths::new_posting_from(posting.id) aria-label=format!("Start a copy of {name}")><Icon name="copy"/></a>
            </td>
        }
    });
    view! {
        <tr>
            <th scope="row"><a href=paths::posting(posting.id)>{name}</a></th>
            <td><StageBadge stage live/></td>
            <td data-label="Team">{posting.team_name}</td>
            <td data-label="Owner">{posting.owner_name}</td>
            <td data-label=has_place.then_some("Place")>{posting.place}</td>
            <td data-label="Edited"><Moment at=posting.edited_at now/>" "{editor}</td>
            {copy}
        </tr>
    }
}
