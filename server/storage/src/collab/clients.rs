//! Whose the ids are under which open editors write into a draft. An id stays with the first who wrote under it.

use domain::{
    document::ClientId,
    ids::{PostingId, UserId},
    time::Timestamp,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::Collab;
use crate::{StorageError, entities::doc_client};

/// That somebody writes under an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    pub posting: PostingId,
    pub client: ClientId,
    pub holder: UserId,
}

impl<C: ConnectionTrait> Collab<'_, C> {
    /// The leases of these ids in these drafts, in one query; some of the pairs may not have been asked for.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn leases(&self, postings: &[PostingId], clients: &[ClientId]) -> Result<Vec<Lease>, StorageError> {
        if clients.is_empty() {
            return Ok(Vec::new());
        }
        let rows = doc_client::Entity::find()
            .filter(doc_client::Column::PostingId.is_in(postings.iter().map(|id| id.0)))
            .filter(doc_client::Column::ClientId.is_in(clients.iter().map(|client| column(*client))))
            .all(self.0)
            .await?;
        Ok(rows.into_iter().map(lease).collect())
    }

    /// # Errors
    /// [`StorageError::Duplicate`] when somebody holds one of the ids already.
    pub async fn insert_leases(&self, leases: &[Lease], at: Timestamp) -> Result<(), StorageError> {
        if leases.is_empty() {
            return Ok(());
        }
        let rows = leases.iter().map(|lease| doc_client::ActiveModel {
            posting_id: Set(lease.posting.0),
            client_id: Set(column(lease.client)),
            user_id: Set(lease.holder.0),
            at: Set(at.0),
        });
        doc_client::Entity::insert_many(rows).exec_without_returning(self.0).await?;
        Ok(())
    }
}

/// Ids have 53 bits; one that has more is nobody's.
fn column(client: ClientId) -> i64 {
    i64::try_from(client.0).unwrap_or(i64::MAX)
}

fn lease(row: doc_client::Model) -> Lease {
    Lease {
        posting: PostingId(row.posting_id),
        client: ClientId(u64::try_from(row.client_id).unwrap_or(u64::MAX)),
        holder: UserId(row.user_id),
    }
}
