//! On the account page: what is mailed to a person, and when.

use domain::notifications::{MailChoices, MailWay, NotificationKind};
use leptos::prelude::*;
use services::DIGEST_HOUR;

use crate::{
    forms::{Check, Form, typed},
    ui::Button,
};

#[component]
pub fn MailPart(
    choices: MailChoices,
    /// No mail server is set up.
    is_filed: bool,
) -> impl IntoView {
    let filed = is_filed.then(|| {
        view! { <p>"No mail server is set up here yet: what would be mailed to you lands in a folder on the server."</p> }
    });
    let is_off = choices.is_off;
    let ways = NotificationKind::ALL.iter();
    let ways = ways.map(|kind| view! { <Way kind=*kind chosen=choices.chosen(*kind)/> }).collect_view();
    view! {
        <section class="settings-part" id="mail" aria-labelledby="mail-heading">
            <header>
                <h2 id="mail-heading">"Mail"</h2>
                <p>{format!("Notifications always stand under the bell. Choose which are mailed to you, too. The digest comes at {DIGEST_HOUR:02}:00 UTC, on days on which something is unread.")}</p>
                {filed}
            </header>
            <Form action="choose_mail" class="form mail-ways">
                {ways}
                <Check name="off" label="No mail at all" checked=is_off/>
                <div class="actions"><Button>"Save"</Button></div>
            </Form>
        </section>
    }
}

#[component]
fn Way(kind: NotificationKind, chosen: MailWay) -> impl IntoView {
    let name = format!("ways[{kind}]");
    let id = format!("mail-{kind}");
    let chosen = typed(&name, chosen.word().to_owned());
    let options = MailWay::CHOICES
        .iter()
        .map(|(word, words)| view! { <option value=*word selected=*word == chosen>{*words}</option> })
        .collect_view();
    view! {
        <div class="mail-way">
            <label for=id.clone()>{kind.label()}</label>
            <select class="input" id=id name=name>{options}</select>
        </div>
    }
}
