//! Giving a moment a name.

use domain::{
    events::Event,
    permissions::Refusal,
    timeline::{CHECKPOINTS_MAX, Point},
};
use scenarios::{World, on_both_databases, postings::a_posting};
use services::ServiceError;

use crate::timeline::{a_draft, now, set_title};

on_both_databases! {
    async fn a_checkpoint_keeps_what_the_draft_said_however_it_goes_on(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let then = now(&world, posting).await;
        let id = world.services.name_checkpoint(&cast.ben, posting, Point::Now, "  For  the call ").await.unwrap();
        set_title(&world, &cast.dana, posting, "Later").await;
        let moment = world.services.moment(&cast.vera, posting, Point::Checkpoint(id), None).await.unwrap();
        assert_eq!((moment.shown.label.as_str(), moment.snapshot), ("Checkpoint “For the call”", then));
        let newest = world.storage.audit().list(Some(posting), None, 1).await.unwrap().pop().unwrap();
        assert_eq!(newest.event, Event::CheckpointNamed { posting, checkpoint: id, name: "For the call".to_owned() });
    }

    async fn an_earlier_moment_can_be_named_too(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let (seq, then) = (set_title(&world, &cast.dana, posting, "Then").await, now(&world, posting).await);
        set_title(&world, &cast.dana, posting, "Later").await;
        let id = world.services.name_checkpoint(&cast.dana, posting, Point::At(seq), "Then").await.unwrap();
        let moment = world.services.moment(&cast.dana, posting, Point::Checkpoint(id), None).await.unwrap();
        assert_eq!(moment.snapshot, then);
        let again = world.services.name_checkpoint(&cast.dana, posting, Point::Checkpoint(id), "Twice").await;
        assert!(matches!(again, Err(ServiceError::Conflict(_))));
        let nowhere = world.services.name_checkpoint(&cast.dana, posting, Point::At(99), "Tomorrow").await;
        assert!(matches!(nowhere, Err(ServiceError::NotFound)));
    }

    async fn only_those_who_may_edit_name_checkpoints_in_any_stage(world: World) {
        let cast = world.cast().await;
        let posting = a_posting().by(&cast.dana).in_review().make(&world.services).await.unwrap().id;
        world.services.name_checkpoint(&cast.ben, posting, Point::Now, "As submitted").await.unwrap();
        for person in [&cast.vera, &cast.hugo, &cast.ada, &cast.axel] {
            let refused = world.services.name_checkpoint(person, posting, Point::Now, "Mine").await;
            assert!(matches!(refused, Err(ServiceError::Refused(Refusal::NotOnTheTeam))), "{refused:?}");
        }
        let stranger = world.services.name_checkpoint(&cast.olga, posting, Point::Now, "Mine").await;
        assert!(matches!(stranger, Err(ServiceError::NotFound)));
        assert_eq!(world.storage.collab().checkpoints(posting).await.unwrap().len(), 1);
    }

    async fn a_checkpoint_has_a_name_of_a_sensible_length_and_there_are_not_too_many(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        for name in [String::new(), "  ".to_owned(), "x".repeat(81)] {
            let refused = world.services.name_checkpoint(&cast.dana, posting, Point::Now, &name).await;
            assert!(matches!(&refused, Err(ServiceError::Invalid(fields)) if fields[0].field == "name"), "{refused:?}");
        }
        for number in 0..CHECKPOINTS_MAX {
            world.services.name_checkpoint(&cast.dana, posting, Point::Now, &format!("Number {number}")).await.unwrap();
        }
        let refused = world.services.name_checkpoint(&cast.dana, posting, Point::Now, "One more").await;
        assert!(matches!(refused, Err(ServiceError::Conflict(_))), "{refused:?}");
    }

    async fn no_review_sees_a_checkpoint(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        world.services.name_checkpoint(&cast.ben, posting, Point::Now, "Not for review").await.unwrap();
        world.services.submit(&cast.dana, posting, "").await.unwrap();
        let (_, revisions) = world.services.revisions(&cast.dana, posting).await.unwrap();
        assert_eq!(revisions.iter().map(|revision| revision.number).collect::<Vec<_>>(), [1]);
        let contributors = world.storage.reviews().revisions(posting).await.unwrap().pop().unwrap().contributors;
        assert_eq!(contributors.people().collect::<Vec<_>>(), [cast.dana.id], "naming is not writing");
    }
}
