//! Everything that is stored, to see whether a request changed it.

use sea_orm::{DbBackend, FromQueryResult, JsonValue, Statement};

use super::House;

/// Who is there at this moment, and what a reviewer looked at last: a program writes that down by itself.
const PASSING: [&str; 3] = ["nodes", "doc_seats", "review_looks"];

impl House {
    /// Every row of every table, as text.
    pub async fn stored(&self) -> Vec<String> {
        let mut rows = Vec::new();
        for table in self.rows(self.tables()).await {
            let name = table["name"].as_str().unwrap();
            if PASSING.contains(&name) {
                continue;
            }
            let mut content: Vec<String> =
                self.rows(&self.content(name)).await.iter().map(ToString::to_string).collect();
            content.sort();
            rows.extend(content.into_iter().map(|row| format!("{name}: {row}")));
        }
        rows
    }

    fn backend(&self) -> DbBackend {
        self.world.storage.connection().get_database_backend()
    }

    fn tables(&self) -> &'static str {
        match self.backend() {
            DbBackend::Postgres => "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
            _ => "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name",
        }
    }

    fn content(&self, table: &str) -> String {
        match self.backend() {
            DbBackend::Postgres => format!(r#"SELECT row_to_json(t)::text AS row FROM "{table}" t"#),
            _ => format!(r#"SELECT * FROM "{table}""#),
        }
    }

    async fn rows(&self, sql: &str) -> Vec<JsonValue> {
        let statement = Statement::from_string(self.backend(), sql);
        JsonValue::find_by_statement(statement).all(self.world.storage.connection()).await.unwrap()
    }
}
