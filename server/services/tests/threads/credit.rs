//! Whoever suggested what was accepted counts as a writer, beside whoever accepted it. Neither decides on it.

use domain::{
    accounts::Role,
    ids::{LineId, PostingId},
    permissions::Refusal,
    posting::Authorship,
    review::{Ballot, StageName, Verdict},
};
use scenarios::{
    Cast, World, on_both_databases,
    postings::{a_posting, approve, verdict},
};
use services::ServiceError;

use crate::threads::{a_line, draft, rewording, stage, suggest};

/// Another HR approver, who may decide in Hugo's place.
async fn another_approver(world: &World, cast: &Cast) -> domain::accounts::Actor {
    world.services.grant_role(&cast.ada, cast.axel.id, Role::HrApprover, None).await.unwrap();
    world.services.actor(cast.axel.id).await.unwrap().unwrap()
}

/// A draft of Dana's, and its line in which Hugo suggested a word that she took.
async fn with_hugos_words(world: &World, cast: &Cast) -> (PostingId, LineId) {
    let services = &world.services;
    let posting = a_posting().by(&cast.dana).make(services).await.unwrap().id;
    let (line, text) = a_line(world, posting).await;
    let accepted = suggest(world, &cast.hugo, posting, &rewording(&line, &text.replace("our", "all"))).await;
    services.accept_suggestions(&cast.dana, posting, &[accepted]).await.unwrap();
    (posting, line)
}

async fn contributors(world: &World, posting: PostingId) -> Authorship {
    world.storage.reviews().revisions(posting).await.unwrap().remove(0).contributors
}

on_both_databases! {
    async fn who_suggested_what_was_accepted_does_not_decide_on_it(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let (posting, line) = with_hugos_words(&world, &cast).await;
        let other = another_approver(&world, &cast).await;
        let revision = services.submit(&cast.dana, posting, "").await.unwrap();
        let wrote = contributors(&world, posting).await;
        let own = draft(&world, posting).await.line(&line).unwrap().0.kind.scope();
        assert_eq!((wrote.of(cast.hugo.id), wrote.people().count()), (own.into(), 2), "where he suggested, and nowhere else");
        let tried = services.decide(&cast.hugo, posting, &verdict(revision, Verdict::Approve)).await;
        assert!(matches!(tried, Err(ServiceError::Refused(why)) if why == Refusal::OwnEdits(own.into())), "{tried:?}");
        services.decide(&other, posting, &verdict(revision, Verdict::Approve)).await.unwrap();
        assert_eq!(stage(&world, posting).await, StageName::Approved);
        assert_eq!(world.storage.collab().contributors_since(posting, 0).await.unwrap(), wrote);
    }

    async fn who_suggested_decides_on_the_steps_that_do_not_cover_it(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let (posting, _) = with_hugos_words(&world, &cast).await;
        let other = another_approver(&world, &cast).await;
        let revision = services.submit(&cast.dana, posting, "").await.unwrap();
        let on = |step: &str| Ballot { steps: vec![step.to_owned()], ..verdict(revision, Verdict::Approve) };
        services.decide(&cast.hugo, posting, &on("pay_and_place")).await.unwrap();
        let tried = services.decide(&cast.hugo, posting, &on("content")).await;
        assert!(matches!(tried, Err(ServiceError::Refused(Refusal::OwnEdits(_)))), "{tried:?}");
        services.decide(&other, posting, &on("content")).await.unwrap();
        assert_eq!(stage(&world, posting).await, StageName::Approved);
    }

    async fn who_accepted_does_not_decide_either(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        // Ben edits and, as an approver, would decide, too.
        services.grant_role(&cast.ada, cast.ben.id, Role::HrApprover, None).await.unwrap();
        let ben = services.actor(cast.ben.id).await.unwrap().unwrap();
        let posting = a_posting().by(&cast.dana).make(services).await.unwrap().id;
        let (line, text) = a_line(&world, posting).await;
        let id = suggest(&world, &cast.vera, posting, &rewording(&line, &text.replace("our", "all"))).await;
        services.accept_suggestions(&ben, posting, &[id]).await.unwrap();
        let revision = services.submit(&cast.dana, posting, "").await.unwrap();
        let tried = services.decide(&ben, posting, &verdict(revision, Verdict::Approve)).await;
        assert!(matches!(tried, Err(ServiceError::Refused(Refusal::OwnEdits(_)))), "{tried:?}");
        services.decide(&cast.hugo, posting, &verdict(revision, Verdict::Approve)).await.unwrap();
    }

    async fn a_suggestion_that_was_not_accepted_counts_for_nothing(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let posting = a_posting().by(&cast.dana).make(services).await.unwrap().id;
        let (line, text) = a_line(&world, posting).await;
        let rejected = suggest(&world, &cast.hugo, posting, &rewording(&line, &text.replace("our", "all"))).await;
        let withdrawn = suggest(&world, &cast.hugo, posting, &rewording(&line, &text.replace("our", "most"))).await;
        suggest(&world, &cast.hugo, posting, &rewording(&line, &text.replace("our", "your"))).await;
        services.reject_suggestions(&cast.dana, posting, &[rejected]).await.unwrap();
        services.withdraw_suggestion(&cast.hugo, posting, withdrawn).await.unwrap();
        let revision = services.submit(&cast.dana, posting, "").await.unwrap();
        assert_eq!(contributors(&world, posting).await.people().collect::<Vec<_>>(), [cast.dana.id]);
        services.decide(&cast.hugo, posting, &verdict(revision, Verdict::Approve)).await.unwrap();
    }

    async fn credit_ends_with_the_approval_of_what_was_suggested_and_survives_the_folding_of_updates(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let posting = a_posting().by(&cast.dana).make(services).await.unwrap().id;
        let (line, text) = a_line(&world, posting).await;
        let id = suggest(&world, &cast.hugo, posting, &rewording(&line, &text.replace("our", "all"))).await;
        services.accept_suggestions(&cast.dana, posting, &[id]).await.unwrap();
        let other = another_approver(&world, &cast).await;
        // Withdrawing and writing more takes nothing of it away.
        services.submit(&cast.dana, posting, "").await.unwrap();
        services.withdraw(&cast.dana, posting).await.unwrap();
        let revision = services.submit(&cast.dana, posting, "").await.unwrap();
        assert!(contributors(&world, posting).await.wrote(cast.hugo.id));
        let made = scenarios::postings::Made { id: posting, revision: Some(revision) };
        approve(services, &other, made).await.unwrap();
        // What comes after the approval is another story: his words were decided on.
        services.withdraw(&cast.dana, posting).await.unwrap();
        crate::threads::edit(&world, &cast.dana, posting, crate::threads::says(&line, "You keep it running.")).await;
        let revision = services.submit(&cast.dana, posting, "").await.unwrap();
        assert_eq!(contributors(&world, posting).await.people().collect::<Vec<_>>(), [cast.dana.id]);
        services.decide(&cast.hugo, posting, &verdict(revision, Verdict::Approve)).await.unwrap();
    }

    async fn history_tells_who_suggested_and_who_accepted(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let posting = a_posting().by(&cast.dana).make(services).await.unwrap().id;
        let (line, text) = a_line(&world, posting).await;
        let id = suggest(&world, &cast.hugo, posting, &rewording(&line, &text.replace("our", "all"))).await;
        services.accept_suggestions(&cast.ben, posting, &[id]).await.unwrap();
        let line = services.time_line(&cast.vera, posting, domain::timeline::Show::Review, 1).await.unwrap();
        let told: Vec<String> = line
            .entries
            .iter()
            .filter_map(|entry| match &entry.kind {
                services::EntryKind::Event { entry, .. } => Some(format!("{} {}", entry.actor_name, entry.event.on_posting("it", &[])?)),
                _ => None,
            })
            .collect();
        assert_eq!(told[..2], ["Ben Carter accepted a change to it that Hugo Meyer suggested", "Hugo Meyer suggested a change to it"]);
    }
}
