//! What people are told, how it is mailed, and when they are reminded.
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod choices;
mod mail;
mod page;
mod policies;
mod reminders;
mod told;
mod words;

use std::time::Duration;

use domain::{accounts::Actor, notifications::NotificationKind};
use scenarios::World;
use services::NotificationList;

fn hours(count: u64) -> Duration {
    Duration::from_secs(count * 3_600)
}

async fn list(world: &World, person: &Actor) -> NotificationList {
    world.services.notifications(person, 1).await.unwrap()
}

/// The kinds of what somebody was told, sorted: several things may happen in one moment.
async fn kinds(world: &World, person: &Actor) -> Vec<NotificationKind> {
    let mut kinds: Vec<_> = list(world, person).await.notifications.into_iter().map(|told| told.kind).collect();
    kinds.sort_unstable();
    kinds
}

/// The kinds of what somebody has not read, sorted.
async fn unread(world: &World, person: &Actor) -> Vec<NotificationKind> {
    let told = list(world, person).await.notifications;
    let mut kinds: Vec<_> = told.into_iter().filter(|told| told.read_at.is_none()).map(|told| told.kind).collect();
    kinds.sort_unstable();
    kinds
}

/// Sends everything that is due, until nothing is.
async fn send(world: &World) {
    while world.services.send_mail().await.unwrap() > 0 {}
}

/// Sends the mails of the cast's arrival, and forgets them.
async fn quiet(world: &World) {
    send(world).await;
    world.postbox.empty();
}
