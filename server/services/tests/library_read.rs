//! Reading the library: the list, the search, the index, what editors and new postings ask for.
#![expect(clippy::unwrap_used, reason = "a test may end in a panic")]

use std::time::Duration;

use domain::{
    accounts::Actor,
    ids::{ItemId, LineId, PostingId, TeamId},
    library::{ItemKind, ItemState, WordingForm},
    posting::{FactKey, ItemRef},
};
use scenarios::{Cast, SeededRandom, World};
use services::{
    BrowseOrder, BrowseView, DeprecateForm, EditForm, HashCost, LibraryFilter, ServiceError, Services, TemplateChoice,
    edges::Edges,
};
use storage::{LineUse, NewPosting, Projection, Storage};
use uuid::Uuid;

async fn seeded(world: &World) -> Cast {
    world.services.seed_library().await.unwrap();
    world.cast().await
}

async fn browse(world: &World, actor: &Actor, filter: LibraryFilter) -> BrowseView {
    world.services.browse_library(actor, &filter).await.unwrap()
}

fn names(view: &BrowseView) -> Vec<&str> {
    view.items.iter().map(|item| item.item.name.as_str()).collect()
}

async fn id(world: &World, cast: &Cast, slug: &str) -> ItemId {
    world.services.library_item(&cast.ada, slug).await.unwrap().id
}

/// A posting of this team with one line of each (item, version, overridden).
async fn posting(world: &World, cast: &Cast, team: TeamId, title: &str, uses: &[(ItemId, u32, bool)]) -> PostingId {
    let id = PostingId(Uuid::from_u128(title.bytes().fold(0, |sum, byte| sum * 31 + u128::from(byte))));
    let uses = uses.iter().enumerate().map(|(line, (item, version, is_override))| LineUse {
        line: LineId::from_random(line as u64),
        item: *item,
        version: *version,
        is_override: *is_override,
    });
    let projection = Projection { title: title.to_owned(), uses: uses.collect(), ..Projection::default() };
    let new = NewPosting { id, team, owner: cast.dana.id, created_at: world.services.now() };
    let work = world.storage.begin().await.unwrap();
    work.postings().insert(&new, &projection).await.unwrap();
    work.commit().await.unwrap();
    id
}

/// Adds a version that says this, and publishes it.
async fn reword(world: &World, cast: &Cast, slug: &str, body: &str) {
    let page = world.services.library_item(&cast.ada, slug).await.unwrap();
    let form = EditForm {
        from_version: page.newest_version,
        wording: WordingForm { body: body.to_owned(), ..WordingForm::of(&page.wording) },
        change_class: "meaning".into(),
        reason: "Because.".into(),
        publish: false,
    };
    let saved = world.services.edit_item(&cast.ada, page.id, &form).await.unwrap();
    world.services.publish_item(&cast.ada, page.id, saved.version, "").await.unwrap();
}

async fn deprecate(world: &World, cast: &Cast, slug: &str, replacement: &str) {
    let page = world.services.library_item(&cast.ada, slug).await.unwrap();
    let form = DeprecateForm {
        from_version: 1,
        replacement: replacement.to_owned(),
        reason: "Merged.".into(),
        ..DeprecateForm::default()
    };
    world.services.deprecate_item(&cast.ada, page.id, &form).await.unwrap();
}

/// Another program on the same database.
async fn another_node(world: &World) -> Services {
    let storage = Storage::connect(world.database.url()).await.unwrap();
    let (clock, random) = (Box::new(world.clock.clone()), Box::<SeededRandom>::default());
    Services::new(storage, Edges { clock, random, ..Edges::system() }, HashCost::Test)
}

scenarios::on_both_databases! {
    async fn the_list_narrows_by_kind_group_tag_and_state_and_counts_what_each_choice_leaves(world: World) {
        let cast = seeded(&world).await;
        let all = browse(&world, &cast.vera, LibraryFilter::default()).await;
        assert_eq!(all.kinds.iter().map(|(_, count)| count).sum::<usize>(), all.total);
        assert_eq!((all.pages, all.items.len()), (all.total.div_ceil(100), 100));
        let last = browse(&world, &cast.vera, LibraryFilter { page: 99, ..LibraryFilter::default() }).await;
        assert_eq!((last.page, last.items.len()), (all.pages, all.total - 100 * (all.pages - 1)));

        let skills = LibraryFilter { kind: Some(ItemKind::Skill), ..LibraryFilter::default() };
        let view = browse(&world, &cast.vera, skills.clone()).await;
        assert_eq!(view.kinds, all.kinds, "the counts beside the kinds do not depend on the kind");
        assert_eq!(view.groups.iter().map(|(_, count)| count).sum::<usize>(), view.total);
        let languages = LibraryFilter { group: Some("language".into()), ..skills.clone() };
        let view = browse(&world, &cast.vera, languages.clone()).await;
        assert!(names(&view).contains(&"Python") && !names(&view).contains(&"Django"), "{:?}", names(&view));
        assert!(view.items.iter().all(|item| item.item.group == "language"));

        let tagged = LibraryFilter { tag: Some("database".into()), ..LibraryFilter::default() };
        let view = browse(&world, &cast.vera, tagged).await;
        assert!(view.total > 0 && view.items.iter().all(|item| item.item.tags.iter().any(|tag| tag == "database")));
        assert!(view.tags.windows(2).all(|two| two[0].1 >= two[1].1), "the most frequent tags come first");
        let everything = world.services.list_library(&cast.vera).await.unwrap();
        assert_eq!(everything.len(), all.total);
        let none = LibraryFilter { state: Some(ItemState::Deprecated), ..LibraryFilter::default() };
        assert_eq!(browse(&world, &cast.vera, none).await.total, 0);
    }

    async fn a_search_forgives_typos_and_knows_synonyms(world: World) {
        let cast = seeded(&world).await;
        for (query, name) in [("postgers", "PostgreSQL"), ("node", "Node.js"), ("schema design", "Database design"), ("ci/cd", "CI/CD")] {
            let view = browse(&world, &cast.vera, LibraryFilter { query: query.into(), ..LibraryFilter::default() }).await;
            assert_eq!(view.items.first().map(|item| item.item.name.as_str()), Some(name), "{query}");
        }
        let view = browse(&world, &cast.vera, LibraryFilter { query: "qqqqzzzz".into(), ..LibraryFilter::default() }).await;
        assert_eq!((view.total, view.page, view.pages), (0, 1, 1));
        for query in ["%", "'", "\"", "\\", "\u{0}", "<b>", "👩‍💻", &"long ".repeat(2_000)] {
            browse(&world, &cast.vera, LibraryFilter { query: query.into(), ..LibraryFilter::default() }).await;
        }
    }

    async fn the_page_names_the_postings_that_the_reader_may_read_and_counts_the_rest(world: World) {
        let cast = seeded(&world).await;
        let (git, sql) = (id(&world, &cast, "git").await, id(&world, &cast, "sql").await);
        posting(&world, &cast, cast.platform, "Backend Developer", &[(git, 1, false), (git, 1, true), (sql, 1, false)]).await;
        posting(&world, &cast, cast.payments, "Payments Engineer", &[(git, 1, false)]).await;
        let seen = async |actor: &Actor| {
            let page = world.services.library_item(actor, "git").await.unwrap();
            let titles = page.uses.iter().map(|found| (found.title.clone(), found.is_overridden)).collect::<Vec<_>>();
            (titles, page.used)
        };
        let (platform, payments) = (("Backend Developer".to_owned(), true), ("Payments Engineer".to_owned(), false));
        assert_eq!(seen(&cast.dana).await, (vec![platform.clone()], 2));
        assert_eq!(seen(&cast.vera).await, (vec![platform.clone()], 2));
        assert_eq!(seen(&cast.olga).await, (vec![payments.clone()], 2));
        let (mut all, total) = seen(&cast.hugo).await;
        all.sort();
        assert_eq!((all, total), (vec![platform, payments], 2));
        world.clock.advance(Duration::from_secs(11));
        let index = world.services.library_index(&cast.dana).await.unwrap();
        let used = |slug: &str| index.items.iter().find(|item| item.slug == slug).map(|item| item.used);
        assert_eq!((used("git"), used("sql"), used("java")), (Some(2), Some(1), Some(0)));
        let view = browse(&world, &cast.dana, LibraryFilter::default()).await;
        assert_eq!(names(&view)[..2], ["Git", "SQL"], "the most used come first");
        let view = browse(&world, &cast.dana, LibraryFilter { order: BrowseOrder::Name, ..LibraryFilter::default() }).await;
        assert!(names(&view).is_sorted_by_key(|name| name.to_lowercase()));
    }

    async fn counts_of_uses_are_at_most_seconds_old(world: World) {
        let cast = seeded(&world).await;
        let used = async || {
            let index = world.services.library_index(&cast.dana).await.unwrap();
            index.items.iter().find(|item| item.slug == "git").map(|item| item.used)
        };
        assert_eq!(used().await, Some(0));
        let git = id(&world, &cast, "git").await;
        posting(&world, &cast, cast.platform, "Backend Developer", &[(git, 1, false)]).await;
        world.clock.advance(Duration::from_secs(11));
        assert_eq!(used().await, Some(1));
    }

    async fn another_node_sees_a_change_at_once(world: World) {
        let cast = seeded(&world).await;
        let other = another_node(&world).await;
        let before = other.library_index(&cast.dana).await.unwrap();
        reword(&world, &cast, "git", "You use Git with care.").await;
        let after = other.library_index(&cast.dana).await.unwrap();
        assert_ne!(before.tag, after.tag);
        let git = after.items.iter().find(|item| item.slug == "git").unwrap();
        assert_eq!((git.version, git.body.as_str()), (2, "You use Git with care."));
    }

    async fn wordings_of_old_versions_stay_to_be_had(world: World) {
        let cast = seeded(&world).await;
        let item = id(&world, &cast, "git").await;
        let old = world.services.current_item(&cast.dana, item).await.unwrap();
        reword(&world, &cast, "git", "You use Git with care.").await;
        let refs = [1, 2, 3].map(|version| ItemRef { item, version });
        let strange = ItemRef { item: ItemId(Uuid::from_u128(7)), version: 1 };
        let mut found = world.services.wordings(&cast.dana, &[refs[0], refs[1], refs[2], strange]).await.unwrap();
        found.sort_by_key(|(source, _)| source.version);
        let bodies: Vec<_> = found.iter().map(|(source, wording)| (source.version, wording.body.as_str())).collect();
        assert_eq!(bodies, [(1, old.body.as_str()), (2, "You use Git with care.")]);
        assert!(world.services.wordings(&cast.dana, &[]).await.unwrap().is_empty());
    }

    async fn a_new_posting_starts_with_the_current_wordings_and_with_replacements(world: World) {
        let cast = seeded(&world).await;
        reword(&world, &cast, "git", "You use Git with care.").await;
        deprecate(&world, &cast, "sql", "postgresql").await;
        deprecate(&world, &cast, "django", "").await;
        let choice = TemplateChoice { seniority: "mid".into(), stack: "python".into(), industry: "general".into() };
        let parts = world.services.compose(&cast.dana, &choice).await.unwrap();
        let lines: Vec<_> = parts.sections.iter().flat_map(|section| &section.lines).collect();
        let git = lines.iter().find(|line| line.text == "You use Git with care.").unwrap();
        assert_eq!(git.source.as_ref().map(|(source, _)| source.version), Some(2));
        let (sql, postgresql, django) = (id(&world, &cast, "sql").await, id(&world, &cast, "postgresql").await, id(&world, &cast, "django").await);
        let has = |item| lines.iter().any(|line| line.source.as_ref().is_some_and(|(source, _)| source.item == item));
        assert_eq!((has(sql), has(postgresql), has(django)), (false, true, false));
        assert_eq!(parts.facts.get(FactKey::Title), "Python Backend Developer");
    }

    async fn an_unknown_address_is_not_found(world: World) {
        let cast = seeded(&world).await;
        assert!(matches!(world.services.library_item(&cast.vera, "git ").await, Err(ServiceError::NotFound)));
    }
}
