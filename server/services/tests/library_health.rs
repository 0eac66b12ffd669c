//! What is worth a curator's look, and that nobody else is told.
#![expect(clippy::unwrap_used, reason = "a test may end in a panic")]

use std::time::Duration;

use domain::{
    document::Operation,
    ids::LineId,
    library::{WordingForm, health::Ailment},
    permissions::Refusal,
    posting::{ItemRef, Requirement},
};
use scenarios::{Cast, World, postings::a_posting};
use services::{HealthView, ItemAddress, ItemForm, ServiceError};

async fn benefit(world: &World, cast: &Cast, name: &str, body: &str, sources: &str) -> ItemAddress {
    let wording =
        WordingForm { name: name.into(), body: body.into(), sources: Some(sources.into()), ..WordingForm::default() };
    let form = ItemForm { kind: "benefit".into(), group: String::new(), wording };
    let item = world.services.create_item(&cast.ada, &form).await.unwrap();
    world.services.publish_item(&cast.ada, item.id, 1, "").await.unwrap();
    item
}

async fn health(world: &World, cast: &Cast, ailment: Ailment) -> HealthView {
    world.services.library_health(&cast.ada, ailment, 1).await.unwrap()
}

async fn slugs(world: &World, cast: &Cast, ailment: Ailment) -> Vec<String> {
    let view = health(world, cast, ailment).await;
    let count = view.counts.iter().find(|(known, _)| *known == ailment).unwrap().1;
    assert_eq!(count, view.items.len(), "the number is that of the list");
    view.items.into_iter().map(|ailing| ailing.item.item.slug).collect()
}

scenarios::on_both_databases! {
    async fn each_list_holds_what_it_says(world: World) {
        let cast = world.cast().await;
        let bread = benefit(&world, &cast, "Bread", "We offer fresh bread every morning.", "Our handbook: Food").await;
        benefit(&world, &cast, "Fresh bread", "We offer fresh bread each morning.", "").await;
        benefit(&world, &cast, "A speech", &"word ".repeat(80), "A: Overview").await;
        let draft = ItemForm { kind: "benefit".into(), wording: WordingForm { name: "A pool".into(), body: "We swim.".into(), ..WordingForm::default() }, ..ItemForm::default() };
        world.services.create_item(&cast.ada, &draft).await.unwrap();
        assert_eq!(slugs(&world, &cast, Ailment::Unused).await, ["a-speech", "bread", "fresh-bread"], "drafts are no matter here");
        assert_eq!(slugs(&world, &cast, Ailment::Unsourced).await, ["fresh-bread"]);
        assert_eq!(slugs(&world, &cast, Ailment::Failing).await, ["a-speech"]);
        assert!(health(&world, &cast, Ailment::Failing).await.items[0].why.contains("80 words"));
        let twins = health(&world, &cast, Ailment::Twins).await.items;
        assert_eq!(twins.len(), 1);
        assert_eq!(twins[0].twin.as_ref().unwrap().id, bread.id);
        assert!(slugs(&world, &cast, Ailment::Stale).await.is_empty());
        world.clock.advance(Duration::from_secs(366 * 24 * 60 * 60));
        assert_eq!(slugs(&world, &cast, Ailment::Stale).await.len(), 3);
    }

    async fn what_writers_word_differently_in_three_postings_is_listed(world: World) {
        let cast = world.cast().await;
        let bread = benefit(&world, &cast, "Bread", "We offer bread.", "A").await;
        for n in 0..3 {
            assert!(slugs(&world, &cast, Ailment::Overridden).await.is_empty(), "{n} are not enough");
            let posting = a_posting().by(&cast.dana).make(&world.services).await.unwrap();
            let draft = world.services.open_draft(&cast.dana, posting.id).await.unwrap().snapshot;
            let (id, section) = (LineId::from_random(9_000 + n), draft.sections[0].id.clone());
            let added = Operation::AddLine {
                id: id.clone(),
                section,
                before: None,
                text: "We offer bread.".into(),
                source: Some(ItemRef { item: bread.id, version: 1 }),
                requirement: Requirement::Plain,
                level: None,
            };
            world.services.edit_draft(&cast.dana, posting.id, &[added]).await.unwrap();
            let reworded = Operation::SpliceText { id, at: 0, remove: 0, insert: "Really: ".into() };
            world.services.edit_draft(&cast.dana, posting.id, &[reworded]).await.unwrap();
            world.clock.advance(Duration::from_secs(11));
        }
        assert_eq!(slugs(&world, &cast, Ailment::Overridden).await, ["bread"]);
        assert!(health(&world, &cast, Ailment::Overridden).await.items[0].why.contains("3 of 3"));
        assert!(slugs(&world, &cast, Ailment::Unused).await.is_empty());
    }

    async fn a_stranger_is_not_told_of_the_health(world: World) {
        let cast = world.cast().await;
        for actor in [&cast.dana, &cast.hugo, &cast.vera, &cast.axel, &cast.olga] {
            let answer = world.services.library_health(actor, Ailment::Unused, 1).await;
            assert!(matches!(answer, Err(ServiceError::Refused(Refusal::NotACurator))));
        }
    }
}
