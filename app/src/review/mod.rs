//! Review: where a posting stands, what comes next, what changed in it, who decided what, and what happened to it.

mod api;
#[cfg(feature = "ssr")]
mod next_steps;
mod stage_badge;
#[cfg(feature = "ssr")]
mod step_refused;

pub use api::{decide, submit, withdraw};
#[cfg(feature = "ssr")]
pub use next_steps::NextSteps;
pub use stage_badge::StageBadge;
