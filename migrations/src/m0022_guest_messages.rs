//! What whoever invites a guest writes to them: it stands on their page, too, not in the mail alone.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let message = text("message").default("").to_owned();
        manager.alter_table(Table::alter().table("guests").add_column(message).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("guests").drop_column("message").to_owned()).await
    }
}
