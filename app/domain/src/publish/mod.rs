//! What a posting looks like outside: HTML, plain text, Markdown, and the JSON-LD that job search engines read.
//!
//! Everything here goes from a [`crate::posting::Snapshot`] to a string. Empty sections and lines are left out, and no
//! text of a writer can become markup. *Not here:* pages (they belong to the interface), feeds and addresses.

mod education;
mod html;
mod json_ld;
mod markdown;
mod outline;
mod schema;
mod text;

pub use html::{description, html};
pub use json_ld::{Published, json_ld};
pub use markdown::markdown;
pub use outline::{Fact, summary};
pub use text::text;
