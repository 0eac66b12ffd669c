//! Writes what fuzzing starts from (`app/domain/fuzz`) into the folder that is named: frames of honest editors, and a vandal's dice.

use std::{env, fs, io, path::PathBuf};

use crowd::{Crowd, Dice};
use domain::{
    document::{ClientId, Draft},
    protocol::{ToServer, encode},
};

const SERVER: ClientId = ClientId(1);

fn main() -> io::Result<()> {
    let folder = PathBuf::from(env::args().nth(1).expect("the folder to write into"));
    fs::create_dir_all(&folder)?;
    let (mut crowd, draft) = Crowd::gather(SERVER).expect("a small draft");
    let mut dice = Dice::new(1);
    for number in 0..60 {
        let mut page = Draft::load(ClientId(60), &draft.encode()).expect("a saved draft");
        let operation = crowd.operation(&page.snapshot(), &mut dice);
        let Ok(update) = page.apply(&operation, dice.bits()) else { continue };
        let frame = encode(&ToServer::Push { number: 1, update });
        fs::write(folder.join(format!("push-{number}")), [&[0], &frame[..]].concat())?;
    }
    let open = ToServer::Open { client: ClientId(60), epoch: 1, state_vector: draft.state_vector() };
    fs::write(folder.join("open"), [&[0], &encode(&open)[..]].concat())?;
    for number in 0..40 {
        let rolls: Vec<u8> = (0..400).map(|_| dice.byte()).collect();
        fs::write(folder.join(format!("vandal-{number}")), [&[1], &rolls[..]].concat())?;
    }
    Ok(())
}
