//! A request for changes ends its review. Whoever made it is asked again in the next one, on every step that is not approved.

use domain::{document::Operation, notifications::NotificationKind as Kind, posting::FactKey, review::Verdict};
use scenarios::{
    World, on_both_databases,
    postings::{a_posting, verdict},
};

use super::set;

/// The steps that this person's start page asks them to decide on.
async fn asked(world: &World, person: &domain::accounts::Actor) -> Vec<String> {
    let home = world.services.home(person).await.unwrap();
    home.to_decide.into_iter().flat_map(|queued| queued.open_steps).collect()
}

on_both_databases! {
    async fn whoever_sent_it_back_is_asked_on_every_step_and_not_on_the_changed_one_alone(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).sent_back_by(&cast.hugo, "Look at all of it.").make(services).await.unwrap();
        let pay: Operation = set(FactKey::BaseSalaryMinValue, "70000");
        services.edit_draft(&cast.dana, made.id, &[pay]).await.unwrap();
        let revision = services.submit(&cast.dana, made.id, "Only the pay.").await.unwrap();
        assert_eq!(asked(&world, &cast.hugo).await, ["Content", "Pay and place"]);
        let told = services.notifications(&cast.hugo, 1).await.unwrap().notifications;
        assert!(told.iter().any(|told| told.kind == Kind::ReviewWaits && told.read_at.is_none()), "{told:?}");

        let mut ballot = verdict(revision, Verdict::Approve);
        ballot.steps = vec!["pay_and_place".to_owned()];
        services.decide(&cast.hugo, made.id, &ballot).await.unwrap();
        assert_eq!(asked(&world, &cast.hugo).await, ["Content"], "what nobody approved yet goes on waiting");
        let next = services.next_in_queue(&cast.hugo, domain::ids::PostingId(uuid::Uuid::nil())).await.unwrap();
        assert_eq!(next, Some(made.id));
    }

    async fn the_same_words_can_be_sent_back_once_more(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).sent_back_by(&cast.hugo, "Narrow the range.").make(services).await.unwrap();
        let revision = services.submit(&cast.dana, made.id, "I think it is right.").await.unwrap();
        assert_eq!(asked(&world, &cast.hugo).await, ["Content", "Pay and place"]);
        let again = domain::review::Ballot { comment: "No.".to_owned(), ..verdict(revision, Verdict::RequestChanges) };
        services.decide(&cast.hugo, made.id, &again).await.unwrap();
        assert_eq!(super::stage(&world, made.id).await, domain::review::StageName::ChangesRequested);
    }
}
