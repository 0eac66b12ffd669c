//! Review: where a posting stands, what comes next, what changed in it, who decided what, and what happened to it.

mod api;
mod asked_page;
mod checkpoint_form;
mod comparison;
mod decision_form;
mod difference;
mod findings;
mod head;
mod history_page;
mod moment_page;
mod next_steps;
mod policies;
mod reassign_form;
mod report_page;
mod review_page;
mod revision_page;
mod stage_badge;
mod standing;
mod step_refused;
mod steps;
mod timeline_api;
mod timeline_entry;

pub use api::{decide, decide_all, reassign, skip_review, submit, withdraw};
pub use asked_page::AskedPage;
pub(crate) use asked_page::standing;
pub(crate) use decision_form::Decide;
pub(crate) use difference::{DifferenceView, marked};
pub(crate) use findings::Findings;
pub(crate) use head::PostingHead;
pub use history_page::HistoryPage;
pub use moment_page::MomentPage;
pub use next_steps::NextSteps;
pub use policies::{
    NewPolicyPage, PoliciesPage, PolicyPage, edit_policy, make_policy, retire_policy, try_policy_first,
};
pub use report_page::ReportPage;
pub use review_page::ReviewPage;
pub(crate) use review_page::{base_label, base_words, changes};
pub use revision_page::RevisionPage;
pub use stage_badge::StageBadge;
pub use timeline_api::{name_checkpoint, restore_draft};
