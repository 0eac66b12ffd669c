//! The way into a draft, as the server has it, with everything looked at that must hold: for whatever bytes come.

use domain::{
    document::{ClientId, Draft, LINES_MAX, SECTIONS_MAX, UPDATE_MAX_BYTES, admit},
    posting::{Section, Snapshot},
    protocol::{ToBrowser, ToServer, decode},
};

/// What became of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Knock {
    /// It is no message.
    Misunderstood,
    /// It is a message without an update.
    Said,
    /// Its update is not let in.
    Refused,
    /// Its update says nothing new.
    Known,
    /// Its update would be let in, or was.
    Taken,
}

/// Shows a frame to the server's door and looks that it does no harm; what is let in is merged if it `stays`.
///
/// # Errors
/// What must not happen, in words.
pub fn knock(draft: &mut Draft, frame: &[u8], stays: bool) -> Result<Knock, String> {
    drop(decode::<ToBrowser>(frame));
    let Ok(message) = decode::<ToServer>(frame) else { return Ok(Knock::Misunderstood) };
    let update = match message {
        ToServer::Push { update, .. } => update,
        ToServer::Open { state_vector, .. } => {
            drop(draft.changes_since(&state_vector));
            return Ok(Knock::Said);
        }
        _ => return Ok(Knock::Said),
    };
    let before = draft.encode();
    let verdict = admit(draft, &update);
    demand(draft.encode() == before, "to be judged changes nothing")?;
    let Ok(admitted) = verdict else { return Ok(Knock::Refused) };
    demand(update.len() <= UPDATE_MAX_BYTES, "an update is no larger than it may be")?;
    let mut copy = load(&before)?;
    let changed = copy.merge(&update).map_err(|error| format!("let in, and then: {error}"))?;
    demand(changed != admitted.touched.is_empty(), "what touches nothing changes nothing, and the other way round")?;
    let (was, is) = (draft.snapshot(), copy.snapshot());
    demand_whole(&copy, &is)?;
    demand(locked(&was) == locked(&is), "a locked section stays as it is")?;
    demand(no_more_than(&was, &is), "there are no more lines and sections than there may be")?;
    if stays {
        draft.merge(&update).map_err(|error| error.to_string())?;
    }
    Ok(if changed { Knock::Taken } else { Knock::Known })
}

/// It is saved and read again as it is, and nothing waits for a predecessor.
fn demand_whole(draft: &Draft, says: &Snapshot) -> Result<(), String> {
    let again = load(&draft.encode())?;
    demand(again.snapshot() == *says, "a draft says the same after it was saved and read")?;
    let bytes = again.encode();
    demand(load(&bytes)?.encode() == bytes, "what was saved once is saved the same again")
}

fn load(state: &[u8]) -> Result<Draft, String> {
    Draft::load(ClientId(3), state).map_err(|error| format!("a saved draft can't be read: {error}"))
}

fn locked(snapshot: &Snapshot) -> Vec<&Section> {
    snapshot.sections.iter().filter(|section| section.locked).collect()
}

fn no_more_than(was: &Snapshot, is: &Snapshot) -> bool {
    let lines = |snapshot: &Snapshot| snapshot.lines().count();
    is.sections.len() <= SECTIONS_MAX.max(was.sections.len()) && lines(is) <= LINES_MAX.max(lines(was))
}

fn demand(holds: bool, rule: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(format!("This does not hold: {rule}.")) }
}
