//! Frames from a socket, one after the other, to the server's door. What must hold for each stands in `crowd::door`.
//!
//! The first byte of an input says what the rest is: one frame as it comes from the wire, or the dice of a vandal, who
//! forges several updates that are well formed for the most part, each upon what came of those before.

#![no_main]

use std::sync::OnceLock;

use crowd::{Crowd, Dice, door::knock, vandal::Vandal};
use domain::{
    document::{ClientId, Draft},
    protocol::{ToServer, encode},
};
use libfuzzer_sys::fuzz_target;

const SERVER: ClientId = ClientId(1);
/// So many updates a vandal sends at most.
const UPDATES: u64 = 12;

fn draft() -> Draft {
    static STATE: OnceLock<Vec<u8>> = OnceLock::new();
    let state = STATE.get_or_init(|| Crowd::gather(SERVER).expect("a small draft").1.encode());
    Draft::load(SERVER, state).expect("a saved draft")
}

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, rest)) = bytes.split_first() else { return };
    let mut draft = draft();
    let show = |draft: &mut Draft, frame: &[u8]| {
        if let Err(harm) = knock(draft, frame, true) {
            panic!("{harm}");
        }
    };
    if kind % 2 == 0 {
        return show(&mut draft, rest);
    }
    let mut dice = Dice::of(rest);
    for number in 1..=UPDATES {
        let author = if dice.chance(50) { 60 } else { 60 + number };
        let update = Vandal::with(&draft, ClientId(author)).forge(&mut dice);
        show(&mut draft, &encode(&ToServer::Push { number: 1, update }));
        if dice.is_used_up() {
            return;
        }
    }
});
