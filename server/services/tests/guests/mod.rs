//! Guests: one link, one browser, one posting; what they may do, and what ends it.
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod deciding;
mod inviting;
mod speaking;
mod visiting;

use std::time::Duration;

use domain::{
    accounts::Actor,
    events::Event,
    ids::{PostingId, UserId},
    posting::Snapshot,
    threads::Place,
};
use scenarios::World;
use services::{GuestForm, Knock, NewLinkMade, Opened, Result, ServiceError, Sight, ThreadForm};

pub const GINA: &str = "gina@client.example";

fn gina() -> GuestForm {
    GuestForm { name: "Gina Fox".to_owned(), email: GINA.to_owned(), days: String::new(), message: String::new() }
}

/// Where a link leads.
fn address(guest: UserId, token: &str) -> String {
    format!("https://jobs.northwind.example/visit/{guest}?token={token}")
}

async fn invite(world: &World, host: &Actor, posting: PostingId) -> NewLinkMade {
    world.services.invite_guest(host, posting, &gina(), address).await.unwrap()
}

/// A browser that nobody is signed in with.
fn at_door(guest: UserId, secret: Option<&str>) -> Knock<'_> {
    Knock { guest, secret, client: "10.0.0.7", is_signed_in: false }
}

async fn open(world: &World, made: &NewLinkMade) -> Opened {
    world.services.open_guest_link(at_door(made.guest, None), &made.token).await.unwrap()
}

/// A guest whose link is open in some browser: as they act, and what the browser keeps.
struct Guest {
    me: Actor,
    secret: String,
}

impl Guest {
    async fn of(world: &World, host: &Actor, posting: PostingId) -> Self {
        let made = invite(world, host, posting).await;
        let secret = open(world, &made).await.secret;
        let me = world.services.guest(at_door(made.guest, Some(&secret))).await.unwrap();
        Self { me, secret }
    }

    fn knock(&self) -> Knock<'_> {
        at_door(self.me.id, Some(&self.secret))
    }

    /// Whether they are let in, and if not, why.
    async fn is_let_in(&self, world: &World) -> Result<()> {
        world.services.guest(self.knock()).await.map(drop)
    }

    async fn sight(&self, world: &World) -> Sight {
        world.services.visit(self.knock(), None).await.unwrap().sight
    }
}

fn snapshot(sight: &Sight) -> &Snapshot {
    match sight {
        Sight::Draft(page, _) => &page.snapshot,
        Sight::Review(page) => &page.snapshot,
    }
}

/// Something about the whole posting, as the draft says it.
fn saying(text: &str) -> ThreadForm {
    ThreadForm {
        place: Place::Posting,
        words: String::new(),
        near: 0,
        revision: None,
        text: text.to_owned(),
        is_blocking: false,
    }
}

/// What happened to the posting, the newest last, each with who did it.
async fn told(world: &World, posting: PostingId) -> Vec<(String, Event)> {
    let mut events = world.storage.audit().list(Some(posting), None, 100).await.unwrap();
    events.reverse();
    events.into_iter().map(|recorded| (recorded.actor_name, recorded.event)).collect()
}

fn days(count: u64) -> Duration {
    Duration::from_secs(count * 86_400)
}

fn gone<T: std::fmt::Debug>(tried: Result<T>) -> String {
    match tried {
        Err(ServiceError::Gone(sentence)) => sentence,
        other => panic!("not gone: {other:?}"),
    }
}

fn refusal<T: std::fmt::Debug>(tried: Result<T>) -> String {
    match tried {
        Err(ServiceError::Refused(refusal)) => refusal.to_string(),
        other => panic!("not refused: {other:?}"),
    }
}

/// What is wrong with each field.
fn wrong<T: std::fmt::Debug>(tried: Result<T>) -> Vec<String> {
    let Err(ServiceError::Invalid(fields)) = tried else { panic!("not invalid: {tried:?}") };
    fields.into_iter().map(|field| format!("{}: {}", field.field, field.message)).collect()
}
