//! Whose postings somebody may see: by team.

use crate::{
    accounts::{Actor, Membership, Role},
    ids::TeamId,
};

/// Whose postings a person may read, for lists that ask the database for no others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadableTeams {
    All,
    Only(Vec<TeamId>),
}

impl ReadableTeams {
    #[must_use]
    pub fn of(actor: &Actor) -> Self {
        let reads_all = |membership: &Membership| match membership.role {
            Role::HrApprover | Role::Curator | Role::Admin | Role::Auditor => true,
            Role::Viewer | Role::HiringManager => membership.team.is_none(),
        };
        if actor.memberships.iter().any(reads_all) { Self::All } else { Self::Only(actor.teams().collect()) }
    }

    /// Those among them whose drafts the person may edit.
    #[must_use]
    pub fn edited_by(actor: &Actor) -> Self {
        let edits = |team: &TeamId| actor.is_in(Role::HiringManager, *team);
        let everywhere = Membership { role: Role::HiringManager, team: None };
        if actor.memberships.contains(&everywhere) {
            Self::All
        } else {
            Self::Only(actor.teams().filter(edits).collect())
        }
    }

    #[must_use]
    pub fn contains(&self, team: TeamId) -> bool {
        match self {
            Self::All => true,
            Self::Only(teams) => teams.contains(&team),
        }
    }
}
