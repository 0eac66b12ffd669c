//! The use cases, one module per feature.
//!
//! Each use case is one transaction: load, permit, let the domain decide, save, append the audit event, commit. It
//! takes an [`domain::accounts::Actor`] and plain values, and answers with domain values or the views declared beside
//! it. Permission is decided here and nowhere above. No HTTP, no Leptos, no SQL.

mod accounts;
mod admin;
mod arrivals;
mod collab;
pub mod edges;
mod error;
mod guests;
mod library;
mod mail;
mod nodes;
mod notifications;
mod passwords;
mod postings;
mod proposals;
mod publish;
mod review;
mod search;
mod seed;
mod templates;
mod threads;
mod timeline;
mod titles;
mod tokens;
mod upstream;

use std::sync::Arc;

use domain::{accounts::Actor, events::Event, ids::UserId, notifications::Destination, time::Timestamp};
use edges::Edges;
use passwords::Hasher;
use storage::{Storage, UnitOfWork};

pub use accounts::*;
pub use admin::*;
pub use arrivals::*;
pub use collab::*;
pub use error::{Result, ServiceError};
pub use guests::*;
pub use library::*;
pub use mail::*;
pub use nodes::{Ear, NodeId, Notice, Roll, SeatHere};
pub use notifications::*;
pub use passwords::HashCost;
pub use postings::*;
pub use proposals::*;
pub use publish::*;
pub use review::*;
pub use search::{Everything, SEARCH_MAX};
pub use seed::{SeedError, TemplateChoice, TemplateChoices, TemplateOption};
pub use templates::*;
pub use threads::*;
pub use timeline::*;
pub use upstream::*;

/// Everything the program can do. Cheap to clone.
#[derive(Clone)]
pub struct Services {
    storage: Storage,
    edges: Arc<Edges>,
    hasher: Hasher,
    library: Arc<CatalogueCache>,
    /// Rings when a file waits to be worked on.
    import_work: Arc<tokio::sync::Notify>,
    public: Arc<PublicState>,
    organization: Arc<str>,
    post: Post,
}

impl Services {
    #[must_use]
    pub fn new(storage: Storage, edges: Edges, cost: HashCost) -> Self {
        Self {
            storage,
            edges: Arc::new(edges),
            hasher: Hasher::new(cost),
            library: Arc::default(),
            import_work: Arc::default(),
            public: Arc::default(),
            organization: "".into(),
            post: Post::default(),
        }
    }

    /// With the name of the hiring organization that new postings start with.
    #[must_use]
    pub fn for_organization(mut self, name: &str) -> Self {
        self.organization = name.into();
        self.post.organization = name.into();
        self
    }

    /// With the whole addresses that letters lead to.
    #[must_use]
    pub fn reached_at(mut self, address: impl Fn(Destination) -> String + Send + Sync + 'static) -> Self {
        self.post.address = Arc::new(address);
        self
    }

    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.edges.clock.now()
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`] when it does not.
    pub async fn ping(&self) -> Result<()> {
        Ok(self.storage.ping().await?)
    }

    /// Ends a unit of work that concerns what somebody may do or where they are signed in, and announces it.
    async fn commit_about(&self, work: UnitOfWork, person: UserId) -> Result<()> {
        work.commit().await?;
        self.edges.announcer.person_changed(person);
        Ok(())
    }

    /// Records what happened, in the transaction that did it.
    fn record(&self, work: &UnitOfWork, actor: Option<&Actor>, events: &[Event]) {
        for event in events {
            work.record(self.now(), actor.map(|actor| actor.id), event.clone());
        }
    }
}
