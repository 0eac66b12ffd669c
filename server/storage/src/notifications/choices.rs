//! How people want to be mailed.

use std::collections::{BTreeMap, HashMap};

use domain::{ids::UserId, notifications::MailChoices};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::OnConflict};

use super::Notifications;
use crate::{StorageError, entities::mail_choice};

impl<C: ConnectionTrait> Notifications<'_, C> {
    /// The choices of those people who made some.
    ///
    /// # Errors
    /// [`StorageError`]
    pub async fn choices(&self, people: &[UserId]) -> Result<HashMap<UserId, MailChoices>, StorageError> {
        let these = mail_choice::Column::PersonId.is_in(people.iter().map(|person| person.0));
        let rows = mail_choice::Entity::find().filter(these).all(self.0).await?;
        rows.into_iter().map(|row| Ok((UserId(row.person_id), read(&row)?))).collect()
    }

    /// # Errors
    /// [`StorageError`]
    pub async fn save_choices(&self, person: UserId, choices: &MailChoices) -> Result<(), StorageError> {
        let ways: BTreeMap<&str, &str> = choices.ways().map(|(kind, way)| (kind.word(), way.word())).collect();
        let row = mail_choice::ActiveModel {
            person_id: Set(person.0),
            is_off: Set(choices.is_off),
            ways: Set(serde_json::to_string(&ways).unwrap_or_default()),
        };
        let replace = OnConflict::column(mail_choice::Column::PersonId)
            .update_columns([mail_choice::Column::IsOff, mail_choice::Column::Ways])
            .to_owned();
        mail_choice::Entity::insert(row).on_conflict(replace).exec_without_returning(self.0).await?;
        Ok(())
    }
}

/// Words that only another version of the program knows are passed over.
fn read(row: &mail_choice::Model) -> Result<MailChoices, StorageError> {
    let words: BTreeMap<String, String> =
        serde_json::from_str(&row.ways).map_err(|_| StorageError::damaged("mail choices", &row.ways))?;
    let ways = words.iter().filter_map(|(kind, way)| Some((kind.parse().ok()?, way.parse().ok()?)));
    Ok(MailChoices::new(row.is_off, ways))
}
