//! Home: what waits for me, what I wait for, what I wrote last; and the search over everything.

mod api;
mod empty;
mod home_page;
mod search_page;
mod waiting;

pub use api::search_everything;
pub use home_page::HomePage;
pub use search_page::SearchPage;
pub use waiting::SubmissionRow;
