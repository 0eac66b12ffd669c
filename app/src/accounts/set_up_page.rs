//! The first start: the page behind the link that the program printed.

use leptos::prelude::*;

use super::door::{Door, DoorButton};
use crate::{
    forms::{Field, Form, Hidden},
    layout::{bare_page, query},
};

#[component]
pub fn SetUpPage() -> impl IntoView {
    let token = query("token");
    bare_page(move |scope| async move {
        scope.services.check_set_up_link(&token).await?;
        let note = "You are the first here. This link works once and makes the first admin, who invites everyone else.";
        let page = view! {
            <Door title="Set up Rolewright" note=note>
                <Form action="set_up">
                    <Hidden name="token" value=token/>
                    <Field name="display_name" label="Your name" autocomplete="name" required=true autofocus=true/>
                    <Field name="email" label="E-mail" kind="email" autocomplete="username" required=true/>
                    <Field name="password" label="Password" kind="password" autocomplete="new-password" hint=super::PASSWORD_HINT required=true/>
                    <DoorButton words="Make the first account"/>
                </Form>
            </Door>
        };
        Ok(("Set up".to_owned(), page))
    })
}
