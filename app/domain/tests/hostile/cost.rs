//! What a message costs: never more memory than a small multiple of its bytes and of the draft, and never so much time
//! that others notice.

use std::time::{Duration, Instant};

use allocation_counter::measure;
use crowd::{Crowd, Dice, cases, vandal::Vandal};
use domain::{
    document::{ClientId, Draft, Operation, Rejection, UPDATE_MAX_BYTES, admit},
    protocol::{ToServer, decode},
};

use super::{SERVER, copy, push};

/// The most bytes at a time that reading an update may take, for each of its bytes: a piece of four bytes is kept as one
/// of some hundred.
const READING: u64 = 200;
/// For each byte of the draft: it is tried out on a copy, and everything in it is numbered.
const DRAFT: u64 = 60;

fn draft() -> Draft {
    copy(&Crowd::gather(SERVER).unwrap().1, SERVER.0)
}

fn number(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// One run of a stranger, of as many of these pieces as fit into an update.
fn run_of(piece: impl Fn(&mut Vec<u8>, u64)) -> Vec<u8> {
    let (mut pieces, mut count) = (Vec::new(), 0);
    while pieces.len() < UPDATE_MAX_BYTES - 40 {
        piece(&mut pieces, count);
        count += 1;
    }
    let mut update = vec![1];
    number(&mut update, count);
    update.extend([50, 0]);
    update.extend(pieces);
    update.push(0);
    update
}

/// Messages that make much of few bytes.
fn costly() -> Vec<(&'static str, Vec<u8>)> {
    let known = |bytes: &mut Vec<u8>, clock: u64| {
        number(bytes, 1);
        number(bytes, clock);
    };
    let nested = |tag: u8| {
        let mut update = vec![1, 1, 50, 0, 0x28, 1, 4];
        update.extend(b"meta\x05title\x01");
        update.extend([tag, 1].repeat(30_000));
        update
    };
    let mut clients = Vec::new();
    number(&mut clients, 9_000);
    for client in 0..9_000 {
        number(&mut clients, 1);
        number(&mut clients, 100 + client);
        clients.extend([0, 0x84, 1, 3, 1, b'x']);
    }
    clients.push(0);
    let mut deletions = vec![0, 1, 1];
    number(&mut deletions, 30_000);
    deletions.extend([1, 1].repeat(30_000));
    vec![
        (
            "pieces that are gone",
            run_of(|bytes, _| {
                bytes.push(0x81);
                known(bytes, 3);
                bytes.push(1);
            }),
        ),
        (
            "single characters",
            run_of(|bytes, _| {
                bytes.push(0x84);
                known(bytes, 20);
                bytes.extend([1, b'x']);
            }),
        ),
        ("registers", run_of(|bytes, _| bytes.extend(b"\x28\x01\x04meta\x05title\x01\x77\x00"))),
        ("values", {
            let mut update = vec![1, 1, 50, 0, 0x28, 1, 4];
            update.extend(b"meta\x05title");
            number(&mut update, 30_000);
            update.extend([119, 0].repeat(30_000));
            update.push(0);
            update
        }),
        ("arrays in arrays", nested(117)),
        ("objects in objects", nested(118)),
        ("many clients", clients),
        ("many deletions", deletions),
        ("a claim of four thousand million pieces", vec![1, 0xff, 0xff, 0xff, 0xff, 0x0f, 50, 0, 4]),
        ("a claim of a long word", vec![1, 1, 50, 0, 0x84, 1, 3, 0xff, 0xff, 0xff, 0xff, 0x0f]),
        ("a claim of many deletions", vec![0, 1, 50, 0xff, 0xff, 0xff, 0xff, 0x0f, 1]),
    ]
}

#[test]
fn no_message_takes_more_memory_than_a_small_multiple_of_its_bytes() {
    let draft = draft();
    let state = draft.encode().len() as u64;
    let (mut dice, vandal) = (Dice::new(11), Vandal::with(&draft, ClientId(60)));
    let forged = (0..cases(2_000)).map(|_| ("forged", vandal.forge(&mut dice)));
    for (name, update) in costly().into_iter().chain(forged.collect::<Vec<_>>()) {
        let bytes = update.len() as u64;
        let frame = push(update);
        let mut message = None;
        let decoding = measure(|| message = decode::<ToServer>(&frame).ok());
        assert!(decoding.bytes_max <= bytes + 256, "{name}: {decoding:?} to decode {bytes} bytes");
        let Some(ToServer::Push { update, .. }) = message else { panic!("{name}: it is a push") };
        let judging = measure(|| drop(admit(&draft, &update)));
        let allowed = READING * bytes + DRAFT * state;
        assert!(judging.bytes_max <= allowed, "{name}: {judging:?} to judge {bytes} bytes");
    }
}

#[test]
fn a_frame_that_claims_more_than_it_has_allocates_nothing() {
    for claimed in [1_u64 << 14, 1 << 32, u64::MAX >> 1] {
        let mut frame = vec![domain::protocol::VERSION, 1, 1];
        number(&mut frame, claimed);
        frame.extend([0; 20]);
        let decoding = measure(|| assert!(decode::<ToServer>(&frame).is_err()));
        assert!(decoding.bytes_max <= 256, "{decoding:?}");
    }
}

const LONG: u64 = 14_000;

/// A long line, seen or deleted.
fn long_line(is_deleted: bool) -> Draft {
    let mut draft = draft();
    let id = draft.snapshot().sections[0].lines[0].id.clone();
    let mut writer = copy(&draft, 70);
    let insert = "x".repeat(LONG as usize);
    let typed = Operation::SpliceText { id: id.clone(), at: 0, remove: 0, insert };
    draft.merge(&writer.apply(&typed, 1).unwrap()).unwrap();
    if is_deleted {
        let cut = Operation::SpliceText { id, at: 1, remove: LONG as u32 - 1, insert: String::new() };
        draft.merge(&writer.apply(&cut, 1).unwrap()).unwrap();
    }
    draft
}

/// The CRDT compares words with everything in the gap that they were typed into: thousands of wide gaps would take it
/// many seconds, for everybody who opens the draft.
#[test]
fn words_that_cross_each_other_by_the_thousand_are_refused() {
    let id = |bytes: &mut Vec<u8>, clock: u64| {
        bytes.push(70);
        number(bytes, clock);
    };
    let into_one_gap = run_of(|bytes, count| {
        bytes.push(0xc4);
        id(bytes, 0);
        id(bytes, LONG - 1 - count);
        bytes.extend([1, b'y']);
    });
    let before_the_end = run_of(|bytes, count| {
        bytes.push(0x84);
        id(bytes, count);
        bytes.extend([1, b'y']);
    });
    let behind_the_beginning = run_of(|bytes, count| {
        bytes.push(0x44);
        id(bytes, LONG - 1 - count);
        bytes.extend([1, b'y']);
    });
    for update in [into_one_gap, before_the_end, behind_the_beginning] {
        for is_deleted in [false, true] {
            let verdict = admit(&long_line(is_deleted), &update);
            assert_eq!(verdict, Err(Rejection::Foreign), "deleted: {is_deleted}");
        }
    }
}

#[test]
fn no_message_takes_so_long_that_others_notice() {
    let mut draft = draft();
    for (name, update) in costly() {
        let begun = Instant::now();
        if admit(&draft, &update).is_ok() {
            draft.merge(&update).unwrap();
        }
        let took = begun.elapsed();
        assert!(took < Duration::from_secs(5), "{name}: {took:?}");
    }
}
