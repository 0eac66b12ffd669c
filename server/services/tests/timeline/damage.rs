//! Rows that are damaged on disk: noticed, set aside, and made good from what is whole.

use domain::{
    ids::PostingId,
    timeline::{Point, Show},
};
use scenarios::{World, on_both_databases};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use services::ServiceError;

use crate::{a_draft, now, read, seq, set_title, write_much};

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
        world.clock.advance(crate::PAUSE);
        let hole = set_title(&world, &cast.ben, posting, "Damaged").await;
        world.clock.advance(crate::PAUSE);
        let last = set_title(&world, &cast.dana, posting, "Written on top").await;
        damage(&world, "doc_updates", "data", posting, hole).await;

        let opened = world.services.open_draft(&cast.dana, posting).await;
        assert!(matches!(&opened, Err(ServiceError::Gone(why)) if why.contains("history")), "{opened:?}");
        let edited = world.services.edit_draft(&cast.dana, posting, &[crate::title_is("In vain")]).await;
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
}
