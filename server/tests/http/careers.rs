//! The public pages: found while open, gone when closed, sent only when changed.

use http::{Request, header};
use scenarios::{Database, cast::HUGO};

use crate::support::{Answer, BASE_URL, Browser, Company};

async fn ask_again(browser: &mut Browser, address: &str, etag: &str) -> Answer {
    browser.send(Request::get(address).header(header::IF_NONE_MATCH, etag).body("".into()).unwrap()).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_browser_has_already_is_not_sent_again() {
    let company = Company::on(Database::Sqlite).await;
    let mut visitor = company.house.visitor();
    for address in ["/careers".to_owned(), app::paths::career(&company.open_slug)] {
        let page = visitor.get(&address).await;
        let etag = page.header("etag").to_owned();
        assert!(page.status == 200 && etag.starts_with("W/\""), "{address}: {etag}");
        for known in [etag.clone(), format!("\"other\", {etag}")] {
            let again = ask_again(&mut visitor, &address, &known).await;
            assert_eq!((again.status, again.body.as_str(), again.header("etag")), (304, "", &*etag), "{address}");
        }
        assert_eq!(ask_again(&mut visitor, &address, "W/\"other\"").await.status, 200);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_published_and_closed_is_seen_at_once_and_a_closed_posting_is_gone() {
    let company = Company::on(Database::Sqlite).await;
    let mut visitor = company.house.visitor();
    let career = app::paths::career(&company.open_slug);
    let list = visitor.get("/careers").await;
    assert!(list.body.contains(&career) && visitor.get(&career).await.status == 200);

    let mut hugo = company.house.signed_in(HUGO).await;
    let id = company.published[0].id.to_string();
    assert_eq!(hugo.call("close", &[("posting", &id)]).await.status, 200);
    let gone = visitor.get(&career).await;
    assert_eq!(gone.status, 410);
    assert!(gone.body.contains("This posting is closed") && !gone.body.contains("application/ld+json"));
    let changed = ask_again(&mut visitor, "/careers", list.header("etag")).await;
    assert!(changed.status == 200 && !changed.body.contains(&format!("{career}\"")), "{}", changed.body);
    assert_eq!(visitor.get("/careers/never-was").await.status, 404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_sitemap_names_what_is_open_and_nothing_else() {
    let company = Company::on(Database::Sqlite).await;
    let sitemap = company.house.visitor().get("/careers/sitemap.xml").await;
    assert_eq!((sitemap.status, sitemap.header("content-type")), (200, "application/xml; charset=utf-8"));
    for (address, is_there) in [
        ("/careers".to_owned(), true),
        (app::paths::career(&company.open_slug), true),
        (app::paths::career(&company.closed_slug), false),
    ] {
        assert_eq!(sitemap.body.contains(&format!("<loc>{BASE_URL}{address}</loc>")), is_there, "{}", sitemap.body);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_public_pages_are_the_same_for_the_signed_in() {
    let company = Company::on(Database::Sqlite).await;
    let address = app::paths::career(&company.open_slug);
    let mut hugo = company.house.signed_in(HUGO).await;
    let (his, theirs) = (hugo.get(&address).await, company.house.visitor().get(&address).await);
    assert_eq!(his.body, theirs.body);
    assert!(!his.body.contains("Hugo") && his.cookies().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_number_of_made_up_addresses_is_answered() {
    let company = Company::on(Database::Sqlite).await;
    let mut visitor = company.house.visitor();
    for number in 0..600 {
        assert_eq!(visitor.get(&format!("/careers/made-up-{number}")).await.status, 404);
    }
    for question in
        ["?q=%00", "?page=999999999999999999999", "?page=-1", "?seniority=nonsense", "?q=%FF", "?place=%F0%9F%A6%80"]
    {
        assert_eq!(visitor.get(&format!("/careers{question}")).await.status, 200, "{question}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_is_sent_in_the_coding_that_the_browser_likes_best() {
    let company = Company::on(Database::Sqlite).await;
    let mut visitor = company.house.visitor();
    let plain = visitor.get("/careers").await;
    assert_eq!((plain.header("content-encoding"), plain.header("vary")), ("", "accept-encoding"));
    for (accepted, coding) in
        [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip;q=0.5", "gzip"), ("zstd", "")]
    {
        let asking = || Request::get("/careers").header(header::ACCEPT_ENCODING, accepted);
        let page = visitor.send(asking().body("".into()).unwrap()).await;
        assert_eq!((page.status, page.header("content-encoding")), (200, coding), "{accepted}");
        assert_eq!((page.header("vary"), page.header("etag")), ("accept-encoding", plain.header("etag")), "{accepted}");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(page.body == plain.body, coding.is_empty(), "{accepted}");

        let known = asking().header(header::IF_NONE_MATCH, plain.header("etag"));
        let again = visitor.send(known.body("".into()).unwrap()).await;
        assert_eq!((again.status, again.header("content-encoding"), again.body.as_str()), (304, "", ""), "{accepted}");
        assert_eq!(again.header("vary"), "accept-encoding");
    }
}
