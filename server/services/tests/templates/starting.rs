//! Starting drafts: placeholders, facts, where a draft came from.

use domain::{
    document::Operation,
    posting::{FactKey, PlacePart, SectionKind},
    templates::Filling,
};
use scenarios::{World, on_both_databases};
use services::{ServiceError, TemplateChange};

use crate::templates::{a_template, add_line, add_section, change, draft, lock, publish, start, view, wrong_fields};

const TOWN: FactKey = FactKey::JobLocation(0, PlacePart::AddressLocality);

on_both_databases! {
    async fn placeholders_are_filled_and_the_place_becomes_a_fact(world: World) {
        let cast = world.cast().await;
        let slug = a_template(&world, &cast, "Ours").await;
        let section = add_section(&world, &cast, &slug, SectionKind::Responsibilities, "In {team}").await;
        add_line(&world, &cast, &slug, &section, "You build {product} in {place}.").await;
        let title = TemplateChange::PresetFacts(vec![(FactKey::Title, "Developer for {product}".into())]);
        change(&world, &cast, &slug, title).await;
        publish(&world, &cast, &slug, "").await;
        let asked = world.services.template_to_start(&cast.dana, &slug).await.unwrap();
        let words: Vec<&str> = asked.placeholders.iter().map(|open| open.word()).collect();
        assert_eq!((words, asked.locked.len()), (vec!["team", "product", "place"], 0));
        let filling = Filling::read("", " Atlas ", "Berlin").unwrap();
        let posting = start(&world, &cast, &slug, filling).await.unwrap();
        let said = draft(&world, &cast, posting).await;
        assert_eq!(said.sections[0].heading, "In Platform", "an empty team is the one that was chosen");
        assert_eq!(said.sections[0].lines[0].text, "You build Atlas in Berlin.");
        assert_eq!((said.facts.get(FactKey::Title), said.facts.get(TOWN)), ("Developer for Atlas", "Berlin"));
        let behind = world.services.template_behind(&cast.dana, posting).await.unwrap().unwrap();
        assert_eq!((behind.slug.as_str(), behind.version), (slug.as_str(), 1));
        assert!(matches!(world.services.template_behind(&cast.olga, posting).await, Err(ServiceError::NotFound)));
        let seen = view(&world, &cast.dana, &slug).await;
        assert_eq!(seen.versions[0].started, 1);
    }

    async fn what_is_left_open_stands_in_the_draft_and_stops_submitting(world: World) {
        let cast = world.cast().await;
        let slug = a_template(&world, &cast, "Ours").await;
        let section = add_section(&world, &cast, &slug, SectionKind::Responsibilities, "").await;
        add_line(&world, &cast, &slug, &section, "You build {product}.").await;
        publish(&world, &cast, &slug, "").await;
        let posting = start(&world, &cast, &slug, Filling::default()).await.unwrap();
        let said = draft(&world, &cast, posting).await;
        let line = &said.sections[0].lines[0];
        assert_eq!(line.text, "You build {product}.");
        let refused = wrong_fields(world.services.submit(&cast.dana, posting, "").await);
        let field = format!("line.{}", line.id);
        let found = refused.iter().find(|(at, _)| *at == field).unwrap();
        assert!(found.1.contains("{product}"), "{}", found.1);
        let fill = Operation::SetText { id: line.id.clone(), text: "You build Atlas.".into() };
        world.services.edit_draft(&cast.dana, posting, &[fill]).await.unwrap();
        let refused = wrong_fields(world.services.submit(&cast.dana, posting, "").await);
        assert!(refused.iter().all(|(at, _)| *at != field), "{refused:?}");
    }

    async fn what_stands_in_a_locked_section_has_to_be_filled_at_once(world: World) {
        let cast = world.cast().await;
        let slug = a_template(&world, &cast, "Ours").await;
        let section = add_section(&world, &cast, &slug, SectionKind::Disclosures, "").await;
        add_line(&world, &cast, &slug, &section, "{team} answers for {product}.").await;
        lock(&world, &cast, &slug, &section, "Legal").await;
        publish(&world, &cast, &slug, "").await;
        let refused = wrong_fields(start(&world, &cast, &slug, Filling::default()).await);
        assert_eq!(refused.iter().map(|(at, _)| at.as_str()).collect::<Vec<_>>(), ["fill_product"]);
        let filling = Filling::read("", "Atlas", "").unwrap();
        let posting = start(&world, &cast, &slug, filling).await.unwrap();
        assert_eq!(draft(&world, &cast, posting).await.sections[0].lines[0].text, "Platform answers for Atlas.");
    }
}
