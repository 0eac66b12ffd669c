//! Making, editing and publishing templates.

use domain::{
    events::Event,
    permissions::Refusal,
    posting::{FactKey, SectionKind},
    templates::{Filling, TemplateStatus},
};
use scenarios::{World, on_both_databases, postings::a_posting};
use services::{NewTemplate, PublishTemplate, ServiceError, TemplateBase, TemplateChange, Then};

use crate::templates::{
    a_template, add_line, add_section, an_item, change, conflict, deprecate, events, lock, publish, says_now, start,
    view, wrong_fields,
};

on_both_databases! {
    async fn a_template_is_made_filled_published_changed_and_published_again(world: World) {
        let cast = world.cast().await;
        let slug = a_template(&world, &cast, "Platform roles").await;
        assert_eq!(slug, "platform-roles");
        let section = add_section(&world, &cast, &slug, SectionKind::Responsibilities, "Your days").await;
        let line = add_line(&world, &cast, &slug, &section, "You build {product}.").await;
        let before = view(&world, &cast.ada, &slug).await;
        assert_eq!((before.status, before.current_version, before.is_ahead), (TemplateStatus::Draft, 0, true));
        assert!(matches!(world.services.template(&cast.dana, &slug).await, Err(ServiceError::NotFound)), "a draft is hidden");
        assert_eq!(publish(&world, &cast, &slug, "").await, 1);
        let words = TemplateChange::Line { id: line, text: Some("You run {product}.".into()), then: Then::Stay };
        change(&world, &cast, &slug, words).await;
        let (ada, dana) = (view(&world, &cast.ada, &slug).await, view(&world, &cast.dana, &slug).await);
        assert_eq!(ada.snapshot.sections[0].lines[0].text, "You run {product}.");
        assert_eq!(dana.snapshot.sections[0].lines[0].text, "You build {product}.", "others read what is published");
        assert!(ada.is_ahead);
        let form = PublishTemplate::default();
        let refused = wrong_fields(world.services.publish_template(&cast.ada, ada.id, ada.edition, &form).await);
        assert_eq!(refused.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), ["change_class", "reason"]);
        assert_eq!(publish(&world, &cast, &slug, "We run it, too.").await, 2);
        assert_eq!(publish(&world, &cast, &slug, "Again.").await, 2, "nothing new is no new version");
        let after = view(&world, &cast.dana, &slug).await;
        assert!(!after.is_ahead);
        let versions: Vec<_> = after.versions.iter().map(|version| (version.number, version.reason.as_str())).collect();
        assert_eq!(versions, [(2, "We run it, too."), (1, "")]);
        let hashes = world.storage.templates().versions(after.id).await.unwrap();
        assert_ne!(hashes[0].0.content_hash, hashes[1].0.content_hash);
        let published = Event::TemplatePublished { template: after.id, name: "Platform roles".into(), version: 2, reason: "We run it, too.".into() };
        assert!(events(&world).await.contains(&published));
    }

    async fn the_second_of_two_curators_is_told_and_nothing_of_hers_is_half_done(world: World) {
        let cast = world.cast().await;
        let slug = a_template(&world, &cast, "Ours").await;
        let section = add_section(&world, &cast, &slug, SectionKind::Overview, "").await;
        let seen = view(&world, &cast.ada, &slug).await;
        add_line(&world, &cast, &slug, &section, "Hers.").await;
        let before = view(&world, &cast.ada, &slug).await;
        let mine = TemplateChange::AddLine { section, text: "Mine.".into() };
        let sentence = conflict(world.services.edit_template(&cast.ada, seen.id, seen.edition, mine.clone()).await);
        assert!(sentence.contains("Somebody else edited this template"), "{sentence}");
        let form = PublishTemplate::default();
        conflict(world.services.publish_template(&cast.ada, seen.id, seen.edition, &form).await);
        conflict(world.services.archive_template(&cast.ada, seen.id, seen.edition).await);
        assert_eq!(view(&world, &cast.ada, &slug).await, before);
        world.services.edit_template(&cast.ada, before.id, before.edition, mine).await.unwrap();
        assert_eq!(view(&world, &cast.ada, &slug).await.content.sections[0].lines.len(), 2);
    }

    async fn nobody_but_curators_makes_or_changes_a_template(world: World) {
        let cast = world.cast().await;
        let slug = a_template(&world, &cast, "Ours").await;
        let section = add_section(&world, &cast, &slug, SectionKind::Overview, "").await;
        add_line(&world, &cast, &slug, &section, "Words.").await;
        publish(&world, &cast, &slug, "").await;
        let before = view(&world, &cast.ada, &slug).await;
        let (id, edition) = (before.id, before.edition);
        for actor in [&cast.dana, &cast.hugo, &cast.vera, &cast.axel] {
            let new = NewTemplate { name: "Mine".into(), description: String::new(), base: TemplateBase::Empty };
            let add = TemplateChange::AddLine { section: section.clone(), text: "Evil.".into() };
            let form = PublishTemplate::default();
            let answers = [
                world.services.make_template(actor, new).await.err(),
                world.services.edit_template(actor, id, edition, add).await.err(),
                world.services.publish_template(actor, id, edition, &form).await.err(),
                world.services.archive_template(actor, id, edition).await.err(),
                world.services.restore_template(actor, id, edition).await.err(),
                world.services.restore_template_version(actor, id, edition, 1).await.err(),
            ];
            for answer in answers {
                assert!(matches!(answer, Some(ServiceError::Refused(Refusal::NotACurator))), "{answer:?}");
            }
        }
        assert_eq!(view(&world, &cast.ada, &slug).await, before);
    }

    async fn an_unknown_placeholder_and_a_taken_name_are_told_at_their_fields(world: World) {
        let cast = world.cast().await;
        let slug = a_template(&world, &cast, "Ours").await;
        let section = add_section(&world, &cast, &slug, SectionKind::Overview, "").await;
        let now = view(&world, &cast.ada, &slug).await;
        let add = TemplateChange::AddLine { section, text: "You earn {salary}.".into() };
        let wrong = wrong_fields(world.services.edit_template(&cast.ada, now.id, now.edition, add).await);
        assert_eq!(wrong[0].0, "text");
        assert!(wrong[0].1.contains("{salary}") && wrong[0].1.contains("{product}"), "{}", wrong[0].1);
        let new = || NewTemplate { name: "OURS".into(), description: String::new(), base: TemplateBase::Empty };
        assert_eq!(wrong_fields(world.services.make_template(&cast.ada, new()).await)[0].0, "name");
        let other = a_template(&world, &cast, "Theirs").await;
        assert_eq!(a_template(&world, &cast, "Theirs").await, other, "a form that comes twice makes one");
        let theirs = view(&world, &cast.ada, &other).await;
        let rename = TemplateChange::Describe { name: "Ours".into(), description: String::new() };
        let renamed = world.services.edit_template(&cast.ada, theirs.id, theirs.edition, rename).await;
        assert_eq!(wrong_fields(renamed)[0].0, "name");
        let reserved = a_template(&world, &cast, "New").await;
        assert_eq!(reserved, "new-2", "no template has the address of the form for a new one");
    }

    async fn an_archived_template_starts_nothing_until_it_is_restored(world: World) {
        let cast = world.cast().await;
        let slug = a_template(&world, &cast, "Ours").await;
        let section = add_section(&world, &cast, &slug, SectionKind::Overview, "").await;
        let empty = view(&world, &cast.ada, &slug).await;
        let form = PublishTemplate::default();
        conflict(world.services.publish_template(&cast.ada, empty.id, empty.edition, &form).await);
        add_line(&world, &cast, &slug, &section, "Words.").await;
        publish(&world, &cast, &slug, "").await;
        let now = view(&world, &cast.ada, &slug).await;
        world.services.archive_template(&cast.ada, now.id, now.edition).await.unwrap();
        let listed = async |actor| {
            let list = world.services.template_list(actor).await.unwrap().templates;
            list.iter().any(|card| card.row.slug == slug)
        };
        assert_eq!((listed(&cast.dana).await, listed(&cast.ada).await), (false, true));
        let list = world.services.template_list(&cast.ada).await.unwrap().templates;
        let archived: Vec<_> = list.iter().filter(|card| card.is_archived()).map(|card| card.row.slug.as_str()).collect();
        assert_eq!(archived, [slug.as_str()]);
        assert_eq!(wrong_fields(start(&world, &cast, &slug, Filling::default()).await)[0].0, "template");
        let add = TemplateChange::AddLine { section, text: "More.".into() };
        conflict(world.services.edit_template(&cast.ada, now.id, now.edition, add).await);
        world.services.restore_template(&cast.ada, now.id, now.edition).await.unwrap();
        assert!(listed(&cast.dana).await);
        start(&world, &cast, &slug, Filling::default()).await.unwrap();
    }

    async fn an_old_version_comes_back_as_a_change_to_publish(world: World) {
        let cast = world.cast().await;
        let slug = a_template(&world, &cast, "Ours").await;
        let section = add_section(&world, &cast, &slug, SectionKind::Overview, "First").await;
        add_line(&world, &cast, &slug, &section, "Words.").await;
        publish(&world, &cast, &slug, "").await;
        lock(&world, &cast, &slug, &section, "Second").await;
        publish(&world, &cast, &slug, "It is law.").await;
        let now = view(&world, &cast.ada, &slug).await;
        conflict(world.services.restore_template_version(&cast.ada, now.id, now.edition, 2).await);
        world.services.restore_template_version(&cast.ada, now.id, now.edition, 1).await.unwrap();
        let back = view(&world, &cast.ada, &slug).await;
        assert_eq!((back.content.sections[0].heading.as_str(), back.content.sections[0].locked), ("First", false));
        assert_eq!((back.current_version, back.is_ahead), (2, true), "nothing is published by it");
        assert_eq!(publish(&world, &cast, &slug, "It was better.").await, 3);
    }

    async fn a_template_is_made_of_another_one_or_of_a_posting(world: World) {
        let cast = world.cast().await;
        let item = an_item(&world, &cast, "Tests", "You write tests.").await;
        let posting = a_posting().by(&cast.dana).fact(FactKey::Identifier, "BE-42").make(&world.services).await.unwrap().id;
        world.services.insert_item(&cast.dana, posting, item.id, None).await.unwrap();
        let make = async |name: &str, base| {
            let new = NewTemplate { name: name.into(), description: "For all.".into(), base };
            let slug = world.services.make_template(&cast.ada, new).await.unwrap();
            view(&world, &cast.ada, &slug).await
        };
        let made = make("From a posting", TemplateBase::Posting(posting)).await;
        assert!(made.items.contains_key(&item.id), "a line of the library stays one");
        assert_eq!(made.content.facts.get(FactKey::Title), "Backend Developer");
        for of_one_vacancy in [FactKey::Identifier, FactKey::ValidThrough, FactKey::HiringOrganization] {
            assert!(!made.content.facts.has(of_one_vacancy), "{of_one_vacancy}");
        }
        let copy = make("A copy", TemplateBase::Template(made.slug.clone())).await;
        assert_eq!((copy.content.sections.clone(), copy.content.facts.clone()), (made.content.sections, made.content.facts));
        let lost = NewTemplate { name: "Lost".into(), description: String::new(), base: TemplateBase::Template("nowhere".into()) };
        assert!(matches!(world.services.make_template(&cast.ada, lost).await, Err(ServiceError::NotFound)));
    }

    async fn a_template_names_items_and_follows_them_only_into_new_drafts(world: World) {
        let cast = world.cast().await;
        let item = an_item(&world, &cast, "Tests", "You write tests.").await;
        let slug = a_template(&world, &cast, "Ours").await;
        let section = add_section(&world, &cast, &slug, SectionKind::Responsibilities, "").await;
        change(&world, &cast, &slug, TemplateChange::AddItem { section, item: item.id }).await;
        publish(&world, &cast, &slug, "").await;
        let before = view(&world, &cast.dana, &slug).await;
        says_now(&world, &cast, &item, "You write tests first.").await;
        let after = view(&world, &cast.dana, &slug).await;
        assert_eq!((&after.content, after.current_version), (&before.content, 1), "the template itself did not change");
        assert_eq!(after.items[&item.id].now.as_ref().unwrap().1, 2, "what it would use now");
        let used = world.services.library_item(&cast.dana, &item.slug).await.unwrap().where_used.templates;
        assert_eq!(used.iter().map(|one| (one.slug.as_str(), one.version)).collect::<Vec<_>>(), [(slug.as_str(), 1)]);

        let other = an_item(&world, &cast, "Proofs", "You prove it.").await;
        deprecate(&world, &cast, &item, &other.slug).await;
        let named = view(&world, &cast.ada, &slug).await;
        assert!(named.items[&item.id].is_out_of_use());
        assert_eq!(named.snapshot.sections[0].lines[0].text, "You prove it.", "new drafts get what replaces it");
        let line = named.content.sections[0].lines[0].id.clone();
        change(&world, &cast, &slug, TemplateChange::Replace(line)).await;
        let replaced = view(&world, &cast.ada, &slug).await;
        assert!(!replaced.items[&other.id].is_out_of_use() && !replaced.items.contains_key(&item.id));
        assert_eq!(publish(&world, &cast, &slug, "The other one.").await, 2);
        let used = async |address: &str| world.services.library_item(&cast.dana, address).await.unwrap().where_used.templates;
        assert_eq!((used(&item.slug).await.len(), used(&other.slug).await[0].version), (0, 2));
    }
}
