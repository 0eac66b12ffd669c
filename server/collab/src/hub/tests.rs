//! The hub with real services on a real database, without sockets.

use std::time::Duration;

use domain::{
    document::{ClientId, Draft, Operation},
    posting::FactKey,
    protocol::{ToBrowser, ToServer, VERSION, decode, encode},
};
use scenarios::{
    Cast, Database, World,
    postings::{Made, a_posting},
};
use services::SessionState;
use tokio::time::timeout;

use super::*;
use crate::{
    bell::Changes,
    outbox::{Outgoing, frame},
};

struct Scene {
    world: World,
    cast: Cast,
    posting: Made,
    hub: Hub,
}

impl Scene {
    async fn set() -> Self {
        let world = World::on(Database::Sqlite).await;
        let cast = world.cast().await;
        let posting = a_posting().by(&cast.dana).make(&world.services).await.unwrap();
        for (session, user) in [("dana", cast.dana.id), ("ben", cast.ben.id), ("olga", cast.olga.id)] {
            let state = SessionState { user: Some(user), data: "{}".to_owned(), user_agent: String::new() };
            assert!(world.services.create_session(session, state).await.unwrap());
        }
        let hub = Hub::start(world.services.clone(), Arc::default());
        Self { world, cast, posting, hub }
    }

    fn visitor(&self, session: &str, user: UserId) -> Visitor {
        Visitor { session: session.to_owned(), user, posting: self.posting.id, address: "192.0.2.1".to_owned() }
    }

    fn dana(&self) -> Visit {
        self.hub.visit(self.visitor("dana", self.cast.dana.id)).unwrap()
    }

    /// Dana's replica, opened.
    async fn open(&self, visit: &mut Visit, client: u64) -> Draft {
        let client = ClientId(client);
        visit.hear(&encode(&ToServer::Open { client, epoch: 0, state_vector: Vec::new() })).await.unwrap();
        let ToBrowser::Welcome(welcome) = heard(visit).await else { panic!("the answer is a welcome") };
        Draft::load(client, &welcome.update).unwrap()
    }
}

/// What is sent next, but for what is at stake: nothing is, as nobody has approved anything.
async fn next(visit: &Visit) -> Outgoing {
    let nothing = Outgoing::Frame(frame(&ToBrowser::AtStake(String::new())));
    loop {
        let next = timeout(Duration::from_secs(10), visit.outbox().next()).await.expect("something is sent");
        if next != nothing {
            return next;
        }
    }
}

async fn heard(visit: &Visit) -> ToBrowser {
    match next(visit).await {
        Outgoing::Frame(frame) => decode(&frame).unwrap(),
        Outgoing::Close(code) => panic!("closed with {code}"),
    }
}

fn title(draft: &mut Draft, value: &str) -> Vec<u8> {
    draft.apply(&Operation::SetFact { key: FactKey::Title, value: value.to_owned() }, 5).unwrap()
}

#[tokio::test]
async fn one_person_has_eight_connections_and_one_address_two_hundred() {
    let scene = Scene::set().await;
    let mut visits: Vec<Visit> = (0..8).map(|_| scene.dana()).collect();
    let visitor = scene.visitor("dana", scene.cast.dana.id);
    assert!(matches!(scene.hub.visit(visitor.clone()), Err(Crowded::Person)));
    visits.pop();
    visits.push(scene.hub.visit(visitor).unwrap());

    let anybody = |number: usize| {
        let user: UserId = format!("{number:032x}").parse().unwrap();
        scene.hub.visit(scene.visitor("x", user))
    };
    visits.extend((8..200).map(|number| anybody(number).unwrap()));
    assert!(matches!(anybody(200), Err(Crowded::Address)));
    drop(visits);
    assert!(anybody(200).is_ok());
    assert!(locked(&scene.hub.0.people).by_person.is_empty(), "who has left is not remembered");
}

#[tokio::test]
async fn a_push_is_committed_and_acknowledged() {
    let scene = Scene::set().await;
    let (mut one, mut two) = (scene.dana(), scene.dana());
    let (mut draft, mut other) = (scene.open(&mut one, 11).await, scene.open(&mut two, 12).await);
    let update = title(&mut draft, "Baker");
    one.hear(&encode(&ToServer::Push { number: 1, update })).await.unwrap();
    let ToBrowser::Present(_) = heard(&one).await else { panic!("first she hears of her other tab") };
    assert!(matches!(heard(&one).await, ToBrowser::Ack { number: 1, .. }));
    let ToBrowser::Remote { update, .. } = heard(&two).await else { panic!("the other tab hears of it") };
    other.merge(&update).unwrap();
    let stored = scene.world.services.load_live(scene.posting.id).await.unwrap().draft;
    assert_eq!(stored.snapshot(), other.snapshot());
    assert_eq!(stored.snapshot().facts.get(FactKey::Title), "Baker");
}

#[tokio::test]
async fn what_is_no_message_or_out_of_turn_ends_the_connection() {
    let scene = Scene::set().await;
    let open = ToServer::Open { client: ClientId(11), epoch: 0, state_vector: Vec::new() };
    let push = |number| encode(&ToServer::Push { number, update: vec![0, 0] });
    let mut future = encode(&open);
    future[0] = VERSION + 1;
    for (frame, code) in [
        (future, close::VERSION),
        (Vec::new(), close::MALFORMED),
        (vec![VERSION, 200, 1, 2, 3], close::MALFORMED),
        (push(1), close::MALFORMED),
        (encode(&ToServer::Beat), close::MALFORMED),
    ] {
        assert_eq!(scene.dana().hear(&frame).await, Err(code), "{frame:?}");
    }
    for frame in [encode(&open), push(2), push(0)] {
        let mut visit = scene.dana();
        scene.open(&mut visit, 12).await;
        assert_eq!(visit.hear(&frame).await, Err(close::MALFORMED), "{frame:?}");
    }
    let mut broken = scene.dana();
    let epoch = scene.world.services.load_live(scene.posting.id).await.unwrap().epoch;
    let open = ToServer::Open { client: ClientId(13), epoch, state_vector: vec![255; 40] };
    broken.hear(&encode(&open)).await.unwrap();
    assert_eq!(next(&broken).await, Outgoing::Close(close::MALFORMED));
}

#[tokio::test]
async fn a_flood_ends_the_connection() {
    let scene = Scene::set().await;
    let mut visit = scene.dana();
    scene.open(&mut visit, 11).await;
    let beat = encode(&ToServer::Beat);
    let mut end = Ok(());
    for _ in 0..400 {
        end = visit.hear(&beat).await;
        if end.is_err() {
            break;
        }
        visit.outbox().take();
    }
    assert_eq!(end, Err(close::TOO_MUCH));
}

#[tokio::test]
async fn whoever_may_not_read_or_is_signed_out_does_not_get_in() {
    let scene = Scene::set().await;
    let open = encode(&ToServer::Open { client: ClientId(11), epoch: 0, state_vector: Vec::new() });
    for (session, user, code) in [
        ("olga", scene.cast.olga.id, close::HIDDEN),
        ("nobody", scene.cast.dana.id, close::SIGNED_OUT),
        ("ben", scene.cast.dana.id, close::SIGNED_OUT),
    ] {
        let mut visit = scene.hub.visit(scene.visitor(session, user)).unwrap();
        assert_eq!(visit.hear(&open).await, Err(code), "{session}");
    }
}

#[tokio::test]
async fn the_sweep_ends_the_connections_of_a_session_that_is_over() {
    let scene = Scene::set().await;
    let mut visit = scene.dana();
    scene.open(&mut visit, 11).await;
    scene.world.services.delete_session("dana").await.unwrap();
    let end = timeout(Duration::from_secs(3), next(&visit)).await;
    assert_eq!(end.ok(), Some(Outgoing::Close(close::SIGNED_OUT)));
}

#[tokio::test]
async fn a_bell_about_somebody_is_about_their_seats_and_a_bell_about_a_draft_about_its() {
    let scene = Scene::set().await;
    let (mut dana, mut ben) = (scene.dana(), scene.hub.visit(scene.visitor("ben", scene.cast.ben.id)).unwrap());
    scene.open(&mut dana, 11).await;
    scene.open(&mut ben, 12).await;
    let elsewhere = PostingId(scene.cast.dana.id.0);
    let round = |drafts: &[PostingId], people: &[UserId]| {
        let changes = Changes { drafts: drafts.iter().copied().collect(), people: people.iter().copied().collect() };
        let round = locked(&scene.hub.0.people).round(Some(&changes));
        (round.rooms.len(), round.questions.iter().map(|question| question.user).collect::<Vec<_>>())
    };
    let (dana, ben) = (scene.cast.dana.id, scene.cast.ben.id);
    assert_eq!(round(&[], &[ben]), (1, vec![ben]));
    assert_eq!(round(&[scene.posting.id], &[]), (1, vec![dana, ben]));
    assert_eq!(round(&[elsewhere], &[scene.cast.olga.id]), (0, vec![]));
}

#[tokio::test]
async fn the_shelf_is_shown_and_asking_twice_without_reading_costs_nothing() {
    let scene = Scene::set().await;
    let mut visit = scene.dana();
    scene.open(&mut visit, 11).await;
    for _ in 0..50 {
        visit.hear(&encode(&ToServer::AskShelf)).await.unwrap();
    }
    assert!(matches!(heard(&visit).await, ToBrowser::Shelf(..)));
    assert_eq!(visit.outbox().take(), None);
}

#[tokio::test]
async fn after_a_room_broke_the_next_one_to_come_gets_a_new_one() {
    let scene = Scene::set().await;
    let (sender, inbox) = mpsc::channel(1);
    locked(&scene.hub.0.people).rooms.insert(scene.posting.id, sender);
    drop(inbox);
    let mut visit = scene.dana();
    scene.open(&mut visit, 11).await;
}

#[tokio::test]
async fn a_stop_answers_what_is_under_way_and_sends_everybody_to_come_back() {
    let scene = Scene::set().await;
    let (mut typing, idle) = (scene.dana(), scene.dana());
    let mut draft = scene.open(&mut typing, 11).await;
    typing.hear(&encode(&ToServer::Push { number: 1, update: title(&mut draft, "Baker") })).await.unwrap();
    let hub = scene.hub.clone();
    let stop = tokio::spawn(async move { hub.stop().await });
    assert!(matches!(heard(&typing).await, ToBrowser::Ack { number: 1, .. }));
    assert_eq!(next(&typing).await, Outgoing::Close(close::AGAIN));
    assert_eq!(next(&idle).await, Outgoing::Close(close::AGAIN));
    assert!(matches!(scene.hub.visit(scene.visitor("ben", scene.cast.ben.id)), Err(Crowded::Closing)));
    assert!(!stop.is_finished(), "sockets are waited for");
    drop((typing, idle));
    timeout(Duration::from_secs(5), stop).await.unwrap().unwrap();
}
