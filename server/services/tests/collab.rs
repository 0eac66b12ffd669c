//! The draft over HTTP: two people at once, resent and broken updates, locks, foreign hands.

#![expect(clippy::unwrap_used, reason = "a test that can not go on has failed")]

use domain::{
    accounts::Actor,
    document::{ClientId, Draft, Operation, UPDATE_MAX_BYTES},
    ids::{ItemId, LineId, PostingId},
    posting::{FactKey, ItemRef, Requirement, SectionKind, Snapshot},
};
use scenarios::{World, on_both_databases, postings::a_posting};
use services::{NewPosting, ServiceError, Start, TemplateChoice};

/// A browser tab with a draft open.
struct Tab {
    draft: Draft,
    epoch: i32,
    posting: PostingId,
}

impl Tab {
    async fn open(world: &World, actor: &Actor, posting: PostingId, client: u64) -> Self {
        let view = world.services.open_draft(actor, posting).await.unwrap();
        let draft = Draft::load(ClientId(client), &view.state).unwrap();
        Self { draft, epoch: view.epoch, posting }
    }

    fn line(&self, number: usize) -> LineId {
        self.draft.snapshot().lines().nth(number).unwrap().1.id.clone()
    }

    fn write(&mut self, operation: Operation) -> Vec<u8> {
        self.draft.apply(&operation, rand_bits(&operation)).unwrap()
    }

    async fn push(&mut self, world: &World, actor: &Actor, update: &[u8]) -> Result<i64, ServiceError> {
        let known = self.draft.state_vector();
        let pushed = world.services.push_draft(actor, self.posting, self.epoch, update, &known).await?;
        self.draft.merge(&pushed.update).unwrap();
        Ok(pushed.seq)
    }
}

fn rand_bits(operation: &Operation) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    format!("{operation:?}").hash(&mut hasher);
    hasher.finish()
}

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
    async fn two_people_who_type_in_one_line_at_once_both_survive(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let mut dana = Tab::open(&world, &cast.dana, posting, 101).await;
        let mut ben = Tab::open(&world, &cast.ben, posting, 102).await;
        let line = dana.line(0);
        let end = u32::try_from(stored(&world, &cast.dana, posting).await.line(&line).unwrap().1.text.len()).unwrap();
        let hers = dana.write(Operation::SpliceText { id: line.clone(), at: 0, remove: 0, insert: "Now: ".into() });
        let his = ben.write(Operation::SpliceText { id: line.clone(), at: end, remove: 0, insert: " And more.".into() });
        let (one, other) = tokio::join!(dana.push(&world, &cast.dana, &hers), ben.push(&world, &cast.ben, &his));
        assert_ne!(one.unwrap(), other.unwrap());
        let text = stored(&world, &cast.dana, posting).await.line(&line).unwrap().1.text.clone();
        assert!(text.starts_with("Now: ") && text.ends_with(" And more."), "{text}");
        let pulled = world.services.pull_draft(&cast.dana, posting, &dana.draft.state_vector()).await.unwrap();
        dana.draft.merge(&pulled.update).unwrap();
        assert_eq!(dana.draft.snapshot(), stored(&world, &cast.ben, posting).await);
    }

    async fn a_form_and_an_open_editor_merge(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let mut dana = Tab::open(&world, &cast.dana, posting, 101).await;
        world.services.edit_draft(&cast.ben, posting, &[set_title("From a form")]).await.unwrap();
        let line = dana.line(1);
        let update = dana.write(Operation::SetText { id: line.clone(), text: "From the editor.".into() });
        dana.push(&world, &cast.dana, &update).await.unwrap();
        assert_eq!(dana.draft.snapshot().facts.get(FactKey::Title), "From a form");
        let now = world.services.open_draft(&cast.dana, posting).await.unwrap();
        assert_eq!(now.snapshot.line(&line).unwrap().1.text, "From the editor.");
        assert_eq!(now.posting.title, "From a form");
        assert_eq!(now.posting.edited_by_name.as_deref(), Some("Dana Okafor"));
    }

    async fn many_writers_at_once_lose_nothing_and_count_every_update(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let start = world.services.open_draft(&cast.dana, posting).await.unwrap();
        let section = start.snapshot.sections[0].id.clone();
        let mut writers = tokio::task::JoinSet::new();
        for number in 0..24_u64 {
            let (services, actor, section) = (world.services.clone(), cast.dana.clone(), section.clone());
            let mut draft = Draft::load(ClientId(1_000 + number), &start.state).unwrap();
            writers.spawn(async move {
                let operation = Operation::AddLine {
                    id: LineId::from_random(1_000 + number),
                    section,
                    before: None,
                    text: format!("Line {number}."),
                    source: None,
                    requirement: Requirement::Plain,
                    level: None,
                };
                let update = draft.apply(&operation, number.wrapping_mul(0x9e37_79b9_7f4a_7c15)).unwrap();
                services.push_draft(&actor, posting, 1, &update, &[]).await.unwrap().seq
            });
        }
        let mut numbers = writers.join_all().await;
        numbers.sort_unstable();
        assert_eq!(numbers, (start.seq + 1..=start.seq + 24).collect::<Vec<_>>());
        let texts: Vec<_> = stored(&world, &cast.dana, posting).await.sections[0].lines.iter().map(|line| line.text.clone()).collect();
        assert_eq!(texts.len(), 24);
        assert!((0..24).all(|number| texts.contains(&format!("Line {number}."))));
    }

    async fn an_update_sent_twice_is_acknowledged_and_stored_once(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let mut dana = Tab::open(&world, &cast.dana, posting, 101).await;
        let update = dana.write(set_title("Once"));
        let first = dana.push(&world, &cast.dana, &update).await.unwrap();
        let second = dana.push(&world, &cast.dana, &update).await.unwrap();
        assert_eq!(first, second);
        assert_eq!(world.storage.collab().head(posting).await.unwrap().unwrap().seq, first);
    }

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

    async fn garbage_and_oversized_updates_change_nothing(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let before = world.services.open_draft(&cast.dana, posting).await.unwrap();
        let push = |update: Vec<u8>| {
            let (services, dana) = (world.services.clone(), cast.dana.clone());
            async move { services.push_draft(&dana, posting, 1, &update, &[]).await }
        };
        let mut odd: Vec<Vec<u8>> = vec![vec![], vec![0], vec![255; 64], b"<script>".to_vec(), vec![0; UPDATE_MAX_BYTES + 1]];
        odd.extend((1..40).map(|length| before.state[..before.state.len() * length / 40].to_vec()));
        for update in odd {
            let length = update.len();
            match push(update).await {
                Err(ServiceError::Invalid(fields)) => assert_eq!(fields[0].field, "update"),
                Err(ServiceError::Conflict(_)) => {}
                other => panic!("{length} bytes: {other:?}"),
            }
        }
        let after = world.services.open_draft(&cast.dana, posting).await.unwrap();
        assert_eq!((after.seq, after.snapshot), (before.seq, before.snapshot));
        let broken = world.services.pull_draft(&cast.dana, posting, &[255; 5]).await;
        assert!(matches!(broken, Err(ServiceError::Invalid(_))), "{broken:?}");
    }

    async fn nobody_writes_as_the_server(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let mut forger = Tab::open(&world, &cast.dana, posting, 1).await;
        let update = forger.write(set_title("Forged"));
        let refused = forger.push(&world, &cast.dana, &update).await;
        assert!(matches!(refused, Err(ServiceError::Invalid(_))), "{refused:?}");
    }

    async fn another_epoch_is_told_to_start_over(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let mut dana = Tab::open(&world, &cast.dana, posting, 101).await;
        dana.epoch = 7;
        let update = dana.write(set_title("Late"));
        let Err(ServiceError::Conflict(sentence)) = dana.push(&world, &cast.dana, &update).await else { panic!() };
        assert!(sentence.contains("started over"), "{sentence}");
    }

    async fn a_draft_in_review_is_locked_for_editors_and_forms(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let mut dana = Tab::open(&world, &cast.dana, posting, 101).await;
        let update = dana.write(set_title("Too late"));
        world.services.submit(&cast.dana, posting, "").await.unwrap();
        assert!(matches!(dana.push(&world, &cast.dana, &update).await, Err(ServiceError::Conflict(_))));
        let form = world.services.edit_draft(&cast.dana, posting, &[set_title("Too late")]).await;
        assert!(matches!(form, Err(ServiceError::Conflict(_))));
        assert!(world.storage.collab().head(posting).await.unwrap().unwrap().locked);
        assert!(world.storage.collab().claim(posting, 1).await.unwrap().is_none());
        world.services.withdraw(&cast.dana, posting).await.unwrap();
        dana.push(&world, &cast.dana, &update).await.unwrap();
        assert_eq!(stored(&world, &cast.dana, posting).await.facts.get(FactKey::Title), "Too late");
    }

    async fn strangers_viewers_and_approvers_do_not_write(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let mut dana = Tab::open(&world, &cast.dana, posting, 101).await;
        let update = dana.write(set_title("Mine"));
        for (actor, hidden) in [(&cast.olga, true), (&cast.vera, false), (&cast.hugo, false), (&cast.ada, false), (&cast.axel, false)] {
            let pushed = world.services.push_draft(actor, posting, 1, &update, &[]).await;
            let edited = world.services.edit_draft(actor, posting, &[set_title("Mine")]).await;
            let inserted = world.services.insert_item(actor, posting, ItemId(uuid::Uuid::nil()), None).await;
            for error in [pushed.map(drop).unwrap_err(), edited.map(drop).unwrap_err(), inserted.map(drop).unwrap_err()] {
                assert_eq!(matches!(error, ServiceError::NotFound), hidden, "{}: {error:?}", actor.display_name);
                assert!(hidden || matches!(error, ServiceError::Refused(_)), "{}: {error:?}", actor.display_name);
            }
        }
        assert!(matches!(world.services.pull_draft(&cast.olga, posting, &[]).await, Err(ServiceError::NotFound)));
        world.services.pull_draft(&cast.vera, posting, &[]).await.unwrap();
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
        let mut tab = Tab::open(&world, &cast.dana, posting, 101).await;
        for (bits, source, text) in [(1, nothing, "Invented."), (2, real, "Not what the library says."), (3, ItemRef { version: 99, ..real }, "No such version.")] {
            let form = world.services.edit_draft(&cast.dana, posting, &[add(bits, source, text)]).await;
            assert!(matches!(form, Err(ServiceError::Conflict(_))), "{text}: {form:?}");
            let mut forger = Tab { draft: Draft::load(ClientId(200 + bits), &tab.draft.encode()).unwrap(), epoch: 1, posting };
            let update = forger.write(add(bits, source, text));
            let pushed = forger.push(&world, &cast.dana, &update).await;
            assert!(matches!(pushed, Err(ServiceError::Conflict(_))), "{text}: {pushed:?}");
        }
        let line = line.id.clone();
        let update = tab.write(Operation::SetText { id: line.clone(), text: "Our own words.".into() });
        tab.push(&world, &cast.dana, &update).await.unwrap();
        assert!(stored(&world, &cast.dana, posting).await.line(&line).unwrap().1.origin.is_override());
    }
}
