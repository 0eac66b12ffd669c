//! Creating a posting: empty, from a template, or from another posting.

use domain::{
    accounts::Actor,
    document::{Draft, NewSection, OperationError, Parts},
    events::Event,
    ids::{PostingId, TeamId},
    permissions::{Action, Subject, permit},
    posting::{FactKey, SectionKind},
};
use storage::{DraftUpdate, NewPosting as NewRecord, StorageError};

use super::projection;
use crate::{Result, ServiceError, Services, TemplateChoice, collab::SERVER};

/// What a posting starts with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start {
    Empty,
    Template(TemplateChoice),
    /// The content of another posting's draft, in new sections and lines.
    Copy(PostingId),
}

/// A posting to create.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPosting {
    pub team: TeamId,
    pub start: Start,
}

/// The sections of an empty posting: what every posting has to say.
const BARE: &[SectionKind] = &[SectionKind::Overview, SectionKind::Responsibilities, SectionKind::RequiredSkills];

/// Facts that are never true of a copy.
const OF_ONE_VACANCY: &[FactKey] = &[FactKey::ValidThrough, FactKey::JobStartDate, FactKey::Identifier];

impl Services {
    /// # Errors
    /// [`ServiceError::Refused`] to all but the team's hiring managers, [`ServiceError::Invalid`] for an unknown template,
    /// [`ServiceError::NotFound`] for a posting to copy that is not theirs to read.
    pub async fn create_posting(&self, actor: &Actor, new: NewPosting) -> Result<PostingId> {
        permit(actor, Action::CreatePosting, Subject::Team(new.team))?;
        let parts = self.parts(actor, new.start).await?;
        let now = self.now();
        let id = PostingId(self.edges.random.id(now));
        let draft = Draft::from_parts(SERVER, &parts.sections, &parts.facts, || self.edges.random.bits())
            .map_err(|error: OperationError| ServiceError::Conflict(error.to_string()))?;
        let record = NewRecord { id, team: new.team, owner: actor.id, created_at: now };
        let first = DraftUpdate { seq: 1, author: actor.id, at: now, data: draft.encode() };
        let work = self.storage.begin().await?;
        match work.postings().insert(&record, &projection(&draft.snapshot())).await {
            Err(StorageError::DanglingReference(_)) => return Err(ServiceError::NotFound),
            inserted => inserted?,
        }
        work.collab().start(id, &first).await?;
        self.record(&work, Some(actor), &[Event::PostingCreated { posting: id }]).await?;
        work.commit().await?;
        Ok(id)
    }

    async fn parts(&self, actor: &Actor, start: Start) -> Result<Parts> {
        match start {
            Start::Empty => Ok(Parts { sections: BARE.iter().copied().map(bare).collect(), ..Parts::default() }),
            Start::Template(choice) => self.compose(actor, &choice).await,
            Start::Copy(posting) => {
                self.read_posting(actor, posting).await?;
                let (draft, _) = self.load_draft(posting).await?;
                let mut parts = draft.parts();
                OF_ONE_VACANCY.iter().for_each(|key| parts.facts.set(*key, ""));
                Ok(parts)
            }
        }
    }
}

fn bare(kind: SectionKind) -> NewSection {
    NewSection { kind, heading: kind.label().to_owned(), locked: false, lines: Vec::new() }
}
