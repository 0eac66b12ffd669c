//! The updates of a draft, as far as they were not folded.

use domain::{
    ids::{PostingId, UserId},
    posting::{Authorship, Scope, ScopeSet},
    time::Timestamp,
    timeline::Written,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    prelude::Uuid,
    sea_query::{Expr, Func, UnionType},
};

use super::Collab;
use crate::{
    StorageError,
    entities::{doc_update, suggestion},
};

/// How many rows go into one statement; databases limit its parameters.
const ROWS_MAX: usize = 1_000;

/// One committed update.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftUpdate {
    pub seq: i64,
    pub author: UserId,
    pub at: Timestamp,
    pub data: Vec<u8>,
    /// Where it writes.
    pub scopes: ScopeSet,
}

impl<C: ConnectionTrait> Collab<'_, C> {
    /// Adds updates of any drafts, whose numbers were claimed.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn append(&self, updates: Vec<(PostingId, DraftUpdate)>) -> Result<(), StorageError> {
        let mut rows = updates.into_iter().map(|(posting, update)| doc_update::ActiveModel {
            posting_id: Set(posting.0),
            seq: Set(update.seq),
            author_id: Set(update.author.0),
            data: Set(update.data),
            at: Set(update.at.0),
            scopes: Set(Some(update.scopes.bits())),
        });
        loop {
            let some: Vec<_> = rows.by_ref().take(ROWS_MAX).collect();
            if some.is_empty() {
                return Ok(());
            }
            doc_update::Entity::insert_many(some).exec_without_returning(self.0).await?;
        }
    }

    /// The updates after number `seq`, in order.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn updates_after(&self, posting: PostingId, seq: i64) -> Result<Vec<(i64, Vec<u8>)>, StorageError> {
        self.updates_between(posting, seq, i64::MAX).await
    }

    /// The updates after one number and up to another, in order.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn updates_between(
        &self,
        posting: PostingId,
        after: i64,
        to: i64,
    ) -> Result<Vec<(i64, Vec<u8>)>, StorageError> {
        let columns = [doc_update::Column::Seq, doc_update::Column::Data];
        Ok(between(posting, after, to).columns(columns).into_tuple().all(self.0).await?)
    }

    /// Who wrote which update after one number and up to another, where, and how much it was, in order.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn written_between(&self, posting: PostingId, after: i64, to: i64) -> Result<Vec<Written>, StorageError> {
        let rows: Vec<(i64, Uuid, i64, Option<i32>, i64)> = between(posting, after, to)
            .columns([doc_update::Column::Seq, doc_update::Column::AuthorId, doc_update::Column::At])
            .column(doc_update::Column::Scopes)
            .column_as(
                Expr::expr(Func::cust("LENGTH").arg(Expr::col(doc_update::Column::Data))).cast_as("BIGINT"),
                "bytes",
            )
            .into_tuple()
            .all(self.0)
            .await?;
        let written = |(seq, author, at, scopes, bytes): (i64, Uuid, i64, Option<i32>, i64)| Written {
            seq,
            author: UserId(author),
            at: Timestamp(at),
            bytes: u64::try_from(bytes).unwrap_or(0),
            scopes: ScopeSet::from_bits(scopes),
        };
        Ok(rows.into_iter().map(written).collect())
    }

    /// Everyone whose words came into the draft after update number `seq`, and where: who wrote an update, folded ones
    /// included, and whose suggestion became one.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn contributors_since(&self, posting: PostingId, seq: i64) -> Result<Authorship, StorageError> {
        let nothing = || Expr::cust("NULL");
        let mut words = doc_update::Entity::find()
            .select_only()
            .columns([doc_update::Column::AuthorId, doc_update::Column::Scopes])
            .column_as(nothing(), "scope")
            .filter(doc_update::Column::PostingId.eq(posting.0))
            .filter(doc_update::Column::Seq.gt(seq));
        let taken_over = suggestion::Entity::find()
            .select_only()
            .column(suggestion::Column::SuggestedBy)
            .column_as(nothing(), "scopes")
            .column(suggestion::Column::Scope)
            .filter(suggestion::Column::PostingId.eq(posting.0))
            .filter(suggestion::Column::Seq.gt(seq));
        QueryTrait::query(&mut words).union(UnionType::Distinct, taken_over.into_query());
        let written: Vec<(Uuid, Option<i32>, Option<String>)> = words.into_tuple().all(self.0).await?;
        let written = written.into_iter().map(|(author, bits, word)| (UserId(author), scopes(bits, word)));
        let folded = self.moments_after(posting, seq).await?;
        let shares = folded.iter().flat_map(|sitting| &sitting.shares);
        Ok(written.chain(shares.map(|share| (share.author, share.since(seq)))).collect())
    }
}

/// Where an update writes, or by its word a suggestion; everywhere if nobody noted that, or its place was gone by then.
fn scopes(bits: Option<i32>, word: Option<String>) -> ScopeSet {
    let scope = word.and_then(|word| word.parse::<Scope>().ok());
    scope.map_or_else(|| ScopeSet::from_bits(bits), ScopeSet::from)
}

/// The updates after one number and up to another, in order; which columns of them is up to the caller.
fn between(posting: PostingId, after: i64, to: i64) -> Select<doc_update::Entity> {
    doc_update::Entity::find()
        .select_only()
        .filter(doc_update::Column::PostingId.eq(posting.0))
        .filter(doc_update::Column::Seq.gt(after))
        .filter(doc_update::Column::Seq.lte(to))
        .order_by_asc(doc_update::Column::Seq)
}
