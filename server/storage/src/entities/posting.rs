//! A posting.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "postings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub team_id: Uuid,
    pub owner_id: Uuid,
    pub stage: String,
    #[sea_orm(column_type = "Text")]
    pub stage_data: String,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    pub seniority: String,
    #[sea_orm(column_type = "Text")]
    pub place: String,
    pub live_revision: Option<Uuid>,
    pub edited_by: Option<Uuid>,
    pub edited_at: i64,
    pub created_at: i64,
    pub review_due_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
