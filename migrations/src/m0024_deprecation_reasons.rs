//! Why an item was taken out of use: it stands with the item, not in the audit log alone.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let reason = text_null("deprecation_reason").to_owned();
        manager.alter_table(Table::alter().table("library_items").add_column(reason).to_owned()).await?;
        let fill = if manager.get_database_backend() == DbBackend::Postgres { FILL_POSTGRES } else { FILL_SQLITE };
        manager.get_connection().execute_unprepared(fill).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("library_items").drop_column("deprecation_reason").to_owned()).await
    }
}

/// For items that are out of use already, what the audit log says of the last time.
const FILL_SQLITE: &str = "
    UPDATE library_items SET deprecation_reason = (
        SELECT e.event ->> '$.reason' FROM audit_events e WHERE e.action = 'item_deprecated'
            AND unhex(replace(e.event ->> '$.item', '-', '')) = library_items.id ORDER BY e.seq DESC LIMIT 1)
    WHERE status IN ('deprecated', 'archived')";

const FILL_POSTGRES: &str = "
    UPDATE library_items SET deprecation_reason = (
        SELECT e.event::jsonb ->> 'reason' FROM audit_events e WHERE e.action = 'item_deprecated'
            AND (e.event::jsonb ->> 'item')::uuid = library_items.id ORDER BY e.seq DESC LIMIT 1)
    WHERE status IN ('deprecated', 'archived')";
