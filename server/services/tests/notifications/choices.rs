//! What is mailed to whom: at once, in the daily digest, or not.

use domain::{
    accounts::{Actor, Role},
    notifications::{MailChoices, MailWay, NotificationKind as Kind},
};
use scenarios::{World, on_both_databases, postings::a_posting};
use services::edges::Mail;

use crate::notifications::{hours, kinds, quiet, send};

async fn choose(world: &World, person: &Actor, is_off: bool, kind: Kind, way: MailWay) {
    world.services.choose_mail(person, &MailChoices::new(is_off, [(kind, way)])).await.unwrap();
}

/// What a person finds in their mail after a day's work of the program.
async fn mails(world: &World, person: &Actor) -> Vec<Mail> {
    world.services.write_digests().await.unwrap();
    send(world).await;
    world.postbox.mails_to(person.email.as_str())
}

on_both_databases! {
    async fn choices_are_kept_for_each_person(world: World) {
        let cast = world.cast().await;
        assert_eq!(world.services.mail_choices(&cast.hugo).await.unwrap(), MailChoices::default());
        let chosen = MailChoices::new(true, [(Kind::Published, MailWay::AtOnce), (Kind::ReviewWaits, MailWay::Never)]);
        for choices in [&chosen, &MailChoices::default(), &chosen] {
            world.services.choose_mail(&cast.hugo, choices).await.unwrap();
            assert_eq!(&world.services.mail_choices(&cast.hugo).await.unwrap(), choices);
        }
        assert_eq!(world.services.mail_choices(&cast.dana).await.unwrap(), MailChoices::default());
    }

    async fn who_wants_no_mail_is_told_in_the_application_alone(world: World) {
        let cast = world.cast().await;
        quiet(&world).await;
        choose(&world, &cast.hugo, true, Kind::ReviewWaits, MailWay::AtOnce).await;
        a_posting().by(&cast.dana).in_review().make(&world.services).await.unwrap();
        choose(&world, &cast.hugo, false, Kind::ReviewWaits, MailWay::Never).await;
        a_posting().by(&cast.dana).in_review().make(&world.services).await.unwrap();
        world.clock.advance(hours(30));
        assert!(mails(&world, &cast.hugo).await.is_empty());
        assert_eq!(kinds(&world, &cast.hugo).await, [Kind::ReviewWaits, Kind::ReviewWaits]);
    }

    async fn a_digest_comes_once_a_day_at_its_hour_with_what_is_unread(world: World) {
        let cast = world.cast().await;
        quiet(&world).await;
        choose(&world, &cast.hugo, false, Kind::ReviewWaits, MailWay::Digest).await;
        a_posting().by(&cast.dana).titled("Baker").in_review().make(&world.services).await.unwrap();
        a_posting().by(&cast.dana).titled("Miller").in_review().make(&world.services).await.unwrap();
        // It is 09:00; the digest of today was two hours ago.
        assert!(mails(&world, &cast.hugo).await.is_empty());
        world.clock.advance(hours(21));
        assert!(mails(&world, &cast.hugo).await.is_empty(), "06:00");
        world.clock.advance(hours(1));
        for _ in 0..3 {
            let digest = mails(&world, &cast.hugo).await;
            assert_eq!(digest.len(), 1);
            assert_eq!(digest[0].subject, "2 things to read in Rolewright");
            assert!(digest[0].text.contains("Baker\nDana Okafor asks for your review.\nhttps://"), "{}", digest[0].text);
            assert!(digest[0].text.contains("Miller") && digest[0].text.contains("/Notifications\n"), "{}", digest[0].text);
            world.clock.advance(hours(1));
        }
        world.clock.advance(hours(24));
        assert_eq!(mails(&world, &cast.hugo).await.len(), 1, "told once, however long it stays unread");
    }

    async fn a_digest_leaves_out_what_was_read_and_does_not_come_for_nothing(world: World) {
        let cast = world.cast().await;
        quiet(&world).await;
        choose(&world, &cast.hugo, false, Kind::ReviewWaits, MailWay::Digest).await;
        a_posting().by(&cast.dana).in_review().make(&world.services).await.unwrap();
        world.services.read_notifications(&cast.hugo, world.services.now()).await.unwrap();
        world.clock.advance(hours(30));
        assert!(mails(&world, &cast.hugo).await.is_empty());
    }

    async fn whoever_turns_mail_off_gets_no_digest_of_before(world: World) {
        let cast = world.cast().await;
        quiet(&world).await;
        world.services.grant_role(&cast.ada, cast.ben.id, Role::Auditor, None).await.unwrap();
        world.services.choose_mail(&cast.ben, &MailChoices::new(true, [])).await.unwrap();
        world.clock.advance(hours(30));
        assert!(mails(&world, &cast.ben).await.is_empty());
    }

    async fn a_program_that_stood_still_sends_one_digest_of_all_that_waited(world: World) {
        let cast = world.cast().await;
        quiet(&world).await;
        for role in [Role::Auditor, Role::Curator, Role::HrApprover] {
            world.services.grant_role(&cast.ada, cast.ben.id, role, None).await.unwrap();
            world.clock.advance(hours(24));
        }
        let digest = mails(&world, &cast.ben).await;
        assert_eq!(digest.len(), 1);
        assert_eq!(digest[0].subject, "3 things to read in Rolewright");
    }

    async fn of_two_that_write_digests_at_once_one_does(world: World) {
        let cast = world.cast().await;
        quiet(&world).await;
        for person in [&cast.ben, &cast.vera, &cast.axel] {
            world.services.grant_role(&cast.ada, person.id, Role::Curator, None).await.unwrap();
        }
        world.clock.advance(hours(24));
        let (one, two) = tokio::join!(world.services.write_digests(), world.services.write_digests());
        assert_eq!(one.unwrap() + two.unwrap(), 3);
        send(&world).await;
        assert_eq!(world.postbox.mails().len(), 3);
    }
}
