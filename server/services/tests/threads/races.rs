//! Several people at once: one of them is first, the others hear of it.

use domain::{
    review::{StageName, Verdict},
    threads::Place,
};
use scenarios::{
    World, on_both_databases,
    postings::{a_posting, verdict},
};
use services::{ServiceError, Wish};
use tokio::task::JoinSet;

use crate::threads::{a_line, blocking, draft, open, stage, suggest, wishing};

on_both_databases! {
    async fn two_people_accept_the_same_suggestion_and_it_is_written_once(world: World) {
        let cast = world.cast().await;
        let posting = a_posting().by(&cast.dana).make(&world.services).await.unwrap().id;
        let (line, _) = a_line(&world, posting).await;
        let before = draft(&world, posting).await.lines().count();
        let id = suggest(&world, &cast.vera, posting, &wishing(Wish::AddBehind, &line, "You read logs.")).await;
        let mut race = JoinSet::new();
        for actor in [&cast.dana, &cast.ben, &cast.dana, &cast.ben] {
            let (services, actor) = (world.services.clone(), actor.clone());
            race.spawn(async move { services.accept_suggestions(&actor, posting, &[id]).await });
        }
        let answers = race.join_all().await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
        for lost in answers.iter().filter(|answer| answer.is_err()) {
            let Err(ServiceError::Conflict(sentence)) = lost else { panic!("{lost:?}") };
            assert!(sentence.ends_with("accepted this suggestion already."), "{sentence}");
        }
        assert_eq!(draft(&world, posting).await.lines().count(), before + 1);
    }

    /// Whichever comes last makes it approved: the last decision, or resolving the last thread that holds it.
    async fn a_decision_and_the_resolving_of_the_last_thread_never_leave_a_posting_behind(world: World) {
        let cast = world.cast().await;
        for _ in 0..8 {
            let made = a_posting().by(&cast.dana).in_review().make(&world.services).await.unwrap();
            let thread = open(&world, &cast.vera, made.id, &blocking(Place::Posting, "Hm.")).await;
            let mut race = JoinSet::new();
            let (services, vera) = (world.services.clone(), cast.vera.clone());
            race.spawn(async move { services.resolve_thread(&vera, made.id, thread).await });
            let (services, hugo) = (world.services.clone(), cast.hugo.clone());
            let ballot = verdict(made.revision.unwrap(), Verdict::Approve);
            race.spawn(async move { services.decide(&hugo, made.id, &ballot).await.map(drop) });
            assert!(race.join_all().await.iter().all(Result::is_ok));
            assert_eq!(stage(&world, made.id).await, StageName::Approved);
        }
    }

    /// A thread that is opened while somebody publishes comes before or after, never beside.
    async fn nothing_goes_live_past_a_thread_that_blocks(world: World) {
        let cast = world.cast().await;
        for _ in 0..8 {
            let made = a_posting().by(&cast.dana).approved_by(&cast.hugo).make(&world.services).await.unwrap();
            let mut race = JoinSet::new();
            let (services, vera) = (world.services.clone(), cast.vera.clone());
            race.spawn(async move { services.open_thread(&vera, made.id, &blocking(Place::Posting, "Wait.")).await.map(drop) });
            let (services, hugo, revision) = (world.services.clone(), cast.hugo.clone(), made.revision.unwrap());
            race.spawn(async move { services.publish(&hugo, made.id, revision).await.map(drop) });
            let refused = race.join_all().await.into_iter().filter_map(Result::err).collect::<Vec<_>>();
            let is_live = stage(&world, made.id).await == StageName::Published;
            assert_eq!(refused.len(), usize::from(!is_live), "{refused:?}");
            let events = crate::threads::last_events(&world, made.id, 2).await;
            let opened_last = matches!(events[1].1, domain::events::Event::ThreadOpened { .. });
            let published = events.iter().any(|(_, event)| matches!(event, domain::events::Event::PostingPublished { .. }));
            assert_eq!((opened_last, published), (true, is_live), "{events:?}");
        }
    }
}
