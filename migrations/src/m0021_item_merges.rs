//! Library items that were merged into others, with what is needed to undo it.

use sea_orm_migration::{prelude::*, schema::*};

use crate::m0001_accounts::{drop_all, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // `gained` is JSON: what the other item got. `was_*` is where the merged one stood before; `undone_at` is set once.
        let merges = Table::create()
            .table("item_merges")
            .col(pk_uuid("id"))
            .col(uuid("item_id"))
            .col(uuid("into_id"))
            .col(uuid("author_id"))
            .col(text("reason"))
            .col(text("gained"))
            .col(string("was_status"))
            .col(uuid_null("was_replaced_by"))
            .col(string_null("was_sunset_on"))
            .col(big_integer("created_at"))
            .col(big_integer_null("undone_at"))
            .foreign_key(&mut to("item_merges_item", "item_id", "library_items"))
            .foreign_key(&mut to("item_merges_into", "into_id", "library_items"))
            .foreign_key(&mut to("item_merges_before", "was_replaced_by", "library_items"))
            .foreign_key(&mut to("item_merges_author", "author_id", "users"))
            .to_owned();
        manager.create_table(merges).await?;
        manager.create_index(index("item_merges_by_item", "item_merges", &["item_id"])).await?;
        manager.create_index(index("item_merges_by_into", "item_merges", &["into_id"])).await?;
        // Which items an item stands in place of.
        manager.create_index(index("library_items_by_replacement", "library_items", &["replaced_by"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_index(Index::drop().name("library_items_by_replacement").table("library_items").to_owned())
            .await?;
        drop_all(manager, &["item_merges"]).await
    }
}

fn to(name: &str, column: &str, target: &str) -> ForeignKeyCreateStatement {
    ForeignKey::create().name(name).from("item_merges", column.to_owned()).to(target.to_owned(), "id").to_owned()
}
