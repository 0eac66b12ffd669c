//! Links with which people set a new password.

use sea_orm_migration::{prelude::*, schema::*};

use crate::m0001_accounts::{drop_all, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // The link's secret is never stored, only its SHA-256. `user_id` is null when nobody has the address that was
        // typed: a row is written all the same, so that asking takes the same time.
        let password_resets = Table::create()
            .table("password_resets")
            .col(string("token_hash").primary_key())
            .col(uuid_null("user_id"))
            .col(big_integer("expires_at"))
            .col(big_integer_null("used_at"))
            .foreign_key(
                ForeignKey::create().name("password_resets_user").from("password_resets", "user_id").to("users", "id"),
            )
            .to_owned();
        manager.create_table(password_resets).await?;
        manager.create_index(index("password_resets_by_user", "password_resets", &["user_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["password_resets"]).await
    }
}
