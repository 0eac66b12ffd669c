//! People, teams, memberships, invitations and sessions.

/// People, teams, memberships, invitations and sessions.
pub struct Accounts<'c, C>(#[expect(dead_code, reason = "its queries come next")] pub(crate) &'c C);
