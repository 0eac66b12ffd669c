//! Mail: on its way with what it tells, sent by one, tried again, given up with a reason.

use domain::accounts::{Actor, Role};
use scenarios::{World, on_both_databases, postings::a_posting};
use services::{
    Acceptance, HashCost, NewInvitation, ServiceError, Services,
    edges::{Edges, Mail, MailTrouble},
};
use storage::{Storage, TroubledMail};

use crate::notifications::{hours, quiet, send};

const HUGO: &str = "hugo@northwind.example";

async fn troubled(world: &World, admin: &Actor) -> Vec<TroubledMail> {
    world.services.mail_state(admin).await.unwrap().troubled
}

fn later(_: &Mail) -> Option<MailTrouble> {
    Some(MailTrouble::Later("451 come back\r\nlater".to_owned()))
}

/// Invites somebody whom nobody else writes to.
async fn invite(world: &World, admin: &Actor, email: &str) {
    let invitation = NewInvitation { email: email.to_owned(), role: Role::Auditor, team: None };
    world
        .services
        .invite(admin, invitation, |token| format!("https://jobs.example/invitation?token={token}"))
        .await
        .unwrap();
}

on_both_databases! {
    async fn an_invitation_is_mailed_with_its_link_which_is_forgotten_once_it_is_sent(world: World) {
        let cast = world.cast().await;
        quiet(&world).await;
        let invitation = NewInvitation { email: "mina@northwind.example".to_owned(), role: Role::Auditor, team: None };
        let invited = world.services.invite(&cast.ada, invitation, |token| format!("https://jobs.example/{token}")).await.unwrap();
        assert!(world.postbox.mails().is_empty(), "it goes after the fact");
        send(&world).await;
        let mails = world.postbox.mails();
        assert_eq!(mails.len(), 1);
        assert_eq!((mails[0].to_address.as_str(), mails[0].subject.as_str()), ("mina@northwind.example", "Ada Lind invites you to Rolewright"));
        assert!(mails[0].text.contains(&format!("\n{}\n", invited.link)) && mails[0].text.contains("72 hours"), "{}", mails[0].text);
        send(&world).await;
        assert_eq!(world.postbox.mails().len(), 1);
        assert!(!everything(&world).await.contains(&invited.token), "the secret is still stored");
    }

    async fn a_review_is_mailed_at_once_with_a_link_to_it(world: World) {
        let cast = world.cast().await;
        quiet(&world).await;
        let made = a_posting().by(&cast.dana).titled("Baker").in_review().make(&world.services).await.unwrap();
        send(&world).await;
        let mails = world.postbox.mails();
        assert_eq!(mails.iter().map(|mail| mail.to_address.as_str()).collect::<Vec<_>>(), [HUGO]);
        assert_eq!(mails[0].subject, "Baker: Dana Okafor asks for your review");
        assert_eq!(mails[0].to_name, "Hugo Meyer");
        assert!(mails[0].text.contains(&format!("/Review(PostingId({}))\n", made.id)), "{}", mails[0].text);
    }

    async fn what_did_not_happen_is_not_mailed(world: World) {
        let cast = world.cast().await;
        quiet(&world).await;
        let made = a_posting().by(&cast.dana).make(&world.services).await.unwrap();
        world.services.submit(&cast.ben, made.id, "").await.unwrap_err();
        assert_eq!(world.services.send_mail().await.unwrap(), 0);
    }

    async fn one_recipient_who_is_refused_holds_up_no_other(world: World) {
        let cast = world.cast().await;
        quiet(&world).await;
        world.postbox.refuse(|mail| {
            mail.to_address.starts_with("nobody").then(|| MailTrouble::Never("550 no such\r\nuser here".to_owned()))
        });
        for email in ["nobody@northwind.example", "mina@northwind.example", "nobody2@northwind.example", "iris@northwind.example"] {
            invite(&world, &cast.ada, email).await;
        }
        send(&world).await;
        let mut sent: Vec<_> = world.postbox.mails().into_iter().map(|mail| mail.to_address).collect();
        sent.sort();
        assert_eq!(sent, ["iris@northwind.example", "mina@northwind.example"]);
        let troubled = troubled(&world, &cast.ada).await;
        assert_eq!(troubled.len(), 2);
        for mail in &troubled {
            assert_eq!((mail.tries, mail.next_at, mail.trouble.as_str()), (1, None, "550 no such user here"));
        }
        world.clock.advance(hours(48));
        assert_eq!(world.services.send_mail().await.unwrap(), 0);
        assert!(!everything(&world).await.contains("invitation?token="), "a link of a mail that was given up is still stored");
    }

    async fn a_mail_server_that_is_down_is_asked_again_after_pauses_that_grow(world: World) {
        let cast = world.cast().await;
        quiet(&world).await;
        world.postbox.refuse(later);
        invite(&world, &cast.ada, "mina@northwind.example").await;
        let mut minutes = Vec::new();
        for minute in 0..200 {
            if world.services.send_mail().await.unwrap() > 0 {
                minutes.push(minute);
            }
            world.clock.advance(hours(1) / 60);
        }
        assert_eq!(minutes, [0, 1, 5, 21, 85]);
        let state = world.services.mail_state(&cast.ada).await.unwrap();
        assert_eq!((state.waiting, state.troubled.len()), (1, 1));
        assert_eq!((state.troubled[0].tries, state.troubled[0].trouble.as_str()), (5, "451 come back later"));
        world.postbox.take_all();
        world.clock.advance(hours(4));
        send(&world).await;
        assert_eq!(world.postbox.mails().len(), 1);
        let state = world.services.mail_state(&cast.ada).await.unwrap();
        assert_eq!((state.waiting, state.troubled.len()), (0, 0));
    }

    async fn a_mail_that_is_never_taken_is_given_up_with_the_reason(world: World) {
        let cast = world.cast().await;
        quiet(&world).await;
        world.postbox.refuse(later);
        invite(&world, &cast.ada, "mina@northwind.example").await;
        for _ in 0..80 {
            world.services.send_mail().await.unwrap();
            world.clock.advance(hours(1));
        }
        let state = world.services.mail_state(&cast.ada).await.unwrap();
        assert_eq!((state.waiting, state.troubled.len()), (0, 1));
        let mail = &state.troubled[0];
        assert!(mail.trouble.starts_with("Given up after ") && mail.trouble.ends_with("451 come back later"), "{mail:?}");
        assert_eq!(mail.next_at, None);
        world.postbox.take_all();
        world.clock.advance(hours(24));
        assert_eq!(world.services.send_mail().await.unwrap(), 0);
    }

    async fn a_link_that_is_over_is_not_mailed_by_a_program_that_comes_back(world: World) {
        let cast = world.cast().await;
        quiet(&world).await;
        invite(&world, &cast.ada, "mina@northwind.example").await;
        world.clock.advance(hours(72));
        send(&world).await;
        assert!(world.postbox.mails().is_empty());
        assert_eq!(troubled(&world, &cast.ada).await[0].trouble, "It could not be sent while it was of use.");
    }

    async fn a_link_that_is_out_of_use_is_not_mailed(world: World) {
        let cast = world.cast().await;
        quiet(&world).await;
        let services = &world.services;
        let [mina, iris, nils] = ["mina", "iris", "nils"].map(|name| format!("{name}@northwind.example"));
        for email in [&mina, &iris, &nils, &nils] {
            invite(&world, &cast.ada, email).await;
        }
        let open = services.open_invitations(&cast.ada).await.unwrap();
        let minas = open.iter().find(|open| open.email.as_str() == mina).unwrap().id;
        services.withdraw_invitation(&cast.ada, minas).await.unwrap();
        let guest = NewInvitation { email: "gus@northwind.example".to_owned(), role: Role::Auditor, team: None };
        let invited = services.invite(&cast.ada, guest, str::to_owned).await.unwrap();
        let acceptance = Acceptance { display_name: "Gus".to_owned(), password: "gus-came-by-the-back-door".to_owned() };
        services.accept_invitation(&invited.token, acceptance).await.unwrap();
        send(&world).await;
        let mut sent: Vec<_> = world.postbox.mails().into_iter().map(|mail| mail.to_address).collect();
        sent.sort();
        assert_eq!(sent, [iris, nils]);
    }

    async fn of_several_nodes_that_send_at_once_each_mail_is_sent_by_one(world: World) {
        let cast = world.cast().await;
        quiet(&world).await;
        for number in 0..20 {
            invite(&world, &cast.ada, &format!("guest{number}@northwind.example")).await;
        }
        let storage = Storage::connect(world.database.url()).await.unwrap();
        let edges = Edges { clock: Box::new(world.clock.clone()), mailer: Box::new(world.postbox.clone()), ..Edges::system() };
        let other = Services::new(storage, edges, HashCost::Test);
        let (one, two, three) = tokio::join!(world.services.send_mail(), other.send_mail(), other.send_mail());
        assert!(one.is_ok() && two.is_ok() && three.is_ok(), "{one:?} {two:?} {three:?}");
        let mut addresses: Vec<_> = world.postbox.mails().into_iter().map(|mail| mail.to_address).collect();
        assert_eq!(addresses.len(), 20);
        addresses.sort();
        addresses.dedup();
        assert_eq!(addresses.len(), 20);
    }

    async fn a_mail_whose_sender_died_is_sent_by_another_as_the_same_mail(world: World) {
        let cast = world.cast().await;
        quiet(&world).await;
        invite(&world, &cast.ada, "mina@northwind.example").await;
        let now = world.services.now();
        let found = world.storage.mails().due(now, 10).await.unwrap().remove(0);
        let work = world.storage.begin().await.unwrap();
        assert!(work.mails().claim(&found, now + hours(1) / 12).await.unwrap());
        assert!(!work.mails().claim(&found, now + hours(1) / 12).await.unwrap(), "taken");
        work.commit().await.unwrap();
        send(&world).await;
        assert!(world.postbox.mails().is_empty(), "somebody else has it");
        world.clock.advance(hours(1) / 12);
        send(&world).await;
        assert_eq!(world.postbox.mails()[0].id, found.id);
    }

    async fn only_admins_see_how_mail_goes(world: World) {
        let cast = world.cast().await;
        for stranger in [&cast.dana, &cast.ben, &cast.hugo, &cast.vera, &cast.axel, &cast.olga] {
            assert!(matches!(world.services.mail_state(stranger).await, Err(ServiceError::Refused(_))));
        }
    }
}

/// Every mail as it is stored.
async fn everything(world: &World) -> String {
    use sea_orm::{DbBackend, FromQueryResult, JsonValue, Statement};
    let connection = world.storage.connection();
    let backend = connection.get_database_backend();
    let sql = match backend {
        DbBackend::Postgres => "SELECT row_to_json(t)::text AS row FROM mails t",
        _ => "SELECT * FROM mails",
    };
    let rows = JsonValue::find_by_statement(Statement::from_string(backend, sql)).all(connection).await.unwrap();
    rows.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
