//! What a posting says, apart from how it is edited: facts, sections, lines, and the scopes that decisions cover.
//!
//! A [`Snapshot`] is the whole content at one moment. Drafts project to it, revisions freeze it, checks, difference,
//! review, publication and export read it. Nothing here knows the co-edited document (see [`crate::document`]).

mod authorship;
mod entries;
mod facts;
mod provenance;
mod scope_set;
mod scopes;
mod snapshot;

pub use authorship::Authorship;
pub use entries::entries;
pub(crate) use entries::without_mark;
pub use facts::{
    AiUse, BaseSalary, CURRENCIES, EmploymentType, FactError, FactKey, Facts, Input, JobLocation, PLACES_MAX,
    PlacePart, SalaryUnit, Seniority, VacancyStatus, WorkPlace, grouped,
};
pub use provenance::Provenance;
pub use scope_set::ScopeSet;
pub use scopes::{Scope, ScopeHashes, canonical_json, root_hash, scope_hashes, scopes_said};
pub(crate) use snapshot::words;
pub use snapshot::{ItemRef, Level, Line, Origin, Requirement, Section, SectionKind, Snapshot, Unknown, fingerprint};
