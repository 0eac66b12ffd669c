//! In which scopes of its posting an update writes, as bits; nobody knows of those of before: all of them.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let scopes = integer_null("scopes");
        manager.alter_table(Table::alter().table("doc_updates").add_column(scopes).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("doc_updates").drop_column("scopes").to_owned()).await
    }
}
