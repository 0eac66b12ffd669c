//! A second program on the database of a house, with a door and a clock of its own.

use std::{net::SocketAddr, sync::Arc};

use axum::Router;
use collab::{Bell, Hub};
use domain::{ids::PostingId, time::Timestamp};
use scenarios::{FixedClock, cast::Person};
use services::{
    HashCost, Services,
    edges::{Clock, Edges},
};
use storage::Storage;

use super::{
    BASE_URL, Browser, Editor, House,
    editor::knock,
    house::{front_door, listen},
};

/// Works on the same database as the house that it stands beside.
pub struct Node {
    pub hub: Hub,
    router: Router,
    address: SocketAddr,
}

impl Node {
    pub async fn beside(house: &House) -> Self {
        Self::at(house, house.world.clock.now()).await
    }

    /// One whose machine's clock says something else.
    pub async fn at(house: &House, now: Timestamp) -> Self {
        let storage = Storage::connect(house.world.database.url()).await.unwrap();
        let (bell, clock) = (Arc::<Bell>::default(), FixedClock::default());
        clock.set(now);
        let announcer = Box::new(Arc::clone(&bell));
        let edges = Edges { clock: Box::new(clock.clone()), announcer, ..Edges::system() };
        let services = Services::new(storage, edges, HashCost::Test);
        let hub = Hub::start(services.clone(), bell);
        let router = front_door(&services, &house.settings, hub.clone());
        let address = listen(router.clone()).await;
        Self { hub, router, address }
    }

    /// One of the cast, signed in through this node.
    pub async fn signed_in(&self, person: Person) -> Browser {
        let mut browser = Browser::at(self.router.clone());
        browser.sign_in(person).await;
        browser
    }

    /// Somebody who is signed in, at whatever node, opens the draft here.
    pub async fn editor(&self, browser: &Browser, posting: PostingId, client: u64) -> Editor {
        let line = knock(self.address, browser.cookie.as_deref(), &posting.to_string(), Some(BASE_URL)).await;
        Editor::open(line.unwrap(), client).await
    }
}
