//! What people decided about updates that the library offers to lines of drafts, which items revisions use, and the last days
//! of library items.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DbBackend};

use crate::m0001_accounts::{drop_all, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Updates themselves are derived. A row puts one aside: `kept` holds against this version of this item alone,
        // `snoozed` until its moment against whatever comes.
        let aside = Table::create()
            .table("updates_aside")
            .col(uuid("posting_id"))
            .col(string("line_id"))
            .col(uuid("item_id"))
            .col(integer("version"))
            .col(string("how"))
            .col(big_integer_null("until"))
            .col(uuid("by_id"))
            .col(big_integer("at"))
            .primary_key(Index::create().col("posting_id").col("line_id"))
            .foreign_key(
                ForeignKey::create()
                    .name("updates_aside_posting")
                    .from("updates_aside", "posting_id")
                    .to("postings", "id"),
            )
            .foreign_key(
                ForeignKey::create()
                    .name("updates_aside_item")
                    .from("updates_aside", "item_id")
                    .to("library_items", "id"),
            )
            .foreign_key(
                ForeignKey::create().name("updates_aside_person").from("updates_aside", "by_id").to("users", "id"),
            )
            .to_owned();
        manager.create_table(aside).await?;

        // As `item_uses` for drafts; written once with a revision, and here for those that are there already.
        let uses = Table::create()
            .table("revision_uses")
            .col(uuid("revision_id"))
            .col(string("line_id"))
            .col(uuid("item_id"))
            .col(integer("version"))
            .col(boolean("is_override"))
            .primary_key(Index::create().col("revision_id").col("line_id"))
            .foreign_key(
                ForeignKey::create()
                    .name("revision_uses_revision")
                    .from("revision_uses", "revision_id")
                    .to("revisions", "id"),
            )
            .to_owned();
        manager.create_table(uses).await?;
        manager.create_index(index("revision_uses_by_item", "revision_uses", &["item_id"])).await?;
        let fill = if manager.get_database_backend() == DbBackend::Postgres { FILL_POSTGRES } else { FILL_SQLITE };
        manager.get_connection().execute_unprepared(fill).await?;

        // `2026-11-26`: after this day a deprecated item reads as archived.
        let sunset = ColumnDef::new("sunset_on").string().null().to_owned();
        manager.alter_table(Table::alter().table("library_items").add_column(sunset).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("library_items").drop_column("sunset_on").to_owned()).await?;
        drop_all(manager, &["revision_uses", "updates_aside"]).await
    }
}

/// Reads the lines out of the snapshots, which are JSON: sections with lines, each with where its words come from.
const FILL_SQLITE: &str = "
    INSERT INTO revision_uses (revision_id, line_id, item_id, version, is_override)
    SELECT r.id, line.value ->> '$.id', unhex(replace(line.value ->> '$.origin.source.item', '-', '')),
        line.value ->> '$.origin.source.version', (line.value ->> '$.origin.kind') = 'override'
    FROM revisions r, json_each(r.snapshot, '$.sections') section, json_each(section.value, '$.lines') line
    WHERE line.value ->> '$.origin.source.item' IS NOT NULL";

const FILL_POSTGRES: &str = "
    INSERT INTO revision_uses (revision_id, line_id, item_id, version, is_override)
    SELECT r.id, line ->> 'id', (line #>> '{origin,source,item}')::uuid,
        (line #>> '{origin,source,version}')::integer, (line #>> '{origin,kind}') = 'override'
    FROM revisions r,
        jsonb_array_elements(r.snapshot::jsonb -> 'sections') section,
        jsonb_array_elements(section -> 'lines') line
    WHERE line #>> '{origin,source,item}' IS NOT NULL";
