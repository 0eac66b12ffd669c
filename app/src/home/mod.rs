//! Home: what waits for me, what I wait for, what I wrote last; and the search over everything.

mod api;
#[cfg(feature = "ssr")]
mod empty;
#[cfg(feature = "ssr")]
mod home_page;
#[cfg(feature = "ssr")]
mod search_page;
#[cfg(feature = "ssr")]
mod waiting;

pub use api::search_everything;
#[cfg(feature = "ssr")]
pub use home_page::HomePage;
#[cfg(feature = "ssr")]
pub use search_page::SearchPage;
