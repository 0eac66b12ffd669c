//! Where an item is used: counted for everybody, named only as far as somebody may see.

use scenarios::{World, on_both_databases, postings::a_posting};
use services::{Lines, VersionUses};

use crate::upstream::{a_draft, an_item, draft, reword, says_now, uses};

const fn lines(lines: u64, overridden: u64, postings: u64) -> Lines {
    Lines { lines, overridden, postings }
}

on_both_databases! {
    async fn drafts_reviews_and_publications_are_counted_version_by_version(world: World) {
        let cast = world.cast().await;
        let item = an_item(&world, &cast, "Tests", "You write tests.").await;
        let drafted = a_draft(&world, &cast.dana).await;
        let reviewed = a_draft(&world, &cast.dana).await;
        let published = a_draft(&world, &cast.dana).await;
        for posting in [drafted, reviewed, published] {
            let line = uses(&world, &cast.dana, posting, item.id).await;
            uses(&world, &cast.dana, posting, item.id).await;
            if posting == reviewed {
                reword(&world, &cast.dana, posting, &line, "You test.").await;
            }
        }
        world.services.submit(&cast.dana, reviewed, "").await.unwrap();
        let revision = world.services.submit(&cast.dana, published, "").await.unwrap();
        let made = scenarios::postings::Made { id: published, revision: Some(revision) };
        scenarios::postings::approve(&world.services, &cast.hugo, made).await.unwrap();
        world.services.publish(&cast.hugo, published, revision).await.unwrap();
        says_now(&world, &cast, &item, "You write tests first.").await;
        uses(&world, &cast.dana, published, item.id).await;
        let used = || async { world.services.library_item(&cast.ada, &item.slug).await.unwrap().where_used };
        assert_eq!(used().await.versions, [
            VersionUses { version: 2, drafts: lines(1, 0, 1), ..VersionUses::default() },
            VersionUses { version: 1, drafts: lines(6, 1, 3), reviews: lines(2, 1, 1), publications: lines(2, 0, 1) },
        ]);
        world.services.withdraw(&cast.dana, reviewed).await.unwrap();
        world.services.close(&cast.hugo, published).await.unwrap();
        let versions = used().await.versions;
        assert_eq!((versions[1].reviews, versions[1].publications), (Lines::default(), Lines::default()));
    }

    async fn teams_that_somebody_may_not_read_are_a_number(world: World) {
        let cast = world.cast().await;
        let item = an_item(&world, &cast, "Tests", "You write tests.").await;
        let (hers, olgas) = (a_draft(&world, &cast.dana).await, a_draft(&world, &cast.olga).await);
        uses(&world, &cast.dana, hers, item.id).await;
        let line = uses(&world, &cast.olga, olgas, item.id).await;
        uses(&world, &cast.olga, olgas, item.id).await;
        reword(&world, &cast.olga, olgas, &line, "Olga’s words.").await;
        let before = (draft(&world, hers).await, draft(&world, olgas).await);
        for (actor, named, elsewhere) in [
            (&cast.ada, vec!["Payments", "Platform"], 0),
            (&cast.dana, vec!["Platform"], 2),
            (&cast.vera, vec!["Platform"], 2),
            (&cast.olga, vec!["Payments"], 1),
        ] {
            let reach = world.services.library_item(actor, &item.slug).await.unwrap().where_used.reach;
            let teams: Vec<&str> = reach.teams.iter().map(|team| team.team_name.as_str()).collect();
            assert_eq!((teams, reach.elsewhere, reach.all), (named, elsewhere, lines(3, 1, 2)), "{}", actor.display_name);
        }
        assert_eq!((draft(&world, hers).await, draft(&world, olgas).await), before);
    }

    async fn what_is_announced_is_what_is_offered_then(world: World) {
        let cast = world.cast().await;
        let item = an_item(&world, &cast, "Tests", "You write tests.").await;
        let archived = a_draft(&world, &cast.dana).await;
        let reviewed = a_posting().by(&cast.dana).in_review().make(&world.services).await.unwrap().id;
        for posting in [archived, reviewed] {
            uses(&world, &cast.dana, posting, item.id).await;
        }
        world.services.archive_posting(&cast.dana, archived).await.unwrap();
        let announced = world.services.library_item(&cast.ada, &item.slug).await.unwrap().where_used.reach;
        says_now(&world, &cast, &item, "You write tests first.").await;
        let offered = world.services.count_updates(&cast.dana).await.unwrap();
        assert_eq!((announced.all.lines, announced.all.postings), (offered.lines, offered.postings));
        assert_eq!(offered.lines, 1);
    }

    async fn templates_that_begin_with_an_item_are_named(world: World) {
        let cast = world.cast().await;
        world.services.seed_library().await.unwrap();
        let java = world.services.library_item(&cast.dana, "java").await.unwrap();
        let named = &java.where_used.templates;
        assert_eq!(named.len(), 3 * 7, "every seniority and industry");
        assert!(named.iter().all(|template| template.slug.contains("-java-") && template.version == 1), "{named:?}");
        let own = an_item(&world, &cast, "Our own", "You care.").await;
        let own = world.services.library_item(&cast.dana, &own.slug).await.unwrap();
        assert!(own.where_used.templates.is_empty());
    }
}
