//! Review: submitting, deciding, withdrawing, and what a reviewer sees.

#![expect(clippy::unwrap_used, reason = "a test that can not go on has failed")]

mod any_order;
mod asked_again;
mod at_stake;
mod own_edits;
mod promises;
mod races;
mod report;

use std::time::Duration;

use domain::{
    document::Operation,
    events::Event,
    ids::{PostingId, RevisionId},
    permissions::{Action, Refusal},
    posting::{FactKey, Scope, root_hash, scope_hashes},
    review::{Ballot, COMMENT_MAX_CHARS, StageName, Verdict},
};
use scenarios::{
    World, on_both_databases,
    postings::{Made, a_posting, approve, verdict},
};
use services::{Look, NewInvitation, Outcome, ServiceError};

async fn stage(world: &World, posting: PostingId) -> StageName {
    world.storage.postings().find(posting).await.unwrap().unwrap().stage.name()
}

async fn events(world: &World, posting: PostingId) -> Vec<Event> {
    let mut events = world.storage.audit().list(Some(posting), None, 100).await.unwrap();
    events.reverse();
    events.into_iter().map(|recorded| recorded.event).collect()
}

fn ballot(revision: RevisionId, step: &str, verdict: Verdict, comment: &str) -> Ballot {
    Ballot { revision, steps: vec![step.to_owned()], verdict, comment: comment.to_owned() }
}

fn set(key: FactKey, value: &str) -> Operation {
    Operation::SetFact { key, value: value.to_owned() }
}

fn is_conflict<T: std::fmt::Debug>(result: Result<T, ServiceError>) -> bool {
    matches!(result, Err(ServiceError::Conflict(_)))
}

on_both_databases! {
    async fn a_posting_goes_from_draft_to_approved_and_every_step_is_recorded(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).message(" Please look. ").in_review().make(services).await.unwrap();
        let revision = made.revision.unwrap();
        assert_eq!(stage(&world, made.id).await, StageName::InReview);
        services.decide(&cast.hugo, made.id, &ballot(revision, "content", Verdict::Approve, "")).await.unwrap();
        assert_eq!(stage(&world, made.id).await, StageName::InReview);
        services.decide(&cast.hugo, made.id, &ballot(revision, "pay_and_place", Verdict::Approve, "Fair.")).await.unwrap();
        assert_eq!(stage(&world, made.id).await, StageName::Approved);
        let posting = made.id;
        let expected = [
            Event::PostingCreated { posting },
            Event::PostingSubmitted { posting, revision },
            Event::StepApproved { posting, revision, step: 0, name: Some("Content".to_owned()), for_person: None },
            Event::StepApproved { posting, revision, step: 1, name: Some("Pay and place".to_owned()), for_person: None },
            Event::PostingApproved { posting, revision },
        ];
        assert_eq!(events(&world, posting).await, expected);
    }

    async fn what_is_written_right_after_submitting_can_be_submitted_at_once(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).make(services).await.unwrap();
        let is_ahead = async || services.open_draft(&cast.dana, made.id).await.unwrap().posting.is_ahead;
        world.clock.advance(Duration::from_millis(300));
        services.submit(&cast.dana, made.id, "").await.unwrap();
        assert!(!is_ahead().await);
        world.clock.advance(Duration::from_millis(300));
        services.edit_draft(&cast.dana, made.id, &[set(FactKey::WorkHours, "40 a week")]).await.unwrap();
        assert!(is_ahead().await, "although the edit before it was noted less than a second ago");
    }

    async fn a_revision_freezes_content_digests_and_contributors(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).make(services).await.unwrap();
        services.edit_draft(&cast.ben, made.id, &[set(FactKey::WorkHours, "40 a week")]).await.unwrap();
        let content = services.open_draft(&cast.dana, made.id).await.unwrap().snapshot;
        let id = services.submit(&cast.dana, made.id, "").await.unwrap();
        let revision = world.storage.reviews().revision(id).await.unwrap().unwrap();
        assert_eq!(revision.snapshot, content);
        assert_eq!(revision.head.hashes, scope_hashes(&content));
        assert_eq!(revision.head.root_hash, root_hash(&revision.head.hashes));
        assert_eq!(revision.head.number, 1);
        let wrote = &revision.head.contributors;
        assert_eq!(wrote.of(cast.ben.id), Scope::Identity.into());
        assert!(wrote.wrote_in(cast.dana.id, Scope::Pay) && wrote.people().count() == 2);
    }

    async fn a_draft_with_blocking_findings_is_not_submitted_and_says_which(world: World) {
        let cast = world.cast().await;
        let posting = a_posting().by(&cast.dana).fact(FactKey::BaseSalaryMaxValue, "").fact(FactKey::HowToApply, "");
        let made = posting.make(&world.services).await.unwrap();
        let Err(ServiceError::Invalid(fields)) = world.services.submit(&cast.dana, made.id, "").await else { panic!() };
        assert!(fields.iter().any(|field| field.field == "howToApply"), "{fields:?}");
        assert!(fields.iter().any(|field| field.field.starts_with("baseSalary.")), "{fields:?}");
        assert_eq!(stage(&world, made.id).await, StageName::Draft);
        assert!(!world.storage.collab().head(made.id).await.unwrap().unwrap().locked);
    }

    async fn only_the_owner_submits_and_withdraws(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let draft = a_posting().by(&cast.dana).make(services).await.unwrap();
        let waiting = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        for (actor, refusal) in [
            (&cast.ben, Refusal::NotTheOwner),
            (&cast.hugo, Refusal::NotOnTheTeam),
            (&cast.vera, Refusal::NotOnTheTeam),
            (&cast.ada, Refusal::NotOnTheTeam),
            (&cast.axel, Refusal::NotOnTheTeam),
        ] {
            for tried in [services.submit(actor, draft.id, "").await.map(drop), services.withdraw(actor, waiting.id).await] {
                assert!(matches!(tried, Err(ServiceError::Refused(why)) if why == refusal), "{}: {tried:?}", actor.display_name);
            }
        }
    }

    async fn a_stranger_finds_nothing_of_a_review(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let Made { id, revision } = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        let ballot = verdict(revision.unwrap(), Verdict::Approve);
        let olga = &cast.olga;
        assert!(matches!(services.submit(olga, id, "").await, Err(ServiceError::NotFound)));
        assert!(matches!(services.withdraw(olga, id).await, Err(ServiceError::NotFound)));
        assert!(matches!(services.decide(olga, id, &ballot).await, Err(ServiceError::NotFound)));
        assert!(matches!(services.review_page(olga, id, Look::default()).await, Err(ServiceError::NotFound)));
        assert!(matches!(services.revisions(olga, id).await, Err(ServiceError::NotFound)));
        assert!(matches!(services.revision(olga, id, 1, None).await, Err(ServiceError::NotFound)));
        // Somebody else's revision under one's own posting is nothing, either.
        let own = a_posting().by(olga).in_review().make(services).await.unwrap();
        assert!(matches!(services.review_page(olga, own.id, Look { revision, ..Look::default() }).await, Err(ServiceError::NotFound)));
    }

    async fn four_eyes_hold_for_approvers_who_wrote_or_submitted(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let invitation = NewInvitation { email: "ina@northwind.example".into(), role: domain::accounts::Role::HrApprover, team: None };
        scenarios::cast::join(services, &cast.ada, invitation, "Ina Falk", "a-password-nobody-guesses").await.unwrap();
        // Hugo manages Platform, too: then he can write, and must not decide on what he wrote.
        let membership = domain::accounts::Membership { role: domain::accounts::Role::HiringManager, team: Some(cast.platform) };
        let mut hugo = cast.hugo.clone();
        hugo.memberships.push(membership);
        let made = a_posting().by(&cast.dana).make(services).await.unwrap();
        services.edit_draft(&hugo, made.id, &[set(FactKey::WorkHours, "38 a week")]).await.unwrap();
        let revision = services.submit(&cast.dana, made.id, "").await.unwrap();
        let refused = services.decide(&hugo, made.id, &verdict(revision, Verdict::Approve)).await;
        let typo = Refusal::OwnEdits(Scope::Identity.into());
        assert!(matches!(refused, Err(ServiceError::Refused(why)) if why == typo), "{refused:?}");
        let own = a_posting().by(&hugo).in_review().make(services).await.unwrap();
        let refused = services.decide(&hugo, own.id, &verdict(own.revision.unwrap(), Verdict::RequestChanges)).await;
        assert!(matches!(refused, Err(ServiceError::Refused(Refusal::OwnSubmission))), "{refused:?}");
        let page = services.review_page(&hugo, made.id, Look::default()).await.unwrap();
        assert_eq!(page.controls.may(Action::Decide), Ok(()), "on the step that covers none of his edits");
        let page = services.review_page(&hugo, own.id, Look::default()).await.unwrap();
        assert_eq!(page.controls.may(Action::Decide), Err(Refusal::OwnSubmission.to_string().as_str()));
    }

    async fn an_edit_before_an_earlier_approval_no_longer_counts_as_a_contribution(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).published_by(&cast.hugo).make(services).await.unwrap();
        services.edit_draft(&cast.dana, made.id, &[set(FactKey::WorkHours, "35 a week")]).await.unwrap();
        let again = services.submit(&cast.dana, made.id, "").await.unwrap();
        let governing = world.storage.reviews().governing(&[again]).await.unwrap();
        assert_eq!(governing[0].contributors, [(cast.dana.id, Scope::Identity.into())].into_iter().collect());
    }

    async fn changes_requested_unlock_the_draft_and_reach_the_writer(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).sent_back_by(&cast.hugo, "The pay is low.").make(services).await.unwrap();
        assert_eq!(stage(&world, made.id).await, StageName::ChangesRequested);
        let view = services.open_draft(&cast.dana, made.id).await.unwrap();
        let asked = view.requested_changes.unwrap();
        assert_eq!((asked.by_name.as_str(), asked.comment.as_str()), ("Hugo Meyer", "The pay is low."));
        services.edit_draft(&cast.dana, made.id, &[set(FactKey::BaseSalaryMinValue, "70000")]).await.unwrap();
        let second = services.submit(&cast.dana, made.id, "Raised.").await.unwrap();
        approve(services, &cast.hugo, Made { id: made.id, revision: Some(second) }).await.unwrap();
        let (_, rows) = services.revisions(&cast.dana, made.id).await.unwrap();
        let outcomes: Vec<_> = rows.iter().map(|row| (row.number, row.outcome)).collect();
        assert_eq!(outcomes, [(2, Some(Outcome::Approved)), (1, Some(Outcome::ChangesRequested))]);
    }

    async fn a_request_for_changes_needs_a_comment_and_a_ballot_a_known_step(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let Made { id, revision } = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        let revision = revision.unwrap();
        let long = "x".repeat(COMMENT_MAX_CHARS + 1);
        for (ballot, field) in [
            (ballot(revision, "content", Verdict::RequestChanges, " \n\u{0} "), "comment"),
            (ballot(revision, "content", Verdict::Approve, &long), "comment"),
            (ballot(revision, "nonsense", Verdict::Approve, ""), "step"),
            (Ballot { steps: vec![], ..verdict(revision, Verdict::Approve) }, "step"),
        ] {
            let Err(ServiceError::Invalid(fields)) = services.decide(&cast.hugo, id, &ballot).await else { panic!("{field}") };
            assert_eq!(fields[0].field, field);
        }
        assert_eq!(stage(&world, id).await, StageName::InReview);
        let Err(ServiceError::Invalid(fields)) = services.submit(&cast.dana, id, &long).await else { panic!() };
        assert_eq!(fields[0].field, "message");
    }

    async fn comments_and_messages_keep_script_and_odd_words_and_lose_control_characters(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let odd = "<script>alert(1)</script>\u{0}\n👩‍💻 '; DROP TABLE decisions; --";
        let made = a_posting().by(&cast.dana).message(odd).sent_back_by(&cast.hugo, odd).make(services).await.unwrap();
        let page = services.review_page(&cast.dana, made.id, Look::default()).await.unwrap();
        let kept = odd.replace('\u{0}', "");
        assert_eq!(page.revision.message, kept);
        assert_eq!(page.steps[0].decisions[0].comment, kept);
    }

    async fn a_decision_on_an_older_revision_is_a_conflict(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let Made { id, revision } = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        services.withdraw(&cast.dana, id).await.unwrap();
        services.edit_draft(&cast.dana, id, &[set(FactKey::BaseSalaryMinValue, "60000")]).await.unwrap();
        services.submit(&cast.dana, id, "").await.unwrap();
        assert!(is_conflict(services.decide(&cast.hugo, id, &verdict(revision.unwrap(), Verdict::Approve)).await));
        assert_eq!(stage(&world, id).await, StageName::InReview);
    }

    async fn a_second_click_is_a_conflict_and_a_second_thought_replaces_the_first(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let Made { id, revision } = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        let on_content = |verdict| ballot(revision.unwrap(), "content", verdict, "");
        services.decide(&cast.hugo, id, &on_content(Verdict::Approve)).await.unwrap();
        assert!(is_conflict(services.decide(&cast.hugo, id, &on_content(Verdict::Approve)).await));
        services.decide(&cast.hugo, id, &on_content(Verdict::Abstain)).await.unwrap();
        let page = services.review_page(&cast.hugo, id, Look::default()).await.unwrap();
        assert!(!page.steps[0].is_met);
        let said: Vec<_> = page.steps[0].decisions.iter().map(|said| (said.verdict, said.stands)).collect();
        assert_eq!(said, [(Verdict::Approve, false), (Verdict::Abstain, true)]);
        approve(services, &cast.hugo, Made { id, revision }).await.unwrap();
        assert_eq!(stage(&world, id).await, StageName::Approved);
        assert!(is_conflict(services.decide(&cast.hugo, id, &on_content(Verdict::Approve)).await));
    }

    async fn a_review_page_shows_words_that_changed_and_steps_they_touch(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).published_by(&cast.hugo).make(services).await.unwrap();
        let first = services.review_page(&cast.hugo, made.id, Look::default()).await.unwrap();
        assert!(first.base.is_none() && !first.is_open && first.difference.counts.lines_added > 0);
        services.edit_draft(&cast.dana, made.id, &[set(FactKey::BaseSalaryMaxValue, "85000")]).await.unwrap();
        let revision = services.submit(&cast.dana, made.id, "More pay.").await.unwrap();
        let page = services.review_page(&cast.hugo, made.id, Look::default()).await.unwrap();
        assert_eq!(page.base.as_ref().map(|base| base.number), Some(1));
        assert_eq!(page.difference.scopes, [Scope::Pay]);
        assert_eq!(page.difference.facts[0].after, "85000");
        let touched: Vec<_> = page.steps.iter().map(|step| (step.key.as_str(), step.is_touched)).collect();
        assert_eq!(touched, [("content", false), ("pay_and_place", true)]);
        assert!(page.is_open && page.posting.is_live);
        let earlier = services.review_page(&cast.hugo, made.id, Look { revision: made.revision, ..Look::default() }).await.unwrap();
        assert_eq!((earlier.revision.number, earlier.revision.is_live), (1, true));
        let view = services.revision(&cast.vera, made.id, 2, Some(1)).await.unwrap();
        assert_eq!((view.revision.id, view.difference.counts.facts), (revision, 1));
        assert!(matches!(services.revision(&cast.vera, made.id, 3, None).await, Err(ServiceError::NotFound)));
        world.clock.advance(Duration::from_secs(49 * 3_600));
        assert!(services.review_page(&cast.hugo, made.id, Look::default()).await.unwrap().is_overdue);
    }

    async fn what_is_live_already_is_not_reviewed_again(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).published_by(&cast.hugo).make(services).await.unwrap();
        assert!(is_conflict(services.submit(&cast.dana, made.id, "").await));
    }

    async fn of_two_submissions_at_once_one_wins(world: World) {
        let cast = world.cast().await;
        for _ in 0..8 {
            let made = a_posting().by(&cast.dana).make(&world.services).await.unwrap();
            let submit = || world.services.submit(&cast.dana, made.id, "");
            let (one, other) = tokio::join!(submit(), submit());
            assert_eq!(u8::from(one.is_ok()) + u8::from(other.is_ok()), 1);
            assert!(is_conflict(one) || is_conflict(other));
            assert_eq!(world.storage.reviews().revisions(made.id).await.unwrap().len(), 1);
        }
    }

    async fn an_edit_and_a_submission_at_once_are_both_kept_and_the_revision_knows_which_came_first(world: World) {
        let cast = world.cast().await;
        for round in 0..8 {
            let made = a_posting().by(&cast.dana).make(&world.services).await.unwrap();
            let edit = [set(FactKey::WorkHours, &format!("{round} hours"))];
            let (edited, submitted) = tokio::join!(
                world.services.edit_draft(&cast.ben, made.id, &edit),
                world.services.submit(&cast.dana, made.id, ""),
            );
            let revision = world.storage.reviews().revision(submitted.unwrap()).await.unwrap().unwrap();
            let head = world.storage.collab().head(made.id).await.unwrap().unwrap();
            edited.unwrap();
            let is_in_it = revision.snapshot.facts.has(FactKey::WorkHours);
            assert_eq!(is_in_it, revision.head.seq == head.seq);
            assert_eq!(is_in_it, revision.head.contributors.wrote(cast.ben.id));
            let draft = world.services.open_draft(&cast.dana, made.id).await.unwrap().snapshot;
            assert!(draft.facts.has(FactKey::WorkHours));
        }
    }

    async fn an_approval_against_a_withdrawal_has_one_outcome(world: World) {
        let cast = world.cast().await;
        for _ in 0..8 {
            let Made { id, revision } = a_posting().by(&cast.dana).in_review().make(&world.services).await.unwrap();
            let ballot = verdict(revision.unwrap(), Verdict::RequestChanges);
            let ballot = Ballot { comment: "No.".to_owned(), ..ballot };
            let (decided, withdrawn) =
                tokio::join!(world.services.decide(&cast.hugo, id, &ballot), world.services.withdraw(&cast.dana, id));
            match (decided, withdrawn) {
                (Ok(_), Err(ServiceError::Conflict(_))) => assert_eq!(stage(&world, id).await, StageName::ChangesRequested),
                (Err(ServiceError::Conflict(_)), Ok(())) => assert_eq!(stage(&world, id).await, StageName::Draft),
                other => panic!("{other:?}"),
            }
            assert!(!world.storage.collab().head(id).await.unwrap().unwrap().locked);
        }
    }

    async fn two_approvals_at_once_approve_once(world: World) {
        let cast = world.cast().await;
        for _ in 0..8 {
            let Made { id, revision } = a_posting().by(&cast.dana).in_review().make(&world.services).await.unwrap();
            let ballot = verdict(revision.unwrap(), Verdict::Approve);
            let decide = || world.services.decide(&cast.hugo, id, &ballot);
            let (one, other) = tokio::join!(decide(), decide());
            assert_eq!(u8::from(one.is_ok()) + u8::from(other.is_ok()), 1);
            assert!(is_conflict(one) || is_conflict(other));
            let approvals = events(&world, id).await.into_iter().filter(|event| matches!(event, Event::PostingApproved { .. }));
            assert_eq!(approvals.count(), 1);
        }
    }
}
