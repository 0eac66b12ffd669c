//! Suggesting, accepting, rejecting, taking back.

use domain::{
    document::Operation,
    events::Event,
    ids::{LineId, SuggestionId},
    posting::{FactKey, Scope},
    threads::{Place, SuggestionState},
};
use scenarios::{World, on_both_databases, postings::a_posting};
use services::{ServiceError, SuggestionForm, SuggestionView, Wish};

use crate::threads::{a_line, conflict, draft, edit, invalid, last_events, refusal, rewording, says, suggest, wishing};

async fn suggestions(
    world: &World,
    actor: &domain::accounts::Actor,
    posting: domain::ids::PostingId,
) -> Vec<SuggestionView> {
    world.services.threads_page(actor, posting).await.unwrap().discussion.suggestions
}

on_both_databases! {
    async fn a_suggestion_of_somebody_who_may_not_edit_is_accepted_into_the_draft(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let posting = a_posting().by(&cast.dana).make(services).await.unwrap().id;
        let (line, text) = a_line(&world, posting).await;
        let better = text.replace("our bookings", "all bookings");
        let id = suggest(&world, &cast.vera, posting, &rewording(&line, &better)).await;
        assert_eq!(a_line(&world, posting).await.1, text, "nothing changes by suggesting");
        let view = suggestions(&world, &cast.dana, posting).await.pop().unwrap();
        assert_eq!((view.suggestion.by_name.as_str(), view.suggestion.reason.as_str()), ("Vera Novak", "It reads better."));

        services.accept_suggestions(&cast.dana, posting, &[id]).await.unwrap();
        assert_eq!(a_line(&world, posting).await.1, better);
        let view = suggestions(&world, &cast.vera, posting).await.pop().unwrap();
        assert_eq!(view.suggestion.state, SuggestionState::Accepted);
        assert_eq!(view.suggestion.settled_by_name.as_deref(), Some("Dana Okafor"));
        let (by, name) = (cast.vera.id, "Vera Novak".to_owned());
        let accepted = Event::SuggestionAccepted { posting, suggestion: id, by, name, scope: Some(Scope::Duties) };
        assert_eq!(last_events(&world, posting, 1).await, [("Dana Okafor".to_owned(), accepted.clone())]);
        assert_eq!(accepted.on_posting("it", &[]).unwrap(), "accepted a change to it that Vera Novak suggested");
    }

    async fn several_are_accepted_together_or_none_of_them(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let posting = a_posting().by(&cast.dana).make(services).await.unwrap().id;
        let before = draft(&world, posting).await;
        let (line, text) = a_line(&world, posting).await;
        let last = before.lines().last().unwrap().1.id.clone();
        let pay = SuggestionForm {
            place: Place::Fact(FactKey::BaseSalaryMaxValue),
            wish: Wish::Reword,
            text: "85000".into(),
            reason: String::new(),
            revision: None,
        };
        let ids = [
            suggest(&world, &cast.vera, posting, &rewording(&line, &text.replace("You build", "You design, build"))).await,
            suggest(&world, &cast.hugo, posting, &rewording(&line, &text.replace("bookings", "trips"))).await,
            suggest(&world, &cast.ada, posting, &wishing(Wish::AddBehind, &line, "You read logs.")).await,
            suggest(&world, &cast.ada, posting, &wishing(Wish::Remove, &last, "")).await,
            suggest(&world, &cast.hugo, posting, &pay).await,
        ];
        services.accept_suggestions(&cast.ben, posting, &ids).await.unwrap();
        let after = draft(&world, posting).await;
        let lines: Vec<&str> = after.lines().map(|(_, line)| line.text.as_str()).collect();
        assert_eq!(lines, ["You design, build and run the services behind our trips.", "You read logs."]);
        assert_eq!(after.facts.get(FactKey::BaseSalaryMaxValue), "85000");

        // Two for the same words: together they can't be.
        let now = a_line(&world, posting).await.1;
        let two = [
            suggest(&world, &cast.vera, posting, &rewording(&line, &now.replace("trips", "journeys"))).await,
            suggest(&world, &cast.hugo, posting, &rewording(&line, &now.replace("trips", "voyages"))).await,
        ];
        let sentence = conflict(services.accept_suggestions(&cast.ben, posting, &two).await);
        assert!(sentence.starts_with("One by Hugo Meyer can't be accepted, so none was:"), "{sentence}");
        assert_eq!(a_line(&world, posting).await.1, now);
        assert!(suggestions(&world, &cast.ben, posting).await.iter().rev().take(2).all(|view| view.suggestion.state == SuggestionState::Open));
    }

    async fn a_change_of_other_words_is_merged_and_one_of_the_same_words_refused(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let posting = a_posting().by(&cast.dana).make(services).await.unwrap().id;
        let (line, text) = a_line(&world, posting).await;
        let id = suggest(&world, &cast.vera, posting, &rewording(&line, &text.replace("our bookings", "all bookings"))).await;
        edit(&world, &cast.ben, posting, says(&line, &text.replace("You build", "You design"))).await;
        let view = suggestions(&world, &cast.dana, posting).await.pop().unwrap();
        assert_eq!(view.overtaken_by, Some(text.replace("You build", "You design")));
        services.accept_suggestions(&cast.dana, posting, &[id]).await.unwrap();
        assert_eq!(a_line(&world, posting).await.1, "You design and run the services behind all bookings.");

        let now = a_line(&world, posting).await.1;
        let id = suggest(&world, &cast.vera, posting, &rewording(&line, &now.replace("all bookings", "every booking"))).await;
        edit(&world, &cast.ben, posting, says(&line, &now.replace("all bookings", "most bookings"))).await;
        let sentence = conflict(services.accept_suggestions(&cast.dana, posting, &[id]).await);
        assert!(sentence.contains("behind most bookings.”") && sentence.contains("behind every booking.”"), "{sentence}");
        assert_eq!(a_line(&world, posting).await.1, "You design and run the services behind most bookings.");
        services.reject_suggestions(&cast.dana, posting, &[id]).await.unwrap();
    }

    async fn what_the_draft_says_already_is_accepted_without_an_edit(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let posting = a_posting().by(&cast.dana).make(services).await.unwrap().id;
        let (line, _) = a_line(&world, posting).await;
        let id = suggest(&world, &cast.vera, posting, &rewording(&line, "You keep it running.")).await;
        edit(&world, &cast.ben, posting, says(&line, "You keep it running.")).await;
        let head = world.storage.collab().head(posting).await.unwrap().unwrap();
        services.accept_suggestions(&cast.dana, posting, &[id]).await.unwrap();
        assert_eq!(world.storage.collab().head(posting).await.unwrap().unwrap(), head);
        assert_eq!(suggestions(&world, &cast.dana, posting).await[0].suggestion.state, SuggestionState::Accepted);
    }

    async fn only_those_who_may_edit_settle_and_only_while_the_draft_can_be_edited(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        let posting = made.id;
        let (line, text) = a_line(&world, posting).await;
        let form = SuggestionForm { revision: made.revision, ..rewording(&line, &text.replace("our", "all")) };
        let id = suggest(&world, &cast.hugo, posting, &form).await;
        for actor in [&cast.hugo, &cast.vera, &cast.ada, &cast.axel] {
            refusal(services.accept_suggestions(actor, posting, &[id]).await);
            refusal(services.reject_suggestions(actor, posting, &[id]).await);
        }
        let olga = &cast.olga;
        assert!(matches!(services.accept_suggestions(olga, posting, &[id]).await, Err(ServiceError::NotFound)));
        assert!(matches!(services.reject_suggestions(olga, posting, &[id]).await, Err(ServiceError::NotFound)));
        assert!(matches!(services.suggest(olga, posting, &form).await, Err(ServiceError::NotFound)));
        assert!(refusal(services.suggest(&cast.axel, posting, &form).await).contains("don't take part"));
        services.withdraw(&cast.dana, posting).await.unwrap();
        services.accept_suggestions(&cast.ben, posting, &[id]).await.unwrap();
        assert_eq!(a_line(&world, posting).await.1, text.replace("our", "all"));
    }

    async fn a_suggestion_is_taken_back_by_whoever_made_it_and_by_nobody_else(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let posting = a_posting().by(&cast.dana).make(services).await.unwrap().id;
        let (line, _) = a_line(&world, posting).await;
        let id = suggest(&world, &cast.vera, posting, &wishing(Wish::Remove, &line, "")).await;
        assert!(refusal(services.withdraw_suggestion(&cast.dana, posting, id).await).contains("whoever wrote this"));
        services.withdraw_suggestion(&cast.vera, posting, id).await.unwrap();
        assert_eq!(conflict(services.accept_suggestions(&cast.dana, posting, &[id]).await), "Vera Novak took back this suggestion already.");
        assert_eq!(conflict(services.withdraw_suggestion(&cast.vera, posting, id).await), "Vera Novak took back this suggestion already.");
    }

    async fn what_makes_no_sense_is_refused_with_a_sentence(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let posting = a_posting().by(&cast.dana).make(services).await.unwrap().id;
        let (line, text) = a_line(&world, posting).await;
        let suggest = async |form: SuggestionForm| services.suggest(&cast.vera, posting, &form).await;
        assert_eq!(invalid(suggest(rewording(&line, &text)).await), ("text".into(), "This says the same as before.".into()));
        assert_eq!(invalid(suggest(rewording(&line, " \u{0} ")).await), ("text".into(), "Write the words first.".into()));
        assert_eq!(invalid(suggest(rewording(&line, &"é".repeat(20_000))).await).0, "text");
        let form = SuggestionForm { reason: "x".repeat(501), ..rewording(&line, "Other.") };
        assert_eq!(invalid(suggest(form).await), ("reason".into(), "That is too long; the limit is 500 characters.".into()));
        conflict(suggest(rewording(&LineId::from_random(404), "Other.")).await);
        assert_eq!(invalid(services.accept_suggestions(&cast.dana, posting, &[]).await).0, "suggestion");
        let unknown = SuggestionId(uuid::Uuid::from_u128(404));
        assert!(matches!(services.accept_suggestions(&cast.dana, posting, &[unknown]).await, Err(ServiceError::NotFound)));

        let id = suggest(wishing(Wish::AddBehind, &line, "Another.")).await.unwrap();
        let section = draft(&world, posting).await.line(&line).unwrap().0.id.clone();
        edit(&world, &cast.dana, posting, Operation::RemoveSection { id: section }).await;
        let sentence = conflict(services.accept_suggestions(&cast.dana, posting, &[id]).await);
        assert_eq!(sentence, "The section that this line was for is not in the posting any more.");
    }
}
