//! Proposals for the library: made from a line or from a search, answered by curators, taken over by the line.

mod api;
mod list_page;
mod new_page;
mod proposal_page;

pub use api::{accept_proposal, adopt_proposal, decline_proposal, propose_item};
pub use list_page::ProposalsPage;
pub use new_page::NewProposalPage;
pub use proposal_page::ProposalPage;
