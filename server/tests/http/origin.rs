//! Only our own pages may change something (ASVS v5.0.0-3.5.1).

use http::{Request, header};
use scenarios::{Database, cast::ADA};

use crate::support::{BASE_URL, Company};

/// Headers that a form or script on another site, or a program, sends.
const FOREIGN: [&[(&str, &str)]; 8] = [
    &[],
    &[("origin", "https://evil.example")],
    &[("origin", "null")],
    &[("origin", "http://jobs.northwind.example")],
    &[("origin", "https://jobs.northwind.example:8443")],
    &[("sec-fetch-site", "cross-site"), ("origin", BASE_URL)],
    &[("sec-fetch-site", "same-site")],
    &[("sec-fetch-site", "none")],
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_another_site_sends_in_our_name_changes_nothing() {
    let company = Company::on(Database::Sqlite).await;
    let mut ada = company.house.signed_in(ADA).await;
    let before = company.house.stored().await;
    let functions = leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path.to_owned());
    let addresses: Vec<String> = functions.chain(["/people/teams?do=create_team".into(), "/nowhere".into()]).collect();
    for address in &addresses {
        for headers in FOREIGN {
            let mut request = Request::post(address).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let answer = ada.send(request.body("name=Evil&text=x".into()).unwrap()).await;
            assert_eq!(answer.status, 403, "{address} {headers:?}");
        }
    }
    assert_eq!(company.house.stored().await, before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_older_browser_that_names_its_origin_is_served() {
    let company = Company::on(Database::Sqlite).await;
    let mut ada = company.house.signed_in(ADA).await;
    let request = Request::post("/people/teams?do=create_team").header(header::ORIGIN, BASE_URL);
    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    assert_eq!(ada.send(request.body("name=Data".into()).unwrap()).await.status, 303);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_methods_are_no_way_around() {
    let company = Company::on(Database::Sqlite).await;
    let mut ada = company.house.signed_in(ADA).await;
    for method in ["PUT", "PATCH", "DELETE", "TRACE", "BREW"] {
        for address in ["/api/create_team", "/people/teams?do=create_team", "/careers", "/nowhere"] {
            let request = Request::builder().method(method).uri(address).body("name=Evil".into()).unwrap();
            let answer = ada.send(request).await;
            assert!(matches!(answer.status, 403..=405), "{method} {address}: {}", answer.status);
        }
    }
}
