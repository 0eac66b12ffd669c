//! What curators do with the library, and that nobody else does.
#![expect(clippy::unwrap_used, reason = "a test may end in a panic")]

use domain::{
    accounts::Actor,
    events::Event,
    ids::ItemId,
    library::{ItemState, ItemStatus, WordingForm},
    permissions::Refusal,
};
use scenarios::{Cast, World};
use services::{DeprecateForm, EditForm, ItemAddress, ItemForm, ItemPage, LibraryFilter, ServiceError};
use uuid::Uuid;

fn wording(name: &str, body: &str) -> WordingForm {
    WordingForm { name: name.to_owned(), body: body.to_owned(), ..WordingForm::default() }
}

fn benefit(name: &str) -> ItemForm {
    ItemForm { kind: "benefit".into(), group: String::new(), wording: wording(name, &format!("We offer {name}.")) }
}

fn edit(page: &ItemPage, body: &str, reason: &str) -> EditForm {
    EditForm {
        from_version: page.newest_version,
        wording: WordingForm { body: body.to_owned(), ..WordingForm::of(&page.versions[0].wording) },
        change_class: "editorial".into(),
        reason: reason.to_owned(),
        publish: false,
    }
}

fn deprecation(page: &ItemPage, replacement: &str) -> DeprecateForm {
    DeprecateForm {
        from_version: page.newest_version,
        replacement: replacement.to_owned(),
        reason: "Two items said the same.".into(),
        ..DeprecateForm::default()
    }
}

async fn page(world: &World, actor: &Actor, slug: &str) -> ItemPage {
    world.services.library_item(actor, slug).await.unwrap()
}

/// A published item of the curator's own.
async fn published(world: &World, cast: &Cast, name: &str) -> ItemAddress {
    let item = world.services.create_item(&cast.ada, &benefit(name)).await.unwrap();
    world.services.publish_item(&cast.ada, item.id, 1, "").await.unwrap();
    item
}

async fn events(world: &World) -> Vec<Event> {
    let mut events = world.storage.audit().list(None, None, 50).await.unwrap();
    events.reverse();
    events.into_iter().map(|recorded| recorded.event).collect()
}

fn wrong_fields<T: std::fmt::Debug>(result: Result<T, ServiceError>) -> Vec<String> {
    match result {
        Err(ServiceError::Invalid(errors)) => errors.into_iter().map(|error| error.field).collect(),
        other => panic!("{other:?}"),
    }
}

fn is_conflict<T: std::fmt::Debug>(result: &Result<T, ServiceError>) -> bool {
    matches!(result, Err(ServiceError::Conflict(_)))
}

fn is_stranger<T: std::fmt::Debug>(result: &Result<T, ServiceError>) -> bool {
    matches!(result, Err(ServiceError::Refused(Refusal::NotACurator)))
}

scenarios::on_both_databases! {
    async fn an_item_is_drafted_published_edited_and_published_again(world: World) {
        let cast = world.cast().await;
        let item = world.services.create_item(&cast.ada, &benefit("a sabbatical")).await.unwrap();
        assert_eq!(item.slug, "a-sabbatical");
        let draft = page(&world, &cast.ada, &item.slug).await;
        assert_eq!((draft.status, draft.current_version, draft.newest_version), (ItemStatus::Draft, 0, 1));
        assert_eq!(draft.draft().unwrap().author, "Ada Lind");

        world.services.publish_item(&cast.ada, item.id, 1, "").await.unwrap();
        let first = page(&world, &cast.dana, &item.slug).await;
        assert_eq!((first.status, first.current_version, first.draft()), (ItemStatus::Published, 1, None));

        let form = edit(&first, "We offer three months off every five years.", "Say how\u{0} long it is.");
        let saved = world.services.edit_item(&cast.ada, item.id, &form).await.unwrap();
        assert_eq!((saved.version, saved.is_new), (2, true));
        let beside = page(&world, &cast.ada, &item.slug).await;
        assert_eq!(beside.wording.body, "We offer a sabbatical.", "the published wording stays");
        assert_eq!(beside.draft().unwrap().wording.body, "We offer three months off every five years.");
        assert_eq!(page(&world, &cast.dana, &item.slug).await.newest_version, 2);
        assert_eq!(page(&world, &cast.dana, &item.slug).await.versions.len(), 1, "drafts are for curators");

        world.services.publish_item(&cast.ada, item.id, 2, "").await.unwrap();
        let second = page(&world, &cast.dana, &item.slug).await;
        assert_eq!((second.current_version, second.versions.len()), (2, 2));
        assert_eq!(second.versions[0].reason, "Say how long it is.");
        assert_eq!(second.versions[1].wording.body, "We offer a sabbatical.", "history is kept");
        let happened = events(&world).await;
        assert_eq!(happened[happened.len() - 4..], [
            Event::ItemCreated { item: item.id },
            Event::ItemPublished { item: item.id, version: 1, reason: String::new() },
            Event::ItemEdited { item: item.id, version: 2 },
            Event::ItemPublished { item: item.id, version: 2, reason: "Say how long it is.".into() },
        ]);
    }

    async fn an_edit_is_published_at_once_or_not_at_all(world: World) {
        let cast = world.cast().await;
        let item = published(&world, &cast, "bread").await;
        let seen = page(&world, &cast.ada, &item.slug).await;
        let silent = EditForm { publish: true, ..edit(&seen, "We offer rye bread.", "") };
        assert_eq!(wrong_fields(world.services.edit_item(&cast.ada, item.id, &silent).await), ["reason"]);
        assert_eq!(page(&world, &cast.ada, &item.slug).await, seen);

        let form = EditForm { publish: true, ..edit(&seen, "We offer rye bread.", "Healthier.") };
        for is_new in [true, false] {
            let saved = world.services.edit_item(&cast.ada, item.id, &form).await.unwrap();
            assert_eq!((saved.version, saved.is_new), (2, is_new));
            let now = page(&world, &cast.dana, &item.slug).await;
            assert_eq!((now.current_version, now.wording.body.as_str()), (2, "We offer rye bread."));
        }
        let draft = edit(&page(&world, &cast.ada, &item.slug).await, "We offer bread rolls.", "Handier.");
        world.services.edit_item(&cast.ada, item.id, &draft).await.unwrap();
        let publish = EditForm { from_version: 3, publish: true, ..draft };
        assert!(!world.services.edit_item(&cast.ada, item.id, &publish).await.unwrap().is_new);
        assert_eq!(page(&world, &cast.dana, &item.slug).await.current_version, 3, "what was kept as a draft goes out");
    }

    async fn a_stranger_is_refused_everything_that_changes_the_library(world: World) {
        let cast = world.cast().await;
        let item = published(&world, &cast, "a garden").await;
        let before = page(&world, &cast.ada, &item.slug).await;
        let count = events(&world).await.len();
        for actor in [&cast.dana, &cast.ben, &cast.hugo, &cast.vera, &cast.axel, &cast.olga] {
            let services = &world.services;
            assert!(is_stranger(&services.create_item(actor, &benefit("a pool")).await), "{}", actor.display_name);
            assert!(is_stranger(&services.edit_item(actor, item.id, &edit(&before, "Mine.", "So.")).await));
            assert!(is_stranger(&services.publish_item(actor, item.id, 1, "So.").await));
            assert!(is_stranger(&services.deprecate_item(actor, item.id, &deprecation(&before, "")).await));
            assert!(is_stranger(&services.restore_item(actor, item.id).await));
            assert_eq!(page(&world, actor, &item.slug).await.refusal, Some(Refusal::NotACurator));
        }
        assert_eq!(page(&world, &cast.ada, &item.slug).await, before);
        assert_eq!(events(&world).await.len(), count);
    }

    async fn an_unpublished_item_is_hidden_from_all_but_curators(world: World) {
        let cast = world.cast().await;
        let item = world.services.create_item(&cast.ada, &benefit("a secret")).await.unwrap();
        let source = domain::posting::ItemRef { item: item.id, version: 1 };
        for actor in [&cast.dana, &cast.hugo, &cast.vera, &cast.axel] {
            assert!(matches!(world.services.library_item(actor, &item.slug).await, Err(ServiceError::NotFound)));
            assert!(matches!(world.services.current_item(actor, item.id).await, Err(ServiceError::NotFound)));
            assert_eq!(world.services.browse_library(actor, &LibraryFilter::default()).await.unwrap().total, 0);
            assert!(world.services.library_index(actor).await.unwrap().items.is_empty());
            assert!(world.services.wordings(actor, &[source]).await.unwrap().is_empty());
        }
        assert_eq!(world.services.browse_library(&cast.ada, &LibraryFilter::default()).await.unwrap().total, 1);
    }

    async fn a_form_that_comes_twice_makes_one_item_one_version_one_publication(world: World) {
        let cast = world.cast().await;
        let first = world.services.create_item(&cast.ada, &benefit("fruit")).await.unwrap();
        assert_eq!(world.services.create_item(&cast.ada, &benefit("fruit")).await.unwrap(), first);
        world.services.publish_item(&cast.ada, first.id, 1, "").await.unwrap();
        world.services.publish_item(&cast.ada, first.id, 1, "").await.unwrap();
        let form = edit(&page(&world, &cast.ada, &first.slug).await, "We offer fresh fruit.", "Fresher.");
        assert!(world.services.edit_item(&cast.ada, first.id, &form).await.unwrap().is_new);
        let again = world.services.edit_item(&cast.ada, first.id, &form).await.unwrap();
        assert_eq!((again.version, again.is_new), (2, false));
        assert_eq!(page(&world, &cast.ada, &first.slug).await.versions.len(), 2);
        let made = events(&world).await.into_iter().filter(|event| event.action().starts_with("item_")).count();
        assert_eq!(made, 3, "created, published, edited");
    }

    async fn content_that_is_equal_is_no_new_version_and_no_new_item(world: World) {
        let cast = world.cast().await;
        let item = published(&world, &cast, "coffee").await;
        let seen = page(&world, &cast.ada, &item.slug).await;
        let same = edit(&seen, "  We offer\n coffee. ", "Nothing.");
        assert!(!world.services.edit_item(&cast.ada, item.id, &same).await.unwrap().is_new);
        assert_eq!(wrong_fields(world.services.create_item(&cast.ada, &benefit("coffee")).await), ["name"]);
    }

    async fn a_stale_form_saves_nothing(world: World) {
        let cast = world.cast().await;
        let item = published(&world, &cast, "tea").await;
        let seen = page(&world, &cast.ada, &item.slug).await;
        world.services.edit_item(&cast.ada, item.id, &edit(&seen, "We offer green tea.", "Greener.")).await.unwrap();
        let stale = world.services.edit_item(&cast.ada, item.id, &edit(&seen, "We offer black tea.", "Blacker.")).await;
        assert!(is_conflict(&stale), "{stale:?}");
        assert!(is_conflict(&world.services.publish_item(&cast.ada, item.id, 1, "").await));
        assert!(is_conflict(&world.services.deprecate_item(&cast.ada, item.id, &deprecation(&seen, "")).await));
        let kept = page(&world, &cast.ada, &item.slug).await;
        assert_eq!((kept.newest_version, kept.current_version, kept.status), (2, 1, ItemStatus::Published));
    }

    async fn of_two_edits_at_once_one_wins_and_the_other_is_told(world: World) {
        let cast = world.cast().await;
        let item = published(&world, &cast, "parking").await;
        let seen = page(&world, &cast.ada, &item.slug).await;
        let (one, other) = (edit(&seen, "We offer parking for bikes.", "Bikes."), edit(&seen, "We offer no parking.", "None."));
        let (one, other) = tokio::join!(
            world.services.edit_item(&cast.ada, item.id, &one),
            world.services.edit_item(&cast.ada, item.id, &other),
        );
        assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1, "{one:?} {other:?}");
        assert!(is_conflict(&one) || is_conflict(&other));
        assert_eq!(page(&world, &cast.ada, &item.slug).await.versions.len(), 2);
    }

    async fn a_later_version_needs_a_reason(world: World) {
        let cast = world.cast().await;
        let item = published(&world, &cast, "lunch").await;
        let seen = page(&world, &cast.ada, &item.slug).await;
        let silent = world.services.edit_item(&cast.ada, item.id, &edit(&seen, "We offer warm lunch.", " ")).await;
        assert_eq!(wrong_fields(silent), ["reason"]);
        let unclear = EditForm { change_class: "big".into(), ..edit(&seen, "", "") };
        assert_eq!(wrong_fields(world.services.edit_item(&cast.ada, item.id, &unclear).await), ["body", "change_class", "reason"]);
    }

    async fn a_draft_is_edited_without_a_reason_before_anybody_used_it(world: World) {
        let cast = world.cast().await;
        let item = world.services.create_item(&cast.ada, &benefit("music")).await.unwrap();
        let seen = page(&world, &cast.ada, &item.slug).await;
        world.services.edit_item(&cast.ada, item.id, &edit(&seen, "We offer loud music.", "")).await.unwrap();
        assert!(is_conflict(&world.services.publish_item(&cast.ada, item.id, 1, "").await), "version 1 is not the newest");
        world.services.publish_item(&cast.ada, item.id, 2, "").await.unwrap();
        let published = page(&world, &cast.dana, &item.slug).await;
        assert_eq!((published.current_version, published.wording.body.as_str()), (2, "We offer loud music."));
        assert_eq!(published.versions.len(), 1, "version 1 was never published");
    }

    async fn names_that_are_alike_get_addresses_of_their_own(world: World) {
        let cast = world.cast().await;
        let mut slugs = Vec::new();
        for (name, body) in [("C++", "One."), ("c", "Two."), ("C#", "Three."), ("Гибкость", "Four."), ("👩‍💻", "Five.")] {
            let form = ItemForm { wording: wording(name, body), ..benefit("") };
            let item = world.services.create_item(&cast.ada, &form).await.unwrap();
            assert_eq!(page(&world, &cast.ada, &item.slug).await.wording.name, name);
            slugs.push(item.slug);
        }
        assert_eq!(slugs, ["c", "c-2", "c-3", "benefit", "benefit-2"]);
    }

    async fn script_and_odd_characters_stay_text(world: World) {
        let cast = world.cast().await;
        let script = r#"<script>alert("1")</script><img src=x onerror='a()'>'); DROP TABLE users;--"#;
        let form = ItemForm { wording: wording("It's “odd” \u{202e}name", script), ..benefit("") };
        let item = world.services.create_item(&cast.ada, &form).await.unwrap();
        let seen = page(&world, &cast.ada, &item.slug).await;
        assert_eq!((seen.wording.name.as_str(), seen.wording.body.as_str()), ("It's “odd” name", script));
        let found = LibraryFilter { query: "<script> %_' OR 1=1".into(), ..LibraryFilter::default() };
        assert!(world.services.browse_library(&cast.ada, &found).await.is_ok());
    }

    async fn every_wrong_field_of_a_new_item_is_named_and_nothing_is_kept(world: World) {
        let cast = world.cast().await;
        for (form, fields) in [
            (ItemForm::default(), vec!["kind", "name", "body"]),
            (ItemForm { kind: "skill".into(), ..benefit("Rust") }, vec!["group"]),
            (ItemForm { group: "language".into(), ..benefit("Rust") }, vec!["group"]),
            (benefit(&"x".repeat(121)), vec!["name"]),
            (ItemForm { wording: wording("Long", &"ü".repeat(1_201)), ..benefit("") }, vec!["body"]),
            (ItemForm { wording: wording("\u{200b}\t", " \u{0} "), ..benefit("") }, vec!["name", "body"]),
        ] {
            assert_eq!(wrong_fields(world.services.create_item(&cast.ada, &form).await), fields, "{form:?}");
        }
        assert_eq!(world.services.browse_library(&cast.ada, &LibraryFilter::default()).await.unwrap().total, 0);
    }

    async fn a_deprecated_item_names_its_replacement_and_comes_back(world: World) {
        let cast = world.cast().await;
        let (old, new) = (published(&world, &cast, "a gym").await, published(&world, &cast, "sports").await);
        let seen = page(&world, &cast.ada, &old.slug).await;
        world.services.deprecate_item(&cast.ada, old.id, &deprecation(&seen, &new.slug)).await.unwrap();

        let gone = page(&world, &cast.dana, &old.slug).await;
        assert_eq!((gone.status, gone.deprecation_reason.as_deref()), (ItemStatus::Deprecated, Some("Two items said the same.")));
        assert_eq!(gone.replacement.map(|link| link.slug), Some(new.slug.clone()));
        assert_eq!(page(&world, &cast.dana, &new.slug).await.replaces[0].slug, old.slug);
        let Err(ServiceError::Gone(sentence)) = world.services.current_item(&cast.dana, old.id).await else { panic!() };
        assert_eq!(sentence, "“a gym” is deprecated. Use “sports” instead.");
        let index = world.services.library_index(&cast.dana).await.unwrap();
        assert_eq!(index.items.iter().map(|item| item.slug.as_str()).collect::<Vec<_>>(), ["sports"]);
        assert!(is_conflict(&world.services.edit_item(&cast.ada, old.id, &edit(&seen, "New.", "New.")).await));
        assert!(is_conflict(&world.services.deprecate_item(&cast.ada, old.id, &deprecation(&seen, "")).await));
        let filter = LibraryFilter { state: Some(ItemState::Deprecated), ..LibraryFilter::default() };
        let listed = world.services.browse_library(&cast.dana, &filter).await.unwrap();
        assert_eq!(listed.items[0].replacement.as_ref().map(|link| link.name.as_str()), Some("sports"));
        assert_eq!(listed.items[0].deprecation_reason, None, "the list tells curators alone");
        let listed = world.services.browse_library(&cast.ada, &filter).await.unwrap();
        assert_eq!(listed.items[0].deprecation_reason.as_deref(), Some("Two items said the same."));

        world.services.restore_item(&cast.ada, old.id).await.unwrap();
        assert_eq!(page(&world, &cast.dana, &old.slug).await.deprecation_reason, None);
        assert_eq!(world.services.current_item(&cast.dana, old.id).await.unwrap().version, 1);
        assert!(is_conflict(&world.services.restore_item(&cast.ada, old.id).await));
        let happened = events(&world).await;
        assert_eq!(happened[happened.len() - 2..], [
            Event::ItemDeprecated { item: old.id, replaced_by: Some(new.id), reason: "Two items said the same.".into(), sunset_on: None },
            Event::ItemRestored { item: old.id },
        ]);
    }

    async fn a_replacement_must_be_another_published_item_that_does_not_lead_back(world: World) {
        let cast = world.cast().await;
        let (one, two) = (published(&world, &cast, "one").await, published(&world, &cast, "two").await);
        let draft = world.services.create_item(&cast.ada, &benefit("three")).await.unwrap();
        let seen = page(&world, &cast.ada, &one.slug).await;
        for replacement in [one.slug.as_str(), draft.slug.as_str(), "nothing-of-this-name", "<script>", "\u{0}"] {
            let refused = world.services.deprecate_item(&cast.ada, one.id, &deprecation(&seen, replacement)).await;
            assert_eq!(wrong_fields(refused), ["replacement"], "{replacement}");
        }
        let silent = DeprecateForm { reason: " ".into(), ..deprecation(&seen, "") };
        assert_eq!(wrong_fields(world.services.deprecate_item(&cast.ada, one.id, &silent).await), ["reason"]);
        world.services.deprecate_item(&cast.ada, one.id, &deprecation(&seen, &two.slug)).await.unwrap();
        let back = deprecation(&page(&world, &cast.ada, &two.slug).await, &one.slug);
        assert_eq!(wrong_fields(world.services.deprecate_item(&cast.ada, two.id, &back).await), ["replacement"]);
    }

    async fn two_items_deprecated_for_each_other_at_once_do_not_both_go(world: World) {
        let cast = world.cast().await;
        let (one, two) = (published(&world, &cast, "one").await, published(&world, &cast, "two").await);
        let for_two = deprecation(&page(&world, &cast.ada, &one.slug).await, &two.slug);
        let for_one = deprecation(&page(&world, &cast.ada, &two.slug).await, &one.slug);
        let (first, second) = tokio::join!(
            world.services.deprecate_item(&cast.ada, one.id, &for_two),
            world.services.deprecate_item(&cast.ada, two.id, &for_one),
        );
        assert_eq!(usize::from(first.is_ok()) + usize::from(second.is_ok()), 1, "{first:?} {second:?}");
        assert_eq!(world.services.library_index(&cast.ada).await.unwrap().items.len(), 1);
    }

    async fn an_item_that_is_gone_is_not_found(world: World) {
        let cast = world.cast().await;
        let nobody = ItemId(Uuid::from_u128(42));
        let services = &world.services;
        let seen = page(&world, &cast.ada, &published(&world, &cast, "x").await.slug).await;
        assert!(matches!(services.library_item(&cast.ada, "no-such-item").await, Err(ServiceError::NotFound)));
        assert!(matches!(services.library_item(&cast.ada, "'; --\u{0}").await, Err(ServiceError::NotFound)));
        assert!(matches!(services.current_item(&cast.ada, nobody).await, Err(ServiceError::NotFound)));
        assert!(matches!(services.edit_item(&cast.ada, nobody, &edit(&seen, "b", "r")).await, Err(ServiceError::NotFound)));
        assert!(matches!(services.publish_item(&cast.ada, nobody, 1, "").await, Err(ServiceError::NotFound)));
        assert!(matches!(services.deprecate_item(&cast.ada, nobody, &deprecation(&seen, "")).await, Err(ServiceError::NotFound)));
        assert!(matches!(services.restore_item(&cast.ada, nobody).await, Err(ServiceError::NotFound)));
    }
}
