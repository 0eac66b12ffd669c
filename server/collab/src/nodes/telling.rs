//! What the other nodes are told: everything that came together while the last notice was on its way goes in the next
//! one, so that a busy node says no more than a few hundred.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use services::{Notice, Services};
use tokio::time::sleep;

use super::Nodes;
use crate::pile::Pile;

/// Between two notices.
const PAUSE: Duration = Duration::from_millis(4);

/// The next notice.
#[derive(Debug, Default)]
pub(crate) struct Outgoing {
    notice: Pile<Notice>,
    has_listeners: AtomicBool,
}

impl Outgoing {
    /// Adds to the next notice, if there is somebody to tell.
    pub(crate) fn tell(&self, add: impl FnOnce(&mut Notice)) {
        if self.has_listeners.load(Ordering::Relaxed) {
            self.notice.add(add);
        }
    }

    pub(super) fn has_listeners(&self, has: bool) {
        self.has_listeners.store(has, Ordering::Relaxed);
    }
}

pub(super) async fn keep(nodes: Arc<Nodes>, services: Services) {
    loop {
        let notice = nodes.outgoing.notice.taken().await;
        if let Err(error) = services.notify_nodes(nodes.me, &notice).await {
            // The others look by themselves once a second.
            tracing::debug!(%error, "the other nodes were not told of changes");
        }
        sleep(PAUSE).await;
    }
}
