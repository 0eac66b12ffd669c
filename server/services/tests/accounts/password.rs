//! Changing one's password.

use domain::events::Event;
use scenarios::{World, cast::DANA, on_both_databases};
use services::{ServiceError, SessionState};

use crate::accounts::fields;

const NEW: &str = "seven quiet lanterns by the quay";

fn session(user: domain::ids::UserId) -> SessionState {
    SessionState { user: Some(user), data: "{}".to_owned(), user_agent: "Firefox".to_owned() }
}

on_both_databases! {
    async fn a_new_password_replaces_the_old_one_and_ends_the_other_sessions(world: World) {
        let cast = world.cast().await;
        for id in ["here", "phone", "library computer"] {
            assert!(world.services.create_session(id, session(cast.dana.id)).await.unwrap());
        }
        assert!(world.services.create_session("hugo's", session(cast.hugo.id)).await.unwrap());
        world.services.change_password(&cast.dana, DANA.password, NEW, Some("here")).await.unwrap();

        for (id, stays) in [("here", true), ("phone", false), ("library computer", false), ("hugo's", true)] {
            assert_eq!(world.services.load_session(id).await.unwrap().is_some(), stays, "{id}");
        }
        world.services.sign_in(DANA.email, DANA.password, "10.0.0.1").await.unwrap_err();
        world.services.sign_in(DANA.email, NEW, "10.0.0.1").await.unwrap();
        let log = world.services.audit_log(&cast.ada, &services::AuditQuery::default(), None).await.unwrap();
        let events: Vec<_> = log.entries.into_iter().map(|entry| entry.event).collect();
        assert!(events.contains(&Event::PasswordChanged { user: cast.dana.id }));
        assert!(events.contains(&Event::SessionsEnded { user: cast.dana.id, count: 2 }));
    }

    async fn without_the_current_password_nothing_changes(world: World) {
        let cast = world.cast().await;
        assert_eq!(fields(world.services.change_password(&cast.dana, "a guess", NEW, None).await), ["current_password"]);
        world.services.sign_in(DANA.email, DANA.password, "10.0.0.1").await.unwrap();
    }

    async fn a_new_password_must_be_long_and_hard_to_guess(world: World) {
        let cast = world.cast().await;
        for new in ["short", &"x".repeat(129), "password1234", "DanaOkafor2026", "rolewright-2026"] {
            assert_eq!(fields(world.services.change_password(&cast.dana, DANA.password, new, None).await), ["password"], "{new}");
        }
        world.services.sign_in(DANA.email, DANA.password, "10.0.0.1").await.unwrap();
    }

    async fn the_current_password_can_be_guessed_ten_times_only(world: World) {
        let cast = world.cast().await;
        for _ in 0..10 {
            let _wrong = world.services.change_password(&cast.dana, "a guess", NEW, None).await;
        }
        let answer = world.services.change_password(&cast.dana, DANA.password, NEW, None).await;
        assert!(matches!(answer, Err(ServiceError::TooManyRequests(_))), "{answer:?}");
    }
}
