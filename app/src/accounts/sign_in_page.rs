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
    bare_page(move |scope| async move {
        if scope.actor.is_some() {
            see_other(paths::HOME);
        }
        let page = view! {
            <Door title="Sign in" foot="No account? A colleague who is an admin can invite you.">
                <Form action="sign_in">
                    <Field name="email" label="E-mail" kind="email" autocomplete="username" required=true autofocus=true/>
                    <Field name="password" label="Password" kind="password" autocomplete="current-password" required=true/>
                    <Hidden name="next" value=next/>
                    <DoorButton words="Sign in"/>
                </Form>
            </Door>
        };
        Ok(("Sign in".to_owned(), page))
    })
}
