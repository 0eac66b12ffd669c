//! Accounts: signing in, the first admin, invitations, one's own account.
//!
//! - `/sign-in`, `/set-up?token=…` and `/invitation?token=…` stand outside the frame, for people without a session.
//! - `/account` shows one's roles, password and sessions.

mod api;
pub use api::*;

#[cfg(feature = "ssr")]
mod account_page;
#[cfg(feature = "ssr")]
mod browser;
#[cfg(feature = "ssr")]
mod door;
#[cfg(feature = "ssr")]
mod invitation_page;
#[cfg(feature = "ssr")]
mod set_up_page;
#[cfg(feature = "ssr")]
mod sign_in_page;

#[cfg(feature = "ssr")]
pub use account_page::AccountPage;
#[cfg(feature = "ssr")]
pub use invitation_page::InvitationPage;
#[cfg(feature = "ssr")]
pub use set_up_page::SetUpPage;
#[cfg(feature = "ssr")]
pub use sign_in_page::SignInPage;

#[cfg(feature = "ssr")]
const PASSWORD_HINT: &str = "At least 12 characters. A few words you can remember are best.";
