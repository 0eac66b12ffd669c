//! Which revisions somebody looked at: the last one, and the one before it. [`super::Past`] reads them.

use domain::ids::{PostingId, UserId};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, sea_query::OnConflict};

use super::Reviews;
use crate::{StorageError, entities::review_look};

impl<C: ConnectionTrait> Reviews<'_, C> {
    /// Keeps that the person looks at this revision, and at which one they looked last before it.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn look(
        &self,
        posting: PostingId,
        person: UserId,
        number: u32,
        before: Option<u32>,
    ) -> Result<(), StorageError> {
        let row = review_look::ActiveModel {
            posting_id: Set(posting.0),
            user_id: Set(person.0),
            number: Set(signed(number)),
            before: Set(before.map(signed)),
        };
        let again = OnConflict::columns([review_look::Column::PostingId, review_look::Column::UserId])
            .update_columns([review_look::Column::Number, review_look::Column::Before])
            .to_owned();
        review_look::Entity::insert(row).on_conflict(again).exec_without_returning(self.0).await?;
        Ok(())
    }
}

fn signed(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
