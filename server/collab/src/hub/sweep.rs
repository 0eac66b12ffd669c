//! The sweep: once a second, and at once when the bell rings, the hub asks what is true now: who is still signed in, who
//! may read and write, how far each draft is. A few queries, however many people are here.

use std::{
    collections::BTreeSet,
    sync::{Arc, Weak},
    time::Duration,
};

use domain::{ids::PostingId, protocol::SeatId};
use services::{DraftHead, Result, SeatQuestion, SeatStanding};
use tokio::{
    sync::mpsc,
    time::{MissedTickBehavior, interval},
};

use super::{Inner, People};
use crate::{Bell, bell::Changes, locked, room::Message};

const EVERY: Duration = Duration::from_secs(1);

/// What one sweep is about.
pub(super) struct Round {
    pub(super) rooms: Vec<(PostingId, mpsc::Sender<Message>)>,
    seats: Vec<SeatId>,
    pub(super) questions: Vec<SeatQuestion>,
}

/// Sweeps until the hub is gone.
pub(super) async fn keep(hub: Weak<Inner>, bell: Arc<Bell>) {
    let mut clock = interval(EVERY);
    clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut is_away = false;
    loop {
        let only = tokio::select! {
            _ = clock.tick() => None,
            changed = bell.rung() => Some(changed),
        };
        let Some(hub) = hub.upgrade() else { return };
        let round = locked(&hub.people).round(only.as_ref());
        if round.rooms.is_empty() {
            continue;
        }
        // Said once for each time that the database is away.
        match sweep(&hub, round, only.is_some()).await {
            Err(error) if !is_away => tracing::warn!(%error, "open drafts are not looked after"),
            Ok(()) if is_away => tracing::info!("open drafts are looked after again"),
            outcome => {
                is_away = outcome.is_err();
                continue;
            }
        }
        is_away = !is_away;
    }
}

async fn sweep(hub: &Inner, round: Round, is_rung: bool) -> Result<()> {
    let postings: Vec<PostingId> = round.rooms.iter().map(|(posting, _)| *posting).collect();
    let standings = hub.services.seats(&round.questions).await?;
    let heads = hub.services.draft_heads(&postings).await?;
    let mut found: Vec<(PostingId, SeatId, SeatStanding)> =
        round.questions.iter().zip(round.seats).zip(standings).map(|((q, seat), s)| (q.posting, seat, s)).collect();
    for (posting, room) in round.rooms {
        let head = heads.iter().find(|(of, _)| *of == posting).map(|(_, head)| DraftHead::clone(head));
        let here = found.extract_if(.., |(of, _, _)| *of == posting);
        let standings = here.map(|(_, seat, standing)| (seat, standing)).collect();
        // A room with a full inbox is asked about again within a second.
        drop(room.try_send(Message::Swept { standings, head, is_rung }));
    }
    Ok(())
}

impl People {
    pub(super) fn round(&mut self, only: Option<&Changes>) -> Round {
        self.rooms.retain(|_, room| !room.is_closed());
        let concerns = |question: &SeatQuestion| {
            only.is_none_or(|only| only.drafts.contains(&question.posting) || only.people.contains(&question.user))
        };
        let (seats, questions): (_, Vec<SeatQuestion>) =
            self.seated.iter().filter(|(_, question)| concerns(question)).map(|(s, q)| (*s, q.clone())).unzip();
        let seated: BTreeSet<PostingId> = questions.iter().map(|question| question.posting).collect();
        let rooms = self
            .rooms
            .iter()
            .filter(|(posting, _)| only.is_none_or(|only| only.drafts.contains(posting) || seated.contains(posting)));
        Round { rooms: rooms.map(|(posting, room)| (*posting, room.clone())).collect(), seats, questions }
    }
}
