//! Accepting an invitation.

use leptos::prelude::*;
use services::InvitationView;

use super::door::{Door, DoorButton};
use crate::{
    forms::{Field, Form, Hidden},
    layout::{bare_page, query},
};

#[component]
pub fn InvitationPage() -> impl IntoView {
    let token = query("token");
    bare_page(move |scope| async move {
        let invitation = scope.services.find_invitation(&token).await?;
        let title = format!("Join {}", scope.site.organization);
        let page = view! {
            <Door title=title.clone() foot=format!("The invitation ends on {}.", invitation.expires_at)>
                <Promise invitation=invitation.clone()/>
                <Form action="accept_invitation">
                    <Hidden name="token" value=token/>
                    <Field name="display_name" label="Your name" autocomplete="name" required=true autofocus=true/>
                    // For password managers, which want to know whose password it is.
                    <input class="hidden-text" type="email" value=invitation.email.as_str().to_owned() autocomplete="username" readonly tabindex="-1" aria-hidden="true"/>
                    <Field name="password" label="Password" kind="password" autocomplete="new-password" hint=super::PASSWORD_HINT required=true/>
                    <DoorButton words="Join"/>
                </Form>
            </Door>
        };
        Ok((title, page))
    })
}

/// Who invites, and what for.
#[component]
fn Promise(invitation: InvitationView) -> impl IntoView {
    let InvitationView { role, team_name, invited_by, email, .. } = invitation;
    let team = team_name.map(|name| view! { " to the team " <b>{name}</b> });
    view! {
        <div class="invited">
            <p><b>{invited_by}</b> " invites you" {team} " as " <b>{role.label()}</b> ": you " {role.purpose()} "."</p>
            <p class="hush">"You will sign in with " <b>{email.as_str().to_owned()}</b> "."</p>
        </div>
    }
}
