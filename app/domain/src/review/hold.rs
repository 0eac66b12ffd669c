//! Open blocking threads hold an approval: every step may be approved, and still the posting is not. It is approved when
//! the last of them is resolved.

use super::{Decided, Moved, Stage, Standing, Tally, TransitionError};
use crate::{
    events::Event,
    permissions::{Action, Permit},
    time::Timestamp,
};

impl Decided {
    /// The same decisions without the approval that they led to: the posting stays where it stood.
    #[must_use]
    pub fn held_at(mut self, stage: &Stage) -> Self {
        if matches!(self.stage, Stage::Approved { .. }) {
            self.stage = stage.clone();
            self.events.retain(|event| !matches!(event, Event::PostingApproved { .. }));
        }
        self
    }
}

impl Standing {
    /// In review → approved, if resolving the last blocking thread, or that it blocks no more, was all that was missing;
    /// nothing otherwise.
    ///
    /// # Errors
    /// [`TransitionError::NotPermitted`] for a permit that is about neither, for a thread of this posting.
    pub fn released(
        &self,
        permit: &Permit,
        at: Timestamp,
        tally: &Tally<'_>,
    ) -> Result<Option<Moved>, TransitionError> {
        if ![Action::ResolveThread, Action::Block].iter().any(|action| permit.covers(*action, self.posting)) {
            return Err(TransitionError::NotPermitted);
        }
        let Stage::InReview { review, revision, submitted_by, .. } = self.stage else { return Ok(None) };
        let approved = Stage::Approved { review, revision, submitted_by, approved_at: at };
        let event = Event::PostingApproved { posting: self.posting, revision };
        Ok(tally.is_met().then(|| (approved, vec![event])))
    }
}
