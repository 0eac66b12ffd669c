//! A whole Rolewright without its front door: database, use cases, and the hands on its clock.

use services::{
    HashCost, Services,
    edges::{Announcer, Edges, NoAnnouncer},
};
use storage::Storage;

use crate::{Cast, Database, FixedClock, Postbox, SeededRandom, TestDatabase, cast::settle};

/// One test's world: an empty, migrated database and the services on it.
pub struct World {
    pub services: Services,
    pub storage: Storage,
    /// Moves the services' time.
    pub clock: FixedClock,
    /// Takes the services' mail.
    pub postbox: Postbox,
    pub database: TestDatabase,
}

impl World {
    /// A fresh world.
    ///
    /// # Panics
    /// When the database can't be made or migrated: this is for tests alone.
    pub async fn on(database: Database) -> Self {
        Self::announcing(database, Box::new(NoAnnouncer)).await
    }

    /// A fresh world in which somebody listens for changes.
    ///
    /// # Panics
    /// As [`World::on`].
    pub async fn announcing(database: Database, announcer: Box<dyn Announcer>) -> Self {
        let database = TestDatabase::migrated(database).await;
        let storage = Storage::connect(database.url()).await.expect("the test database answers");
        let (clock, postbox) = (FixedClock::default(), Postbox::default());
        let edges = Edges {
            clock: Box::new(clock.clone()),
            random: Box::new(SeededRandom::default()),
            mailer: Box::new(postbox.clone()),
            announcer,
        };
        let services = Services::new(storage.clone(), edges, HashCost::Test);
        let services = services.reached_at(|to| format!("https://jobs.northwind.example/{to:?}"));
        Self { services, storage, clock, postbox, database }
    }

    /// Brings the cast into this world.
    ///
    /// # Panics
    /// When it is not empty.
    pub async fn cast(&self) -> Cast {
        settle(&self.services).await.expect("the cast settles in an empty world")
    }
}
