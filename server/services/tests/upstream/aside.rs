//! Putting off until a day, and asking again.

use std::time::Duration;

use domain::upstream::Answer;
use scenarios::{World, on_both_databases};
use services::ServiceError;

use crate::upstream::{a_draft, an_item, count, draft, says_now, settle, the_update, uses};

const DAY: Duration = Duration::from_secs(86_400);

on_both_databases! {
    async fn an_update_that_is_put_off_comes_back_on_its_day_and_not_for_a_newer_version(world: World) {
        let cast = world.cast().await;
        let item = an_item(&world, &cast, "Tests", "You write tests.").await;
        let posting = a_draft(&world, &cast.dana).await;
        uses(&world, &cast.dana, posting, item.id).await;
        says_now(&world, &cast, &item, "You write tests first.").await;
        let (before, update) = (draft(&world, posting).await, the_update(&world, &cast.dana, posting).await);
        let today = world.services.now();
        settle(&world, &cast.dana, &update.key, Answer::Snooze((today + DAY * 2).date())).await.unwrap();
        assert_eq!(count(&world, &cast.dana).await, 0);
        world.clock.advance(DAY);
        says_now(&world, &cast, &item, "You write all tests first.").await;
        assert_eq!(count(&world, &cast.dana).await, 0, "not now means not now");
        world.clock.advance(DAY);
        assert_eq!(count(&world, &cast.dana).await, 1);
        assert_eq!(draft(&world, posting).await, before);
    }

    async fn nobody_waits_for_a_day_that_is_past_or_far(world: World) {
        let cast = world.cast().await;
        let item = an_item(&world, &cast, "Tests", "You write tests.").await;
        let posting = a_draft(&world, &cast.dana).await;
        uses(&world, &cast.dana, posting, item.id).await;
        says_now(&world, &cast, &item, "You write tests first.").await;
        let update = the_update(&world, &cast.dana, posting).await;
        let today = world.services.now();
        for day in [today.date(), (today + DAY * 400).date()] {
            let tried = settle(&world, &cast.dana, &update.key, Answer::Snooze(day)).await;
            assert!(matches!(tried, Err(ServiceError::Invalid(errors)) if errors[0].field == "until"));
        }
        assert_eq!(count(&world, &cast.dana).await, 1);
    }

    async fn what_was_put_aside_can_be_taken_or_asked_about_again(world: World) {
        let cast = world.cast().await;
        let item = an_item(&world, &cast, "Tests", "You write tests.").await;
        let posting = a_draft(&world, &cast.dana).await;
        uses(&world, &cast.dana, posting, item.id).await;
        says_now(&world, &cast, &item, "You write tests first.").await;
        let update = the_update(&world, &cast.dana, posting).await;
        settle(&world, &cast.dana, &update.key, Answer::Keep).await.unwrap();
        world.services.take_up_update(&cast.ben, posting, &update.key.line).await.unwrap();
        assert_eq!(count(&world, &cast.dana).await, 1);
        settle(&world, &cast.dana, &update.key, Answer::Snooze((world.services.now() + DAY).date())).await.unwrap();
        settle(&world, &cast.dana, &update.key, Answer::Take).await.unwrap();
        says_now(&world, &cast, &item, "You write all tests first.").await;
        assert_eq!(count(&world, &cast.dana).await, 1, "taking ends the putting off");
    }
}
