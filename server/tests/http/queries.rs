//! What pages ask of the database: few questions, and no more of them when there is more to read.
//!
//! Three are asked at the door of every page, before its own begin: for the session, for the person with their roles, and for
//! what the bell says. They are counted apart.

use std::sync::{Arc, Mutex};

use app::paths;
use domain::{
    document::Operation,
    posting::FactKey,
    review::{Ballot, Verdict},
    timeline::Point,
};
use scenarios::{
    Database, FixedClock, SeededRandom,
    cast::{ADA, BEN, DANA, HUGO, Person},
    long_review,
    postings::{Made, a_posting, verdict},
};
use services::{HashCost, NewDelegation, Services, edges::Edges};
use storage::Storage;

use crate::support::{Browser, House};

/// Questions at the door.
const DOOR: usize = 3;

/// Everything that was asked of the database since somebody listened last.
#[derive(Clone, Default)]
struct Questions(Arc<Mutex<Vec<String>>>);

impl Questions {
    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

/// The same house, at whose database somebody listens.
struct Overheard<'h> {
    house: &'h House,
    services: Services,
    questions: Questions,
}

impl<'h> Overheard<'h> {
    async fn new(house: &'h House) -> Self {
        let questions = Questions::default();
        let heard = questions.clone();
        let storage = Storage::connect(house.world.database.url()).await.unwrap();
        let storage = storage.heard_by(move |sql| heard.0.lock().unwrap().push(sql.to_owned()));
        let clock: FixedClock = house.world.clock.clone();
        let edges = Edges { clock: Box::new(clock), random: Box::new(SeededRandom::default()), ..Edges::system() };
        let services = Services::new(storage, edges, HashCost::Test);
        Self { house, services, questions }
    }

    async fn signed_in(&self, person: Person) -> Browser {
        let mut browser = self.house.visitor_of(&self.services);
        browser.sign_in(person).await;
        browser
    }

    /// What a page asks behind the door.
    async fn cost(&self, browser: &mut Browser, address: &str) -> Vec<String> {
        self.questions.take();
        let answer = browser.get(address).await;
        assert_eq!(answer.status, 200, "{address}: {}", answer.body);
        let asked = self.questions.take();
        let at_the_door = asked.iter().filter(|sql| is_at_the_door(sql)).count();
        assert_eq!(at_the_door, DOOR, "{address} asks at the door:\n{}", asked.join("\n"));
        asked.into_iter().filter(|sql| !is_at_the_door(sql)).collect()
    }
}

/// The session, the person who has it, what the bell says.
fn is_at_the_door(sql: &str) -> bool {
    let is_about_one_person =
        sql.contains(r#"FROM "users" LEFT JOIN "memberships""#) && sql.contains(r#"WHERE "users"."id" IN (?)"#);
    sql.contains(r#"FROM "sessions""#) || sql.contains(r#"FROM "notifications""#) || is_about_one_person
}

/// A second round of the long review, in which people are asked by name and somebody stands in for one of them.
async fn second_round(house: &House) -> Made {
    let (services, cast) = (&house.world.services, &house.cast);
    let made = long_review(services, cast).await.unwrap();
    let ballot =
        Ballot { comment: "Say what it pays.".into(), ..verdict(made.revision.unwrap(), Verdict::RequestChanges) };
    services.decide(&cast.hugo, made.id, &ballot).await.unwrap();
    let pay = Operation::SetFact { key: FactKey::BaseSalaryMaxValue, value: "90000".into() };
    services.edit_draft(&cast.dana, made.id, &[pay]).await.unwrap();
    let revision = services.submit(&cast.dana, made.id, "Now it does.").await.unwrap();
    let today = services.now().date();
    let days = NewDelegation { to: cast.ben.id, first_day: today, last_day: today, reason: String::new() };
    services.delegate(&cast.hugo, days).await.unwrap();
    services
        .reassign(&cast.ada, made.id, "content", &[cast.hugo.id, cast.ben.id], "Both of you, please.")
        .await
        .unwrap();
    Made { id: made.id, revision: Some(revision) }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_of_a_long_review_asks_six_questions_whoever_reads_it() {
    let house = House::on(Database::Sqlite).await;
    let made = second_round(&house).await;
    let overheard = Overheard::new(&house).await;
    for person in [HUGO, BEN, DANA, ADA] {
        let mut browser = overheard.signed_in(person).await;
        let first = overheard.cost(&mut browser, &paths::review(made.id)).await;
        let again = overheard.cost(&mut browser, &paths::review(made.id)).await;
        assert!(again.len() <= 6, "{} asks {}:\n{}", person.name, again.len(), again.join("\n"));
        let kept = first.iter().filter(|sql| sql.starts_with("INSERT INTO \"review_looks\"")).count();
        assert_eq!((first.len(), kept), (again.len() + 1, 1), "what one looked at is kept once");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_asks_one_question_for_each_thing_that_it_shows() {
    let house = House::on(Database::Sqlite).await;
    let made = second_round(&house).await;
    let (services, cast) = (&house.world.services, &house.cast);
    for number in 0..5 {
        let title = format!("Developer {number}");
        a_posting().by(&cast.dana).titled(&title).in_review().make(services).await.unwrap();
        a_posting().by(&cast.dana).titled(&title).approved_by(&cast.hugo).make(services).await.unwrap();
        a_posting().by(&cast.dana).titled(&title).published_by(&cast.hugo).make(services).await.unwrap();
    }
    let overheard = Overheard::new(&house).await;
    let mut hugo = overheard.signed_in(HUGO).await;
    let pages = [
        ("home", paths::HOME.to_owned(), 14),
        ("postings", paths::POSTINGS.to_owned(), 3),
        ("library", paths::LIBRARY.to_owned(), 2),
        ("editor", paths::posting(made.id), 15),
        ("plain", paths::plain(made.id), 20),
        ("preview", paths::preview(made.id), 16),
        ("asked", paths::asked(made.id), 15),
        ("threads", paths::threads(made.id), 9),
        ("history", paths::history(made.id), 20),
        ("moment", paths::moment(made.id, Point::Revision(1)), 18),
        ("revision", paths::revision(made.id, 2), 9),
        ("report", paths::REVIEWS.to_owned(), 9),
        ("updates", paths::UPDATES.to_owned(), 3),
    ];
    let mut too_much = Vec::new();
    for (name, address, most) in pages {
        let asked = overheard.cost(&mut hugo, &address).await;
        let twice = asked.iter().find(|sql| asked.iter().filter(|other| other == sql).count() > 2);
        if let Some(sql) = twice {
            too_much.push(format!("{name} asks again and again: {sql}"));
        }
        if asked.len() > most {
            too_much.push(format!("{name} asks {} questions, more than {most}:\n{}", asked.len(), asked.join("\n")));
        }
    }
    assert!(too_much.is_empty(), "{}", too_much.join("\n"));
}
