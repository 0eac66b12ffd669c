//! Guests: the page where the owner of a posting invites them, and the one page that a guest sees.
//!
//! `/visit/GUEST?token=…` is the link: it shows a button, and only the button opens it, because mail programs fetch links before
//! anybody reads them. From then on the browser keeps a cookie for `/visit/GUEST` alone, and the page is the posting. Threads,
//! suggestions and decisions are the same forms as everywhere; their `page` says that a guest sends them.

mod api;
mod guests_page;
mod visit_page;
mod who;

pub use api::{invite_guest, open_visit, renew_guest_link, revoke_guest};
pub use guests_page::GuestsPage;
pub use visit_page::VisitPage;
pub(crate) use who::Who;

/// The cookie that a guest's browser keeps.
pub const COOKIE: &str = "__Secure-guest";
