//! Which revisions somebody looked at: the last one, and the one before it.

use domain::ids::{PostingId, UserId};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, sea_query::OnConflict};

use super::Reviews;
use crate::{StorageError, entities::review_look};

impl<C: ConnectionTrait> Reviews<'_, C> {
    /// The number of the revision that the person looked at last before they looked at this one.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn looked_before(
        &self,
        posting: PostingId,
        person: UserId,
        number: u32,
    ) -> Result<Option<u32>, StorageError> {
        let found = review_look::Entity::find_by_id((posting.0, person.0)).one(self.0).await?;
        let last = found.and_then(|row| if unsigned(row.number) == number { row.before } else { Some(row.number) });
        Ok(last.map(unsigned).filter(|last| *last < number))
    }

    /// Keeps that the person looks at this revision. An earlier one than the last is no news.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn look(&self, posting: PostingId, person: UserId, number: u32) -> Result<(), StorageError> {
        let found = review_look::Entity::find_by_id((posting.0, person.0)).one(self.0).await?;
        if found.as_ref().is_some_and(|row| unsigned(row.number) >= number) {
            return Ok(());
        }
        let row = review_look::ActiveModel {
            posting_id: Set(posting.0),
            user_id: Set(person.0),
            number: Set(i32::try_from(number).unwrap_or(i32::MAX)),
            before: Set(found.map(|row| row.number)),
        };
        let again = OnConflict::columns([review_look::Column::PostingId, review_look::Column::UserId])
            .update_columns([review_look::Column::Number, review_look::Column::Before])
            .to_owned();
        review_look::Entity::insert(row).on_conflict(again).exec_without_returning(self.0).await?;
        Ok(())
    }
}

fn unsigned(number: i32) -> u32 {
    u32::try_from(number).unwrap_or(0)
}
