//! The room of one draft. [`state`] decides, this loop only carries messages in and does what it wants done.

mod at_stake;
mod batch;
mod changes;
mod guests;
mod intake;
mod state;
#[cfg(test)]
mod tests;

use std::{future::Future, pin::Pin, time::Instant};

use domain::review::AtStake;
use services::{Result, Services};
use tokio::{sync::mpsc, time::sleep_until};

pub(crate) use at_stake::Look;
pub(crate) use guests::Newcomer;
pub(crate) use state::{Done, Job, Message, Room};

use crate::writer::Writer;

/// Messages that may wait for a room; a socket that brings more waits too.
pub(crate) const INBOX_MAX: usize = 256;

/// What a room needs of the world.
#[derive(Clone)]
pub(crate) struct Desk {
    pub services: Services,
    pub writer: Writer,
}

type Work = Pin<Box<dyn Future<Output = Done> + Send>>;
type Looking = Pin<Box<dyn Future<Output = Result<AtStake>> + Send>>;

impl Desk {
    fn look(&self, room: &Room, look: Look) -> Looking {
        let (services, posting) = (self.services.clone(), room.posting());
        Box::pin(async move { services.at_stake(posting, look.content).await })
    }

    fn perform(&self, room: &Room, job: Job) -> Work {
        let (services, writer, posting) = (self.services.clone(), self.writer.clone(), room.posting());
        Box::pin(async move {
            match job {
                Job::Load => Done::Loaded(services.load_live(posting).await.map(Box::new)),
                Job::Fetch { after } => Done::Fetched(services.updates_after(posting, after).await),
                Job::Commit(batch) => Done::Committed(writer.commit(*batch).await),
            }
        })
    }
}

/// Keeps the room until nobody has been in it for a while, or the program ends. When it panics, everybody in it is sent
/// away to come back at once: the room's end of each outbox closes it.
pub(crate) async fn keep(mut room: Room, mut inbox: mpsc::Receiver<Message>, desk: Desk) {
    let mut work: Option<Work> = room.start(Instant::now()).map(|job| desk.perform(&room, job));
    let mut looking: Option<Looking> = None;
    while !room.is_over(Instant::now()) {
        let wake = room.wakes_at();
        let message = tokio::select! {
            done = finished(&mut work), if work.is_some() => {
                work = None;
                Message::Done(done)
            }
            found = finished(&mut looking), if looking.is_some() => {
                looking = None;
                Message::Looked(found)
            }
            message = inbox.recv() => message.unwrap_or(Message::Stop),
            () = sleep_until(wake.unwrap_or_else(Instant::now).into()), if wake.is_some() => Message::Tick,
        };
        if let Some(job) = room.handle(message, Instant::now()) {
            work = Some(desk.perform(&room, job));
        }
        if let Some(look) = room.look(Instant::now()) {
            looking = Some(desk.look(&room, look));
        }
    }
}

async fn finished<T>(work: &mut Option<Pin<Box<dyn Future<Output = T> + Send>>>) -> T {
    match work {
        Some(work) => work.await,
        None => std::future::pending().await,
    }
}
