//! Files that come in parts: read for whoever may bring in a posting, refused with a sentence on the page otherwise.

use std::time::{Duration, Instant};

use axum::body::Body;
use http::{Method, Request, header};
use rolewright::extract::FILE_MAX_BYTES;
use scenarios::{
    Database,
    cast::{ADA, AXEL, DANA, HUGO, OLGA, VERA},
};

use crate::support::{Answer, Browser, House, from_our_page};

const PAGE: &str = "/postings/import?do=upload_arrival";
const TEXT: &[u8] = b"Backend Developer\n\nDuties\n- Bake bread\n- Write tests\n";

fn parts(name: &str, content: &[u8]) -> Vec<u8> {
    let head = format!(
        "--sep\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
    );
    [head.as_bytes(), content, b"\r\n--sep--\r\n"].concat()
}

fn request(body: Vec<u8>) -> Request<Body> {
    let kind = "multipart/form-data; boundary=sep";
    from_our_page(Method::POST, PAGE).header(header::CONTENT_TYPE, kind).body(body.into()).unwrap()
}

async fn upload(browser: &mut Browser, name: &str, content: &[u8]) -> Answer {
    browser.send(request(parts(name, content))).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_is_read_and_shown_to_whoever_brought_it() {
    let house = House::on(Database::Sqlite).await;
    let mut dana = house.signed_in(DANA).await;
    let answer = upload(&mut dana, "old.txt", TEXT).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let address = answer.location().to_owned();
    assert!(address.starts_with("/postings/import/"), "{address}");
    let page = dana.get(&address).await;
    assert!(page.status == 200 && page.body.contains("Bake bread") && page.body.contains("old.txt"), "{}", page.body);
    assert_eq!(house.signed_in(OLGA).await.get(&address).await.status, 404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn strangers_upload_nothing() {
    let house = House::on(Database::Sqlite).await;
    assert_eq!(upload(&mut house.visitor(), "old.txt", TEXT).await.location(), "/sign-in?next=%2Fpostings%2Fimport");
    for person in [HUGO, ADA, VERA, AXEL] {
        let mut browser = house.signed_in(person).await;
        let before = house.stored().await;
        assert_eq!(upload(&mut browser, "old.txt", TEXT).await.status, 403, "{}", person.name);
        assert_eq!(house.stored().await, before);
    }
    let mut dana = house.signed_in(DANA).await;
    let mut foreign = request(parts("old.txt", TEXT));
    foreign.headers_mut().insert("sec-fetch-site", "cross-site".parse().unwrap());
    assert_eq!(dana.send(foreign).await.status, 403);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_can_not_be_read_is_said_on_the_page() {
    let house = House::on(Database::Sqlite).await;
    let mut dana = house.signed_in(DANA).await;
    let large = vec![b'x'; FILE_MAX_BYTES + 1];
    let cases: [(&str, &[u8], &str); 8] = [
        ("", b"", "Choose a file."),
        ("empty.txt", b"", "This file is empty."),
        ("picture.png", b"\x89PNG", "Choose a Word document"),
        ("old.doc", b"\xd0\xcf\x11\xe0", "Save it as .docx or PDF"),
        ("broken.docx", b"PK\x03\x04broken", "can’t be read"),
        ("broken.pdf", b"%PDF-1.7 broken", "can’t be read"),
        ("blank.html", b"<p> </p>", "There is no text in this file"),
        ("large.txt", &large, "larger than 5 MiB"),
    ];
    let before = house.stored().await;
    for (name, content, sentence) in cases {
        let start = Instant::now();
        let answer = upload(&mut dana, name, content).await;
        assert!(start.elapsed() < Duration::from_secs(6), "{name}: {:?}", start.elapsed());
        let said = answer.body.replace("can't", "can’t").replace("can&#x27;t", "can’t");
        assert!(answer.status == 422 && said.contains(sentence), "{name}: {} {}", answer.status, answer.body);
    }
    assert_eq!(house.stored().await, before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_that_is_cut_off_or_no_form_is_refused() {
    let house = House::on(Database::Sqlite).await;
    let mut dana = house.signed_in(DANA).await;
    let whole = parts("old.txt", TEXT);
    for body in [whole[..whole.len() - 20].to_vec(), b"nonsense".to_vec(), Vec::new()] {
        assert_eq!(dana.send(request(body)).await.status, 422);
    }
    let mut other = whole.clone();
    other.splice(38..42, *b"note");
    assert_eq!(dana.send(request(other)).await.status, 422, "another field");
    let huge = Body::from(vec![b'x'; 40 * 1024 * 1024]);
    let huge = from_our_page(Method::POST, PAGE)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=sep")
        .header(header::CONTENT_LENGTH, 40 * 1024 * 1024)
        .body(huge)
        .unwrap();
    assert_eq!(dana.send(huge).await.status, 413);
}
