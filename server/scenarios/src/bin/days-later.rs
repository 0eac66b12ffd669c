//! Lets days pass in the database of a story: `days-later sqlite:PATH 61`. What was decided, asked and promised in reviews and
//! to guests is so many days older afterwards, which is the same as having waited. The audit log keeps its moments, because
//! they are chained, and people stay signed in. Never for data that somebody needs.

use std::{env, process::ExitCode};

use sea_orm::{ConnectionTrait, DbErr};
use storage::Storage;

const DAY_MS: i64 = 86_400_000;
/// Every moment that counts down.
const MOMENTS: &[(&str, &[&str])] = &[
    ("decisions", &["at"]),
    ("guests", &["invited_at", "opened_at", "expires_at"]),
    ("reviews", &["submitted_at", "due_at", "ended_at"]),
];

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let (Some(url), Some(Ok(days))) = (arguments.next(), arguments.next().map(|days| days.parse::<i64>())) else {
        eprintln!("usage: days-later DATABASE-URL DAYS");
        return ExitCode::from(2);
    };
    match pass(&url, days).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("days-later: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn pass(url: &str, days: i64) -> Result<(), DbErr> {
    let storage = Storage::connect(url).await.map_err(|error| DbErr::Custom(error.to_string()))?;
    let span = days.saturating_mul(DAY_MS);
    for (table, columns) in MOMENTS {
        let earlier: Vec<String> = columns.iter().map(|column| format!("{column} = {column} - {span}")).collect();
        let sql = format!("UPDATE {table} SET {}", earlier.join(", "));
        storage.connection().execute_unprepared(&sql).await?;
    }
    storage.close().await.map_err(|error| DbErr::Custom(error.to_string()))
}
