//! The history of a draft: moments to which old updates are folded, checkpoints, digests of whole states, and what was
//! found damaged.

use sea_orm_migration::{prelude::*, schema::*};

use crate::m0001_accounts::{drop_all, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // `shares`: who wrote how much, as JSON. `said`: what the draft said at its end, as deflated JSON.
        let moments = Table::create()
            .table("doc_moments")
            .col(uuid("posting_id"))
            .col(big_integer("seq"))
            .col(big_integer("from_seq"))
            .col(big_integer("from_at"))
            .col(big_integer("to_at"))
            .col(text("shares"))
            .col(ColumnDef::new("said").blob().not_null().to_owned())
            .primary_key(Index::create().col("posting_id").col("seq"))
            .foreign_key(&mut posting("doc_moments"))
            .to_owned();
        manager.create_table(moments).await?;

        let checkpoints = Table::create()
            .table("doc_checkpoints")
            .col(pk_uuid("id"))
            .col(uuid("posting_id"))
            .col(text("name"))
            .col(uuid("author_id"))
            .col(big_integer("seq"))
            .col(ColumnDef::new("said").blob().not_null().to_owned())
            .col(big_integer("created_at"))
            .foreign_key(&mut posting("doc_checkpoints"))
            .to_owned();
        manager.create_table(checkpoints).await?;
        manager.create_index(index("doc_checkpoints_by_posting", "doc_checkpoints", &["posting_id"])).await?;

        // Damaged rows are kept for whoever can make something of them; `kind` is the word for what they were.
        let quarantine = Table::create()
            .table("doc_quarantine")
            .col(uuid("posting_id"))
            .col(string("kind"))
            .col(big_integer("seq"))
            .col(big_integer("found_at"))
            .col(ColumnDef::new("data").blob().not_null().to_owned())
            .col(string("digest"))
            .primary_key(Index::create().col("posting_id").col("kind").col("seq").col("found_at"))
            .foreign_key(&mut posting("doc_quarantine"))
            .to_owned();
        manager.create_table(quarantine).await?;

        // SHA-256 of the state in hexadecimal; empty for those that were kept before there were digests.
        let digest = ColumnDef::new("digest").string().not_null().default("").to_owned();
        manager.alter_table(Table::alter().table("doc_snapshots").add_column(digest).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("doc_snapshots").drop_column("digest").to_owned()).await?;
        drop_all(manager, &["doc_quarantine", "doc_checkpoints", "doc_moments"]).await
    }
}

fn posting(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().name(format!("{table}_posting")).from(table, "posting_id").to("postings", "id").to_owned()
}
