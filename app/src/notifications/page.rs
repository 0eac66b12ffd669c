//! The list of what a person was told.

use domain::{notifications::Notification, time::Timestamp};
use leptos::prelude::*;
use services::NotificationList;

use crate::{
    forms::{Form, Hidden},
    layout::{Place, page, query},
    paths,
    ui::{Icon, Moment, Pager},
};

#[component]
pub fn NotificationsPage() -> impl IntoView {
    let number = query("page").parse().unwrap_or(1);
    page(Place::Notifications, move |scope| async move {
        let list = scope.services.notifications(scope.actor()?, number).await?;
        let now = scope.services.now();
        let content = if list.notifications.is_empty() {
            view! { <Nothing/> }.into_any()
        } else {
            view! { <List list=list.clone() now/> }.into_any()
        };
        let page = view! {
            <main class="page" id="main" tabindex="-1">
                <div class="page-head">
                    <div><h1>"Notifications"</h1><p class="page-note">"What others did that concerns you."</p></div>
                    <div class="actions">
                        {(list.unread > 0).then(|| view! { <ReadAll until=list.as_of/> })}
                        <a class="button" href=format!("{}#mail", paths::ACCOUNT)><Icon name="settings"/>"Choose what is mailed"</a>
                    </div>
                </div>
                {content}
            </main>
        };
        Ok(("Notifications".to_owned(), page))
    })
}

#[component]
fn ReadAll(until: Timestamp) -> impl IntoView {
    view! {
        <Form action="read_notifications" class="actions">
            <Hidden name="until" value=until.0.to_string()/>
            <button class="button" type="submit"><Icon name="check"/>"Mark all as read"</button>
        </Form>
    }
}

#[component]
fn Nothing() -> impl IntoView {
    view! {
        <div class="empty">
            <Icon name="bell"/>
            <h2>"Nothing to tell you yet"</h2>
            <p>"When somebody asks for your review, decides on a posting of yours or publishes it, you read it here. The bell counts what is new."</p>
            <div class="actions"><a class="button" href=paths::HOME>"See what waits for you"</a></div>
        </div>
    }
}

#[component]
fn List(list: NotificationList, now: Timestamp) -> impl IntoView {
    let rows = list.notifications.into_iter().map(|told| view! { <Row told now/> }).collect_view();
    let summary = format!("{} notifications", list.total);
    view! {
        <ul class="rows" role="list">{rows}</ul>
        <Pager page=list.page pages=list.pages summary href=paths::notifications_page/>
    }
}

#[component]
fn Row(told: Notification, now: Timestamp) -> impl IntoView {
    let (id, subject, sentence, at) = (told.id.to_string(), told.subject().to_owned(), told.sentence(), told.at);
    let is_unread = told.read_at.is_none();
    let mark = is_unread.then(|| view! { <ReadOne id=id.clone() subject=subject.clone()/> });
    view! {
        <li class="row told" data-unread=is_unread.then_some("")>
            <div class="row-main">
                <Form action="open_notification" key=id.clone() class="told-open">
                    <Hidden name="notification" value=id/>
                    <h2 class="row-title">
                        <button type="submit">{subject}</button>
                        {is_unread.then(|| view! { <span class="hidden-text">" (unread)"</span> })}
                    </h2>
                </Form>
                <p class="row-note"><span>{sentence}</span><span><Moment at now/></span></p>
            </div>
            <div class="row-end">{mark}</div>
        </li>
    }
}

#[component]
fn ReadOne(id: String, subject: String) -> impl IntoView {
    let label = format!("Mark “{subject}” as read");
    view! {
        <Form action="read_notification" key=id.clone() class="actions">
            <Hidden name="notification" value=id/>
            <button class="button" type="submit" data-size="small" data-kind="quiet" data-icon="" aria-label=label.clone() title=label><Icon name="check"/></button>
        </Form>
    }
}
