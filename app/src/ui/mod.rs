//! The small parts that every page is made of. They know no word of hiring.

mod button;
mod escaping;
mod icon;
mod initials;
mod moment;
#[cfg(feature = "ssr")]
mod pager;

pub use button::{Button, Gate};
pub use escaping::in_area;
#[cfg(feature = "ssr")]
pub use escaping::in_title;
pub use icon::Icon;
pub use initials::initials;
pub use moment::{DueBy, Moment};
#[cfg(feature = "ssr")]
pub use pager::Pager;
