//! Every address of the application, made in one place. The routes in [`crate::App`] are held against these by a test.

mod library;
mod reviews;
mod templates;

use domain::{
    ids::{ArrivalId, PolicyId, PostingId, UserId},
    notifications::Destination,
    timeline::{Point, Show},
};

pub use library::*;
pub use reviews::*;
pub use templates::*;

pub const HOME: &str = "/";
pub const SIGN_IN: &str = "/sign-in";
pub const SET_UP: &str = "/set-up";
pub const FORGOT: &str = "/forgot";
pub const RESET: &str = "/reset";
pub const INVITATION: &str = "/invitation";
pub const ACCOUNT: &str = "/account";
pub const POSTINGS: &str = "/postings";
pub const NEW_POSTING: &str = "/postings/new";
pub const NEW_ARRIVAL: &str = "/postings/import";
pub const PEOPLE: &str = "/people";
pub const TEAMS: &str = "/people/teams";
pub const INVITATIONS: &str = "/people/invitations";
pub const POLICIES: &str = "/policies";
pub const NEW_POLICY: &str = "/policies/new";
pub const REVIEWS: &str = "/reviews";
pub const MAIL: &str = "/people/mail";
pub const UPDATES: &str = "/updates";
pub const NOTIFICATIONS: &str = "/notifications";
pub const AUDIT: &str = "/audit";
pub const AUDIT_CSV: &str = "/audit/export.csv";
pub const AUDIT_JSON: &str = "/audit/export.json";
pub const SEARCH: &str = "/search";
pub const CAREERS: &str = "/careers";
pub const SITEMAP: &str = "/careers/sitemap.xml";

/// The report on reviews, on so many of the last days.
#[must_use]
pub fn review_report(days: u32) -> String {
    format!("{REVIEWS}?days={days}")
}

/// The editor of a posting.
#[must_use]
pub fn posting(id: PostingId) -> String {
    format!("/postings/{id}")
}

/// The editor as plain forms, without scripts.
#[must_use]
pub fn plain(id: PostingId) -> String {
    format!("/postings/{id}?plain=1")
}

/// The plain editor with the library searched for `query`.
#[must_use]
pub fn plain_with_search(id: PostingId, query: &str) -> String {
    with_query(&posting(id), &[("plain", "1".to_owned()), ("q", query.trim().to_owned())])
}

/// What was recognised in a text that somebody brought in.
#[must_use]
pub fn arrival(id: ArrivalId) -> String {
    format!("{NEW_ARRIVAL}/{id}")
}

/// The live channel of a draft: a WebSocket.
#[must_use]
pub fn live(id: PostingId) -> String {
    format!("/postings/{id}/live")
}

/// The draft as the public would see it.
#[must_use]
pub fn preview(id: PostingId) -> String {
    format!("/postings/{id}/preview")
}

/// The review of a posting: difference, steps, decision.
#[must_use]
pub fn review(id: PostingId) -> String {
    format!("/postings/{id}/review")
}

/// Who would be asked about a posting, and submitting it.
#[must_use]
pub fn asked(id: PostingId) -> String {
    format!("/postings/{id}/asked")
}

/// A policy of review.
#[must_use]
pub fn policy(id: PolicyId) -> String {
    format!("{POLICIES}/{id}")
}

/// What is said about a posting, beside its draft.
#[must_use]
pub fn threads(id: PostingId) -> String {
    format!("/postings/{id}/threads")
}

/// The guests of a posting.
#[must_use]
pub fn guests(id: PostingId) -> String {
    format!("/postings/{id}/guests")
}

/// The guests of a posting, with the link of the one that was just made.
#[must_use]
pub fn guests_with(id: PostingId, guest: UserId, token: &str) -> String {
    with_query(&guests(id), &[("guest", guest.to_string()), ("token", token.to_owned())])
}

/// What a guest sees. What the browser keeps for it is sent to this address alone.
#[must_use]
pub fn visit(guest: UserId) -> String {
    format!("/visit/{guest}")
}

/// The link of a guest.
#[must_use]
pub fn guest_link(guest: UserId, token: &str) -> String {
    with_query(&visit(guest), &[("token", token.to_owned())])
}

/// What the library offers to the lines of a posting.
#[must_use]
pub fn updates(id: PostingId) -> String {
    format!("/postings/{id}/updates")
}

/// A page of what the library offers to all drafts of a person, from 1; to lines of one item, if one is named.
#[must_use]
pub fn updates_part(item: &str, page: u64) -> String {
    let page = if page > 1 { page.to_string() } else { String::new() };
    with_query(UPDATES, &[("item", item.to_owned()), ("page", page)])
}

/// The time line of a posting: what was written, named, submitted, decided.
#[must_use]
pub fn history(id: PostingId) -> String {
    format!("/postings/{id}/history")
}

/// A part of the time line; pages count from 1.
#[must_use]
pub fn history_part(id: PostingId, show: Show, page: usize) -> String {
    let show = if show == Show::Everything { String::new() } else { show.to_string() };
    let page = if page > 1 { page.to_string() } else { String::new() };
    with_query(&history(id), &[("show", show), ("page", page)])
}

/// What the draft said at a point of its history, beside the one before it.
#[must_use]
pub fn moment(id: PostingId, point: Point) -> String {
    format!("/postings/{id}/history/{point}")
}

/// One revision of a posting, beside the one approved before it.
#[must_use]
pub fn revision(id: PostingId, number: u32) -> String {
    format!("/postings/{id}/revisions/{number}")
}

/// A published posting.
#[must_use]
pub fn career(slug: &str) -> String {
    format!("/careers/{slug}")
}

/// Where the first admin sets up; the program prints it at its first start.
#[must_use]
pub fn set_up(token: &str) -> String {
    format!("{SET_UP}?token={token}")
}

/// Where somebody accepts an invitation.
#[must_use]
pub fn invitation(token: &str) -> String {
    format!("{INVITATION}?token={token}")
}

/// Where somebody sets a new password.
#[must_use]
pub fn reset(token: &str) -> String {
    format!("{RESET}?token={token}")
}

/// That the link to a new password is on its way.
#[must_use]
pub fn forgot_sent() -> String {
    format!("{FORGOT}?sent=1")
}

/// Signing in, saying what was just done.
#[must_use]
pub fn sign_in_with(done: &str) -> String {
    format!("{SIGN_IN}?done={done}")
}

/// The open invitations, with the link of the one just made.
#[must_use]
pub fn invitations_with(token: &str) -> String {
    format!("{INVITATIONS}?token={token}")
}

/// One's own account, saying what was just done.
#[must_use]
pub fn account_with(done: &str) -> String {
    format!("{ACCOUNT}?done={done}")
}

/// A page of one's notifications, from 1.
#[must_use]
pub fn notifications_page(page: u64) -> String {
    let page = if page > 1 { page.to_string() } else { String::new() };
    with_query(NOTIFICATIONS, &[("page", page)])
}

/// Where a notification or a mail leads.
#[must_use]
pub fn destination(to: Destination) -> String {
    match to {
        Destination::Draft(id) => posting(id),
        Destination::Review(id) => review(id),
        Destination::History(id) => history(id),
        Destination::Threads(id) => threads(id),
        Destination::Visit(guest) => visit(guest),
        Destination::Account => ACCOUNT.to_owned(),
        Destination::Proposals => PROPOSALS.to_owned(),
        Destination::Notifications => NOTIFICATIONS.to_owned(),
    }
}

/// A person, as admins see them.
#[must_use]
pub fn person(id: UserId) -> String {
    format!("{PEOPLE}/{id}")
}

/// The form for a new posting, with an earlier one chosen to copy.
#[must_use]
pub fn new_posting_from(id: PostingId) -> String {
    format!("{NEW_POSTING}?from={id}")
}

/// The search over everything.
#[must_use]
pub fn search(text: &str) -> String {
    with_query(SEARCH, &[("q", text.to_owned())])
}

/// Whether the address belongs to the public pages, which carry no script and need no account.
#[must_use]
pub fn is_public(path: &str) -> bool {
    path == CAREERS || path.starts_with("/careers/")
}

/// An address with parameters; those without a value are left out.
#[must_use]
pub fn with_query(path: &str, pairs: &[(&str, String)]) -> String {
    let filled = pairs.iter().filter(|(_, value)| !value.is_empty());
    let pairs: Vec<String> = filled.map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

/// Percent-encoding of everything that is not plain.
fn encoded(value: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
    value.bytes().fold(String::with_capacity(value.len()), |mut encoded, byte| {
        if is_plain(byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
        encoded
    })
}
