//! Real programs on one PostgreSQL, that start together and are killed.

#[path = "../../program/run.rs"]
#[expect(dead_code, reason = "a part of it is for programs that end by themselves")]
mod run;

use std::time::Duration;

use domain::ids::PostingId;
use run::{Place, Running};
use scenarios::{
    Cast, Database, TestDatabase, World,
    cast::{BEN, DANA},
    postings::a_posting,
};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use storage::Storage;
use tokio::time::{Instant, sleep, timeout};

use super::{meet, parts_with, sees};
use crate::support::{Editor, knock};

/// By the promise a dead node's people are gone within ten seconds; a busy test machine may take a little longer.
const DEAD_WITHIN: Duration = Duration::from_secs(13);

async fn editor_at(program: &Running, cookie: &str, posting: PostingId, client: u64) -> Editor {
    let address = ([127, 0, 0, 1], program.port).into();
    let line = knock(address, Some(cookie), &posting.to_string(), Some(&program.origin())).await;
    Editor::open(line.unwrap(), client).await
}

/// A world, two programs on its database, and a draft of Dana's.
async fn two_programs() -> (World, Cast, PostingId, Place, Running, Running) {
    let world = World::on(Database::Postgres).await;
    let cast = world.cast().await;
    let posting = a_posting().by(&cast.dana).make(&world.services).await.unwrap().id;
    let place = Place::new();
    let (one, two) = (place.serve_on(world.database.url(), &[]), place.serve_on(world.database.url(), &[]));
    (world, cast, posting, place, one, two)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_is_killed_loses_nothing_acknowledged_and_the_other_goes_on() {
    let (world, cast, posting, place, mut one, two) = two_programs().await;
    // With a third one about, nobody left behind is alone and free to forget everybody.
    let three = place.serve_on(world.database.url(), &[]);
    let (dana, ben) = (one.sign_in(DANA), two.sign_in(BEN));
    let (mut danas, mut bens) = (editor_at(&one, &dana, posting, 101).await, editor_at(&two, &ben, posting, 102).await);
    let seat = danas.welcome.seat;
    assert_eq!(sees(&mut bens, DANA.name).await.seat, seat);
    let line = danas.replica.snapshot().lines().next().unwrap().1.id.clone();
    let known = danas.replica.state_vector();
    let until = Instant::now() + Duration::from_millis(1_200);
    let mut words = Vec::new();
    while Instant::now() < until {
        words.push(format!(" w{}.", words.len()));
        danas.types(&line, words.last().unwrap()).await;
        // Whoever types faster than a room allows is sent away.
        let pause = sleep(Duration::from_millis(25));
        drop(timeout(Duration::from_millis(20), danas.hears()).await);
        pause.await;
    }
    one.stop("KILL");
    let killed = Instant::now();
    while danas.hears().await.is_ok() {}
    let saved = usize::try_from(danas.saved()).unwrap();
    assert!(saved > 10, "something was acknowledged: {saved} of {}", words.len());

    // All of it is at the other node, and nothing stops there.
    bens.reads(&line, &words[saved - 1]).await;
    bens.types(&line, " Going on.").await;
    bens.is_saved().await;
    let text = bens.says(&line);
    assert!(words[..saved].iter().all(|word| text.contains(word)), "{saved} were acknowledged: {text}");
    parts_with(&mut bens, seat).await;
    assert!(killed.elapsed() < DEAD_WITHIN, "{:?}", killed.elapsed());

    // Dana's browser turns to the other node, and brings what was not acknowledged.
    let again = danas.replica.changes_since(&known).unwrap();
    let mut danas = editor_at(&two, &dana, posting, 101).await;
    danas.pushes(again).await;
    danas.is_saved().await;
    let text = world.services.load_live(posting).await.unwrap().draft.snapshot().line(&line).unwrap().1.text.clone();
    assert!(words.iter().all(|word| text.matches(word.as_str()).count() == 1), "{text}");
    assert!(text.contains(" Going on."), "{text}");

    let vera = three.sign_in(scenarios::cast::VERA);
    let mut veras = editor_at(&three, &vera, posting, 103).await;
    assert_eq!(sees(&mut veras, BEN.name).await.user, cast.ben.id);
}

/// Nobody is told that a program stands still; the others take it for dead, and take it back when it goes on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_stands_still_for_a_while_is_missed_and_comes_back() {
    let (_world, _cast, posting, _place, one, two) = two_programs().await;
    let (dana, ben) = (one.sign_in(DANA), two.sign_in(BEN));
    let (mut danas, mut bens) = (editor_at(&one, &dana, posting, 101).await, editor_at(&two, &ben, posting, 102).await);
    let line = danas.replica.snapshot().lines().next().unwrap().1.id.clone();
    let seat = sees(&mut bens, DANA.name).await.seat;
    one.signal("STOP");
    let took = parts_with(&mut bens, seat).await;
    assert!((Duration::from_secs(5)..DEAD_WITHIN).contains(&took), "{took:?}");
    bens.types(&line, " Meanwhile.").await;
    bens.is_saved().await;
    one.signal("CONT");
    assert_eq!(sees(&mut bens, DANA.name).await.seat, seat);
    danas.reads(&line, " Meanwhile.").await;
    danas.types(&line, " Awake.").await;
    bens.reads(&line, " Awake.").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn programs_that_start_together_on_an_empty_database_migrate_it_once() {
    let database = TestDatabase::create(Database::Postgres).await;
    let place = Place::new();
    let programs: Vec<Running> = std::thread::scope(|scope| {
        let starts: Vec<_> = (0..3).map(|_| scope.spawn(|| place.serve_on(database.url(), &[]))).collect();
        starts.into_iter().map(|start| start.join().unwrap()).collect()
    });
    let storage = Storage::connect(database.url()).await.unwrap();
    let count = async |sql: &str| {
        let statement = Statement::from_string(DbBackend::Postgres, sql);
        let row = storage.connection().query_one_raw(statement).await.unwrap().unwrap();
        row.try_get::<i64>("", "count").unwrap()
    };
    let steps = count("SELECT count(*) FROM seaql_migrations").await;
    let distinct = count("SELECT count(DISTINCT version) FROM seaql_migrations").await;
    assert!(steps >= 8 && steps == distinct, "{steps} steps, {distinct} of them different");
    assert!(count("SELECT count(*) FROM library_items").await > 100);
    meet().await;
    assert_eq!(count("SELECT count(*) FROM nodes").await, 3, "each says that it is alive");
    let mut programs = programs.into_iter();
    programs.next().unwrap().stop("TERM");
    assert_eq!(count("SELECT count(*) FROM nodes").await, 2, "who ends says so");
    let mut killed = programs.next().unwrap();
    killed.stop("KILL");
    sleep(Duration::from_millis(100)).await;
    assert_eq!(count("SELECT count(*) FROM nodes").await, 2, "who is killed can't");
}
