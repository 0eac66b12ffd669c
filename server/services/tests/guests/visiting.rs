//! The link: who opens it, who does not any more, and what is seen.

use std::time::Duration;

use domain::{
    accounts::{Membership, Role},
    events::Event,
    guests::signature,
};
use scenarios::{World, on_both_databases, postings::a_posting};
use services::{Knock, ServiceError, Sight};

use crate::guests::{Guest, address, at_door, days, gone, invite, open, refusal, snapshot, told};

on_both_databases! {
    async fn looking_at_a_link_opens_nothing_and_the_first_browser_that_opens_it_keeps_it(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).titled("Baker").make(services).await.unwrap();
        let link = invite(&world, &cast.dana, made.id).await;
        for _ in 0..3 {
            let seen = services.look_at_guest_link(at_door(link.guest, None), &link.token).await.unwrap();
            assert_eq!((seen.name.as_str(), seen.host_name.as_str(), seen.title.as_str()), ("Gina Fox", "Dana Okafor", "Baker"));
        }
        let opened = open(&world, &link).await;
        assert_eq!(opened.expires_at, link.expires_at);
        let guest = services.guest(at_door(link.guest, Some(&opened.secret))).await.unwrap();
        assert_eq!((guest.guest_of, guest.memberships.len()), (Some(made.id), 0));
        let arrived = Event::GuestArrived { posting: made.id, guest: link.guest };
        assert_eq!(told(&world, made.id).await.last().unwrap(), &(signature("Gina Fox", "Dana Okafor"), arrived));
        // Forwarded, or used twice.
        for tried in [
            services.look_at_guest_link(at_door(link.guest, None), &link.token).await.map(drop),
            services.open_guest_link(at_door(link.guest, None), &link.token).await.map(drop),
        ] {
            let why = gone(tried);
            assert!(why.contains("in another browser") && why.ends_with("ask Dana Okafor for a new link."), "{why}");
        }
        assert!(services.guest(at_door(link.guest, Some(&opened.secret))).await.is_ok(), "the first one keeps it");
    }

    async fn of_many_browsers_that_open_a_link_at_once_one_gets_it(world: World) {
        let cast = world.cast().await;
        let made = a_posting().by(&cast.dana).make(&world.services).await.unwrap();
        let link = invite(&world, &cast.dana, made.id).await;
        let mut tries = tokio::task::JoinSet::new();
        for number in 0..8 {
            let (services, link) = (world.services.clone(), link.clone());
            tries.spawn(async move {
                let client = format!("10.0.1.{number}");
                let knock = Knock { guest: link.guest, secret: None, client: &client, is_signed_in: false };
                services.open_guest_link(knock, &link.token).await
            });
        }
        let tried = tries.join_all().await;
        assert_eq!(tried.iter().filter(|tried| tried.is_ok()).count(), 1);
        assert!(tried.iter().all(|tried| matches!(tried, Ok(_) | Err(ServiceError::Gone(_)))), "{tried:?}");
    }

    async fn whoever_has_an_account_is_no_guest_in_their_browser(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        let link = invite(&world, &cast.dana, made.id).await;
        let signed_in = |secret| Knock { is_signed_in: true, ..at_door(link.guest, secret) };
        let why = "This link is for a guest, and you are signed in with an account. Say what you have to say there.";
        assert_eq!(refusal(services.look_at_guest_link(signed_in(None), &link.token).await), why);
        assert_eq!(refusal(services.open_guest_link(signed_in(None), &link.token).await), why);
        // Nor later, when the browser has the guest already.
        let secret = open(&world, &link).await.secret;
        assert_eq!(refusal(services.guest(signed_in(Some(&secret))).await), why);
        assert!(services.guest(at_door(link.guest, Some(&secret))).await.is_ok());
    }

    async fn a_link_ends_at_once_and_says_why(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let in_review = || a_posting().by(&cast.dana).in_review();
        let expired = Guest::of(&world, &cast.dana, in_review().make(services).await.unwrap().id).await;
        world.clock.advance(days(7) - Duration::from_millis(1));
        expired.is_let_in(&world).await.unwrap();
        world.clock.advance(Duration::from_millis(1));
        assert_eq!(gone(expired.is_let_in(&world).await), "This link has expired. Dana Okafor can give you a new one.");

        let revoked = in_review().make(services).await.unwrap();
        let guest = Guest::of(&world, &cast.dana, revoked.id).await;
        services.revoke_guest(&cast.dana, revoked.id, guest.me.id).await.unwrap();
        assert!(gone(guest.is_let_in(&world).await).starts_with("This link was taken back."));

        let withdrawn = in_review().make(services).await.unwrap();
        let guest = Guest::of(&world, &cast.dana, withdrawn.id).await;
        services.withdraw(&cast.dana, withdrawn.id).await.unwrap();
        assert!(gone(guest.is_let_in(&world).await).starts_with("The posting was withdrawn from review"));

        let published = a_posting().by(&cast.dana).approved_by(&cast.hugo).make(services).await.unwrap();
        let guest = Guest::of(&world, &cast.dana, published.id).await;
        services.publish(&cast.hugo, published.id, published.revision.unwrap()).await.unwrap();
        assert!(gone(guest.is_let_in(&world).await).starts_with("The posting was published"));
        let seen = gone(services.visit(guest.knock(), None).await);
        assert!(seen.starts_with("The posting was published"), "{seen}");
    }

    async fn a_link_ends_with_its_host(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).make(services).await.unwrap();
        let unused = invite(&world, &cast.dana, made.id).await;
        let other = a_posting().by(&cast.dana).make(services).await.unwrap();
        let guest = Guest::of(&world, &cast.dana, other.id).await;
        let why = "Dana Okafor can't invite guests to this posting any more, so this link has ended.";
        services.suspend(&cast.ada, cast.dana.id).await.unwrap();
        assert_eq!(gone(guest.is_let_in(&world).await), why);
        assert_eq!(gone(services.look_at_guest_link(at_door(unused.guest, None), &unused.token).await), why);
        assert_eq!(gone(services.open_guest_link(at_door(unused.guest, None), &unused.token).await), why);
        services.reinstate(&cast.ada, cast.dana.id).await.unwrap();
        guest.is_let_in(&world).await.unwrap();
        let held = Membership { role: Role::HiringManager, team: Some(cast.platform) };
        services.revoke_role(&cast.ada, cast.dana.id, held.role, held.team).await.unwrap();
        assert_eq!(gone(guest.is_let_in(&world).await), why);
    }

    async fn guesses_are_throttled_and_tell_nothing_of_who_there_is(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).make(services).await.unwrap();
        let link = invite(&world, &cast.dana, made.id).await;
        let nobody = domain::ids::UserId(made.id.0);
        for guest in [link.guest, nobody, cast.dana.id] {
            for tried in [
                services.look_at_guest_link(at_door(guest, None), "sesame").await.map(drop),
                services.guest(at_door(guest, None)).await.map(drop),
                services.guest(at_door(guest, Some("sesame"))).await.map(drop),
            ] {
                assert!(matches!(tried, Err(ServiceError::NotFound)), "{tried:?}");
            }
        }
        let mut last = Ok(());
        for _ in 0..10 {
            last = services.open_guest_link(at_door(nobody, None), "sesame").await.map(drop);
        }
        assert!(matches!(last, Err(ServiceError::TooManyRequests(_))), "{last:?}");
        let right = services.look_at_guest_link(at_door(link.guest, None), &link.token).await;
        assert!(matches!(right, Err(ServiceError::TooManyRequests(_))), "a guess that is right is a guess");
        let elsewhere = Knock { client: "10.0.0.8", ..at_door(link.guest, None) };
        services.look_at_guest_link(elsewhere, &link.token).await.unwrap();
        world.clock.advance(Duration::from_secs(301));
        open(&world, &link).await;
    }

    async fn a_guest_sees_the_draft_then_what_was_submitted_and_no_other_posting(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).make(services).await.unwrap();
        let other = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        let guest = Guest::of(&world, &cast.dana, made.id).await;
        let sight = guest.sight(&world).await;
        assert!(matches!(sight, Sight::Draft(..)));
        let line = snapshot(&sight).lines().next().unwrap().1.id.clone();
        services.submit(&cast.dana, made.id, "").await.unwrap();
        let later = domain::document::Operation::SetText { id: line.clone(), text: "You bake at night.".to_owned() };
        services.edit_draft(&cast.dana, made.id, &[later]).await.unwrap();
        let sight = guest.sight(&world).await;
        let Sight::Review(page) = &sight else { panic!("{sight:?}") };
        assert_eq!((page.revision.number, page.steps.iter().any(|step| step.is_mine)), (1, false));
        assert_ne!(snapshot(&sight).line(&line).unwrap().1.text, "You bake at night.", "the draft goes on unseen");

        let me = &guest.me;
        for tried in [
            services.threads_page(me, other.id).await.map(drop),
            services.review_page(me, other.id, services::Look::default()).await.map(drop),
            services.people(me).await.map(drop),
            services.list_library(me).await.map(drop),
        ] {
            assert!(matches!(tried, Err(ServiceError::NotFound)), "{tried:?}");
        }
        assert_eq!(services.mentionable(me, made.id).await.unwrap(), Vec::<String>::new());
        let refused = services.edit_draft(me, made.id, &[]).await.map(drop);
        assert!(refused.is_err(), "{refused:?}");
        assert!(refusal(services.withdraw(me, made.id).await).starts_with("Guests comment and suggest"));
        assert!(refusal(services.invite_guest(me, made.id, &crate::guests::gina(), address).await).starts_with("Guests comment and suggest"));
    }
}
