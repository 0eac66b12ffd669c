//! Invitations that are still open, and the link of the one just made.

use domain::ids::InvitationId;
use leptos::prelude::*;
use services::{OpenInvitation, Services};

use super::{copy_button::CopyButton, invite_form::InviteForm, people_tabs::Everyone};
use crate::{
    error::AppError,
    forms::{Done, Form, Hidden},
    layout::{Place, page, query},
    paths,
    scope::Site,
    ui::Icon,
};

#[component]
pub fn InvitationsPage() -> impl IntoView {
    let token = query("token");
    page(Place::People, move |scope| async move {
        let everyone = Everyone::load(&scope.services, scope.actor()?).await?;
        let link = just_made(&scope.services, &scope.site, &token).await?;
        let tabs = everyone.tabs(paths::INVITATIONS);
        let teams = everyone.team_options();
        let empty = everyone.invitations.is_empty().then(|| {
            view! { <div class="empty" data-small=""><p>"No invitation is open. Invite somebody above; the link works for 72 hours."</p></div> }
        });
        let rows =
            everyone.invitations.into_iter().map(|invitation| view! { <InvitationRow invitation/> }).collect_view();
        let page = view! {
            <main class="page" id="main" tabindex="-1">
                <div class="page-head"><div><h1>"People"</h1><p class="page-note">"Who was asked to join, and has not yet."</p></div></div>
                {tabs}
                <Done/>
                {link}
                <InviteForm teams/>
                {empty}
                <ul class="rows" role="list">{rows}</ul>
            </main>
        };
        Ok(("Invitations".to_owned(), page))
    })
}

/// The link to hand over, as long as it works; it comes from the address, because only its digest is stored.
async fn just_made(services: &Services, site: &Site, token: &str) -> Result<Option<impl IntoView + use<>>, AppError> {
    let Ok(invitation) = services.find_invitation(token).await else { return Ok(None) };
    let link = format!("{}{}", site.base_url, paths::invitation(token));
    let way = match site.mail_folder {
        Some(_) => "No mail server is set up, so send it to them yourself.",
        None => "It is mailed to them. You can send it yourself, too.",
    };
    Ok(Some(view! {
        <section class="block card" aria-labelledby="link">
            <h2 id="link">"The link for " {invitation.email.as_str().to_owned()}</h2>
            <p>{way}" It works once, until " {invitation.expires_at.to_string()} ", and can't be shown again later."</p>
            <div class="secret">
                <input class="input" type="text" readonly aria-label="Invitation link" value=link.clone()/>
                <CopyButton text=link/>
            </div>
        </section>
    }))
}

#[component]
fn InvitationRow(invitation: OpenInvitation) -> impl IntoView {
    let OpenInvitation { id, email, membership, team_name, invited_by, expires_at, .. } = invitation;
    let role = membership.role.label();
    let role = team_name.map_or_else(|| role.to_owned(), |team| format!("{role} of {team}"));
    view! {
        <li class="row">
            <div class="row-main">
                <h3 class="row-title">{email.as_str().to_owned()}</h3>
                <p class="row-note">
                    <span>{role}</span>
                    <span>"invited by " {invited_by}</span>
                    <span>"works until " <time datetime=expires_at.rfc3339()>{expires_at.to_string()}</time></span>
                </p>
            </div>
            <div class="row-end"><Withdraw id email=email.as_str().to_owned()/></div>
        </li>
    }
}

#[component]
fn Withdraw(id: InvitationId, email: String) -> impl IntoView {
    let label = format!("Withdraw the invitation of {email}");
    view! {
        <Form action="withdraw_invitation" key=id.to_string() class="actions">
            <Hidden name="invitation" value=id.to_string()/>
            <button class="button" type="submit" data-size="small" aria-label=label><Icon name="x"/>"Withdraw"</button>
        </Form>
    }
}
