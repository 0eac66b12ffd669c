//! Postings: created, listed, opened, archived, and what waits for whom.

#![expect(clippy::unwrap_used, reason = "a test that can not go on has failed")]

use domain::{
    accounts::Actor,
    document::Operation,
    events::Event,
    ids::PostingId,
    permissions::ReadableTeams,
    posting::{FactKey, SectionKind},
    review::StageName,
};
use scenarios::{
    World, on_both_databases,
    postings::{a_posting, approve},
};
use services::{NewPosting, PostingQuery, ServiceError, Start, TemplateChoice};

fn titles(list: &services::PostingList) -> Vec<&str> {
    list.postings.iter().map(|card| card.title.as_str()).collect()
}

async fn listed(world: &World, actor: &Actor, query: PostingQuery) -> services::PostingList {
    world.services.list_postings(actor, &query).await.unwrap()
}

fn python() -> TemplateChoice {
    TemplateChoice { seniority: "senior".into(), stack: "python".into(), industry: "e-commerce".into() }
}

on_both_databases! {
    async fn an_empty_posting_starts_with_the_sections_that_every_posting_needs(world: World) {
        let cast = world.cast().await;
        let new = NewPosting { team: cast.platform, start: Start::Empty };
        let id = world.services.create_posting(&cast.dana, new).await.unwrap();
        let view = world.services.open_draft(&cast.dana, id).await.unwrap();
        let kinds: Vec<_> = view.snapshot.sections.iter().map(|section| section.kind).collect();
        assert_eq!(kinds, [SectionKind::Overview, SectionKind::Responsibilities, SectionKind::RequiredSkills]);
        assert_eq!((view.posting.name(), view.posting.stage_name()), ("Untitled posting", StageName::Draft));
        let history = world.storage.audit().list(Some(id), None, 10).await.unwrap();
        assert_eq!(history.len(), 1);
        assert_eq!(history[0].event, Event::PostingCreated { posting: id });
        assert_eq!(history[0].actor_name, "Dana Okafor");
    }

    async fn a_posting_starts_with_the_name_of_the_organization_unless_it_copies_one(world: World) {
        let cast = world.cast().await;
        let services = world.services.clone().for_organization("Northwind GmbH");
        let organization = async |start| {
            let id = services.create_posting(&cast.dana, NewPosting { team: cast.platform, start }).await.unwrap();
            let view = services.open_draft(&cast.dana, id).await.unwrap();
            (id, view.snapshot.facts.get(FactKey::HiringOrganization).to_owned())
        };
        let (id, name) = organization(Start::Empty).await;
        assert_eq!(name, "Northwind GmbH");
        let other = Operation::SetFact { key: FactKey::HiringOrganization, value: "Northwind Labs".into() };
        services.edit_draft(&cast.dana, id, &[other]).await.unwrap();
        assert_eq!(organization(Start::Copy(id)).await.1, "Northwind Labs");
    }

    async fn a_template_fills_title_lines_and_where_used(world: World) {
        let cast = world.cast().await;
        world.services.seed_library().await.unwrap();
        let new = NewPosting { team: cast.platform, start: Start::Template(python()) };
        let id = world.services.create_posting(&cast.dana, new).await.unwrap();
        let view = world.services.open_draft(&cast.dana, id).await.unwrap();
        assert_eq!(view.posting.title, "Senior Python Backend Developer");
        assert!(view.snapshot.lines().all(|(_, line)| line.origin.source().is_some() && !line.origin.is_override()));
        let (_, line) = view.snapshot.lines().next().unwrap();
        let item = line.origin.source().unwrap().item;
        let uses = world.storage.library().uses(item, &ReadableTeams::All, 10).await.unwrap();
        assert_eq!(uses.len(), 1);
    }

    async fn an_unknown_template_is_named_by_its_field(world: World) {
        let cast = world.cast().await;
        world.services.seed_library().await.unwrap();
        let start = Start::Template(TemplateChoice { stack: "cobol".into(), ..python() });
        let error = world.services.create_posting(&cast.dana, NewPosting { team: cast.platform, start }).await;
        let Err(ServiceError::Invalid(fields)) = error else { panic!("{error:?}") };
        assert_eq!(fields[0].field, "stack");
    }

    async fn a_copy_has_the_same_content_in_parts_of_its_own(world: World) {
        let cast = world.cast().await;
        let original = a_posting().by(&cast.dana).fact(FactKey::Identifier, "BE-42").make(&world.services).await.unwrap();
        let new = NewPosting { team: cast.platform, start: Start::Copy(original.id) };
        let copy = world.services.create_posting(&cast.ben, new).await.unwrap();
        let old = world.services.open_draft(&cast.ben, original.id).await.unwrap().snapshot;
        let new = world.services.open_draft(&cast.ben, copy).await.unwrap().snapshot;
        let texts = |snapshot: &domain::posting::Snapshot| -> Vec<String> {
            snapshot.lines().map(|(_, line)| line.text.clone()).collect()
        };
        assert_eq!(texts(&new), texts(&old));
        assert!(new.lines().all(|(_, line)| old.line(&line.id).is_none()));
        assert_eq!(new.facts.get(FactKey::Title), "Backend Developer");
        assert_eq!((new.facts.get(FactKey::ValidThrough), new.facts.get(FactKey::Identifier)), ("", ""));
    }

    async fn a_form_that_is_sent_twice_makes_one_posting(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let key = services.posting_key();
        let new = || NewPosting { team: cast.platform, start: Start::Empty };
        let (one, other) = tokio::join!(
            services.create_posting_once(&cast.dana, key, new()),
            services.create_posting_once(&cast.dana, key, new()),
        );
        let later = services.create_posting_once(&cast.dana, key, new()).await.unwrap();
        assert_eq!((one.unwrap(), other.unwrap()), (later, later));
        assert_eq!(listed(&world, &cast.dana, PostingQuery::default()).await.total, 1);
        assert_eq!(world.storage.audit().list(Some(later), None, 10).await.unwrap().len(), 1);
    }

    async fn another_form_choice_or_person_makes_another_posting(world: World) {
        let cast = world.cast().await;
        world.services.seed_library().await.unwrap();
        let (key, other_key) = (world.services.posting_key(), world.services.posting_key());
        let start = |start| NewPosting { team: cast.platform, start };
        let made = [
            world.services.create_posting_once(&cast.dana, key, start(Start::Empty)).await.unwrap(),
            world.services.create_posting_once(&cast.dana, other_key, start(Start::Empty)).await.unwrap(),
            world.services.create_posting_once(&cast.dana, key, start(Start::Template(python()))).await.unwrap(),
            world.services.create_posting_once(&cast.ben, key, start(Start::Empty)).await.unwrap(),
        ];
        let different: std::collections::HashSet<_> = made.iter().collect();
        assert_eq!(different.len(), made.len());
    }

    async fn a_used_key_in_the_hands_of_a_stranger_opens_nothing(world: World) {
        let cast = world.cast().await;
        let key = world.services.posting_key();
        let new = || NewPosting { team: cast.platform, start: Start::Empty };
        world.services.create_posting_once(&cast.dana, key, new()).await.unwrap();
        let refused = world.services.create_posting_once(&cast.olga, key, new()).await;
        assert!(matches!(refused, Err(ServiceError::Refused(_))), "{refused:?}");
        assert_eq!(listed(&world, &cast.dana, PostingQuery::default()).await.total, 1);
    }

    async fn a_stranger_creates_copies_opens_and_lists_nothing(world: World) {
        let cast = world.cast().await;
        let posting = a_posting().by(&cast.dana).make(&world.services).await.unwrap().id;
        let into = |team, start| world.services.create_posting(&cast.olga, NewPosting { team, start });
        assert!(matches!(into(cast.platform, Start::Empty).await, Err(ServiceError::Refused(_))));
        assert!(matches!(into(cast.payments, Start::Copy(posting)).await, Err(ServiceError::NotFound)));
        assert!(matches!(world.services.open_draft(&cast.olga, posting).await, Err(ServiceError::NotFound)));
        assert!(matches!(world.services.archive_posting(&cast.olga, posting).await, Err(ServiceError::NotFound)));
        assert!(matches!(world.services.restore_posting(&cast.olga, posting).await, Err(ServiceError::NotFound)));
        assert_eq!(listed(&world, &cast.olga, PostingQuery::default()).await.total, 0);
        assert_eq!(world.services.home(&cast.olga).await.unwrap(), services::Home::default());
    }

    async fn a_posting_that_never_was_is_not_found(world: World) {
        let cast = world.cast().await;
        let nothing = PostingId(uuid::Uuid::nil());
        assert!(matches!(world.services.open_draft(&cast.dana, nothing).await, Err(ServiceError::NotFound)));
    }

    async fn a_list_is_filtered_counted_and_paged(world: World) {
        let cast = world.cast().await;
        for number in 1..=26 {
            a_posting().by(&cast.dana).titled(&format!("Developer {number}")).make(&world.services).await.unwrap();
        }
        a_posting().by(&cast.ben).titled("100% Rust_Engineer").in_review().make(&world.services).await.unwrap();
        a_posting().by(&cast.olga).titled("Elsewhere").make(&world.services).await.unwrap();

        let all = listed(&world, &cast.dana, PostingQuery::default()).await;
        assert_eq!((all.total, all.pages, all.postings.len()), (27, 2, 25));
        assert_eq!(all.counts.get(&StageName::Draft), Some(&26));
        assert_eq!(all.counts.get(&StageName::InReview), Some(&1));
        let last = listed(&world, &cast.dana, PostingQuery { page: 99, ..PostingQuery::default() }).await;
        assert_eq!((last.page, last.postings.len()), (2, 2));
        let mine = listed(&world, &cast.ben, PostingQuery { mine: true, ..PostingQuery::default() }).await;
        assert_eq!(titles(&mine), ["100% Rust_Engineer"]);
        let stage = Some(StageName::InReview);
        let waiting = listed(&world, &cast.dana, PostingQuery { stage, ..PostingQuery::default() }).await;
        assert_eq!((waiting.total, waiting.counts[&StageName::Draft]), (1, 26));
        let everywhere = listed(&world, &cast.hugo, PostingQuery::default()).await;
        assert_eq!(everywhere.total, 28);
        let payments = PostingQuery { team: Some(cast.payments), ..PostingQuery::default() };
        assert_eq!(titles(&listed(&world, &cast.hugo, payments.clone()).await), ["Elsewhere"]);
        assert_eq!(listed(&world, &cast.dana, payments).await.total, 0);
    }

    async fn a_copy_can_be_made_of_what_one_may_read_and_of_nothing_else(world: World) {
        let cast = world.cast().await;
        let old = a_posting().by(&cast.dana).titled("Old").make(&world.services).await.unwrap().id;
        for _ in 0..100 {
            let new = NewPosting { team: cast.platform, start: Start::Empty };
            world.clock.advance(std::time::Duration::from_secs(1));
            world.services.create_posting(&cast.dana, new).await.unwrap();
        }
        let offered = async |actor: &Actor, chosen| world.services.postings_to_copy(actor, chosen).await.unwrap();
        assert!(offered(&cast.dana, None).await.iter().all(|card| card.id != old));
        let with_old = offered(&cast.ben, Some(old)).await;
        assert_eq!((with_old.len(), with_old[0].title.as_str()), (101, "Old"));
        let newest = offered(&cast.dana, None).await[0].id;
        assert_eq!(offered(&cast.dana, Some(newest)).await.len(), 100);
        assert_eq!(offered(&cast.olga, Some(old)).await, []);
        assert_eq!(offered(&cast.olga, Some(PostingId(uuid::Uuid::nil()))).await, []);
    }

    async fn a_search_takes_every_sign_literally(world: World) {
        let cast = world.cast().await;
        a_posting().by(&cast.dana).titled("100% Rust_Engineer").make(&world.services).await.unwrap();
        a_posting().by(&cast.dana).titled("Größe \\ Straße").make(&world.services).await.unwrap();
        for (text, hits) in [
            ("rust_", 1), ("100%", 1), ("%", 1), ("_", 1), ("rustxengineer", 0), ("RUST", 1), ("Größe", 1), ("\\", 1),
            ("'; DROP TABLE postings; --", 0), ("\u{0}", 2), ("", 2),
        ] {
            let found = listed(&world, &cast.dana, PostingQuery { text: text.to_owned(), ..PostingQuery::default() }).await;
            assert_eq!(found.total, hits, "{text:?}");
        }
    }

    async fn home_shows_each_person_what_waits_for_them(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let in_review = a_posting().by(&cast.dana).titled("In review").in_review().make(services).await.unwrap();
        a_posting().by(&cast.dana).titled("Sent back").sent_back_by(&cast.hugo, "Say more.").make(services).await.unwrap();
        a_posting().by(&cast.ben).titled("Ready").approved_by(&cast.hugo).make(services).await.unwrap();
        a_posting().by(&cast.ben).titled("Sketch").make(services).await.unwrap();

        let hugo = services.home(&cast.hugo).await.unwrap();
        assert_eq!(hugo.to_decide.len(), 1);
        let waiting = &hugo.to_decide[0];
        assert_eq!((waiting.posting.id, waiting.submitted_by_name.as_str()), (in_review.id, "Dana Okafor"));
        assert_eq!(waiting.open_steps, ["Content", "Pay and place"]);
        assert!(!waiting.is_overdue);
        assert_eq!(hugo.to_publish.len(), 1);

        let dana = services.home(&cast.dana).await.unwrap();
        assert!(dana.to_decide.is_empty());
        assert_eq!(dana.changes_requested.iter().map(|card| card.title.as_str()).collect::<Vec<_>>(), ["Sent back"]);
        let submission = &dana.waiting_for[0];
        assert_eq!(submission.posting.title, "In review");
        assert_eq!(submission.steps[0].people, ["Hugo Meyer"]);
        assert!(!submission.steps[0].is_met);
        assert!(dana.touched.iter().all(|card| card.title != "Sketch"));

        world.clock.advance(std::time::Duration::from_secs(49 * 3_600));
        assert!(services.home(&cast.hugo).await.unwrap().to_decide[0].is_overdue);
        approve(services, &cast.hugo, in_review).await.unwrap();
        let hugo = services.home(&cast.hugo).await.unwrap();
        assert!(hugo.to_decide.is_empty());
        assert_eq!(hugo.to_publish.len(), 2);
    }

    async fn an_archived_posting_rests_until_it_is_restored(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let posting = a_posting().by(&cast.dana).make(services).await.unwrap().id;
        assert!(matches!(services.archive_posting(&cast.ben, posting).await, Err(ServiceError::Refused(_))));
        assert!(matches!(services.restore_posting(&cast.dana, posting).await, Err(ServiceError::Conflict(_))));
        services.archive_posting(&cast.dana, posting).await.unwrap();
        assert!(matches!(services.archive_posting(&cast.dana, posting).await, Err(ServiceError::Conflict(_))));
        let edit = Operation::SetFact { key: FactKey::Title, value: "Later".into() };
        assert!(matches!(services.edit_draft(&cast.dana, posting, std::slice::from_ref(&edit)).await, Err(ServiceError::Conflict(_))));
        services.restore_posting(&cast.dana, posting).await.unwrap();
        services.edit_draft(&cast.dana, posting, &[edit]).await.unwrap();
        let view = services.open_draft(&cast.dana, posting).await.unwrap();
        assert_eq!((view.posting.title.as_str(), view.posting.stage_name()), ("Later", StageName::Draft));
    }

    async fn the_demo_has_a_posting_in_every_stage(world: World) {
        scenarios::demo(&world.services).await.unwrap();
        let people = world.storage.accounts().list_people().await.unwrap();
        let hugo = people.iter().find(|person| person.user.display_name == "Hugo Meyer").unwrap().user.id;
        let hugo = world.services.actor(hugo).await.unwrap().unwrap();
        let counts = listed(&world, &hugo, PostingQuery::default()).await.counts;
        let count = |stage| counts.get(&stage).copied().unwrap_or(0);
        assert_eq!(count(StageName::Published), 3);
        for stage in [StageName::Draft, StageName::InReview, StageName::ChangesRequested, StageName::Approved, StageName::Closed] {
            assert_eq!(count(stage), 1, "{stage}");
        }
    }
}
