//! Publishing, closing, reopening; what the public reads; and races between all of them.

#![expect(clippy::unwrap_used, reason = "a test that can not go on has failed")]

use std::time::Duration;

use domain::{
    accounts::Actor,
    document::Operation,
    ids::{PostingId, RevisionId},
    permissions::Refusal,
    posting::{FactKey, Seniority, root_hash, scope_hashes},
    review::{Ballot, StageName, Verdict},
    time::write_date,
};
use scenarios::{
    Cast, World, on_both_databases,
    postings::{Made, a_posting, approve, verdict},
};
use services::{CareerPage, CareersQuery, DecisionView, Look, ServiceError, Services, StepView};

const DAY: Duration = Duration::from_secs(86_400);

async fn stage(world: &World, posting: PostingId) -> StageName {
    world.storage.postings().find(posting).await.unwrap().unwrap().stage.name()
}

async fn slugs(world: &World, query: CareersQuery) -> Vec<String> {
    world.services.careers(&query).await.unwrap().postings.into_iter().map(|career| career.slug).collect()
}

async fn slug(world: &World, posting: PostingId) -> String {
    world.storage.publications().of_posting(posting).await.unwrap().unwrap().slug
}

fn is_conflict<T>(result: &Result<T, ServiceError>) -> bool {
    matches!(result, Err(ServiceError::Conflict(_)))
}

fn set(key: FactKey, value: &str) -> Operation {
    Operation::SetFact { key, value: value.to_owned() }
}

/// Submits what the draft says now, and approves it, unless it was approved in these words before.
async fn approve_again(world: &World, cast: &Cast, id: PostingId) -> RevisionId {
    let revision = world.services.submit(&cast.dana, id, "").await.unwrap();
    if stage(world, id).await == StageName::Approved {
        return revision;
    }
    approve(&world.services, &cast.hugo, Made { id, revision: Some(revision) }).await.unwrap();
    revision
}

on_both_databases! {
    async fn what_is_published_is_what_was_approved(world: World) {
        let cast = world.cast().await;
        let made = a_posting().by(&cast.dana).approved_by(&cast.hugo).make(&world.services).await.unwrap();
        let revision = world.storage.reviews().revision(made.revision.unwrap()).await.unwrap().unwrap();
        let slug = world.services.publish(&cast.dana, made.id, made.revision.unwrap()).await.unwrap();
        assert_eq!(slug, "backend-developer-hamburg");
        let CareerPage::Open(page) = world.services.career(&slug).await.unwrap() else { panic!() };
        assert_eq!(page.snapshot, revision.snapshot);
        assert_eq!(page.content_hash, revision.head.root_hash);
        assert_eq!((page.title.as_str(), write_date(page.date_posted).as_str()), ("Backend Developer", "2026-11-21"));
        assert_eq!(stage(&world, made.id).await, StageName::Published);
        assert_eq!(world.services.sitemap().await.unwrap().len(), 1);
    }

    async fn only_those_who_may_publish_do(world: World) {
        let cast = world.cast().await;
        let made = a_posting().by(&cast.dana).approved_by(&cast.hugo).make(&world.services).await.unwrap();
        let live = a_posting().by(&cast.dana).published_by(&cast.hugo).make(&world.services).await.unwrap();
        let closed = a_posting().by(&cast.dana).closed_by(&cast.hugo).make(&world.services).await.unwrap();
        let publish = |actor: &Actor| {
            let (services, actor) = (world.services.clone(), actor.clone());
            async move { services.publish(&actor, made.id, made.revision.unwrap()).await }
        };
        for actor in [&cast.vera, &cast.ada, &cast.axel] {
            let refused = publish(actor).await;
            assert!(matches!(refused, Err(ServiceError::Refused(Refusal::NotAnApprover))), "{refused:?}");
            assert!(matches!(world.services.close(actor, live.id).await, Err(ServiceError::Refused(_))));
            assert!(matches!(world.services.reopen(actor, closed.id).await, Err(ServiceError::Refused(_))));
        }
        assert!(matches!(publish(&cast.olga).await, Err(ServiceError::NotFound)));
        assert!(matches!(world.services.close(&cast.olga, live.id).await, Err(ServiceError::NotFound)));
        assert!(matches!(world.services.reopen(&cast.olga, closed.id).await, Err(ServiceError::NotFound)));
        publish(&cast.ben).await.unwrap();
    }

    async fn drafts_reviews_and_approved_postings_do_not_leak(world: World) {
        let cast = world.cast().await;
        a_posting().by(&cast.dana).make(&world.services).await.unwrap();
        a_posting().by(&cast.dana).in_review().make(&world.services).await.unwrap();
        let made = a_posting().by(&cast.dana).approved_by(&cast.hugo).make(&world.services).await.unwrap();
        assert!(slugs(&world, CareersQuery::default()).await.is_empty());
        assert!(world.services.sitemap().await.unwrap().is_empty());
        for address in ["backend-developer-hamburg", &made.id.to_string(), "", "a/../b", "\u{0}", "%", "x' OR '1'='1"] {
            assert_eq!(world.services.career(address).await.unwrap(), CareerPage::Unknown, "{address:?}");
        }
    }

    async fn an_unapproved_or_other_revision_is_not_published(world: World) {
        let cast = world.cast().await;
        let waiting = a_posting().by(&cast.dana).in_review().make(&world.services).await.unwrap();
        assert!(is_conflict(&world.services.publish(&cast.hugo, waiting.id, waiting.revision.unwrap()).await));
        let one = a_posting().by(&cast.dana).approved_by(&cast.hugo).make(&world.services).await.unwrap();
        assert!(is_conflict(&world.services.publish(&cast.hugo, one.id, waiting.revision.unwrap()).await));
        world.services.withdraw(&cast.dana, one.id).await.unwrap();
        assert!(is_conflict(&world.services.publish(&cast.hugo, one.id, one.revision.unwrap()).await));
        world.services.edit_draft(&cast.dana, one.id, &[set(FactKey::BaseSalaryMinValue, "1")]).await.unwrap();
        assert!(slugs(&world, CareersQuery::default()).await.is_empty());
    }

    async fn a_closing_day_that_went_by_stops_the_publication(world: World) {
        let cast = world.cast().await;
        let made = a_posting().by(&cast.dana).approved_by(&cast.hugo).make(&world.services).await.unwrap();
        world.clock.advance(61 * DAY);
        let error = world.services.publish(&cast.hugo, made.id, made.revision.unwrap()).await;
        let Err(ServiceError::Invalid(fields)) = error else { panic!("{error:?}") };
        assert_eq!(fields[0].field, "validThrough");
        assert_eq!(stage(&world, made.id).await, StageName::Approved);
    }

    async fn a_posting_is_open_through_its_last_day_and_closed_after(world: World) {
        let cast = world.cast().await;
        let made = a_posting().by(&cast.dana).published_by(&cast.hugo).make(&world.services).await.unwrap();
        let slug = slug(&world, made.id).await;
        let before = world.services.generation().await.unwrap();
        world.clock.advance(60 * DAY);
        assert!(matches!(world.services.career(&slug).await.unwrap(), CareerPage::Open(_)));
        world.clock.advance(DAY);
        assert_eq!(world.services.career(&slug).await.unwrap(), CareerPage::Closed { title: "Backend Developer".into() });
        assert!(slugs(&world, CareersQuery::default()).await.is_empty());
        assert_ne!(world.services.generation().await.unwrap(), before);
    }

    async fn an_edit_ahead_of_a_live_posting_shows_only_once_it_is_published(world: World) {
        let cast = world.cast().await;
        let made = a_posting().by(&cast.dana).published_by(&cast.hugo).make(&world.services).await.unwrap();
        let slug = slug(&world, made.id).await;
        world.services.edit_draft(&cast.dana, made.id, &[set(FactKey::Title, "Staff Developer")]).await.unwrap();
        world.clock.advance(DAY);
        let CareerPage::Open(page) = world.services.career(&slug).await.unwrap() else { panic!() };
        assert_eq!(page.title, "Backend Developer");
        let revision = approve_again(&world, &cast, made.id).await;
        assert_eq!(world.services.publish(&cast.hugo, made.id, revision).await.unwrap(), slug);
        let CareerPage::Open(page) = world.services.career(&slug).await.unwrap() else { panic!() };
        assert_eq!((page.title.as_str(), write_date(page.date_posted).as_str()), ("Staff Developer", "2026-11-21"));
    }

    async fn a_closed_posting_is_gone_and_reopened_under_its_address_with_a_new_day(world: World) {
        let cast = world.cast().await;
        let made = a_posting().by(&cast.dana).published_by(&cast.hugo).make(&world.services).await.unwrap();
        let slug = slug(&world, made.id).await;
        world.services.close(&cast.dana, made.id).await.unwrap();
        assert!(is_conflict(&world.services.close(&cast.hugo, made.id).await));
        assert_eq!(world.services.career(&slug).await.unwrap(), CareerPage::Closed { title: "Backend Developer".into() });
        let locked = world.services.edit_draft(&cast.dana, made.id, &[set(FactKey::Title, "x")]).await;
        assert!(is_conflict(&locked));
        world.clock.advance(3 * DAY);
        world.services.reopen(&cast.dana, made.id).await.unwrap();
        assert_eq!(stage(&world, made.id).await, StageName::Draft);
        let revision = approve_again(&world, &cast, made.id).await;
        assert_eq!(world.services.publish(&cast.hugo, made.id, revision).await.unwrap(), slug);
        let CareerPage::Open(page) = world.services.career(&slug).await.unwrap() else { panic!() };
        assert_eq!(write_date(page.date_posted), "2026-11-24");
    }

    async fn closing_ends_the_review_of_a_change(world: World) {
        let cast = world.cast().await;
        let made = a_posting().by(&cast.dana).published_by(&cast.hugo).make(&world.services).await.unwrap();
        world.services.edit_draft(&cast.dana, made.id, &[set(FactKey::Title, "Staff Developer")]).await.unwrap();
        let revision = world.services.submit(&cast.dana, made.id, "").await.unwrap();
        world.services.close(&cast.hugo, made.id).await.unwrap();
        assert!(is_conflict(&world.services.decide(&cast.hugo, made.id, &verdict(revision, Verdict::Approve)).await));
        world.services.reopen(&cast.dana, made.id).await.unwrap();
        world.services.submit(&cast.dana, made.id, "").await.unwrap();
    }

    async fn postings_of_one_name_get_addresses_of_their_own(world: World) {
        let cast = world.cast().await;
        let mut made = Vec::new();
        for _ in 0..4 {
            made.push(a_posting().by(&cast.dana).approved_by(&cast.hugo).make(&world.services).await.unwrap());
        }
        let publish = |made: Made| {
            let (services, hugo) = (world.services.clone(), cast.hugo.clone());
            async move { services.publish(&hugo, made.id, made.revision.unwrap()).await.unwrap() }
        };
        let (a, b, c, d) = tokio::join!(publish(made[0]), publish(made[1]), publish(made[2]), publish(made[3]));
        let mut all = vec![a, b, c, d];
        all.sort();
        let expected = ["", "-2", "-3", "-4"].map(|end| format!("backend-developer-hamburg{end}"));
        assert_eq!(all, expected);
    }

    async fn the_list_is_searched_and_filtered(world: World) {
        let cast = world.cast().await;
        let live = |title: &str| a_posting().by(&cast.dana).titled(title).published_by(&cast.hugo);
        live("Rust Developer").fact(FactKey::Seniority, "senior").make(&world.services).await.unwrap();
        live("Go Backend Developer").fact(FactKey::WorkPlace, "on_site").make(&world.services).await.unwrap();
        let remote = live("Java Developer").fact(FactKey::WorkPlace, "remote");
        remote.fact(FactKey::ApplicantLocationRequirements, "Germany").make(&world.services).await.unwrap();
        let all = world.services.careers(&CareersQuery::default()).await.unwrap();
        assert_eq!((all.total, all.places.clone()), (3, vec!["Hamburg, Germany".to_owned(), "Remote".to_owned()]));
        assert_eq!(all.postings[0].pay, "EUR 65,000 – 80,000 per year");
        let none = CareersQuery::default;
        assert_eq!(slugs(&world, CareersQuery { text: "RUST hamburg".into(), ..none() }).await, ["rust-developer-hamburg"]);
        assert_eq!(slugs(&world, CareersQuery { text: "server-side developer GO".into(), ..none() }).await, ["go-backend-developer-hamburg"]);
        assert_eq!(slugs(&world, CareersQuery { seniority: Some(Seniority::Senior), ..none() }).await, ["rust-developer-hamburg"]);
        assert_eq!(slugs(&world, CareersQuery { place: "Remote".into(), ..none() }).await, ["java-developer-remote"]);
        let mut in_hamburg = slugs(&world, CareersQuery { place: "Hamburg, Germany".into(), ..none() }).await;
        in_hamburg.sort();
        assert_eq!(in_hamburg, ["go-backend-developer-hamburg", "rust-developer-hamburg"], "hybrid or on site");
        assert!(slugs(&world, CareersQuery { text: "<script>".into(), ..none() }).await.is_empty());
        assert_eq!(slugs(&world, CareersQuery { page: usize::MAX, ..none() }).await.len(), 3);
    }

    async fn a_publication_is_known_on_the_next_request_here_and_soon_elsewhere(world: World) {
        let cast = world.cast().await;
        let made = a_posting().by(&cast.dana).approved_by(&cast.hugo).make(&world.services).await.unwrap();
        let elsewhere = another_node(&world).await;
        let (here_before, there_before) = (world.services.generation().await.unwrap(), elsewhere.generation().await.unwrap());
        world.services.publish(&cast.hugo, made.id, made.revision.unwrap()).await.unwrap();
        let published = world.services.generation().await.unwrap();
        assert_ne!(published, here_before);
        assert_eq!(world.services.generation().await.unwrap(), published);
        world.services.close(&cast.hugo, made.id).await.unwrap();
        assert_ne!(world.services.generation().await.unwrap(), published);
        tokio::time::sleep(Duration::from_millis(1_100)).await;
        assert_ne!(elsewhere.generation().await.unwrap(), there_before);
    }

    async fn a_publication_against_a_closing_has_one_outcome(world: World) {
        let cast = world.cast().await;
        for _ in 0..6 {
            let made = a_posting().by(&cast.dana).published_by(&cast.hugo).make(&world.services).await.unwrap();
            world.services.edit_draft(&cast.dana, made.id, &[set(FactKey::WorkHours, "40")]).await.unwrap();
            let revision = approve_again(&world, &cast, made.id).await;
            let (published, closed) =
                tokio::join!(world.services.publish(&cast.hugo, made.id, revision), world.services.close(&cast.dana, made.id));
            assert!(closed.is_ok(), "{closed:?}");
            assert!(published.is_ok() || is_conflict(&published), "{published:?}");
            assert_eq!(stage(&world, made.id).await, StageName::Closed);
            assert!(world.storage.postings().find(made.id).await.unwrap().unwrap().live.is_none());
        }
    }

    async fn whatever_races_what_is_public_is_what_was_approved(world: World) {
        let cast = world.cast().await;
        let made = a_posting().by(&cast.dana).in_review().make(&world.services).await.unwrap();
        for round in 0..6_u64 {
            let mut racers = tokio::task::JoinSet::new();
            for racer in 0..8_u64 {
                let (services, cast) = (world.services.clone(), cast.clone());
                racers.spawn(async move { act(&services, &cast, made.id, round, racer).await });
            }
            for result in racers.join_all().await {
                assert!(!matches!(result, Err(ServiceError::Internal(_) | ServiceError::Unavailable(_))), "{result:?}");
            }
            demand_approved(&world, &cast, made.id).await;
            world.clock.advance(Duration::from_secs(60));
        }
    }
}

/// Another program on the same database, with the real clock.
async fn another_node(world: &World) -> Services {
    let storage = storage::Storage::connect(world.database.url()).await.unwrap();
    Services::new(storage, services::edges::Edges::system(), services::HashCost::Test)
}

/// One of the things that people do at once.
async fn act(services: &Services, cast: &Cast, id: PostingId, round: u64, racer: u64) -> Result<(), ServiceError> {
    let current = || async { services.review_page(&cast.hugo, id, Look::default()).await.map(|page| page.revision.id) };
    match (round + racer * 5) % 8 {
        0 | 5 => {
            services.edit_draft(&cast.ben, id, &[set(FactKey::WorkHours, &format!("{round} {racer}"))]).await.map(drop)
        }
        1 => services.submit(&cast.dana, id, "").await.map(drop),
        2 | 6 => services.decide(&cast.hugo, id, &verdict(current().await?, Verdict::Approve)).await.map(drop),
        3 | 7 => services.publish(&cast.hugo, id, current().await?).await.map(drop),
        _ if round.is_multiple_of(2) => services.withdraw(&cast.dana, id).await,
        _ => {
            let ballot = verdict(current().await?, Verdict::RequestChanges);
            services.decide(&cast.hugo, id, &Ballot { comment: "No.".into(), ..ballot }).await.map(drop)
        }
    }
}

/// The public content is a revision that somebody other than its writers approved, byte for byte; and the draft is
/// locked exactly while the stage says so.
async fn demand_approved(world: &World, cast: &Cast, id: PostingId) {
    let record = world.storage.postings().find(id).await.unwrap().unwrap();
    let head = world.storage.collab().head(id).await.unwrap().unwrap();
    assert_eq!(head.locked, !record.stage.name().is_editable());
    let Some(public) = world.storage.publications().of_posting(id).await.unwrap() else { return };
    let revision = world.storage.reviews().revision(public.revision).await.unwrap().unwrap();
    assert_eq!(public.content_hash, revision.head.root_hash);
    assert_eq!(root_hash(&scope_hashes(&public.snapshot)), revision.head.root_hash);
    let page = world
        .services
        .review_page(&cast.hugo, id, Look { revision: Some(public.revision), ..Look::default() })
        .await
        .unwrap();
    // Somebody who takes back their word about the same words afterwards makes nothing public that was not approved.
    let is_taken_back = |step: &StepView| {
        let after = |said: &DecisionView| said.verdict == Verdict::RequestChanges && said.at >= public.published_at;
        step.decisions.iter().any(after) && step.decisions.iter().any(|said| said.verdict == Verdict::Approve)
    };
    assert!(page.steps.iter().all(|step| step.is_met || is_taken_back(step)));
    assert!(!revision.head.contributors.wrote(cast.hugo.id));
}
