//! Who listens hears of what others than open editors did to a draft, once it is in the database.

use std::sync::{Arc, Mutex};

use domain::ids::PostingId;
use scenarios::{World, on_both_databases};
use services::{
    HashCost, Services,
    edges::{Announcer, Edges},
};

use crate::{a_draft, room::Room, set_title};

#[derive(Default)]
struct Heard(Mutex<Vec<PostingId>>);

impl Announcer for Heard {
    fn draft_changed(&self, posting: PostingId) {
        self.0.lock().unwrap().push(posting);
    }
}

impl Heard {
    fn take(&self) -> Vec<PostingId> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

on_both_databases! {
    async fn forms_pushes_and_stages_are_announced_and_what_rooms_commit_is_not(world: World) {
        let cast = world.cast().await;
        let heard = Arc::new(Heard::default());
        let edges = Edges { clock: Box::new(world.clock.clone()), announcer: Box::new(heard.clone()), ..Edges::system() };
        let services = Services::new(world.storage.clone(), edges, HashCost::Test);
        let posting = a_draft(&world, &cast.dana).await;
        assert!(heard.take().is_empty());

        services.edit_draft(&cast.dana, posting, &[set_title("From a form")]).await.unwrap();
        assert_eq!(heard.take(), [posting]);
        services.edit_draft(&cast.dana, posting, &[set_title("From a form")]).await.unwrap();
        assert!(heard.take().is_empty(), "nothing changed");
        services.edit_draft(&cast.olga, posting, &[set_title("Not hers")]).await.unwrap_err();
        assert!(heard.take().is_empty(), "nothing happened");

        let mut room = Room::open(&services, posting).await;
        let mut dana = room.tab(&cast.dana, 101);
        let update = dana.write(&set_title("Pushed"));
        services.push_draft(&cast.dana, posting, 1, &update, &[]).await.unwrap();
        assert_eq!(heard.take(), [posting]);
        services.push_draft(&cast.dana, posting, 1, &update, &[]).await.unwrap();
        assert!(heard.take().is_empty(), "it was known");
        room.catch_up().await;
        room.write(&mut dana, &set_title("Live"));
        room.commit().await;
        assert!(heard.take().is_empty(), "the room knows");

        services.submit(&cast.dana, posting, "").await.unwrap();
        services.withdraw(&cast.dana, posting).await.unwrap();
        services.archive_posting(&cast.dana, posting).await.unwrap();
        services.restore_posting(&cast.dana, posting).await.unwrap();
        assert_eq!(heard.take(), [posting; 4]);
    }
}
