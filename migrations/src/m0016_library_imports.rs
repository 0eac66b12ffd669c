//! Files that are taken into the library: each kept in parts until it was imported, with how far that has come.

use sea_orm_migration::{prelude::*, schema::*};

use crate::m0001_accounts::{drop_all, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // `rows_done` counts rows that are committed: whoever goes on begins behind them. `report` is JSON. Whoever works
        // on an import pushes `claimed_until` on with every step; a worker that finds it changed by another stops.
        let imports = Table::create()
            .table("library_imports")
            .col(pk_uuid("id"))
            .col(uuid("owner_id"))
            .col(string("file_name"))
            .col(string("format"))
            .col(big_integer("bytes"))
            .col(string("stage"))
            .col(boolean("publishes"))
            .col(string("change_class"))
            .col(text("reason"))
            .col(big_integer("rows_done"))
            .col(big_integer("rows_all"))
            .col(text("report"))
            .col(text("problem"))
            .col(big_integer("claimed_until"))
            .col(big_integer("created_at"))
            .col(big_integer("updated_at"))
            .foreign_key(
                ForeignKey::create()
                    .name("library_imports_owner")
                    .from("library_imports", "owner_id")
                    .to("users", "id"),
            )
            .to_owned();
        manager.create_table(imports).await?;
        manager.create_index(index("library_imports_by_stage", "library_imports", &["stage"])).await?;

        let parts = Table::create()
            .table("library_import_parts")
            .col(uuid("import_id"))
            .col(integer("number"))
            .col(blob("data"))
            .primary_key(Index::create().col("import_id").col("number"))
            .foreign_key(
                ForeignKey::create()
                    .name("library_import_parts_import")
                    .from("library_import_parts", "import_id")
                    .to("library_imports", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .to_owned();
        manager.create_table(parts).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["library_import_parts", "library_imports"]).await
    }
}
