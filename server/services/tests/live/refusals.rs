//! What may not be committed harms nobody else's.

use std::sync::Arc;

use domain::{
    document::ClientId,
    ids::{ItemId, PostingId},
    posting::ItemRef,
};
use scenarios::{Cast, World, on_both_databases, postings::a_posting};
use services::{BatchOutcome, DraftBatch, Gist, ServiceError};

use crate::live::{a_draft, add_line, commit_one, committed, refused, room::Room, seq, set_title, title};

/// A batch of a fresh draft of Dana's that is good so far.
async fn good(world: &World, cast: &Cast, title: &str) -> DraftBatch {
    let posting = a_draft(world, &cast.dana).await;
    let mut room = Room::open(&world.services, posting).await;
    let mut tab = room.tab(&cast.dana, 100);
    room.write(&mut tab, &set_title(title));
    room.batch()
}

/// Bad ones, each with the beginning of what is said about it.
async fn bad(world: &World, cast: &Cast) -> Vec<(&'static str, DraftBatch)> {
    let mut locked = good(world, cast, "Too late").await;
    world.services.archive_posting(&cast.dana, locked.posting).await.unwrap();
    locked.seq = seq(world, locked.posting).await;
    let mut foreign = good(world, cast, "Not hers").await;
    foreign.writings[0].actor = Arc::new(cast.olga.clone());
    let mut viewer = good(world, cast, "Not hers either").await;
    viewer.writings[0].actor = Arc::new(cast.vera.clone());
    let mut forged = good(world, cast, "As the server").await;
    forged.writings[0].client = Some(ClientId(1));
    let mut nowhere = good(world, cast, "Nowhere").await;
    nowhere.posting = PostingId(uuid::Uuid::from_u128(7));
    vec![
        ("The draft is locked, because the posting is archived", locked),
        ("there is nothing here", foreign),
        ("Only hiring managers of this team", viewer),
        ("some fields", forged),
        ("A line names a library item", untrue(world, cast).await),
        ("there is nothing here", nowhere),
    ]
}

async fn untrue(world: &World, cast: &Cast) -> DraftBatch {
    let posting = a_draft(world, &cast.dana).await;
    let mut room = Room::open(&world.services, posting).await;
    let mut tab = room.tab(&cast.dana, 100);
    let section = room.section();
    let nothing = ItemRef { item: ItemId(uuid::Uuid::from_u128(7)), version: 1 };
    room.write(&mut tab, &add_line(1, &section, "Invented.", Some(nothing)));
    room.batch()
}

/// Two lines under one id: the projection can't be stored, and PostgreSQL takes nothing more in that transaction.
async fn breaking(world: &World, cast: &Cast) -> DraftBatch {
    world.services.seed_library().await.unwrap();
    let posting = a_draft(world, &cast.dana).await;
    let mut room = Room::open(&world.services, posting).await;
    let mut tab = room.tab(&cast.dana, 100);
    let section = room.section();
    let item = world.services.library_item(&cast.dana, "health-insurance").await.unwrap();
    let source = ItemRef { item: item.id, version: item.current_version };
    room.write(&mut tab, &add_line(1, &section, &item.wording.body, Some(source)));
    let mut batch = room.batch();
    let mut said = room.draft.snapshot();
    let twice = said.sections[0].lines.last().unwrap().clone();
    said.sections[0].lines.push(twice);
    batch.after = Arc::new(Gist::of(&said));
    batch
}

async fn all_in_one(world: &World, cast: &Cast, bad: Vec<(&str, DraftBatch)>) {
    let (first, last) = (good(world, cast, "The first").await, good(world, cast, "The last").await);
    let mut heads = Vec::new();
    for (_, batch) in &bad {
        let head = world.services.draft_heads(&[batch.posting]).await.unwrap();
        heads.push((batch.posting, head));
    }
    let expected = [first.posting, last.posting];
    let (sentences, bad): (Vec<_>, Vec<_>) = bad.into_iter().unzip();
    let batches = std::iter::once(first).chain(bad).chain([last]).collect();
    let mut outcomes = world.services.commit_drafts(batches).await.unwrap();
    committed(&outcomes.remove(0));
    committed(&outcomes.pop().unwrap());
    assert_eq!(outcomes.len(), sentences.len());
    for (outcome, sentence) in outcomes.into_iter().zip(sentences) {
        match outcome {
            BatchOutcome::Stale => assert_eq!(sentence, "stale"),
            outcome => {
                let error = refused(outcome).to_string();
                assert!(error.starts_with(sentence), "{sentence}: {error}");
            }
        }
    }
    assert_eq!([title(world, expected[0]).await, title(world, expected[1]).await], ["The first", "The last"]);
    for (posting, head) in heads {
        assert_eq!(world.services.draft_heads(&[posting]).await.unwrap(), head, "nothing is stored of a bad one");
        let updates = world.storage.collab().updates_after(posting, 0).await.unwrap();
        assert_eq!(updates.last().map(|(seq, _)| *seq), head.first().map(|(_, head)| head.seq));
    }
}

on_both_databases! {
    async fn a_bad_batch_among_good_ones_harms_only_itself(world: World) {
        let cast = world.cast().await;
        let mut all = bad(&world, &cast).await;
        let mut behind = good(&world, &cast, "Behind").await;
        behind.seq -= 1;
        all.push(("stale", behind));
        let mut ahead = good(&world, &cast, "Ahead").await;
        ahead.seq += 1;
        all.push(("stale", ahead));
        let mut later = good(&world, &cast, "Another epoch").await;
        later.epoch += 1;
        all.push(("stale", later));
        all_in_one(&world, &cast, all).await;
    }

    async fn a_batch_that_breaks_the_transaction_breaks_only_its_own(world: World) {
        let cast = world.cast().await;
        let mut all = bad(&world, &cast).await;
        all.insert(2, ("There is one with that name already", breaking(&world, &cast).await));
        all_in_one(&world, &cast, all).await;
    }

    async fn one_bad_hand_is_enough_to_refuse_a_batch(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let mut room = Room::open(&world.services, posting).await;
        let (mut dana, mut olga) = (room.tab(&cast.dana, 101), room.tab(&cast.olga, 102));
        let section = room.section();
        room.write(&mut dana, &set_title("Hers"));
        room.write(&mut olga, &add_line(1, &section, "From across the river.", None));
        assert!(matches!(refused(room.try_to_commit().await), ServiceError::NotFound));
        assert_ne!(title(&world, posting).await, "Hers");
    }

    async fn only_hiring_managers_of_the_team_write_live(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        for (client, (actor, hidden)) in
            [(&cast.olga, true), (&cast.vera, false), (&cast.hugo, false), (&cast.ada, false), (&cast.axel, false)]
                .into_iter()
                .enumerate()
        {
            let mut room = Room::open(&world.services, posting).await;
            let mut tab = room.tab(actor, 100 + client as u64);
            room.write(&mut tab, &set_title("Mine"));
            let error = refused(room.try_to_commit().await);
            assert_eq!(matches!(error, ServiceError::NotFound), hidden, "{}: {error:?}", actor.display_name);
            assert!(hidden || matches!(error, ServiceError::Refused(_)), "{}: {error:?}", actor.display_name);
        }
        let mut room = Room::open(&world.services, posting).await;
        let mut ben = room.tab(&cast.ben, 200);
        room.write(&mut ben, &set_title("Ben's"));
        room.commit().await;
    }

    async fn a_lock_reaches_rooms_that_know_nothing_of_it(world: World) {
        let cast = world.cast().await;
        let made = a_posting().by(&cast.dana).make(&world.services).await.unwrap();
        let mut room = Room::open(&world.services, made.id).await;
        let mut dana = room.tab(&cast.dana, 101);
        room.write(&mut dana, &set_title("While it is read"));
        world.services.archive_posting(&cast.dana, made.id).await.unwrap();
        assert!(world.services.load_live(made.id).await.unwrap().locked);
        let error = refused(room.try_to_commit().await);
        assert!(matches!(error, ServiceError::Conflict(_)), "{error:?}");
        world.services.restore_posting(&cast.dana, made.id).await.unwrap();
        room.commit().await;
        assert_eq!(title(&world, made.id).await, "While it is read");

        let mut stuck = Room::open(&world.services, made.id).await;
        stuck.write(&mut dana, &set_title("Locked by hand"));
        let work = world.storage.begin().await.unwrap();
        work.collab().set_locked(made.id, true).await.unwrap();
        work.commit().await.unwrap();
        let error = refused(commit_one(&world.services, stuck.batch()).await);
        assert!(matches!(error, ServiceError::Conflict(_)), "the head decides, whatever the stage says: {error:?}");
    }
}
