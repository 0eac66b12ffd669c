//! Inviting colleagues.

use domain::{
    accounts::Role,
    events::Event,
    ids::{InvitationId, TeamId},
    permissions::Refusal,
};
use scenarios::{Cast, World, cast::DANA, on_both_databases};
use services::{Acceptance, Invited, NewInvitation, ServiceError};

use crate::accounts::{fields, hours};

const MINA: &str = "mina@northwind.example";

fn as_viewer_of(team: TeamId) -> NewInvitation {
    NewInvitation { email: MINA.to_owned(), role: Role::Viewer, team: Some(team) }
}

fn mina() -> Acceptance {
    Acceptance { display_name: "Mina Park".to_owned(), password: "mina-brings-seven-umbrellas".to_owned() }
}

async fn invited(world: &World, cast: &Cast) -> Invited {
    world.services.invite(&cast.ada, as_viewer_of(cast.platform), str::to_owned).await.unwrap()
}

on_both_databases! {
    async fn an_invited_colleague_comes_in_with_the_role_of_the_link(world: World) {
        let cast = world.cast().await;
        let link = |token: &str| format!("https://jobs.example/invitation/{token}");
        let invited = world.services.invite(&cast.ada, as_viewer_of(cast.platform), link).await.unwrap();
        let token = invited.link.strip_prefix("https://jobs.example/invitation/").unwrap();

        let view = world.services.find_invitation(token).await.unwrap();
        assert_eq!((view.email.as_str(), view.role, view.team_name.as_deref()), (MINA, Role::Viewer, Some("Platform")));
        assert_eq!(view.invited_by, "Ada Lind");
        let user = world.services.accept_invitation(token, mina()).await.unwrap();

        let actor = world.services.actor(user).await.unwrap().unwrap();
        assert!(actor.is_in(Role::Viewer, cast.platform) && actor.memberships.len() == 1);
        assert_eq!(world.services.sign_in(MINA, &mina().password, "10.0.0.1").await.unwrap(), user);
        let log = world.services.audit_log(&cast.ada, &services::AuditQuery::default(), None).await.unwrap();
        let accepted = Event::InvitationAccepted { invitation: invited.invitation, user };
        assert!(log.entries.iter().any(|entry| entry.event == accepted && entry.actor_name == "Mina Park"));
    }

    async fn the_open_invitations_are_listed_until_they_are_used(world: World) {
        let cast = world.cast().await;
        assert!(world.services.open_invitations(&cast.ada).await.unwrap().is_empty());
        let Invited { link, .. } = invited(&world, &cast).await;
        let open = world.services.open_invitations(&cast.ada).await.unwrap();
        assert_eq!(open.len(), 1);
        assert_eq!((open[0].email.as_str(), open[0].team_name.as_deref(), open[0].invited_by.as_str()), (MINA, Some("Platform"), "Ada Lind"));
        world.services.accept_invitation(&link, mina()).await.unwrap();
        assert!(world.services.open_invitations(&cast.ada).await.unwrap().is_empty());
    }

    async fn a_link_works_once(world: World) {
        let cast = world.cast().await;
        let Invited { link, .. } = invited(&world, &cast).await;
        world.services.accept_invitation(&link, mina()).await.unwrap();
        assert!(matches!(world.services.accept_invitation(&link, mina()).await, Err(ServiceError::Gone(_))));
        assert!(matches!(world.services.find_invitation(&link).await, Err(ServiceError::Gone(_))));
    }

    async fn of_a_form_sent_twice_at_once_one_makes_the_account(world: World) {
        let cast = world.cast().await;
        let Invited { link, .. } = invited(&world, &cast).await;
        let (one, two) = tokio::join!(
            world.services.accept_invitation(&link, mina()),
            world.services.accept_invitation(&link, mina()),
        );
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        let lost = if one.is_ok() { two } else { one };
        assert!(matches!(lost, Err(ServiceError::Gone(_))), "{lost:?}");
        assert_eq!(world.services.people(&cast.ada).await.unwrap().len(), 8);
    }

    async fn accepting_and_withdrawing_at_once_do_not_both_happen(world: World) {
        let cast = world.cast().await;
        let Invited { link, invitation, .. } = invited(&world, &cast).await;
        let (accepted, withdrawn) = tokio::join!(
            world.services.accept_invitation(&link, mina()),
            world.services.withdraw_invitation(&cast.ada, invitation),
        );
        assert!(accepted.is_ok() != withdrawn.is_ok(), "{accepted:?} {withdrawn:?}");
    }

    async fn a_link_expires_after_72_hours(world: World) {
        let cast = world.cast().await;
        let Invited { link, invitation, .. } = invited(&world, &cast).await;
        world.clock.advance(hours(72));
        assert!(matches!(world.services.accept_invitation(&link, mina()).await, Err(ServiceError::Gone(why)) if why.contains("expired")));
        assert!(matches!(world.services.withdraw_invitation(&cast.ada, invitation).await, Err(ServiceError::Gone(_))));
        assert!(world.services.open_invitations(&cast.ada).await.unwrap().is_empty());
    }

    async fn a_withdrawn_link_does_not_work(world: World) {
        let cast = world.cast().await;
        let Invited { link, invitation, .. } = invited(&world, &cast).await;
        world.services.withdraw_invitation(&cast.ada, invitation).await.unwrap();
        assert!(matches!(world.services.accept_invitation(&link, mina()).await, Err(ServiceError::Gone(why)) if why.contains("withdrawn")));
        assert!(matches!(world.services.withdraw_invitation(&cast.ada, invitation).await, Err(ServiceError::Gone(_))));
    }

    async fn inviting_again_puts_the_earlier_link_out_of_use(world: World) {
        let cast = world.cast().await;
        let first = invited(&world, &cast).await;
        let second = invited(&world, &cast).await;
        assert!(matches!(world.services.accept_invitation(&first.link, mina()).await, Err(ServiceError::Gone(_))));
        world.services.accept_invitation(&second.link, mina()).await.unwrap();
    }

    async fn a_link_that_never_was_says_that_it_does_not_work(world: World) {
        world.cast().await;
        for token in ["", "guess", "../../etc/passwd", "' OR 1=1 --"] {
            let found = world.services.find_invitation(token).await.map(drop);
            let accepted = world.services.accept_invitation(token, mina()).await.map(drop);
            for answer in [found, accepted] {
                assert!(matches!(answer, Err(ServiceError::Gone(why)) if why.contains("does not work")), "{token:?}");
            }
        }
    }

    async fn an_invitation_needs_an_address_and_the_right_team(world: World) {
        let cast = world.cast().await;
        let invite = async |email: &str, role, team| {
            let invitation = NewInvitation { email: email.to_owned(), role, team };
            fields(world.services.invite(&cast.ada, invitation, str::to_owned).await)
        };
        assert_eq!(invite("mina", Role::Curator, None).await, ["email"]);
        assert_eq!(invite(DANA.email, Role::Curator, None).await, ["email"]);
        assert_eq!(invite(&DANA.email.to_uppercase(), Role::Curator, None).await, ["email"]);
        assert_eq!(invite(MINA, Role::Viewer, None).await, ["team"]);
        assert_eq!(invite(MINA, Role::Admin, Some(cast.platform)).await, ["team"]);
        let nowhere = TeamId(cast.dana.id.0);
        assert_eq!(invite(MINA, Role::HiringManager, Some(nowhere)).await, ["team"]);
        assert!(world.services.open_invitations(&cast.ada).await.unwrap().is_empty());
    }

    async fn a_newcomer_whose_form_is_wrong_can_try_again(world: World) {
        let cast = world.cast().await;
        let Invited { link, .. } = invited(&world, &cast).await;
        let wrong = Acceptance { display_name: "\u{200b}".to_owned(), password: "short".to_owned() };
        assert_eq!(fields(world.services.accept_invitation(&link, wrong).await), ["display_name", "password"]);
        let guessable = Acceptance { password: "MinaPark2026".to_owned(), ..mina() };
        assert_eq!(fields(world.services.accept_invitation(&link, guessable).await), ["password"]);
        world.services.accept_invitation(&link, mina()).await.unwrap();
    }

    async fn odd_names_are_kept_as_text(world: World) {
        let cast = world.cast().await;
        let Invited { link, .. } = invited(&world, &cast).await;
        let name = "<script>alert('m')</script> O'Brien; DROP TABLE users; 李 🦀";
        let user = world.services.accept_invitation(&link, Acceptance { display_name: name.to_owned(), ..mina() }).await.unwrap();
        assert_eq!(world.services.actor(user).await.unwrap().unwrap().display_name, name);
    }

    async fn a_password_may_be_any_unicode_and_is_not_trimmed(world: World) {
        let cast = world.cast().await;
        let Invited { link, .. } = invited(&world, &cast).await;
        let password = " zwölf Boxkämpfer 🥊 jagen ";
        world.services.accept_invitation(&link, Acceptance { password: password.to_owned(), ..mina() }).await.unwrap();
        world.services.sign_in(MINA, password, "10.0.0.1").await.unwrap();
        world.services.sign_in(MINA, password.trim(), "10.0.0.1").await.unwrap_err();
    }

    async fn only_admins_invite_list_and_withdraw(world: World) {
        let cast = world.cast().await;
        let Invited { invitation, .. } = invited(&world, &cast).await;
        let refused = |answer: Result<(), ServiceError>| matches!(answer, Err(ServiceError::Refused(Refusal::NotAnAdmin)));
        for stranger in [&cast.dana, &cast.ben, &cast.hugo, &cast.vera, &cast.axel, &cast.olga] {
            let services = &world.services;
            let name = &stranger.display_name;
            assert!(refused(services.invite(stranger, as_viewer_of(cast.payments), str::to_owned).await.map(drop)), "{name}");
            assert!(refused(services.open_invitations(stranger).await.map(drop)), "{name}");
            assert!(refused(services.withdraw_invitation(stranger, invitation).await), "{name}");
            assert!(refused(services.withdraw_invitation(stranger, InvitationId(stranger.id.0)).await), "{name}");
        }
        assert_eq!(world.services.open_invitations(&cast.ada).await.unwrap().len(), 1);
    }
}
