//! A database of one test: empty, of its own, gone with the value.

use std::{
    env, fs,
    mem::ManuallyDrop,
    path::PathBuf,
    process,
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
    thread,
};

use sea_orm::{ConnectionTrait, DbErr};
use storage::Storage;
use tokio::runtime::Runtime;

/// Names the PostgreSQL server that tests make their databases on.
pub const TEST_POSTGRES: &str = "ROLEWRIGHT_TEST_POSTGRES";

/// Which kind of database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Database {
    Sqlite,
    Postgres,
}

/// An empty database, without tables, deleted on drop.
#[derive(Debug)]
pub struct TestDatabase {
    url: String,
    remains: Remains,
}

/// What is left to remove.
#[derive(Debug)]
enum Remains {
    Folder(PathBuf),
    Database { server: String, name: String },
}

impl TestDatabase {
    /// Makes one: a file in the temporary folder, or a database on the test server.
    ///
    /// # Panics
    /// When it can't be made, with a sentence on what to do: this is for tests alone.
    pub async fn create(kind: Database) -> Self {
        match kind {
            Database::Sqlite => sqlite(),
            Database::Postgres => postgres("").await,
        }
    }

    /// Makes one that has the schema already: a copy of one that a program makes once, because making it takes longer
    /// than most tests.
    ///
    /// # Panics
    /// As [`TestDatabase::create`].
    pub async fn migrated(kind: Database) -> Self {
        match kind {
            Database::Sqlite => {
                let database = sqlite();
                let file = database.url.strip_prefix("sqlite:").expect("it is a file");
                fs::write(file, schema_file()).expect("the temporary folder can be written");
                database
            }
            Database::Postgres => postgres(&format!(r#"TEMPLATE "{}""#, schema_database())).await,
        }
    }

    /// The address to connect to.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        match &self.remains {
            Remains::Folder(folder) => drop(fs::remove_dir_all(folder)),
            Remains::Database { server, name } => {
                let (server, statement) = (server.clone(), format!(r#"DROP DATABASE IF EXISTS "{name}" WITH (FORCE)"#));
                // A thread of its own, because the test's runtime may be the one that is dropping us.
                drop(thread::spawn(move || block_on(execute(&server, &statement))).join());
            }
        }
    }
}

fn sqlite() -> TestDatabase {
    let folder = env::temp_dir().join(unique_name());
    fs::create_dir(&folder).expect("the temporary folder can be written");
    let url = format!("sqlite:{}", folder.join("test.db").display());
    TestDatabase { url, remains: Remains::Folder(folder) }
}

async fn postgres(template: &str) -> TestDatabase {
    let Ok(server) = env::var(TEST_POSTGRES) else {
        panic!(
            "{TEST_POSTGRES} names no PostgreSQL server. Run `make test`, which starts one, or put \
             `cargo run -q -p scenarios --bin with-postgres --` in front of your `cargo test`."
        );
    };
    let name = unique_name();
    execute(&server, &format!(r#"CREATE DATABASE "{name}" {template}"#))
        .await
        .expect("the PostgreSQL test server makes a database");
    let (address, _) = server.rsplit_once('/').expect("the test server's address ends in /DATABASE");
    TestDatabase { url: format!("{address}/{name}"), remains: Remains::Database { server, name } }
}

/// The bytes of an SQLite database that has the schema.
fn schema_file() -> &'static [u8] {
    static FILE: OnceLock<Vec<u8>> = OnceLock::new();
    FILE.get_or_init(|| {
        let database = sqlite();
        apart(migrated_and_closed(database.url.clone()));
        let file = database.url.strip_prefix("sqlite:").expect("it is a file");
        fs::read(file).expect("the temporary folder can be read")
    })
}

/// The name of a PostgreSQL database that has the schema. It stays until its server goes.
fn schema_database() -> &'static str {
    static NAME: OnceLock<String> = OnceLock::new();
    NAME.get_or_init(|| {
        apart(async {
            let database = ManuallyDrop::new(postgres("").await);
            migrated_and_closed(database.url.clone()).await;
            let (_, name) = database.url.rsplit_once('/').expect("the address ends in /DATABASE");
            name.to_owned()
        })
    })
}

async fn migrated_and_closed(url: String) {
    let storage = Storage::connect(&url).await.expect("the test database answers");
    migrations::up(storage.connection()).await.expect("the test database takes the schema");
    storage.close().await.expect("the test database can be left");
}

/// Runs it to its end in a thread and a runtime of its own: the test that comes first may end before others need it.
fn apart<T: Send>(work: impl Future<Output = T> + Send) -> T {
    thread::scope(|scope| scope.spawn(|| runtime().block_on(work)).join().expect("the schema is made"))
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime starts")
}

async fn execute(server: &str, statement: &str) -> Result<(), DbErr> {
    let storage = Storage::connect(server).await.map_err(|error| DbErr::Custom(error.to_string()))?;
    let connection = storage.connection();
    connection.execute_unprepared(statement).await?;
    connection.clone().close().await
}

fn block_on(work: impl Future<Output = Result<(), DbErr>>) {
    if let Err(error) = runtime().block_on(work) {
        eprintln!("a test database stays behind: {error}");
    }
}

fn unique_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("rolewright-test-{}-{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}
