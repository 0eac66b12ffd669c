//! Who gets a socket at all.

use http::{Request, header};
use scenarios::{
    Database,
    cast::{DANA, OLGA},
};

use crate::support::{BASE_URL, Company};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_a_page_of_ours_opens_a_socket() {
    let company = Company::on(Database::Sqlite).await;
    let dana = company.house.signed_in(DANA).await;
    let (cookie, posting) = (dana.cookie.as_deref(), company.draft.id.to_string());
    for origin in [
        None,
        Some("null"),
        Some(""),
        Some("https://evil.example"),
        Some("http://jobs.northwind.example"),
        Some("https://jobs.northwind.example:8443"),
        Some("https://jobs.northwind.example.evil.example"),
        Some("https://JOBS.northwind.example"),
    ] {
        assert_eq!(company.house.dial(cookie, &posting, origin).await.err(), Some(403), "{origin:?}");
    }
    assert!(company.house.dial(cookie, &posting, Some(BASE_URL)).await.is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn strangers_and_people_who_are_not_signed_in_are_refused() {
    let company = Company::on(Database::Sqlite).await;
    let (dana, olga) = (company.house.signed_in(DANA).await, company.house.signed_in(OLGA).await);
    let (dana, olga) = (dana.cookie.as_deref(), olga.cookie.as_deref());
    let posting = company.draft.id.to_string();
    let nowhere = "018f0000-0000-7000-8000-00000000dead";
    for (cookie, posting, status) in [
        (None, posting.as_str(), 401),
        (Some("__Host-id=AAAAAAAAAAAAAAAAAAAAAA"), posting.as_str(), 401),
        (olga, posting.as_str(), 404),
        (dana, nowhere, 404),
        (dana, "rubbish", 404),
    ] {
        assert_eq!(company.house.dial(cookie, posting, Some(BASE_URL)).await.err(), Some(status), "{posting}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_plain_request_is_no_socket() {
    let company = Company::on(Database::Sqlite).await;
    let mut dana = company.house.signed_in(DANA).await;
    let address = format!("/postings/{}/live", company.draft.id);
    assert_eq!(dana.get(&address).await.status, 403);
    let request = Request::get(&address).header(header::ORIGIN, BASE_URL).body("".into()).unwrap();
    assert_eq!(dana.send(request).await.status, 400);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_ninth_connection_of_one_person_waits_for_one_of_the_others_to_go() {
    let company = Company::on(Database::Sqlite).await;
    let dana = company.house.signed_in(DANA).await;
    let mut lines = Vec::new();
    for _ in 0..8 {
        lines.push(company.house.line(&dana, company.draft.id).await);
    }
    let posting = company.draft.id.to_string();
    let dial = || company.house.dial(dana.cookie.as_deref(), &posting, Some(BASE_URL));
    assert_eq!(dial().await.err(), Some(429));
    lines.pop();
    for _ in 0..100 {
        if dial().await.is_ok() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the place stays taken");
}
