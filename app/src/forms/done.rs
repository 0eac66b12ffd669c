//! What the form that was just sent did, told on the page that one comes to.
//!
//! A function that sends the browser nowhere leaves it on its page; the server then adds the function's name to the
//! address, if there is a sentence for it here. Only what is known is told: an address says nothing of its own.

use leptos::prelude::*;

use crate::{layout::query, ui::Icon};

/// The field of an address that names what was done.
pub const DONE: &str = "done";

/// The sentence for what a server function did; none where the page shows it by itself.
#[must_use]
pub fn done_words(action: &str) -> Option<&'static str> {
    Some(match action {
        "publish_item" => "Published. New lines take these words from now on.",
        "item_kept" => "Kept as a draft. Nothing changes for postings before it is published.",
        "item_unchanged" => "Nothing was changed, so there is no new version.",
        "deprecate_item" => "Deprecated. It is no longer offered to new lines.",
        "restore_item" => "It is offered again.",
        "restore_version" => "The old words stand in a new draft version. Publish it when it is right.",
        "publish" => "Published. The careers page shows it from now on.",
        "close" => "Closed. Its public page says so.",
        "archive_posting" => "Archived, with its history. It can be restored.",
        "reassign" => "Asked. They are told that the review waits for them.",
        "skip_review" => "Nothing else in your queue.",
        "make_policy" => "The policy is made. It is tried before all others; reviews that run stay under theirs.",
        "edit_policy" => "Saved. Reviews that run stay under the policy as it was.",
        "try_policy_first" => {
            "It is tried first now. The first policy that fits a posting is the one it is reviewed under."
        }
        "grant_role" => "The role is given. It holds from now on.",
        "revoke_role" => "The role is taken away. It holds from now on.",
        "suspend" => "Suspended: every session has ended, and nobody signs in with this account.",
        "reinstate" => "Signing in works again.",
        "create_team" => "The team is made. Invite its hiring managers next.",
        "rename_team" => "The team has its new name.",
        "withdraw_invitation" => "The invitation is withdrawn; its link opens nothing any more.",
        "take_up_update" => "It waits for a decision again.",
        "retire_policy" => "Retired. Reviews that run under it stay under it.",
        _ => return None,
    })
}

/// The parts of a query that say which page it is: without the function that was called, and without what it did.
#[must_use]
pub fn of_page(query: &str) -> Vec<&str> {
    let is_of_page = |pair: &&str| !["", "do", DONE].contains(&pair.split('=').next().unwrap_or_default());
    query.split('&').filter(is_of_page).collect()
}

/// Says what was just done, where one goes on reading.
#[component]
pub fn Done() -> impl IntoView {
    done_words(&query(DONE)).map(|words| view! { <Told words=words.to_owned()/> })
}

/// A sentence about what was just done.
#[component]
pub fn Told(#[prop(into)] words: String) -> impl IntoView {
    view! {
        <div class="banner" role="status" data-state="approved" tabindex="-1" autofocus=""><Icon name="check"/><p>{words}</p></div>
    }
}
