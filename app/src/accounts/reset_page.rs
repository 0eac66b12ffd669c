//! A forgotten password: setting a new one.

use leptos::prelude::*;

use super::door::{Door, DoorButton};
use crate::{
    forms::{Field, Form, Hidden},
    layout::{bare_page, query},
};

#[component]
pub fn ResetPage() -> impl IntoView {
    let token = query("token");
    bare_page(move |scope| async move {
        let email = scope.services.check_reset_link(&token).await?;
        let page = view! {
            <Door title="Set a new password" note="You are signed out everywhere once it is set.">
                <Form action="reset_password">
                    <Hidden name="token" value=token/>
                    // For password managers, which want to know whose password it is.
                    <input class="hidden-text" type="email" value=email.as_str().to_owned() autocomplete="username" readonly tabindex="-1" aria-hidden="true"/>
                    <Field name="password" label="New password" kind="password" autocomplete="new-password" hint=super::PASSWORD_HINT required=true autofocus=true/>
                    <DoorButton words="Set the password"/>
                </Form>
            </Door>
        };
        Ok(("Set a new password".to_owned(), page))
    })
}
