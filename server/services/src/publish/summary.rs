//! What the public list shows of a posting, kept beside the publication so that the list needs one query.

use domain::posting::{EmploymentType, FactKey, Seniority, Snapshot, WorkPlace};
use serde::{Deserialize, Serialize};

use crate::postings::place;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Summary {
    pub organization: String,
    pub place: String,
    pub seniority: Option<Seniority>,
    pub work_place: Option<WorkPlace>,
    pub employment_type: Option<EmploymentType>,
    pub pay: String,
}

impl Summary {
    pub fn of(snapshot: &Snapshot) -> Self {
        let facts = &snapshot.facts;
        Self {
            organization: facts.get(FactKey::HiringOrganization).trim().to_owned(),
            place: place(snapshot),
            seniority: facts.seniority(),
            work_place: facts.work_place(),
            employment_type: facts.choice(FactKey::EmploymentType).ok().flatten(),
            pay: facts.base_salary().map(|pay| pay.to_string()).unwrap_or_default(),
        }
    }
}
