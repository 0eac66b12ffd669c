//! Sessions: the cookie, its rotation, its end (ASVS v5.0.0-3.3, 7.2, 7.4).

use std::time::Duration;

use scenarios::{
    Database, World,
    cast::{ADA, BEN, DANA},
};

use crate::support::{Answer, Browser, House};

const COOKIE: &str = "__Host-id";

fn session_id(browser: &Browser) -> String {
    browser.cookie.clone().unwrap()
}

/// Name, value and attributes of the only cookie, sorted.
fn the_cookie(answer: &Answer) -> (String, Vec<String>) {
    let cookies = answer.cookies();
    let [cookie] = &cookies[..] else { panic!("one cookie, not {cookies:?}") };
    let mut parts = cookie.split("; ").map(str::to_owned);
    let pair = parts.next().unwrap();
    let mut attributes: Vec<String> = parts.collect();
    attributes.sort();
    (pair, attributes)
}

async fn is_signed_in(browser: &mut Browser) -> bool {
    browser.get("/account").await.status == 200
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_cookie_is_secure_hidden_from_scripts_and_for_this_site_alone() {
    let house = House::on(Database::Sqlite).await;
    let mut browser = house.visitor();
    for address in ["/sign-in", "/careers", "/", "/health", "/assets/icons.svg"] {
        assert!(browser.get(address).await.cookies().is_empty(), "{address} sets a cookie before it is needed");
    }
    let fields = [("email", DANA.email), ("password", DANA.password)];
    let answer = browser.submit("/sign-in?do=sign_in", &fields).await;
    let (pair, attributes) = the_cookie(&answer);
    let id = pair.strip_prefix(&format!("{COOKIE}=")).unwrap();
    assert!(id.len() >= 22, "128 bits in base 64");
    assert_eq!(attributes, ["HttpOnly", "Path=/", "SameSite=Lax", "Secure"]);
    for row in house.stored().await {
        assert!(!row.contains(id), "the cookie's value is stored readably: {row}");
    }
    assert!(browser.get("/account").await.cookies().is_empty(), "it is set once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signing_in_changes_the_session_id_and_the_old_one_is_nobody() {
    let house = House::on(Database::Sqlite).await;
    let mut browser = house.signed_in(DANA).await;
    let mut left_behind = house.visitor();
    left_behind.cookie = Some(session_id(&browser));
    browser.sign_in(BEN).await;
    assert_ne!(browser.cookie, left_behind.cookie);
    assert!(browser.get("/account").await.body.contains(BEN.email));
    assert!(!is_signed_in(&mut left_behind).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_id_that_somebody_planted_never_becomes_a_session() {
    let house = House::on(Database::Sqlite).await;
    for planted in ["AAAAAAAAAAAAAAAAAAAAAA", "", "../../etc/passwd", "%00", "' OR 1=1 --", &"x".repeat(4000)] {
        let mut browser = house.visitor();
        browser.cookie = Some(format!("{COOKIE}={planted}"));
        let answer = browser.get("/account").await;
        assert_eq!(answer.status, 303, "{planted:?}");
        browser.cookie = Some(format!("{COOKIE}={planted}"));
        browser.sign_in(DANA).await;
        assert_ne!(session_id(&browser), format!("{COOKIE}={planted}"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signing_out_takes_the_cookie_away_and_ends_the_session() {
    let house = House::on(Database::Sqlite).await;
    let mut browser = house.signed_in(DANA).await;
    let kept = session_id(&browser);
    let answer = browser.submit("/library?do=sign_out", &[]).await;
    assert_eq!((answer.status, answer.location()), (303, "/sign-in"));
    let (pair, attributes) = the_cookie(&answer);
    assert_eq!(pair, format!("{COOKIE}="));
    for needed in ["Secure", "Path=/", "Max-Age=0"] {
        assert!(attributes.iter().any(|attribute| attribute == needed), "a browser ignores {attributes:?}");
    }
    browser.cookie = Some(kept);
    assert!(!is_signed_in(&mut browser).await);
    assert_eq!(house.visitor().submit("/?do=sign_out", &[]).await.status, 303, "without a session, too");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_suspended_is_out_at_once() {
    let house = House::on(Database::Sqlite).await;
    let mut ben = house.signed_in(BEN).await;
    assert!(is_signed_in(&mut ben).await);
    house.world.services.suspend(&house.cast.ada, house.cast.ben.id).await.unwrap();
    assert!(!is_signed_in(&mut ben).await);
    assert_eq!(ben.call("list_library", &[]).await.status, 401);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_password_ends_every_other_session() {
    let house = House::on(Database::Sqlite).await;
    let (mut here, mut there) = (house.signed_in(DANA).await, house.signed_in(DANA).await);
    let fields = [("current_password", DANA.password), ("password", "dana-found-a-better-one")];
    assert_eq!(here.submit("/account?do=change_password", &fields).await.status, 303);
    assert!(is_signed_in(&mut here).await && !is_signed_in(&mut there).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_is_not_used_for_an_hour_is_over() {
    let house = House::on(Database::Sqlite).await;
    let mut dana = house.signed_in(DANA).await;
    for _ in 0..3 {
        house.world.clock.advance(Duration::from_secs(59 * 60));
        assert!(is_signed_in(&mut dana).await);
    }
    house.world.clock.advance(Duration::from_secs(61 * 60));
    assert!(!is_signed_in(&mut dana).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_set_up_link_makes_one_admin_and_signs_them_in() {
    let house = House::on(Database::Sqlite).await;
    let empty = World::on(Database::Sqlite).await;
    let token = empty.services.set_up_link().await.unwrap().unwrap();
    let mut first = house.visitor_of(&empty.services);
    assert_eq!(first.get(&app::paths::set_up(&token)).await.status, 200);
    let fields = [("token", &*token), ("display_name", "Ada"), ("email", ADA.email), ("password", ADA.password)];
    let address = format!("{}&do=set_up", app::paths::set_up(&token));
    let answer = first.submit(&address, &fields).await;
    assert_eq!((answer.status, answer.location()), (303, "/"));
    assert_eq!(first.get("/people").await.status, 200, "she is an admin");
    let mut second = house.visitor_of(&empty.services);
    assert_eq!(second.submit(&address, &fields).await.status, 410);
    assert_eq!(second.call("set_up", &fields).await.status, 410);
}
