//! Rows that are damaged on disk: noticed, set aside, and made good from what is whole.

use domain::{
    document::{ClientId, Draft, Operation},
    ids::PostingId,
    posting::FactKey,
    timeline::{Point, Show},
};
use scenarios::{World, on_both_databases};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use services::{Loss, ServiceError};

use crate::timeline::{a_draft, now, read, seq, set_title, title_is, write, write_much};

/// Writes something else over the middle of a stored value.
async fn damage(world: &World, table: &str, column: &str, posting: PostingId, seq: i64) {
    let database = world.storage.connection();
    let sql = match database.get_database_backend() {
        DbBackend::Postgres => format!(
            "UPDATE {table} SET {column} = overlay({column} placing '\\xdeadbeefdeadbeef'::bytea from greatest(1, length({column}) / 2)) \
             WHERE posting_id = $1 AND seq = $2"
        ),
        _ => format!(
            "UPDATE {table} SET {column} = CAST(substr({column}, 1, length({column}) / 2) || x'deadbeefdeadbeef' AS BLOB) \
             WHERE posting_id = $1 AND seq = $2"
        ),
    };
    let statement =
        Statement::from_sql_and_values(database.get_database_backend(), sql, [posting.0.into(), seq.into()]);
    assert_eq!(database.execute_raw(statement).await.unwrap().rows_affected(), 1);
}

on_both_databases! {
    async fn a_damaged_whole_state_is_set_aside_and_the_draft_is_built_anew(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        write_much(&world, [&cast.dana, &cast.ben], posting, 450, 50).await;
        let (last, said) = (seq(&world, posting).await, now(&world, posting).await);
        let states = world.storage.collab().state_numbers(posting).await.unwrap();
        assert_eq!(states.len(), 2);
        damage(&world, "doc_snapshots", "state", posting, states[1]).await;

        // An edit does not depend on it.
        set_title(&world, &cast.dana, posting, "Written on top").await;
        assert_eq!(seq(&world, posting).await, last + 1);
        let view = world.services.open_draft(&cast.dana, posting).await.unwrap();
        assert_eq!(view.snapshot.sections, said.sections);
        let set_aside = world.services.damaged_rows().await.unwrap();
        assert_eq!(set_aside.len(), 1);
        assert_eq!((set_aside[0].posting, set_aside[0].seq), (posting, states[1]));
        let mended = world.storage.collab().state_numbers(posting).await.unwrap();
        assert_eq!(mended, [states[0], last + 1]);
        let stored = world.storage.collab().load(posting).await.unwrap().unwrap();
        assert!(stored.state.unwrap().is_sound && stored.updates.is_empty());
        assert_eq!(now(&world, posting).await, view.snapshot);
        assert_eq!(world.services.damaged_rows().await.unwrap().len(), 1, "found once");
    }

    async fn several_damaged_states_are_no_worse_than_one(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        write_much(&world, [&cast.dana, &cast.ben], posting, 450, 50).await;
        let said = now(&world, posting).await;
        for state in world.storage.collab().state_numbers(posting).await.unwrap() {
            damage(&world, "doc_snapshots", "state", posting, state).await;
        }
        let (one, other) = tokio::join!(now(&world, posting), now(&world, posting));
        assert_eq!((&one, &other), (&said, &said), "also for two who find it at once");
        assert_eq!(world.services.damaged_rows().await.unwrap().len(), 2);
        assert_eq!(world.storage.collab().state_numbers(posting).await.unwrap(), [seq(&world, posting).await]);
    }

    async fn a_damaged_state_does_not_stop_folding_nor_spoil_what_was_said(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        write_much(&world, [&cast.dana, &cast.ben], posting, 2_000, 100).await;
        let told = read(&world.services.time_line(&cast.dana, posting, Show::Writing, 1).await.unwrap());
        let said = now(&world, posting).await;
        let states = world.storage.collab().state_numbers(posting).await.unwrap();
        // The one that becomes the oldest, and one in the middle of what is folded.
        for state in [states[0], states[3]] {
            damage(&world, "doc_snapshots", "state", posting, state).await;
        }
        assert!(world.services.fold_history().await.unwrap() > 0);
        assert_eq!(read(&world.services.time_line(&cast.dana, posting, Show::Writing, 1).await.unwrap()), told);
        assert_eq!(now(&world, posting).await, said);
        assert!(!world.services.damaged_rows().await.unwrap().is_empty());
    }

    async fn what_a_moment_said_is_never_told_wrongly(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        write_much(&world, [&cast.dana, &cast.ben], posting, 2_000, 100).await;
        world.services.fold_history().await.unwrap();
        let moment = world.storage.collab().moments(posting).await.unwrap()[0].seq;
        damage(&world, "doc_moments", "said", posting, moment).await;
        let read = world.services.moment(&cast.dana, posting, Point::At(moment), None).await;
        assert!(matches!(read, Err(ServiceError::Gone(_))), "{read:?}");
        let line = world.services.time_line(&cast.dana, posting, Show::Everything, 1).await.unwrap();
        assert!(line.entries.len() > 2, "the others are told");
    }

    async fn a_damaged_update_closes_the_draft_with_a_sentence_and_its_history_stays_open(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let (good, said) = (seq(&world, posting).await, now(&world, posting).await);
        world.clock.advance(crate::timeline::PAUSE);
        let hole = set_title(&world, &cast.ben, posting, "Damaged").await;
        world.clock.advance(crate::timeline::PAUSE);
        let last = set_title(&world, &cast.dana, posting, "Written on top").await;
        damage(&world, "doc_updates", "data", posting, hole).await;

        let opened = world.services.open_draft(&cast.dana, posting).await;
        assert!(matches!(&opened, Err(ServiceError::Gone(why)) if why.contains("history")), "{opened:?}");
        let edited = world.services.edit_draft(&cast.dana, posting, &[title_is("In vain")]).await;
        assert!(matches!(edited, Err(ServiceError::Gone(_))), "{edited:?}");
        let restored = world.services.restore_draft(&cast.dana, posting, Point::At(good)).await;
        assert!(matches!(restored, Err(ServiceError::Gone(_))), "{restored:?}");
        assert_eq!(seq(&world, posting).await, last, "nobody writes on top of a hole");
        let told = read(&world.services.time_line(&cast.dana, posting, Show::Everything, 1).await.unwrap());
        assert!(told[0].ends_with("can't be read any more") && told[2].contains("2 lines added"), "{told:?}");
        let moment = world.services.moment(&cast.vera, posting, Point::At(good), None).await.unwrap();
        assert_eq!((moment.snapshot, moment.is_now), (said, false));
        let beyond = world.services.moment(&cast.vera, posting, Point::At(hole), None).await;
        assert!(matches!(beyond, Err(ServiceError::Gone(_))), "{beyond:?}");
    }

    async fn an_operator_opens_a_closed_draft_again_without_what_can_not_be_read(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let before = set_title(&world, &cast.dana, posting, "Before").await;
        let tab = |draft: &Draft, client| Draft::load(ClientId(client), &draft.encode()).unwrap();
        let live = world.services.load_live(posting).await.unwrap();
        let (mut ben, mut dana) = (tab(&live.draft, 70), tab(&live.draft, 80));
        let (damaged, continued, other) = (before + 1, before + 2, before + 3);
        let industry = |value: &str| Operation::SetFact { key: FactKey::Industry, value: value.to_owned() };
        for (actor, client, update) in [
            (&cast.ben, 70, ben.apply(&industry("Energy"), 1).unwrap()),
            (&cast.ben, 70, ben.apply(&industry("Health"), 2).unwrap()),
            (&cast.dana, 80, dana.apply(&title_is("After"), 3).unwrap()),
        ] {
            write(&world, actor, posting, (ClientId(client), update)).await;
            world.clock.advance(crate::timeline::PAUSE);
        }
        assert!(matches!(world.services.mend_draft(posting).await, Err(ServiceError::Conflict(_))), "it is whole");
        assert_eq!(world.services.closed_drafts().await.unwrap(), []);
        damage(&world, "doc_updates", "data", posting, damaged).await;
        assert_eq!(world.services.closed_drafts().await.unwrap(), [posting]);

        let mended = world.services.mend_draft(posting).await.unwrap();
        let lost: Vec<_> = mended.lost.iter().map(|lost| (lost.seq, lost.why, lost.written.clone().unwrap().0)).collect();
        let name = cast.ben.display_name.clone();
        assert_eq!(lost, [(damaged, Loss::Damaged, name.clone()), (continued, Loss::BuildsOnDamaged, name)]);
        assert_eq!(world.services.closed_drafts().await.unwrap(), []);
        let view = world.services.open_draft(&cast.dana, posting).await.unwrap();
        let fact = |key| view.snapshot.facts.get(key).to_owned();
        assert_eq!((fact(FactKey::Title), fact(FactKey::Industry)), ("After".to_owned(), live.draft.snapshot().facts.get(FactKey::Industry).to_owned()));
        assert_eq!((view.seq, view.epoch), (other, live.epoch + 1), "replicas start over");
        let found: Vec<_> = world.services.damaged_rows().await.unwrap().into_iter().map(|row| (row.kind, row.seq)).collect();
        assert_eq!(found.len(), 2);
        assert!(found.contains(&("update".to_owned(), damaged)) && found.contains(&("update".to_owned(), continued)));

        // Work goes on, the log and the history say what happened, and who wrote stays known.
        set_title(&world, &cast.dana, posting, "And on").await;
        let told = read(&world.services.time_line(&cast.dana, posting, Show::Everything, 1).await.unwrap());
        assert!(told.iter().any(|entry| entry.contains("set aside 2 damaged updates of it")), "{told:?}");
        assert!(told.iter().all(|entry| !entry.contains("can't be read")), "{told:?}");
        let authors = world.storage.collab().contributors_since(posting, before).await.unwrap();
        assert!(authors.wrote(cast.ben.id));
        assert!(world.services.check_audit_log(None).await.unwrap().faults.is_empty());
    }

    async fn a_draft_with_a_missing_update_and_a_damaged_state_is_mended_and_its_lists_follow(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        write_much(&world, [&cast.dana, &cast.ben], posting, 450, 50).await;
        let states = world.storage.collab().state_numbers(posting).await.unwrap();
        let lost = seq(&world, posting).await;
        set_title(&world, &cast.dana, posting, "Lost").await;
        damage(&world, "doc_snapshots", "state", posting, states[1]).await;
        let missing = format!("DELETE FROM doc_updates WHERE seq = {}", lost + 1);
        world.storage.connection().execute_unprepared(&missing).await.unwrap();

        let mended = world.services.mend_draft(posting).await.unwrap();
        assert_eq!(mended.lost.iter().map(|lost| (lost.seq, lost.why)).collect::<Vec<_>>(), [(lost + 1, Loss::Missing)]);
        assert_eq!(mended.lost[0].written, None);
        let view = world.services.open_draft(&cast.dana, posting).await.unwrap();
        assert_ne!(view.posting.title, "Lost");
        assert_eq!(view.posting.title, view.snapshot.facts.get(FactKey::Title));
        write_much(&world, [&cast.dana, &cast.ben], posting, 2_000, 100).await;
        assert!(world.services.fold_history().await.unwrap() > 0, "what was mended is folded as everything is");
    }

    async fn a_draft_without_a_beginning_is_left_to_the_backups(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        set_title(&world, &cast.dana, posting, "Nothing below").await;
        damage(&world, "doc_updates", "data", posting, 1).await;
        let refused = world.services.mend_draft(posting).await;
        assert!(matches!(&refused, Err(ServiceError::Conflict(why)) if why.contains("backup")), "{refused:?}");
        assert!(world.services.damaged_rows().await.unwrap().is_empty());
        let nothing = PostingId(uuid::Uuid::nil());
        assert!(matches!(world.services.mend_draft(nothing).await, Err(ServiceError::NotFound)));
    }
}
