//! Near duplicates: noticed while somebody writes a new item.

#![expect(clippy::unwrap_used, reason = "a test that can not go on has failed")]

use domain::accounts::Actor;
use scenarios::{World, on_both_databases};

async fn names(world: &World, actor: &Actor, name: &str, body: &str) -> Vec<String> {
    let near = world.services.near_duplicates(actor, name, body).await.unwrap();
    near.into_iter().map(|near| near.item.name).collect()
}

on_both_databases! {
    async fn what_nearly_says_the_same_is_named(world: World) {
        let cast = world.cast().await;
        world.services.seed_library().await.unwrap();
        let near = names(&world, &cast.ada, "Speed of queries", "Find slow queries, learn why they are slow, and make them fast.").await;
        assert_eq!(near.first().map(String::as_str), Some("Query tuning"));
        assert_eq!(names(&world, &cast.ada, "Postgres", "You like elephants.").await, ["PostgreSQL"]);
        assert_eq!(names(&world, &cast.ada, "Bakery", "Bake bread every morning.").await, Vec::<String>::new());
        assert_eq!(names(&world, &cast.ada, "", "").await, Vec::<String>::new());
    }

    async fn the_whole_seed_library_has_few_near_duplicates(world: World) {
        let cast = world.cast().await;
        world.services.seed_library().await.unwrap();
        let items = world.services.library_index(&cast.ada).await.unwrap().items;
        let mut alarms = Vec::new();
        for item in items.iter() {
            let near = names(&world, &cast.ada, "", &item.body).await;
            assert!(near.contains(&item.name), "{} is like itself", item.name);
            alarms.extend(near.into_iter().filter(|name| *name != item.name).map(|name| format!("{} ~ {name}", item.name)));
        }
        assert!(alarms.len() * 20 <= items.len(), "more than one of twenty lines is called nearly the same as another: {alarms:?}");
    }

    async fn drafts_are_named_to_curators_alone(world: World) {
        let cast = world.cast().await;
        let form = services::ItemForm {
            kind: "benefit".into(),
            wording: domain::library::WordingForm { name: "Bread".into(), body: "We offer fresh bread every morning.".into(), ..Default::default() },
            ..Default::default()
        };
        world.services.create_item(&cast.ada, &form).await.unwrap();
        let body = "We offer fresh bread every morning";
        assert_eq!(names(&world, &cast.ada, "", body).await, ["Bread"]);
        assert_eq!(names(&world, &cast.dana, "", body).await, Vec::<String>::new());
    }
}
