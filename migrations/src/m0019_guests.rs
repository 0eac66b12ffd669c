//! Guests: people without an account, each with a link to one posting.

use sea_orm_migration::{prelude::*, schema::*};

use crate::m0001_accounts::{drop_all, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // A guest is a row of `users` with the status `guest`, so that what they say and decide has an author like all else.
        // Neither the link's secret is stored nor that of the browser which opened it, only their SHA-256.
        let guests = Table::create()
            .table("guests")
            .col(pk_uuid("id"))
            .col(uuid("posting_id"))
            .col(uuid("invited_by"))
            .col(string("name"))
            .col(string_len("email", 254))
            .col(string_uniq("token_hash"))
            .col(string_null("session_hash"))
            .col(big_integer("invited_at"))
            .col(big_integer("expires_at"))
            .col(big_integer_null("opened_at"))
            .col(string_null("ended"))
            .foreign_key(ForeignKey::create().name("guests_user").from("guests", "id").to("users", "id"))
            .foreign_key(ForeignKey::create().name("guests_posting").from("guests", "posting_id").to("postings", "id"))
            .foreign_key(ForeignKey::create().name("guests_host").from("guests", "invited_by").to("users", "id"))
            .to_owned();
        manager.create_table(guests).await?;
        // One guest for one address: a new link makes nobody a second person.
        manager.create_index(unique("guests_once", "guests", &["posting_id", "email"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["guests"]).await?;
        // What guests said keeps its author, whom nobody who signs in can be.
        let people = "UPDATE users SET status = 'suspended' WHERE status = 'guest'";
        manager.get_connection().execute_unprepared(people).await?;
        Ok(())
    }
}
