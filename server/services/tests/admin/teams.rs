//! Teams.

use domain::{events::Event, ids::TeamId, permissions::Refusal};
use scenarios::{World, on_both_databases};
use services::ServiceError;

use crate::admin::is_refused;

fn is_about_the_name<T>(answer: &Result<T, ServiceError>) -> bool {
    matches!(answer, Err(ServiceError::Invalid(errors)) if errors.len() == 1 && errors[0].field == "name")
}

on_both_databases! {
    async fn teams_are_made_renamed_and_listed_with_their_people(world: World) {
        let cast = world.cast().await;
        let risk = world.services.create_team(&cast.ada, "  Risk ").await.unwrap();
        world.services.rename_team(&cast.ada, cast.payments, "Payments & Payouts").await.unwrap();
        let teams = world.services.teams(&cast.ada).await.unwrap();
        let listed: Vec<_> = teams.iter().map(|team| (team.name.as_str(), team.people.len())).collect();
        assert_eq!(listed, [("Payments & Payouts", 1), ("Platform", 3), ("Risk", 0)]);
        let log = world.services.audit_log(&cast.ada, &services::AuditQuery::default(), None).await.unwrap();
        let renamed = Event::TeamRenamed { team: cast.payments, name: "Payments & Payouts".to_owned() };
        assert_eq!(log.entries[0].event, renamed);
        assert_eq!(log.entries[1].event, Event::TeamCreated { team: risk, name: "Risk".to_owned() });
    }

    async fn a_manager_sees_the_teams_she_hires_for(world: World) {
        let cast = world.cast().await;
        let names = async |actor| {
            let teams = world.services.my_teams(actor).await.unwrap();
            teams.into_iter().map(|team| team.name).collect::<Vec<_>>()
        };
        assert_eq!(names(&cast.dana).await, ["Platform"]);
        assert_eq!(names(&cast.olga).await, ["Payments"]);
        assert!(names(&cast.vera).await.is_empty() && names(&cast.ada).await.is_empty());
    }

    async fn a_name_is_needed_and_taken_once(world: World) {
        let cast = world.cast().await;
        for name in ["", " \u{200b} ", "Platform", " Platform", &"x".repeat(81), "Risk\u{202e}"] {
            assert!(is_about_the_name(&world.services.create_team(&cast.ada, name).await), "{name:?}");
            let renamed = world.services.rename_team(&cast.ada, cast.payments, name).await;
            assert!(is_about_the_name(&renamed), "{name:?}");
        }
        world.services.rename_team(&cast.ada, cast.platform, "Platform").await.unwrap();
    }

    async fn two_forms_with_one_name_make_one_team(world: World) {
        let cast = world.cast().await;
        let create = || world.services.create_team(&cast.ada, "Risk");
        let (one, two) = tokio::join!(create(), create());
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        assert!(is_about_the_name(&if one.is_ok() { two } else { one }));
    }

    async fn markup_in_a_name_is_text(world: World) {
        let cast = world.cast().await;
        let name = "<img src=x onerror=alert(1)> & “Ops”";
        world.services.create_team(&cast.ada, name).await.unwrap();
        assert!(world.services.teams(&cast.ada).await.unwrap().iter().any(|team| team.name == name));
    }

    async fn a_team_that_is_gone_is_not_renamed(world: World) {
        let cast = world.cast().await;
        let answer = world.services.rename_team(&cast.ada, TeamId(cast.dana.id.0), "Risk").await;
        assert!(matches!(answer, Err(ServiceError::NotFound)), "{answer:?}");
    }

    async fn only_admins_make_rename_and_list_teams(world: World) {
        let cast = world.cast().await;
        for stranger in [&cast.dana, &cast.ben, &cast.hugo, &cast.vera, &cast.axel, &cast.olga] {
            let (services, name) = (&world.services, &stranger.display_name);
            assert!(is_refused(&services.teams(stranger).await, Refusal::NotAnAdmin), "{name}");
            assert!(is_refused(&services.create_team(stranger, "Risk").await, Refusal::NotAnAdmin), "{name}");
            assert!(is_refused(&services.rename_team(stranger, cast.platform, "Mine").await, Refusal::NotAnAdmin), "{name}");
        }
    }
}
