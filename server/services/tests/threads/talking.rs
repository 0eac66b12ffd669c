//! Opening, answering, changing and deleting; who may; and finding the line again.

use std::time::Duration;

use domain::{
    document::Operation,
    events::Event,
    ids::{LineId, SectionId},
    posting::FactKey,
    threads::{Found, Place, WORDS_MAX_CHARS},
};
use scenarios::{World, on_both_databases, postings::a_posting};
use services::{Look, ServiceError, ThreadForm};

use crate::threads::{
    a_line, about, blocking, conflict, draft, edit, invalid, last_events, open, read, refusal, rewording, says, spoken,
};

on_both_databases! {
    async fn a_form_that_is_sent_twice_says_its_words_once(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let posting = a_posting().by(&cast.dana).make(services).await.unwrap().id;
        let form = about(Place::Posting, "Which phone?");
        let key = Some(services.form_key());
        let thread = services.open_thread_once(&cast.vera, posting, &form, key).await.unwrap();
        assert_eq!(services.open_thread_once(&cast.vera, posting, &form, key).await.unwrap(), thread);
        let again = Some(services.form_key());
        let said = services.reply_once(&cast.dana, posting, thread, "The red one.", again).await.unwrap();
        services.resolve_thread(&cast.dana, posting, thread).await.unwrap();
        let twice = services.reply_once(&cast.dana, posting, thread, "The red one.", again).await;
        assert_eq!(twice.unwrap(), said, "also when the thread went on meanwhile");
        let page = services.threads_page(&cast.dana, posting).await.unwrap();
        assert_eq!(page.discussion.threads.len(), 1);
        assert_eq!(spoken(&page.discussion.threads[0]), [("Vera Novak", "Which phone?"), ("Dana Okafor", "The red one.")]);
        // The key of somebody else's form opens nothing.
        let stolen = services.open_thread_once(&cast.ben, posting, &form, key).await;
        assert_eq!(conflict(stolen), "This form was sent already. Load the page again.");
        let (line, _) = a_line(&world, posting).await;
        let (wish, key) = (rewording(&line, "You answer phones."), Some(domain::ids::SuggestionId(services.form_key().0)));
        let suggestion = services.suggest_once(&cast.vera, posting, &wish, key).await.unwrap();
        assert_eq!(services.suggest_once(&cast.vera, posting, &wish, key).await.unwrap(), suggestion);
        assert_eq!(services.threads_page(&cast.dana, posting).await.unwrap().discussion.suggestions.len(), 1);
    }

    async fn people_talk_in_a_thread_and_it_is_read_as_they_said_it(world: World) {
        let cast = world.cast().await;
        let posting = a_posting().by(&cast.dana).make(&world.services).await.unwrap().id;
        let (line, _) = a_line(&world, posting).await;
        let thread = open(&world, &cast.vera, posting, &about(Place::Line(line.clone()), " Which\r\nbookings? ")).await;
        for (actor, text) in [(&cast.dana, "All."), (&cast.hugo, "Then say so."), (&cast.ada, "@dana okafor: please.")] {
            world.services.reply(actor, posting, thread, text).await.unwrap();
        }
        let view = read(&world, &cast.axel, posting, thread).await;
        let said = [("Vera Novak", "Which\nbookings?"), ("Dana Okafor", "All."), ("Hugo Meyer", "Then say so."), ("Ada Lind", "@dana okafor: please.")];
        assert_eq!(spoken(&view), said);
        assert_eq!((view.found, view.thread.anchor.place, view.thread.opened_by_name.as_str()), (Found::Whole, Place::Line(line), "Vera Novak"));
        let called: Vec<_> = view.thread.comments[3].mentioned.iter().map(|mentioned| mentioned.person).collect();
        assert_eq!(called, [cast.dana.id]);
        let opened = Event::ThreadOpened { posting, thread, blocking: false };
        assert_eq!(last_events(&world, posting, 1).await, [("Vera Novak".to_owned(), opened)]);
    }

    async fn a_thread_follows_its_line_and_stays_listed_when_the_line_is_deleted(world: World) {
        let cast = world.cast().await;
        let posting = a_posting().by(&cast.dana).make(&world.services).await.unwrap().id;
        let (line, text) = a_line(&world, posting).await;
        assert_eq!(text, "You build and run the services behind our bookings.");
        let form = ThreadForm { words: "the services".into(), ..about(Place::Line(line.clone()), "Which?") };
        let thread = open(&world, &cast.hugo, posting, &form).await;
        let found = async || read(&world, &cast.dana, posting, thread).await.found;
        assert_eq!(found().await, Found::Words(18..30));

        let to = draft(&world, posting).await.sections.last().unwrap().id.clone();
        edit(&world, &cast.dana, posting, Operation::MoveLine { id: line.clone(), section: to, before: None }).await;
        edit(&world, &cast.dana, posting, says(&line, "Day and night you run the services.")).await;
        assert_eq!(found().await, Found::Words(22..34));
        edit(&world, &cast.dana, posting, says(&line, "You run everything.")).await;
        assert_eq!(found().await, Found::WordsGone);
        edit(&world, &cast.dana, posting, Operation::RemoveLine { id: line.clone() }).await;
        assert_eq!(found().await, Found::Gone);
        let view = read(&world, &cast.dana, posting, thread).await;
        assert_eq!((view.thread.anchor.about(), view.thread.anchor.said.as_str()), ("the services", text.as_str()));
        world.services.reply(&cast.dana, posting, thread, "I took it out.").await.unwrap();
        edit(&world, &cast.dana, posting, Operation::RestoreLine { id: line }).await;
        assert_eq!(found().await, Found::WordsGone);
    }

    async fn threads_come_in_the_order_of_the_text(world: World) {
        let cast = world.cast().await;
        let posting = a_posting().by(&cast.dana).make(&world.services).await.unwrap().id;
        let snapshot = draft(&world, posting).await;
        let mut places = vec![Place::Posting, Place::Fact(FactKey::Title), Place::Fact(FactKey::BaseSalaryMinValue)];
        for section in &snapshot.sections {
            places.push(Place::Section(section.id.clone()));
            places.extend(section.lines.iter().map(|line| Place::Line(line.id.clone())));
        }
        for place in places.iter().rev() {
            open(&world, &cast.ben, posting, &about(place.clone(), "Here.")).await;
            world.clock.advance(Duration::from_secs(1));
        }
        let page = world.services.threads_page(&cast.ben, posting).await.unwrap();
        let read: Vec<Place> = page.discussion.threads.into_iter().map(|view| view.thread.anchor.place).collect();
        assert_eq!(read, places);
    }

    async fn who_reads_without_taking_part_says_nothing_and_a_stranger_finds_nothing(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let posting = a_posting().by(&cast.dana).make(services).await.unwrap().id;
        let thread = open(&world, &cast.vera, posting, &about(Place::Posting, "Good.")).await;
        let comment = read(&world, &cast.vera, posting, thread).await.thread.comments[0].id;
        let form = about(Place::Posting, "Me, too.");
        assert!(refusal(services.open_thread(&cast.axel, posting, &form).await).contains("don't take part"));
        assert!(refusal(services.reply(&cast.axel, posting, thread, "x").await).contains("don't take part"));
        assert!(refusal(services.resolve_thread(&cast.axel, posting, thread).await).contains("don't take part"));
        assert!(refusal(services.mentionable(&cast.axel, posting).await).contains("don't take part"));
        for actor in [&cast.dana, &cast.hugo, &cast.ada] {
            assert!(refusal(services.edit_comment(actor, posting, comment, "x").await).contains("whoever wrote this"));
            assert!(refusal(services.delete_comment(actor, posting, comment).await).contains("whoever wrote this"));
        }
        let olga = &cast.olga;
        assert!(matches!(services.open_thread(olga, posting, &form).await, Err(ServiceError::NotFound)));
        assert!(matches!(services.threads_page(olga, posting).await, Err(ServiceError::NotFound)));
        assert!(matches!(services.reply(olga, posting, thread, "x").await, Err(ServiceError::NotFound)));
        assert!(matches!(services.resolve_thread(olga, posting, thread).await, Err(ServiceError::NotFound)));
        assert!(matches!(services.reopen_thread(olga, posting, thread).await, Err(ServiceError::NotFound)));
        assert!(matches!(services.edit_comment(olga, posting, comment, "x").await, Err(ServiceError::NotFound)));
        assert!(matches!(services.delete_comment(olga, posting, comment).await, Err(ServiceError::NotFound)));
        assert!(matches!(services.mentionable(olga, posting).await, Err(ServiceError::NotFound)));
        // Through a posting of her own she reaches nothing either.
        let hers = a_posting().by(olga).make(services).await.unwrap().id;
        assert!(matches!(services.reply(olga, hers, thread, "x").await, Err(ServiceError::NotFound)));
        assert!(matches!(services.edit_comment(olga, hers, comment, "x").await, Err(ServiceError::NotFound)));
        assert_eq!(spoken(&read(&world, &cast.vera, posting, thread).await), [("Vera Novak", "Good.")]);
    }

    async fn ones_own_comment_is_edited_and_deleted_and_says_so(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let posting = a_posting().by(&cast.dana).make(services).await.unwrap().id;
        let thread = open(&world, &cast.vera, posting, &about(Place::Posting, "Goood.")).await;
        services.reply(&cast.dana, posting, thread, "Thank you.").await.unwrap();
        let first = read(&world, &cast.vera, posting, thread).await.thread.comments[0].clone();
        assert_eq!(first.edited_at, None);
        services.edit_comment(&cast.vera, posting, first.id, "Good, @Ben Carter.").await.unwrap();
        let edited = read(&world, &cast.vera, posting, thread).await.thread.comments[0].clone();
        assert_eq!((edited.text.as_str(), edited.edited_at), ("Good, @Ben Carter.", Some(services.now())));
        assert_eq!(edited.mentioned[0].person, cast.ben.id);

        services.delete_comment(&cast.vera, posting, first.id).await.unwrap();
        let view = read(&world, &cast.dana, posting, thread).await;
        assert_eq!(spoken(&view), [("Vera Novak", ""), ("Dana Okafor", "Thank you.")]);
        assert!(view.thread.comments[0].deleted_at.is_some() && view.thread.comments[0].mentioned.is_empty());
        let deleted = Event::CommentDeleted { posting, thread, comment: first.id };
        assert_eq!(last_events(&world, posting, 1).await, [("Vera Novak".to_owned(), deleted)]);
        assert_eq!(conflict(services.edit_comment(&cast.vera, posting, first.id, "Again.").await), "This comment was deleted.");
        assert_eq!(conflict(services.delete_comment(&cast.vera, posting, first.id).await), "This comment was deleted.");
    }

    async fn nothing_is_said_in_a_resolved_thread_until_it_is_open_again(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let posting = a_posting().by(&cast.dana).make(services).await.unwrap().id;
        let thread = open(&world, &cast.vera, posting, &about(Place::Posting, "Good?")).await;
        assert_eq!(conflict(services.reopen_thread(&cast.dana, posting, thread).await), "This thread is open already.");
        services.resolve_thread(&cast.dana, posting, thread).await.unwrap();
        let sentence = conflict(services.reply(&cast.vera, posting, thread, "But…").await);
        assert_eq!(sentence, "Dana Okafor resolved this thread. Open it again to go on.");
        assert_eq!(conflict(services.resolve_thread(&cast.hugo, posting, thread).await), "This thread is resolved already.");
        services.reopen_thread(&cast.vera, posting, thread).await.unwrap();
        services.reply(&cast.vera, posting, thread, "But…").await.unwrap();
        let blocking = false;
        let told = [
            ("Dana Okafor".to_owned(), Event::ThreadResolved { posting, thread, blocking }),
            ("Vera Novak".to_owned(), Event::ThreadReopened { posting, thread, blocking }),
        ];
        assert_eq!(last_events(&world, posting, 2).await, told);
    }

    async fn what_is_gone_or_too_much_is_refused_with_a_sentence(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let posting = a_posting().by(&cast.dana).make(services).await.unwrap().id;
        let (line, _) = a_line(&world, posting).await;
        let open = async |form: ThreadForm| services.open_thread(&cast.ben, posting, &form).await;
        edit(&world, &cast.dana, posting, Operation::RemoveLine { id: line.clone() }).await;
        let gone = conflict(open(about(Place::Line(line), "Hm.")).await);
        assert_eq!(gone, "This line is not in the posting any more, so nothing can be said about it. Say it about the posting as a whole.");
        let never = [Place::Line(LineId::from_random(404)), Place::Section(SectionId::from_random(404))];
        for place in never {
            conflict(open(about(place, "Hm.")).await);
        }
        let title = Place::Fact(FactKey::Title);
        let words = ThreadForm { words: "Painter".into(), ..about(title.clone(), "Hm.") };
        assert_eq!(invalid(open(words).await), ("words".into(), "These words are not in this fact. Select them anew, or leave them out.".into()));
        let words = ThreadForm { words: "x".repeat(501), ..about(title.clone(), "Hm.") };
        assert_eq!(invalid(open(words).await).0, "words");
        for nothing in ["", " \n\t ", "\u{0}\u{200b}\u{202e}"] {
            assert_eq!(invalid(open(about(title.clone(), nothing)).await), ("text".into(), "Write something first.".into()));
        }
        let long = "é".repeat(WORDS_MAX_CHARS + 1);
        assert_eq!(invalid(open(about(title.clone(), &long)).await), ("text".into(), "That is too long; the limit is 4000 characters.".into()));
        let odd = crate::threads::open(&world, &cast.ben, posting, &blocking(title, &format!("a\u{0}b\u{7}{}", "é".repeat(3_900)))).await;
        let view = read(&world, &cast.ben, posting, odd).await;
        assert!(view.thread.comments[0].text.starts_with("a b é"), "{}", view.thread.comments[0].text);
    }

    async fn a_stranger_is_not_called_and_what_looks_like_a_call_is_text(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let posting = a_posting().by(&cast.dana).make(services).await.unwrap().id;
        let thread = open(&world, &cast.dana, posting, &about(Place::Posting, "olga@northwind.example, @nobody")).await;
        assert!(read(&world, &cast.dana, posting, thread).await.thread.comments[0].mentioned.is_empty());
        let (field, sentence) = invalid(services.reply(&cast.dana, posting, thread, "@Hugo Meyer and @Olga Petrova, look.").await);
        assert_eq!(field, "text");
        assert_eq!(
            sentence,
            "Olga Petrova can't read this posting, so a mention would lead to a closed door. Write the name without @, or ask an admin to let them in."
        );
        assert_eq!(read(&world, &cast.dana, posting, thread).await.thread.comments.len(), 1);
        let names = services.mentionable(&cast.dana, posting).await.unwrap();
        assert_eq!(names, ["Ada Lind", "Axel Berg", "Ben Carter", "Hugo Meyer", "Vera Novak"]);
    }

    async fn a_thread_on_a_revision_is_about_what_that_revision_said(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        let (line, _) = a_line(&world, made.id).await;
        services.withdraw(&cast.dana, made.id).await.unwrap();
        edit(&world, &cast.dana, made.id, Operation::RemoveLine { id: line.clone() }).await;
        let form = ThreadForm { revision: made.revision, ..about(Place::Line(line.clone()), "Why?") };
        let thread = open(&world, &cast.hugo, made.id, &form).await;
        assert_eq!(read(&world, &cast.hugo, made.id, thread).await.found, Found::Gone);
        let review = services.review_page(&cast.hugo, made.id, Look { revision: made.revision, ..Look::default() }).await.unwrap();
        assert_eq!(review.discussion.threads[0].found, Found::Whole);
        let other = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        let form = ThreadForm { revision: other.revision, ..about(Place::Line(line), "Why?") };
        assert!(matches!(services.open_thread(&cast.hugo, made.id, &form).await, Err(ServiceError::NotFound)));
    }

    async fn an_archived_posting_is_not_talked_about(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let posting = a_posting().by(&cast.dana).make(services).await.unwrap().id;
        let thread = open(&world, &cast.dana, posting, &about(Place::Posting, "Done.")).await;
        services.archive_posting(&cast.dana, posting).await.unwrap();
        assert!(conflict(services.reply(&cast.dana, posting, thread, "x").await).contains("Archived"));
        assert!(conflict(services.resolve_thread(&cast.dana, posting, thread).await).contains("Archived"));
        let view = read(&world, &cast.dana, posting, thread).await;
        assert!(view.why_not_resolve.is_some_and(|why| why.contains("Archived")));
    }
}
