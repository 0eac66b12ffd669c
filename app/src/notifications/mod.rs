//! Notifications: what others did that concerns a person, in the application and, as they choose, by mail.
//!
//! `/notifications` lists them, the bell in the bar counts what is unread, and the account page has the choices of mail.

mod api;
mod choices;
mod page;

pub use api::*;
pub use choices::MailPart;
pub use page::NotificationsPage;
