//! The programs that share the database, and who sits at open editors there. Nobody misses these rows after a crash: on
//! PostgreSQL they are left out of its log.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DbBackend};

use crate::m0001_accounts::{drop_all, index};

const TABLES: [&str; 2] = ["doc_seats", "nodes"];

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let nodes =
            Table::create().table("nodes").col(big_integer("id").primary_key()).col(big_integer("at")).to_owned();
        manager.create_table(nodes).await?;
        let seats = Table::create()
            .table("doc_seats")
            .col(big_integer("seat").primary_key())
            .col(big_integer("node_id"))
            .col(uuid("posting_id"))
            .col(uuid("user_id"))
            .col(text_null("whereabouts"))
            .foreign_key(
                ForeignKey::create()
                    .name("doc_seats_node")
                    .from("doc_seats", "node_id")
                    .to("nodes", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .to_owned();
        manager.create_table(seats).await?;
        manager.create_index(index("doc_seats_by_node", "doc_seats", &["node_id"])).await?;
        manager.create_index(index("doc_seats_by_posting", "doc_seats", &["posting_id"])).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            for table in TABLES {
                let unlogged = format!("ALTER TABLE {table} SET UNLOGGED");
                manager.get_connection().execute_unprepared(&unlogged).await?;
            }
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &TABLES).await
    }
}
