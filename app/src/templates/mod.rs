//! Templates: the list with what the standard ones hold, one template with its versions, and the forms of curators.
//!
//! - `/postings/templates` lists them; `/postings/templates/new` makes one.
//! - `/postings/templates/SLUG` shows one; `…/edit` has a form for each of its parts.

mod api;
mod edit_page;
mod facts;
mod head;
mod lifecycle;
mod line;
mod list_page;
mod new_page;
mod section;
mod shelf;
mod template_page;
mod versions;

pub use api::{
    archive_template, edit_template, make_template, publish_template, restore_template, restore_template_version,
};
pub use edit_page::EditTemplatePage;
pub use list_page::TemplatesPage;
pub(crate) use list_page::asked;
pub use new_page::NewTemplatePage;
pub use template_page::TemplatePage;
