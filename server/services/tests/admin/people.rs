//! Who there is; suspending and reinstating.

use domain::{
    accounts::{Role, UserStatus},
    events::Event,
    ids::UserId,
    permissions::Refusal,
};
use scenarios::{World, cast::DANA, on_both_databases};
use services::{ServiceError, SessionState};

use crate::admin::is_refused;

on_both_databases! {
    async fn an_admin_sees_everyone_with_their_roles(world: World) {
        let cast = world.cast().await;
        let people = world.services.people(&cast.ada).await.unwrap();
        let names: Vec<_> = people.iter().map(|person| person.display_name.as_str()).collect();
        assert_eq!(names, ["Ada Lind", "Axel Berg", "Ben Carter", "Dana Okafor", "Hugo Meyer", "Olga Petrova", "Vera Novak"]);
        let dana = &people[3];
        assert_eq!((dana.status, dana.roles.len(), dana.roles[0].role), (UserStatus::Active, 1, Role::HiringManager));
        assert_eq!(dana.roles[0].team.as_ref().unwrap().name, "Platform");
        assert_eq!(&world.services.person(&cast.ada, cast.dana.id).await.unwrap(), dana);
        assert_eq!(world.services.my_roles(&cast.dana).await.unwrap(), dana.roles);
        assert_eq!(people[0].roles.iter().map(|held| held.role).collect::<Vec<_>>(), [Role::Curator, Role::Admin]);
    }

    async fn who_is_suspended_is_out_at_once_and_can_come_back(world: World) {
        let cast = world.cast().await;
        let state = SessionState { user: Some(cast.dana.id), data: String::new(), user_agent: String::new() };
        world.services.create_session("id", state).await.unwrap();
        world.services.suspend(&cast.ada, cast.dana.id).await.unwrap();
        assert_eq!(world.services.load_session("id").await.unwrap(), None);
        assert_eq!(world.services.actor(cast.dana.id).await.unwrap(), None);
        world.services.sign_in(DANA.email, DANA.password, "10.0.0.1").await.unwrap_err();

        world.services.reinstate(&cast.ada, cast.dana.id).await.unwrap();
        assert_eq!(world.services.sign_in(DANA.email, DANA.password, "10.0.0.1").await.unwrap(), cast.dana.id);
        assert_eq!(world.services.actor(cast.dana.id).await.unwrap(), Some(cast.dana));
    }

    async fn a_form_sent_twice_suspends_once(world: World) {
        let cast = world.cast().await;
        world.services.suspend(&cast.ada, cast.dana.id).await.unwrap();
        world.services.suspend(&cast.ada, cast.dana.id).await.unwrap();
        let log = world.services.audit_log(&cast.ada, &services::AuditQuery::default(), None).await.unwrap();
        let suspended = Event::PersonSuspended { user: cast.dana.id };
        assert_eq!(log.entries.iter().filter(|entry| entry.event == suspended).count(), 1);
    }

    async fn nobody_suspends_themselves(world: World) {
        let cast = world.cast().await;
        assert!(is_refused(&world.services.suspend(&cast.ada, cast.ada.id).await, Refusal::OwnAccount));
        assert!(is_refused(&world.services.reinstate(&cast.ada, cast.ada.id).await, Refusal::OwnAccount));
    }

    async fn two_admins_who_suspend_each_other_leave_one(world: World) {
        let cast = world.cast().await;
        world.services.grant_role(&cast.ada, cast.hugo.id, Role::Admin, None).await.unwrap();
        let hugo = world.services.actor(cast.hugo.id).await.unwrap().unwrap();
        let (one, two) = tokio::join!(
            world.services.suspend(&cast.ada, hugo.id),
            world.services.suspend(&hugo, cast.ada.id),
        );
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        let lost = if one.is_ok() { two } else { one };
        assert!(matches!(lost, Err(ServiceError::Conflict(_))), "{lost:?}");
    }

    async fn somebody_who_never_was_is_not_found(world: World) {
        let cast = world.cast().await;
        let nobody = UserId(cast.platform.0);
        assert!(matches!(world.services.person(&cast.ada, nobody).await, Err(ServiceError::NotFound)));
        assert!(matches!(world.services.suspend(&cast.ada, nobody).await, Err(ServiceError::NotFound)));
        assert!(matches!(world.services.reinstate(&cast.ada, nobody).await, Err(ServiceError::NotFound)));
    }

    async fn only_admins_see_people_and_suspend(world: World) {
        let cast = world.cast().await;
        for stranger in [&cast.dana, &cast.ben, &cast.hugo, &cast.vera, &cast.axel, &cast.olga] {
            let (services, name) = (&world.services, &stranger.display_name);
            assert!(is_refused(&services.people(stranger).await, Refusal::NotAnAdmin), "{name}");
            assert!(is_refused(&services.person(stranger, cast.ada.id).await, Refusal::NotAnAdmin), "{name}");
            for person in [cast.ada.id, stranger.id] {
                assert!(is_refused(&services.suspend(stranger, person).await, Refusal::NotAnAdmin), "{name}");
                assert!(is_refused(&services.reinstate(stranger, person).await, Refusal::NotAnAdmin), "{name}");
            }
        }
        assert_eq!(world.services.actor(cast.ada.id).await.unwrap(), Some(cast.ada));
    }
}
