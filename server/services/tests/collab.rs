//! The draft by plain forms: what is stored and what is not, two people at once, locks, foreign hands, odd words.

#![expect(clippy::unwrap_used, reason = "a test that can not go on has failed")]

use domain::{
    accounts::Actor,
    document::Operation,
    ids::{ItemId, LineId, PostingId},
    posting::{FactKey, Facts, ItemRef, Requirement, SectionKind, Snapshot},
};
use scenarios::{World, on_both_databases, postings::a_posting};
use services::{NewPosting, ServiceError, Start, TemplateChoice};

fn set_title(value: &str) -> Operation {
    Operation::SetFact { key: FactKey::Title, value: value.to_owned() }
}

async fn a_draft(world: &World, actor: &Actor) -> PostingId {
    a_posting().by(actor).make(&world.services).await.unwrap().id
}

async fn stored(world: &World, actor: &Actor, posting: PostingId) -> Snapshot {
    world.services.open_draft(actor, posting).await.unwrap().snapshot
}

on_both_databases! {
    async fn a_draft_loads_from_a_kept_state_and_what_came_after(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        for number in 0..205 {
            world.services.edit_draft(&cast.dana, posting, &[set_title(&format!("Title {number}"))]).await.unwrap();
        }
        let kept = world.storage.collab().load(posting).await.unwrap().unwrap();
        assert!(kept.state.is_some());
        assert!(kept.updates.len() < 200, "{}", kept.updates.len());
        assert_eq!(stored(&world, &cast.dana, posting).await.facts.get(FactKey::Title), "Title 204");
    }

    async fn an_edit_that_changes_nothing_is_not_stored(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let first = world.services.edit_draft(&cast.dana, posting, &[set_title("Same")]).await.unwrap();
        let second = world.services.edit_draft(&cast.dana, posting, &[set_title("Same")]).await.unwrap();
        assert_eq!(first, second);
    }

    async fn an_archived_draft_is_locked_for_forms(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        world.services.archive_posting(&cast.dana, posting).await.unwrap();
        let form = world.services.edit_draft(&cast.dana, posting, &[set_title("Too late")]).await;
        assert!(matches!(form, Err(ServiceError::Conflict(_))));
        let head = world.storage.collab().head(posting).await.unwrap().unwrap();
        assert!(head.locked);
        let claim = storage::Claim { posting, epoch: head.epoch, seq: head.seq, count: 1 };
        assert!(world.storage.collab().claim(&[claim]).await.unwrap().is_empty());
        world.services.restore_posting(&cast.dana, posting).await.unwrap();
        world.services.edit_draft(&cast.dana, posting, &[set_title("In time")]).await.unwrap();
        assert_eq!(stored(&world, &cast.dana, posting).await.facts.get(FactKey::Title), "In time");
    }

    async fn strangers_viewers_and_approvers_do_not_write(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        for (actor, hidden) in [(&cast.olga, true), (&cast.vera, false), (&cast.hugo, false), (&cast.ada, false), (&cast.axel, false)] {
            let edited = world.services.edit_draft(actor, posting, &[set_title("Mine")]).await;
            let inserted = world.services.insert_item(actor, posting, ItemId(uuid::Uuid::nil()), None).await;
            for error in [edited.map(drop).unwrap_err(), inserted.map(drop).unwrap_err()] {
                assert_eq!(matches!(error, ServiceError::NotFound), hidden, "{}: {error:?}", actor.display_name);
                assert!(hidden || matches!(error, ServiceError::Refused(_)), "{}: {error:?}", actor.display_name);
            }
        }
    }

    async fn two_forms_that_change_other_words_of_one_prose_fact_are_both_kept(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let overview = FactKey::EmployerOverview;
        let mut was = Facts::default();
        let save = async |actor: &Actor, was: &Facts, words: &str| {
            world.services.save_facts(actor, posting, was, &[(overview, words.to_owned())]).await
        };
        save(&cast.dana, &was, "We build grids.").await.unwrap();
        was.set(overview, "We build grids.");
        save(&cast.dana, &was, "We build power grids.").await.unwrap();
        save(&cast.ben, &was, "We build grids. Join us.").await.unwrap();
        assert_eq!(stored(&world, &cast.dana, posting).await.facts.get(overview), "We build power grids. Join us.");
        let same = save(&cast.ben, &was, "We build networks.").await;
        assert!(matches!(&same, Err(ServiceError::Conflict(why)) if why.contains("power grids. Join us")), "{same:?}");
        assert_eq!(stored(&world, &cast.dana, posting).await.facts.get(overview), "We build power grids. Join us.");
    }

    async fn of_two_forms_that_set_a_fact_that_is_no_prose_the_later_counts(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let mut was = Facts::default();
        was.set(FactKey::BaseSalaryMinValue, "60000");
        for value in ["65000", "70000"] {
            let form = [(FactKey::BaseSalaryMinValue, value.to_owned())];
            world.services.save_facts(&cast.dana, posting, &was, &form).await.unwrap();
        }
        assert_eq!(stored(&world, &cast.dana, posting).await.facts.get(FactKey::BaseSalaryMinValue), "70000");
    }

    async fn odd_words_and_script_come_back_as_they_were_typed(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        for text in ["<script>alert(1)</script>", "'; DROP TABLE postings; --", "👩‍💻 e\u{301} \u{202e}abc", "{{7*7}} ${x}", "نص", "a\u{0}b"] {
            let line = stored(&world, &cast.dana, posting).await.lines().next().unwrap().1.id.clone();
            let operations = [set_title(text), Operation::SetText { id: line.clone(), text: text.to_owned() }];
            world.services.edit_draft(&cast.dana, posting, &operations).await.unwrap();
            let now = stored(&world, &cast.dana, posting).await;
            assert_eq!(now.line(&line).unwrap().1.text, text);
            assert_eq!(now.facts.get(FactKey::Title), text);
        }
    }

    async fn an_item_is_inserted_where_its_kind_belongs(world: World) {
        let cast = world.cast().await;
        world.services.seed_library().await.unwrap();
        let posting = a_draft(&world, &cast.dana).await;
        let item = world.services.library_item(&cast.dana, "health-insurance").await.unwrap();
        let line = world.services.insert_item(&cast.dana, posting, item.id, None).await.unwrap();
        let snapshot = stored(&world, &cast.dana, posting).await;
        let (section, line) = snapshot.line(&line).unwrap();
        assert_eq!((section.kind, line.origin.is_override()), (SectionKind::Benefits, false));
        assert_eq!(line.origin.source().unwrap().item, item.id);
    }

    async fn an_item_that_is_gone_is_not_inserted(world: World) {
        let cast = world.cast().await;
        world.services.seed_library().await.unwrap();
        let posting = a_draft(&world, &cast.dana).await;
        let never = world.services.insert_item(&cast.dana, posting, ItemId(uuid::Uuid::from_u128(7)), None).await;
        assert!(matches!(never, Err(ServiceError::NotFound | ServiceError::Gone(_))), "{never:?}");
    }

    async fn a_made_up_source_is_refused(world: World) {
        let cast = world.cast().await;
        world.services.seed_library().await.unwrap();
        let choice = TemplateChoice { seniority: "mid".into(), stack: "java".into(), industry: "general".into() };
        let new = NewPosting { team: cast.platform, start: Start::Template(choice) };
        let posting = world.services.create_posting(&cast.dana, new).await.unwrap();
        let snapshot = stored(&world, &cast.dana, posting).await;
        let (section, line) = snapshot.lines().next().unwrap();
        let real = line.origin.source().unwrap();
        let add = |bits, source, text: &str| Operation::AddLine {
            id: LineId::from_random(bits),
            section: section.id.clone(),
            before: None,
            text: text.to_owned(),
            source: Some(source),
            requirement: Requirement::Plain,
            level: None,
        };
        let nothing = ItemRef { item: ItemId(uuid::Uuid::from_u128(7)), version: 1 };
        for (bits, source, text) in [(1, nothing, "Invented."), (2, real, "Not what the library says."), (3, ItemRef { version: 99, ..real }, "No such version.")] {
            let form = world.services.edit_draft(&cast.dana, posting, &[add(bits, source, text)]).await;
            assert!(matches!(form, Err(ServiceError::Conflict(_))), "{text}: {form:?}");
        }
        let line = line.id.clone();
        let reworded = Operation::SetText { id: line.clone(), text: "Our own words.".into() };
        world.services.edit_draft(&cast.dana, posting, &[reworded]).await.unwrap();
        assert!(stored(&world, &cast.dana, posting).await.line(&line).unwrap().1.origin.is_override());
    }
}
