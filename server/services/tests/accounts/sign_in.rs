//! Signing in, and guessing.

use domain::events::Event;
use scenarios::{
    World,
    cast::{DANA, HUGO, OLGA},
    on_both_databases,
};
use services::ServiceError;

use crate::accounts::minutes;

const HERE: &str = "10.0.0.1";
const ELSEWHERE: &str = "10.0.0.2";

fn sentence<T: std::fmt::Debug>(answer: Result<T, ServiceError>) -> String {
    format!("{:?}", answer.unwrap_err())
}

on_both_databases! {
    async fn who_knows_the_password_comes_in_and_it_is_on_record(world: World) {
        let cast = world.cast().await;
        assert_eq!(world.services.sign_in(DANA.email, DANA.password, HERE).await.unwrap(), cast.dana.id);
        let log = world.services.audit_log(&cast.ada, &services::AuditQuery::default(), None).await.unwrap();
        assert_eq!(log.entries[0].event, Event::SignedIn { user: cast.dana.id });
        let people = world.services.people(&cast.ada).await.unwrap();
        let dana = people.iter().find(|person| person.id == cast.dana.id).unwrap();
        assert_eq!(dana.last_login_at, Some(world.services.now()));
    }

    async fn unknown_wrong_and_suspended_get_the_same_answer(world: World) {
        let cast = world.cast().await;
        world.services.suspend(&cast.ada, cast.ben.id).await.unwrap();
        let wrong = sentence(world.services.sign_in(DANA.email, "not-her-password", HERE).await);
        assert!(wrong.contains("password"), "{wrong}");
        for (email, password) in [
            ("nobody@northwind.example", "not-her-password"),
            ("ben@northwind.example", scenarios::cast::BEN.password),
            ("no address at all", ""),
            ("", ""),
            (DANA.email, ""),
            (DANA.email, &DANA.password.to_uppercase()),
            (DANA.email, &format!(" {}", DANA.password)),
            ("' OR 1=1 --", "x"),
            (DANA.email, &"x".repeat(5_000)),
        ] {
            assert_eq!(sentence(world.services.sign_in(email, password, ELSEWHERE).await), wrong, "{email:?}");
        }
    }

    async fn after_ten_failures_a_browser_waits_and_others_do_not(world: World) {
        world.cast().await;
        for _ in 0..10 {
            assert!(matches!(world.services.sign_in(DANA.email, "a wrong guess", HERE).await, Err(ServiceError::Invalid(_))));
        }
        world.clock.advance(minutes(1));
        let waits = world.services.sign_in(DANA.email, DANA.password, HERE).await;
        assert!(matches!(waits, Err(ServiceError::TooManyRequests(wait)) if wait == minutes(4)), "{waits:?}");
        world.services.sign_in(DANA.email, DANA.password, ELSEWHERE).await.unwrap();
        world.clock.advance(minutes(4));
        world.services.sign_in(DANA.email, DANA.password, HERE).await.unwrap();
    }

    async fn being_refused_does_not_prolong_the_wait(world: World) {
        world.cast().await;
        for _ in 0..10 {
            let _wrong = world.services.sign_in(DANA.email, "a wrong guess", HERE).await;
        }
        for _ in 0..3 {
            world.clock.advance(minutes(1));
            assert!(matches!(world.services.sign_in(DANA.email, "x", HERE).await, Err(ServiceError::TooManyRequests(_))));
        }
        world.clock.advance(minutes(2));
        world.services.sign_in(DANA.email, DANA.password, HERE).await.unwrap();
    }

    async fn signing_in_rightly_does_not_buy_more_guesses(world: World) {
        world.cast().await;
        for _ in 0..9 {
            let _wrong = world.services.sign_in(DANA.email, "a wrong guess", HERE).await;
        }
        world.services.sign_in(OLGA.email, OLGA.password, HERE).await.unwrap();
        let _tenth = world.services.sign_in(DANA.email, "a wrong guess", HERE).await;
        let answer = world.services.sign_in(DANA.email, "a wrong guess", HERE).await;
        assert!(matches!(answer, Err(ServiceError::TooManyRequests(_))), "{answer:?}");
    }

    async fn of_thirty_guesses_at_once_at_most_ten_are_looked_at(world: World) {
        world.cast().await;
        let mut guesses = tokio::task::JoinSet::new();
        for _ in 0..30 {
            let services = world.services.clone();
            guesses.spawn(async move { services.sign_in(DANA.email, "a wrong guess", HERE).await });
        }
        let answers = guesses.join_all().await;
        let looked_at = answers.iter().filter(|answer| matches!(answer, Err(ServiceError::Invalid(_)))).count();
        let refused = answers.iter().filter(|answer| matches!(answer, Err(ServiceError::TooManyRequests(_)))).count();
        assert!(looked_at <= 10 && looked_at + refused == 30, "{looked_at} {refused}");
    }

    async fn guesses_from_many_places_at_one_account_are_bounded_too(world: World) {
        world.cast().await;
        for number in 0..100 {
            let _wrong = world.services.sign_in(HUGO.email, "a wrong guess", &format!("10.0.1.{number}")).await;
        }
        let answer = world.services.sign_in(HUGO.email, "a wrong guess", "10.0.2.1").await;
        assert!(matches!(answer, Err(ServiceError::TooManyRequests(_))), "{answer:?}");
        world.services.sign_in(DANA.email, DANA.password, "10.0.2.1").await.unwrap();
    }

    async fn no_password_and_no_link_is_stored_readably(world: World) {
        let cast = world.cast().await;
        let stored = world.storage.accounts().find_person(cast.dana.id).await.unwrap().unwrap();
        let hash = stored.user.password_hash.unwrap();
        assert!(hash.starts_with("$argon2id$") && !hash.contains(DANA.password));
    }
}
