//! What each answer does, and who may give one.

use std::sync::{Arc, Mutex};

use domain::{
    events::{Event, Settled},
    ids::{PostingId, UserId},
    library::{ChangeClass, WordingForm},
    posting::Origin,
    review::StageName,
    upstream::{Answer, UpdateError},
};
use scenarios::{World, on_both_databases, postings::a_posting};
use services::{EditForm, ServiceError, edges::Announcer};

use crate::upstream::{
    a_draft, an_item, conflict, count, draft, last_event, line, reword, says_now, settle, the_update, uses, waiting,
};

on_both_databases! {
    async fn taking_makes_the_line_say_what_the_library_says(world: World) {
        let cast = world.cast().await;
        let item = an_item(&world, &cast, "Tests", "You write tests.").await;
        let posting = a_draft(&world, &cast.dana).await;
        let id = uses(&world, &cast.dana, posting, item.id).await;
        says_now(&world, &cast, &item, "You write tests first.").await;
        let update = the_update(&world, &cast.dana, posting).await;
        for _ in 0..2 {
            settle(&world, &cast.ben, &update.key, Answer::Take).await.unwrap();
            let now = line(&world, posting, &id).await;
            assert_eq!((now.text.as_str(), now.origin), ("You write tests first.", Origin::Library { source: update.key.to }));
        }
        assert!(waiting(&world, &cast.dana, posting).await.is_empty());
        let (who, event) = last_event(&world, posting).await;
        let Event::UpdatesSettled { answer: Settled::Taken, updates, .. } = &event else { panic!("{event:?}") };
        assert_eq!((who.as_str(), updates.len(), updates[0].name.as_str()), ("Ben Carter", 1, "Tests"));
        assert_eq!(event.on_posting("the posting", &[]).unwrap(), "took an update of “Tests” in the posting");
        let times = world.storage.audit().list(Some(posting), None, 50).await.unwrap();
        let settled = times.iter().filter(|recorded| matches!(recorded.event, Event::UpdatesSettled { .. })).count();
        assert_eq!(settled, 1, "a form that comes twice is one decision");
    }

    async fn an_override_is_kept_and_asked_about_again_only_for_something_newer(world: World) {
        let cast = world.cast().await;
        let item = an_item(&world, &cast, "Tests", "You write tests.").await;
        let posting = a_draft(&world, &cast.dana).await;
        let id = uses(&world, &cast.dana, posting, item.id).await;
        reword(&world, &cast.dana, posting, &id, "You test.").await;
        says_now(&world, &cast, &item, "You write tests first.").await;
        let before = draft(&world, posting).await;
        let update = the_update(&world, &cast.dana, posting).await;
        settle(&world, &cast.dana, &update.key, Answer::Keep).await.unwrap();
        assert_eq!(draft(&world, posting).await, before);
        assert_eq!(count(&world, &cast.dana).await, 0);
        assert_eq!(world.services.posting_updates(&cast.dana, posting).await.unwrap().aside.len(), 1);
        assert!(matches!(last_event(&world, posting).await.1, Event::UpdatesSettled { answer: Settled::Kept, .. }));

        says_now(&world, &cast, &item, "You write all tests first.").await;
        assert_eq!(the_update(&world, &cast.dana, posting).await.new, "You write all tests first.");
    }

    async fn merging_keeps_a_third_text_on_the_new_version(world: World) {
        let cast = world.cast().await;
        let item = an_item(&world, &cast, "Tests", "You write tests.").await;
        let posting = a_draft(&world, &cast.dana).await;
        let id = uses(&world, &cast.dana, posting, item.id).await;
        reword(&world, &cast.dana, posting, &id, "You plan tests.").await;
        says_now(&world, &cast, &item, "You automate tests.").await;
        let update = the_update(&world, &cast.dana, posting).await;
        let empty = settle(&world, &cast.dana, &update.key, Answer::Merge(" \n".into())).await;
        assert!(matches!(empty, Err(ServiceError::Invalid(errors)) if errors[0].field == "text"));
        let third = "You plan and automate tests.";
        for _ in 0..2 {
            settle(&world, &cast.dana, &update.key, Answer::Merge(third.into())).await.unwrap();
            let now = line(&world, posting, &id).await;
            assert_eq!((now.text.as_str(), now.origin), (third, Origin::Override { source: update.key.to }));
        }
        assert_eq!(count(&world, &cast.dana).await, 0);
        assert!(matches!(last_event(&world, posting).await.1, Event::UpdatesSettled { answer: Settled::Merged, .. }));
    }

    async fn an_offer_tells_the_gravest_change_and_every_reason_since_the_line_was_written(world: World) {
        let cast = world.cast().await;
        let item = an_item(&world, &cast, "Tests", "You write tests.").await;
        let posting = a_draft(&world, &cast.dana).await;
        uses(&world, &cast.dana, posting, item.id).await;
        for (body, class, reason) in [
            ("You own the tests.", "meaning", "Owning is the point."),
            ("You own all the tests.", "editorial", "It reads better."),
        ] {
            let page = world.services.library_item(&cast.ada, &item.slug).await.unwrap();
            let wording = WordingForm { body: body.into(), ..WordingForm::of(&page.versions[0].wording) };
            let form = EditForm { from_version: page.newest_version, wording, change_class: class.into(), reason: reason.into(), publish: true };
            world.services.edit_item(&cast.ada, item.id, &form).await.unwrap();
        }
        let update = the_update(&world, &cast.dana, posting).await;
        assert_eq!((update.key.from.version, update.key.to.version), (1, 3));
        assert_eq!(update.change_class, ChangeClass::Meaning);
        assert_eq!(update.reason, "Owning is the point. · It reads better.");
    }

    async fn what_went_on_meanwhile_is_not_decided_on_unseen(world: World) {
        let cast = world.cast().await;
        let item = an_item(&world, &cast, "Tests", "You write tests.").await;
        let posting = a_draft(&world, &cast.dana).await;
        let id = uses(&world, &cast.dana, posting, item.id).await;
        says_now(&world, &cast, &item, "You write tests first.").await;
        let seen = the_update(&world, &cast.dana, posting).await;
        reword(&world, &cast.ben, posting, &id, "Ben’s words.").await;
        let why = conflict(settle(&world, &cast.dana, &seen.key, Answer::Take).await);
        assert_eq!(why, UpdateError::Reworded.to_string());
        assert_eq!(line(&world, posting, &id).await.text, "Ben’s words.");
        assert_eq!(count(&world, &cast.dana).await, 1, "and it still waits");

        let seen = the_update(&world, &cast.dana, posting).await;
        says_now(&world, &cast, &item, "You write all tests first.").await;
        for answer in [Answer::Take, Answer::Keep, Answer::Merge("Third.".into())] {
            assert_eq!(conflict(settle(&world, &cast.dana, &seen.key, answer).await), UpdateError::Overtaken.to_string());
        }
        assert_eq!(line(&world, posting, &id).await.text, "Ben’s words.");
    }

    async fn nobody_decides_who_may_not_edit(world: World) {
        let cast = world.cast().await;
        let item = an_item(&world, &cast, "Tests", "You write tests.").await;
        let posting = a_draft(&world, &cast.dana).await;
        uses(&world, &cast.dana, posting, item.id).await;
        says_now(&world, &cast, &item, "You write tests first.").await;
        let (before, update) = (draft(&world, posting).await, the_update(&world, &cast.dana, posting).await);
        for actor in [&cast.ada, &cast.hugo, &cast.vera, &cast.axel] {
            for answer in [Answer::Take, Answer::Keep] {
                let tried = settle(&world, actor, &update.key, answer).await;
                assert!(matches!(tried, Err(ServiceError::Refused(_))), "{}", actor.display_name);
            }
            let tried = world.services.take_up_update(actor, posting, &update.key.line).await;
            assert!(matches!(tried, Err(ServiceError::Refused(_))));
        }
        let tried = settle(&world, &cast.olga, &update.key, Answer::Take).await;
        assert!(matches!(tried, Err(ServiceError::NotFound)));
        assert_eq!((draft(&world, posting).await, count(&world, &cast.dana).await), (before, 1));
    }

    async fn several_are_taken_at_once_in_one_edit_for_each_posting(world: World) {
        let cast = world.cast().await;
        let item = an_item(&world, &cast, "Tests", "You write tests.").await;
        let postings = [a_draft(&world, &cast.dana).await, a_draft(&world, &cast.ben).await];
        let mut lines = Vec::new();
        for posting in postings {
            for _ in 0..3 {
                lines.push((posting, uses(&world, &cast.dana, posting, item.id).await));
            }
        }
        says_now(&world, &cast, &item, "You write tests first.").await;
        let heads = world.services.draft_heads(&postings).await.unwrap();
        let inbox = world.services.update_inbox(&cast.dana, "", 1).await.unwrap();
        let keys: Vec<_> = inbox.postings.iter().flat_map(|group| &group.updates).map(|update| update.key.clone()).collect();
        assert_eq!(keys.len(), 6);
        // Somebody rewords one of them before the batch arrives: its posting is left as it is, the other one is done.
        reword(&world, &cast.ben, lines[0].0, &lines[0].1, "Ben’s words.").await;
        let why = conflict(world.services.settle_updates(&cast.dana, &keys, &Answer::Take).await);
        assert!(why.starts_with("3 lines were settled. In one posting nothing was changed:"), "{why}");
        for (posting, id) in &lines[1..3] {
            assert_eq!(line(&world, *posting, id).await.text, "You write tests.");
        }
        for (posting, id) in &lines[3..] {
            assert_eq!(line(&world, *posting, id).await.text, "You write tests first.");
        }
        let after = world.services.draft_heads(&postings[1..]).await.unwrap()[0].1.seq;
        let before = heads.iter().find(|(id, _)| *id == postings[1]).unwrap().1.seq;
        assert_eq!(after, before + 1, "one edit for three lines");
        let none = world.services.settle_updates(&cast.dana, &[], &Answer::Take).await;
        assert!(matches!(none, Err(ServiceError::Invalid(_))));
    }

    async fn approvals_stand_until_something_is_taken(world: World) {
        let cast = world.cast().await;
        let item = an_item(&world, &cast, "Tests", "You write tests.").await;
        let made = a_posting().by(&cast.dana).make(&world.services).await.unwrap();
        let id = uses(&world, &cast.dana, made.id, item.id).await;
        let revision = world.services.submit(&cast.dana, made.id, "").await.unwrap();
        let made = scenarios::postings::Made { id: made.id, revision: Some(revision) };
        scenarios::postings::approve(&world.services, &cast.hugo, made).await.unwrap();
        let forecast = async || world.services.open_draft(&cast.dana, made.id).await.unwrap().approvals;
        let approved = forecast().await;
        says_now(&world, &cast, &item, "You write tests first.").await;
        assert_eq!(forecast().await, approved, "an offer voids nothing");
        let update = the_update(&world, &cast.dana, made.id).await;
        settle(&world, &cast.dana, &update.key, Answer::Keep).await.unwrap();
        assert_eq!(forecast().await, approved, "nor does keeping");
        let stage = async || world.storage.postings().find(made.id).await.unwrap().unwrap().stage.name();
        assert_eq!(stage().await, StageName::Approved);

        settle(&world, &cast.dana, &update.key, Answer::Take).await.unwrap();
        assert_eq!(line(&world, made.id, &id).await.text, "You write tests first.");
        assert_ne!(forecast().await, approved, "the duties say something else now");
        assert_eq!(stage().await, StageName::Approved, "what was approved can still be published as it was");
    }
}

/// Remembers of which drafts open editors were told.
#[derive(Clone, Default)]
struct Ears(Arc<Mutex<Vec<PostingId>>>);

impl Announcer for Ears {
    fn draft_changed(&self, posting: PostingId) {
        self.0.lock().unwrap().push(posting);
    }

    fn person_changed(&self, _: UserId) {}
}

#[test]
fn open_editors_hear_of_what_is_taken_and_of_nothing_before() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let ears = Ears::default();
        let world = World::announcing(scenarios::Database::Sqlite, Box::new(ears.clone())).await;
        let cast = world.cast().await;
        let item = an_item(&world, &cast, "Tests", "You write tests.").await;
        let posting = a_draft(&world, &cast.dana).await;
        uses(&world, &cast.dana, posting, item.id).await;
        ears.0.lock().unwrap().clear();
        says_now(&world, &cast, &item, "You write tests first.").await;
        let update = the_update(&world, &cast.dana, posting).await;
        settle(&world, &cast.dana, &update.key, Answer::Keep).await.unwrap();
        assert!(ears.0.lock().unwrap().is_empty());
        settle(&world, &cast.dana, &update.key, Answer::Take).await.unwrap();
        assert_eq!(*ears.0.lock().unwrap(), [posting]);
    });
}
