//! Audit events: appended in the transaction that did the thing, never changed.

use sea_orm_migration::{prelude::*, schema::*};

use crate::m0001_accounts::{drop_all, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let events = Table::create()
            .table("audit_events")
            .col(big_pk_auto("seq"))
            .col(big_integer("at"))
            .col(uuid_null("actor_id"))
            .col(string("action"))
            .col(uuid_null("posting_id"))
            .col(text("event"))
            .to_owned();
        manager.create_table(events).await?;
        manager.create_index(index("audit_events_by_posting", "audit_events", &["posting_id", "seq"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["audit_events"]).await
    }
}
