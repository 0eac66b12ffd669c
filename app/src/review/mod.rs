//! Review: where a posting stands, what comes next, what changed in it, who decided what, and what happened to it.

mod api;
#[cfg(feature = "ssr")]
mod decision_form;
#[cfg(feature = "ssr")]
mod difference;
#[cfg(feature = "ssr")]
mod findings;
#[cfg(feature = "ssr")]
mod head;
#[cfg(feature = "ssr")]
mod history_page;
#[cfg(feature = "ssr")]
mod next_steps;
#[cfg(feature = "ssr")]
mod review_page;
#[cfg(feature = "ssr")]
mod revision_page;
mod stage_badge;
#[cfg(feature = "ssr")]
mod step_refused;
#[cfg(feature = "ssr")]
mod steps;

pub use api::{decide, submit, withdraw};
#[cfg(feature = "ssr")]
pub use history_page::HistoryPage;
#[cfg(feature = "ssr")]
pub use next_steps::NextSteps;
#[cfg(feature = "ssr")]
pub use review_page::ReviewPage;
#[cfg(feature = "ssr")]
pub use revision_page::RevisionPage;
pub use stage_badge::StageBadge;
