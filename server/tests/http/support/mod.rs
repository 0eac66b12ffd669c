//! A house with its front door open, and browsers that knock.

mod browser;
mod company;
mod editor;
mod house;
mod node;
mod page_forms;
mod stored;
mod talk;
mod templates;

pub use browser::{Answer, Browser, from_our_page};
pub use company::Company;
pub use editor::{Editor, knock};
pub use house::{ASSETS, BASE_URL, House};
pub use node::Node;
pub use page_forms::{PageForm, forms_in};
pub use talk::Talk;
pub use templates::{Template, Templates};
