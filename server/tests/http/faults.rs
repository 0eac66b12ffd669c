//! When the database is locked or away, and when a handler panics: a clear answer, nothing half done, life goes on.

use std::time::{Duration, Instant};

use domain::time::Timestamp;
use scenarios::{Database, SeededRandom, cast::ADA};
use services::{
    HashCost, Services,
    edges::{Clock, Edges},
};
use storage::Storage;

use crate::{
    headers::check,
    support::{Answer, House},
};

const SENTENCE: &str = "Nothing was lost; try again in a moment.";

fn is_unavailable(answer: &Answer) {
    assert_eq!(answer.status, 503, "{}", answer.body);
    assert!(answer.body.contains(SENTENCE) || answer.body == r#"{"error":"unavailable"}"#, "{}", answer.body);
    assert_eq!(answer.header("retry-after"), "5");
    for word in ["locked", "pool", "sqlx", "SQL"] {
        assert!(!answer.body.contains(word), "{}", answer.body);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_another_process_holds_the_database_reading_goes_on_and_writing_says_to_try_again() {
    let house = House::on(Database::Sqlite).await;
    let (mut ada, mut script) = (house.signed_in(ADA).await, house.signed_in(ADA).await);
    let before = house.stored().await;
    let other = Storage::connect(house.world.database.url()).await.unwrap();
    let held = other.begin().await.unwrap();

    assert_eq!(ada.get("/people/teams").await.status, 200);
    let started = Instant::now();
    let fields = [("name", "Data")];
    let (page, call) =
        tokio::join!(ada.submit("/people/teams?do=create_team", &fields), script.call("create_team", &fields));
    assert!(started.elapsed() < Duration::from_secs(12), "{:?}", started.elapsed());
    is_unavailable(&page);
    is_unavailable(&call);
    assert!(page.body.contains(r#"value="Data""#), "what was typed is still there");

    drop(held);
    assert_eq!(house.stored().await, before, "nothing is half written");
    assert_eq!(ada.submit("/people/teams?do=create_team", &fields).await.status, 303);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_the_database_is_away_every_page_says_so_and_nobody_is_signed_out() {
    let house = House::on(Database::Postgres).await;
    let mut ada = house.signed_in(ADA).await;
    let session = ada.cookie.clone();
    assert_eq!(ada.get("/ready").await.status, 200);
    assert_eq!(ada.get("/careers").await.status, 200);
    house.world.storage.connection().clone().close().await.unwrap();
    house.world.clock.advance(Duration::from_secs(2));

    for address in ["/", "/library", "/people/teams", "/account"] {
        let answer = ada.get(address).await;
        is_unavailable(&answer);
        assert!(answer.body.contains("<h1>Not right now</h1>"), "{address}: {}", answer.body);
    }
    is_unavailable(&ada.call("list_library", &[]).await);
    is_unavailable(&ada.submit("/people/teams?do=create_team", &[("name", "Data")]).await);
    let careers = ada.get("/careers").await;
    assert_eq!((careers.status, careers.header("retry-after")), (503, "5"), "{}", careers.body);
    assert_eq!(ada.get("/careers/sitemap.xml").await.status, 503);
    let ready = ada.get("/ready").await;
    assert_eq!((ready.status, ready.body.as_str()), (503, "the database does not answer\n"));
    assert_eq!(ada.get("/health").await.status, 200, "the program itself is well");
    assert_eq!(ada.cookie, session, "the session is there when the database is back");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_takes_no_writes_is_read_and_says_so_to_writers() {
    let house = House::on(Database::Sqlite).await;
    let session = house.signed_in(ADA).await.cookie;
    let before = house.stored().await;
    let read_only = Storage::connect(&format!("{}?mode=ro", house.world.database.url())).await.unwrap();
    let clock = Box::new(house.world.clock.clone());
    let edges = Edges { clock, random: Box::new(SeededRandom::default()), ..Edges::system() };
    let mut ada = house.visitor_of(&Services::new(read_only, edges, HashCost::Test));
    ada.cookie.clone_from(&session);

    house.world.clock.advance(Duration::from_secs(300));
    for address in ["/", "/library", "/people/teams", "/careers", "/ready"] {
        assert_eq!(ada.get(address).await.status, 200, "{address}");
    }
    is_unavailable(&ada.submit("/people/teams?do=create_team", &[("name", "Data")]).await);
    is_unavailable(&ada.submit("/?do=sign_out", &[]).await);
    assert_eq!(ada.cookie, session, "she is told that she is not signed out");
    ada.cookie = None;
    is_unavailable(&ada.submit("/sign-in?do=sign_in", &[("email", ADA.email), ("password", ADA.password)]).await);
    assert_eq!(house.stored().await, before);
}

/// Breaks every handler that asks for the time.
struct NoTime;

impl Clock for NoTime {
    fn now(&self) -> Timestamp {
        panic!("the secret of the clock at /home/rolewright")
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_panic_is_500_without_details_and_the_next_request_is_served() {
    let house = House::on(Database::Sqlite).await;
    let edges = Edges { clock: Box::new(NoTime), ..Edges::system() };
    let broken = Services::new(house.world.storage.clone(), edges, HashCost::Test);
    let mut visitor = house.visitor_of(&broken);
    visitor.cookie = house.signed_in(ADA).await.cookie;
    for address in ["/careers", "/library", "/careers/sitemap.xml"] {
        let answer = visitor.get(address).await;
        assert_eq!(answer.status, 500, "{address}");
        assert_eq!(answer.body, "Something went wrong on our side. It has been noted.\n");
        check(address, &answer);
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    let call = visitor.call("list_library", &[]).await;
    assert!(call.status == 500 && !call.body.contains("secret"), "{}", call.body);
    assert_eq!(visitor.get("/health").await.status, 200);
    assert_eq!(visitor.get("/robots.txt").await.status, 200);
}
