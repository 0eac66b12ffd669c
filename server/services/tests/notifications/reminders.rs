//! Reminders: once, at the right time, whoever looks.

use domain::{accounts::Role, notifications::NotificationKind as Kind, review::Verdict};
use scenarios::{
    World, on_both_databases,
    postings::{a_posting, approve, verdict},
};
use services::{HashCost, Services, edges::Edges};
use storage::Storage;

use crate::notifications::{hours, kinds, list, quiet, send, unread};

/// Another program on the same database, whose random numbers are its own.
async fn another_node(world: &World) -> Services {
    let storage = Storage::connect(world.database.url()).await.unwrap();
    Services::new(storage, Edges { clock: Box::new(world.clock.clone()), ..Edges::system() }, HashCost::Test)
}

on_both_databases! {
    async fn one_is_reminded_before_the_end_and_after_it_each_once(world: World) {
        let cast = world.cast().await;
        a_posting().by(&cast.dana).in_review().make(&world.services).await.unwrap();
        world.clock.advance(hours(35));
        assert_eq!(world.services.remind().await.unwrap(), 0);
        world.clock.advance(hours(1));
        assert_eq!(world.services.remind().await.unwrap(), 1);
        for _ in 0..3 {
            assert_eq!(world.services.remind().await.unwrap(), 0);
        }
        assert_eq!(kinds(&world, &cast.hugo).await, [Kind::ReviewWaits, Kind::DueSoon]);
        let told = list(&world, &cast.hugo).await.notifications.remove(0);
        assert_eq!((told.sentence().as_str(), told.by_name), ("The review is due on 23 Nov 2026, 09:00 UTC.", None));
        world.clock.advance(hours(12));
        assert_eq!(world.services.remind().await.unwrap(), 1);
        assert_eq!(world.services.remind().await.unwrap(), 0);
        assert_eq!(kinds(&world, &cast.hugo).await, [Kind::ReviewWaits, Kind::DueSoon, Kind::Overdue]);
        assert_eq!(kinds(&world, &cast.dana).await, [Kind::Overdue], "whoever waits knows whom to ask");
    }

    async fn after_days_of_standing_still_one_is_told_what_is_true_now_in_one_mail(world: World) {
        let cast = world.cast().await;
        for title in ["One", "Two", "Three"] {
            a_posting().by(&cast.dana).titled(title).in_review().make(&world.services).await.unwrap();
        }
        quiet(&world).await;
        world.clock.advance(hours(24 * 9));
        assert_eq!(world.services.remind().await.unwrap(), 3);
        assert_eq!(world.services.remind().await.unwrap(), 0);
        let told = kinds(&world, &cast.hugo).await;
        assert_eq!(told.iter().filter(|kind| **kind == Kind::Overdue).count(), 3);
        assert!(!told.contains(&Kind::DueSoon), "{told:?}");
        send(&world).await;
        let mails = world.postbox.mails_to("hugo@northwind.example");
        assert_eq!(mails.len(), 1, "{mails:?}");
        assert_eq!(mails[0].subject, "3 things to know of in Rolewright");
        assert!(["One", "Two", "Three"].iter().all(|title| mails[0].text.contains(title)), "{}", mails[0].text);
    }

    async fn nobody_is_reminded_of_what_is_decided(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let approved = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        approve(services, &cast.hugo, approved).await.unwrap();
        let withdrawn = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        services.withdraw(&cast.dana, withdrawn.id).await.unwrap();
        world.clock.advance(hours(100));
        assert_eq!(services.remind().await.unwrap(), 0);
    }

    async fn whoever_said_their_word_is_not_reminded_and_others_are(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        services.grant_role(&cast.ada, cast.vera.id, Role::HrApprover, None).await.unwrap();
        let made = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        services.decide(&cast.hugo, made.id, &verdict(made.revision.unwrap(), Verdict::Abstain)).await.unwrap();
        world.clock.advance(hours(40));
        assert_eq!(services.remind().await.unwrap(), 1);
        assert!(!kinds(&world, &cast.hugo).await.contains(&Kind::DueSoon));
        assert!(unread(&world, &cast.vera).await.contains(&Kind::DueSoon));
    }

    async fn of_two_nodes_that_look_at_once_one_reminds(world: World) {
        let cast = world.cast().await;
        for _ in 0..5 {
            a_posting().by(&cast.dana).in_review().make(&world.services).await.unwrap();
        }
        let other = another_node(&world).await;
        for (wait, kind) in [(40, Kind::DueSoon), (20, Kind::Overdue)] {
            world.clock.advance(hours(wait));
            let (one, two, three) = tokio::join!(world.services.remind(), other.remind(), world.services.remind());
            assert_eq!(one.unwrap() + two.unwrap() + three.unwrap(), 5, "{kind}");
            let told = kinds(&world, &cast.hugo).await;
            assert_eq!(told.iter().filter(|told| **told == kind).count(), 5, "{told:?}");
        }
    }

    async fn deciding_and_reminding_at_once_leaves_nothing_that_waits(world: World) {
        let cast = world.cast().await;
        let made = a_posting().by(&cast.dana).in_review().make(&world.services).await.unwrap();
        world.clock.advance(hours(40));
        let other = another_node(&world).await;
        let (decided, reminded) = tokio::join!(approve(&world.services, &cast.hugo, made), other.remind());
        decided.unwrap();
        reminded.unwrap();
        assert!(unread(&world, &cast.hugo).await.is_empty(), "{:?}", unread(&world, &cast.hugo).await);
    }
}
