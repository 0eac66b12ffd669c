//! Sessions, as the session store uses them and as people see their own.

use domain::ids::UserId;
use scenarios::{World, on_both_databases};
use services::{ServiceError, SessionState};

use crate::accounts::{hours, minutes};

fn session(user: impl Into<Option<UserId>>) -> SessionState {
    SessionState { user: user.into(), data: r#"{"theme":"dark"}"#.to_owned(), user_agent: "Firefox".to_owned() }
}

on_both_databases! {
    async fn a_session_is_kept_as_it_was_put(world: World) {
        let cast = world.cast().await;
        assert!(world.services.create_session("id", session(cast.dana.id)).await.unwrap());
        assert_eq!(world.services.load_session("id").await.unwrap(), Some(session(cast.dana.id)));
        assert!(world.services.save_session("id", Some(cast.dana.id), "changed").await.unwrap());
        assert_eq!(world.services.load_session("id").await.unwrap().unwrap().data, "changed");
        world.services.delete_session("id").await.unwrap();
        assert_eq!(world.services.load_session("id").await.unwrap(), None);
    }

    async fn an_id_is_taken_once(world: World) {
        assert!(world.services.create_session("id", session(None)).await.unwrap());
        assert!(!world.services.create_session("id", session(None)).await.unwrap());
    }

    async fn an_unknown_or_ended_session_is_never_made_by_saving(world: World) {
        assert!(!world.services.save_session("planted", None, "{}").await.unwrap());
        assert_eq!(world.services.load_session("planted").await.unwrap(), None);
    }

    async fn the_cookie_is_not_in_the_database(world: World) {
        let cast = world.cast().await;
        world.services.create_session("the cookie's value", session(cast.dana.id)).await.unwrap();
        let stored = world.storage.accounts().list_sessions(cast.dana.id, world.services.now()).await.unwrap();
        assert!(!format!("{stored:?}").contains("the cookie's value"));
        let handle = &stored[0].id_hash;
        assert_eq!(world.services.load_session(handle).await.unwrap(), None, "the stored digest opens nothing");
    }

    async fn who_is_active_stays_until_twelve_hours_are_over(world: World) {
        let cast = world.cast().await;
        world.services.create_session("id", session(cast.dana.id)).await.unwrap();
        for _ in 0..12 {
            world.clock.advance(minutes(59));
            assert!(world.services.load_session("id").await.unwrap().is_some());
        }
        world.clock.advance(minutes(12));
        assert_eq!(world.services.load_session("id").await.unwrap(), None);
    }

    async fn who_does_nothing_for_an_hour_is_out(world: World) {
        let cast = world.cast().await;
        world.services.create_session("id", session(cast.dana.id)).await.unwrap();
        world.clock.advance(minutes(60));
        assert_eq!(world.services.load_session("id").await.unwrap(), None);
    }

    async fn a_session_that_was_seen_to_be_over_stays_so_when_the_clock_is_set_back(world: World) {
        let cast = world.cast().await;
        for id in ["looked at", "forgotten"] {
            world.services.create_session(id, session(cast.dana.id)).await.unwrap();
        }
        let morning = world.services.now();
        world.clock.advance(minutes(61));
        assert_eq!(world.services.load_session("looked at").await.unwrap(), None);
        world.clock.set(morning);
        assert_eq!(world.services.load_session("looked at").await.unwrap(), None);
        assert!(world.services.load_session("forgotten").await.unwrap().is_some(), "it was never over");
    }

    async fn an_admin_is_out_after_twenty_minutes(world: World) {
        let cast = world.cast().await;
        world.services.create_session("id", session(cast.ada.id)).await.unwrap();
        world.clock.advance(minutes(19));
        assert!(world.services.load_session("id").await.unwrap().is_some());
        world.clock.advance(minutes(20));
        assert_eq!(world.services.load_session("id").await.unwrap(), None);
    }

    async fn use_is_noted_at_most_once_a_minute(world: World) {
        let cast = world.cast().await;
        world.services.create_session("id", session(cast.dana.id)).await.unwrap();
        let started = world.services.now();
        let seen = async || world.services.my_sessions(&cast.dana, None).await.unwrap()[0].seen_at;
        world.clock.advance(std::time::Duration::from_secs(59));
        world.services.load_session("id").await.unwrap();
        assert_eq!(seen().await, started);
        world.clock.advance(std::time::Duration::from_secs(1));
        world.services.load_session("id").await.unwrap();
        assert_eq!(seen().await, world.services.now());
    }

    async fn i_see_my_sessions_and_end_one_or_all_others(world: World) {
        let cast = world.cast().await;
        for id in ["here", "phone", "tablet"] {
            world.services.create_session(id, session(cast.dana.id)).await.unwrap();
        }
        world.services.create_session("hugo's", session(cast.hugo.id)).await.unwrap();
        let mine = world.services.my_sessions(&cast.dana, Some("here")).await.unwrap();
        assert_eq!(mine.len(), 3);
        assert_eq!(mine.iter().filter(|session| session.is_current).count(), 1);

        let other = mine.iter().find(|session| !session.is_current).unwrap();
        world.services.end_session(&cast.dana, &other.handle).await.unwrap();
        assert_eq!(world.services.my_sessions(&cast.dana, Some("here")).await.unwrap().len(), 2);
        assert_eq!(world.services.end_other_sessions(&cast.dana, Some("here")).await.unwrap(), 1);
        assert!(world.services.load_session("here").await.unwrap().is_some());
        assert!(world.services.load_session("hugo's").await.unwrap().is_some());
    }

    async fn nobody_ends_the_session_of_somebody_else(world: World) {
        let cast = world.cast().await;
        world.services.create_session("dana's", session(cast.dana.id)).await.unwrap();
        let handle = world.services.my_sessions(&cast.dana, None).await.unwrap().remove(0).handle;
        for stranger in [&cast.olga, &cast.ada, &cast.hugo] {
            assert!(matches!(world.services.end_session(stranger, &handle).await, Err(ServiceError::NotFound)));
        }
        assert!(world.services.load_session("dana's").await.unwrap().is_some());
    }

    async fn expired_sessions_are_forgotten_and_others_kept(world: World) {
        let cast = world.cast().await;
        world.services.create_session("old", session(cast.dana.id)).await.unwrap();
        world.clock.advance(hours(2));
        world.services.create_session("new", session(cast.dana.id)).await.unwrap();
        assert_eq!(world.services.forget_expired().await.unwrap(), 1);
        assert!(world.services.load_session("new").await.unwrap().is_some());
    }

    async fn a_browser_with_an_endless_name_is_cut_short(world: World) {
        let cast = world.cast().await;
        let state = SessionState { user_agent: "ü".repeat(100_000), ..session(cast.dana.id) };
        world.services.create_session("id", state).await.unwrap();
        assert_eq!(world.services.load_session("id").await.unwrap().unwrap().user_agent.chars().count(), 300);
    }
}
