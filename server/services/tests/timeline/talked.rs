//! What was said about a draft stands beside what it said then, and its beginnings on the time line.

use std::time::Duration;

use domain::{
    document::Operation,
    ids::LineId,
    posting::Requirement,
    threads::Place,
    timeline::{Point, Show},
};
use scenarios::{World, on_both_databases};
use services::{EntryKind, MomentView, SuggestionForm, ThreadForm, Wish};

use super::{PAUSE, a_draft, now, seq, set_title};

const MINUTE: Duration = Duration::from_secs(60);

fn about(line: &LineId, text: &str) -> ThreadForm {
    let place = Place::Line(line.clone());
    ThreadForm { place, words: String::new(), near: 0, revision: None, text: text.to_owned(), is_blocking: false }
}

/// Each thread with its comments, and whether it was resolved then.
fn read(view: &MomentView) -> Vec<(Vec<&str>, bool)> {
    let threads = view.discussion.threads.iter();
    threads
        .map(|view| (view.thread.comments.iter().map(|said| said.text.as_str()).collect(), !view.is_open()))
        .collect()
}

on_both_databases! {
    async fn a_moment_shows_what_was_said_while_the_draft_said_that(world: World) {
        let cast = world.cast().await;
        let (services, dana, ben) = (&world.services, &cast.dana, &cast.ben);
        let posting = a_draft(&world, dana).await;
        let line = now(&world, posting).await.lines().next().unwrap().1.id.clone();
        world.clock.advance(PAUSE);
        set_title(&world, dana, posting, "First").await;
        let first = Point::At(seq(&world, posting).await);
        // After the last word of this sitting, and before the next one.
        world.clock.advance(PAUSE);
        let thread = services.open_thread(ben, posting, &about(&line, "Is that so?")).await.unwrap();
        world.clock.advance(PAUSE);
        set_title(&world, dana, posting, "Second").await;
        let second = Point::At(seq(&world, posting).await);
        world.clock.advance(MINUTE);
        services.reply(dana, posting, thread, "It is.").await.unwrap();
        services.resolve_thread(dana, posting, thread).await.unwrap();
        services.open_thread(ben, posting, &about(&line, "And now?")).await.unwrap();

        let moment = async |point| services.moment(dana, posting, point, None).await.unwrap();
        assert_eq!(read(&moment(Point::At(1)).await), []);
        assert_eq!(read(&moment(first).await), [(vec!["Is that so?"], false)]);
        let both = [(vec!["Is that so?", "It is."], true), (vec!["And now?"], false)];
        assert_eq!(read(&moment(second).await), both);
        assert_eq!(read(&moment(Point::Now).await), both);
    }

    async fn a_thread_whose_line_a_moment_does_not_have_is_shown_while_it_was_open(world: World) {
        let cast = world.cast().await;
        let (services, dana, ben) = (&world.services, &cast.dana, &cast.ben);
        let posting = a_draft(&world, dana).await;
        let (section, id) = (now(&world, posting).await.sections[0].id.clone(), LineId::from_random(77));
        let (text, requirement) = ("You own the queue.".to_owned(), Requirement::Plain);
        let add = Operation::AddLine { id: id.clone(), section, before: None, text, source: None, requirement, level: None };
        services.edit_draft(dana, posting, &[add]).await.unwrap();
        let thread = services.open_thread(ben, posting, &about(&id, "Which one?")).await.unwrap();
        let suggestion = SuggestionForm {
            place: Place::Line(id.clone()),
            wish: Wish::Reword,
            text: "You own a queue.".to_owned(),
            reason: String::new(),
            revision: None,
        };
        services.suggest(ben, posting, &suggestion).await.unwrap();
        world.clock.advance(PAUSE);
        services.edit_draft(dana, posting, &[Operation::RemoveLine { id }]).await.unwrap();
        let without = Point::At(seq(&world, posting).await);
        world.clock.advance(MINUTE);
        services.resolve_thread(ben, posting, thread).await.unwrap();
        world.clock.advance(PAUSE);
        set_title(&world, dana, posting, "Later").await;
        let later = Point::At(seq(&world, posting).await);

        let view = services.moment(dana, posting, without, None).await.unwrap();
        assert_eq!(read(&view), [(vec!["Which one?"], true)]);
        assert_eq!(view.discussion.suggestions.len(), 1, "nobody answered it");
        let view = services.moment(dana, posting, later, None).await.unwrap();
        assert_eq!(read(&view), [], "it was about nothing that is there, and over");
    }

    async fn the_time_line_says_how_a_thread_begins(world: World) {
        let cast = world.cast().await;
        let (services, dana, ben) = (&world.services, &cast.dana, &cast.ben);
        let posting = a_draft(&world, dana).await;
        let line = now(&world, posting).await.lines().next().unwrap().1.id.clone();
        world.clock.advance(MINUTE);
        let thread = services.open_thread(ben, posting, &about(&line, "Is that so?")).await.unwrap();
        world.clock.advance(MINUTE);
        services.resolve_thread(ben, posting, thread).await.unwrap();

        let said = async || {
            let line = services.time_line(dana, posting, Show::Review, 1).await.unwrap();
            let said = |kind: EntryKind| match kind {
                EntryKind::Event { said, .. } => said,
                EntryKind::Sitting { .. } | EntryKind::Checkpoint { .. } => None,
            };
            line.entries.into_iter().map(|entry| said(entry.kind)).collect::<Vec<_>>()
        };
        let text = || Some("Is that so?".to_owned());
        assert_eq!(said().await, [text(), text(), None]);
        let comment = world.storage.threads().find(thread).await.unwrap().unwrap().comments[0].id;
        services.delete_comment(ben, posting, comment).await.unwrap();
        assert!(said().await.iter().all(Option::is_none), "what was deleted is nowhere");
    }
}
