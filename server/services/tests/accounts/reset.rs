//! A forgotten password.

use domain::events::Event;
use scenarios::{
    World,
    cast::{DANA, HUGO},
    on_both_databases,
};
use services::{AuditQuery, ServiceError};

use crate::accounts::{fields, minutes};

const NEW: &str = "dana-found-her-keys-again";

/// Asks, and takes the secret of the link out of the mail that came.
async fn link(world: &World, email: &str) -> Option<String> {
    while world.services.send_mail().await.unwrap() > 0 {}
    world.postbox.empty();
    world.services.ask_for_reset(email, "10.0.0.1", |token| format!("link={token}")).await.unwrap();
    world.services.send_mail().await.unwrap();
    let mail = world.postbox.mails().pop()?;
    mail.text.split("link=").nth(1).map(|rest| rest.split_whitespace().next().unwrap().to_owned())
}

fn is_over<T>(answer: Result<T, ServiceError>) -> bool {
    matches!(answer, Err(ServiceError::Gone(_)))
}

on_both_databases! {
    async fn a_link_by_mail_sets_a_new_password_and_ends_every_session(world: World) {
        let cast = world.cast().await;
        let token = link(&world, " Dana@Northwind.example ").await.unwrap();
        assert_eq!(world.postbox.mails()[0].to_address, DANA.email);
        assert_eq!(world.services.check_reset_link(&token).await.unwrap().as_str(), DANA.email);
        assert_eq!(world.services.reset_password(&token, NEW).await.unwrap(), cast.dana.id);
        world.services.sign_in(DANA.email, DANA.password, "10.0.0.2").await.unwrap_err();
        world.services.sign_in(DANA.email, NEW, "10.0.0.2").await.unwrap();
        let log = world.services.audit_log(&cast.ada, &AuditQuery::default(), None).await.unwrap();
        assert!(log.entries.iter().any(|entry| entry.event == Event::PasswordReset { user: cast.dana.id }));
        world.postbox.empty();
        world.services.send_mail().await.unwrap();
        let told = world.postbox.mails_to(DANA.email);
        assert!(told.len() == 1 && !told[0].text.contains(NEW) && told[0].subject.contains("password"), "{told:?}");
    }

    async fn a_link_works_once_for_an_hour_and_only_the_last_one(world: World) {
        world.cast().await;
        let first = link(&world, DANA.email).await.unwrap();
        let second = link(&world, DANA.email).await.unwrap();
        assert!(is_over(world.services.reset_password(&first, NEW).await));
        let (one, two) = tokio::join!(
            world.services.reset_password(&second, NEW),
            world.services.reset_password(&second, "quite-another-one-of-hers"),
        );
        assert!(one.is_ok() != two.is_ok() && (is_over(one) || is_over(two)));
        assert!(is_over(world.services.check_reset_link(&second).await));
        world.clock.advance(minutes(10));
        let third = link(&world, DANA.email).await.unwrap();
        world.clock.advance(minutes(60));
        assert!(is_over(world.services.check_reset_link(&third).await) && is_over(world.services.reset_password(&third, NEW).await));
        for guess in ["", "guess", "' OR 1=1 --"] {
            assert!(is_over(world.services.reset_password(guess, NEW).await), "{guess:?}");
        }
    }

    async fn asking_is_answered_alike_whoever_has_the_address(world: World) {
        let cast = world.cast().await;
        world.services.suspend(&cast.ada, cast.hugo.id).await.unwrap();
        for stranger in ["nobody@northwind.example", HUGO.email] {
            assert_eq!(link(&world, stranger).await, None);
        }
        assert_eq!(fields(world.services.ask_for_reset("no address", "10.0.0.1", str::to_owned).await), ["email"]);
    }

    async fn whoever_is_suspended_meanwhile_does_not_get_in(world: World) {
        let cast = world.cast().await;
        let token = link(&world, DANA.email).await.unwrap();
        world.services.suspend(&cast.ada, cast.dana.id).await.unwrap();
        assert!(is_over(world.services.reset_password(&token, NEW).await));
    }

    async fn a_weak_password_is_refused_and_the_link_still_works(world: World) {
        world.cast().await;
        let token = link(&world, DANA.email).await.unwrap();
        for weak in ["short", "DanaOkafor2026"] {
            assert_eq!(fields(world.services.reset_password(&token, weak).await), ["password"]);
        }
        world.services.reset_password(&token, NEW).await.unwrap();
    }

    async fn asking_is_throttled_by_address_and_by_where_it_comes_from(world: World) {
        world.cast().await;
        let ask = async |email: &str, client: &str| world.services.ask_for_reset(email, client, str::to_owned).await;
        for email in [DANA.email, "nobody@northwind.example"] {
            for number in 0..3 {
                ask(email, &format!("10.0.1.{number}")).await.unwrap();
            }
            assert!(matches!(ask(email, "10.0.2.9").await, Err(ServiceError::TooManyRequests(_))), "{email}");
        }
        for number in 0..10 {
            ask(&format!("somebody{number}@northwind.example"), "10.0.3.1").await.unwrap();
        }
        assert!(matches!(ask("somebody@northwind.example", "10.0.3.1").await, Err(ServiceError::TooManyRequests(_))));
        world.services.sign_in(DANA.email, DANA.password, "10.0.3.1").await.unwrap();
    }
}
