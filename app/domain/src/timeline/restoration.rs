//! Making a draft say again what it said once, by the operations that people have.
//!
//! Parts come back under the ids they had, so that a difference shows them as moved and reworded, not as new; texts change
//! only where they differ. What a removed section hides shows only once it is back, so the way is found on a copy, in
//! rounds, until there is nothing more to do. What no operation can do (a locked section, a line that was made the
//! library's) stays as it is, and is told ([`Restoration::missing`]).

mod order;
mod steps;

use std::collections::HashMap;

use crate::{
    document::{ClientId, Damaged, Draft, Operation, OperationError},
    posting::{ItemRef, Snapshot},
    review::difference::{self, Difference},
};

/// What library items say in the versions that an earlier state names. Where one is missing, its line counts as an override.
pub type Wordings = HashMap<ItemRef, String>;

/// More rounds than any draft was seen to need; the last ones find nothing to do.
const ROUNDS_MAX: usize = 8;

/// The way from what a draft says to what it said.
#[derive(Debug, Clone)]
pub struct Restoration {
    /// To be done as one step.
    pub operations: Vec<Operation>,
    /// What will differ yet, from what it would be to what it was; empty when all can be put back.
    pub missing: Difference,
}

impl Restoration {
    /// How this draft comes to say what it said `then`.
    ///
    /// # Errors
    /// [`Damaged`] when the draft can't be copied.
    pub fn plan(draft: &Draft, then: &Snapshot, wordings: &Wordings, random: u64) -> Result<Self, Damaged> {
        // Never sent anywhere, so any id will do.
        let mut copy = Draft::load(ClientId(0), &draft.encode())?;
        let mut operations = Vec::new();
        for round in 0..ROUNDS_MAX {
            let now = copy.snapshot();
            let wanted = steps::towards(&now, then, wordings, round > 0);
            let done: Vec<Operation> =
                wanted.into_iter().filter_map(|step| try_on(&mut copy, step, then, random)).collect();
            if done.is_empty() {
                break;
            }
            operations.extend(done);
        }
        Ok(Self { operations, missing: difference::compare(&copy.snapshot(), then) })
    }
}

/// Does it, if it can be done and changes something. A part that the draft has forgotten is written anew.
fn try_on(copy: &mut Draft, step: Operation, then: &Snapshot, random: u64) -> Option<Operation> {
    match copy.apply(&step, random) {
        Ok(update) => (!update.is_empty()).then_some(step),
        Err(OperationError::UnknownLine(_) | OperationError::UnknownSection(_)) => {
            let anew = steps::anew(&step, then)?;
            copy.apply(&anew, random).ok().map(|_| anew)
        }
        Err(_) => None,
    }
}
