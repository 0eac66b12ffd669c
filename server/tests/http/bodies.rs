//! Bodies that are too large, malformed or for nobody: refused with the right status, without a word on our inside.

use axum::body::Body;
use http::{Method, Request, header};
use rolewright::router::BODY_MAX_BYTES;
use scenarios::{Database, cast::ADA};

use crate::support::{Answer, Browser, House, from_our_page};

const ADDRESSES: [&str; 4] =
    ["/api/create_team", "/api/edit_line", "/people/teams?do=create_team", "/people/teams?do=edit_line"];

fn post(address: &str, kind: &str, body: impl Into<Body>) -> Request<Body> {
    from_our_page(Method::POST, address).header(header::CONTENT_TYPE, kind).body(body.into()).unwrap()
}

async fn ada(house: &House) -> Browser {
    house.signed_in(ADA).await
}

fn says_nothing_of_our_inside(answer: &Answer) {
    for word in
        ["SELECT", "sqlx", "sqlite", ".rs:", "panicked", "serde", "expected", "missing field", "/home/", "/tmp/"]
    {
        assert!(!answer.body.contains(word), "{word:?} in {}", answer.body);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_that_is_too_large_is_refused_whether_it_says_so_or_not() {
    let house = House::on(Database::Sqlite).await;
    let mut ada = ada(&house).await;
    let large = format!("name={}", "x".repeat(BODY_MAX_BYTES));
    for address in ADDRESSES {
        let answer = ada.send(post(address, "application/x-www-form-urlencoded", large.clone())).await;
        assert_eq!(answer.status, 413, "{address}, length unknown");
        let mut request = post(address, "application/x-www-form-urlencoded", large.clone());
        request.headers_mut().insert(header::CONTENT_LENGTH, large.len().to_string().parse().unwrap());
        assert_eq!(ada.send(request).await.status, 413, "{address}, length told");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_that_can_not_be_read_is_400() {
    let house = House::on(Database::Sqlite).await;
    let mut ada = ada(&house).await;
    let form = "application/x-www-form-urlencoded";
    for (address, kind, body) in [
        ("/api/create_team", form, &b""[..]),
        ("/api/create_team", form, b"nome=Data"),
        ("/api/create_team", form, b"\xff\xfe\x00"),
        ("/api/create_team", "application/json", b"{\"name\":\"Data\"}"),
        ("/api/create_team", "application/json", b"["),
        ("/api/edit_line", form, b"posting=1"),
        ("/people/teams?do=create_team", form, b"nome=Data"),
        ("/people/teams?do=create_team", form, b"\xff\xfe\x00"),
        ("/people/teams?do=edit_line", form, b"posting=1"),
        ("/library?do=edit_item", form, b"item=1"),
    ] {
        let answer = ada.send(post(address, kind, body)).await;
        assert_eq!(answer.status, 400, "{address} {:?}: {}", String::from_utf8_lossy(body), answer.body);
        says_nothing_of_our_inside(&answer);
    }
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(ada.send(post("/api/create_team", "application/json", deep)).await.status, 400);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_function_that_does_not_exist_is_404() {
    let house = House::on(Database::Sqlite).await;
    let mut ada = ada(&house).await;
    for name in ["no_such_function", "sign_in/more", "SIGN_IN", "%2e%2e/health", "create_team%00", "sign_in12345678"] {
        let answer = ada.call(name, &[("name", "x")]).await;
        assert_eq!(answer.status, 404, "{name}");
        assert_eq!(answer.body, r#"{"error":"not_found"}"#, "{name}");
    }
    let actions = ["no_such_function", "../health", "a%20b", "%00", "<script>", "%F0%9F%A6%80"];
    for action in actions.map(|action| form_urlencoded::byte_serialize(action.as_bytes()).collect::<String>()) {
        let answer = ada.submit(&format!("/people/teams?do={action}"), &[]).await;
        assert_eq!(answer.status, 404, "{action}");
        says_nothing_of_our_inside(&answer);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_that_does_not_say_what_to_do_is_400() {
    let house = House::on(Database::Sqlite).await;
    let mut ada = ada(&house).await;
    for address in ["/people/teams", "/people/teams?x=1", "/sign-in", "/"] {
        assert_eq!(ada.submit(address, &[("name", "Data")]).await.status, 400, "{address}");
    }
}
