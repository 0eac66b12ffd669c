//! Texts of postings written elsewhere, until somebody confirms what was recognised in them; and proposals for the library.

use sea_orm_migration::{prelude::*, schema::*};

use crate::m0001_accounts::{drop_all, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // `outline` is JSON. `source` is a file's name, empty for a pasted text. Once `posting_id` is set nothing of the
        // text is kept here.
        let arrivals = Table::create()
            .table("arrivals")
            .col(pk_uuid("id"))
            .col(uuid("person_id"))
            .col(string("source"))
            .col(text("outline"))
            .col(boolean("is_cut"))
            .col(big_integer("created_at"))
            .col(big_integer("expires_at"))
            .col(uuid_null("posting_id"))
            .foreign_key(ForeignKey::create().name("arrivals_person").from("arrivals", "person_id").to("users", "id"))
            .foreign_key(
                ForeignKey::create().name("arrivals_posting").from("arrivals", "posting_id").to("postings", "id"),
            )
            .to_owned();
        manager.create_table(arrivals).await?;
        manager.create_index(index("arrivals_by_person", "arrivals", &["person_id", "created_at"])).await?;

        // `wording` is JSON like that of a version. `proposer_id` is null for what the program found; then `of_item_id` is the
        // item that several teams word alike. `item_id` is what an accepted proposal became.
        let proposals = Table::create()
            .table("proposals")
            .col(pk_uuid("id"))
            .col(string("kind"))
            .col(string("item_group"))
            .col(text("wording"))
            .col(text("note"))
            .col(uuid_null("proposer_id"))
            .col(uuid_null("of_item_id"))
            .col(string("status"))
            .col(text("answer"))
            .col(uuid_null("decided_by"))
            .col(uuid_null("item_id"))
            .col(big_integer("created_at"))
            .col(big_integer_null("decided_at"))
            .foreign_key(&mut to("proposals_proposer", "proposals", "proposer_id", "users"))
            .foreign_key(&mut to("proposals_of_item", "proposals", "of_item_id", "library_items"))
            .foreign_key(&mut to("proposals_item", "proposals", "item_id", "library_items"))
            .to_owned();
        manager.create_table(proposals).await?;
        manager.create_index(index("proposals_by_status", "proposals", &["status", "created_at"])).await?;
        manager.create_index(index("proposals_by_item", "proposals", &["of_item_id"])).await?;

        let lines = Table::create()
            .table("proposal_lines")
            .col(uuid("proposal_id"))
            .col(uuid("posting_id"))
            .col(string("line_id"))
            .col(text("text"))
            .primary_key(Index::create().col("proposal_id").col("posting_id").col("line_id"))
            .foreign_key(&mut to("proposal_lines_proposal", "proposal_lines", "proposal_id", "proposals"))
            .foreign_key(&mut to("proposal_lines_posting", "proposal_lines", "posting_id", "postings"))
            .to_owned();
        manager.create_table(lines).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["proposal_lines", "proposals", "arrivals"]).await
    }
}

fn to(name: &str, table: &str, column: &str, target: &str) -> ForeignKeyCreateStatement {
    ForeignKey::create().name(name).from(table.to_owned(), column.to_owned()).to(target.to_owned(), "id").to_owned()
}
