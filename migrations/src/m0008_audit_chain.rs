//! The audit log becomes a chain: each entry has a digest over itself and the one before, one row knows the head, and the
//! database itself refuses to change or delete an entry.

use sea_orm_migration::{
    prelude::*,
    schema::*,
    sea_orm::{ConnectionTrait, DbBackend},
};

use crate::m0001_accounts::drop_all;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let digest = Table::alter().table("audit_events").add_column(string("digest").default("")).to_owned();
        manager.alter_table(digest).await?;

        // One row. Entries up to `start_seq` were written before there was a chain.
        let head = Table::create()
            .table("audit_head")
            .col(integer("id").primary_key())
            .col(big_integer("start_seq"))
            .col(big_integer("seq"))
            .col(string("digest"))
            .to_owned();
        manager.create_table(head).await?;
        let first = "INSERT INTO audit_head (id, start_seq, seq, digest) \
                     SELECT 1, COALESCE(MAX(seq), 0), COALESCE(MAX(seq), 0), '' FROM audit_events";
        run(manager, &[first]).await?;
        run(manager, guards(manager)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, unguards(manager)).await?;
        drop_all(manager, &["audit_head"]).await?;
        manager.alter_table(Table::alter().table("audit_events").drop_column("digest").to_owned()).await
    }
}

async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    for statement in statements {
        manager.get_connection().execute_unprepared(statement).await?;
    }
    Ok(())
}

fn guards(manager: &SchemaManager) -> &'static [&'static str] {
    match manager.get_database_backend() {
        DbBackend::Postgres => &[
            "CREATE FUNCTION audit_events_stay() RETURNS trigger AS $$ \
             BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$ LANGUAGE plpgsql",
            "CREATE TRIGGER audit_events_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events \
             FOR EACH STATEMENT EXECUTE FUNCTION audit_events_stay()",
        ],
        _ => &[
            "CREATE TRIGGER audit_events_no_update BEFORE UPDATE ON audit_events \
             BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
            "CREATE TRIGGER audit_events_no_delete BEFORE DELETE ON audit_events \
             BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
        ],
    }
}

fn unguards(manager: &SchemaManager) -> &'static [&'static str] {
    match manager.get_database_backend() {
        DbBackend::Postgres => &["DROP TRIGGER audit_events_stay ON audit_events", "DROP FUNCTION audit_events_stay()"],
        _ => &["DROP TRIGGER audit_events_no_update", "DROP TRIGGER audit_events_no_delete"],
    }
}
