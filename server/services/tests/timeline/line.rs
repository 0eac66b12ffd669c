//! What the time line tells, and what can be compared.

use domain::{
    posting::Snapshot,
    timeline::{Point, Show},
};
use scenarios::{World, on_both_databases, postings::a_posting};
use services::{EntryKind, ServiceError};

use crate::timeline::{PAUSE, a_draft, now, read, seq, set_title, title_is};

on_both_databases! {
    async fn the_time_line_tells_who_wrote_when_and_what_changed(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        world.clock.advance(PAUSE);
        set_title(&world, &cast.ben, posting, "Ben's title").await;
        set_title(&world, &cast.dana, posting, "Dana's title").await;
        world.clock.advance(PAUSE);
        world.services.name_checkpoint(&cast.dana, posting, Point::Now, "Before the call").await.unwrap();
        let line = world.services.time_line(&cast.vera, posting, Show::Everything, 1).await.unwrap();
        let told = read(&line);
        assert_eq!(told.len(), 5, "{told:?}");
        assert_eq!(told[0], "Dana Okafor named “Before the call”");
        assert!(told[1].contains("Dana Okafor 5") && told[1].contains("Ben Carter "), "{told:?}");
        assert!(told[1].ends_with(" %: Job title changed"), "{told:?}");
        assert!(told[2].starts_with("Dana Okafor 100 %: 2 lines added, "), "{told:?}");
        assert_eq!(told[4], "Dana Okafor created it");
        assert!(line.entries.windows(2).all(|pair| pair[0].at >= pair[1].at));
        assert!(!line.has_older);
        let outsider = world.services.time_line(&cast.olga, posting, Show::Everything, 1).await;
        assert!(matches!(outsider, Err(ServiceError::NotFound)));
    }

    async fn a_part_of_the_time_line_is_shown_when_asked(world: World) {
        let cast = world.cast().await;
        let posting = a_posting().by(&cast.dana).in_review().make(&world.services).await.unwrap().id;
        world.services.name_checkpoint(&cast.dana, posting, Point::Now, "As submitted").await.unwrap();
        let show = async |show| read(&world.services.time_line(&cast.dana, posting, show, 1).await.unwrap());
        assert_eq!(show(Show::Checkpoints).await, ["Dana Okafor named “As submitted”"]);
        assert_eq!(show(Show::Review).await, ["Dana Okafor submitted it for review", "Dana Okafor created it"]);
        assert_eq!(show(Show::Writing).await.len(), 2);
        assert_eq!(show(Show::Everything).await.len(), 5);
    }

    async fn a_long_time_line_has_pages(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        for number in 0..45 {
            world.clock.advance(PAUSE);
            set_title(&world, &cast.dana, posting, &format!("Title {number}")).await;
        }
        let page = async |page| world.services.time_line(&cast.dana, posting, Show::Writing, page).await.unwrap();
        let (first, second, third) = (page(1).await, page(2).await, page(3).await);
        assert_eq!((first.entries.len(), first.has_older), (40, true));
        assert_eq!((second.entries.len(), second.has_older), (7, false));
        assert!(third.entries.is_empty());
        assert!(first.entries.last().unwrap().at > second.entries[0].at);
        assert!(read(&second)[..5].iter().all(|entry| entry.ends_with("Job title changed")), "also across pages");
        assert!(page(usize::MAX).await.entries.is_empty());
    }

    async fn any_two_points_can_be_compared(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let first = seq(&world, posting).await;
        world.clock.advance(PAUSE);
        let checkpoint = world.services.name_checkpoint(&cast.dana, posting, Point::Now, "First").await.unwrap();
        let then = now(&world, posting).await;
        let second = set_title(&world, &cast.ben, posting, "Second").await;
        world.clock.advance(PAUSE);
        world.services.submit(&cast.dana, posting, "").await.unwrap();

        let moment = async |point, from| world.services.moment(&cast.vera, posting, point, from).await;
        let named = moment(Point::Checkpoint(checkpoint), None).await.unwrap();
        assert_eq!((named.shown.label.as_str(), &named.snapshot), ("Checkpoint “First”", &then));
        assert_eq!((named.base, named.is_now), (None, false), "nothing was named or submitted before it");
        let earlier = moment(Point::At(second), None).await.unwrap();
        assert_eq!(earlier.base.unwrap().point, Point::At(first));
        assert_eq!(earlier.difference.counts.total(), 1);
        assert!(earlier.is_now);
        for same in [Point::At(second), Point::Revision(1), Point::Now] {
            let compared = moment(same, Some(Point::Checkpoint(checkpoint))).await.unwrap();
            assert_eq!((compared.difference.counts.facts, compared.difference.counts.total()), (1, 1), "{same:?}");
            assert!(moment(same, Some(Point::At(second))).await.unwrap().difference.is_empty());
        }
        assert_eq!(moment(Point::Revision(1), None).await.unwrap().base.unwrap().point, Point::Checkpoint(checkpoint));
        assert_eq!(moment(Point::At(0), None).await.unwrap().snapshot, Snapshot::default());
        let choices: Vec<Point> = earlier.choices.into_iter().map(|choice| choice.point).collect();
        for offered in [Point::Now, Point::Revision(1), Point::Checkpoint(checkpoint), Point::At(second), Point::At(first), Point::At(0)] {
            assert!(choices.contains(&offered), "{offered:?} is not in {choices:?}");
        }
    }

    async fn a_point_that_is_not_there_is_not_found(world: World) {
        let cast = world.cast().await;
        let (posting, other) = (a_draft(&world, &cast.dana).await, a_draft(&world, &cast.dana).await);
        let elsewhere = world.services.name_checkpoint(&cast.dana, other, Point::Now, "Elsewhere").await.unwrap();
        for point in [Point::At(seq(&world, posting).await + 1), Point::Revision(1), Point::Checkpoint(elsewhere)] {
            for (point, from) in [(point, None), (Point::Now, Some(point))] {
                let found = world.services.moment(&cast.dana, posting, point, from).await;
                assert!(matches!(found, Err(ServiceError::NotFound)), "{point:?} {from:?}");
            }
        }
        let outsider = world.services.moment(&cast.olga, posting, Point::Now, None).await;
        assert!(matches!(outsider, Err(ServiceError::NotFound)));
    }

    async fn writing_on_while_somebody_looks_moves_no_moment(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let seen = set_title(&world, &cast.dana, posting, "Seen").await;
        let then = now(&world, posting).await;
        world.services.edit_draft(&cast.ben, posting, &[title_is("Later")]).await.unwrap();
        let moment = world.services.moment(&cast.dana, posting, Point::At(seen), None).await.unwrap();
        assert_eq!((moment.snapshot, moment.shown.point), (then, Point::At(seen)));
    }

    async fn the_time_line_tells_every_event_with_its_revision_and_the_public_address(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).published_by(&cast.hugo).make(services).await.unwrap();
        let line = services.time_line(&cast.vera, made.id, Show::Review, 1).await.unwrap();
        let told = read(&line);
        assert_eq!((told[0].as_str(), told.last().unwrap().as_str()), ("Hugo Meyer published it", "Dana Okafor created it"));
        let EntryKind::Event { revision: Some(revision), .. } = &line.entries[0].kind else { panic!("{:?}", line.entries[0]) };
        assert_eq!((revision.id, revision.number, revision.is_live), (made.revision.unwrap(), 1, true));
        let slug = line.slug.unwrap();
        assert!(matches!(services.career(&slug).await.unwrap(), services::CareerPage::Open(_)));
    }
}
