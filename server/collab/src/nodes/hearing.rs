//! What is heard from the other nodes. Whoever hears nothing for a while, because the connection is gone, loses nothing:
//! the sweep looks once a second.

use std::{
    sync::{Arc, Weak},
    time::Duration,
};

use services::{Ear, Notice, ServiceError, Services};
use tokio::time::sleep;

use super::Nodes;
use crate::{Bell, hub::Inner, room::Message};

/// Before listening anew; twice as long after each attempt that failed.
const PAUSE: Duration = Duration::from_millis(100);
const PAUSE_MAX: Duration = Duration::from_secs(5);

/// Listens, and begins again whenever the connection is lost.
pub(super) async fn keep(nodes: Arc<Nodes>, hub: Weak<Inner>, services: Services, bell: Arc<Bell>) {
    let (mut pause, mut is_deaf) = (PAUSE, false);
    loop {
        let error = match services.hear_nodes(nodes.me).await {
            Ok(ear) => {
                if is_deaf {
                    tracing::info!("the other nodes are heard again");
                }
                (pause, is_deaf) = (PAUSE, false);
                listen(ear, &nodes, &hub, &bell).await
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

async fn listen(mut ear: Ear, nodes: &Nodes, hub: &Weak<Inner>, bell: &Bell) -> ServiceError {
    loop {
        match ear.next().await {
            Ok(notice) => heard(notice, nodes, hub, bell),
            Err(error) => return error,
        }
    }
}

fn heard(notice: Notice, nodes: &Nodes, hub: &Weak<Inner>, bell: &Bell) {
    let Notice { written, changed, people, seats } = notice;
    let Some(hub) = hub.upgrade() else { return };
    // A draft that is not open here is read when somebody opens it; a room with a full inbox finds out by the sweep.
    for room in hub.open_rooms(&written).into_values() {
        drop(room.try_send(Message::Rung));
    }
    if !changed.is_empty() || !people.is_empty() {
        bell.ring(changed, people);
    }
    nodes.presence.look_at(seats);
}
