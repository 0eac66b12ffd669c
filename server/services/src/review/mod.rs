//! Review: who is asked, submitting a frozen revision, deciding on it step by step, withdrawing it, and looking at what
//! changed.
//!
//! A revision is what a review is about, and only ever that: submitting freezes the draft's content with its digests,
//! and the draft goes on beside it. A decision names the revision that was read and covers digests, not words on a
//! screen, so it counts for every revision that says the same. The checks run again at submit, whatever the browser
//! said.

mod asked;
mod at_stake;
mod batch;
mod decide;
mod decisions;
mod delegations;
mod hold;
mod outlook;
mod page;
mod policies;
mod reassign;
mod report;
mod revisions;
mod rule_form;
mod since;
mod submit;
pub(crate) mod withdraw;

pub use asked::{DEFAULT_POLICY, KeptOut, Named, Outlook, StepOutlook};
pub use batch::BatchItem;
pub(crate) use decide::decisions_within;
pub(crate) use decisions::Decisions;
pub use delegations::{DELEGATION_MAX_DAYS, DelegationView, NewDelegation};
pub(crate) use hold::demand_no_blocking_thread;
pub use outlook::{Forecast, StepForecast};
pub use page::{DecisionView, Look, ReviewPage, StepView};
pub use policies::{Policies, PolicyVersionView, PolicyView};
pub use report::{REPORT_DAYS, ReviewReport};
pub use revisions::{Outcome, RevisionRow, RevisionView};
pub use rule_form::{NewApprovers, NewEscalation, NewRule, NewStep};
pub use since::{Base, Since};
pub use submit::Picks;
