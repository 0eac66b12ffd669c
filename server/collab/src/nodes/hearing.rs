//! What is heard from the other nodes. Whoever hears nothing for a while, because the connection is gone, loses nothing:
//! the sweep looks once a second.

use std::{
    collections::BTreeSet,
    sync::{Arc, Weak},
    time::Duration,
};

use domain::ids::PostingId;
use services::{Ear, Notice, Result, ServiceError, Services};
use tokio::time::sleep;

use super::Nodes;
use crate::{Bell, hub::Inner, room::Message};

/// Before listening anew; twice as long after each attempt that failed.
const PAUSE: Duration = Duration::from_millis(100);
const PAUSE_MAX: Duration = Duration::from_secs(5);

/// Listens, and begins again whenever the connection is lost.
pub(super) async fn keep(nodes: Arc<Nodes>, services: Services, bell: Arc<Bell>) {
    let (mut pause, mut is_deaf) = (PAUSE, false);
    loop {
        let error = match services.hear_nodes(nodes.me).await {
            Ok(ear) => {
                if is_deaf {
                    tracing::info!("the other nodes are heard again");
                }
                (pause, is_deaf) = (PAUSE, false);
                listen(ear, &nodes, &bell).await
            }
            Err(error) => error,
        };
        // Said once for each time that they are not heard.
        if !is_deaf {
            tracing::warn!(%error, "the other nodes are not heard; what they change is found within a second");
        }
        is_deaf = true;
        sleep(pause).await;
        pause = (pause * 2).min(PAUSE_MAX);
    }
}

async fn listen(mut ear: Ear, nodes: &Nodes, bell: &Bell) -> ServiceError {
    loop {
        match ear.next().await {
            Ok(notice) => heard(notice, nodes, bell),
            Err(error) => return error,
        }
    }
}

fn heard(notice: Notice, nodes: &Nodes, bell: &Bell) {
    let Notice { written, changed, people, seats } = notice;
    if !written.is_empty() {
        nodes.written.add(|drafts| drafts.extend(written));
    }
    if !changed.is_empty() || !people.is_empty() {
        bell.ring(changed, people);
    }
    nodes.presence.look_at(seats);
}

/// Tells rooms that others committed something. Those that are not open here read everything when they are opened.
pub(super) async fn follow(nodes: Arc<Nodes>, hub: Weak<Inner>) {
    loop {
        let drafts = nodes.written.taken().await;
        let Some(hub) = hub.upgrade() else { return };
        if let Err(error) = tell_rooms(&hub, &drafts).await {
            tracing::debug!(%error, "what other nodes wrote is left to the sweep");
        }
    }
}

async fn tell_rooms(hub: &Inner, drafts: &BTreeSet<PostingId>) -> Result<()> {
    let rooms = hub.open_rooms(drafts);
    if rooms.is_empty() {
        return Ok(());
    }
    let postings: Vec<PostingId> = rooms.keys().copied().collect();
    for (posting, head) in hub.services.draft_heads(&postings).await? {
        if let Some(room) = rooms.get(&posting) {
            // A room with a full inbox finds out by the sweep.
            drop(room.try_send(Message::Advanced(head)));
        }
    }
    Ok(())
}
