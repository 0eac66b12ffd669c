//! One's own account: roles, password, sessions.

use domain::accounts::Actor;
use leptos::prelude::*;
use services::{HeldRole, SessionView};

use super::{
    browser,
    delegation::{Delegations, StandingIn},
};
use crate::{
    forms::{Field, Form, Hidden},
    layout::{Place, page, query},
    notifications::MailPart,
    ui::{Button, Icon},
};

#[component]
pub fn AccountPage() -> impl IntoView {
    let done = query("done");
    page(Place::Account, move |scope| async move {
        let actor = scope.actor()?.clone();
        let roles = scope.services.my_roles(&actor).await?;
        let sessions = scope.services.my_sessions(&actor, scope.session.id().as_deref()).await?;
        let standing_in = StandingIn::load(&scope).await?;
        let choices = scope.services.mail_choices(&actor).await?;
        let is_filed = scope.site.mail_folder.is_some();
        let page = view! {
            <main class="page" id="main" tabindex="-1">
                <div class="page-head"><div><h1>"Your account"</h1></div></div>
                <Done done/>
                <div class="settings">
                    <You actor roles/>
                    <Delegations standing_in/>
                    <MailPart choices is_filed/>
                    <Password/>
                    <Sessions sessions/>
                </div>
            </main>
        };
        Ok(("Your account".to_owned(), page))
    })
}

/// What the form that was just sent did.
#[component]
fn Done(done: String) -> impl IntoView {
    let sentence = match done.as_str() {
        "password" => Some("Your password was changed. You are signed out everywhere else."),
        "mail" => Some("Your choices of mail are saved."),
        "session" => Some("That session has ended."),
        "standing-in" => Some("They can decide in your place in these days."),
        "standing-in-ended" => Some("It has ended: nobody decides in the other's place any more."),
        "sessions" => Some("You are signed out everywhere else."),
        _ => None,
    };
    sentence.map(|sentence| view! { <div class="banner" role="status" data-state="approved"><Icon name="check"/><p>{sentence}</p></div> })
}

#[component]
fn You(actor: Actor, roles: Vec<HeldRole>) -> impl IntoView {
    let roles = roles
        .into_iter()
        .map(|held| {
            let team = held.team.map(|team| format!(" of {}", team.name));
            view! { <p>{held.role.label()}{team} <span class="hush">": you " {held.role.purpose()}</span></p> }
        })
        .collect_view();
    view! {
        <section class="settings-part">
            <header><h2>"You"</h2><p>"Colleagues see your name beside what you write and decide."</p></header>
            <dl class="facts-list">
                <dt>"Name"</dt><dd>{actor.display_name}</dd>
                <dt>"E-mail"</dt><dd>{actor.email.as_str().to_owned()}</dd>
                <dt>"Roles"</dt><dd>{roles}</dd>
            </dl>
        </section>
    }
}

#[component]
fn Password() -> impl IntoView {
    view! {
        <section class="settings-part">
            <header><h2>"Password"</h2><p>"Changing it signs you out everywhere else."</p></header>
            <Form action="change_password">
                <Field name="current_password" label="Password now" kind="password" autocomplete="current-password" required=true/>
                <Field name="password" label="New password" kind="password" autocomplete="new-password" hint=super::PASSWORD_HINT required=true/>
                <div class="actions"><Button>"Change password"</Button></div>
            </Form>
        </section>
    }
}

#[component]
fn Sessions(sessions: Vec<SessionView>) -> impl IntoView {
    let has_others = sessions.iter().any(|session| !session.is_current);
    let rows = sessions.into_iter().map(|session| view! { <SessionRow session/> }).collect_view();
    let end_all = view! {
        <Form action="end_other_sessions" class="actions"><Button kind="danger">"Sign out everywhere else"</Button></Form>
    };
    view! {
        <section class="settings-part">
            <header><h2>"Sessions"</h2><p>"Where you are signed in. One ends by itself when it is not used."</p></header>
            <div class="stack">
                <ul class="rows" role="list">{rows}</ul>
                {has_others.then_some(end_all)}
            </div>
        </section>
    }
}

#[component]
fn SessionRow(session: SessionView) -> impl IntoView {
    let name = browser::name(&session.user_agent);
    let end = if session.is_current {
        view! { <span class="tag">"This one"</span> }.into_any()
    } else {
        let label = format!("Sign out {name}");
        view! {
            <Form action="end_session" key=session.handle.clone() class="actions">
                <Hidden name="handle" value=session.handle.clone()/>
                <button class="button" type="submit" data-size="small" aria-label=label>"Sign out"</button>
            </Form>
        }
        .into_any()
    };
    view! {
        <li class="row">
            <div class="row-main">
                <h3 class="row-title">{name}</h3>
                <p class="row-note">
                    <span>"Last used " <time datetime=session.seen_at.rfc3339()>{session.seen_at.to_string()}</time></span>
                    <span>"signed in " <time datetime=session.created_at.rfc3339()>{session.created_at.to_string()}</time></span>
                </p>
            </div>
            <div class="row-end">{end}</div>
        </li>
    }
}
