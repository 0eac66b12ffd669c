//! A step of a policy: what it covers, who is asked, and how many of them have to approve.

use serde::{Deserialize, Serialize};

use crate::{
    accounts::{Actor, Role},
    ids::{TeamId, UserId},
    posting::Scope,
};

/// Who can decide on a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Approver {
    /// Whoever has this role in the posting's team or in the whole organisation.
    Role(Role),
    Person(UserId),
    /// Those whom the submitter picks for this one review.
    Picked,
    /// Whoever is invited to the posting as a guest.
    Guest,
}

/// How many of a step's approvers have to approve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Needed {
    Any,
    All,
    AtLeast(u8),
}

/// One thing that has to be approved before a posting can go live.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Stable within the policy, through all its versions.
    pub key: String,
    pub name: String,
    /// What a decision on this step covers.
    pub scopes: Vec<Scope>,
    #[serde(default = "hr_approvers")]
    pub approvers: Vec<Approver>,
    #[serde(default = "any")]
    pub needed: Needed,
    /// In a review: exactly these can decide. Empty: whoever the approvers name.
    #[serde(default)]
    pub asked: Vec<UserId>,
}

impl Approver {
    /// The roles that can be asked.
    pub const ROLES: [Role; 4] = [Role::HrApprover, Role::HiringManager, Role::Curator, Role::Admin];

    /// Everybody with this role, in words.
    #[must_use]
    pub const fn all_with(role: Role) -> &'static str {
        match role {
            Role::HrApprover => "HR approvers",
            Role::HiringManager => "hiring managers of the team",
            Role::Curator => "curators",
            Role::Admin => "admins",
            Role::Viewer => "viewers of the team",
            Role::Auditor => "auditors",
        }
    }

    /// Whether this names the person for a posting of this team.
    #[must_use]
    pub fn names(self, person: &Actor, team: TeamId) -> bool {
        match self {
            Self::Role(role) => person.is_in(role, team),
            Self::Person(id) => person.id == id,
            Self::Guest => person.guest_of.is_some(),
            Self::Picked => false,
        }
    }
}

impl Step {
    /// Whether the person is asked to decide on this step, four eyes apart.
    #[must_use]
    pub fn asks(&self, person: &Actor, team: TeamId) -> bool {
        if self.asked.is_empty() {
            self.approvers.iter().any(|approver| approver.names(person, team))
        } else {
            self.asked.contains(&person.id)
        }
    }

    /// Those who are asked by name.
    pub fn people(&self) -> impl Iterator<Item = UserId> {
        let named = self.approvers.iter().filter_map(|approver| match approver {
            Approver::Person(id) => Some(*id),
            _ => None,
        });
        self.asked.iter().copied().chain(named.filter(|_| self.asked.is_empty()))
    }

    /// The roles that are asked.
    pub fn roles(&self) -> impl Iterator<Item = Role> {
        let roles = self.approvers.iter().filter_map(|approver| match approver {
            Approver::Role(role) => Some(*role),
            _ => None,
        });
        roles.filter(|_| self.asked.is_empty())
    }

    #[must_use]
    pub fn is_picked(&self) -> bool {
        self.approvers.contains(&Approver::Picked)
    }

    /// Whether guests can decide on it.
    #[must_use]
    pub fn asks_guests(&self) -> bool {
        self.approvers.contains(&Approver::Guest)
    }

    /// Whether a decision on the one is as good as one on the other: the same people are asked in the same way.
    #[must_use]
    pub fn asks_like(&self, other: &Self) -> bool {
        self.key == other.key && self.approvers == other.approvers && self.needed == other.needed
    }
}

pub(super) fn hr_approvers() -> Vec<Approver> {
    vec![Approver::Role(Role::HrApprover)]
}

pub(super) const fn any() -> Needed {
    Needed::Any
}
