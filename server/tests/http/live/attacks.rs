//! Broken and hostile clients: each gets its clear end, and two people who write beside it notice nothing.

use std::time::Duration;

use domain::{
    accounts::Role,
    document::{ClientId, UPDATE_MAX_BYTES},
    protocol::{FRAME_MAX_BYTES, ToBrowser, ToServer, VERSION, close, encode},
};
use scenarios::{
    Database,
    cast::{HUGO, OLGA, VERA},
};
use services::{Acceptance, NewInvitation};
use tokio::time::{Instant, sleep};
use tokio_tungstenite::tungstenite::Message;

use super::pair::Pair;
use crate::support::{BASE_URL, Browser, Company};

async fn scene() -> (Company, Pair) {
    let company = Company::on(Database::Sqlite).await;
    let pair = Pair::of(&company).await;
    (company, pair)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_turned_away_at_the_door_disturbs_nobody() {
    let (company, mut pair) = scene().await;
    let (house, posting) = (&company.house, company.draft.id.to_string());
    let (olga, vera) = (house.signed_in(OLGA).await, house.signed_in(VERA).await);
    let mut over = house.signed_in(HUGO).await;
    let expired = over.cookie.clone();
    over.submit("/?do=sign_out", &[]).await;
    let doors = [
        (vera.cookie.as_deref(), Some("https://evil.example"), 403),
        (vera.cookie.as_deref(), None, 403),
        (olga.cookie.as_deref(), Some(BASE_URL), 404),
        (expired.as_deref(), Some(BASE_URL), 401),
        (None, Some(BASE_URL), 401),
    ];
    let attack = async {
        for (cookie, origin, status) in doors.iter().cycle().take(100) {
            assert_eq!(house.dial(*cookie, &posting, *origin).await.err(), Some(*status), "{origin:?}");
        }
    };
    pair.beside(attack).await;
    pair.agrees_with(&company).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_message_or_too_large_ends_its_own_connection_alone() {
    let (company, mut pair) = scene().await;
    let (house, posting) = (&company.house, company.draft.id);
    let vera = house.signed_in(VERA).await;
    let mut future = encode(&ToServer::Beat);
    future[0] = VERSION + 1;
    let push = |update| encode(&ToServer::Push { number: 1, update });
    let oversized = push(vec![7; UPDATE_MAX_BYTES + 2_000]);
    assert!(oversized.len() > FRAME_MAX_BYTES);
    let attack = async {
        for (frame, code) in [
            (future, close::VERSION),
            (oversized, close::MALFORMED),
            (vec![VERSION; 100 * FRAME_MAX_BYTES], close::MALFORMED),
            (vec![VERSION, 1, 255, 255, 255, 255, 255, 255], close::MALFORMED),
            (Vec::new(), close::MALFORMED),
            (encode(&ToServer::Push { number: 9, update: Vec::new() }), close::MALFORMED),
        ] {
            let mut editor = house.editor(&vera, posting, 101).await;
            // Cut off in the middle of a frame, it may not get all of it out.
            drop(editor.line.send(Message::binary(frame)).await);
            let end = editor.line.end().await;
            assert!(end == code || (end == 0 && code == close::MALFORMED), "{end} instead of {code}");
        }
    };
    pair.beside(attack).await;
    pair.agrees_with(&company).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_update_of_rubbish_is_refused_in_words_and_changes_nothing() {
    let (company, mut pair) = scene().await;
    let (house, posting) = (&company.house, company.drafts[0].id);
    let dana = house.signed_in(scenarios::cast::DANA).await;
    let before = house.stored_draft(posting).await.snapshot();
    let attack = async {
        for update in [vec![], vec![0], vec![255; 40], vec![1, 1, 1, 0, 255, 255, 255, 255, 15], vec![0x7f; 60_000]] {
            let mut editor = house.editor(&dana, posting, 101).await;
            editor.pushes(update.clone()).await;
            let (number, sentence) = editor.rejection().await;
            assert!(number == 1 && sentence.ends_with('.'), "{update:?}: {sentence}");
            assert_eq!(editor.line.end().await, close::AGAIN);
        }
    };
    pair.beside(attack).await;
    assert_eq!(house.stored_draft(posting).await.snapshot(), before);
    pair.agrees_with(&company).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_state_vector_of_rubbish_ends_its_own_connection_alone() {
    let (company, mut pair) = scene().await;
    let (house, posting) = (&company.house, company.draft.id);
    let vera = house.signed_in(VERA).await;
    let epoch = house.world.services.load_live(posting).await.unwrap().epoch;
    let attack = async {
        for state_vector in [
            vec![255; 40],
            // It says that four thousand million entries follow.
            vec![255, 255, 255, 255, 15],
            vec![1],
            vec![2, 1, 1],
            vec![1, 1, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255],
            vec![128; 60_000],
        ] {
            let mut line = house.line(&vera, posting).await;
            line.say(&ToServer::Open { client: ClientId(101), epoch, state_vector: state_vector.clone() }).await;
            assert_eq!(line.end().await, close::MALFORMED, "{:?}", &state_vector[..state_vector.len().min(9)]);
        }
    };
    pair.beside(attack).await;
    pair.agrees_with(&company).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn floods_from_many_sockets_disturb_nobody() {
    let (company, mut pair) = scene().await;
    let (house, posting) = (&company.house, company.draft.id);
    let vera = house.signed_in(VERA).await;
    let flood = async |number: u64| {
        let push = Message::binary(encode(&ToServer::Push { number: 1, update: vec![7; UPDATE_MAX_BYTES] }));
        let beat = Message::binary(encode(&ToServer::Beat));
        let mut editor = house.next_editor(&vera, posting, 100 + number).await;
        let flood = if number.is_multiple_of(2) { push } else { beat };
        for _ in 0..1_000 {
            if editor.line.send(flood.clone()).await.is_err() {
                break;
            }
        }
        let end = editor.line.end().await;
        assert!([close::TOO_MUCH, close::MALFORMED, close::AGAIN, 0].contains(&end), "{end}");
    };
    let attack = async {
        for _ in 0..3 {
            tokio::join!(flood(1), flood(2), flood(3), flood(4), flood(5), flood(6));
        }
    };
    pair.beside(attack).await;
    pair.agrees_with(&company).await;
}

/// The other side is gone, and no packet says so: not even a ping is answered any more.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_whose_other_side_is_gone_is_noticed_and_its_seat_becomes_free() {
    let (company, mut pair) = scene().await;
    let (house, posting) = (&company.house, company.draft.id);
    let vera = house.signed_in(VERA).await;
    let started = Instant::now();
    let mut gone = Vec::new();
    for number in 0..8 {
        // Nobody reads these any more, and so nobody answers.
        gone.push(house.editor(&vera, posting, 101 + number).await);
    }
    let address = posting.to_string();
    let dial = || house.dial(vera.cookie.as_deref(), &address, Some(BASE_URL));
    assert_eq!(dial().await.err(), Some(429));
    let attack = async {
        while dial().await.is_err() {
            assert!(started.elapsed() < Duration::from_secs(40), "the seats stay taken");
            sleep(Duration::from_millis(500)).await;
        }
        started.elapsed()
    };
    let took = pair.beside(attack).await;
    assert!((Duration::from_secs(25)..Duration::from_secs(40)).contains(&took), "{took:?}");
    pair.beside(sleep(Duration::from_secs(1))).await;
    assert!(gone.iter().all(|editor| pair.left.contains(&editor.welcome.seat)), "the others see that they left");
    pair.agrees_with(&company).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_address_has_two_hundred_sockets_and_not_one_more() {
    let (company, mut pair) = scene().await;
    let (house, posting) = (&company.house, company.draft.id.to_string());
    let mut people = Vec::new();
    for number in 0..25 {
        people.push(newcomer(&company, number).await);
    }
    let dial = async |person: &Browser| house.dial(person.cookie.as_deref(), &posting, Some(BASE_URL)).await;
    let attack = async {
        // Two are the pair's.
        let mut lines = Vec::new();
        for number in 0..198 {
            lines.push(dial(&people[number / 8]).await.unwrap());
        }
        assert_eq!(dial(&people[24]).await.err(), Some(429));
        drop(lines);
        for _ in 0..100 {
            if dial(&people[24]).await.is_ok() {
                return;
            }
            sleep(Duration::from_millis(50)).await;
        }
        panic!("the places stay taken");
    };
    pair.beside(attack).await;
    pair.agrees_with(&company).await;
}

/// Somebody who may read the drafts of Platform, signed in.
async fn newcomer(company: &Company, number: usize) -> Browser {
    let (house, password) = (&company.house, "a-password-nobody-guesses");
    let (services, email) = (&house.world.services, format!("viewer-{number}@northwind.example"));
    let team = Some(house.cast.platform);
    let invitation = NewInvitation { email: email.clone(), role: Role::Viewer, team };
    let token = services.invite(&house.cast.ada, invitation, str::to_owned).await.unwrap().token;
    let acceptance = Acceptance { display_name: format!("Viewer {number}"), password: password.into() };
    services.accept_invitation(&token, acceptance).await.unwrap();
    let mut browser = house.visitor();
    let answer = browser.submit("/sign-in?do=sign_in", &[("email", &email), ("password", password)]).await;
    assert_eq!(answer.status, 303);
    browser
}

/// They get what everybody gets; a beat between is answered.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_asks_for_the_shelf_all_the_time_gets_it_and_slows_nobody() {
    let (company, mut pair) = scene().await;
    let (house, posting) = (&company.house, company.draft.id);
    let vera = house.signed_in(VERA).await;
    let attack = async {
        let mut editor = house.editor(&vera, posting, 101).await;
        for _ in 0..150 {
            editor.line.say(&ToServer::AskShelf).await;
        }
        editor.line.say(&ToServer::Beat).await;
        let mut shelves = 0;
        let answered = editor.line.until(|message| match message {
            ToBrowser::Shelf(..) => {
                shelves += 1;
                None
            }
            ToBrowser::Beat => Some(()),
            _ => None,
        });
        answered.await;
        assert!(shelves > 0);
    };
    pair.beside(attack).await;
    pair.agrees_with(&company).await;
}
