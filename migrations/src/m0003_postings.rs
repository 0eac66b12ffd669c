//! Postings, the co-edited draft behind each (updates, snapshots, head), and what lists read of it.

use sea_orm_migration::{prelude::*, schema::*};

use crate::m0001_accounts::{drop_all, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // `stage` is the word that lists filter by, `stage_data` the stage with what is true in it, as JSON.
        // `title`, `seniority`, `place` are a projection of the draft, written in the same transaction.
        let postings = Table::create()
            .table("postings")
            .col(pk_uuid("id"))
            .col(uuid("team_id"))
            .col(uuid("owner_id"))
            .col(string("stage"))
            .col(text("stage_data"))
            .col(text("title"))
            .col(string("seniority"))
            .col(text("place"))
            .col(uuid_null("live_revision"))
            .col(uuid_null("edited_by"))
            .col(big_integer("edited_at"))
            .col(big_integer("created_at"))
            .col(big_integer_null("review_due_at"))
            .foreign_key(ForeignKey::create().name("postings_team").from("postings", "team_id").to("teams", "id"))
            .foreign_key(ForeignKey::create().name("postings_owner").from("postings", "owner_id").to("users", "id"))
            .to_owned();
        manager.create_table(postings).await?;
        manager.create_index(index("postings_by_team", "postings", &["team_id", "stage"])).await?;
        manager.create_index(index("postings_by_edit", "postings", &["edited_at"])).await?;

        // `seq` counts the committed updates; `epoch` changes when replicas must start over.
        let heads = Table::create()
            .table("doc_heads")
            .col(uuid("posting_id").primary_key())
            .col(big_integer("seq"))
            .col(integer("epoch"))
            .col(boolean("locked"))
            .foreign_key(
                ForeignKey::create().name("doc_heads_posting").from("doc_heads", "posting_id").to("postings", "id"),
            )
            .to_owned();
        manager.create_table(heads).await?;

        let updates = Table::create()
            .table("doc_updates")
            .col(uuid("posting_id"))
            .col(big_integer("seq"))
            .col(uuid("author_id"))
            .col(var_binary("data", 65_536))
            .col(big_integer("at"))
            .primary_key(Index::create().col("posting_id").col("seq"))
            .foreign_key(
                ForeignKey::create().name("doc_updates_posting").from("doc_updates", "posting_id").to("postings", "id"),
            )
            .to_owned();
        manager.create_table(updates).await?;

        let snapshots = Table::create()
            .table("doc_snapshots")
            .col(uuid("posting_id"))
            .col(big_integer("seq"))
            .col(ColumnDef::new("state").blob().not_null().to_owned())
            .primary_key(Index::create().col("posting_id").col("seq"))
            .foreign_key(
                ForeignKey::create()
                    .name("doc_snapshots_posting")
                    .from("doc_snapshots", "posting_id")
                    .to("postings", "id"),
            )
            .to_owned();
        manager.create_table(snapshots).await?;

        // Which draft uses which library item: a projection, for "where used".
        let uses = Table::create()
            .table("item_uses")
            .col(uuid("posting_id"))
            .col(string("line_id"))
            .col(uuid("item_id"))
            .col(integer("version"))
            .col(boolean("is_override"))
            .primary_key(Index::create().col("posting_id").col("line_id"))
            .foreign_key(
                ForeignKey::create().name("item_uses_posting").from("item_uses", "posting_id").to("postings", "id"),
            )
            .to_owned();
        manager.create_table(uses).await?;
        manager.create_index(index("item_uses_by_item", "item_uses", &["item_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["item_uses", "doc_snapshots", "doc_updates", "doc_heads", "postings"]).await
    }
}
