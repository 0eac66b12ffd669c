//! The guests of a posting: inviting them, how their links stand, a new link, taking one back.

use domain::{
    accounts::DISPLAY_NAME_MAX_CHARS,
    guests::{DAYS_MAX, LinkState, MESSAGE_MAX_CHARS, USUAL_DAYS},
    ids::{PostingId, UserId},
    permissions::Action,
};
use leptos::prelude::*;
use services::{GuestRow, GuestsPage as Guests};

use crate::{
    admin::CopyButton,
    forms::{Field, Form, Hidden, TextArea},
    layout::{Place, page, param, query},
    paths,
    review::PostingHead,
    scope::{Site, read_id},
    ui::{Button, Gate},
};

#[component]
pub fn GuestsPage() -> impl IntoView {
    let (posting, guest, token) = (param("posting"), query("guest"), query("token"));
    page(Place::Postings, move |scope| async move {
        let just_made = guest.parse().ok().map(|guest: UserId| (guest, token.as_str()));
        let view = scope.services.guests_page(scope.actor()?, read_id(&posting)?, just_made).await?;
        let title = format!("Guests of {}", view.posting.name());
        let id = view.posting.id;
        let link = just_made_link(&scope.site, &view, &token);
        let reason = view.controls.may(Action::InviteGuest).err().map(str::to_owned);
        let may_renew = reason.is_none();
        let list = if view.guests.is_empty() {
            view! { <div class="empty" data-small=""><p>"Nobody was invited yet. A guest needs no account: somebody from the works council, a client, a future colleague."</p></div> }.into_any()
        } else {
            let rows = view.guests.into_iter().map(|guest| view! { <Row posting=id guest may_renew/> }).collect_view();
            view! { <ul class="rows" role="list">{rows}</ul> }.into_any()
        };
        let note = "People without an account who look at this posting, each through a link of their own.";
        let content = view! {
            <main class="page" id="main" tabindex="-1">
                <PostingHead posting=view.posting controls=view.controls heading="Guests" note/>
                {link}
                <section class="block card" aria-labelledby="invite">
                    <h2 id="invite">"Invite a guest"</h2>
                    <Gate reason id="why-not-invite" label="Invite"><Invite posting=id/></Gate>
                </section>
                {list}
            </main>
        };
        Ok((title, content))
    })
}

#[component]
fn Invite(posting: PostingId) -> impl IntoView {
    let days = format!("Between 1 and {DAYS_MAX}.");
    view! {
        <div class="stack">
        <p class="hush">"They see this posting and what is said about it, and nothing else. They can comment and suggest; they decide only where the policy asks guests."</p>
        <Form action="invite_guest">
            <Hidden name="posting" value=posting.to_string()/>
            <div class="field-row">
                <Field name="name" label="Name" required=true autocomplete="off" maxlength=DISPLAY_NAME_MAX_CHARS/>
                <Field name="email" label="E-mail" kind="email" required=true autocomplete="off"/>
            </div>
            <Field name="days" label="The link works for, in days" kind="number" value=USUAL_DAYS.to_string() hint=days/>
            <TextArea name="message" label="Message" hint="What you would like to know. May stay empty." maxlength=MESSAGE_MAX_CHARS/>
            <div class="actions"><Button kind="primary" icon="send">"Invite"</Button></div>
        </Form>
        </div>
    }
}

/// The link to hand over, as long as nobody opened it; it comes from the address, because only its digest is stored.
fn just_made_link(site: &Site, view: &Guests, token: &str) -> Option<impl IntoView + use<>> {
    let guest = view.guests.iter().find(|guest| Some(guest.id) == view.just_made)?;
    let link = format!("{}{}", site.base_url, paths::guest_link(guest.id, token));
    let way = match site.mail_folder {
        Some(_) => "No mail server is set up, so send it to them yourself.",
        None => "It is mailed to them. You can send it yourself, too.",
    };
    let until = guest.expires_at.to_string();
    Some(view! {
        <section class="block card" aria-labelledby="link">
            <h2 id="link">"The link for " {guest.name.clone()}</h2>
            <div class="stack" data-gap="small">
            <p>{way}" The browser that opens it first keeps it. It works until " {until} ", and can't be shown again later."</p>
            <div class="secret">
                <input class="input" type="text" readonly aria-label="Guest link" value=link.clone()/>
                <CopyButton text=link/>
            </div>
            </div>
        </section>
    })
}

#[component]
fn Row(posting: PostingId, guest: GuestRow, may_renew: bool) -> impl IntoView {
    let GuestRow { id, name, email, invited_at, state, .. } = guest.clone();
    let works = state.works();
    let renew = format!("New link for {name}");
    let revoke = format!("Take back the link of {name}");
    view! {
        <li class="row">
            <div class="row-main">
                <h3 class="row-title">{name}</h3>
                <p class="row-note">
                    <span>{email.as_str().to_owned()}</span>
                    <span>"invited " <time datetime=invited_at.rfc3339()>{invited_at.to_string()}</time></span>
                    <span>{in_words(&guest)}</span>
                </p>
            </div>
            <div class="row-end actions">
                {may_renew.then(|| view! {
                    <Form action="renew_guest_link" key=id.to_string() class="actions">
                        <Hidden name="posting" value=posting.to_string()/><Hidden name="guest" value=id.to_string()/>
                        <button class="button" type="submit" data-size="small" aria-label=renew>"New link"</button>
                    </Form>
                })}
                {works.then(|| view! {
                    <Form action="revoke_guest" key=id.to_string() class="actions">
                        <Hidden name="posting" value=posting.to_string()/><Hidden name="guest" value=id.to_string()/>
                        <button class="button" type="submit" data-size="small" aria-label=revoke>"Take back"</button>
                    </Form>
                })}
            </div>
        </li>
    }
}

/// How the link stands.
fn in_words(guest: &GuestRow) -> String {
    match guest.state {
        LinkState::Unused => format!("not opened yet, works until {}", guest.expires_at),
        LinkState::Opened(at) => format!("opened {at}, works until {}", guest.expires_at),
        LinkState::Expired => format!("expired {}", guest.expires_at),
        LinkState::Ended(end) => end.label().to_lowercase(),
    }
}
