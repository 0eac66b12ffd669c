//! Rooms of two nodes on one draft: never do both get one number, and nothing is lost.

use std::{sync::Arc, time::Duration};

use domain::ids::PostingId;
use scenarios::{World, on_both_databases};
use services::{BatchOutcome, HashCost, ServiceError, Services, edges::Edges};
use storage::Storage;
use tokio::sync::Notify;

use crate::live::{
    a_draft, add_line,
    room::{Room, Tab},
};

const EACH: u64 = 15;

/// Another program on the same database.
async fn another_node(world: &World) -> Services {
    let storage = Storage::connect(world.database.url()).await.unwrap();
    Services::new(storage, Edges { clock: Box::new(world.clock.clone()), ..Edges::system() }, HashCost::Test)
}

/// Adds lines one after the other, each in a commit of its own; answers with how often somebody else came first.
async fn write_lines(services: Services, posting: PostingId, actor: domain::accounts::Actor, client: u64) -> usize {
    let mut room = Room::open(&services, posting).await;
    let mut tab = room.tab(&actor, client);
    let section = room.section();
    let mut stale = 0;
    for number in 0..EACH {
        tab.catch_up(&room);
        let text = format!("Line {number} of {client}.");
        room.write(&mut tab, &add_line(client * 1_000 + number, &section, &text, None));
        stale += room.commit().await;
    }
    stale
}

async fn write_until_refused(mut room: Room, mut tab: Tab, is_writing: Arc<Notify>) -> ServiceError {
    let (start, mut number) = (room.seq, 0);
    loop {
        number += 1;
        room.write(&mut tab, &crate::live::set_title(&format!("Title {start} {number}")));
        match room.try_to_commit().await {
            BatchOutcome::Committed { .. } => {
                is_writing.notify_one();
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            outcome => return crate::live::refused(outcome),
        }
    }
}

on_both_databases! {
    async fn two_nodes_never_both_get_one_number_and_lose_nothing(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let first = crate::live::seq(&world, posting).await;
        let nodes = [(world.services.clone(), &cast.dana), (another_node(&world).await, &cast.ben)];
        let mut writers = tokio::task::JoinSet::new();
        for (client, (services, actor)) in (101..).zip(nodes) {
            writers.spawn(write_lines(services, posting, actor.clone(), client));
        }
        let stale: usize = writers.join_all().await.into_iter().sum();
        assert!(stale > 0, "they never met, so this test saw nothing");

        let end = first + i64::try_from(2 * EACH).unwrap();
        let numbers: Vec<i64> =
            world.services.updates_after(posting, first).await.unwrap().into_iter().map(|(seq, _)| seq).collect();
        assert_eq!(numbers, (first + 1..=end).collect::<Vec<_>>());
        let snapshot = world.services.load_live(posting).await.unwrap().draft.snapshot();
        for client in [101, 102] {
            for number in 0..EACH {
                let text = format!("Line {number} of {client}.");
                assert_eq!(snapshot.lines().filter(|(_, line)| line.text == text).count(), 1, "{text}");
            }
        }
    }

    async fn forms_and_rooms_do_not_overtake_each_other(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let lines = tokio::spawn(write_lines(world.services.clone(), posting, cast.dana.clone(), 101));
        for number in 0..EACH {
            let title = crate::live::set_title(&format!("Title {number}"));
            world.services.edit_draft(&cast.ben, posting, &[title]).await.unwrap();
        }
        lines.await.unwrap();
        let view = world.services.open_draft(&cast.dana, posting).await.unwrap();
        assert_eq!(view.posting.title, format!("Title {}", EACH - 1), "what lists read");
        assert_eq!(crate::live::title(&world, posting).await, view.posting.title);
        assert_eq!(view.snapshot.lines().filter(|(_, line)| line.text.ends_with("of 101.")).count(), 15);
    }

    async fn nodes_that_commit_many_drafts_in_opposite_orders_do_not_block_each_other(world: World) {
        let cast = world.cast().await;
        let mut postings = Vec::new();
        for _ in 0..6 {
            postings.push(a_draft(&world, &cast.dana).await);
        }
        let mut writers = tokio::task::JoinSet::new();
        for (client, services) in [(101, world.services.clone()), (102, another_node(&world).await)] {
            let (mut order, dana) = (postings.clone(), cast.dana.clone());
            if client == 102 {
                order.reverse();
            }
            writers.spawn(async move {
                let mut committed = 0;
                for round in 0..10 {
                    let mut batches = Vec::new();
                    for posting in &order {
                        let mut room = Room::open(&services, *posting).await;
                        let mut tab = room.tab(&dana, client * 100 + round);
                        room.write(&mut tab, &crate::live::set_title(&format!("{client} {round}")));
                        batches.push(room.batch());
                    }
                    let outcomes = services.commit_drafts(batches).await.unwrap();
                    committed += outcomes.iter().filter(|outcome| matches!(outcome, BatchOutcome::Committed { .. })).count();
                }
                committed
            });
        }
        assert!(writers.join_all().await.into_iter().sum::<usize>() >= 60);
    }

    async fn nothing_slips_into_a_draft_while_it_is_locked(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        for round in 0..8 {
            let node = another_node(&world).await;
            let room = Room::open(&node, posting).await;
            let tab = room.tab(&cast.ben, 101 + round);
            let is_writing = Arc::new(Notify::new());
            let writer = tokio::spawn(write_until_refused(room, tab, is_writing.clone()));
            tokio::time::timeout(Duration::from_secs(20), is_writing.notified()).await.unwrap();
            world.services.archive_posting(&cast.dana, posting).await.unwrap();
            let locked = crate::live::seq(&world, posting).await;
            assert!(matches!(writer.await.unwrap(), ServiceError::Conflict(_)));
            assert_eq!(crate::live::seq(&world, posting).await, locked);
            world.services.restore_posting(&cast.dana, posting).await.unwrap();
        }
    }
}
