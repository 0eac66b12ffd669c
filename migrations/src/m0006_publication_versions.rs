//! The sum of the publications' versions is asked for all day long: read from an index, not from rows that carry whole
//! postings.

use sea_orm_migration::prelude::*;

use crate::m0001_accounts::index;

const NAME: &str = "publications_version";

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_index(index(NAME, "publications", &["version"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name(NAME).table("publications").to_owned()).await
    }
}
