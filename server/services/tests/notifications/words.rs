//! What is said about a posting reaches whom it calls, who talked before, and whose posting it is.

use domain::{
    notifications::{Destination, NotificationKind},
    threads::Place,
};
use scenarios::{World, on_both_databases, postings::a_posting};
use services::{SuggestionForm, ThreadForm, Wish};

use crate::notifications::{kinds, list};

on_both_databases! {
    async fn who_is_called_and_who_talked_hear_of_it_once_and_nobody_of_their_own_words(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let posting = a_posting().by(&cast.dana).make(services).await.unwrap().id;
        let form = ThreadForm { place: Place::Posting, words: String::new(), near: 0, revision: None, text: "Is this right, @Dana Okafor?".to_owned(), is_blocking: false };
        let thread = services.open_thread(&cast.vera, posting, &form).await.unwrap();
        let told = &list(&world, &cast.dana).await.notifications[0];
        assert_eq!((told.kind, told.destination()), (NotificationKind::Mentioned, Destination::Threads(posting)));
        assert_eq!(told.sentence(), "Vera Novak called you in a comment.");
        services.reply(&cast.dana, posting, thread, "It is, @Vera Novak.").await.unwrap();
        services.reply(&cast.hugo, posting, thread, "I think so, too.").await.unwrap();
        let words = |kind: &NotificationKind| matches!(kind, NotificationKind::Mentioned | NotificationKind::Answered);
        let of = async |person| kinds(&world, person).await.into_iter().filter(words).collect::<Vec<_>>();
        let both = [NotificationKind::Mentioned, NotificationKind::Answered];
        assert_eq!(of(&cast.vera).await, both, "called by Dana, answered by Hugo");
        assert_eq!(of(&cast.dana).await, both, "called by Vera, answered by Hugo");
        assert_eq!(of(&cast.hugo).await, []);
        assert_eq!(of(&cast.olga).await, []);
    }

    async fn an_owner_hears_of_suggestions_to_their_posting(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let posting = a_posting().by(&cast.dana).make(services).await.unwrap().id;
        let line = services.open_draft(&cast.dana, posting).await.unwrap().snapshot.lines().next().unwrap().1.id.clone();
        let form = SuggestionForm { place: Place::Line(line), wish: Wish::Reword, text: "You run it.".to_owned(), reason: "Shorter.".to_owned(), revision: None };
        services.suggest(&cast.hugo, posting, &form).await.unwrap();
        assert!(kinds(&world, &cast.dana).await.contains(&NotificationKind::Suggested));
        assert!(!kinds(&world, &cast.hugo).await.contains(&NotificationKind::Suggested));
    }
}
