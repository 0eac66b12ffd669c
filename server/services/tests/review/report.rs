//! The report on reviews: where they wait, how long postings stay, and only of what one may read.

use std::time::Duration;

use domain::review::{StageName, Stays, Verdict};
use scenarios::{
    World, on_both_databases,
    postings::{Made, a_posting, approve, verdict},
};
use services::ReviewReport;

const HOUR: Duration = Duration::from_secs(3_600);
const DAY: Duration = Duration::from_secs(86_400);

fn waiting(report: &ReviewReport) -> Vec<String> {
    report.waiting.iter().map(|review| review.posting.name().to_owned()).collect()
}

on_both_databases! {
    async fn the_report_tells_how_long_postings_stayed_and_which_reviews_wait_for_whom(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        for hours in [2, 10] {
            let made = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
            world.clock.advance(HOUR * hours);
            approve(services, &cast.hugo, made).await.unwrap();
        }
        a_posting().by(&cast.dana).titled("The one that waits").in_review().make(services).await.unwrap();
        let report = services.review_report(&cast.vera, None).await.unwrap();
        assert_eq!(report.days, 90);
        let in_review = Stays { count: 2, median: HOUR * 2, nine_in_ten: HOUR * 10 };
        let seconds = |stays: &Stays| (stays.count, stays.median.as_secs() / 3_600, stays.nine_in_ten.as_secs() / 3_600);
        assert_eq!(seconds(&report.stays[&StageName::InReview]), seconds(&in_review));
        assert_eq!(waiting(&report), ["The one that waits"]);
        let steps: Vec<_> = report.held_up().into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
        assert_eq!(steps, [("Content".to_owned(), 1), ("Pay and place".to_owned(), 1)]);
        let step = &report.waiting[0].steps[0];
        assert!(step.people.contains(&"Hugo Meyer".to_owned()), "whom to ask: {step:?}");

        world.clock.advance(31 * DAY);
        let report = services.review_report(&cast.vera, Some(30)).await.unwrap();
        assert!(report.stays.is_empty(), "nothing went on in the last 30 days: {:?}", report.stays);
        assert!(report.waiting[0].is_overdue);
        let odd = services.review_report(&cast.vera, Some(7)).await.unwrap();
        assert_eq!(odd.days, 90, "what is no choice is the usual one");
        assert_eq!(odd.stays[&StageName::InReview].count, 2);
    }

    async fn nobody_learns_from_the_report_of_postings_that_they_may_not_read(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let Made { id, revision } = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        services.decide(&cast.hugo, id, &verdict(revision.unwrap(), Verdict::Approve)).await.unwrap();
        a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        let report = services.review_report(&cast.olga, None).await.unwrap();
        assert!(report.stays.is_empty() && report.waiting.is_empty(), "{report:?}");
        let report = services.review_report(&cast.hugo, None).await.unwrap();
        assert_eq!((report.stays[&StageName::InReview].count, report.waiting.len()), (1, 1));
    }
}
