//! One change to many library items, with what is needed to take it back.

use sea_orm_migration::{prelude::*, schema::*};

use crate::m0001_accounts::drop_all;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // `change` and `items` are JSON; `undone_at` is set once.
        let edits = Table::create()
            .table("library_edits")
            .col(pk_uuid("id"))
            .col(uuid("author_id"))
            .col(text("change"))
            .col(text("reason"))
            .col(text("items"))
            .col(big_integer("created_at"))
            .col(big_integer_null("undone_at"))
            .foreign_key(
                ForeignKey::create().name("library_edits_author").from("library_edits", "author_id").to("users", "id"),
            )
            .to_owned();
        manager.create_table(edits).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["library_edits"]).await
    }
}
