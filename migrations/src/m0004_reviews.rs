//! Revisions, reviews of them, decisions in reviews, and publications.

use sea_orm_migration::{prelude::*, schema::*};

use crate::m0001_accounts::{drop_all, index, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // `seq` is the draft's sequence number that the revision froze; `contributors` a JSON list of user ids.
        let revisions = Table::create()
            .table("revisions")
            .col(pk_uuid("id"))
            .col(uuid("posting_id"))
            .col(integer("number"))
            .col(string("kind"))
            .col(uuid("author_id"))
            .col(big_integer("seq"))
            .col(text("snapshot"))
            .col(text("scope_hashes"))
            .col(string("root_hash"))
            .col(text("contributors"))
            .col(text("message"))
            .col(big_integer("created_at"))
            .foreign_key(
                ForeignKey::create().name("revisions_posting").from("revisions", "posting_id").to("postings", "id"),
            )
            .to_owned();
        manager.create_table(revisions).await?;
        manager.create_index(unique("revisions_number", "revisions", &["posting_id", "number"])).await?;

        // `policy` is the policy the review runs under, as JSON: a later policy does not change it.
        let reviews = Table::create()
            .table("reviews")
            .col(pk_uuid("id"))
            .col(uuid("posting_id"))
            .col(uuid("revision_id"))
            .col(uuid("submitted_by"))
            .col(big_integer("submitted_at"))
            .col(text("message"))
            .col(text("policy"))
            .col(string("status"))
            .col(big_integer("due_at"))
            .col(big_integer_null("ended_at"))
            .foreign_key(
                ForeignKey::create().name("reviews_posting").from("reviews", "posting_id").to("postings", "id"),
            )
            .foreign_key(
                ForeignKey::create().name("reviews_revision").from("reviews", "revision_id").to("revisions", "id"),
            )
            .to_owned();
        manager.create_table(reviews).await?;
        manager.create_index(index("reviews_by_status", "reviews", &["status", "due_at"])).await?;
        // One open review per posting, whatever races.
        let one_open = "CREATE UNIQUE INDEX reviews_one_open ON reviews (posting_id) WHERE status = 'open'";
        manager.get_connection().execute_unprepared(one_open).await?;

        let decisions = Table::create()
            .table("decisions")
            .col(pk_uuid("id"))
            .col(uuid("review_id"))
            .col(uuid("revision_id"))
            .col(string("step"))
            .col(uuid("user_id"))
            .col(string("verdict"))
            .col(text("comment"))
            .col(text("covered"))
            .col(big_integer("at"))
            .foreign_key(
                ForeignKey::create().name("decisions_review").from("decisions", "review_id").to("reviews", "id"),
            )
            .foreign_key(ForeignKey::create().name("decisions_user").from("decisions", "user_id").to("users", "id"))
            .to_owned();
        manager.create_table(decisions).await?;
        manager.create_index(index("decisions_by_review", "decisions", &["review_id", "at"])).await?;

        // One row per posting that was ever public. `snapshot` and `content_hash` are the live revision's; `version`
        // counts the changes of the row, so that their sum tells whether anything public changed.
        let publications = Table::create()
            .table("publications")
            .col(uuid("posting_id").primary_key())
            .col(string_uniq("slug"))
            .col(uuid("revision_id"))
            .col(text("title"))
            .col(text("summary"))
            .col(text("snapshot"))
            .col(string("content_hash"))
            .col(string("date_posted"))
            .col(string("valid_through"))
            .col(big_integer("published_at"))
            .col(uuid("published_by"))
            .col(big_integer_null("closed_at"))
            .col(big_integer("version"))
            .foreign_key(
                ForeignKey::create()
                    .name("publications_posting")
                    .from("publications", "posting_id")
                    .to("postings", "id"),
            )
            .foreign_key(
                ForeignKey::create()
                    .name("publications_revision")
                    .from("publications", "revision_id")
                    .to("revisions", "id"),
            )
            .to_owned();
        manager.create_table(publications).await?;
        manager.create_index(index("publications_open", "publications", &["closed_at", "published_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["publications", "decisions", "reviews", "revisions"]).await
    }
}
