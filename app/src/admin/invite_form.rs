//! Inviting a colleague.

use domain::accounts::Role;
use leptos::prelude::*;

use crate::{
    forms::{Field, Form, Select},
    ui::Button,
};

/// One row: address, role, team.
#[component]
pub(super) fn InviteForm(teams: Vec<(String, String)>) -> impl IntoView {
    view! {
        <section class="block card" aria-labelledby="invite">
            <h2 id="invite">"Invite a colleague"</h2>
            <Form action="invite" class="grant">
                <Field name="email" label="E-mail" kind="email" required=true/>
                <Select name="role" label="Role" options=role_options() value=Role::HiringManager.word()/>
                <Select name="team" label="Team" options=teams/>
                <Button kind="primary">"Invite"</Button>
            </Form>
            <p class="hush">"Viewers and hiring managers belong to a team. The other roles are for the whole organisation: choose no team for them."</p>
        </section>
    }
}

/// Roles to choose from: (value, words).
pub(super) fn role_options() -> Vec<(String, String)> {
    Role::ALL.iter().map(|role| (role.word().to_owned(), role.label().to_owned())).collect()
}
