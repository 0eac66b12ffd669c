//! What writing puts at stake: whose approvals a change would void, what the changes have voided, and what is worth
//! nothing any more because its maker wrote.

use std::time::Duration;

use domain::{
    accounts::{Actor, Membership, Role},
    ids::PostingId,
    posting::{FactKey, Scope},
    review::Worth,
};
use scenarios::{World, on_both_databases, postings::a_posting};

use super::set;

/// Each scope with what its approvals are worth.
async fn worth(world: &World, posting: PostingId) -> Vec<(Scope, Worth)> {
    let at_stake = world.services.at_stake(posting, None).await.unwrap();
    at_stake.approvals.iter().map(|approval| (approval.scope, approval.worth)).collect()
}

async fn void(world: &World, posting: PostingId) -> Vec<Scope> {
    worth(world, posting)
        .await
        .into_iter()
        .filter(|(_, worth)| *worth != Worth::Counts)
        .map(|(scope, _)| scope)
        .collect()
}

on_both_databases! {
    async fn a_change_voids_the_approval_of_what_it_touches_and_undoing_it_brings_it_back(world: World) {
        let cast = world.cast().await;
        let posting = a_posting().by(&cast.dana).approved_by(&cast.hugo).make(&world.services).await.unwrap().id;
        let all = worth(&world, posting).await;
        assert_eq!((all.len(), all.iter().all(|(_, worth)| *worth == Worth::Counts)), (Scope::ALL.len(), true));
        world.services.edit_draft(&cast.dana, posting, &[set(FactKey::BaseSalaryMaxValue, "99000")]).await.unwrap();
        assert_eq!(void(&world, posting).await, [Scope::Pay]);
        let view = world.services.open_draft(&cast.dana, posting).await.unwrap();
        assert_eq!(view.at_stake, world.services.at_stake(posting, Some(view.snapshot)).await.unwrap());
        assert!(view.at_stake.void().starts_with("The changes void the approval of pay and benefits by "));
        world.services.edit_draft(&cast.dana, posting, &[set(FactKey::BaseSalaryMaxValue, "80000")]).await.unwrap();
        assert!(void(&world, posting).await.is_empty());
    }

    async fn what_was_approved_once_is_at_stake_in_every_stage_in_which_one_writes(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let never = a_posting().by(&cast.dana).make(services).await.unwrap().id;
        assert!(services.at_stake(never, None).await.unwrap().is_empty());
        let waiting = a_posting().by(&cast.dana).in_review().make(services).await.unwrap().id;
        assert!(services.at_stake(waiting, None).await.unwrap().is_empty());
        let posting = a_posting().by(&cast.dana).published_by(&cast.hugo).make(services).await.unwrap().id;
        world.services.edit_draft(&cast.dana, posting, &[set(FactKey::Title, "Something else")]).await.unwrap();
        assert_eq!(void(&world, posting).await, [Scope::Identity]);
        let withdrawn = a_posting().by(&cast.dana).approved_by(&cast.hugo).make(services).await.unwrap().id;
        services.withdraw(&cast.dana, withdrawn).await.unwrap();
        assert_eq!(worth(&world, withdrawn).await.len(), Scope::ALL.len());
        world.clock.advance(Duration::from_secs(61 * 86_400));
        assert!(worth(&world, withdrawn).await.is_empty(), "what has lapsed can't be voided");
    }

    async fn whoever_approved_and_writes_has_voided_their_own(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let posting = a_posting().by(&cast.dana).approved_by(&cast.hugo).make(services).await.unwrap().id;
        let mut hugo: Actor = cast.hugo.clone();
        hugo.memberships.push(Membership { role: Role::HiringManager, team: Some(cast.platform) });
        world.services.edit_draft(&hugo, posting, &[set(FactKey::Industry, "Energy")]).await.unwrap();
        let own = FactKey::Industry.scope();
        for (scope, worth) in worth(&world, posting).await {
            assert_eq!(worth, if scope == own { Worth::Wrote } else { Worth::Counts }, "{scope}");
        }
        let told = services.at_stake(posting, None).await.unwrap().told_to(Some(hugo.id), Some(Scope::Pay));
        assert!(told.starts_with("The approval of ") && told.ends_with("of it: who writes does not decide."), "{told}");
    }

    async fn how_long_a_decision_takes_is_said_once_there_were_some(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let mut last = None;
        for _ in 0..5 {
            let made = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
            world.clock.advance(Duration::from_secs(2 * 3_600));
            scenarios::postings::approve(services, &cast.hugo, made).await.unwrap();
            last = Some(made.id);
        }
        let at_stake = services.at_stake(last.unwrap(), None).await.unwrap();
        assert!(at_stake.before(Scope::Pay).ends_with(", usually decided within 2 hours."), "{}", at_stake.before(Scope::Pay));
    }
}
