//! Signing in.

use leptos::prelude::*;

use super::door::{Door, DoorButton};
use crate::{
    forms::{Field, Form, Hidden},
    layout::{bare_page, query, see_other},
    paths,
};

#[component]
pub fn SignInPage() -> impl IntoView {
    let next = query("next");
    let has_new_password = query("done") == "password";
    bare_page(move |scope| async move {
        if scope.actor.is_some() {
            see_other(paths::HOME);
        }
        let page = view! {
            <Door title="Sign in" foot="No account? A colleague who is an admin can invite you.">
                {has_new_password.then(|| view! { <p class="banner" role="status" data-state="approved">"Your new password is set. Sign in with it."</p> })}
                <Form action="sign_in">
                    <Field name="email" label="E-mail" kind="email" autocomplete="username" required=true autofocus=true/>
                    <Field name="password" label="Password" kind="password" autocomplete="current-password" required=true/>
                    <Hidden name="next" value=next/>
                    <DoorButton words="Sign in"/>
                </Form>
                <p><a href=paths::FORGOT>"Forgot your password?"</a></p>
            </Door>
        };
        Ok(("Sign in".to_owned(), page))
    })
}
