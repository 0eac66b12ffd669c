//! What the database says, held against what people were told, and against itself.

use domain::{
    ids::PostingId,
    posting::{FactKey, Snapshot},
};
use load::{Crew, Ledger};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, JsonValue, Statement};
use services::{HashCost, Services, edges::Edges};
use storage::{Backend, Storage};

use crate::office::Office;

/// Rows that must not be there, with what each would mean.
const CONTRADICTIONS: [(&str, &str); 6] = [
    (
        "a draft whose number is not that of its last update",
        "SELECT h.posting_id FROM doc_heads h WHERE h.seq <> \
         (SELECT MAX(u.seq) FROM doc_updates u WHERE u.posting_id = h.posting_id)",
    ),
    (
        "a draft with a gap in its updates",
        "SELECT posting_id FROM doc_updates GROUP BY posting_id HAVING COUNT(*) <> MAX(seq) - MIN(seq) + 1",
    ),
    (
        "a whole state that is newer than its draft",
        "SELECT s.posting_id FROM doc_snapshots s JOIN doc_heads h ON h.posting_id = s.posting_id WHERE s.seq > h.seq",
    ),
    ("a posting without a draft", "SELECT id FROM postings WHERE id NOT IN (SELECT posting_id FROM doc_heads)"),
    (
        "a posting that nobody made",
        "SELECT id FROM postings WHERE id NOT IN (SELECT posting_id FROM audit_events WHERE posting_id IS NOT NULL)",
    ),
    (
        "an event of a posting that is not there",
        "SELECT seq FROM audit_events WHERE posting_id IS NOT NULL AND posting_id NOT IN (SELECT id FROM postings)",
    ),
];

/// What is wrong.
#[derive(Debug, Default)]
pub struct Findings(Vec<String>);

impl Findings {
    /// Looks at everything that the crews know of.
    pub async fn of(office: &Office, crews: &[Crew]) -> Self {
        let mut findings = Self::default();
        let archive = Archive::open(office).await;
        findings.0.extend(archive.contradictions().await);
        let audit = archive.services.check_audit_log(None).await.unwrap();
        findings.0.extend(audit.faults.iter().map(|fault| format!("the audit log: {fault}")));
        for (posting, ledger) in crews.iter().flat_map(Crew::ledgers) {
            findings.0.extend(ledger.surprises.iter().map(|surprise| format!("{posting}: {surprise}")));
            findings.0.extend(archive.broken_promises(posting, &ledger).await);
        }
        for posting in &office.drafts {
            findings.0.extend(archive.stale_projection(*posting).await);
        }
        archive.close().await;
        findings
    }

    /// Whether every replica says what the database says.
    pub async fn of_replicas(office: &Office, replicas: &[(PostingId, Snapshot)]) -> Self {
        let archive = Archive::open(office).await;
        let mut findings = Self::default();
        for (posting, snapshot) in replicas {
            if archive.draft(*posting).await.as_ref() != Ok(snapshot) {
                findings.0.push(format!("{posting}: a replica says something else than the database"));
            }
        }
        archive.close().await;
        findings
    }

    /// Whether something that was acknowledged is not there.
    pub fn tell_of_a_loss(&self) -> bool {
        self.0.iter().any(|finding| finding.ends_with(" is there 0 times"))
    }

    pub fn demand_none(&self) {
        let some: Vec<&String> = self.0.iter().take(10).collect();
        assert!(self.0.is_empty(), "{} findings: {some:#?}", self.0.len());
    }
}

/// The database, read by somebody who is no server.
struct Archive {
    storage: Storage,
    services: Services,
}

impl Archive {
    async fn open(office: &Office) -> Self {
        let url = &office.url;
        let url = if url.starts_with("sqlite:") { format!("{url}?mode=ro") } else { url.clone() };
        let storage = Storage::connect(&url).await.unwrap();
        let services = Services::new(storage.clone(), Edges::system(), HashCost::Test);
        Self { storage, services }
    }

    async fn close(self) {
        self.storage.connection().clone().close().await.unwrap();
    }

    async fn rows(&self, sql: &str) -> Vec<JsonValue> {
        let connection = self.storage.connection();
        let statement = Statement::from_string(connection.get_database_backend(), sql);
        JsonValue::find_by_statement(statement).all(connection).await.unwrap()
    }

    async fn contradictions(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (what, sql) in CONTRADICTIONS {
            let connection = self.storage.connection();
            let statement = Statement::from_string(connection.get_database_backend(), sql);
            let count = connection.query_all_raw(statement).await.unwrap().len();
            found.extend((count > 0).then(|| format!("{what} ({count})")));
        }
        if self.storage.backend() == Backend::Sqlite {
            let check = self.rows("PRAGMA integrity_check").await;
            let dangling = self.rows("PRAGMA foreign_key_check").await;
            if check.len() != 1 || check[0]["integrity_check"] != "ok" || !dangling.is_empty() {
                found.push(format!("the file is damaged: {check:?} {dangling:?}"));
            }
        }
        found
    }

    async fn draft(&self, posting: PostingId) -> Result<Snapshot, String> {
        let live = self.services.load_live(posting).await.map_err(|error| error.to_string())?;
        Ok(live.draft.snapshot())
    }

    async fn broken_promises(&self, posting: PostingId, ledger: &Ledger) -> Vec<String> {
        match self.draft(posting).await {
            Ok(snapshot) => ledger.broken_promises(&snapshot),
            Err(error) => vec![format!("{posting} can't be read: {error}")],
        }
    }

    /// What lists show is written with the edit: never older, never newer.
    async fn stale_projection(&self, posting: PostingId) -> Vec<String> {
        let Ok(snapshot) = self.draft(posting).await else { return Vec::new() };
        let id = match self.storage.connection().get_database_backend() {
            DbBackend::Postgres => format!("'{posting}'"),
            _ => format!("X'{}'", posting.to_string().replace('-', "")),
        };
        let title = &self.rows(&format!("SELECT title FROM postings WHERE id = {id}")).await[0]["title"];
        let uses = self.rows(&format!("SELECT line_id FROM item_uses WHERE posting_id = {id} ORDER BY line_id")).await;
        let shown: Vec<&str> = uses.iter().filter_map(|row| row["line_id"].as_str()).collect();
        let mut used: Vec<&str> =
            snapshot.lines().filter(|(_, line)| line.origin.source().is_some()).map(|(_, l)| l.id.as_str()).collect();
        used.sort_unstable();
        let is_right = title == snapshot.facts.get(FactKey::Title) && shown == used;
        (!is_right).then(|| format!("{posting}: lists show something else than the draft says")).into_iter().collect()
    }
}
