//! The search over everything.

#![expect(clippy::unwrap_used, reason = "a test that can not go on has failed")]

use std::collections::BTreeSet;

use domain::{accounts::Actor, library::WordingForm};
use scenarios::{Cast, World, on_both_databases, postings::a_posting};
use services::{Everything, ItemForm, LibraryFilter, SEARCH_MAX, ServiceError};

async fn seeded(world: &World) -> Cast {
    world.services.seed_library().await.unwrap();
    world.cast().await
}

async fn found(world: &World, actor: &Actor, text: &str) -> Everything {
    world.services.search_everything(actor, text, 5).await.unwrap()
}

fn titles(found: &Everything) -> Vec<&str> {
    found.postings.iter().map(|card| card.title.as_str()).collect()
}

fn names(found: &Everything) -> Vec<&str> {
    found.items.iter().map(|item| item.item.name.as_str()).collect()
}

on_both_databases! {
    async fn postings_and_items_are_found_by_one_text(world: World) {
        let cast = seeded(&world).await;
        a_posting().by(&cast.dana).titled("PostgreSQL Specialist").make(&world.services).await.unwrap();
        a_posting().by(&cast.dana).titled("Platform Developer").make(&world.services).await.unwrap();
        let both = found(&world, &cast.dana, " postgresql ").await;
        assert_eq!((titles(&both), both.posting_total), (vec!["PostgreSQL Specialist"], 1));
        assert_eq!(names(&both)[0], "PostgreSQL");
    }

    async fn a_title_is_found_by_its_other_names(world: World) {
        let cast = world.cast().await;
        let titled = |title: &str| a_posting().by(&cast.dana).titled(title);
        titled("Senior Backend Developer").make(&world.services).await.unwrap();
        titled("Backend Engineer").make(&world.services).await.unwrap();
        titled("Kitchen Engineer").make(&world.services).await.unwrap();
        let sorted = async |text: &str| {
            let found = found(&world, &cast.dana, text).await;
            let titles: BTreeSet<String> = titles(&found).into_iter().map(str::to_owned).collect();
            assert_eq!(found.posting_total, titles.len() as u64);
            titles.into_iter().collect::<Vec<_>>()
        };
        for text in ["back-end developer", "Server-Side Developer", "backend engineer", "BACKEND developer"] {
            assert_eq!(sorted(text).await, ["Backend Engineer", "Senior Backend Developer"], "{text}");
        }
        assert_eq!(sorted("senior backend engineer").await, ["Senior Backend Developer"]);
        assert_eq!(sorted("engineer").await, ["Backend Engineer", "Kitchen Engineer"]);
    }

    async fn items_are_found_as_the_library_finds_them(world: World) {
        let cast = seeded(&world).await;
        for text in ["postgers", "rest api", "database"] {
            let filter = LibraryFilter { query: text.to_owned(), ..LibraryFilter::default() };
            let browsed = world.services.browse_library(&cast.olga, &filter).await.unwrap();
            let everything = found(&world, &cast.olga, text).await;
            let best = browsed.items.iter().take(5).map(|item| item.item.name.as_str()).collect::<Vec<_>>();
            assert!(!best.is_empty());
            assert_eq!((names(&everything), everything.item_total), (best, browsed.total), "{text}");
        }
    }

    async fn a_stranger_learns_nothing(world: World) {
        let cast = seeded(&world).await;
        a_posting().by(&cast.dana).titled("Zeppelin Pilot").make(&world.services).await.unwrap();
        a_posting().by(&cast.dana).titled("Zeppelin Captain").published_by(&cast.hugo).make(&world.services).await.unwrap();
        let secret = WordingForm { name: "Zeppelin licence".into(), body: "You fly.".into(), ..WordingForm::default() };
        let form = ItemForm { kind: "qualification".into(), group: String::new(), wording: secret };
        world.services.create_item(&cast.ada, &form).await.unwrap();

        assert_eq!(found(&world, &cast.olga, "zeppelin").await, Everything::default());
        let (dana, ada) = (found(&world, &cast.dana, "zeppelin").await, found(&world, &cast.ada, "zeppelin").await);
        assert_eq!((dana.posting_total, dana.item_total), (2, 0));
        assert_eq!((ada.posting_total, names(&ada)), (2, vec!["Zeppelin licence"]));
    }

    async fn nothing_is_found_for_no_text_and_signs_are_only_signs(world: World) {
        let cast = seeded(&world).await;
        a_posting().by(&cast.dana).titled("Developer").make(&world.services).await.unwrap();
        for text in ["", "  ", "\u{0}", "\t\n"] {
            assert_eq!(found(&world, &cast.dana, text).await, Everything::default(), "{text:?}");
        }
        for text in ["%", "_", "\\", "'; DROP TABLE postings; --", &"long ".repeat(1000)] {
            assert_eq!(found(&world, &cast.dana, text).await.posting_total, 0, "{text:?}");
        }
    }

    async fn results_are_bounded_and_counted(world: World) {
        let cast = seeded(&world).await;
        for number in 0..7 {
            a_posting().by(&cast.dana).titled(&format!("Developer {number}")).make(&world.services).await.unwrap();
        }
        let few = found(&world, &cast.dana, "develop").await;
        assert_eq!((few.postings.len(), few.posting_total), (5, 7));
        let all = world.services.search_everything(&cast.dana, "e", usize::MAX).await.unwrap();
        assert!(all.postings.len() <= SEARCH_MAX && all.items.len() <= SEARCH_MAX);
        assert!(all.item_total >= all.items.len());
    }

    async fn beside_a_draft_what_suits_it_comes_first(world: World) {
        let cast = seeded(&world).await;
        let item = async |slug: &str| world.services.library_item(&cast.ada, slug).await.unwrap().id;
        let (symfony, php) = (item("symfony").await, item("php").await);
        let other = a_posting().by(&cast.dana).make(&world.services).await.unwrap();
        world.services.insert_item(&cast.dana, other.id, symfony, None).await.unwrap();
        let here = a_posting().by(&cast.dana).make(&world.services).await.unwrap();
        world.services.insert_item(&cast.dana, here.id, php, None).await.unwrap();
        let said = world.services.open_draft(&cast.dana, here.id).await.unwrap().snapshot;
        let found = world.services.find_for(&cast.dana, (here.id, &said), "framework", 4).await.unwrap();
        let found: Vec<&str> = found.iter().map(|item| item.slug.as_str()).collect();
        let names = ["tooling-and-frameworks", "web-framework"];
        assert_eq!(found, [names[0], names[1], "symfony", "laravel"], "better words, then PHP's, that of the team first");
        let shelf = world.services.shelf(&cast.dana, here.id).await.unwrap();
        let fit = |id| shelf.fits[shelf.items.iter().position(|item| item.id == id).unwrap()];
        assert!(fit(symfony) > fit(item("laravel").await) && fit(php) == 0, "what stands there is not wanted twice");
        let hidden = world.services.shelf(&cast.olga, here.id).await.err();
        assert!(matches!(hidden, Some(ServiceError::NotFound)), "{hidden:?}");
    }
}
