//! What people decided about updates that the library offers to lines of drafts, and the last days of library items.

use sea_orm_migration::{prelude::*, schema::*};

use crate::m0001_accounts::drop_all;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Updates themselves are derived. A row puts one aside: `kept` holds against this version of this item alone,
        // `snoozed` until its moment against whatever comes.
        let aside = Table::create()
            .table("updates_aside")
            .col(uuid("posting_id"))
            .col(string("line_id"))
            .col(uuid("item_id"))
            .col(integer("version"))
            .col(string("how"))
            .col(big_integer_null("until"))
            .col(uuid("by_id"))
            .col(big_integer("at"))
            .primary_key(Index::create().col("posting_id").col("line_id"))
            .foreign_key(
                ForeignKey::create()
                    .name("updates_aside_posting")
                    .from("updates_aside", "posting_id")
                    .to("postings", "id"),
            )
            .foreign_key(
                ForeignKey::create()
                    .name("updates_aside_item")
                    .from("updates_aside", "item_id")
                    .to("library_items", "id"),
            )
            .foreign_key(
                ForeignKey::create().name("updates_aside_person").from("updates_aside", "by_id").to("users", "id"),
            )
            .to_owned();
        manager.create_table(aside).await?;

        // `2026-11-26`: after this day a deprecated item reads as archived.
        let sunset = ColumnDef::new("sunset_on").string().null().to_owned();
        manager.alter_table(Table::alter().table("library_items").add_column(sunset).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("library_items").drop_column("sunset_on").to_owned()).await?;
        drop_all(manager, &["updates_aside"]).await
    }
}
