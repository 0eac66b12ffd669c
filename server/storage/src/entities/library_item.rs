//! A library item.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "library_items")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: String,
    pub item_group: String,
    pub slug: String,
    pub status: String,
    pub current_version: i32,
    pub replaced_by: Option<Uuid>,
    pub sunset_on: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub deprecation_reason: Option<String>,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
