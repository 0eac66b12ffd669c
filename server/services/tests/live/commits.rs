//! What is committed is there: in order, under its author, once.

use std::time::Duration;

use domain::{
    accounts::Role,
    document::{ClientId, Operation, combine},
    ids::PostingId,
    posting::{Authorship, FactKey, Scope, ScopeSet},
    review::{Ballot, Verdict},
};
use scenarios::{World, on_both_databases};
use services::ServiceError;
use storage::{DraftUpdate, Lease};

use crate::live::{a_draft, add_line, commit_one, committed, room::Room, seq, set_title, title};

on_both_databases! {
    async fn drafts_that_wait_together_are_committed_together(world: World) {
        let cast = world.cast().await;
        let mut batches = Vec::new();
        let mut firsts = Vec::new();
        for number in 0..5 {
            let posting = a_draft(&world, &cast.dana).await;
            let mut room = Room::open(&world.services, posting).await;
            let mut tab = room.tab(&cast.dana, 100);
            room.write(&mut tab, &set_title(&format!("Title {number}")));
            firsts.push((posting, room.seq));
            batches.push(room.batch());
        }
        batches.reverse();
        let outcomes = world.services.commit_drafts(batches).await.unwrap();
        for (number, (posting, first)) in firsts.into_iter().enumerate() {
            assert_eq!(committed(&outcomes[4 - number]), first + 1, "in the order of the batches");
            assert_eq!(seq(&world, posting).await, first + 1);
            let view = world.services.open_draft(&cast.dana, posting).await.unwrap();
            assert_eq!(view.posting.title, format!("Title {number}"), "what lists read");
            assert_eq!(view.snapshot.facts.get(FactKey::Title), view.posting.title);
        }
        assert!(world.services.commit_drafts(Vec::new()).await.unwrap().is_empty());
    }

    async fn what_one_person_writes_in_one_go_is_one_update_under_their_name(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let mut room = Room::open(&world.services, posting).await;
        let (first, section) = (room.seq, room.section());
        let (mut dana, mut again, mut ben) = (room.tab(&cast.dana, 101), room.tab(&cast.dana, 102), room.tab(&cast.ben, 103));
        room.write(&mut dana, &add_line(1, &section, "One.", None));
        again.catch_up(&room);
        room.write(&mut again, &add_line(2, &section, "Two, from her other tab.", None));
        room.write(&mut ben, &add_line(3, &section, "Three.", None));
        dana.catch_up(&room);
        room.write(&mut dana, &add_line(4, &section, "Four.", None));
        assert_eq!(committed(&room.try_to_commit().await), first + 3);

        let updates = world.services.updates_after(posting, first).await.unwrap();
        assert_eq!(updates.iter().map(|(seq, _)| *seq).collect::<Vec<_>>(), [first + 1, first + 2, first + 3]);
        assert_eq!(world.services.updates_after(posting, first + 2).await.unwrap(), updates[2..]);
        let fresh = world.services.load_live(posting).await.unwrap();
        assert_eq!((fresh.draft.snapshot(), fresh.seq), (room.draft.snapshot(), room.seq));
        let wrote = Scope::Narrative.into();
        let authors: Authorship = [(cast.dana.id, wrote), (cast.ben.id, wrote)].into_iter().collect();
        assert_eq!(world.storage.collab().contributors_since(posting, first).await.unwrap(), authors);
        let last = world.storage.collab().contributors_since(posting, first + 2).await.unwrap();
        assert_eq!(last, [(cast.dana.id, wrote)].into_iter().collect());
    }

    async fn who_wrote_live_does_not_decide(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let mut room = Room::open(&world.services, posting).await;
        let mut ben = room.tab(&cast.ben, 101);
        room.write(&mut ben, &set_title("Ben was here"));
        room.commit().await;
        world.services.grant_role(&cast.ada, cast.ben.id, Role::HrApprover, None).await.unwrap();
        let ben = world.services.actor(cast.ben.id).await.unwrap().unwrap();
        let revision = world.services.submit(&cast.dana, posting, "").await.unwrap();
        let ballot = Ballot { revision, steps: vec!["content".to_owned()], verdict: Verdict::Approve, comment: String::new() };
        let decided = world.services.decide(&ben, posting, &ballot).await;
        assert!(matches!(decided, Err(ServiceError::Refused(domain::permissions::Refusal::OwnEdits(_)))), "{decided:?}");
        world.services.decide(&cast.hugo, posting, &ballot).await.unwrap();
    }

    async fn what_is_brought_again_is_stored_once(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let mut room = Room::open(&world.services, posting).await;
        let mut dana = room.tab(&cast.dana, 101);
        let update = dana.write(&set_title("Once"));
        assert!(room.take(&dana, update.clone()));
        let batch = room.batch();
        let first = committed(&room.try_to_commit().await);
        assert!(!room.take(&dana, update), "it is known");
        let again = commit_one(&world.services, batch).await;
        assert!(matches!(again, services::BatchOutcome::Stale), "{again:?}");
        assert_eq!(seq(&world, posting).await, first);
        room.catch_up().await;
        assert_eq!(room.commit().await, 0, "nothing is left of it");
    }

    /// A page that takes up kept words sends what is known along with what is new.
    async fn what_is_new_beside_what_is_known_is_stored_whatever_lies_between(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let mut room = Room::open(&world.services, posting).await;
        let mut dana = room.tab(&cast.dana, 101);
        let new_line = add_line(1, &room.section(), "One line.", None);
        let Operation::AddLine { id: line, .. } = &new_line else { panic!("{new_line:?}") };
        let known = dana.write(&new_line);
        assert!(room.take(&dana, known.clone()));
        room.write(&mut dana, &set_title("Known"));
        let first = committed(&room.try_to_commit().await);

        let cut = Operation::SpliceText { id: line.clone(), at: 3, remove: 5, insert: String::new() };
        let with_known = combine(&[known, dana.write(&cut)]).unwrap();
        assert!(room.take(&dana, with_known));
        room.write(&mut dana, &set_title("New"));
        assert_eq!(committed(&room.try_to_commit().await), first + 2, "they can't be one row");
        let fresh = world.services.load_live(posting).await.unwrap();
        assert_eq!((fresh.draft.snapshot(), fresh.seq), (room.draft.snapshot(), room.seq));
        assert!(fresh.draft.snapshot().lines().any(|(_, line)| line.text == "One."));
        assert_eq!(title(&world, posting).await, "New");
    }

    async fn a_long_lived_room_keeps_whole_states(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let mut room = Room::open(&world.services, posting).await;
        let (mut dana, mut ben) = (room.tab(&cast.dana, 101), room.tab(&cast.ben, 102));
        for number in 0..130 {
            room.write(&mut dana, &set_title(&format!("Hers {number}")));
            ben.catch_up(&room);
            room.write(&mut ben, &set_title(&format!("His {number}")));
            dana.catch_up(&room);
            room.commit().await;
        }
        let stored = world.storage.collab().load(posting).await.unwrap().unwrap();
        assert!(stored.state.is_some());
        assert!(stored.updates.len() < 200, "{}", stored.updates.len());
        assert_eq!(title(&world, posting).await, "His 129");
    }

    async fn who_edited_last_is_noted_when_it_is_somebody_else_or_a_second_later(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let mut room = Room::open(&world.services, posting).await;
        let section = room.section();
        let (mut dana, mut ben) = (room.tab(&cast.dana, 101), room.tab(&cast.ben, 102));
        let noted = async || {
            let card = world.services.open_draft(&cast.dana, posting).await.unwrap().posting;
            (card.edited_by_name.unwrap(), card.edited_at)
        };
        let start = world.services.now();
        assert_eq!(noted().await, ("Dana Okafor".to_owned(), start));

        world.clock.advance(Duration::from_millis(900));
        room.write(&mut dana, &add_line(1, &section, "One.", None));
        room.commit().await;
        assert_eq!(noted().await.1, start, "not every keystroke is worth a note");
        room.write(&mut ben, &add_line(2, &section, "Two.", None));
        room.commit().await;
        assert_eq!(noted().await, ("Ben Carter".to_owned(), world.services.now()));
        world.clock.advance(Duration::from_secs(1));
        room.write(&mut ben, &add_line(3, &section, "Three.", None));
        room.commit().await;
        assert_eq!(noted().await, ("Ben Carter".to_owned(), world.services.now()));
    }

    async fn a_room_without_a_draft_is_not_opened(world: World) {
        let nowhere = PostingId(uuid::Uuid::from_u128(7));
        assert!(matches!(world.services.load_live(nowhere).await, Err(ServiceError::NotFound)));
        assert!(world.services.draft_heads(&[nowhere]).await.unwrap().is_empty());
        assert!(world.services.updates_after(nowhere, 0).await.unwrap().is_empty());
    }

    async fn a_thousand_drafts_fit_into_the_statements_of_one_transaction(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let (first, at) = (seq(&world, posting).await, world.services.now());
        let nobody_s: Vec<_> = (0..3_000).map(|number| (PostingId(uuid::Uuid::from_u128(number)), cast.dana.id)).collect();
        let update = |seq| (posting, DraftUpdate { seq, author: cast.dana.id, at, data: vec![0, 0], scopes: ScopeSet::ALL });
        let leases: Vec<_> =
            (1..=3_000).map(|client| Lease { posting, client: ClientId(client), holder: cast.dana.id }).collect();
        let ids: Vec<_> = nobody_s.iter().map(|(id, _)| *id).chain([posting]).collect();
        let clients: Vec<_> = leases.iter().map(|lease| lease.client).collect();

        let work = world.storage.begin().await.unwrap();
        assert_eq!(work.postings().lock_all(&ids).await.unwrap().len(), 1);
        work.postings().note_edits(&nobody_s, at).await.unwrap();
        work.collab().append((first + 1..=first + 3_000).map(update).collect()).await.unwrap();
        work.collab().insert_leases(&leases, at).await.unwrap();
        assert_eq!(work.collab().leases(&ids, &clients).await.unwrap().len(), 3_000);
        assert_eq!(work.collab().updates_after(posting, first).await.unwrap().len(), 3_000);
        work.commit().await.unwrap();
    }
}
