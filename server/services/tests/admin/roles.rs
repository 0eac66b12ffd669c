//! Giving and taking roles.

use domain::{
    accounts::Role,
    events::Event,
    ids::{TeamId, UserId},
    permissions::Refusal,
};
use scenarios::{World, on_both_databases};
use services::ServiceError;

use crate::admin::is_refused;

on_both_databases! {
    async fn a_role_is_given_and_taken_and_both_are_on_record(world: World) {
        let cast = world.cast().await;
        let (services, team) = (&world.services, Some(cast.payments));
        services.grant_role(&cast.ada, cast.dana.id, Role::HiringManager, team).await.unwrap();
        let dana = services.actor(cast.dana.id).await.unwrap().unwrap();
        assert!(dana.is_in(Role::HiringManager, cast.payments) && dana.is_in(Role::HiringManager, cast.platform));
        services.revoke_role(&cast.ada, cast.dana.id, Role::HiringManager, team).await.unwrap();
        assert_eq!(services.actor(cast.dana.id).await.unwrap().as_ref(), Some(&cast.dana));

        let log = services.audit_log(&cast.ada, &services::AuditQuery::default(), None).await.unwrap();
        let (user, role) = (cast.dana.id, Role::HiringManager);
        assert_eq!(log.entries[0].event, Event::RoleRevoked { user, role, team });
        assert_eq!(log.entries[1].event, Event::RoleGranted { user, role, team });
        assert_eq!(log.entries[1].sentence, "gave Dana Okafor the role Hiring manager of Payments");
    }

    async fn a_role_given_twice_at_once_is_held_once(world: World) {
        let cast = world.cast().await;
        let grant = || world.services.grant_role(&cast.ada, cast.dana.id, Role::Curator, None);
        let (one, two, three) = tokio::join!(grant(), grant(), grant());
        one.and(two).and(three).unwrap();
        let dana = world.services.actor(cast.dana.id).await.unwrap().unwrap();
        assert_eq!(dana.memberships.iter().filter(|held| held.role == Role::Curator).count(), 1);
    }

    async fn a_role_that_is_not_held_is_taken_without_a_trace(world: World) {
        let cast = world.cast().await;
        let before = world.services.audit_log(&cast.ada, &services::AuditQuery::default(), None).await.unwrap();
        world.services.revoke_role(&cast.ada, cast.dana.id, Role::Curator, None).await.unwrap();
        assert_eq!(world.services.audit_log(&cast.ada, &services::AuditQuery::default(), None).await.unwrap(), before);
    }

    async fn team_roles_need_a_team_and_others_none(world: World) {
        let cast = world.cast().await;
        let nowhere = Some(TeamId(cast.dana.id.0));
        for (role, team) in [(Role::Viewer, None), (Role::HiringManager, nowhere), (Role::Curator, Some(cast.platform))] {
            let answer = world.services.grant_role(&cast.ada, cast.dana.id, role, team).await;
            assert!(matches!(&answer, Err(ServiceError::Invalid(errors)) if errors[0].field == "team"), "{answer:?}");
        }
    }

    async fn nobody_changes_their_own_roles(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let (own, role) = (cast.ada.id, Role::HrApprover);
        assert!(is_refused(&services.grant_role(&cast.ada, own, role, None).await, Refusal::OwnAccount));
        assert!(is_refused(&services.revoke_role(&cast.ada, own, Role::Admin, None).await, Refusal::OwnAccount));
    }

    async fn two_admins_who_demote_each_other_leave_one(world: World) {
        let cast = world.cast().await;
        world.services.grant_role(&cast.ada, cast.hugo.id, Role::Admin, None).await.unwrap();
        let hugo = world.services.actor(cast.hugo.id).await.unwrap().unwrap();
        let (one, two) = tokio::join!(
            world.services.revoke_role(&cast.ada, hugo.id, Role::Admin, None),
            world.services.revoke_role(&hugo, cast.ada.id, Role::Admin, None),
        );
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        let lost = if one.is_ok() { two } else { one };
        assert!(matches!(lost, Err(ServiceError::Conflict(_))), "{lost:?}");
    }

    async fn a_suspended_admin_does_not_count_as_one(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        for person in [cast.hugo.id, cast.axel.id] {
            services.grant_role(&cast.ada, person, Role::Admin, None).await.unwrap();
        }
        let hugo = services.actor(cast.hugo.id).await.unwrap().unwrap();
        services.suspend(&cast.ada, cast.axel.id).await.unwrap();
        services.suspend(&cast.ada, cast.hugo.id).await.unwrap();
        // Hugo's last request, on its way when he was suspended.
        let answer = services.revoke_role(&hugo, cast.ada.id, Role::Admin, None).await;
        assert!(matches!(answer, Err(ServiceError::Conflict(_))), "{answer:?}");
    }

    async fn somebody_who_never_was_gets_no_role(world: World) {
        let cast = world.cast().await;
        let answer = world.services.grant_role(&cast.ada, UserId(cast.platform.0), Role::Curator, None).await;
        assert!(matches!(answer, Err(ServiceError::NotFound)), "{answer:?}");
    }

    async fn only_admins_give_and_take_roles(world: World) {
        let cast = world.cast().await;
        for stranger in [&cast.dana, &cast.ben, &cast.hugo, &cast.vera, &cast.axel, &cast.olga] {
            let (services, name) = (&world.services, &stranger.display_name);
            for person in [stranger.id, cast.ada.id] {
                let given = services.grant_role(stranger, person, Role::Admin, None).await;
                assert!(is_refused(&given, Refusal::NotAnAdmin), "{name}");
                let taken = services.revoke_role(stranger, person, Role::Admin, None).await;
                assert!(is_refused(&taken, Refusal::NotAnAdmin), "{name}");
            }
        }
    }
}
