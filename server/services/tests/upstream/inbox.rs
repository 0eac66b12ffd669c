//! Who is offered what.

use domain::{library::ChangeClass, upstream::Offer};
use scenarios::{World, on_both_databases, postings::a_posting};
use services::{OfferCount, Proposed, ServiceError};

use crate::upstream::{a_draft, an_item, count, draft, line, reword, says_now, the_update, uses, waiting};

on_both_databases! {
    async fn a_new_version_is_offered_to_every_line_that_uses_an_older_one(world: World) {
        let cast = world.cast().await;
        let item = an_item(&world, &cast, "Tests", "You write tests.").await;
        let (hers, his) = (a_draft(&world, &cast.dana).await, a_draft(&world, &cast.ben).await);
        let first = uses(&world, &cast.dana, hers, item.id).await;
        uses(&world, &cast.dana, hers, item.id).await;
        uses(&world, &cast.ben, his, item.id).await;
        assert_eq!(count(&world, &cast.dana).await, 0, "nothing newer, nothing offered");

        says_now(&world, &cast, &item, "You write tests first.").await;
        let before = draft(&world, hers).await;
        let inbox = world.services.update_inbox(&cast.dana, "", 1).await.unwrap();
        assert_eq!(inbox.waiting, OfferCount { lines: 3, postings: 2 });
        assert_eq!(inbox.postings.iter().map(|group| group.updates.len()).sum::<usize>(), 3);
        let group = inbox.postings.iter().find(|group| group.id == hers).unwrap();
        let update = &group.updates[0];
        assert_eq!(update.key.line, first, "in reading order");
        assert_eq!((update.old.as_str(), update.new.as_str()), ("You write tests.", "You write tests first."));
        assert_eq!((update.offer, update.mine.clone(), update.is_conflict_free), (Offer::NewVersion, None, true));
        assert_eq!((update.key.from.version, update.key.to.version), (1, 2));
        assert_eq!((update.change_class, update.reason.as_str()), (ChangeClass::Editorial, "It reads better."));
        assert_eq!(draft(&world, hers).await, before, "an offer changes nothing");

        uses(&world, &cast.dana, hers, item.id).await;
        assert_eq!(count(&world, &cast.dana).await, 3, "a new line starts from the new version");
        let home = world.services.home(&cast.ben).await.unwrap();
        assert_eq!(home.updates, OfferCount { lines: 3, postings: 2 });
        assert_eq!(world.services.open_draft(&cast.vera, hers).await.unwrap().waiting.updates, 2);
    }

    async fn own_words_are_shown_beside_old_and_new_with_a_text_that_has_both(world: World) {
        let cast = world.cast().await;
        let item = an_item(&world, &cast, "Tests", "You write tests for our services.").await;
        let posting = a_draft(&world, &cast.dana).await;
        let id = uses(&world, &cast.dana, posting, item.id).await;
        reword(&world, &cast.dana, posting, &id, "You write tests for our booking services.").await;
        says_now(&world, &cast, &item, "You design and write tests for our services.").await;
        let update = the_update(&world, &cast.dana, posting).await;
        assert_eq!(update.mine.as_deref(), Some("You write tests for our booking services."));
        assert!(!update.is_conflict_free);
        let both = "You design and write tests for our booking services.".to_owned();
        assert_eq!(update.proposed, Proposed::Both(both));

        reword(&world, &cast.dana, posting, &id, "You plan tests.").await;
        let update = the_update(&world, &cast.dana, posting).await;
        assert_eq!(update.proposed, Proposed::Mine("You plan tests.".to_owned()), "both changed the same words");
    }

    async fn everyone_sees_the_inbox_of_their_own_teams_and_strangers_no_page(world: World) {
        let cast = world.cast().await;
        let item = an_item(&world, &cast, "Tests", "You write tests.").await;
        let posting = a_draft(&world, &cast.dana).await;
        uses(&world, &cast.dana, posting, item.id).await;
        says_now(&world, &cast, &item, "You write tests first.").await;
        for (actor, expected) in [
            (&cast.dana, 1),
            (&cast.ben, 1),
            (&cast.olga, 0),
            (&cast.vera, 0),
            (&cast.ada, 0),
            (&cast.hugo, 0),
            (&cast.axel, 0),
        ] {
            assert_eq!(count(&world, actor).await, expected, "{}", actor.display_name);
            let inbox = world.services.update_inbox(actor, "", 1).await.unwrap();
            assert_eq!(inbox.postings.len() as u64, expected, "{}", actor.display_name);
        }
        assert_eq!(waiting(&world, &cast.vera, posting).await.len(), 1, "who reads the draft reads what is offered");
        let page = world.services.posting_updates(&cast.vera, posting).await.unwrap();
        assert!(page.may_settle().is_err());
        assert!(matches!(world.services.posting_updates(&cast.olga, posting).await, Err(ServiceError::NotFound)));
    }

    async fn the_inbox_of_one_item_has_its_lines_alone(world: World) {
        let cast = world.cast().await;
        let tests = an_item(&world, &cast, "Tests", "You write tests.").await;
        let code = an_item(&world, &cast, "Code", "You write code.").await;
        let posting = a_draft(&world, &cast.dana).await;
        uses(&world, &cast.dana, posting, tests.id).await;
        uses(&world, &cast.dana, posting, code.id).await;
        says_now(&world, &cast, &tests, "You write tests first.").await;
        says_now(&world, &cast, &code, "You write good code.").await;
        let inbox = world.services.update_inbox(&cast.dana, &code.slug, 9).await.unwrap();
        let names: Vec<&str> = inbox.postings[0].updates.iter().map(|update| update.name.as_str()).collect();
        assert_eq!((names, inbox.waiting.lines, inbox.page), (vec!["Code"], 1, 1));
        for address in ["no-such-item", "<b>", "Code"] {
            let tried = world.services.update_inbox(&cast.dana, address, 1).await;
            assert!(matches!(tried, Err(ServiceError::NotFound)), "{address}");
        }
    }

    async fn only_drafts_that_can_be_edited_are_offered_anything(world: World) {
        let cast = world.cast().await;
        let item = an_item(&world, &cast, "Tests", "You write tests.").await;
        let reviewed = a_posting().by(&cast.dana).in_review().make(&world.services).await.unwrap().id;
        let published = a_posting().by(&cast.dana).published_by(&cast.hugo).make(&world.services).await.unwrap().id;
        let archived = a_draft(&world, &cast.dana).await;
        for posting in [reviewed, published, archived] {
            uses(&world, &cast.dana, posting, item.id).await;
        }
        world.services.archive_posting(&cast.dana, archived).await.unwrap();
        says_now(&world, &cast, &item, "You write tests first.").await;
        assert_eq!(count(&world, &cast.dana).await, 2);
        assert!(waiting(&world, &cast.dana, archived).await.is_empty());
        world.services.restore_posting(&cast.dana, archived).await.unwrap();
        assert_eq!(count(&world, &cast.dana).await, 3, "what can be edited again is offered it");
    }

    async fn what_is_offered_follows_the_draft_without_anybody_telling_it(world: World) {
        use domain::document::Operation::{RemoveLine, RestoreLine};

        let cast = world.cast().await;
        let item = an_item(&world, &cast, "Tests", "You write tests.").await;
        let posting = a_draft(&world, &cast.dana).await;
        let id = uses(&world, &cast.dana, posting, item.id).await;
        says_now(&world, &cast, &item, "You write tests first.").await;
        for (operation, expected) in [(RemoveLine { id: id.clone() }, 0), (RestoreLine { id: id.clone() }, 1)] {
            world.services.edit_draft(&cast.dana, posting, &[operation]).await.unwrap();
            assert_eq!(count(&world, &cast.dana).await, expected);
        }
        says_now(&world, &cast, &item, "You write the tests first.").await;
        let update = the_update(&world, &cast.dana, posting).await;
        assert_eq!((update.key.from.version, update.key.to.version), (1, 3), "one offer, of the newest");
        assert_eq!(line(&world, posting, &id).await.text, "You write tests.");
    }

    async fn curators_see_how_far_each_version_has_come(world: World) {
        use domain::upstream::Answer;
        use services::Adoption;

        let cast = world.cast().await;
        let item = an_item(&world, &cast, "Tests", "You write tests.").await;
        let posting = a_draft(&world, &cast.dana).await;
        let mut lines = Vec::new();
        for _ in 0..5 {
            lines.push(uses(&world, &cast.dana, posting, item.id).await);
        }
        reword(&world, &cast.dana, posting, &lines[0], "You test.").await;
        says_now(&world, &cast, &item, "You write tests first.").await;
        let updates = waiting(&world, &cast.dana, posting).await;
        let day = (world.services.now() + std::time::Duration::from_secs(3 * 86_400)).date();
        for (update, answer) in updates.iter().zip([Answer::Keep, Answer::Take, Answer::Snooze(day)]) {
            crate::upstream::settle(&world, &cast.dana, &update.key, answer).await.unwrap();
        }
        let page = world.services.library_item(&cast.ada, &item.slug).await.unwrap();
        assert_eq!(page.adoption, [
            Adoption { version: 2, lines: 1, ..Adoption::default() },
            Adoption { version: 1, lines: 4, overridden: 1, waiting: 2, kept: 1, snoozed: 1 },
        ]);
    }
}
