//! Giving a moment a name.

use domain::{
    accounts::Actor,
    events::Event,
    ids::{CheckpointId, PostingId},
    permissions::Action,
    timeline::{CHECKPOINTS_MAX, CheckpointError, Point, read_checkpoint_name},
};
use storage::NewCheckpoint;

use crate::{Result, ServiceError, Services, collab::load_within};

impl Services {
    /// Names what the draft says now, or what it said at an earlier moment. The checkpoint has its own copy of it, so it
    /// can be read and restored for ever.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] and [`ServiceError::Refused`] to those who may not edit, [`ServiceError::Invalid`] for a
    /// name that is missing or too long, [`ServiceError::Conflict`] when there are too many.
    pub async fn name_checkpoint(
        &self,
        actor: &Actor,
        posting: PostingId,
        point: Point,
        name: &str,
    ) -> Result<CheckpointId> {
        self.read_posting(actor, posting).await?.permit(actor, Action::EditPosting)?;
        let name = read_checkpoint_name(name).map_err(|error| ServiceError::invalid("name", error))?;
        let earlier = match point {
            Point::Now => None,
            Point::At(seq) => Some((self.readable_number(posting, seq).await?, self.said(posting, point).await?)),
            Point::Checkpoint(_) | Point::Revision(_) => {
                return Err(ServiceError::Conflict("This moment has a name already.".to_owned()));
            }
        };
        let work = self.storage.begin().await?;
        self.take_posting(&work, posting).await?.permit(actor, Action::EditPosting)?;
        if work.collab().checkpoints(posting).await?.len() >= CHECKPOINTS_MAX {
            return Err(ServiceError::Conflict(CheckpointError::TooMany.to_string()));
        }
        let (seq, said) = match earlier {
            Some(earlier) => earlier,
            None => {
                let (draft, head) = load_within(&work, posting).await?;
                (head.seq, draft.snapshot())
            }
        };
        let (now, author) = (self.now(), actor.id);
        let id = CheckpointId(self.edges.random.id(now));
        let event = Event::CheckpointNamed { posting, checkpoint: id, name: name.clone() };
        work.collab()
            .insert_checkpoint(&NewCheckpoint { id, posting, name, author, seq, said, created_at: now })
            .await?;
        self.record(&work, Some(actor), &[event]);
        work.commit().await?;
        Ok(id)
    }
}
