//! The address book: every address of `app::paths` leads somewhere, and every page is in it.

use std::collections::{BTreeMap, BTreeSet};

use app::paths;
use domain::{
    library::health::Ailment,
    notifications::Destination,
    timeline::{Point, Show},
};
use scenarios::{Database, cast::ADA};

use crate::{authorization::routes, support::Company};

const SOURCES: [&str; 3] = [
    include_str!("../../../app/src/paths.rs"),
    include_str!("../../../app/src/paths/library.rs"),
    include_str!("../../../app/src/paths/templates.rs"),
];
/// Sockets are not pages; tests/http/live has them.
const SOCKETS: [&str; 1] = ["live"];
/// Files are not pages; tests/http/audit.rs and library_files.rs have them.
const FILES: [&str; 6] = ["AUDIT_CSV", "AUDIT_JSON", "LIBRARY_CSV", "LIBRARY_JSON", "LIBRARY_XLSX", "IMPORT_FILE"];
/// Not addresses.
const QUESTIONS: [&str; 2] = ["is_public", "with_query"];

/// Signed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Door {
    /// Sent to the sign-in page, and back afterwards.
    Closed,
    /// Answered with this status.
    Open(u16),
}

fn addresses(company: &Company) -> BTreeMap<&'static str, (String, Door)> {
    use Door::{Closed, Open};
    let token = company.invitation_token.as_str();
    BTreeMap::from([
        ("HOME", (paths::HOME.to_owned(), Closed)),
        ("SIGN_IN", (paths::SIGN_IN.to_owned(), Open(200))),
        ("SET_UP", (paths::SET_UP.to_owned(), Open(410))),
        ("set_up", (paths::set_up("x"), Open(410))),
        ("sign_in_with", (paths::sign_in_with("password"), Open(200))),
        ("FORGOT", (paths::FORGOT.to_owned(), Open(200))),
        ("forgot_sent", (paths::forgot_sent(), Open(200))),
        ("RESET", (paths::RESET.to_owned(), Open(410))),
        ("reset", (paths::reset(&company.reset_token), Open(200))),
        ("INVITATION", (paths::INVITATION.to_owned(), Open(410))),
        ("invitation", (paths::invitation(token), Open(200))),
        ("ACCOUNT", (paths::ACCOUNT.to_owned(), Closed)),
        ("account_with", (paths::account_with("password"), Closed)),
        ("NOTIFICATIONS", (paths::NOTIFICATIONS.to_owned(), Closed)),
        ("notifications_page", (paths::notifications_page(2), Closed)),
        ("destination", (paths::destination(Destination::Review(company.in_review[0].id)), Closed)),
        ("UPDATES", (paths::UPDATES.to_owned(), Closed)),
        ("updates", (paths::updates(company.draft.id), Closed)),
        ("updates_part", (paths::updates_part(&company.published_item.slug, 2), Closed)),
        ("MAIL", (paths::MAIL.to_owned(), Closed)),
        ("LIBRARY", (paths::LIBRARY.to_owned(), Closed)),
        ("NEW_ITEM", (paths::NEW_ITEM.to_owned(), Closed)),
        ("LIBRARY_EDIT", (paths::LIBRARY_EDIT.to_owned(), Closed)),
        ("edit_ailing", (paths::edit_ailing(Ailment::Unused), Closed)),
        ("bulk_edit", (paths::bulk_edit(company.bulk_edit), Closed)),
        ("LIBRARY_MERGE", (paths::LIBRARY_MERGE.to_owned(), Closed)),
        ("merge_of", (paths::merge_of(&company.twins[0].slug, &company.twins[1].slug), Closed)),
        ("merge", (paths::merge(company.merge), Closed)),
        ("item_in_place_of", (paths::item_in_place_of(&company.twins[0].slug, &company.merged_item.slug), Closed)),
        ("LIBRARY_HEALTH", (paths::LIBRARY_HEALTH.to_owned(), Closed)),
        ("health", (paths::health(Ailment::Twins, 2), Closed)),
        ("LIBRARY_IMPORT", (paths::LIBRARY_IMPORT.to_owned(), Closed)),
        // It only takes files; looked at, it leads to the form.
        ("IMPORT_FILE", (paths::IMPORT_FILE.to_owned(), Open(303))),
        ("import", (paths::import(company.files[0]), Closed)),
        ("LIBRARY_CSV", (paths::LIBRARY_CSV.to_owned(), Open(401))),
        ("LIBRARY_JSON", (paths::LIBRARY_JSON.to_owned(), Open(401))),
        ("LIBRARY_XLSX", (paths::LIBRARY_XLSX.to_owned(), Open(401))),
        ("item", (paths::item(&company.published_item.slug), Closed)),
        ("PROPOSALS", (paths::PROPOSALS.to_owned(), Closed)),
        ("NEW_PROPOSAL", (paths::NEW_PROPOSAL.to_owned(), Closed)),
        ("proposal", (paths::proposal(company.proposals[0]), Closed)),
        ("propose_from", (paths::propose_from(company.draft.id), Closed)),
        ("propose_line", (paths::propose_line(company.draft.id, &company.line), Closed)),
        ("PEOPLE", (paths::PEOPLE.to_owned(), Closed)),
        ("TEAMS", (paths::TEAMS.to_owned(), Closed)),
        ("INVITATIONS", (paths::INVITATIONS.to_owned(), Closed)),
        ("invitations_with", (paths::invitations_with(token), Closed)),
        ("person", (paths::person(company.active_person), Closed)),
        ("REVIEWS", (paths::REVIEWS.to_owned(), Closed)),
        ("review_report", (paths::review_report(30), Closed)),
        ("POLICIES", (paths::POLICIES.to_owned(), Closed)),
        ("NEW_POLICY", (paths::NEW_POLICY.to_owned(), Closed)),
        ("policy", (paths::policy(company.policy), Closed)),
        ("asked", (paths::asked(company.draft.id), Closed)),
        ("review_after", (paths::review_after(company.in_review[0].id, company.draft.id), Closed)),
        ("review_since", (paths::review_since(company.in_review[0].id, "", "nothing", true), Closed)),
        ("home_after", (paths::home_after(2), Closed)),
        ("AUDIT", (paths::AUDIT.to_owned(), Closed)),
        ("AUDIT_CSV", (paths::AUDIT_CSV.to_owned(), Open(401))),
        ("AUDIT_JSON", (paths::AUDIT_JSON.to_owned(), Open(401))),
        ("POSTINGS", (paths::POSTINGS.to_owned(), Closed)),
        ("TEMPLATES", (paths::TEMPLATES.to_owned(), Closed)),
        ("NEW_TEMPLATE", (paths::NEW_TEMPLATE.to_owned(), Closed)),
        ("template", (paths::template(&company.templates.published.slug), Closed)),
        ("edit_template", (paths::edit_template(&company.templates.published.slug, "bread & butter"), Closed)),
        ("new_template_like", (paths::new_template_like(&company.templates.published.slug), Closed)),
        ("new_template_from", (paths::new_template_from(company.draft.id), Closed)),
        ("new_posting_with", (paths::new_posting_with(&company.templates.published.slug, ""), Closed)),
        ("NEW_ARRIVAL", (paths::NEW_ARRIVAL.to_owned(), Closed)),
        ("arrival", (paths::arrival(company.arrival), Closed)),
        ("NEW_POSTING", (paths::NEW_POSTING.to_owned(), Closed)),
        ("new_posting_from", (paths::new_posting_from(company.draft.id), Closed)),
        ("posting", (paths::posting(company.draft.id), Closed)),
        // A socket, for pages of ours alone.
        ("live", (paths::live(company.draft.id), Open(403))),
        ("plain", (paths::plain(company.draft.id), Closed)),
        ("plain_with_search", (paths::plain_with_search(company.draft.id, "bread & butter"), Closed)),
        ("preview", (paths::preview(company.draft.id), Closed)),
        ("review", (paths::review(company.in_review[0].id), Closed)),
        ("guests", (paths::guests(company.draft.id), Closed)),
        ("guests_with", (paths::guests_with(company.draft.id, company.guests[0].0, "x"), Closed)),
        ("visit", (paths::visit(company.guests[0].0), Open(404))),
        ("guest_link", (paths::guest_link(company.guests[0].0, &company.guests[0].1), Open(200))),
        ("threads", (paths::threads(company.talk.posting), Closed)),
        ("history", (paths::history(company.in_review[0].id), Closed)),
        ("history_part", (paths::history_part(company.in_review[0].id, Show::Writing, 2), Closed)),
        ("moment", (paths::moment(company.in_review[0].id, Point::Revision(1)), Closed)),
        ("revision", (paths::revision(company.in_review[0].id, 1), Closed)),
        ("SEARCH", (paths::SEARCH.to_owned(), Closed)),
        ("search", (paths::search("bread & butter"), Closed)),
        ("CAREERS", (paths::CAREERS.to_owned(), Open(200))),
        ("SITEMAP", (paths::SITEMAP.to_owned(), Open(200))),
        ("career", (paths::career(&company.open_slug), Open(200))),
    ])
}

/// The names in the source of `app::paths`.
fn names() -> BTreeSet<&'static str> {
    let name = |line: &'static str| {
        let rest = line.strip_prefix("pub const ").or_else(|| line.strip_prefix("pub fn "))?;
        rest.split([':', '(', '<']).next()
    };
    SOURCES.iter().flat_map(|source| source.lines()).filter_map(name).filter(|name| !QUESTIONS.contains(name)).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_address_leads_to_a_page_and_every_page_has_an_address() {
    let company = Company::on(Database::Sqlite).await;
    let addresses = addresses(&company);
    if let Some(missing) = names().iter().find(|name| !addresses.contains_key(*name)) {
        panic!("paths::{missing} has no line in server/tests/http/address_book.rs: where does it lead, signed out?");
    }
    let fixed = ["/health", "/ready", "/robots.txt"];
    let patterns: BTreeSet<String> = routes().into_iter().collect();
    for pattern in &patterns {
        let is_known = addresses.values().any(|(address, _)| fits(pattern, address));
        assert!(is_known || fixed.contains(&pattern.as_str()), "the page {pattern} has no address in app::paths");
    }
    let mut ada = company.house.signed_in(ADA).await;
    let is_page = |name: &str| !SOCKETS.contains(&name) && !FILES.contains(&name);
    for (name, (address, _)) in addresses.iter().filter(|(name, _)| is_page(name)) {
        let answer = ada.get(address).await;
        let leads_on = patterns.iter().any(|pattern| fits(pattern, address)) || paths::is_public(address);
        assert!(leads_on && !answer.is_server_error(), "paths::{name} leads nowhere: {address} is {}", answer.status);
    }
}

/// Whether the address (without its question) belongs to the route.
fn fits(pattern: &str, address: &str) -> bool {
    let path = address.split('?').next().unwrap_or_default();
    let (pattern, path): (Vec<_>, Vec<_>) = (pattern.split('/').collect(), path.split('/').collect());
    pattern.len() == path.len() && pattern.iter().zip(path).all(|(part, word)| part.starts_with('{') || *part == word)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signed_out_one_is_sent_to_the_sign_in_page_and_back() {
    let company = Company::on(Database::Sqlite).await;
    for (name, (address, door)) in addresses(&company) {
        let answer = company.house.visitor().get(&address).await;
        match door {
            Door::Open(status) => assert_eq!(answer.status, status, "paths::{name}: {address}"),
            Door::Closed => {
                assert_eq!(answer.status, 303, "paths::{name}: {address} is open");
                assert_eq!(answer.location(), way_back(&address), "paths::{name}");
                assert!(!answer.body.contains("Northwind"), "what is behind the door is not sent with the refusal");
            }
        }
    }
}

/// The sign-in page, told where one wanted to go.
fn way_back(address: &str) -> String {
    paths::with_query(paths::SIGN_IN, &[("next", address.to_owned())])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_signing_in_one_is_where_one_wanted_to_be() {
    let company = Company::on(Database::Sqlite).await;
    let mut browser = company.house.visitor();
    let wanted = "/library?q=rest+api&kind=benefit";
    let door = browser.get(wanted).await;
    let page = browser.get(door.location()).await;
    assert!(page.body.contains(r#"name="next" value="/library?q=rest+api&amp;kind=benefit""#), "{}", page.body);
    let fields = [("email", ADA.email), ("password", ADA.password), ("next", wanted)];
    let answer = browser.submit("/sign-in?do=sign_in", &fields).await;
    assert_eq!((answer.status, answer.location()), (303, wanted));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_of_nothing_is_a_page_that_says_so() {
    let company = Company::on(Database::Sqlite).await;
    let mut ada = company.house.signed_in(ADA).await;
    for address in ["/nowhere", "/people/nobody", "/library/no-such-item", "/%00", "/a/b/c/d"] {
        let answer = ada.get(address).await;
        assert_eq!(answer.status, 404, "{address}");
        assert!(answer.body.contains("<h1>There is nothing here</h1>"), "{address}: {}", answer.body);
    }
}
