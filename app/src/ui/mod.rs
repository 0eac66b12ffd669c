//! The small parts that every page is made of. They know no domain word.

mod button;
mod icon;

pub use button::{Button, Gate};
pub use icon::Icon;
