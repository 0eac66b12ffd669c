//! Old updates become moments, and nobody can tell the difference but by the number of rows.

use std::{collections::BTreeMap, time::Duration};

use domain::{
    document::Operation,
    ids::PostingId,
    posting::{Authorship, FactKey, Scope, ScopeSet, Snapshot},
    review::{Ballot, Verdict},
    timeline::{Point, Show},
};
use scenarios::{Cast, World, on_both_databases};
use sea_orm::ConnectionTrait;
use services::{EntryKind, ServiceError};

use crate::timeline::{PAUSE, a_draft, now, read, seq, write_much};

/// What is left after folding at the most: what is always kept, what is not worth a look, and what comes with a batch.
const ROWS_MAX: usize = 1_000 + 400 + 200;

async fn rows(world: &World, posting: PostingId) -> usize {
    world.storage.collab().written_between(posting, 0, i64::MAX).await.unwrap().len()
}

/// What the draft said at the end of each sitting.
async fn words(world: &World, cast: &Cast, posting: PostingId) -> BTreeMap<i64, Snapshot> {
    let line = world.services.time_line(&cast.dana, posting, Show::Writing, 1).await.unwrap();
    let mut words = BTreeMap::new();
    for entry in line.entries {
        let EntryKind::Sitting { point: Point::At(seq), .. } = entry.kind else { continue };
        words.insert(seq, world.services.moment(&cast.dana, posting, Point::At(seq), None).await.unwrap().snapshot);
    }
    words
}

async fn authors(world: &World, posting: PostingId, up_to: i64) -> Vec<Authorship> {
    let mut all = Vec::new();
    for since in (0..=up_to).step_by(37) {
        all.push(world.storage.collab().contributors_since(posting, since).await.unwrap());
    }
    all
}

on_both_databases! {
    async fn a_folded_draft_says_the_same_now_and_then_with_few_rows(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        for _ in 0..6 {
            write_much(&world, [&cast.dana, &cast.ben], posting, 400, 50).await;
            world.clock.advance(PAUSE);
        }
        let (last, said, before) = (seq(&world, posting).await, now(&world, posting).await, words(&world, &cast, posting).await);
        let told = read(&world.services.time_line(&cast.dana, posting, Show::Everything, 1).await.unwrap());
        let wrote = authors(&world, posting, last).await;
        assert!(rows(&world, posting).await > 2_400 && before.len() >= 7);

        assert!(world.services.fold_history().await.unwrap() >= 5);
        assert!(rows(&world, posting).await <= ROWS_MAX, "{} rows", rows(&world, posting).await);
        assert!(world.storage.collab().state_numbers(posting).await.unwrap().len() <= 9);
        assert!(!world.storage.collab().moments(posting).await.unwrap().is_empty());
        assert_eq!((seq(&world, posting).await, now(&world, posting).await), (last, said));
        assert_eq!(words(&world, &cast, posting).await, before);
        assert_eq!(read(&world.services.time_line(&cast.dana, posting, Show::Everything, 1).await.unwrap()), told);
        assert_eq!(authors(&world, posting, last).await, wrote);
        assert_eq!(world.services.fold_history().await.unwrap(), 0, "there is nothing left to do");

        // It goes on as if nothing had been.
        write_much(&world, [&cast.dana, &cast.ben], posting, 600, 50).await;
        world.services.fold_history().await.unwrap();
        let after = words(&world, &cast, posting).await;
        assert!(before.iter().all(|(seq, said)| after.get(seq) == Some(said) || *seq == last));
        assert!(rows(&world, posting).await <= ROWS_MAX);
        world.services.restore_draft(&cast.dana, posting, Point::At(*before.keys().next().unwrap())).await.unwrap();
        assert_eq!(Some(&now(&world, posting).await), before.values().next());
    }

    async fn who_wrote_before_the_fold_does_not_decide_after_it(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        write_much(&world, [&cast.dana, &cast.ben], posting, 300, 50).await;
        let ben_until = seq(&world, posting).await;
        let manager = domain::accounts::Role::HiringManager;
        world.services.grant_role(&cast.ada, cast.vera.id, manager, Some(cast.platform)).await.unwrap();
        let vera = world.services.actor(cast.vera.id).await.unwrap().unwrap();
        write_much(&world, [&cast.dana, &vera], posting, 1_700, 100).await;
        assert!(world.services.fold_history().await.unwrap() > 0);
        assert!(world.storage.collab().oldest_update(posting).await.unwrap().unwrap() > ben_until, "Ben's are folded");
        world.services.grant_role(&cast.ada, cast.ben.id, domain::accounts::Role::HrApprover, None).await.unwrap();
        let ben = world.services.actor(cast.ben.id).await.unwrap().unwrap();
        let revision = world.services.submit(&cast.dana, posting, "").await.unwrap();
        let ballot = Ballot { revision, steps: vec!["content".to_owned()], verdict: Verdict::Approve, comment: String::new() };
        let decided = world.services.decide(&ben, posting, &ballot).await;
        assert!(matches!(decided, Err(ServiceError::Refused(domain::permissions::Refusal::OwnEdits(_)))), "{decided:?}");
    }

    async fn where_somebody_wrote_is_known_before_and_after_the_fold_and_of_old_rows_it_is_everywhere(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let pay = Operation::SetFact { key: FactKey::BaseSalaryMinValue, value: "61000".to_owned() };
        world.services.edit_draft(&cast.ben, posting, &[pay]).await.unwrap();
        let old = seq(&world, posting).await;
        crate::timeline::set_title(&world, &cast.ben, posting, "Old").await;
        // As it was stored before anybody noted scopes.
        let forget = format!("UPDATE doc_updates SET scopes = NULL WHERE seq = {}", old + 1);
        world.storage.connection().execute_unprepared(&forget).await.unwrap();
        let manager = domain::accounts::Role::HiringManager;
        world.services.grant_role(&cast.ada, cast.vera.id, manager, Some(cast.platform)).await.unwrap();
        let vera = world.services.actor(cast.vera.id).await.unwrap().unwrap();
        write_much(&world, [&cast.dana, &vera], posting, 1_900, 100).await;
        let since = async |number: i64| world.storage.collab().contributors_since(posting, number).await.unwrap();
        let before = [since(old - 1).await, since(old).await, since(old + 1).await];
        assert!(world.services.fold_history().await.unwrap() > 0);
        assert!(world.storage.collab().oldest_update(posting).await.unwrap().unwrap() > old + 1, "Ben's are folded");
        assert_eq!([since(old - 1).await, since(old).await, since(old + 1).await], before);
        assert_eq!(before[1].of(cast.ben.id), ScopeSet::ALL);
        assert!(!before[2].wrote(cast.ben.id));
        assert!(!before[2].wrote_in(vera.id, Scope::Pay) && before[2].wrote_in(vera.id, Scope::Identity));
    }

    async fn several_who_fold_at_once_while_others_write_lose_nothing(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        write_much(&world, [&cast.dana, &cast.ben], posting, 2_000, 100).await;
        let (before, first) = (words(&world, &cast, posting).await, seq(&world, posting).await);
        let writing = async {
            for number in 0..20 {
                crate::timeline::set_title(&world, &cast.ben, posting, &format!("Meanwhile {number}")).await;
            }
        };
        let folds = || world.services.fold_history();
        let (one, other, third, ()) = tokio::join!(folds(), folds(), folds(), writing);
        let [one, other, third] = [one, other, third].map(|folds| folds.unwrap());
        assert!(one + other + third >= 1);
        world.services.fold_history().await.unwrap();
        let moments = world.storage.collab().moments(posting).await.unwrap();
        assert_eq!(moments[0].from, 1);
        assert!(moments.windows(2).all(|pair| pair[0].seq + 1 == pair[1].from), "{moments:?}");
        assert_eq!(moments.last().unwrap().seq + 1, world.storage.collab().oldest_update(posting).await.unwrap().unwrap());
        assert_eq!(seq(&world, posting).await, first + 20);
        let after = words(&world, &cast, posting).await;
        assert!(before.iter().filter(|(seq, _)| **seq < first).all(|(seq, said)| after.get(seq) == Some(said)));
    }

    async fn a_long_history_has_a_bounded_number_of_moments_that_reach_back_to_its_start(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        for _ in 0..230 {
            write_much(&world, [&cast.dana, &cast.ben], posting, 1, 1).await;
            world.clock.advance(Duration::from_secs(3 * 3_600));
        }
        write_much(&world, [&cast.ben, &cast.dana], posting, 1_600, 200).await;
        let wrote = authors(&world, posting, seq(&world, posting).await).await;
        world.services.fold_history().await.unwrap();
        let moments = world.storage.collab().moments(posting).await.unwrap();
        assert_eq!((moments.len(), moments[0].from), (200, 1));
        assert!(moments.windows(2).all(|pair| pair[0].seq + 1 == pair[1].from));
        assert_eq!(authors(&world, posting, seq(&world, posting).await).await, wrote);
        // The link to a moment that became part of another one still leads somewhere.
        let inside = moments.iter().find(|moment| moment.seq > moment.from + 1).unwrap();
        let moment = world.services.moment(&cast.dana, posting, Point::At(inside.from), None).await.unwrap();
        assert_eq!(moment.shown.point, Point::At(inside.seq));
    }
}
