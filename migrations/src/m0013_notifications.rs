//! What people are told, how they want it mailed, the mails on their way, and which reviews were reminded of.

use sea_orm_migration::{prelude::*, schema::*};

use crate::m0001_accounts::{drop_all, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// What is looked for all the time is a small part of these tables.
const PARTIAL: [&str; 3] = [
    "CREATE INDEX notifications_unread ON notifications (person_id) WHERE read_at IS NULL",
    "CREATE INDEX notifications_for_digest ON notifications (person_id, created_at) WHERE for_digest",
    "CREATE INDEX mails_due ON mails (due_at) WHERE ended_at IS NULL",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // `actor_id` is null for what the program tells by itself, `posting_id` for what is about the person. The actor is no
        // foreign key: two admins who give each other roles would wait for each other for ever.
        let notifications = Table::create()
            .table("notifications")
            .col(pk_uuid("id"))
            .col(uuid("person_id"))
            .col(string("kind"))
            .col(uuid_null("posting_id"))
            .col(uuid_null("revision_id"))
            .col(uuid_null("actor_id"))
            .col(text("detail"))
            .col(big_integer("created_at"))
            .col(big_integer_null("read_at"))
            .col(boolean("for_digest"))
            .foreign_key(&mut to("notifications_person", "notifications", "person_id", "users"))
            .foreign_key(&mut to("notifications_posting", "notifications", "posting_id", "postings"))
            .to_owned();
        manager.create_table(notifications).await?;
        manager.create_index(index("notifications_by_person", "notifications", &["person_id", "created_at"])).await?;
        manager.create_index(index("notifications_by_posting", "notifications", &["posting_id"])).await?;

        // `ways` is JSON: the word of the way for the word of each kind that was chosen.
        let mail_choices = Table::create()
            .table("mail_choices")
            .col(uuid("person_id").primary_key())
            .col(boolean("is_off"))
            .col(text("ways"))
            .foreign_key(&mut to("mail_choices_person", "mail_choices", "person_id", "users"))
            .to_owned();
        manager.create_table(mail_choices).await?;

        // `key` names what must not be mailed twice. `body` is empty once the mail ended, because it may hold a link that
        // is a secret. `trouble` is why the last try failed.
        let mails = Table::create()
            .table("mails")
            .col(pk_uuid("id"))
            .col(string_null("key").unique_key())
            .col(string_len("to_address", 254))
            .col(string("to_name"))
            .col(text("subject"))
            .col(text("body"))
            .col(big_integer("created_at"))
            .col(big_integer("due_at"))
            .col(integer("tries"))
            .col(big_integer("useless_from"))
            .col(big_integer_null("ended_at"))
            .col(boolean("is_sent"))
            .col(text("trouble"))
            .to_owned();
        manager.create_table(mails).await?;
        manager.create_index(index("mails_by_end", "mails", &["ended_at"])).await?;

        let reminders = Table::create()
            .table("reminders")
            .col(uuid("review_id"))
            .col(string("kind"))
            .col(big_integer("at"))
            .primary_key(Index::create().col("review_id").col("kind"))
            .foreign_key(&mut to("reminders_review", "reminders", "review_id", "reviews"))
            .to_owned();
        manager.create_table(reminders).await?;
        for statement in PARTIAL {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["reminders", "mails", "mail_choices", "notifications"]).await
    }
}

fn to(name: &'static str, from: &'static str, column: &'static str, to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().name(name).from(from, column).to(to, "id").to_owned()
}
