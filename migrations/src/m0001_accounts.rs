//! People, teams, who is what to whom, invitations, sessions and sign-in throttling.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let users = Table::create()
            .table("users")
            .col(pk_uuid("id"))
            .col(string_len_uniq("email", 254))
            .col(string("display_name"))
            .col(string_null("password_hash"))
            .col(string("status"))
            .col(big_integer("created_at"))
            .col(big_integer_null("last_login_at"))
            .to_owned();
        manager.create_table(users).await?;

        let teams = Table::create()
            .table("teams")
            .col(pk_uuid("id"))
            .col(string_uniq("name"))
            .col(big_integer("created_at"))
            .to_owned();
        manager.create_table(teams).await?;

        // `team_id` is null for roles held in the whole organisation.
        let memberships = Table::create()
            .table("memberships")
            .col(pk_uuid("id"))
            .col(uuid("user_id"))
            .col(uuid_null("team_id"))
            .col(string("role"))
            .foreign_key(ForeignKey::create().name("memberships_user").from("memberships", "user_id").to("users", "id"))
            .foreign_key(ForeignKey::create().name("memberships_team").from("memberships", "team_id").to("teams", "id"))
            .to_owned();
        manager.create_table(memberships).await?;
        manager.create_index(index("memberships_by_user", "memberships", &["user_id"])).await?;
        manager.create_index(unique("memberships_once", "memberships", &["user_id", "team_id", "role"])).await?;

        let invitations = Table::create()
            .table("invitations")
            .col(pk_uuid("id"))
            .col(string_len("email", 254))
            .col(uuid_null("team_id"))
            .col(string("role"))
            .col(string_uniq("token_hash"))
            .col(uuid("invited_by"))
            .col(big_integer("created_at"))
            .col(big_integer("expires_at"))
            .col(big_integer_null("accepted_at"))
            .col(big_integer_null("withdrawn_at"))
            .foreign_key(ForeignKey::create().name("invitations_team").from("invitations", "team_id").to("teams", "id"))
            .to_owned();
        manager.create_table(invitations).await?;

        // One row at most: the link that makes the first admin.
        let setup_tokens = Table::create()
            .table("setup_tokens")
            .col(integer("id").primary_key())
            .col(string("token_hash"))
            .col(big_integer("expires_at"))
            .col(big_integer_null("used_at"))
            .to_owned();
        manager.create_table(setup_tokens).await?;

        // The cookie's value is never stored, only its SHA-256.
        let sessions = Table::create()
            .table("sessions")
            .col(string("id_hash").primary_key())
            .col(uuid_null("user_id"))
            .col(text("data"))
            .col(string("user_agent"))
            .col(big_integer("created_at"))
            .col(big_integer("seen_at"))
            .col(big_integer("expires_at"))
            .foreign_key(ForeignKey::create().name("sessions_user").from("sessions", "user_id").to("users", "id"))
            .to_owned();
        manager.create_table(sessions).await?;
        manager.create_index(index("sessions_by_user", "sessions", &["user_id"])).await?;
        manager.create_index(index("sessions_by_expiry", "sessions", &["expires_at"])).await?;

        // Failed sign-ins by key (a digest of the address or of the account), for throttling across nodes.
        let sign_in_failures = Table::create()
            .table("sign_in_failures")
            .col(pk_uuid("id"))
            .col(string("key"))
            .col(big_integer("at"))
            .to_owned();
        manager.create_table(sign_in_failures).await?;
        manager.create_index(index("sign_in_failures_by_key", "sign_in_failures", &["key", "at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(
            manager,
            &["sign_in_failures", "sessions", "setup_tokens", "invitations", "memberships", "teams", "users"],
        )
        .await
    }
}

pub(crate) fn index(name: &'static str, table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(name).table(table);
    for column in columns {
        index.col(*column);
    }
    index
}

pub(crate) fn unique(name: &'static str, table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = index(name, table, columns);
    index.unique();
    index
}

pub(crate) async fn drop_all(manager: &SchemaManager<'_>, tables: &[&'static str]) -> Result<(), DbErr> {
    for table in tables {
        manager.drop_table(Table::drop().table(*table).to_owned()).await?;
    }
    Ok(())
}
