//! The co-edited drafts: a head that counts committed updates, the newest updates, now and then the whole state, the
//! moments to which old updates were folded, and whose the ids are under which people write.
//!
//! [`Collab::claim`] decides, with their heads held, whether updates may be added to drafts: not to one that is locked, has
//! started over or has gone on, whoever else is writing on whatever node.

mod checkpoints;
mod clients;
mod fold;
mod moments;
mod quarantine;
mod said;
mod states;
mod updates;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::ids::PostingId;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    Select, prelude::Uuid, sea_query::Expr,
};

use crate::{StorageError, entities::doc_head};

pub use checkpoints::{Checkpoint, NewCheckpoint};
pub use clients::Lease;
pub use moments::Moment;
pub use quarantine::Quarantined;
pub use states::{KeptState, StoredDraft};
pub use updates::DraftUpdate;

/// The co-edited drafts.
pub struct Collab<'c, C>(pub(crate) &'c C);

/// How far a draft has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DraftHead {
    /// How many updates are committed.
    pub seq: i64,
    /// Changes when replicas have to start over.
    pub epoch: i32,
    pub locked: bool,
}

/// The `count` numbers after number `seq` of a draft, wanted for updates that were written on it as it stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    pub posting: PostingId,
    pub epoch: i32,
    pub seq: i64,
    pub count: i64,
}

impl Claim {
    const fn fits(&self, head: &DraftHead) -> bool {
        !head.locked && head.epoch == self.epoch && head.seq == self.seq
    }
}

impl<C: ConnectionTrait> Collab<'_, C> {
    /// Starts a draft; its first update is what it starts with, written by who made it.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn start(&self, posting: PostingId, first: DraftUpdate) -> Result<(), StorageError> {
        let head = doc_head::ActiveModel {
            posting_id: Set(posting.0),
            seq: Set(first.seq),
            epoch: Set(1),
            locked: Set(false),
        };
        doc_head::Entity::insert(head).exec_without_returning(self.0).await?;
        self.append(vec![(posting, first)]).await
    }

    /// All drafts there are.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn drafts(&self) -> Result<Vec<PostingId>, StorageError> {
        let ids: Vec<Uuid> = doc_head::Entity::find()
            .select_only()
            .column(doc_head::Column::PostingId)
            .order_by_asc(doc_head::Column::PostingId)
            .into_tuple()
            .all(self.0)
            .await?;
        Ok(ids.into_iter().map(PostingId).collect())
    }

    /// Replicas of the draft have to start over.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn start_over(&self, posting: PostingId) -> Result<(), StorageError> {
        doc_head::Entity::update_many()
            .col_expr(doc_head::Column::Epoch, Expr::col(doc_head::Column::Epoch).add(1))
            .filter(doc_head::Column::PostingId.eq(posting.0))
            .exec(self.0)
            .await?;
        Ok(())
    }

    /// # Errors
    /// [`StorageError`]
    pub async fn head(&self, posting: PostingId) -> Result<Option<DraftHead>, StorageError> {
        Ok(self.heads(&[posting]).await?.pop().map(|(_, head)| head))
    }

    /// The heads of those of the drafts that exist, in one query.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn heads(&self, postings: &[PostingId]) -> Result<Vec<(PostingId, DraftHead)>, StorageError> {
        Ok(heads(find_heads(postings), self.0).await?.collect())
    }

    /// Takes the numbers of each claim, unless its draft is locked, in another epoch or has gone on, and answers with the
    /// drafts that gave them. Each draft may be claimed once.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn claim(&self, claims: &[Claim]) -> Result<BTreeSet<PostingId>, StorageError> {
        let ids: Vec<PostingId> = claims.iter().map(|claim| claim.posting).collect();
        let held: HashMap<PostingId, DraftHead> =
            heads(find_heads(&ids).order_by_asc(doc_head::Column::PostingId).lock_exclusive(), self.0).await?.collect();
        let mut granted: BTreeMap<i64, Vec<PostingId>> = BTreeMap::new();
        for claim in claims.iter().filter(|claim| held.get(&claim.posting).is_some_and(|head| claim.fits(head))) {
            granted.entry(claim.count).or_default().push(claim.posting);
        }
        for (count, postings) in &granted {
            doc_head::Entity::update_many()
                .col_expr(doc_head::Column::Seq, Expr::col(doc_head::Column::Seq).add(*count))
                .filter(doc_head::Column::PostingId.is_in(postings.iter().map(|id| id.0)))
                .exec(self.0)
                .await?;
        }
        Ok(granted.into_values().flatten().collect())
    }

    /// # Errors
    /// [`StorageError`]
    pub async fn set_locked(&self, posting: PostingId, locked: bool) -> Result<(), StorageError> {
        doc_head::Entity::update_many()
            .col_expr(doc_head::Column::Locked, Expr::value(locked))
            .filter(doc_head::Column::PostingId.eq(posting.0))
            .exec(self.0)
            .await?;
        Ok(())
    }
}

fn find_heads(postings: &[PostingId]) -> Select<doc_head::Entity> {
    doc_head::Entity::find().filter(doc_head::Column::PostingId.is_in(postings.iter().map(|id| id.0)))
}

async fn heads<C: ConnectionTrait>(
    found: Select<doc_head::Entity>,
    connection: &C,
) -> Result<impl Iterator<Item = (PostingId, DraftHead)>, StorageError> {
    let head = |row: doc_head::Model| DraftHead { seq: row.seq, epoch: row.epoch, locked: row.locked };
    Ok(found.all(connection).await?.into_iter().map(move |row| (PostingId(row.posting_id), head(row))))
}
