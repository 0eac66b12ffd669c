//! A file that is taken into the library.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "library_imports")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub owner_id: Uuid,
    pub file_name: String,
    pub format: String,
    pub bytes: i64,
    pub stage: String,
    pub publishes: bool,
    pub change_class: String,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    pub rows_done: i64,
    pub rows_all: i64,
    #[sea_orm(column_type = "Text")]
    pub report: String,
    #[sea_orm(column_type = "Text")]
    pub problem: String,
    pub claimed_until: i64,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
