//! An id under which somebody writes is theirs.

use std::sync::Arc;

use domain::document::ClientId;
use scenarios::{World, on_both_databases};
use services::{BatchOutcome, ServiceError};

use crate::live::{a_draft, commit_one, committed, refused, room::Room, set_title};

on_both_databases! {
    async fn an_id_belongs_to_the_first_who_writes_under_it(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        assert_eq!(world.services.lease_holder(posting, ClientId(101)).await.unwrap(), None);
        let mut room = Room::open(&world.services, posting).await;
        let mut dana = room.tab(&cast.dana, 101);
        for title in ["First", "Second"] {
            room.write(&mut dana, &set_title(title));
            room.commit().await;
        }
        assert_eq!(world.services.lease_holder(posting, ClientId(101)).await.unwrap(), Some(cast.dana.id));

        let mut thief = room.tab(&cast.ben, 101);
        room.write(&mut thief, &set_title("Under her name"));
        let error = refused(room.try_to_commit().await);
        assert!(matches!(&error, ServiceError::Conflict(why) if why.contains("somebody else")), "{error:?}");
        let mut room = Room::open(&world.services, posting).await;
        let mut second = room.tab(&cast.dana, 102);
        room.write(&mut second, &set_title("From her second tab"));
        room.commit().await;
        assert_eq!(world.services.lease_holder(posting, ClientId(102)).await.unwrap(), Some(cast.dana.id));

        let other = a_draft(&world, &cast.dana).await;
        let mut next = Room::open(&world.services, other).await;
        let mut ben = next.tab(&cast.ben, 101);
        next.write(&mut ben, &set_title("Another draft, another lease"));
        next.commit().await;
        assert_eq!(world.services.lease_holder(other, ClientId(101)).await.unwrap(), Some(cast.ben.id));
    }

    async fn two_people_under_one_new_id_are_refused_in_one_batch_and_across_batches(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let mut room = Room::open(&world.services, posting).await;
        let mut dana = room.tab(&cast.dana, 101);
        room.write(&mut dana, &set_title("Hers"));
        let hers = room.batch();
        let mut ben = room.tab(&cast.ben, 101);
        room.write(&mut ben, &set_title("His"));
        assert!(matches!(refused(room.try_to_commit().await), ServiceError::Conflict(_)));

        let mut his = hers.clone();
        his.writings[0].actor = Arc::new(cast.ben.clone());
        his.seq += 1;
        let mut outcomes = world.services.commit_drafts(vec![hers.clone(), his.clone()]).await.unwrap();
        assert!(matches!(outcomes.pop().unwrap(), BatchOutcome::Stale), "the draft has gone on by hers");
        assert_eq!(committed(&outcomes.pop().unwrap()), hers.seq + 1);
        assert!(matches!(refused(commit_one(&world.services, his).await), ServiceError::Conflict(_)));
    }

    async fn a_refused_batch_leases_nothing(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let mut room = Room::open(&world.services, posting).await;
        let mut dana = room.tab(&cast.dana, 101);
        room.write(&mut dana, &set_title("Behind"));
        let mut stale = room.batch();
        stale.seq -= 1;
        commit_one(&world.services, stale).await;
        assert_eq!(world.services.lease_holder(posting, ClientId(101)).await.unwrap(), None);
    }
}
