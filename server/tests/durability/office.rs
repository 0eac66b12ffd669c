//! A database with people and drafts, and the crew that works in them.

use std::time::Duration;

use domain::{
    ids::{PostingId, TeamId},
    posting::FactKey,
};
use load::{Clerk, Crew, Door, Habits, Session, Status, Writer};
use scenarios::{
    cast::{BEN, DANA, settle},
    postings::a_posting,
};
use services::{HashCost, Services, Start, TemplateChoice, edges::Edges};
use storage::Storage;

use crate::{PATIENCE, inspection::Findings, node::Site};

/// What the tests work on.
pub struct Office {
    pub url: String,
    pub drafts: Vec<PostingId>,
    team: TeamId,
}

impl Office {
    /// Fills an empty database.
    pub async fn open(url: &str) -> Self {
        let storage = Storage::connect(url).await.unwrap();
        migrations::up(storage.connection()).await.unwrap();
        let services = Services::new(storage.clone(), Edges::system(), HashCost::Test);
        services.seed_library().await.unwrap();
        let cast = settle(&services).await.unwrap();
        let mut drafts = Vec::new();
        for posting in [a_posting().by(&cast.dana), from_template().by(&cast.dana), a_posting().by(&cast.ben)] {
            drafts.push(posting.make(&services).await.unwrap().id);
        }
        storage.connection().clone().close().await.unwrap();
        Self { url: url.to_owned(), drafts, team: cast.platform }
    }

    /// So many people at editors, spread over the drafts, and one with plain forms.
    pub async fn crew(&self, door: Door, people: std::ops::Range<u64>, habits: Habits) -> Crew {
        let sessions = [session(door, DANA).await, session(door, BEN).await];
        let mut crew = Crew::default();
        for number in people {
            let (session, draft) = (number as usize % sessions.len(), number as usize % self.drafts.len());
            crew.hire(Writer::new(number, sessions[session].clone(), self.drafts[draft], habits));
        }
        crew.employ(Clerk::new(sessions[1].clone(), self.team, Duration::from_millis(40)));
        crew
    }

    /// Everybody brings home what they wrote; then the database has all of it and every replica says what it says.
    pub async fn closes(&self, site: &Site, crews: Vec<Crew>) {
        for crew in &crews {
            crew.order(Some(site.door), false);
        }
        for crew in &crews {
            crew.everybody(PATIENCE, |status| status == Status::Inside { open: 0 }).await.expect("all is saved");
        }
        Findings::of(self, &crews).await.demand_none();
        let mut replicas = Vec::new();
        // What others wrote a moment ago, on this node or another one, is still on its way.
        tokio::time::sleep(Duration::from_millis(2_500)).await;
        for crew in crews {
            replicas.extend(crew.dismiss().await);
        }
        Findings::of_replicas(self, &replicas).await.demand_none();
    }
}

fn from_template() -> scenarios::postings::PostingBuilder {
    let choice = TemplateChoice { seniority: "mid".into(), stack: "java".into(), industry: "e-commerce".into() };
    a_posting().from(Start::Template(choice)).without(FactKey::Title).without(FactKey::Seniority)
}

pub async fn session(door: Door, person: scenarios::cast::Person) -> Session {
    door.sign_in(person.email, person.password).await.unwrap()
}
