//! What a serving program does by itself, now and then.

use std::time::Duration;

use services::Services;
use tokio::time::{MissedTickBehavior, interval};

/// How often rows that count for nothing any more are deleted.
pub(super) const SWEEP: Duration = Duration::from_secs(60 * 60);

/// How often drafts are looked through for updates that have grown old.
pub(super) const FOLD: Duration = Duration::from_secs(5 * 60);

/// Folds the old updates of drafts to moments, at once and then again and again, as long as it is polled. Any number of
/// programs may do so on one database.
pub(super) async fn fold_history(services: Services, every: Duration) {
    let mut rounds = interval(every);
    rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        rounds.tick().await;
        match services.fold_history().await {
            Ok(folds) => tracing::debug!(folds, "folded the history of drafts"),
            Err(error) => tracing::error!(%error, "the history of drafts could not be folded"),
        }
    }
}

/// How often it is looked for mail to be sent. Little is asked as long as there is none.
pub(super) const POST: Duration = Duration::from_secs(2);

/// How often it is looked for reviews to remind of, and for digests.
pub(super) const REMIND: Duration = Duration::from_secs(60);

/// How often it is looked for files that another program left half imported.
pub(super) const IMPORTS: Duration = Duration::from_secs(10);

/// Works on files that are taken into the library: at once when one arrives here, and now and then for those whose
/// program died. Any number of programs may do so on one database.
pub(super) async fn work_on_imports(services: Services, every: Duration) {
    loop {
        if let Err(error) = services.work_on_imports().await {
            tracing::error!(%error, "an import could not go on");
        }
        // Whichever comes first.
        drop(tokio::time::timeout(every, services.import_arrived()).await);
    }
}

/// How often it is looked for overrides that agree.
pub(super) const AGREE: Duration = Duration::from_secs(10 * 60);

/// Proposes what several teams word alike, at once and then again and again, as long as it is polled. Any number of
/// programs may do so on one database.
pub(super) async fn propose_agreeing(services: Services, every: Duration) {
    let mut rounds = interval(every);
    rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        rounds.tick().await;
        match services.propose_agreeing_overrides().await {
            Ok(count) => tracing::debug!(count, "proposed what teams word alike"),
            Err(error) => tracing::error!(%error, "overrides could not be compared"),
        }
    }
}

/// Sends what waits to be sent, at once and then again and again, as long as it is polled. Any number of programs may do
/// so on one database.
pub(super) async fn send_mail(services: Services, every: Duration) {
    let mut rounds = interval(every);
    rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        rounds.tick().await;
        if let Err(error) = services.send_mail().await {
            tracing::error!(%error, "it can't be said which mail is due");
        }
    }
}

/// Reminds of reviews and writes digests, at once and then again and again, as long as it is polled. Any number of
/// programs may do so on one database.
pub(super) async fn remind(services: Services, every: Duration) {
    let mut rounds = interval(every);
    rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        rounds.tick().await;
        if let Err(error) = services.remind().await {
            tracing::error!(%error, "nobody could be reminded of reviews");
        }
        if let Err(error) = services.write_digests().await {
            tracing::error!(%error, "digests could not be written");
        }
    }
}

/// Deletes expired sessions, old failures to sign in, old mail and notifications, and says where the audit log ends, at once and then again and
/// again, as long as it is polled.
/// A failure is logged and the next round tries again: nothing that expired counts in the meantime.
pub(super) async fn forget_what_expired(services: Services, every: Duration) {
    let mut rounds = interval(every);
    rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        rounds.tick().await;
        match services.forget_expired().await {
            Ok(sessions) => tracing::debug!(sessions, "forgot what had expired"),
            Err(error) => tracing::error!(%error, "what had expired could not be deleted"),
        }
        if let Err(error) = services.forget_old_mail().await {
            tracing::error!(%error, "old mail and notifications could not be deleted");
        }
        if let Err(error) = services.forget_old_imports().await {
            tracing::error!(%error, "old imports could not be deleted");
        }
        // Kept in the log, which is kept elsewhere: `rolewright audit verify --kept` takes it.
        match services.audit_anchor().await {
            Ok(head) => tracing::info!(%head, "where the audit log ends"),
            Err(error) => tracing::error!(%error, "the end of the audit log could not be read"),
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::time::Timestamp;
    use scenarios::{Database, World};
    use sea_orm::ConnectionTrait;
    use storage::SessionRecord;
    use tokio::time::sleep;

    use super::*;

    async fn expired(world: &World, id: &str) {
        let session = SessionRecord {
            id_hash: id.to_owned(),
            user: None,
            data: "{}".to_owned(),
            user_agent: String::new(),
            created_at: Timestamp(1),
            seen_at: Timestamp(1),
            expires_at: Timestamp(2),
        };
        world.storage.accounts().insert_session(&session).await.unwrap();
    }

    async fn is_forgotten(world: &World, id: &str) -> bool {
        for _ in 0..200 {
            if world.storage.accounts().find_session(id).await.unwrap().is_none() {
                return true;
            }
            sleep(Duration::from_millis(20)).await;
        }
        false
    }

    #[tokio::test]
    async fn what_expired_is_forgotten_at_the_start_and_again_even_after_a_failure() {
        let world = World::on(Database::Sqlite).await;
        expired(&world, "first").await;
        let sweeps = tokio::spawn(forget_what_expired(world.services.clone(), Duration::from_millis(30)));
        assert!(is_forgotten(&world, "first").await);

        let database = world.storage.connection();
        database.execute_unprepared("ALTER TABLE sessions RENAME TO elsewhere").await.unwrap();
        sleep(Duration::from_millis(200)).await;
        database.execute_unprepared("ALTER TABLE elsewhere RENAME TO sessions").await.unwrap();
        expired(&world, "second").await;
        assert!(is_forgotten(&world, "second").await);
        assert!(!sweeps.is_finished());
        sweeps.abort();
    }
}
