//! One's own notifications, and nobody else's.

use domain::{accounts::Role, ids::NotificationId};
use scenarios::{World, on_both_databases, postings::a_posting};
use services::ServiceError;

use crate::notifications::{hours, list, unread};

on_both_databases! {
    async fn opening_one_marks_it_as_read_and_no_other(world: World) {
        let cast = world.cast().await;
        for title in ["First", "Second"] {
            a_posting().by(&cast.dana).titled(title).in_review().make(&world.services).await.unwrap();
            world.clock.advance(hours(1));
        }
        let told = list(&world, &cast.hugo).await;
        let titles: Vec<_> = told.notifications.iter().map(|told| told.subject().to_owned()).collect();
        assert_eq!(titles, ["Second", "First"], "the newest first");
        let first = &told.notifications[1];
        for _ in 0..2 {
            assert_eq!(world.services.open_notification(&cast.hugo, first.id).await.unwrap(), first.destination());
        }
        let told = list(&world, &cast.hugo).await;
        assert_eq!((told.unread, world.services.unread_notifications(&cast.hugo).await.unwrap()), (1, 1));
        assert_eq!(told.notifications[1].read_at, Some(world.services.now()));
        assert_eq!(told.notifications[0].read_at, None);
    }

    async fn nobody_sees_opens_or_marks_what_somebody_else_was_told(world: World) {
        let cast = world.cast().await;
        a_posting().by(&cast.dana).in_review().make(&world.services).await.unwrap();
        let hugos = list(&world, &cast.hugo).await.notifications[0].id;
        for stranger in [&cast.dana, &cast.ben, &cast.ada, &cast.vera, &cast.axel, &cast.olga] {
            let services = &world.services;
            for id in [hugos, NotificationId(stranger.id.0)] {
                assert!(matches!(services.open_notification(stranger, id).await, Err(ServiceError::NotFound)));
            }
            assert_eq!(services.read_notifications(stranger, services.now() + hours(1)).await.unwrap(), 0);
            assert_eq!(list(&world, stranger).await.total, 0, "{}", stranger.display_name);
        }
        assert_eq!(unread(&world, &cast.hugo).await.len(), 1);
    }

    async fn all_are_marked_as_read_but_those_that_came_since(world: World) {
        let cast = world.cast().await;
        for _ in 0..3 {
            a_posting().by(&cast.dana).in_review().make(&world.services).await.unwrap();
        }
        let page = list(&world, &cast.hugo).await;
        world.clock.advance(hours(1));
        a_posting().by(&cast.dana).in_review().make(&world.services).await.unwrap();
        assert_eq!(world.services.read_notifications(&cast.hugo, page.as_of).await.unwrap(), 3);
        assert_eq!(world.services.unread_notifications(&cast.hugo).await.unwrap(), 1);
    }

    async fn what_one_may_not_read_any_more_is_neither_shown_nor_counted_nor_opened(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        a_posting().by(&cast.dana).approved_by(&cast.hugo).make(services).await.unwrap();
        let id = list(&world, &cast.dana).await.notifications[0].id;
        services.revoke_role(&cast.ada, cast.dana.id, Role::HiringManager, Some(cast.platform)).await.unwrap();
        let dana = services.actor(cast.dana.id).await.unwrap().unwrap();
        let told = list(&world, &dana).await;
        assert_eq!((told.total, told.unread, told.notifications.len()), (0, 0, 0));
        assert_eq!(services.unread_notifications(&dana).await.unwrap(), 0);
        assert!(matches!(services.open_notification(&dana, id).await, Err(ServiceError::NotFound)));
    }

    async fn many_come_page_by_page_and_the_bell_ends_counting(world: World) {
        let cast = world.cast().await;
        for _ in 0..52 {
            for grant in [true, false] {
                let (services, ada, ben) = (&world.services, &cast.ada, cast.ben.id);
                let answer = if grant {
                    services.grant_role(ada, ben, Role::Auditor, None).await
                } else {
                    services.revoke_role(ada, ben, Role::Auditor, None).await
                };
                answer.unwrap();
            }
            world.services.grant_role(&cast.ada, cast.ben.id, Role::Curator, None).await.unwrap();
            world.services.revoke_role(&cast.ada, cast.ben.id, Role::Curator, None).await.unwrap();
        }
        let first = list(&world, &cast.ben).await;
        assert_eq!((first.total, first.unread, first.pages, first.notifications.len()), (104, 100, 5, 25));
        let last = world.services.notifications(&cast.ben, 5).await.unwrap();
        assert_eq!((last.page, last.notifications.len()), (5, 4));
        assert_eq!(world.services.notifications(&cast.ben, 99).await.unwrap(), last);
    }

    async fn what_was_read_long_ago_is_forgotten_and_what_was_not_is_kept(world: World) {
        let cast = world.cast().await;
        for _ in 0..2 {
            a_posting().by(&cast.dana).in_review().make(&world.services).await.unwrap();
        }
        let told = list(&world, &cast.hugo).await;
        world.services.open_notification(&cast.hugo, told.notifications[0].id).await.unwrap();
        world.clock.advance(hours(24 * 89));
        world.services.forget_old_mail().await.unwrap();
        assert_eq!(list(&world, &cast.hugo).await.total, 2);
        world.clock.advance(hours(48));
        world.services.forget_old_mail().await.unwrap();
        assert_eq!(list(&world, &cast.hugo).await.notifications, told.notifications[1..]);
    }
}
