//! What the account pages call.

use leptos::prelude::*;

use crate::error::AppError;
use crate::{
    layout::see_other,
    paths,
    scope::{Scope, signed_in},
};

#[server(endpoint = "sign_in")]
pub async fn sign_in(email: String, password: String, #[server(default)] next: String) -> Result<(), AppError> {
    let scope = Scope::current()?;
    let user = scope.services.sign_in(&email, &password, &scope.client).await?;
    scope.session.begin(user).await?;
    see_other(on_this_site(&next));
    Ok(())
}

#[server(endpoint = "sign_out")]
pub async fn sign_out() -> Result<(), AppError> {
    Scope::current()?.session.end().await?;
    see_other(paths::SIGN_IN);
    Ok(())
}

#[server(endpoint = "set_up")]
pub async fn set_up(token: String, display_name: String, email: String, password: String) -> Result<(), AppError> {
    let scope = Scope::current()?;
    let admin = services::FirstAdmin { display_name, email, password };
    let user = scope.services.set_up(&token, admin).await?;
    scope.session.begin(user).await?;
    see_other(paths::HOME);
    Ok(())
}

#[server(endpoint = "accept_invitation")]
pub async fn accept_invitation(token: String, display_name: String, password: String) -> Result<(), AppError> {
    let scope = Scope::current()?;
    let acceptance = services::Acceptance { display_name, password };
    let user = scope.services.accept_invitation(&token, acceptance).await?;
    scope.session.begin(user).await?;
    see_other(paths::HOME);
    Ok(())
}

/// Answers the same whoever has the address.
#[server(endpoint = "ask_for_reset")]
pub async fn ask_for_reset(email: String) -> Result<(), AppError> {
    let scope = Scope::current()?;
    let base_url = scope.site.base_url.clone();
    let link = |token: &str| format!("{base_url}{}", paths::reset(token));
    scope.services.ask_for_reset(&email, &scope.client, link).await?;
    see_other(&paths::forgot_sent());
    Ok(())
}

#[server(endpoint = "reset_password")]
pub async fn reset_password(token: String, password: String) -> Result<(), AppError> {
    let scope = Scope::current()?;
    scope.services.reset_password(&token, &password).await?;
    see_other(&paths::sign_in_with("password"));
    Ok(())
}

#[server(endpoint = "change_password")]
pub async fn change_password(current_password: String, password: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    let session = Scope::current()?.session.id();
    services.change_password(&actor, &current_password, &password, session.as_deref()).await?;
    see_other(&paths::account_with("password"));
    Ok(())
}

#[server(endpoint = "end_session")]
pub async fn end_session(handle: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    services.end_session(&actor, &handle).await?;
    see_other(&paths::account_with("session"));
    Ok(())
}

#[server(endpoint = "end_other_sessions")]
pub async fn end_other_sessions() -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    let session = Scope::current()?.session.id();
    services.end_other_sessions(&actor, session.as_deref()).await?;
    see_other(&paths::account_with("sessions"));
    Ok(())
}

/// Where to go on after signing in: never to another site, whatever the link said.
fn on_this_site(next: &str) -> &str {
    let is_path = next.starts_with('/') && !next.starts_with("//");
    let is_plain = !next.contains(|c: char| c == '\\' || c.is_control() || c.is_whitespace());
    if is_path && is_plain { next } else { paths::HOME }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn signing_in_goes_on_where_one_wanted_to_go_but_never_elsewhere() {
        for kept in ["/postings?stage=draft", "/library/rest-apis"] {
            assert_eq!(on_this_site(kept), kept);
        }
        for foreign in [
            "",
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "javascript:alert(1)",
            "/\tx",
            "/a\r\nSet-Cookie: a=b",
        ] {
            assert_eq!(on_this_site(foreign), paths::HOME, "{foreign:?}");
        }
    }
}

/// Lets somebody decide in one's place for some days.
#[server(endpoint = "delegate")]
pub async fn delegate(
    #[server(default)] to: String,
    #[server(default)] first_day: String,
    #[server(default)] last_day: String,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    use domain::{input::FieldError, time::read_date};

    let (services, actor) = signed_in()?;
    let wrong = |field: &str, message: &str| AppError::Invalid(vec![FieldError::new(field, message)]);
    let day = |text: &str, field: &str| read_date(text).ok_or_else(|| wrong(field, "Write the day as year-month-day."));
    let to = to.parse().map_err(|_| wrong("to", "Choose who stands in for you."))?;
    let (first_day, last_day) = (day(&first_day, "first_day")?, day(&last_day, "last_day")?);
    services.delegate(&actor, services::NewDelegation { to, first_day, last_day, reason }).await?;
    see_other(&paths::account_with("standing-in"));
    Ok(())
}

/// Ends it now.
#[server(endpoint = "end_delegation")]
pub async fn end_delegation(delegation: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    services.end_delegation(&actor, crate::scope::read_id(&delegation)?).await?;
    see_other(&paths::account_with("standing-in-ended"));
    Ok(())
}
