//! People, teams, memberships, invitations, sessions and sign-in throttling.
//!
//! Whatever must happen once (a link used, a session made) is one conditional write that says whether it happened, so
//! that two requests at the same moment can't both succeed.

mod invitations;
mod people;
mod resets;
mod sessions;
mod set_up;
mod sign_in;
mod teams;

pub use invitations::{InvitationRecord, OpenInvitation};
pub use people::{PersonRecord, UserRecord};
pub(crate) use people::{actor, is_no_guest, people};
pub use sessions::SessionRecord;
pub use teams::TeamRecord;

use domain::accounts::{Email, Role, UserStatus};

use crate::StorageError;

/// People, teams, memberships, invitations and sessions.
pub struct Accounts<'c, C>(pub(crate) &'c C);

fn read_role(word: &str) -> Result<Role, StorageError> {
    word.parse().map_err(|_| StorageError::damaged("role", word))
}

fn read_status(word: &str) -> Result<UserStatus, StorageError> {
    word.parse().map_err(|_| StorageError::damaged("status of a person", word))
}

fn read_email(text: &str) -> Result<Email, StorageError> {
    Email::new(text).map_err(|_| StorageError::damaged("e-mail address", text))
}
