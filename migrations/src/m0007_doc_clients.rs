//! Under which ids the open editors of a draft write, and whose they are: nobody writes under another's id.

use sea_orm_migration::{prelude::*, schema::*};

use crate::m0001_accounts::drop_all;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let clients = Table::create()
            .table("doc_clients")
            .col(uuid("posting_id"))
            .col(big_integer("client_id"))
            .col(uuid("user_id"))
            .col(big_integer("at"))
            .primary_key(Index::create().col("posting_id").col("client_id"))
            .foreign_key(
                ForeignKey::create().name("doc_clients_posting").from("doc_clients", "posting_id").to("postings", "id"),
            )
            .to_owned();
        manager.create_table(clients).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["doc_clients"]).await
    }
}
