//! A guest of a posting, with their link.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "guests")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub posting_id: Uuid,
    pub invited_by: Uuid,
    pub name: String,
    pub email: String,
    pub message: String,
    pub token_hash: String,
    pub session_hash: Option<String>,
    pub invited_at: i64,
    pub expires_at: i64,
    pub opened_at: Option<i64>,
    pub ended: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
