//! Proposals for the library, and the lines that they came from.

mod overrides;

use std::collections::{HashMap, HashSet};

use domain::{
    ids::{ItemId, LineId, PostingId, ProposalId, UserId},
    library::{ItemKind, ProposalStatus, Wording},
    time::Timestamp,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::Uuid,
};

use crate::{
    StorageError,
    entities::{proposal, proposal_line, user},
};

pub use overrides::OverriddenItem;

/// Proposals.
pub struct Proposals<'c, C>(pub(crate) &'c C);

/// A proposal and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalRecord {
    pub id: ProposalId,
    pub kind: ItemKind,
    pub group: String,
    pub wording: Wording,
    /// Why, in the proposer's words.
    pub note: String,
    /// Nobody for what the program found.
    pub proposer: Option<UserId>,
    /// The item that several teams word alike, for what the program found.
    pub of_item: Option<ItemId>,
    pub status: ProposalStatus,
    /// Why it was declined.
    pub answer: String,
    pub decided_by: Option<UserId>,
    /// The item that it became.
    pub item: Option<ItemId>,
    pub created_at: Timestamp,
    pub decided_at: Option<Timestamp>,
}

impl ProposalRecord {
    /// One that waits, from nobody yet.
    #[must_use]
    pub fn open(id: ProposalId, (kind, group): (ItemKind, String), wording: Wording, now: Timestamp) -> Self {
        Self {
            id,
            kind,
            group,
            wording,
            note: String::new(),
            proposer: None,
            of_item: None,
            status: ProposalStatus::Open,
            answer: String::new(),
            decided_by: None,
            item: None,
            created_at: now,
            decided_at: None,
        }
    }
}

/// A line that a proposal came from, as it was worded then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalLine {
    pub posting: PostingId,
    pub line: LineId,
    pub text: String,
}

impl<C: ConnectionTrait> Proposals<'_, C> {
    /// # Errors
    /// [`StorageError`], [`StorageError::Duplicate`] when it is there already.
    pub async fn insert(&self, record: &ProposalRecord, lines: &[ProposalLine]) -> Result<(), StorageError> {
        proposal::Entity::insert(row(record)?).exec_without_returning(self.0).await?;
        self.insert_lines(record.id, lines).await
    }

    async fn insert_lines(&self, id: ProposalId, lines: &[ProposalLine]) -> Result<(), StorageError> {
        if lines.is_empty() {
            return Ok(());
        }
        let rows = lines.iter().map(|line| proposal_line::ActiveModel {
            proposal_id: Set(id.0),
            posting_id: Set(line.posting.0),
            line_id: Set(line.line.to_string()),
            text: Set(line.text.clone()),
        });
        proposal_line::Entity::insert_many(rows).exec_without_returning(self.0).await?;
        Ok(())
    }

    /// Says anew which lines a proposal came from.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn replace_lines(&self, id: ProposalId, lines: &[ProposalLine]) -> Result<(), StorageError> {
        proposal_line::Entity::delete_many().filter(proposal_line::Column::ProposalId.eq(id.0)).exec(self.0).await?;
        self.insert_lines(id, lines).await
    }

    /// # Errors
    /// [`StorageError`]
    pub async fn find(&self, id: ProposalId) -> Result<Option<ProposalRecord>, StorageError> {
        proposal::Entity::find_by_id(id.0).one(self.0).await?.map(record).transpose()
    }

    /// What the proposed items are called; no query without any.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn titles(&self, ids: &[ProposalId]) -> Result<HashMap<ProposalId, String>, StorageError> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let query = proposal::Entity::find().filter(proposal::Column::Id.is_in(ids.iter().map(|id| id.0)));
        let found: Result<Vec<_>, _> = query.all(self.0).await?.into_iter().map(record).collect();
        Ok(found?.into_iter().map(|proposal| (proposal.id, proposal.wording.name)).collect())
    }

    /// The proposal, held until the unit of work ends.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn lock(&self, id: ProposalId) -> Result<Option<ProposalRecord>, StorageError> {
        proposal::Entity::find_by_id(id.0).lock_exclusive().one(self.0).await?.map(record).transpose()
    }

    /// Saves where a proposal stands.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn save(&self, record: &ProposalRecord) -> Result<(), StorageError> {
        proposal::Entity::update(row(record)?).exec(self.0).await?;
        Ok(())
    }

    /// The newest first: of one person, or of everybody.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn list(
        &self,
        proposer: Option<UserId>,
        status: ProposalStatus,
        limit: u64,
    ) -> Result<Vec<ProposalRecord>, StorageError> {
        let mut query = proposal::Entity::find().filter(proposal::Column::Status.eq(status.word()));
        if let Some(proposer) = proposer {
            query = query.filter(proposal::Column::ProposerId.eq(proposer.0));
        }
        let query = query.order_by_desc(proposal::Column::CreatedAt).order_by_desc(proposal::Column::Id).limit(limit);
        query.all(self.0).await?.into_iter().map(record).collect()
    }

    /// Proposals about an item that several teams word alike, in any state.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn about(&self, item: ItemId) -> Result<Vec<ProposalRecord>, StorageError> {
        let query = proposal::Entity::find().filter(proposal::Column::OfItemId.eq(item.0));
        query.order_by_asc(proposal::Column::Id).all(self.0).await?.into_iter().map(record).collect()
    }

    /// The proposal that waits for an answer and came from this line.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn open_from(&self, posting: PostingId, line: &LineId) -> Result<Option<ProposalRecord>, StorageError> {
        let lines = proposal_line::Entity::find()
            .filter(proposal_line::Column::PostingId.eq(posting.0))
            .filter(proposal_line::Column::LineId.eq(line.to_string()));
        let ids: Vec<Uuid> = lines.all(self.0).await?.into_iter().map(|line| line.proposal_id).collect();
        let open = proposal::Entity::find()
            .filter(proposal::Column::Id.is_in(ids))
            .filter(proposal::Column::Status.eq(ProposalStatus::Open.word()));
        open.one(self.0).await?.map(record).transpose()
    }

    /// How many of one person are open.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn count_open(&self, proposer: UserId) -> Result<u64, StorageError> {
        let open = proposal::Entity::find()
            .filter(proposal::Column::ProposerId.eq(proposer.0))
            .filter(proposal::Column::Status.eq(ProposalStatus::Open.word()));
        Ok(open.count(self.0).await?)
    }

    /// How many are open, whoever's.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn count_waiting(&self) -> Result<u64, StorageError> {
        let open = proposal::Entity::find().filter(proposal::Column::Status.eq(ProposalStatus::Open.word()));
        Ok(open.count(self.0).await?)
    }

    /// The lines of these proposals.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn lines(&self, ids: &[ProposalId]) -> Result<HashMap<ProposalId, Vec<ProposalLine>>, StorageError> {
        let query = proposal_line::Entity::find()
            .filter(proposal_line::Column::ProposalId.is_in(ids.iter().map(|id| id.0)))
            .order_by_asc(proposal_line::Column::PostingId)
            .order_by_asc(proposal_line::Column::LineId);
        let mut lines: HashMap<ProposalId, Vec<ProposalLine>> = HashMap::new();
        for row in query.all(self.0).await? {
            let line = row.line_id.parse().map_err(|_| StorageError::damaged("line", &row.line_id))?;
            let line = ProposalLine { posting: PostingId(row.posting_id), line, text: row.text };
            lines.entry(ProposalId(row.proposal_id)).or_default().push(line);
        }
        Ok(lines)
    }

    /// What the people are called who proposed or decided.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn names(&self, records: &[ProposalRecord]) -> Result<HashMap<UserId, String>, StorageError> {
        let people: HashSet<Uuid> = records
            .iter()
            .flat_map(|record| [record.proposer, record.decided_by])
            .flatten()
            .map(|person| person.0)
            .collect();
        let rows = user::Entity::find().filter(user::Column::Id.is_in(people)).all(self.0).await?;
        Ok(rows.into_iter().map(|person| (UserId(person.id), person.display_name)).collect())
    }
}

fn row(record: &ProposalRecord) -> Result<proposal::ActiveModel, StorageError> {
    let wording = serde_json::to_string(&record.wording).map_err(|error| StorageError::Failed(error.to_string()))?;
    Ok(proposal::ActiveModel {
        id: Set(record.id.0),
        kind: Set(record.kind.word().to_owned()),
        item_group: Set(record.group.clone()),
        wording: Set(wording),
        note: Set(record.note.clone()),
        proposer_id: Set(record.proposer.map(|person| person.0)),
        of_item_id: Set(record.of_item.map(|item| item.0)),
        status: Set(record.status.word().to_owned()),
        answer: Set(record.answer.clone()),
        decided_by: Set(record.decided_by.map(|person| person.0)),
        item_id: Set(record.item.map(|item| item.0)),
        created_at: Set(record.created_at.0),
        decided_at: Set(record.decided_at.map(|at| at.0)),
    })
}

fn record(row: proposal::Model) -> Result<ProposalRecord, StorageError> {
    let damaged = |what: &str| StorageError::damaged(what, &row.id.to_string());
    Ok(ProposalRecord {
        id: ProposalId(row.id),
        kind: row.kind.parse().map_err(|_| damaged("kind of the proposal"))?,
        group: row.item_group,
        wording: serde_json::from_str(&row.wording).map_err(|_| StorageError::damaged("wording", &row.wording))?,
        note: row.note,
        proposer: row.proposer_id.map(UserId),
        of_item: row.of_item_id.map(ItemId),
        status: row.status.parse().map_err(|_| StorageError::damaged("status of a proposal", &row.status))?,
        answer: row.answer,
        decided_by: row.decided_by.map(UserId),
        item: row.item_id.map(ItemId),
        created_at: Timestamp(row.created_at),
        decided_at: row.decided_at.map(Timestamp),
    })
}
