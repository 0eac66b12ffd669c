//! A forgotten password: asking for the link.

use leptos::prelude::*;

use super::door::{Door, DoorButton};
use crate::{
    forms::{Field, Form},
    layout::{bare_page, query},
    paths,
};

#[component]
pub fn ForgotPage() -> impl IntoView {
    let is_sent = !query("sent").is_empty();
    bare_page(move |scope| async move {
        let is_filed = scope.site.mail_folder.is_some();
        let content = if is_sent { view! { <Sent/> }.into_any() } else { view! { <Ask/> }.into_any() };
        let filed =
            is_filed.then_some("No mail server is set up here, so the mail stays on the server. Ask whoever runs it.");
        let page = view! {
            <Door title="Forgot your password?">
                {content}
                {filed.map(|filed| view! { <p class="hush">{filed}</p> })}
                <p><a href=paths::SIGN_IN>"Back to signing in"</a></p>
            </Door>
        };
        Ok(("Forgot your password?".to_owned(), page))
    })
}

#[component]
fn Ask() -> impl IntoView {
    view! {
        <Form action="ask_for_reset">
            <Field name="email" label="E-mail" kind="email" autocomplete="username" hint="We mail you a link with which you set a new one." required=true autofocus=true/>
            <DoorButton words="Mail me a link"/>
        </Form>
    }
}

/// The same, whether there is an account or not.
#[component]
fn Sent() -> impl IntoView {
    view! { <p role="status">"If there is an account with this address, a mail with a link is on its way. The link works for an hour, once."</p> }
}
