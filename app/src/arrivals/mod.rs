//! Bringing in a posting that was written elsewhere: paste or upload it, look through what was recognised, go on in a draft.

mod api;
mod line;
mod new_page;
mod review_page;

pub use api::{paste_arrival, settle_arrival};
pub use new_page::NewArrivalPage;
pub use review_page::ArrivalPage;
