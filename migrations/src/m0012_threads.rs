//! Threads on postings, what is said in them, and suggested changes.

use sea_orm_migration::{prelude::*, schema::*};

use crate::m0001_accounts::{drop_all, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // `place` names a part of the posting by its stable id; `quote` is JSON; `said` what stood there then.
        let threads = Table::create()
            .table("threads")
            .col(pk_uuid("id"))
            .col(uuid("posting_id"))
            .col(string("place"))
            .col(text_null("quote"))
            .col(text("said"))
            .col(boolean("is_blocking"))
            .col(uuid("opened_by"))
            .col(big_integer("opened_at"))
            .col(uuid_null("resolved_by"))
            .col(big_integer_null("resolved_at"))
            .foreign_key(
                ForeignKey::create().name("threads_posting").from("threads", "posting_id").to("postings", "id"),
            )
            .foreign_key(ForeignKey::create().name("threads_opener").from("threads", "opened_by").to("users", "id"))
            .to_owned();
        manager.create_table(threads).await?;
        manager.create_index(index("threads_by_posting", "threads", &["posting_id", "opened_at"])).await?;

        // `mentions` is a JSON list of people with the names that they had. A deleted comment has no text any more.
        let comments = Table::create()
            .table("comments")
            .col(pk_uuid("id"))
            .col(uuid("thread_id"))
            .col(uuid("author_id"))
            .col(text("text"))
            .col(text("mentions"))
            .col(big_integer("at"))
            .col(big_integer_null("edited_at"))
            .col(big_integer_null("deleted_at"))
            .foreign_key(ForeignKey::create().name("comments_thread").from("comments", "thread_id").to("threads", "id"))
            .foreign_key(ForeignKey::create().name("comments_author").from("comments", "author_id").to("users", "id"))
            .to_owned();
        manager.create_table(comments).await?;
        manager.create_index(index("comments_by_thread", "comments", &["thread_id", "at"])).await?;

        // `seq` is the draft's update that an accepted suggestion became: who counts as a writer is read from it.
        let suggestions = Table::create()
            .table("suggestions")
            .col(pk_uuid("id"))
            .col(uuid("posting_id"))
            .col(text("change"))
            .col(text("reason"))
            .col(uuid("suggested_by"))
            .col(big_integer("at"))
            .col(string("state"))
            .col(uuid_null("settled_by"))
            .col(big_integer_null("settled_at"))
            .col(big_integer_null("seq"))
            .col(string_null("scope"))
            .foreign_key(
                ForeignKey::create().name("suggestions_posting").from("suggestions", "posting_id").to("postings", "id"),
            )
            .foreign_key(
                ForeignKey::create().name("suggestions_person").from("suggestions", "suggested_by").to("users", "id"),
            )
            .to_owned();
        manager.create_table(suggestions).await?;
        manager.create_index(index("suggestions_by_posting", "suggestions", &["posting_id", "at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["suggestions", "comments", "threads"]).await
    }
}
