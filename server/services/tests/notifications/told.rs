//! Who hears of what.

use domain::{
    accounts::Role,
    document::Operation,
    notifications::{Destination, NotificationKind as Kind},
    posting::FactKey,
    review::Verdict,
};
use scenarios::{
    World, on_both_databases,
    postings::{a_posting, approve, verdict},
};

use crate::notifications::{kinds, list, unread};

on_both_databases! {
    async fn an_approver_is_told_that_a_review_waits_and_whoever_asked_is_not(world: World) {
        let cast = world.cast().await;
        let made = a_posting().by(&cast.dana).titled("Baker").in_review().make(&world.services).await.unwrap();
        let told = list(&world, &cast.hugo).await;
        assert_eq!((told.total, told.unread), (1, 1));
        let told = &told.notifications[0];
        assert_eq!((told.kind, told.subject()), (Kind::ReviewWaits, "Baker"));
        assert_eq!(told.sentence(), "Dana Okafor asks for your review.");
        assert_eq!(told.destination(), Destination::Review(made.id));
        assert_eq!(told.at, world.services.now());
        for person in [&cast.dana, &cast.ben, &cast.ada, &cast.vera, &cast.axel, &cast.olga] {
            assert!(kinds(&world, person).await.is_empty(), "{}", person.display_name);
        }
    }

    async fn an_approver_who_edited_is_asked_where_a_step_is_left_for_them(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        services.grant_role(&cast.ada, cast.ben.id, Role::HrApprover, None).await.unwrap();
        let made = a_posting().by(&cast.dana).make(services).await.unwrap();
        let edit = |key, value: &str| Operation::SetFact { key, value: value.to_owned() };
        let (hours, pay) = (edit(FactKey::WorkHours, "40 a week"), edit(FactKey::BaseSalaryMinValue, "61000"));
        services.edit_draft(&cast.ben, made.id, &[hours.clone(), pay]).await.unwrap();
        services.submit(&cast.dana, made.id, "").await.unwrap();
        assert_eq!(kinds(&world, &cast.ben).await, [Kind::RoleGiven]);
        assert_eq!(kinds(&world, &cast.hugo).await, [Kind::ReviewWaits]);
        let other = a_posting().by(&cast.dana).make(services).await.unwrap();
        services.edit_draft(&cast.ben, other.id, &[hours]).await.unwrap();
        services.submit(&cast.dana, other.id, "").await.unwrap();
        assert_eq!(kinds(&world, &cast.ben).await, [Kind::ReviewWaits, Kind::RoleGiven]);
    }

    async fn whoever_is_suspended_is_told_nothing(world: World) {
        let cast = world.cast().await;
        // Somebody has to be left who can decide.
        world.services.grant_role(&cast.ada, cast.vera.id, Role::HrApprover, None).await.unwrap();
        world.services.suspend(&cast.ada, cast.hugo.id).await.unwrap();
        a_posting().by(&cast.dana).in_review().make(&world.services).await.unwrap();
        assert!(kinds(&world, &cast.hugo).await.is_empty());
    }

    async fn a_request_for_changes_is_told_to_the_owner_and_ends_what_waits_for_others(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        services.grant_role(&cast.ada, cast.vera.id, Role::HrApprover, None).await.unwrap();
        let made = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        assert_eq!(unread(&world, &cast.vera).await, [Kind::ReviewWaits, Kind::RoleGiven]);
        let mut ballot = verdict(made.revision.unwrap(), Verdict::RequestChanges);
        ballot.comment = "Narrow the range.".to_owned();
        services.decide(&cast.hugo, made.id, &ballot).await.unwrap();
        let told = list(&world, &cast.dana).await.notifications.remove(0);
        assert_eq!(told.sentence(), "Hugo Meyer requested changes.");
        assert_eq!(told.destination(), Destination::Draft(made.id));
        assert_eq!(unread(&world, &cast.vera).await, [Kind::RoleGiven]);
        assert!(unread(&world, &cast.hugo).await.is_empty());
    }

    async fn whoever_decided_on_a_step_is_not_waited_for_any_more_and_others_are(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        services.grant_role(&cast.ada, cast.vera.id, Role::HrApprover, None).await.unwrap();
        let made = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        let mut ballot = verdict(made.revision.unwrap(), Verdict::Approve);
        ballot.steps.truncate(1);
        services.decide(&cast.hugo, made.id, &ballot).await.unwrap();
        assert!(unread(&world, &cast.hugo).await.is_empty());
        assert_eq!(unread(&world, &cast.vera).await, [Kind::ReviewWaits, Kind::RoleGiven]);
        assert!(kinds(&world, &cast.dana).await.is_empty());
    }

    async fn approving_and_publishing_are_told_to_those_who_wait_for_it(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        approve(services, &cast.hugo, made).await.unwrap();
        assert_eq!(kinds(&world, &cast.dana).await, [Kind::Approved]);
        services.publish(&cast.dana, made.id, made.revision.unwrap()).await.unwrap();
        assert_eq!(kinds(&world, &cast.dana).await, [Kind::Approved]);
        assert_eq!(kinds(&world, &cast.hugo).await, [Kind::ReviewWaits, Kind::Published]);
        services.close(&cast.hugo, made.id).await.unwrap();
        assert_eq!(kinds(&world, &cast.dana).await, [Kind::Approved, Kind::Closed]);
    }

    async fn a_withdrawal_is_told_to_those_who_were_asked(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let first = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        services.withdraw(&cast.dana, first.id).await.unwrap();
        assert_eq!(kinds(&world, &cast.hugo).await, [Kind::ReviewWaits, Kind::Withdrawn]);
        assert_eq!(unread(&world, &cast.hugo).await, [Kind::Withdrawn]);
        // Whoever became an approver in between was not asked, and hears nothing of it.
        let second = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        services.grant_role(&cast.ada, cast.vera.id, Role::HrApprover, None).await.unwrap();
        services.withdraw(&cast.dana, second.id).await.unwrap();
        assert_eq!(kinds(&world, &cast.vera).await, [Kind::RoleGiven]);
    }

    async fn a_role_that_is_given_is_told_to_its_holder_once(world: World) {
        let cast = world.cast().await;
        for _ in 0..2 {
            let (ben, payments) = (cast.ben.id, Some(cast.payments));
            world.services.grant_role(&cast.ada, ben, Role::HiringManager, payments).await.unwrap();
        }
        let told = list(&world, &cast.ben).await.notifications;
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].sentence(), "Ada Lind gave you the role Hiring manager of Payments.");
        assert_eq!(told[0].destination(), Destination::Account);
    }

    async fn nobody_is_told_what_did_not_happen(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).fact(FactKey::HowToApply, "").make(services).await.unwrap();
        services.submit(&cast.dana, made.id, "").await.unwrap_err();
        services.submit(&cast.ben, made.id, "").await.unwrap_err();
        let complete = a_posting().by(&cast.dana).make(services).await.unwrap();
        let (one, two) = tokio::join!(
            services.submit(&cast.dana, complete.id, ""),
            services.submit(&cast.dana, complete.id, ""),
        );
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        assert_eq!(kinds(&world, &cast.hugo).await, [Kind::ReviewWaits]);
    }
}
