//! How mail goes: which way, what waits, and what could not be delivered, with the reason.

use domain::time::Timestamp;
use leptos::prelude::*;
use services::{MailState, TroubledMail};

use super::people_tabs::Everyone;
use crate::{
    layout::{Place, page},
    paths,
    ui::{Icon, Moment},
};

#[component]
pub fn MailPage() -> impl IntoView {
    page(Place::People, |scope| async move {
        let everyone = Everyone::load(&scope.services, scope.actor()?).await?;
        let tabs = everyone.tabs(paths::MAIL);
        let folder = scope.site.mail_folder.clone();
        let now = scope.services.now();
        let page = view! {
            <main class="page" id="main" tabindex="-1">
                <div class="page-head"><div><h1>"People"</h1><p class="page-note">{waiting(everyone.mail.waiting)}" Those in trouble stand here."</p></div></div>
                {tabs}
                {folder.map(|folder| view! { <Filed folder/> })}
                <Troubled state=everyone.mail now/>
            </main>
        };
        Ok(("Mail".to_owned(), page))
    })
}

/// There is no mail server.
#[component]
fn Filed(folder: String) -> impl IntoView {
    view! {
        <div class="banner" role="note">
            <Icon name="info"/>
            <p>"No mail server is set up, so mails land as files in the folder " <code>{folder}</code> " on the server. An operator sets one up with " <code class="nowrap">"--smtp-url"</code> " and " <code class="nowrap">"--mail-from"</code> "."</p>
        </div>
    }
}

fn waiting(count: u64) -> String {
    match count {
        0 => "No mail waits to be sent.".to_owned(),
        1 => "1 mail waits to be sent.".to_owned(),
        many => format!("{many} mails wait to be sent."),
    }
}

#[component]
fn Troubled(state: MailState, now: Timestamp) -> impl IntoView {
    if state.troubled.is_empty() {
        return view! { <div class="empty" data-small=""><p>"No mail is in trouble. One that is refused stands here, with what the mail server said."</p></div> }
            .into_any();
    }
    let rows = state.troubled.into_iter().map(|mail| view! { <TroubledRow mail now/> }).collect_view();
    view! { <ul class="rows" role="list">{rows}</ul> }.into_any()
}

#[component]
fn TroubledRow(mail: TroubledMail, now: Timestamp) -> impl IntoView {
    let TroubledMail { to_address, subject, at, tries, next_at, trouble } = mail;
    let tries = if tries == 1 { "tried once".to_owned() } else { format!("tried {tries} times") };
    let next = match next_at {
        Some(next_at) => view! { <span>"next try "<Moment at=next_at now/></span> }.into_any(),
        None => view! { <span>"given up"</span> }.into_any(),
    };
    view! {
        <li class="row">
            <div class="row-main">
                <h2 class="row-title">{to_address}</h2>
                <p class="row-note"><span>{subject}</span><span>"written "<Moment at now/></span><span>{tries}</span>{next}</p>
                <p class="row-note">{trouble}</p>
            </div>
        </li>
    }
}
