//! Creating a posting: empty, from a template, or from another posting.
//!
//! A form may arrive twice: somebody presses twice, or a browser sends again what it got no answer to. So the form
//! carries a [`PostingKey`], and the posting's own id is made of the key, the person and the choice: the second arrival
//! meets the primary key and is answered with the posting that is there.

use std::{fmt, str::FromStr};

use domain::{
    accounts::Actor,
    document::{Draft, NewSection, OperationError, Parts},
    events::Event,
    ids::{InvalidId, PostingId, TeamId},
    permissions::{Action, Subject, permit},
    posting::{FactKey, SectionKind, scopes_said},
    templates::Filling,
};
use sha2::{Digest, Sha256};
use storage::{DraftUpdate, NewPosting as NewRecord, StorageError, UnitOfWork};
use uuid::Uuid;

use super::projection;
use crate::{Result, ServiceError, Services, TemplateChoice, collab::SERVER, templates::Published};

/// What a posting starts with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start {
    Empty,
    /// A standard template.
    Template(TemplateChoice),
    /// Any published template, by its address, with what stands for its placeholders.
    Named(String, Filling),
    /// The content of another posting's draft, in new sections and lines.
    Copy(PostingId),
}

/// A posting to create.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPosting {
    pub team: TeamId,
    pub start: Start,
}

/// Stands in a form for a new posting, so that sending the form twice makes one posting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PostingKey(Uuid);

impl PostingKey {
    /// The posting that this person makes of this choice with this key, and of no other.
    fn posting(self, actor: &Actor, new: &NewPosting) -> PostingId {
        let digest: [u8; 32] = Sha256::digest(format!("{self}/{}/{new:?}", actor.id)).into();
        let mut random = [0; 10];
        random.copy_from_slice(&digest[..10]);
        // The key's own milliseconds, so that these ids ascend like all others.
        let millis = self.0.as_u64_pair().0 >> 16;
        PostingId(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
    }
}

impl fmt::Display for PostingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for PostingKey {
    type Err = InvalidId;

    fn from_str(text: &str) -> std::result::Result<Self, InvalidId> {
        Uuid::try_parse(text).map(Self).map_err(|_| InvalidId)
    }
}

/// The sections of an empty posting: what every posting has to say.
const BARE: &[SectionKind] = &[SectionKind::Overview, SectionKind::Responsibilities, SectionKind::RequiredSkills];

/// Facts that are never true of a copy.
pub(crate) const OF_ONE_VACANCY: &[FactKey] = &[FactKey::ValidThrough, FactKey::JobStartDate, FactKey::Identifier];

impl Services {
    /// # Errors
    /// [`ServiceError::Refused`] to all but the team's hiring managers, [`ServiceError::Invalid`] for an unknown template,
    /// [`ServiceError::NotFound`] for a posting to copy that is not theirs to read.
    pub async fn create_posting(&self, actor: &Actor, new: NewPosting) -> Result<PostingId> {
        let id = PostingId(self.edges.random.id(self.now()));
        self.make_posting(actor, id, new).await
    }

    /// A key for one more form.
    #[must_use]
    pub fn posting_key(&self) -> PostingKey {
        PostingKey(self.edges.random.id(self.now()))
    }

    /// Creates the posting, or answers with the one that the same person made of the same form and choice before.
    ///
    /// # Errors
    /// As [`Services::create_posting`].
    pub async fn create_posting_once(&self, actor: &Actor, key: PostingKey, new: NewPosting) -> Result<PostingId> {
        let id = key.posting(actor, &new);
        let made = self.make_posting(actor, id, new).await;
        if matches!(made, Err(ServiceError::Conflict(_))) && self.storage.postings().find(id).await?.is_some() {
            return Ok(id);
        }
        made
    }

    async fn make_posting(&self, actor: &Actor, id: PostingId, new: NewPosting) -> Result<PostingId> {
        permit(actor, Action::CreatePosting, Subject::Team(new.team))?;
        let (parts, template) = self.parts(actor, new.start, new.team).await?;
        let work = self.storage.begin().await?;
        self.write_posting(&work, actor, id, new.team, parts).await?;
        if let Some(template) = template {
            work.templates().note_start(id, template.id, template.version).await?;
        }
        work.commit().await?;
        Ok(id)
    }

    /// Writes a posting with its first content, for somebody who was permitted to.
    pub(crate) async fn write_posting(
        &self,
        work: &UnitOfWork,
        actor: &Actor,
        id: PostingId,
        team: TeamId,
        mut parts: Parts,
    ) -> Result<()> {
        if !parts.facts.has(FactKey::HiringOrganization) {
            parts.facts.set(FactKey::HiringOrganization, &self.organization);
        }
        let now = self.now();
        let draft = Draft::from_parts(SERVER, &parts.sections, &parts.facts, || self.edges.random.bits())
            .map_err(|error: OperationError| ServiceError::Conflict(error.to_string()))?;
        let record = NewRecord { id, team, owner: actor.id, created_at: now };
        let snapshot = draft.snapshot();
        let scopes = scopes_said(&snapshot);
        let first = DraftUpdate { seq: 1, author: actor.id, at: now, data: draft.encode(), scopes };
        match work.postings().insert(&record, &projection(&snapshot)).await {
            Err(StorageError::DanglingReference(_)) => return Err(ServiceError::NotFound),
            Err(StorageError::Duplicate(_)) => {
                return Err(ServiceError::Conflict("This posting was created already.".to_owned()));
            }
            inserted => inserted?,
        }
        work.collab().start(id, first).await?;
        self.record(work, Some(actor), &[Event::PostingCreated { posting: id }]);
        Ok(())
    }

    async fn parts(&self, actor: &Actor, start: Start, team: TeamId) -> Result<(Parts, Option<Published>)> {
        let template = match start {
            Start::Empty => {
                let sections = BARE.iter().copied().map(bare).collect();
                return Ok((Parts { sections, ..Parts::default() }, None));
            }
            Start::Template(choice) => self.standard_template(&choice).await?,
            Start::Named(slug, mut filling) => {
                let template = self.published_template(&slug).await?.ok_or_else(unpublished)?;
                if filling.team.is_empty() {
                    filling.team = self.team_name(team).await?;
                }
                template.demand_filled(&filling)?;
                let parts = self.parts_of(&template, &filling).await?;
                return Ok((parts, Some(template)));
            }
            Start::Copy(posting) => {
                self.read_posting(actor, posting).await?;
                let (draft, _) = self.load_draft(posting).await?;
                let mut parts = draft.parts();
                OF_ONE_VACANCY.iter().for_each(|key| parts.facts.set(*key, ""));
                return Ok((parts, None));
            }
        };
        Ok((self.parts_of(&template, &Filling::default()).await?, Some(template)))
    }

    async fn team_name(&self, team: TeamId) -> Result<String> {
        let teams = self.storage.accounts().list_teams().await?;
        Ok(teams.into_iter().find(|known| known.id == team).map(|known| known.name).unwrap_or_default())
    }
}

fn unpublished() -> ServiceError {
    ServiceError::invalid("template", "This template can’t be used any more. Choose another one.")
}

fn bare(kind: SectionKind) -> NewSection {
    NewSection { kind, heading: kind.label().to_owned(), locked: false, lines: Vec::new() }
}
