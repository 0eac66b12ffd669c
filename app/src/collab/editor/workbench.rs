//! The editor as the server draws it: the frame that stays, and the three parts that the browser builds anew.

use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{
    ids::{PostingId, UserId},
    posting::Snapshot,
    protocol::Access,
};
use leptos::prelude::*;

use super::{AtEnd, OnDesk, desk::Desk, shelf_panel::ShelfPanel};
use crate::collab::panel::Panel;

/// The editor of one posting, from the state of its draft. What `wake` needs stands in attributes.
#[component]
pub fn Workbench(
    posting: PostingId,
    /// Whose words are kept in the browser.
    user: UserId,
    epoch: i32,
    state: Vec<u8>,
    /// What that says.
    snapshot: Snapshot,
    /// Year-month-day: what the checks go by.
    today: String,
    access: Access,
    /// What writing puts at stake; the server goes on saying it.
    at_stake: String,
    /// What stands above the sheet and does not change.
    children: Children,
) -> impl IntoView {
    let Some(desk) = Desk::drawn((posting, user), epoch, snapshot, &today, access.clone()) else {
        return view! { <p class="banner" data-state="wrong" role="alert">"This draft can't be read. Use the plain form, and tell an admin."</p> }.into_any();
    };
    provide_context(desk);
    // An empty text would be drawn as a blank.
    let at_stake = (!at_stake.is_empty()).then_some(at_stake);
    let readonly = match access {
        Access::Edit => None,
        Access::Read(why) => Some(why),
    };
    view! {
        <div class="workbench" id="workbench" data-posting=posting.to_string() data-user=user.to_string() data-epoch=epoch data-today=today
            data-state=STANDARD.encode(&state) data-readonly=readonly>
            <Panel id="library" side="start" icon="library" title="Library"><div class="live" id="live-shelf"><ShelfPanel/></div></Panel>
            <main class="desk" id="main" tabindex="-1">
                {children()}
                <div class="live" id="live-desk"><OnDesk/></div>
            </main>
            <p class="at-stake" role="status">{at_stake.clone()}</p>
            <Panel id="side" side="end" icon="panel-right" title="Facts and checks">
                <div class="live" id="live-end"><AtEnd/></div>
                // Where the panel is a drawer, it hides the other one.
                <p class="at-stake" aria-hidden="true">{at_stake}</p>
            </Panel>
        </div>
    }
    .into_any()
}
