//! Who listens hears of what others than open editors did to a draft, once it is in the database.

use std::sync::{Arc, Mutex};

use domain::{
    accounts::Role,
    ids::{PostingId, UserId},
};
use scenarios::{World, cast::DANA, on_both_databases};
use services::{
    HashCost, Services, SessionState,
    edges::{Announcer, Edges},
};

use crate::live::{a_draft, room::Room, set_title};

#[derive(Default)]
struct Heard {
    drafts: Mutex<Vec<PostingId>>,
    people: Mutex<Vec<UserId>>,
}

impl Announcer for Heard {
    fn draft_changed(&self, posting: PostingId) {
        self.drafts.lock().unwrap().push(posting);
    }

    fn person_changed(&self, person: UserId) {
        self.people.lock().unwrap().push(person);
    }
}

impl Heard {
    fn take(&self) -> Vec<PostingId> {
        std::mem::take(&mut self.drafts.lock().unwrap())
    }

    fn take_people(&self) -> Vec<UserId> {
        std::mem::take(&mut self.people.lock().unwrap())
    }
}

fn listened_to(world: &World) -> (Services, Arc<Heard>) {
    let heard = Arc::new(Heard::default());
    let edges = Edges { clock: Box::new(world.clock.clone()), announcer: Box::new(heard.clone()), ..Edges::system() };
    (Services::new(world.storage.clone(), edges, HashCost::Test), heard)
}

on_both_databases! {
    async fn forms_and_stages_are_announced_and_what_rooms_commit_is_not(world: World) {
        let cast = world.cast().await;
        let (services, heard) = listened_to(&world);
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
        room.write(&mut dana, &set_title("Live"));
        room.commit().await;
        assert!(heard.take().is_empty(), "the room knows");

        services.submit(&cast.dana, posting, "").await.unwrap();
        services.withdraw(&cast.dana, posting).await.unwrap();
        services.archive_posting(&cast.dana, posting).await.unwrap();
        services.restore_posting(&cast.dana, posting).await.unwrap();
        assert_eq!(heard.take(), [posting; 4]);
        assert!(heard.take_people().is_empty());
    }

    async fn what_takes_power_from_somebody_or_gives_it_is_announced(world: World) {
        let cast = world.cast().await;
        let (services, heard) = listened_to(&world);
        let (ada, ben) = (&cast.ada, cast.ben.id);
        services.grant_role(ada, ben, Role::Viewer, Some(cast.platform)).await.unwrap();
        services.revoke_role(ada, ben, Role::Viewer, Some(cast.platform)).await.unwrap();
        services.suspend(ada, ben).await.unwrap();
        services.reinstate(ada, ben).await.unwrap();
        assert_eq!(heard.take_people(), [ben; 4]);
        services.suspend(&cast.olga, ben).await.unwrap_err();
        assert!(heard.take_people().is_empty(), "nothing happened");

        let dana = cast.dana.id;
        for session in ["one", "two", "three", "four"] {
            let state = SessionState { user: Some(dana), data: "{}".to_owned(), user_agent: String::new() };
            assert!(services.create_session(session, state).await.unwrap());
        }
        assert!(heard.take_people().is_empty(), "to sign in takes nothing from anybody");
        services.delete_session("one").await.unwrap();
        let handle = services.my_sessions(&cast.dana, None).await.unwrap().remove(0).handle;
        services.end_session(&cast.dana, &handle).await.unwrap();
        services.end_other_sessions(&cast.dana, None).await.unwrap();
        let passwords = (DANA.password, "another-password-nobody-guesses");
        services.change_password(&cast.dana, passwords.0, passwords.1, None).await.unwrap();
        assert_eq!(heard.take_people(), [dana; 4]);
        services.delete_session("nobody's").await.unwrap();
        assert!(heard.take_people().is_empty());
        assert!(heard.take().is_empty(), "no draft changed");
    }
}
