//! Templates with their versions, which items each version names, and which posting came from which version.

use sea_orm_migration::{prelude::*, schema::*};

use crate::m0001_accounts::{drop_all, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // `content` is the working copy, as JSON; `edition` rises with each edit of it. `current_version` is what is published,
        // 0 before the first time; `content_hash` is that of the working copy.
        let templates = Table::create()
            .table("templates")
            .col(pk_uuid("id"))
            .col(string("slug").unique_key())
            .col(string("name"))
            .col(string("status"))
            .col(integer("current_version"))
            .col(text("content"))
            .col(string("content_hash"))
            .col(integer("edition"))
            .col(big_integer("created_at"))
            .col(big_integer("updated_at"))
            .to_owned();
        manager.create_table(templates).await?;

        // `author_id` is null for what the program brought along.
        let versions = Table::create()
            .table("template_versions")
            .col(uuid("template_id"))
            .col(integer("number"))
            .col(text("content"))
            .col(string("content_hash"))
            .col(string("change_class"))
            .col(text("change_reason"))
            .col(uuid_null("author_id"))
            .col(big_integer("published_at"))
            .primary_key(Index::create().col("template_id").col("number"))
            .foreign_key(&mut to("template_versions_template", "template_versions", "template_id", "templates"))
            .foreign_key(&mut to("template_versions_author", "template_versions", "author_id", "users"))
            .to_owned();
        manager.create_table(versions).await?;

        let items = Table::create()
            .table("template_items")
            .col(uuid("template_id"))
            .col(integer("number"))
            .col(uuid("item_id"))
            .primary_key(Index::create().col("template_id").col("number").col("item_id"))
            .foreign_key(&mut to("template_items_template", "template_items", "template_id", "templates"))
            .foreign_key(&mut to("template_items_item", "template_items", "item_id", "library_items"))
            .to_owned();
        manager.create_table(items).await?;
        manager.create_index(index("template_items_by_item", "template_items", &["item_id"])).await?;

        let starts = Table::create()
            .table("posting_templates")
            .col(pk_uuid("posting_id"))
            .col(uuid("template_id"))
            .col(integer("number"))
            .foreign_key(&mut to("posting_templates_posting", "posting_templates", "posting_id", "postings"))
            .foreign_key(&mut to("posting_templates_template", "posting_templates", "template_id", "templates"))
            .to_owned();
        manager.create_table(starts).await?;
        let by_template = index("posting_templates_by_template", "posting_templates", &["template_id", "number"]);
        manager.create_index(by_template).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["posting_templates", "template_items", "template_versions", "templates"]).await
    }
}

fn to(name: &str, table: &str, column: &str, target: &str) -> ForeignKeyCreateStatement {
    ForeignKey::create().name(name).from(table.to_owned(), column.to_owned()).to(target.to_owned(), "id").to_owned()
}
