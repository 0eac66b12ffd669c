//! What guests say: under their name, as guests, and nothing more than said.

use domain::{document::Operation, events::Event, guests::signature, notifications::NotificationKind, threads::Place};
use scenarios::{World, on_both_databases, postings::a_posting};
use services::{ServiceError, SuggestionForm, Wish};

use crate::guests::{GINA, Guest, gone, refusal, saying, snapshot, told};

on_both_databases! {
    async fn a_guest_opens_threads_answers_and_is_told_of_answers_without_a_secret(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).titled("Baker").make(services).await.unwrap();
        let guest = Guest::of(&world, &cast.dana, made.id).await;
        services.send_mail().await.unwrap();
        world.postbox.empty();
        let thread = services.open_thread(&guest.me, made.id, &saying("Which oven?")).await.unwrap();
        services.reply(&cast.dana, made.id, thread, "The red one, @Gina Fox.").await.unwrap();
        services.send_mail().await.unwrap();
        let [mail] = <[_; 1]>::try_from(world.postbox.mails_to(GINA)).unwrap();
        assert_eq!(mail.subject, "Dana Okafor answered you about the posting “Baker”");
        assert!(mail.text.contains(&format!("/Visit(UserId({}))\n", guest.me.id)), "{}", mail.text);
        assert!(!mail.text.contains(&guest.secret) && !mail.text.contains("token"), "{}", mail.text);
        services.reply(&guest.me, made.id, thread, "Thank you, @Dana Okafor.").await.unwrap();
        let told = services.notifications(&cast.dana, 1).await.unwrap().notifications;
        assert_eq!((told[0].kind, told[0].by_name.as_deref()), (NotificationKind::Mentioned, Some(&*signature("Gina Fox", "Dana Okafor"))));
        let page = services.threads_page(&cast.vera, made.id).await.unwrap();
        let said: Vec<&str> = page.discussion.threads[0].thread.comments.iter().map(|said| said.author_name.as_str()).collect();
        assert_eq!(said, ["Gina Fox (guest, invited by Dana Okafor)", "Dana Okafor", "Gina Fox (guest, invited by Dana Okafor)"]);
        assert_eq!(page.discussion.threads[0].thread.comments[1].mentioned[0].name, "Gina Fox");
    }

    async fn a_guest_calls_only_those_who_spoke_there_and_learns_of_nobody_else(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).make(services).await.unwrap();
        let guest = Guest::of(&world, &cast.dana, made.id).await;
        // Vera may read it, Olga may not: to the guest both are words.
        let thread = services.open_thread(&guest.me, made.id, &saying("@Vera Novak? @Olga Petrova? @Dana Okafor?")).await.unwrap();
        let page = services.threads_page(&guest.me, made.id).await.unwrap();
        assert!(page.discussion.threads[0].thread.comments[0].mentioned.is_empty());
        services.reply(&cast.dana, made.id, thread, "Yes?").await.unwrap();
        services.reply(&guest.me, made.id, thread, "@Dana Okafor and @Vera Novak").await.unwrap();
        let page = services.threads_page(&guest.me, made.id).await.unwrap();
        let called: Vec<&str> = page.discussion.threads[0].thread.comments[2].mentioned.iter().map(|called| called.name.as_str()).collect();
        assert_eq!(called, ["Dana Okafor"]);
        assert!(services.notifications(&cast.vera, 1).await.unwrap().notifications.is_empty());
    }

    async fn a_guest_holds_nothing_up_and_settles_nothing_but_their_own(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).make(services).await.unwrap();
        let guest = Guest::of(&world, &cast.dana, made.id).await;
        let me = &guest.me;
        let mut holding = saying("Stop.");
        holding.is_blocking = true;
        assert!(refusal(services.open_thread(me, made.id, &holding).await).starts_with("Guests comment and suggest"));
        let danas = services.open_thread(&cast.dana, made.id, &saying("What do you think?")).await.unwrap();
        assert!(refusal(services.resolve_thread(me, made.id, danas).await).starts_with("Guests comment and suggest"));
        let own = services.open_thread(me, made.id, &saying("Never mind.")).await.unwrap();
        services.resolve_thread(me, made.id, own).await.unwrap();
        services.reopen_thread(me, made.id, own).await.unwrap();
        let comments = services.threads_page(me, made.id).await.unwrap().discussion.threads;
        let comment = |thread| comments.iter().find(|view| view.thread.id == thread).unwrap().thread.comments[0].id;
        services.edit_comment(me, made.id, comment(own), "I meant it.").await.unwrap();
        assert_eq!(refusal(services.edit_comment(me, made.id, comment(danas), "x").await), "Only whoever wrote this can change it or take it back.");
        assert_eq!(refusal(services.delete_comment(me, made.id, comment(danas)).await), "Only whoever wrote this can change it or take it back.");
        let other = a_posting().by(&cast.dana).make(services).await.unwrap();
        let tried = services.open_thread(me, other.id, &saying("Hello?")).await;
        assert!(matches!(tried, Err(ServiceError::NotFound)), "{tried:?}");
    }

    async fn a_suggestion_of_a_guest_is_accepted_by_the_team_and_credited(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).make(services).await.unwrap();
        let guest = Guest::of(&world, &cast.dana, made.id).await;
        let sight = guest.sight(&world).await;
        let line = snapshot(&sight).lines().next().unwrap().1.id.clone();
        let form = SuggestionForm {
            place: Place::Line(line.clone()),
            wish: Wish::Reword,
            text: "You bake for guests.".to_owned(),
            reason: "It reads better.".to_owned(),
            revision: None,
        };
        let suggestion = services.suggest(&guest.me, made.id, &form).await.unwrap();
        assert!(refusal(services.accept_suggestions(&guest.me, made.id, &[suggestion]).await).starts_with("Guests comment and suggest"));
        assert_eq!(services.notifications(&cast.dana, 1).await.unwrap().notifications[0].kind, NotificationKind::Suggested);
        services.accept_suggestions(&cast.dana, made.id, &[suggestion]).await.unwrap();
        let Some((who, Event::SuggestionAccepted { by, name, .. })) = told(&world, made.id).await.pop() else { panic!() };
        assert_eq!((who.as_str(), by, name), ("Dana Okafor", guest.me.id, signature("Gina Fox", "Dana Okafor")));
        services.submit(&cast.dana, made.id, "").await.unwrap();
        let revision = services.review_page(&cast.hugo, made.id, services::Look::default()).await.unwrap().revision.id;
        let head = world.storage.reviews().revision(revision).await.unwrap().unwrap().head;
        assert!(head.contributors.wrote(guest.me.id), "they count as a writer");
    }

    async fn what_is_said_after_the_link_ended_is_not_heard(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).make(services).await.unwrap();
        let guest = Guest::of(&world, &cast.dana, made.id).await;
        let thread = services.open_thread(&guest.me, made.id, &saying("Hello?")).await.unwrap();
        services.revoke_guest(&cast.dana, made.id, guest.me.id).await.unwrap();
        // Every request asks at the door first; nobody acts for a guest who is not let in.
        assert!(gone(guest.is_let_in(&world).await).starts_with("This link was taken back."));
        services.send_mail().await.unwrap();
        world.postbox.empty();
        services.reply(&cast.dana, made.id, thread, "Hello!").await.unwrap();
        services.send_mail().await.unwrap();
        assert!(world.postbox.mails_to(GINA).is_empty(), "they are told of nothing any more");
        let edit = Operation::SetFact { key: domain::posting::FactKey::Title, value: "Cook".to_owned() };
        assert!(services.edit_draft(&guest.me, made.id, &[edit]).await.is_err());
    }
}
