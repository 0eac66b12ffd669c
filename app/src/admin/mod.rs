//! Administration: people and their roles, teams, invitations, the audit log.
//!
//! - `/people`, `/people/teams`, `/people/invitations`, `/people/mail` are four parts of one place; `/people/ID` is one person.
//! - `/audit` is the log, for admins and auditors, and can be taken elsewhere as a table or as JSON.

#[cfg(feature = "ssr")]
mod api;
#[cfg(feature = "ssr")]
mod audit_filter;
#[cfg(feature = "ssr")]
mod audit_page;
#[cfg(feature = "ssr")]
mod copy_button;
#[cfg(feature = "ssr")]
#[cfg(feature = "ssr")]
mod invitations_page;
#[cfg(feature = "ssr")]
mod invite_form;
#[cfg(feature = "ssr")]
mod mail_page;
#[cfg(feature = "ssr")]
mod people_page;
#[cfg(feature = "ssr")]
mod people_tabs;
#[cfg(feature = "ssr")]
mod person_page;
#[cfg(feature = "ssr")]
mod teams_page;
#[cfg(all(feature = "browser", not(feature = "editor")))]
mod wake;

#[cfg(feature = "ssr")]
pub use api::*;
#[cfg(feature = "ssr")]
pub use audit_filter::{audit_address, audit_query};
#[cfg(feature = "ssr")]
pub use audit_page::AuditPage;
#[cfg(feature = "ssr")]
pub(crate) use copy_button::CopyButton;
#[cfg(feature = "ssr")]
pub use invitations_page::InvitationsPage;
#[cfg(feature = "ssr")]
pub use mail_page::MailPage;
#[cfg(feature = "ssr")]
pub use people_page::PeoplePage;
#[cfg(feature = "ssr")]
pub use person_page::PersonPage;
#[cfg(feature = "ssr")]
pub use teams_page::TeamsPage;
#[cfg(all(feature = "browser", not(feature = "editor")))]
pub(crate) use wake::wake_copy_buttons;
