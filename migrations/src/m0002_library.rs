//! Library items and their versions.

use sea_orm_migration::{prelude::*, schema::*};

use crate::m0001_accounts::{drop_all, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // `item_group` refines the kind: language, database, …; the audience of an advantage; the section of a text.
        let items = Table::create()
            .table("library_items")
            .col(pk_uuid("id"))
            .col(string("kind"))
            .col(string("item_group"))
            .col(string_uniq("slug"))
            .col(string("status"))
            .col(integer("current_version"))
            .col(uuid_null("replaced_by"))
            .col(big_integer("created_at"))
            .col(big_integer("updated_at"))
            .foreign_key(
                ForeignKey::create()
                    .name("library_items_replacement")
                    .from("library_items", "replaced_by")
                    .to("library_items", "id"),
            )
            .to_owned();
        manager.create_table(items).await?;
        manager.create_index(index("library_items_by_kind", "library_items", &["status", "kind"])).await?;

        // `wording` is the version's content as JSON; `name` and `body` are taken out of it for reading.
        let versions = Table::create()
            .table("item_versions")
            .col(uuid("item_id"))
            .col(integer("number"))
            .col(string("name"))
            .col(text("body"))
            .col(text("wording"))
            .col(string("content_hash"))
            .col(string("change_class"))
            .col(text("change_reason"))
            .col(uuid_null("author_id"))
            .col(big_integer("created_at"))
            .col(big_integer_null("published_at"))
            .primary_key(Index::create().col("item_id").col("number"))
            .foreign_key(
                ForeignKey::create()
                    .name("item_versions_item")
                    .from("item_versions", "item_id")
                    .to("library_items", "id"),
            )
            .foreign_key(
                ForeignKey::create().name("item_versions_author").from("item_versions", "author_id").to("users", "id"),
            )
            .to_owned();
        manager.create_table(versions).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["item_versions", "library_items"]).await
    }
}
