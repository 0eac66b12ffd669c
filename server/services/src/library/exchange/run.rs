//! The worker: looks at files that arrived, and imports those that a curator said yes to.
//!
//! Each step is one short transaction that saves rows together with how far the import has come, under the claim of
//! this worker. Rows are judged before the transaction; those that write are judged again in it, with the items locked,
//! where an item is another one by then: a row is written as the library is at that moment.

use std::{collections::HashMap, time::Duration};

use domain::{
    accounts::Actor,
    events::Event,
    library::exchange::{ImportStage, Outcome, Verdict},
    time::Timestamp,
};
use storage::{ImportRecord, StorageError, StoredItem, UnitOfWork};

use super::{
    ImportReport,
    files::Trouble,
    judged::{Judged, Numbered, judged, slugs},
    rows::{BATCH, Rows, rows_of},
};
use crate::{Result, ServiceError, Services, library::may_curate};

/// How long a worker may be silent before another one goes on.
const CLAIM: Duration = Duration::from_secs(60);
/// What one transaction may do: it holds the database's only pen meanwhile.
const EFFORT_MAX: usize = 250;
/// So many rows are imported in the order of their slugs: what stands side by side in the index then costs one page of
/// the log instead of one for each.
const WINDOW: usize = 20_000;
/// What a new item costs (it is written together with others), and a changed one (its versions are written one by one).
const NEW: usize = 1;
const CHANGED: usize = 10;

/// An import at work.
pub(super) struct Work {
    pub(super) import: ImportRecord,
    report: ImportReport,
    /// Who wanted it.
    pub(super) actor: Actor,
}

/// Why a worker stops before the end.
enum Stop {
    /// A sentence for the curators: this file will not be imported (further).
    Failed(String),
    /// Somebody else has taken it over.
    Lost,
    Service(ServiceError),
}

impl From<ServiceError> for Stop {
    fn from(error: ServiceError) -> Self {
        Self::Service(error)
    }
}

impl From<StorageError> for Stop {
    fn from(error: StorageError) -> Self {
        Self::Service(error.into())
    }
}

impl Services {
    /// Returns when there may be something for [`Services::work_on_imports`] to do on this node.
    pub async fn import_arrived(&self) {
        self.import_work.notified().await;
    }

    /// Works on imports until none waits, and answers on how many. Any number of workers may do so on one database.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`]; what was committed stays, and the rest is tried again later.
    pub async fn work_on_imports(&self) -> Result<usize> {
        let mut count = 0;
        while let Some(found) = self.storage.imports().waiting(self.now()).await? {
            let until = self.now() + CLAIM;
            let work = self.storage.begin().await?;
            let is_mine = work.imports().claim(&found, until).await?;
            work.commit().await?;
            if is_mine {
                self.work_on(ImportRecord { claimed_until: until, ..found }).await?;
                count += 1;
            }
        }
        Ok(count)
    }

    async fn work_on(&self, import: ImportRecord) -> Result<()> {
        let before = import.clone();
        let rows = rows_of(&self.storage, &import);
        match self.go_through(import, rows).await {
            Ok(()) | Err(Stop::Lost) => Ok(()),
            Err(Stop::Failed(sentence)) => self.fail(before, sentence).await,
            Err(Stop::Service(error)) => Err(error),
        }
    }

    async fn go_through(&self, import: ImportRecord, mut rows: Rows) -> std::result::Result<(), Stop> {
        let actor = self.importer(&import).await?;
        let report = if import.rows_done == 0 { ImportReport::default() } else { read(&import.report)? };
        let is_importing = import.stage == ImportStage::Importing;
        let (done, mut work, mut begun) = (import.rows_done, Work { import, report, actor }, 0);
        loop {
            let next = rows.next(if is_importing { WINDOW } else { BATCH }).await;
            let mut window = next.map_err(|trouble| stop(trouble, &work.import.file_name))?;
            let Some(count) = u32::try_from(window.len()).ok().filter(|count| *count > 0) else { break };
            if is_importing {
                window.sort_by(|one, other| one.slug.as_ref().ok().cmp(&other.slug.as_ref().ok()));
            }
            // Committed by a worker that did not come to the end.
            let known = done.saturating_sub(begun).min(count);
            window.drain(..known as usize);
            self.work_through(&mut work, window).await?;
            begun += count;
        }
        self.finish(work, begun).await
    }

    async fn work_through(&self, work: &mut Work, rows: Vec<Numbered>) -> std::result::Result<(), Stop> {
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let some = rows.by_ref().take(BATCH).collect();
            match work.import.stage {
                ImportStage::Importing => self.import_rows(work, some).await?,
                _ => self.check_rows(work, some).await?,
            }
        }
        Ok(())
    }

    /// Who wanted the import, if they still may.
    async fn importer(&self, import: &ImportRecord) -> std::result::Result<Actor, Stop> {
        let actor = self.actor(import.owner).await?.filter(|actor| may_curate(actor).is_ok());
        actor.ok_or_else(|| Stop::Failed("Whoever brought this file may no longer curate the library.".to_owned()))
    }

    async fn check_rows(&self, work: &mut Work, rows: Vec<Numbered>) -> std::result::Result<(), Stop> {
        let known = self.storage.library().at_slugs(&slugs(&rows)).await?;
        work.import.rows_done += u32::try_from(rows.len()).unwrap_or(0);
        for row in judged(rows, &known, work.import.publishes) {
            work.report.add(&row, &[&known]);
        }
        let unit = self.storage.begin().await?;
        self.advance(work, &unit).await?;
        Ok(unit.commit().await?)
    }

    /// Writes rows, as many in one transaction as its effort allows.
    async fn import_rows(&self, work: &mut Work, rows: Vec<Numbered>) -> std::result::Result<(), Stop> {
        work.actor = self.importer(&work.import).await?;
        let known = self.storage.library().at_slugs(&slugs(&rows)).await?;
        let mut rest = judged(rows, &known, work.import.publishes);
        while !rest.is_empty() {
            let mut effort = 0;
            let fits = |row: &&Judged| {
                effort += row.verdict.as_ref().map_or(0, effort_of);
                effort <= EFFORT_MAX
            };
            let count = rest.iter().take_while(fits).count().max(1);
            let later = rest.split_off(count);
            self.commit_rows(work, rest, &known).await?;
            rest = later;
        }
        Ok(())
    }

    async fn commit_rows(
        &self,
        work: &mut Work,
        rows: Vec<Judged>,
        seen: &HashMap<String, StoredItem>,
    ) -> std::result::Result<(), Stop> {
        let (publishes, count) = (work.import.publishes, rows.len());
        let written = slugs(rows.iter().filter(|row| row.writes()).map(|row| &row.row));
        let unit = self.storage.begin().await?;
        let now = unit.library().lock_at_slugs(&written).await?;
        let mut new = Vec::new();
        let mut changed = 0;
        for row in rows {
            let row = row.judged_now(seen, &now, publishes);
            work.report.add(&row, &[&now, seen]);
            let Ok(verdict) = row.verdict else { continue };
            let before = row.row.slug.as_ref().ok().and_then(|slug| now.get(slug));
            changed += u32::from(verdict.outcome() == Outcome::Changed);
            match (verdict, before) {
                (Verdict::Create { slug, kind, group, wording, is_draft }, _) => {
                    new.push(self.new_item(work, slug, (kind, group), wording, is_draft));
                }
                (Verdict::Change { wording, publishes }, Some(before)) => {
                    self.change(work, &unit, before, wording, publishes).await?;
                }
                (Verdict::Publish, Some(before)) => {
                    let reason = Some(work.import.reason.clone());
                    self.publish_version(&unit, &work.actor, before.item.clone(), &before.newest, reason).await?;
                }
                (Verdict::Change { .. } | Verdict::Publish | Verdict::Keep, _) => {}
            }
        }
        unit.library().insert(&new).await?;
        if !new.is_empty() || changed > 0 {
            let (import, file) = (work.import.id, work.import.file_name.clone());
            let created = u32::try_from(new.len()).unwrap_or(u32::MAX);
            self.record(&unit, Some(&work.actor), &[Event::ItemsImported { import, file, created, changed }]);
        }
        work.import.rows_done += u32::try_from(count).unwrap_or(0);
        self.advance(work, &unit).await?;
        Ok(unit.commit().await?)
    }

    /// Saves how far the import has come, and holds on to it.
    async fn advance(&self, work: &mut Work, unit: &UnitOfWork) -> std::result::Result<(), Stop> {
        let (claimed, now) = (work.import.claimed_until, self.now());
        work.import.report = serde_json::to_string(&work.report).unwrap_or_default();
        work.import.updated_at = now;
        work.import.claimed_until = Timestamp((now + CLAIM).0.max(claimed.0 + 1));
        if unit.imports().advance(&work.import, claimed).await? { Ok(()) } else { Err(Stop::Lost) }
    }

    async fn finish(&self, mut work: Work, rows: u32) -> std::result::Result<(), Stop> {
        let is_done = work.import.stage == ImportStage::Importing;
        work.import.stage = if is_done { ImportStage::Done } else { ImportStage::Checked };
        work.import.rows_all = rows;
        let unit = self.storage.begin().await?;
        if is_done {
            unit.imports().delete_parts(work.import.id).await?;
        }
        self.advance(&mut work, &unit).await?;
        Ok(unit.commit().await?)
    }

    /// The file can't be imported, or not further. What is committed stays.
    async fn fail(&self, import: ImportRecord, problem: String) -> Result<()> {
        let unit = self.storage.begin().await?;
        let Some(now) = unit.imports().lock(import.id).await? else { return Ok(()) };
        unit.imports().delete_parts(now.id).await?;
        let claimed = now.claimed_until;
        let failed = ImportRecord { stage: ImportStage::Failed, problem, updated_at: self.now(), ..now };
        unit.imports().advance(&failed, claimed).await?;
        Ok(unit.commit().await?)
    }
}

const fn effort_of(verdict: &Verdict) -> usize {
    match verdict {
        Verdict::Create { .. } => NEW,
        Verdict::Change { .. } | Verdict::Publish => CHANGED,
        Verdict::Keep => 0,
    }
}

fn read(report: &str) -> Result<ImportReport> {
    serde_json::from_str(report).map_err(|error| ServiceError::Internal(format!("the report of an import: {error}")))
}

fn stop(trouble: Trouble, file: &str) -> Stop {
    match trouble {
        Trouble::Sentence(sentence) => Stop::Failed(sentence),
        Trouble::Away(why) => Stop::Service(ServiceError::Unavailable(format!("{file}: {why}"))),
        Trouble::Unheard => Stop::Lost,
    }
}
