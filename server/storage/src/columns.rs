//! Columns of joined tables, where one query answers for several of them.

use sea_orm::{
    EntityTrait, IdenStatic, Iterable, QuerySelect,
    sea_query::{Alias, Expr, IntoColumnRef},
};

use crate::entities::user;

/// Also selects every column of a joined table, under its name behind a prefix: no two tables get into each other's way.
pub(crate) fn with_columns<Q: QuerySelect, E: EntityTrait>(query: Q, _table: E, prefix: &str) -> Q {
    E::Column::iter().fold(query, |query, column| query.column_as(column, format!("{prefix}{}", column.as_str())))
}

/// The name of somebody who was joined under an alias.
pub(crate) fn named(person: &str) -> Expr {
    Expr::col((Alias::new(person), user::Column::DisplayName).into_column_ref())
}
