//! Somebody at an open editor, as the node that serves it tells the other nodes.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "doc_seats")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub seat: i64,
    pub node_id: i64,
    pub posting_id: Uuid,
    pub user_id: Uuid,
    pub whereabouts: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
