//! Open blocking threads hold the approval and the publication; resolving the last one may be what was missing.

use domain::{
    events::Event,
    notifications::NotificationKind,
    permissions::Refusal,
    review::{Ballot, StageName, Verdict},
    threads::Place,
};
use scenarios::{
    World, on_both_databases,
    postings::{a_posting, approve, verdict},
};
use services::{Look, Outcome, ServiceError};

use crate::threads::{a_line, about, blocking, conflict, edit, last_events, open, says, stage};

on_both_databases! {
    async fn an_open_blocking_thread_holds_the_approval_until_it_is_resolved(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        let (posting, revision) = (made.id, made.revision.unwrap());
        let first = open(&world, &cast.vera, posting, &blocking(Place::Posting, "Is the pay right?")).await;
        let second = open(&world, &cast.hugo, posting, &blocking(Place::Posting, "And the place?")).await;
        open(&world, &cast.vera, posting, &about(Place::Posting, "By the way…")).await;
        assert!(services.home(&cast.dana).await.unwrap().held_up.is_empty(), "it is others who have to decide yet");
        approve(services, &cast.hugo, made).await.unwrap();
        assert_eq!(stage(&world, posting).await, StageName::InReview, "approved by everybody, and held");
        let review = services.review_page(&cast.hugo, posting, Look::default()).await.unwrap();
        assert!(review.is_open && review.steps.iter().all(|step| step.is_met));
        assert_eq!(review.discussion.blocking(), 2);
        let home = services.home(&cast.dana).await.unwrap();
        assert!(home.waiting_for[0].is_held, "who waits for it is told why it is not approved");
        let mut held_up = Vec::new();
        for person in [&cast.dana, &cast.vera, &cast.hugo, &cast.ben] {
            let home = services.home(person).await.unwrap();
            held_up.push(home.held_up.iter().map(|held| (held.posting.id, held.is_mine)).collect::<Vec<_>>());
        }
        let (owner, opener) = (vec![(posting, false)], vec![(posting, true)]);
        assert_eq!(held_up, [owner, opener.clone(), opener, vec![]], "it waits for its owner and for those who object");
        assert_eq!(conflict(services.decide(&cast.hugo, posting, &verdict(revision, Verdict::Approve)).await), "You decided so already; your decision stands.");

        services.resolve_thread(&cast.vera, posting, first).await.unwrap();
        assert_eq!(stage(&world, posting).await, StageName::InReview);
        services.resolve_thread(&cast.hugo, posting, second).await.unwrap();
        assert_eq!(stage(&world, posting).await, StageName::Approved);
        let resolved = Event::ThreadResolved { posting, thread: second, blocking: true };
        // Nobody approved just then: the approvals were there.
        let told = [("Hugo Meyer".to_owned(), resolved), (String::new(), Event::PostingApproved { posting, revision })];
        assert_eq!(last_events(&world, posting, 2).await, told);
        let told = services.notifications(&cast.dana, 1).await.unwrap().notifications;
        let is_news = |kind| told.iter().filter(|told| told.kind == kind).count();
        assert_eq!(is_news(NotificationKind::Approved), 1, "its owner hears of it: {told:?}");
        let review = services.review_page(&cast.hugo, posting, Look::default()).await.unwrap();
        assert_eq!((review.is_open, review.revision.outcome), (false, Some(Outcome::Approved)));
        services.publish(&cast.hugo, posting, revision).await.unwrap();
    }

    async fn a_thread_holds_from_later_on_and_is_let_go_by_whoever_could_resolve_it(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        let thread = open(&world, &cast.vera, made.id, &about(Place::Posting, "Is the pay right?")).await;
        services.set_blocking(&cast.dana, made.id, thread, true).await.unwrap();
        services.set_blocking(&cast.dana, made.id, thread, true).await.unwrap();
        let held = ("Dana Okafor".to_owned(), Event::BlockingChanged { posting: made.id, thread, blocking: true });
        let opened = ("Vera Novak".to_owned(), Event::ThreadOpened { posting: made.id, thread, blocking: false });
        assert_eq!(last_events(&world, made.id, 2).await, [opened, held], "twice is once");
        approve(services, &cast.hugo, made).await.unwrap();
        assert_eq!(stage(&world, made.id).await, StageName::InReview);
        // An objection by now, although nobody meant it as one at first.
        for actor in [&cast.dana, &cast.ben, &cast.ada] {
            let tried = services.set_blocking(actor, made.id, thread, false).await;
            assert!(matches!(tried, Err(ServiceError::Refused(Refusal::BlockingThread))), "{tried:?}");
        }
        assert!(matches!(services.set_blocking(&cast.axel, made.id, thread, false).await, Err(ServiceError::Refused(Refusal::OnlyAuditing))));
        assert!(matches!(services.set_blocking(&cast.olga, made.id, thread, false).await, Err(ServiceError::NotFound)));
        services.set_blocking(&cast.vera, made.id, thread, false).await.unwrap();
        assert_eq!(stage(&world, made.id).await, StageName::Approved, "nothing else was missing");
        services.resolve_thread(&cast.vera, made.id, thread).await.unwrap();
        assert_eq!(conflict(services.set_blocking(&cast.vera, made.id, thread, true).await), "This thread is resolved. Open it again first.");
    }

    async fn resolving_approves_nothing_that_is_not_approved_by_everybody(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        let thread = open(&world, &cast.vera, made.id, &blocking(Place::Posting, "Hm.")).await;
        let ballot = Ballot { steps: vec!["content".into()], ..verdict(made.revision.unwrap(), Verdict::Approve) };
        services.decide(&cast.hugo, made.id, &ballot).await.unwrap();
        services.resolve_thread(&cast.vera, made.id, thread).await.unwrap();
        assert_eq!(stage(&world, made.id).await, StageName::InReview);
        let ballot = Ballot { steps: vec!["pay_and_place".into()], ..ballot };
        services.decide(&cast.hugo, made.id, &ballot).await.unwrap();
        assert_eq!(stage(&world, made.id).await, StageName::Approved);
        // In a draft nothing waits for it.
        let draft = a_posting().by(&cast.dana).make(services).await.unwrap();
        let thread = open(&world, &cast.vera, draft.id, &blocking(Place::Posting, "Hm.")).await;
        services.resolve_thread(&cast.vera, draft.id, thread).await.unwrap();
        assert_eq!(stage(&world, draft.id).await, StageName::Draft);
    }

    /// Approvals that come back with the words that they were given for are held as well.
    async fn what_was_approved_before_is_held_when_it_is_submitted_again(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).approved_by(&cast.hugo).make(services).await.unwrap();
        let (line, text) = a_line(&world, made.id).await;
        edit(&world, &cast.dana, made.id, says(&line, "You keep it running.")).await;
        services.submit(&cast.dana, made.id, "").await.unwrap();
        let thread = open(&world, &cast.vera, made.id, &blocking(Place::Posting, "Why?")).await;
        edit(&world, &cast.dana, made.id, says(&line, &text)).await;
        services.submit(&cast.dana, made.id, "As it was.").await.unwrap();
        assert_eq!(stage(&world, made.id).await, StageName::InReview);
        services.resolve_thread(&cast.vera, made.id, thread).await.unwrap();
        assert_eq!(stage(&world, made.id).await, StageName::Approved);
    }

    async fn a_request_for_changes_and_an_abstention_wait_for_no_thread(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        open(&world, &cast.vera, made.id, &blocking(Place::Posting, "Hm.")).await;
        let ballot = Ballot { comment: "Please.".into(), ..verdict(made.revision.unwrap(), Verdict::RequestChanges) };
        services.decide(&cast.hugo, made.id, &ballot).await.unwrap();
        assert_eq!(stage(&world, made.id).await, StageName::ChangesRequested);
    }

    async fn nothing_is_published_while_a_thread_blocks(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).approved_by(&cast.hugo).make(services).await.unwrap();
        let revision = made.revision.unwrap();
        let thread = open(&world, &cast.ada, made.id, &blocking(Place::Posting, "Wait.")).await;
        let refused = "A blocking thread is open, so this can't be published yet. Resolve it first.";
        assert_eq!(conflict(services.publish(&cast.hugo, made.id, revision).await), refused);
        let mut homes = Vec::new();
        for person in [&cast.hugo, &cast.dana, &cast.ada] {
            let home = services.home(person).await.unwrap();
            homes.push((home.to_publish.len(), home.held_up.len()));
        }
        assert_eq!(homes, [(0, 0), (0, 1), (0, 1)], "it waits for its owner and for who opened it, not for who publishes");
        services.resolve_thread(&cast.ada, made.id, thread).await.unwrap();
        assert_eq!(services.home(&cast.hugo).await.unwrap().to_publish.len(), 1);
        services.reopen_thread(&cast.vera, made.id, thread).await.unwrap();
        assert_eq!(conflict(services.publish(&cast.hugo, made.id, revision).await), refused);
        assert_eq!(stage(&world, made.id).await, StageName::Approved);
        services.resolve_thread(&cast.hugo, made.id, thread).await.unwrap();
        services.publish(&cast.hugo, made.id, revision).await.unwrap();
    }

    async fn an_objection_is_resolved_by_who_raised_it_or_by_who_may_decide(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        let thread = open(&world, &cast.vera, made.id, &blocking(Place::Posting, "Hm.")).await;
        for actor in [&cast.dana, &cast.ben, &cast.ada] {
            let tried = services.resolve_thread(actor, made.id, thread).await;
            assert!(matches!(tried, Err(ServiceError::Refused(Refusal::BlockingThread))), "{tried:?}");
        }
        services.resolve_thread(&cast.hugo, made.id, thread).await.unwrap();
        assert_eq!(stage(&world, made.id).await, StageName::InReview);
    }
}
