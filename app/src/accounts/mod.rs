//! Accounts: signing in, the first admin, invitations, one's own account.
//!
//! - `/sign-in`, `/forgot`, `/reset?token=…`, `/set-up?token=…` and `/invitation?token=…` stand outside the frame, for people without a session.
//! - `/account` shows one's roles, password and sessions.

mod api;
pub use api::*;

mod account_page;
mod browser;
mod delegation;
mod door;
mod forgot_page;
mod invitation_page;
mod reset_page;
mod set_up_page;
mod sign_in_page;

pub use account_page::AccountPage;
pub use forgot_page::ForgotPage;
pub use invitation_page::InvitationPage;
pub use reset_page::ResetPage;
pub use set_up_page::SetUpPage;
pub use sign_in_page::SignInPage;

const PASSWORD_HINT: &str = "At least 12 characters. A few words you can remember are best.";
