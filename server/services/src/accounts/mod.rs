//! Accounts: how people come in, prove who they are, and leave.
//!
//! The first admin comes through a one-time set-up link, everyone else through an invitation link; both are used up by
//! one conditional write, so that of two simultaneous tries one wins. Signing in answers alike for an unknown address, a
//! wrong password and a suspended account, after the same time, and is throttled across nodes. Sessions live in the
//! database under the digest of their cookie.

mod fields;
mod invitations;
mod password;
mod reset;
mod sessions;
mod set_up;
mod sign_in;
mod throttle;

use domain::{accounts::Actor, events::Event, ids::UserId};
use storage::UnitOfWork;

use crate::{Result, Services};

pub use invitations::{Acceptance, InvitationView, Invited, NewInvitation};
pub use sessions::{SessionState, SessionView};
pub use set_up::FirstAdmin;
pub use storage::OpenInvitation;

pub(crate) use fields::Fields;
pub(crate) use throttle::Key;

impl Services {
    /// Who acts: the person with their roles, if they are active. Ask anew for each request.
    ///
    /// # Errors
    /// [`crate::ServiceError`]
    pub async fn actor(&self, user: UserId) -> Result<Option<Actor>> {
        Ok(self.storage.accounts().find_actor(user).await?)
    }

    /// Records what somebody did who is not signed in yet.
    fn record_newcomer(&self, work: &UnitOfWork, user: UserId, event: Event) {
        work.record(self.now(), Some(user), event);
    }

    fn salt(&self) -> [u8; 16] {
        let mut salt = [0; 16];
        self.edges.random.fill(&mut salt);
        salt
    }
}
