//! The draft says again what it said.

use domain::{
    document::{ClientId, Draft, Operation},
    events::Event,
    permissions::Refusal,
    posting::{FactKey, SectionKind},
    timeline::{Point, Show},
};
use scenarios::{World, on_both_databases};
use services::{EntryKind, ServiceError};

use crate::timeline::{a_draft, now, seq, set_title, title_is, write};

on_both_databases! {
    async fn a_restored_draft_says_what_it_said_and_lists_read_it(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let then = now(&world, posting).await;
        let checkpoint = world.services.name_checkpoint(&cast.dana, posting, Point::Now, "Good").await.unwrap();
        let (section, line) = (then.sections[0].id.clone(), then.sections[1].lines[0].id.clone());
        let spoil = [
            title_is("Spoilt"),
            Operation::SetText { id: line.clone(), text: "Spoilt.".to_owned() },
            Operation::RemoveSection { id: section },
        ];
        let last = world.services.edit_draft(&cast.ben, posting, &spoil).await.unwrap();
        let restored = world.services.restore_draft(&cast.dana, posting, Point::Checkpoint(checkpoint)).await.unwrap();
        assert_eq!(restored, last + 1, "one step");
        assert_eq!(now(&world, posting).await, then);
        let view = world.services.open_draft(&cast.dana, posting).await.unwrap();
        assert_eq!(view.posting.title, then.facts.get(FactKey::Title));
        assert_eq!(view.posting.edited_by_name.as_deref(), Some("Dana Okafor"));
        let newest = world.storage.audit().list(Some(posting), None, 1).await.unwrap().pop().unwrap();
        let to = "checkpoint “Good”".to_owned();
        assert_eq!(newest.event, Event::DraftRestored { posting, to, seq: last });

        // Which is itself a thing that can be taken back.
        let line = world.services.time_line(&cast.dana, posting, Show::Review, 1).await.unwrap();
        let EntryKind::Event { before: Some(before), .. } = line.entries[0].kind else { panic!("{:?}", line.entries[0]) };
        world.services.restore_draft(&cast.dana, posting, before).await.unwrap();
        assert_eq!(now(&world, posting).await.facts.get(FactKey::Title), "Spoilt");
    }

    async fn what_somebody_types_meanwhile_is_not_lost(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let good = seq(&world, posting).await;
        let line = now(&world, posting).await.lines().next().unwrap().1.id.clone();
        let spoilt = Operation::SetText { id: line.clone(), text: "Spoilt.".to_owned() };
        world.services.edit_draft(&cast.dana, posting, &[spoilt]).await.unwrap();
        let view = world.services.open_draft(&cast.ben, posting).await.unwrap();
        let mut ben = Draft::load(ClientId(7), &view.state).unwrap();
        let typed = ben.apply(&Operation::SpliceText { id: line.clone(), at: 0, remove: 0, insert: "Ben: ".into() }, 1).unwrap();
        world.services.restore_draft(&cast.dana, posting, Point::At(good)).await.unwrap();
        write(&world, &cast.ben, posting, (ClientId(7), typed)).await;
        let text = now(&world, posting).await.line(&line).unwrap().1.text.clone();
        assert!(text.contains("Ben: ") && text.contains("You build and run the services"), "{text}");
    }

    async fn lines_of_the_library_are_the_librarys_again(world: World) {
        let cast = world.cast().await;
        world.services.seed_library().await.unwrap();
        let posting = a_draft(&world, &cast.dana).await;
        let item = world.services.library_index(&cast.dana).await.unwrap().items[0].id;
        world.services.insert_item(&cast.dana, posting, item, None).await.unwrap();
        let (good, then) = (seq(&world, posting).await, now(&world, posting).await);
        let line = then.lines().find(|(_, line)| line.origin.source().is_some()).unwrap().1.clone();
        let other = Operation::SetText { id: line.id.clone(), text: "Worded otherwise.".to_owned() };
        let remove = Operation::RemoveLine { id: line.id.clone() };
        world.services.edit_draft(&cast.dana, posting, &[other, remove]).await.unwrap();
        world.services.restore_draft(&cast.dana, posting, Point::At(good)).await.unwrap();
        assert_eq!(now(&world, posting).await, then);
    }

    async fn those_who_may_not_edit_may_not_restore(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let good = seq(&world, posting).await;
        let last = set_title(&world, &cast.dana, posting, "Later").await;
        for person in [&cast.vera, &cast.hugo, &cast.ada, &cast.axel] {
            let refused = world.services.restore_draft(person, posting, Point::At(good)).await;
            assert!(matches!(refused, Err(ServiceError::Refused(Refusal::NotOnTheTeam))), "{refused:?}");
        }
        let stranger = world.services.restore_draft(&cast.olga, posting, Point::At(good)).await;
        assert!(matches!(stranger, Err(ServiceError::NotFound)));
        assert_eq!(seq(&world, posting).await, last);
    }

    async fn a_locked_draft_is_not_restored_and_nothing_is_recorded(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        world.services.archive_posting(&cast.dana, posting).await.unwrap();
        let (last, events) = (seq(&world, posting).await, world.storage.audit().list(Some(posting), None, 50).await.unwrap());
        let refused = world.services.restore_draft(&cast.dana, posting, Point::At(1)).await;
        assert!(matches!(refused, Err(ServiceError::Conflict(_))), "{refused:?}");
        assert_eq!(seq(&world, posting).await, last);
        assert_eq!(world.storage.audit().list(Some(posting), None, 50).await.unwrap(), events);
    }

    async fn restoring_what_the_draft_says_already_changes_nothing(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let events = world.storage.audit().list(Some(posting), None, 50).await.unwrap();
        for same in [Point::Now, Point::At(seq(&world, posting).await)] {
            let refused = world.services.restore_draft(&cast.dana, posting, same).await;
            assert!(matches!(&refused, Err(ServiceError::Conflict(why)) if why == "The draft says this already."), "{refused:?}");
        }
        assert_eq!(world.storage.audit().list(Some(posting), None, 50).await.unwrap(), events);
    }

    async fn what_was_written_before_anything_can_come_back_too(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        world.services.restore_draft(&cast.dana, posting, Point::At(1)).await.unwrap();
        let now = now(&world, posting).await;
        assert!(now.sections.iter().all(|section| section.lines.is_empty()), "as it was made");
        assert!(now.sections.iter().all(|section| section.kind != SectionKind::Overview || !section.locked));
    }

    async fn two_who_restore_at_once_both_leave_a_whole_draft(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let first = (seq(&world, posting).await, now(&world, posting).await);
        let second = (set_title(&world, &cast.dana, posting, "Second").await, now(&world, posting).await);
        set_title(&world, &cast.dana, posting, "Third").await;
        let (one, other) = tokio::join!(
            world.services.restore_draft(&cast.dana, posting, Point::At(first.0)),
            world.services.restore_draft(&cast.ben, posting, Point::At(second.0)),
        );
        assert_ne!(one.unwrap(), other.unwrap());
        assert!([first.1, second.1].contains(&now(&world, posting).await));
    }
}
