//! Headers on every kind of answer (ASVS v5.0.0-3.4), and how long each may be kept.

use http::{Method, Request, header};
use scenarios::{Database, cast::ADA};

use crate::support::{Answer, BASE_URL, Company, from_our_page};

/// One answer of every kind, by name. The last part is how it may be kept.
async fn answers(company: &Company) -> Vec<(&'static str, Answer, &'static str)> {
    const NEVER: &str = "no-store";
    const ASK: &str = "public, no-cache";
    let mut nobody = company.house.visitor();
    let mut ada = company.house.signed_in(ADA).await;
    let career = app::paths::career(&company.open_slug);
    let etag = nobody.get(&career).await.header("etag").to_owned();
    let again = Request::get(&career).header(header::IF_NONE_MATCH, etag).body("".into()).unwrap();
    let foreign = Request::post("/?do=sign_out").header("origin", "https://evil.example").body("".into()).unwrap();
    let large = from_our_page(Method::POST, "/api/sign_in").header(header::CONTENT_LENGTH, 10_000_000);
    let link = app::paths::guest_link(company.guests[0].0, &company.guests[0].1);
    let head = Request::head("/careers").body("".into()).unwrap();
    vec![
        ("page", ada.get("/library").await, NEVER),
        ("page without a session", nobody.get("/sign-in").await, NEVER),
        ("way to the sign-in page", nobody.get("/people").await, NEVER),
        ("page that is refused", company.house.signed_in(scenarios::cast::DANA).await.get("/people").await, NEVER),
        ("page that is not there", nobody.get("/nowhere").await, NEVER),
        ("form done", ada.submit("/people/teams?do=create_team", &[("name", "Data")]).await, NEVER),
        ("form refused", ada.submit("/people/teams?do=create_team", &[("name", "")]).await, NEVER),
        ("link of a guest", nobody.get(&link).await, NEVER),
        ("link of a guest that never was", nobody.get(&format!("{link}x")).await, NEVER),
        ("form without a function", ada.submit("/people/teams", &[]).await, NEVER),
        ("foreign form", ada.send(foreign).await, NEVER),
        ("body too large", ada.send(large.body("".into()).unwrap()).await, NEVER),
        ("call", ada.call("list_library", &[]).await, NEVER),
        ("call refused", nobody.call("list_library", &[]).await, NEVER),
        ("call of nothing", ada.call("no_such_function", &[]).await, NEVER),
        ("call by GET", ada.get("/api/sign_out").await, NEVER),
        ("public list", nobody.get("/careers").await, ASK),
        ("public list, asked for its head", nobody.send(head).await, ASK),
        ("public posting", nobody.get(&career).await, ASK),
        ("public posting known already", nobody.send(again).await, ASK),
        ("closed posting", nobody.get(&app::paths::career(&company.closed_slug)).await, ASK),
        ("posting that never was", nobody.get("/careers/never-was").await, ASK),
        ("sitemap", nobody.get("/careers/sitemap.xml").await, ASK),
        ("robots", nobody.get("/robots.txt").await, ASK),
        ("health", nobody.get("/health").await, NEVER),
        ("readiness", nobody.get("/ready").await, NEVER),
        ("missing file", nobody.get("/assets/app-000000000000.css").await, NEVER),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_kind_of_answer_carries_the_security_headers() {
    let company = Company::on(Database::Sqlite).await;
    for (kind, answer, kept) in answers(&company).await {
        check(kind, &answer);
        assert_eq!(answer.header("cache-control"), kept, "{kind} ({})", answer.status);
    }
}

/// What has to be on every answer.
pub fn check(kind: &str, answer: &Answer) {
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("strict-transport-security", "max-age=63072000; includeSubDomains"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(answer.header(name), value, "{name} of {kind} ({})", answer.status);
    }
    let policy = answer.header("content-security-policy");
    for part in ["default-src 'none'", "frame-ancestors 'none'"] {
        assert!(policy.contains(part), "{kind}: {policy}");
    }
    for hole in ["'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:"] {
        assert!(!policy.contains(hole), "{kind}: {policy}");
    }
    assert!(answer.headers.get("access-control-allow-origin").is_none(), "{kind}");
    assert!(answer.headers.get("server").is_none(), "{kind}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn public_pages_allow_no_script_and_private_ones_none_but_our_files() {
    let company = Company::on(Database::Sqlite).await;
    let public = company.house.visitor().get("/careers").await;
    assert!(public.header("content-security-policy").contains("script-src 'none'"));
    assert!(!public.body.contains("<script"), "{}", public.body);
    let mut ada = company.house.signed_in(ADA).await;
    for address in ["/", "/library", "/people", "/account", "/audit", "/postings"] {
        let page = ada.get(address).await;
        assert!(page.header("content-security-policy").contains("script-src 'self' 'wasm-unsafe-eval';"));
        for script in page.body.split("<script").skip(1) {
            assert!(
                script.trim_start().starts_with("src=") || script.contains("src=\"/assets/"),
                "{address}: {script}"
            );
            assert!(script.split_once('>').unwrap().1.starts_with("</script>"), "an inline script on {address}");
        }
        assert!(!page.body.contains(" style=\"") && !page.body.contains("<style"), "inline style on {address}");
        assert!(
            !page.body.contains(" onclick=\"") && !page.body.contains("javascript:"),
            "inline handler on {address}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn search_engines_are_told_of_the_public_pages_alone() {
    let company = Company::on(Database::Sqlite).await;
    let mut nobody = company.house.visitor();
    let robots = nobody.get("/robots.txt").await;
    assert!(robots.body.contains("Disallow: /\n") && robots.body.contains("Allow: /careers\n"), "{}", robots.body);
    assert!(robots.body.contains(&format!("Sitemap: {BASE_URL}/careers/sitemap.xml\n")), "{}", robots.body);
    assert!(nobody.get("/sign-in").await.body.contains(r#"<meta name="robots" content="noindex""#));
    assert!(!nobody.get("/careers").await.body.contains("noindex"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_answer_has_a_name_of_its_own_that_nobody_else_chose() {
    let company = Company::on(Database::Sqlite).await;
    let mut seen = std::collections::HashSet::new();
    for (kind, answer, _) in answers(&company).await {
        let name = answer.header("x-request-id").to_owned();
        assert!(name.len() == 36 && seen.insert(name.clone()), "{kind}: {name:?}");
    }
    let chosen = Request::get("/health").header("x-request-id", "chosen").body("".into()).unwrap();
    let answer = company.house.visitor().send(chosen).await;
    assert!(answer.header("x-request-id").len() == 36, "{:?}", answer.headers);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_pages_in_the_frame_ask_for_a_bundle_and_only_the_editor_has_a_workbench() {
    let company = Company::on(Database::Sqlite).await;
    let (mut nobody, mut ada) = (company.house.visitor(), company.house.signed_in(ADA).await);
    let editor = app::paths::posting(company.published[0].id);
    let is_there = |page: &Answer, name: &str| page.body.contains(&format!("/assets/{name}-"));
    let pages = ["/", "/library", "/postings", "/people", "/search", "/audit", "/nowhere"];
    let pages = pages.map(|address| (address.to_owned(), "pages", "editor"));
    for (address, bundle, other) in pages.into_iter().chain([(editor, "editor", "pages")]) {
        let page = ada.get(&address).await;
        assert!(page.body.contains(r#"id="palette""#), "{address}: {}", page.body);
        assert_eq!(page.body.contains("id=\"workbench\""), bundle == "editor", "{address}: {}", page.body);
        for link in ["<link id=\"bundle-loader\" rel=\"modulepreload\"", "<link id=\"bundle-wasm\" rel=\"preload\""] {
            assert_eq!(page.body.matches(link).count(), 1, "{address}: {}", page.body);
        }
        assert!(is_there(&page, bundle) && !is_there(&page, other) && is_there(&page, "boot"), "{address}");
    }
    for address in ["/sign-in", "/set-up?token=x", "/invitation?token=x", "/nowhere", "/careers"] {
        let page = nobody.get(address).await;
        assert!(!is_there(&page, "pages") && !is_there(&page, "editor"), "{address}: {}", page.body);
        assert_eq!(is_there(&page, "boot"), address != "/careers", "{address}");
    }
}
