//! The library as a file over HTTP: who gets it, who may bring one, and what becomes of uploads that are none.

use axum::body::{Body, Bytes};
use futures::stream;
use http::{Method, Request, header};
use scenarios::{
    Database,
    cast::{ADA, AXEL, BEN, DANA, HUGO, OLGA, VERA},
};
use storage::ImportRecord;

use crate::support::{Answer, Browser, Company, House, from_our_page};

const FILES: [&str; 3] = [app::paths::LIBRARY_CSV, app::paths::LIBRARY_JSON, app::paths::LIBRARY_XLSX];
const BOUNDARY: &str = "----a-boundary";
const ONE: &[u8] = b"kind,name,body\nbenefit,Salad,We offer salad.\n";

fn form(name: &str, field: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n");
    [head.as_bytes(), bytes, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat()
}

fn post(body: impl Into<Body>) -> Request<Body> {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    from_our_page(Method::POST, app::paths::IMPORT_FILE).header(header::CONTENT_TYPE, kind).body(body.into()).unwrap()
}

async fn upload(browser: &mut Browser, name: &str, bytes: &[u8]) -> Answer {
    browser.send(post(form(name, "file", bytes))).await
}

async fn imports(house: &House) -> Vec<ImportRecord> {
    house.world.storage.imports().list(100).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stranger_is_refused_the_library_as_a_file_and_brings_none() {
    let company = Company::on(Database::Sqlite).await;
    let before = company.house.stored().await;
    let mut nobody = company.house.visitor();
    for file in FILES {
        assert_eq!(nobody.get(file).await.status, 401, "{file}");
    }
    assert_eq!(upload(&mut nobody, "a.csv", ONE).await.status, 303, "to the sign-in page");
    assert_eq!(company.house.stored().await, before);
    for person in [DANA, BEN, HUGO, VERA, AXEL, OLGA] {
        let mut browser = company.house.signed_in(person).await;
        for file in FILES {
            assert_eq!(browser.get(file).await.status, 403, "{file} as {}", person.name);
        }
        assert_eq!(upload(&mut browser, "a.csv", ONE).await.status, 403, "{}", person.name);
    }
    assert_eq!(imports(&company.house).await.len(), company.files.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_curator_takes_the_library_along_and_brings_it_back() {
    let company = Company::on(Database::Sqlite).await;
    let mut ada = company.house.signed_in(ADA).await;
    for (file, kind) in FILES.into_iter().zip([
        "text/csv; charset=utf-8",
        "application/json",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ]) {
        let answer = ada.get(file).await;
        assert_eq!((answer.status, answer.header("content-type")), (200, kind));
        let name = file.rsplit('/').next().unwrap().replace("export", "library");
        assert_eq!(answer.header("content-disposition"), format!("attachment; filename=\"{name}\""));
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    let json = ada.get(app::paths::LIBRARY_JSON).await;
    let read: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    // Published, offered, draft, deprecated, a newer version of it waits, changed with others, accepted, two that say the same,
    // one that another was merged into. Not the merged one.
    let all = 10;
    assert_eq!(read.as_array().unwrap().len(), all, "{}", json.body);

    let answer = upload(&mut ada, "C:\\papers\\library.json", json.body.as_bytes()).await;
    assert_eq!(answer.status, 303);
    let address = answer.location().to_owned();
    let page = ada.get(&address).await;
    assert!(page.body.contains("It is being checked"), "{}", page.body);
    assert_eq!(page.header("refresh"), "1", "without scripts, too, one sees how far it is");
    company.house.world.services.work_on_imports().await.unwrap();
    let page = ada.get(&address).await;
    assert!(
        page.body.contains("Nothing in this file is new") && page.body.contains("<h1>library.json</h1>"),
        "{}",
        page.body
    );
    assert_eq!(page.header("refresh"), "");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upload_that_is_none_leaves_nothing_behind() {
    let house = House::on(Database::Sqlite).await;
    let mut ada = house.signed_in(ADA).await;
    for (request, words) in [
        (post(form("a.txt", "file", ONE)), "ends in .csv, .json or .xlsx"),
        (post(form("", "file", b"")), "Choose a file"),
        (post(form("a.csv", "other", ONE)), "Choose a file"),
        (post(form("a.csv", "file", b"")), "The file is empty"),
        (post(form("a.xlsx", "file", &vec![b'x'; 17 * 1024 * 1024])), "An Excel file may have 16 MiB"),
    ] {
        let answer = ada.send(request).await;
        assert_eq!(answer.status, 422, "{words}: {}", answer.body);
        assert!(answer.body.contains(words), "{words}: {}", answer.body);
    }
    let whole = form("a.csv", "file", ONE);
    let cut = ada.send(post(whole[..whole.len() - 30].to_vec())).await;
    assert_eq!(cut.status, 422);
    assert!(cut.body.contains("The upload broke off"), "{}", cut.body);
    let broken = stream::iter([Ok(Bytes::from(whole[..100].to_vec())), Err(std::io::Error::other("gone"))]);
    assert_eq!(ada.send(post(Body::from_stream(broken))).await.status, 422);
    let plain = from_our_page(Method::POST, app::paths::IMPORT_FILE).body("name=x".into()).unwrap();
    assert_eq!(ada.send(plain).await.status, 400);
    let mut elsewhere = post(form("a.csv", "file", ONE));
    elsewhere.headers_mut().insert("sec-fetch-site", "cross-site".parse().unwrap());
    assert_eq!(ada.send(elsewhere).await.status, 403);
    assert!(imports(&house).await.is_empty());
    assert_eq!(house.world.services.forget_old_imports().await.unwrap(), 0, "and nothing half arrived");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_without_end_is_refused() {
    let house = House::on(Database::Sqlite).await;
    let mut ada = house.signed_in(ADA).await;
    let head = form("a.csv", "file", b"");
    let head = Bytes::from(head[..head.len() - 20].to_vec());
    let mebibyte = Bytes::from(vec![b'x'; 1024 * 1024]);
    let pieces = std::iter::once(head).chain(std::iter::repeat_n(mebibyte, 300));
    let endless = stream::iter(pieces.map(Ok::<_, std::io::Error>));
    let answer = ada.send(post(Body::from_stream(endless))).await;
    assert_eq!(answer.status, 422, "{}", answer.body);
    assert!(answer.body.contains("A file may have 64 MiB"), "{}", answer.body);
    assert!(imports(&house).await.is_empty());
}
