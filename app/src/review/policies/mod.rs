//! The policies of review: what each is for, its steps, and who decides on them. Admins edit; everybody who can read a
//! posting sees whom it asks on that posting's own page.
//!
//! - `/policies` lists them in the order in which they are tried; `/policies/new` and `/policies/ID` are forms.

mod api;
mod form;
mod list_page;
mod policy_page;
mod read;
mod words;

pub use api::{edit_policy, make_policy, retire_policy, try_policy_first};
pub use list_page::PoliciesPage;
pub use policy_page::{NewPolicyPage, PolicyPage};
