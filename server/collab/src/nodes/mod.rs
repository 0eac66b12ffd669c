//! The other nodes: what they are told, what is heard from them, and who sits there. Only where several programs may
//! share a database.
//!
//! - [`Outgoing`] gathers what the others should look at and passes it on in one notice (`telling`).
//! - What they tell rings the bell, or makes a room read what they committed (`hearing`).
//! - Who sits where is written down for all nodes, and read (`presence`).
//!
//! All of it may fail or be late: the sweep finds what was not told.

mod hearing;
mod presence;
mod telling;

use std::sync::{Arc, Weak};

use services::{
    NodeId, Services,
    edges::{Random, SystemRandom},
};
use tokio::task::JoinSet;

pub(crate) use presence::Presence;
pub(crate) use telling::Outgoing;

use crate::{Bell, hub::Inner};

/// This node among the others.
pub(crate) struct Nodes {
    me: NodeId,
    pub outgoing: Arc<Outgoing>,
    pub presence: Presence,
}

impl Nodes {
    /// Nothing where a program is always alone.
    pub(crate) fn new(me: NodeId, services: &Services) -> Option<Arc<Self>> {
        let nodes = || Self { me, outgoing: Arc::default(), presence: Presence::default() };
        services.may_have_neighbours().then(|| Arc::new(nodes()))
    }

    /// Starts what goes on by itself; it ends with the set.
    pub(crate) fn start(self: &Arc<Self>, hub: &Weak<Inner>, services: &Services, bell: &Arc<Bell>) -> JoinSet<()> {
        bell.reaches(Arc::clone(&self.outgoing));
        let mut tasks = JoinSet::new();
        tasks.spawn(telling::keep(Arc::clone(self), services.clone()));
        tasks.spawn(hearing::keep(Arc::clone(self), Weak::clone(hub), services.clone(), Arc::clone(bell)));
        tasks.spawn(presence::keep(Arc::clone(self), Weak::clone(hub)));
        tasks
    }

    /// The last thing that the others hear: nobody is here any more.
    pub(crate) async fn part(&self, services: &Services) {
        if let Err(error) = services.node_parts(self.me).await {
            tracing::debug!(%error, "the other nodes will find out by themselves that this one ended");
        }
    }
}

/// A number that no other node has: from the system's randomness, whatever the services are given for theirs.
pub(crate) fn new_node() -> NodeId {
    let [a, b, c, d, ..] = SystemRandom.bits().to_le_bytes();
    NodeId(u32::from_le_bytes([a, b, c, d]))
}
