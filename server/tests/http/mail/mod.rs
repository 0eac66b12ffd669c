//! Mail against a real mail server on loopback, and into a folder.

mod folder;
mod server;

use std::time::{Duration, Instant};

use domain::accounts::Role;
use rolewright::{
    mail::{self, Smtp},
    wiring,
};
use scenarios::{
    Database,
    cast::{ADA, HUGO},
    postings::a_posting,
};
use server::{MailServer, Manner};
use services::{
    HashCost, NewInvitation, Services,
    edges::{Edges, Mailer},
};

use crate::support::{BASE_URL, House};

/// How long a mail server may take here.
const PATIENCE: Duration = Duration::from_millis(400);
const MINUTE: Duration = Duration::from_secs(60);

/// The services of a house whose mail goes this way.
pub fn with_mailer(house: &House, mailer: impl Mailer + 'static) -> Services {
    let edges = Edges { clock: Box::new(house.world.clock.clone()), mailer: Box::new(mailer), ..Edges::system() };
    let services = Services::new(house.world.storage.clone(), edges, HashCost::Test).for_organization("Northwind");
    services.reached_at(wiring::address(BASE_URL.to_owned()))
}

fn to(house: &House, url: &str) -> Services {
    let from = mail::from(&house.settings).unwrap();
    with_mailer(house, Smtp::new(url, from, "jobs.northwind.example", PATIENCE).unwrap())
}

/// A house whose own mail has left it.
async fn house() -> House {
    let house = House::on(Database::Sqlite).await;
    while house.world.services.send_mail().await.unwrap() > 0 {}
    house
}

async fn invite(house: &House, services: &Services, email: &str) {
    let invitation = NewInvitation { email: email.to_owned(), role: Role::Auditor, team: None };
    let link = |token: &str| format!("{BASE_URL}{}", app::paths::invitation(token));
    services.invite(&house.cast.ada, invitation, link).await.unwrap();
}

/// The addresses at which mail arrived, sorted.
fn arrived(server: &MailServer) -> Vec<String> {
    let mut to: Vec<_> = server.letters().into_iter().map(|letter| letter.to).collect();
    to.sort();
    to
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_invitation_arrives_and_its_link_lets_the_person_in() {
    let (house, server) = (house().await, MailServer::start(Manner::TakesAll).await);
    let services = to(&house, &server.url);
    let mut ada = house.visitor_of(&services);
    ada.sign_in(ADA).await;
    let fields = [("email", "o'brien+jobs@northwind.example"), ("role", "auditor"), ("team", "")];
    assert_eq!(ada.submit("/people/invitations?do=invite", &fields).await.status, 303);
    services.send_mail().await.unwrap();
    let letter = server.letters().remove(0);
    assert_eq!(letter.to, "o'brien+jobs@northwind.example");
    assert_eq!(letter.header("From"), "Rolewright <rolewright@jobs.northwind.example>");
    assert_eq!(letter.header("Subject"), "Ada Lind invites you to Rolewright at Northwind");
    assert_eq!(letter.header("Auto-Submitted"), "auto-generated");
    let link = letter.links().remove(0);
    let page = house.visitor_of(&services).get(link.strip_prefix(BASE_URL).unwrap()).await;
    assert_eq!(page.status, 200, "{link}");
    assert!(page.body.contains("Ada Lind"), "{}", page.body);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_link_of_a_mail_about_a_review_leads_to_a_page() {
    let (house, server) = (house().await, MailServer::start(Manner::TakesAll).await);
    let services = to(&house, &server.url);
    let title = "Bäcker 🥐\u{202e} \"and\" Bcc: everybody@example.org";
    let made = a_posting().by(&house.cast.dana).titled(title).in_review().make(&services).await.unwrap();
    services.send_mail().await.unwrap();
    let letter = server.letters().remove(0);
    assert_eq!(letter.to, HUGO.email);
    assert!(letter.raw.lines().all(|line| !line.starts_with("Bcc") && line.len() <= 998), "{}", letter.raw);
    assert!(letter.text().contains("Bäcker 🥐 \"and\""), "{}", letter.text());
    let links = letter.links();
    let review = format!("{BASE_URL}{}", app::paths::review(made.id));
    assert_eq!(links, [review, format!("{BASE_URL}{}", app::paths::ACCOUNT)]);
    let mut hugo = house.signed_in(HUGO).await;
    for link in links {
        assert_eq!(hugo.get(link.strip_prefix(BASE_URL).unwrap()).await.status, 200, "{link}");
        let signed_out = house.visitor().get(link.strip_prefix(BASE_URL).unwrap()).await;
        assert_eq!(signed_out.status, 303, "a link in a mail lets nobody in");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_recipient_whom_the_mail_server_does_not_know_holds_up_no_other() {
    let (house, server) = (house().await, MailServer::start(Manner::DoesNotKnow("nobody")).await);
    let services = to(&house, &server.url);
    for email in ["nobody@northwind.example", "mina@northwind.example", "jürgen@northwind.example"] {
        invite(&house, &services, email).await;
    }
    services.send_mail().await.unwrap();
    assert_eq!(arrived(&server), ["mina@northwind.example"]);
    let state = services.mail_state(&house.cast.ada).await.unwrap();
    assert_eq!((state.waiting, state.troubled.len()), (0, 2));
    for mail in state.troubled {
        let why = if mail.to_address.is_ascii() { "no such user here" } else { "SMTPUTF8" };
        assert!(mail.next_at.is_none() && mail.trouble.contains(why), "{mail:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_server_in_trouble_costs_bounded_time_and_gets_its_mail_later() {
    let house = house().await;
    for manner in [Manner::IsBusy, Manner::IsMute, Manner::HangsUp, Manner::FallsSilent] {
        let server = MailServer::start(manner).await;
        let services = to(&house, &server.url);
        let people = ["mina@northwind.example", "iris@northwind.example"];
        for email in people {
            invite(&house, &services, email).await;
        }
        let begun = Instant::now();
        assert_eq!(services.send_mail().await.unwrap(), 2);
        assert!(begun.elapsed() < 10 * PATIENCE, "{manner:?}: {:?}", begun.elapsed());
        let state = services.mail_state(&house.cast.ada).await.unwrap();
        assert_eq!((state.waiting, state.troubled.len()), (2, 2), "{manner:?}: {state:?}");
        let early = server.letters();

        server.behaves(Manner::TakesAll);
        house.world.clock.advance(MINUTE);
        services.send_mail().await.unwrap();
        assert_eq!(services.mail_state(&house.cast.ada).await.unwrap().waiting, 0, "{manner:?}");
        let all = server.letters();
        for letter in &all {
            let copies: Vec<_> = all.iter().filter(|other| other.to == letter.to).collect();
            // Taken, but not said so: it comes twice, as the same mail.
            assert_eq!(copies.len(), if early.is_empty() { 1 } else { 2 }, "{manner:?}");
            assert!(copies.iter().all(|copy| copy.raw == letter.raw), "{manner:?}: {copies:?}");
        }
        assert!(people.iter().all(|person| arrived(&server).contains(&(*person).to_owned())), "{manner:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_server_that_is_away_or_knows_no_such_password_is_asked_again() {
    let (house, server) = (house().await, MailServer::start(Manner::TrustsNobody).await);
    let near = server.url.strip_prefix("smtp://").unwrap();
    let away = "smtp://127.0.0.1:1".to_owned();
    for (url, why) in [(format!("smtp://ada:secret-of-ada@{near}"), "wrong password"), (away, "Connection error")] {
        let services = to(&house, &url);
        invite(&house, &services, "mina@northwind.example").await;
        services.send_mail().await.unwrap();
        let state = services.mail_state(&house.cast.ada).await.unwrap();
        let is_put_off = |mail: &services::TroubledMail| mail.next_at.is_some() && mail.trouble.contains(why);
        assert!(state.troubled.iter().any(is_put_off), "{state:?}");
        assert!(!format!("{state:?}").contains("secret-of-ada"), "{state:?}");
    }
}
