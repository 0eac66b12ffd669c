//! The first start.

use domain::{accounts::Role, events::Event};
use scenarios::{World, on_both_databases};
use services::{FirstAdmin, ServiceError};

use crate::accounts::{fields, hours};

fn ada() -> FirstAdmin {
    FirstAdmin {
        display_name: "Ada Lind".to_owned(),
        email: "Ada@Northwind.example".to_owned(),
        password: "ada-keeps-every-word-current".to_owned(),
    }
}

on_both_databases! {
    async fn the_first_link_makes_the_first_admin_who_can_sign_in(world: World) {
        let token = world.services.set_up_link().await.unwrap().unwrap();
        world.services.check_set_up_link(&token).await.unwrap();
        let user = world.services.set_up(&token, ada()).await.unwrap();

        let actor = world.services.actor(user).await.unwrap().unwrap();
        assert!(actor.is(Role::Admin) && actor.is(Role::Curator));
        assert_eq!(actor.email.as_str(), "ada@northwind.example");
        assert_eq!(world.services.sign_in("ADA@northwind.example ", &ada().password, "10.0.0.1").await.unwrap(), user);
        let log = world.services.audit_log(&actor, &services::AuditQuery::default(), None).await.unwrap();
        assert_eq!(log.entries.last().unwrap().event, Event::OrganisationSetUp { admin: user });
    }

    async fn there_is_no_link_once_there_is_somebody(world: World) {
        let token = world.services.set_up_link().await.unwrap().unwrap();
        world.services.set_up(&token, ada()).await.unwrap();
        assert_eq!(world.services.set_up_link().await.unwrap(), None);
    }

    async fn a_link_works_once(world: World) {
        let token = world.services.set_up_link().await.unwrap().unwrap();
        world.services.set_up(&token, ada()).await.unwrap();
        let second = FirstAdmin { email: "mallory@northwind.example".to_owned(), ..ada() };
        assert!(matches!(world.services.set_up(&token, second).await, Err(ServiceError::Gone(_))));
        assert!(matches!(world.services.check_set_up_link(&token).await, Err(ServiceError::Gone(_))));
    }

    async fn of_two_who_follow_the_link_at_once_one_becomes_admin(world: World) {
        let token = world.services.set_up_link().await.unwrap().unwrap();
        let other = FirstAdmin { email: "mallory@northwind.example".to_owned(), ..ada() };
        let (one, two) = tokio::join!(world.services.set_up(&token, ada()), world.services.set_up(&token, other));
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        let (winner, loser) = if one.is_ok() { (one, two) } else { (two, one) };
        assert!(matches!(loser, Err(ServiceError::Gone(_))));
        let admin = world.services.actor(winner.unwrap()).await.unwrap().unwrap();
        assert_eq!(world.services.people(&admin).await.unwrap().len(), 1);
    }

    async fn a_link_expires_after_24_hours(world: World) {
        let token = world.services.set_up_link().await.unwrap().unwrap();
        world.clock.advance(hours(24));
        assert!(matches!(world.services.set_up(&token, ada()).await, Err(ServiceError::Gone(_))));
        let again = world.services.set_up_link().await.unwrap().unwrap();
        world.services.set_up(&again, ada()).await.unwrap();
    }

    async fn a_second_start_puts_the_first_link_out_of_use(world: World) {
        let first = world.services.set_up_link().await.unwrap().unwrap();
        let second = world.services.set_up_link().await.unwrap().unwrap();
        assert!(matches!(world.services.set_up(&first, ada()).await, Err(ServiceError::Gone(_))));
        world.services.set_up(&second, ada()).await.unwrap();
    }

    async fn a_guessed_link_is_refused(world: World) {
        for token in ["", "guess", "' OR 1=1 --", "\u{0}", "🦀"] {
            assert!(matches!(world.services.set_up(token, ada()).await, Err(ServiceError::Gone(_))), "{token:?}");
        }
        let token = world.services.set_up_link().await.unwrap().unwrap();
        assert!(token.len() >= 43, "256 bits: {token}");
        assert!(matches!(world.services.set_up(&token[1..], ada()).await, Err(ServiceError::Gone(_))));
    }

    async fn a_form_tells_everything_that_is_wrong_and_the_link_stays_good(world: World) {
        let token = world.services.set_up_link().await.unwrap().unwrap();
        let wrong = FirstAdmin { display_name: " ".to_owned(), email: "ada".to_owned(), password: "short".to_owned() };
        assert_eq!(fields(world.services.set_up(&token, wrong).await), ["display_name", "email", "password"]);
        let common = FirstAdmin { password: "password1234".to_owned(), ..ada() };
        assert_eq!(fields(world.services.set_up(&token, common).await), ["password"]);
        world.services.set_up(&token, ada()).await.unwrap();
    }
}
