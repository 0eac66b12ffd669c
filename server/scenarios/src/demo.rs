//! The demo company: what `make run` shows a newcomer.

use services::{Result, Services};

use crate::{
    cast::{EVERYONE, settle},
    demo_postings::write_postings,
};

/// Fills an empty database with the demo company; leaves one with people in it as it is. Answers with how to sign in as
/// each demo person, one line each.
///
/// # Errors
/// [`services::ServiceError`] when the database does not take it.
pub async fn demo(services: &Services) -> Result<Vec<String>> {
    if services.set_up_link().await?.is_some() {
        let cast = settle(services).await?;
        write_postings(services, &cast).await?;
    }
    Ok(EVERYONE.iter().map(|person| format!("{:<24}{:<30}{}", person.email, person.password, person.story)).collect())
}
