//! Who is told when a policy asks one after the other, passes a review on, or lets somebody stand in.

use domain::{
    accounts::Role,
    notifications::NotificationKind as Kind,
    posting::Scope,
    review::{Ballot, Order, Verdict},
};
use scenarios::{
    Cast, World, on_both_databases,
    policies::{a_policy, a_step},
    postings::a_posting,
};
use services::{Look, NewApprovers, NewDelegation, NewEscalation, NewRule};

use crate::notifications::{hours, kinds, list, unread};

/// First an HR approver on the pay, then an auditor on all the rest; passed on to admins six hours after the end.
async fn one_after_the_other(world: &World, cast: &Cast) {
    let rest: Vec<Scope> = Scope::ALL.iter().copied().filter(|scope| *scope != Scope::Pay).collect();
    let admins = NewApprovers { roles: vec![Role::Admin], emails: Vec::new() };
    let steps = vec![a_step("Pay", &[Scope::Pay], &[Role::HrApprover]), a_step("Rest", &rest, &[Role::Auditor])];
    let rule = NewRule {
        order: Order::OneByOne,
        escalation: Some(NewEscalation { after_hours: 6, to: admins }),
        ..a_policy("One after the other", steps)
    };
    world.services.make_policy(&cast.ada, rule).await.unwrap();
}

on_both_databases! {
    async fn whoever_loses_their_last_place_in_a_review_is_not_waited_for_any_more(world: World) {
        let cast = world.cast().await;
        let made = a_posting().by(&cast.dana).in_review().make(&world.services).await.unwrap();
        let reassign = async |step: &str| {
            world.services.reassign(&cast.ada, made.id, step, &[cast.ben.id], "Hugo is away.").await.unwrap();
        };
        reassign("content").await;
        assert_eq!(unread(&world, &cast.hugo).await, [Kind::ReviewWaits], "the pay still waits for him");
        reassign("pay_and_place").await;
        assert!(unread(&world, &cast.hugo).await.is_empty());
        assert_eq!(unread(&world, &cast.ben).await, [Kind::ReviewWaits]);
    }

    async fn whoever_comes_next_is_told_when_it_is_their_turn(world: World) {
        let cast = world.cast().await;
        one_after_the_other(&world, &cast).await;
        let made = a_posting().by(&cast.dana).in_review().make(&world.services).await.unwrap();
        assert_eq!((kinds(&world, &cast.hugo).await, kinds(&world, &cast.axel).await), (vec![Kind::ReviewWaits], Vec::new()));
        let page = world.services.review_page(&cast.hugo, made.id, Look::default()).await.unwrap();
        let first = page.steps[0].key.clone();
        let ballot = Ballot { revision: made.revision.unwrap(), steps: vec![first], verdict: Verdict::Approve, comment: String::new() };
        world.services.decide(&cast.hugo, made.id, &ballot).await.unwrap();
        assert_eq!(kinds(&world, &cast.axel).await, [Kind::ReviewWaits]);
        assert_eq!(list(&world, &cast.axel).await.notifications[0].sentence(), "Dana Okafor asks for your review.");
        assert!(unread(&world, &cast.hugo).await.is_empty());
        assert!(kinds(&world, &cast.dana).await.is_empty());
    }

    async fn an_overdue_review_is_passed_on_once_to_those_who_can_decide_then(world: World) {
        let cast = world.cast().await;
        one_after_the_other(&world, &cast).await;
        a_posting().by(&cast.dana).in_review().make(&world.services).await.unwrap();
        world.clock.advance(hours(49));
        assert_eq!(world.services.remind().await.unwrap(), 1);
        assert!(kinds(&world, &cast.ada).await.is_empty());
        world.clock.advance(hours(6));
        let (one, two) = tokio::join!(world.services.remind(), world.services.remind());
        assert_eq!(one.unwrap() + two.unwrap(), 1);
        assert_eq!(world.services.remind().await.unwrap(), 0);
        assert_eq!(kinds(&world, &cast.ada).await, [Kind::Escalated]);
        assert_eq!(kinds(&world, &cast.hugo).await, [Kind::ReviewWaits, Kind::Overdue]);
    }

    async fn whoever_stands_in_is_told_too(world: World) {
        let cast = world.cast().await;
        let day = world.services.now().date();
        let new = NewDelegation { to: cast.vera.id, first_day: day, last_day: day, reason: String::new() };
        world.services.delegate(&cast.hugo, new).await.unwrap();
        a_posting().by(&cast.dana).in_review().make(&world.services).await.unwrap();
        assert_eq!(kinds(&world, &cast.vera).await, [Kind::ReviewWaits]);
        assert_eq!(kinds(&world, &cast.hugo).await, [Kind::ReviewWaits]);
    }
}
