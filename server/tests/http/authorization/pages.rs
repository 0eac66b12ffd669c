//! Every page: what nobody in particular, and each of the cast, is answered.

use std::collections::BTreeSet;

use app::App;
use domain::timeline::Point;
use scenarios::{
    Database,
    cast::{ADA, AXEL, DANA, HUGO, OLGA, Person, VERA},
};

use crate::support::Company;

const PEOPLE: [Person; 6] = [DANA, HUGO, ADA, VERA, AXEL, OLGA];

/// Signed out one is sent to the sign-in page.
const SENT_AWAY: u16 = 303;
/// Every signed-in person.
const ALL: [u16; 6] = [200; 6];
/// A posting of Platform, hidden from Olga.
const NOT_OLGA: [u16; 6] = [200, 200, 200, 200, 200, 404];
/// Made by Ada, and published never.
const NOT_MADE: [u16; 6] = [404, 404, 200, 404, 404, 404];
/// Only Ada, the admin and curator.
const ADMINS: [u16; 6] = [403, 403, 200, 403, 403, 403];

/// Route, an address of it, the answer to nobody, and to Dana, Hugo, Ada, Vera, Axel, Olga.
fn rows(company: &Company) -> Vec<(&'static str, String, u16, [u16; 6])> {
    let item = |slug: &str| app::paths::item(slug);
    let [draft, reviewed] = [company.draft.id, company.in_review[0].id];
    vec![
        ("/", "/".into(), SENT_AWAY, ALL),
        ("/search", app::paths::search("bread"), SENT_AWAY, ALL),
        ("/careers", "/careers".into(), 200, ALL),
        ("/careers/{slug}", app::paths::career(&company.open_slug), 200, ALL),
        ("/postings", "/postings".into(), SENT_AWAY, ALL),
        ("/postings/new", "/postings/new".into(), SENT_AWAY, [200, 403, 403, 403, 403, 200]),
        ("/postings/import", "/postings/import".into(), SENT_AWAY, [200, 403, 403, 403, 403, 200]),
        ("/postings/import/{arrival}", app::paths::arrival(company.arrival), SENT_AWAY, [200, 403, 403, 403, 403, 404]),
        ("/postings/templates", "/postings/templates".into(), SENT_AWAY, ALL),
        ("/postings/templates/new", "/postings/templates/new".into(), SENT_AWAY, ADMINS),
        ("/postings/templates/{slug}", app::paths::template(&company.templates.published.slug), SENT_AWAY, ALL),
        ("/postings/templates/{slug}", app::paths::template(&company.templates.draft.slug), SENT_AWAY, NOT_MADE),
        (
            "/postings/templates/{slug}/edit",
            app::paths::edit_template(&company.templates.published.slug, "bread"),
            SENT_AWAY,
            ADMINS,
        ),
        (
            "/postings/new",
            app::paths::new_posting_with(&company.templates.published.slug, ""),
            SENT_AWAY,
            [200, 403, 403, 403, 403, 200],
        ),
        ("/postings/{posting}", app::paths::plain(company.templates.locked.0), SENT_AWAY, NOT_OLGA),
        ("/postings/{posting}", app::paths::posting(draft), SENT_AWAY, NOT_OLGA),
        ("/postings/{posting}", app::paths::plain(draft), SENT_AWAY, NOT_OLGA),
        ("/postings/{posting}/preview", app::paths::preview(draft), SENT_AWAY, NOT_OLGA),
        ("/postings/{posting}/review", app::paths::review(reviewed), SENT_AWAY, NOT_OLGA),
        ("/postings/{posting}/asked", app::paths::asked(reviewed), SENT_AWAY, NOT_OLGA),
        ("/postings/{posting}/threads", app::paths::threads(company.talk.posting), SENT_AWAY, NOT_OLGA),
        ("/postings/{posting}/guests", app::paths::guests(draft), SENT_AWAY, [200, 403, 403, 403, 403, 404]),
        // Only for the browser that opened the link; tests/http/guests.rs opens it.
        ("/visit/{guest}", app::paths::visit(company.guests[0].0), 404, [404; 6]),
        ("/postings/{posting}/updates", app::paths::updates(draft), SENT_AWAY, NOT_OLGA),
        ("/postings/{posting}/history", app::paths::history(reviewed), SENT_AWAY, NOT_OLGA),
        ("/postings/{posting}/history/{point}", app::paths::moment(draft, Point::At(2)), SENT_AWAY, NOT_OLGA),
        ("/postings/{posting}/history/{point}", app::paths::moment(reviewed, Point::Revision(1)), SENT_AWAY, NOT_OLGA),
        ("/postings/{posting}/revisions/{number}", app::paths::revision(reviewed, 1), SENT_AWAY, NOT_OLGA),
        ("/sign-in", "/sign-in".into(), 200, [200; 6]),
        ("/forgot", "/forgot".into(), 200, [200; 6]),
        ("/reset", app::paths::reset(&company.reset_token), 200, [200; 6]),
        ("/set-up", "/set-up?token=x".into(), 410, [410; 6]),
        ("/invitation", app::paths::invitation(&company.invitation_token), 200, ALL),
        ("/account", "/account".into(), SENT_AWAY, ALL),
        ("/notifications", "/notifications".into(), SENT_AWAY, ALL),
        ("/updates", "/updates".into(), SENT_AWAY, ALL),
        ("/people", "/people".into(), SENT_AWAY, ADMINS),
        ("/people/teams", "/people/teams".into(), SENT_AWAY, ADMINS),
        ("/people/invitations", "/people/invitations".into(), SENT_AWAY, ADMINS),
        ("/people/mail", "/people/mail".into(), SENT_AWAY, ADMINS),
        ("/people/{id}", app::paths::person(company.active_person), SENT_AWAY, ADMINS),
        ("/reviews", "/reviews".into(), SENT_AWAY, ALL),
        ("/policies", "/policies".into(), SENT_AWAY, ADMINS),
        ("/policies/new", "/policies/new".into(), SENT_AWAY, ADMINS),
        ("/policies/{id}", app::paths::policy(company.policy), SENT_AWAY, ADMINS),
        ("/audit", "/audit".into(), SENT_AWAY, [403, 403, 200, 403, 200, 403]),
        ("/library", "/library".into(), SENT_AWAY, ALL),
        ("/library/new", "/library/new".into(), SENT_AWAY, ADMINS),
        ("/library/curate/edit", "/library/curate/edit".into(), SENT_AWAY, ADMINS),
        ("/library/curate/edits/{edit}", app::paths::bulk_edit(company.bulk_edit), SENT_AWAY, ADMINS),
        (
            "/library/curate/merge",
            app::paths::merge_of(&company.twins[0].slug, &company.twins[1].slug),
            SENT_AWAY,
            ADMINS,
        ),
        ("/library/curate/merge", app::paths::merge_of(&company.twins[0].slug, ""), SENT_AWAY, ADMINS),
        ("/library/curate/merge", app::paths::LIBRARY_MERGE.into(), SENT_AWAY, ADMINS),
        ("/library/curate/merges/{merge}", app::paths::merge(company.merge), SENT_AWAY, ADMINS),
        ("/library/curate/health", "/library/curate/health".into(), SENT_AWAY, ADMINS),
        ("/library/curate/import", "/library/curate/import".into(), SENT_AWAY, ADMINS),
        ("/library/curate/imports/{import}", app::paths::import(company.files[0]), SENT_AWAY, ADMINS),
        ("/library/proposals", "/library/proposals".into(), SENT_AWAY, [200, 200, 200, 403, 403, 200]),
        ("/library/proposals/new", app::paths::propose_from(draft), SENT_AWAY, [200, 200, 200, 403, 403, 404]),
        (
            "/library/proposals/{proposal}",
            app::paths::proposal(company.proposals[0]),
            SENT_AWAY,
            [200, 404, 200, 403, 403, 404],
        ),
        ("/library/{slug}", item(&company.published_item.slug), SENT_AWAY, ALL),
        ("/library/{slug}", item(&company.merged_item.slug), SENT_AWAY, [308; 6]),
        ("/library/{slug}", item(&company.draft_item.slug), SENT_AWAY, NOT_MADE),
    ]
}

pub fn routes() -> BTreeSet<String> {
    leptos_axum::generate_route_list(App).iter().map(|route| route.path().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_has_a_row_and_answers_each_person_as_it_says() {
    let company = Company::on(Database::Sqlite).await;
    let rows = rows(&company);
    let known: BTreeSet<String> = rows.iter().map(|(route, ..)| (*route).to_owned()).collect();
    if let Some(missing) = routes().difference(&known).next() {
        panic!("The page {missing} has no row in server/tests/http/authorization/pages.rs: who may see it?");
    }
    let mut wrong = Vec::new();
    for (_, address, status, _) in &rows {
        compare(&mut wrong, address, "nobody", *status, company.house.visitor().get(address).await.status);
    }
    for (index, person) in PEOPLE.into_iter().enumerate() {
        let mut browser = company.house.signed_in(person).await;
        for (_, address, _, statuses) in &rows {
            compare(&mut wrong, address, person.name, statuses[index], browser.get(address).await.status);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn compare(wrong: &mut Vec<String>, address: &str, who: &str, expected: u16, status: u16) {
    if status != expected {
        wrong.push(format!("{address} as {who}: {status} instead of {expected}"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn looking_at_pages_changes_nothing() {
    let company = Company::on(Database::Sqlite).await;
    let mut nobody = company.house.visitor();
    let mut ada = company.house.signed_in(ADA).await;
    let before = company.house.stored().await;
    for (_, address, ..) in rows(&company) {
        for page in [address.clone(), format!("{address}?do=sign_out"), format!("{address}?do=create_team&name=Evil")] {
            nobody.get(&page).await;
            ada.get(&page).await;
        }
    }
    for (function, _) in leptos::server_fn::axum::server_fn_paths() {
        let answer = ada.get(&format!("{function}?name=Evil&text=x")).await;
        assert!(matches!(answer.status, 404 | 405), "GET {function}: {}", answer.status);
    }
    assert_eq!(company.house.stored().await, before);
    assert_eq!(ada.get("/account").await.status, 200, "she is still signed in");
}
