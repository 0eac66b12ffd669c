//! Whatever bytes come, and whatever honest editors send: harm stays out, and nothing honest does.
//!
//! What must hold for every frame stands in `crowd::door`, which the fuzz target shares (`app/domain/fuzz`).

#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

mod cost;
mod honest;
mod vandals;

use domain::{
    document::{ClientId, Draft},
    protocol::{ToServer, encode},
};

const SERVER: ClientId = ClientId(1);

fn push(update: Vec<u8>) -> Vec<u8> {
    encode(&ToServer::Push { number: 1, update })
}

fn copy(draft: &Draft, client: u64) -> Draft {
    Draft::load(ClientId(client), &draft.encode()).unwrap()
}
