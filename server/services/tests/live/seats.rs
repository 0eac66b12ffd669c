//! Who may sit at an open editor, and for how long.

use std::time::Duration;

use domain::{
    accounts::{Actor, Role},
    ids::PostingId,
    protocol::Access,
};
use scenarios::{World, on_both_databases, postings::a_posting};
use services::{SeatQuestion, SeatStanding, ServiceError, SessionState};

use crate::live::a_draft;

const MINUTE: Duration = Duration::from_secs(60);

/// Signs somebody in; the session is called as they are.
async fn sign_in(world: &World, actor: &Actor) -> String {
    let state = SessionState { user: Some(actor.id), data: "{}".to_owned(), user_agent: "Firefox".to_owned() };
    assert!(world.services.create_session(&actor.display_name, state).await.unwrap());
    actor.display_name.clone()
}

fn question(session: &str, actor: &Actor, posting: PostingId) -> SeatQuestion {
    SeatQuestion { session: session.to_owned(), user: actor.id, posting }
}

/// How somebody stands who is signed in, in a word or in the sentence that they read.
async fn standing(world: &World, actor: &Actor, posting: PostingId) -> String {
    let standings = world.services.seats(&[question(&actor.display_name, actor, posting)]).await.unwrap();
    let [standing] = standings.try_into().unwrap();
    match standing {
        SeatStanding::Gone => "gone".to_owned(),
        SeatStanding::Hidden => "hidden".to_owned(),
        SeatStanding::Here { actor: found, access } => {
            assert_eq!(found.id, actor.id);
            match access {
                Access::Edit => "edit".to_owned(),
                Access::Read(why) => why,
            }
        }
    }
}

on_both_databases! {
    async fn each_seat_is_answered_in_order_by_what_its_person_may_do(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let payments = a_posting().by(&cast.olga).make(&world.services).await.unwrap().id;
        let nowhere = PostingId(uuid::Uuid::from_u128(7));
        for actor in [&cast.dana, &cast.ben, &cast.vera, &cast.hugo, &cast.olga] {
            sign_in(&world, actor).await;
        }
        let digest = world.storage.accounts().list_sessions(cast.dana.id, world.services.now()).await.unwrap()[0].id_hash.clone();
        let name = |actor: &Actor| actor.display_name.clone();
        let here = |actor: &Actor, access| SeatStanding::Here { actor: actor.clone(), access };
        let team = || Access::Read("Only hiring managers of this team can do this.".to_owned());
        let table = [
            (question(&name(&cast.dana), &cast.dana, posting), here(&cast.dana, Access::Edit)),
            (question(&name(&cast.dana), &cast.dana, payments), SeatStanding::Hidden),
            (question(&name(&cast.olga), &cast.olga, posting), SeatStanding::Hidden),
            (question(&name(&cast.olga), &cast.olga, payments), here(&cast.olga, Access::Edit)),
            (question(&name(&cast.vera), &cast.vera, posting), here(&cast.vera, team())),
            (question(&name(&cast.hugo), &cast.hugo, posting), here(&cast.hugo, team())),
            (question(&name(&cast.dana), &cast.dana, nowhere), SeatStanding::Hidden),
            (question("made up", &cast.dana, posting), SeatStanding::Gone),
            (question("", &cast.dana, posting), SeatStanding::Gone),
            (question(&name(&cast.ben), &cast.dana, posting), SeatStanding::Gone),
            (question(&digest, &cast.dana, posting), SeatStanding::Gone),
            (question(&name(&cast.ada), &cast.ada, posting), SeatStanding::Gone),
            (question(&name(&cast.dana), &cast.dana, posting), here(&cast.dana, Access::Edit)),
        ];
        let (questions, expected): (Vec<_>, Vec<_>) = table.into_iter().unzip();
        assert_eq!(world.services.seats(&questions).await.unwrap(), expected);
        assert!(world.services.seats(&[]).await.unwrap().is_empty());
    }

    async fn a_full_house_is_answered_whole(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let session = sign_in(&world, &cast.dana).await;
        let mut questions = vec![question(&session, &cast.dana, posting); 10_003];
        questions[7_000].session = "made up".to_owned();
        let standings = world.services.seats(&questions).await.unwrap();
        let gone: Vec<usize> = (0..standings.len()).filter(|index| standings[*index] == SeatStanding::Gone).collect();
        assert_eq!((standings.len(), gone), (10_003, vec![7_000]));
    }

    async fn what_happens_to_a_person_shows_at_their_seat(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        for actor in [&cast.dana, &cast.ben, &cast.vera] {
            sign_in(&world, actor).await;
        }
        assert_eq!(standing(&world, &cast.ben, posting).await, "edit");
        world.services.grant_role(&cast.ada, cast.ben.id, Role::Viewer, Some(cast.platform)).await.unwrap();
        world.services.revoke_role(&cast.ada, cast.ben.id, Role::HiringManager, Some(cast.platform)).await.unwrap();
        assert_eq!(standing(&world, &cast.ben, posting).await, "Only hiring managers of this team can do this.");
        world.services.revoke_role(&cast.ada, cast.ben.id, Role::Viewer, Some(cast.platform)).await.unwrap();
        assert_eq!(standing(&world, &cast.ben, posting).await, "hidden");

        world.services.delete_session(&cast.vera.display_name).await.unwrap();
        assert_eq!(standing(&world, &cast.vera, posting).await, "gone");
        world.services.suspend(&cast.ada, cast.dana.id).await.unwrap();
        assert_eq!(standing(&world, &cast.dana, posting).await, "gone");
        world.services.reinstate(&cast.ada, cast.dana.id).await.unwrap();
        assert_eq!(standing(&world, &cast.dana, posting).await, "gone", "the session does not come back");
    }

    async fn what_happens_to_a_posting_shows_at_every_seat(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        for actor in [&cast.dana, &cast.ben] {
            sign_in(&world, actor).await;
        }
        world.services.submit(&cast.dana, posting, "").await.unwrap();
        assert_eq!(standing(&world, &cast.ben, posting).await, "edit", "what is in review stands beside the draft");
        world.services.withdraw(&cast.dana, posting).await.unwrap();
        world.services.archive_posting(&cast.dana, posting).await.unwrap();
        for actor in [&cast.dana, &cast.ben] {
            let why = standing(&world, actor, posting).await;
            assert!(why.starts_with("The draft is locked, because the posting is archived."), "{why}");
        }
        world.services.restore_posting(&cast.dana, posting).await.unwrap();
        assert_eq!(standing(&world, &cast.ben, posting).await, "edit");
    }

    async fn a_seat_is_taken_by_those_who_may_read(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let take = async |actor: &Actor| world.services.take_seat(&actor.display_name, actor, posting).await;
        assert!(matches!(take(&cast.dana).await, Err(ServiceError::Gone(_))), "signed out");
        for actor in [&cast.dana, &cast.vera, &cast.olga] {
            sign_in(&world, actor).await;
        }
        assert_eq!(take(&cast.dana).await.unwrap(), Access::Edit);
        assert!(matches!(take(&cast.vera).await, Ok(Access::Read(_))));
        assert!(matches!(take(&cast.olga).await, Err(ServiceError::NotFound)));
        let borrowed = world.services.take_seat(&cast.vera.display_name, &cast.dana, posting).await;
        assert!(matches!(borrowed, Err(ServiceError::Gone(_))), "{borrowed:?}");
    }

    async fn an_open_page_keeps_no_session_alive(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        sign_in(&world, &cast.dana).await;
        for _ in 0..59 {
            world.clock.advance(MINUTE);
            assert_eq!(standing(&world, &cast.dana, posting).await, "edit");
        }
        world.clock.advance(MINUTE);
        assert_eq!(standing(&world, &cast.dana, posting).await, "gone");
    }

    async fn who_writes_stays_until_twelve_hours_are_over(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        let dana = sign_in(&world, &cast.dana).await;
        let ben = sign_in(&world, &cast.ben).await;
        for _ in 0..12 {
            world.clock.advance(MINUTE * 59);
            world.services.note_writing(&[dana.clone(), "made up".to_owned()]).await.unwrap();
            assert_eq!(standing(&world, &cast.dana, posting).await, "edit");
        }
        assert_eq!(standing(&world, &cast.ben, posting).await, "gone");
        world.services.note_writing(&[dana.clone(), ben]).await.unwrap();
        assert_eq!(standing(&world, &cast.ben, posting).await, "gone", "what is over does not come back");
        world.clock.advance(MINUTE * 12);
        world.services.note_writing(&[dana]).await.unwrap();
        assert_eq!(standing(&world, &cast.dana, posting).await, "gone");
    }

    async fn writing_is_noted_at_most_once_a_minute(world: World) {
        let cast = world.cast().await;
        let dana = sign_in(&world, &cast.dana).await;
        let start = world.services.now();
        let seen = async || {
            world.services.note_writing(std::slice::from_ref(&dana)).await.unwrap();
            world.storage.accounts().list_sessions(cast.dana.id, world.services.now()).await.unwrap()[0].seen_at
        };
        world.clock.advance(MINUTE - Duration::from_secs(1));
        assert_eq!(seen().await, start);
        world.clock.advance(Duration::from_secs(1));
        assert_eq!(seen().await, world.services.now());
    }
}
