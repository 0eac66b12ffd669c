//! Every message comes back from the wire as it went, and whatever else arrives is refused without a panic.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::{
    ids::{ItemId, LineId, SectionId},
    library::ItemKind,
    posting::{Level, Requirement, SectionKind},
};

fn somebody() -> Person {
    let whereabouts = Whereabouts { field: Field::Line(LineId::from_random(7)), from: 3, to: 9 };
    Person {
        seat: SeatId(4),
        user: UserId(Uuid::from_u128(0x1234_5678)),
        name: "Dána 🦊".to_owned(),
        whereabouts: Some(whereabouts),
    }
}

fn item() -> IndexItem {
    IndexItem {
        id: ItemId(Uuid::from_u128(9)),
        version: 2,
        slug: "rust".to_owned(),
        kind: ItemKind::Skill,
        group: "language".to_owned(),
        section: SectionKind::Responsibilities,
        name: "Rust".to_owned(),
        body: "Rust in production".to_owned(),
        synonyms: vec!["rustlang".to_owned()],
        tags: vec!["backend".to_owned()],
        requirement: Requirement::Required,
        level: Some(Level::Working),
        seniority: Vec::new(),
        used: 3,
    }
}

fn from_browsers() -> Vec<ToServer> {
    vec![
        ToServer::Open { client: ClientId(ClientId::MAX), epoch: 1, state_vector: vec![0, 255] },
        ToServer::Push { number: u32::MAX, update: vec![1; 300] },
        ToServer::Here(None),
        ToServer::Here(somebody().whereabouts),
        ToServer::Here(Some(Whereabouts { field: Field::Heading(SectionId::from_random(7)), from: 0, to: 0 })),
        ToServer::Here(Some(Whereabouts { field: Field::TITLE, from: 1, to: 1 })),
        ToServer::AskShelf,
        ToServer::AskCredit(item().source()),
        ToServer::Beat,
    ]
}

fn from_the_server() -> Vec<ToBrowser> {
    let welcome = Welcome {
        seat: SeatId(1),
        epoch: -1,
        seq: i64::MAX,
        update: vec![0, 0],
        state_vector: Vec::new(),
        access: Access::Read("It is in review.".to_owned()),
        people: vec![somebody()],
    };
    vec![
        ToBrowser::Welcome(welcome),
        ToBrowser::Ack { number: 3, seq: 12 },
        ToBrowser::Reject { number: 3, sentence: "No.".to_owned() },
        ToBrowser::Remote { seq: 13, update: vec![9] },
        ToBrowser::Access(Access::Edit),
        ToBrowser::Reset { epoch: 2, sentence: "Restored.".to_owned() },
        ToBrowser::Present(somebody()),
        ToBrowser::Left(SeatId(1)),
        ToBrowser::Shelf(vec![item()], vec![40]),
        ToBrowser::Credit {
            source: item().source(),
            slug: "rust".to_owned(),
            words: "Rust, version 3 by Dána 🦊".to_owned(),
        },
        ToBrowser::Beat,
        ToBrowser::AtStake("A change to pay would void the approval by Dána 🦊.".to_owned()),
    ]
}

#[test]
fn every_message_reads_as_it_was_written() {
    for message in from_browsers() {
        assert_eq!(decode(&encode(&message)), Ok(message));
    }
    for message in from_the_server() {
        assert_eq!(decode(&encode(&message)), Ok(message));
    }
}

#[test]
fn a_frame_of_another_version_is_named_as_such() {
    let mut frame = encode(&ToServer::Beat);
    frame[0] = VERSION + 1;
    assert_eq!(decode::<ToServer>(&frame), Err(Misunderstood::Version(VERSION + 1)));
    assert_eq!(decode::<ToServer>(&[]), Err(Misunderstood::Malformed));
}

#[test]
fn a_frame_with_something_after_its_message_is_refused() {
    let mut frame = encode(&ToServer::Beat);
    frame.push(0);
    assert_eq!(decode::<ToServer>(&frame), Err(Misunderstood::Malformed));
}

#[test]
fn the_largest_update_fits_into_a_frame() {
    let frame = encode(&ToServer::Push { number: u32::MAX, update: vec![7; UPDATE_MAX_BYTES] });
    assert!(frame.len() <= FRAME_MAX_BYTES, "{} bytes", frame.len());
}

#[test]
fn colours_are_spread_over_people() {
    let colours: std::collections::BTreeSet<u8> =
        (0..200_u128).map(|number| colour_of(UserId(Uuid::from_u128(number * 0x9E37_79B9_7F4A_7C15)))).collect();
    assert_eq!(colours, (0..COLOURS).collect());
}

proptest! {
    #[test]
    fn no_bytes_make_the_decoder_panic(frame in proptest::collection::vec(any::<u8>(), 0..200)) {
        drop(decode::<ToServer>(&frame));
        drop(decode::<ToBrowser>(&frame));
    }

    #[test]
    fn no_damage_to_a_message_makes_the_decoder_panic(which in 0_usize..11, at in any::<usize>(), byte: u8, cut in any::<usize>()) {
        for mut frame in from_browsers().get(which).map(encode).into_iter().chain([encode(&from_the_server()[which])]) {
            let at = at % frame.len();
            frame[at] = byte;
            frame.truncate(1 + cut % frame.len());
            drop(decode::<ToServer>(&frame));
            drop(decode::<ToBrowser>(&frame));
        }
    }
}
