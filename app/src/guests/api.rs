//! What the pages of guests call.

use http::{HeaderValue, header};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

use super::COOKIE;
use crate::error::AppError;
use crate::{
    layout::see_other,
    paths,
    scope::{Scope, read_id, signed_in},
};

/// Invites somebody without an account to a posting; `days` is for how long the link works.
#[server(endpoint = "invite_guest")]
pub async fn invite_guest(
    posting: String,
    #[server(default)] name: String,
    #[server(default)] email: String,
    #[server(default)] days: String,
    #[server(default)] message: String,
) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    let (posting, base_url) = (read_id(&posting)?, Scope::current()?.site.base_url.clone());
    let form = services::GuestForm { name, email, days, message };
    let address = |guest, token: &str| format!("{base_url}{}", paths::guest_link(guest, token));
    let made = services.invite_guest(&actor, posting, &form, address).await?;
    see_other(&paths::guests_with(posting, made.guest, &made.token));
    Ok(())
}

/// Gives a guest a new link.
#[server(endpoint = "renew_guest_link")]
pub async fn renew_guest_link(posting: String, guest: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    let (posting, base_url) = (read_id(&posting)?, Scope::current()?.site.base_url.clone());
    let address = |guest, token: &str| format!("{base_url}{}", paths::guest_link(guest, token));
    let made = services.renew_guest_link(&actor, posting, read_id(&guest)?, address).await?;
    see_other(&paths::guests_with(posting, made.guest, &made.token));
    Ok(())
}

/// Takes a guest's link back.
#[server(endpoint = "revoke_guest")]
pub async fn revoke_guest(posting: String, guest: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    let posting = read_id(&posting)?;
    services.revoke_guest(&actor, posting, read_id(&guest)?).await?;
    see_other(&paths::guests(posting));
    Ok(())
}

/// Opens a guest's link in this browser, which keeps it from then on.
#[server(endpoint = "open_visit")]
pub async fn open_visit(guest: String, token: String) -> Result<(), AppError> {
    let (scope, guest) = (Scope::current()?, read_id(&guest)?);
    let opened = scope.services.open_guest_link(scope.knock(guest), &token).await?;
    let (address, age) = (paths::visit(guest), scope.services.now().until(opened.expires_at).as_secs());
    let cookie = format!("{COOKIE}={}; Path={address}; Max-Age={age}; HttpOnly; SameSite=Lax; Secure", opened.secret);
    let (Some(options), Ok(cookie)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(&cookie)) else {
        return Err(AppError::Internal);
    };
    options.append_header(header::SET_COOKIE, cookie);
    see_other(&address);
    Ok(())
}
