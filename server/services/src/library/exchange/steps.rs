//! What a curator does with a checked file, and what becomes of one that nobody does anything with.

use std::time::Duration;

use domain::{
    accounts::Actor,
    ids::ImportId,
    input::{FieldError, one_paragraph},
    library::{ChangeClass, REMARK_MAX_CHARS, exchange::ImportStage},
    time::Timestamp,
};
use storage::ImportRecord;

use crate::{Result, ServiceError, Services, library::may_curate};

/// An upload that stands still for so long has broken off.
const ARRIVING_KEPT: Duration = Duration::from_secs(60 * 60);
/// How long a checked file waits for a decision.
const CHECKED_KEPT: Duration = Duration::from_secs(24 * 60 * 60);
/// How long it is told what came of a file.
const REPORT_KEPT: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// How a checked file is to be taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StartImport {
    /// Whether what is new or changed is published at once; otherwise it becomes drafts.
    pub publishes: bool,
    /// A word of [`ChangeClass`].
    pub change_class: String,
    /// Empty for “Imported from FILE”.
    pub reason: String,
}

impl Services {
    /// Has a checked file imported. Asked twice, it is imported once.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but curators, [`ServiceError::NotFound`] when it is gone,
    /// [`ServiceError::Invalid`] with what is wrong with the form, [`ServiceError::Conflict`] before it was checked and
    /// when nothing in it can be imported.
    pub async fn start_import(&self, actor: &Actor, import: ImportId, form: &StartImport) -> Result<()> {
        may_curate(actor)?;
        let (change_class, reason) = read(form)?;
        let work = self.storage.begin().await?;
        let found = work.imports().lock(import).await?.ok_or(ServiceError::NotFound)?;
        match found.stage {
            ImportStage::Checked => {}
            ImportStage::Importing | ImportStage::Done => return Ok(()),
            ImportStage::Arriving | ImportStage::Checking => {
                return Err(ServiceError::Conflict(
                    "The file is still being checked. Try again in a moment.".to_owned(),
                ));
            }
            ImportStage::Failed => return Err(ServiceError::Conflict("This file can't be imported.".to_owned())),
        }
        let reason = if reason.is_empty() { format!("Imported from {}", found.file_name) } else { reason };
        let claimed = found.claimed_until;
        let import = ImportRecord {
            stage: ImportStage::Importing,
            owner: actor.id,
            publishes: form.publishes,
            change_class,
            reason,
            rows_done: 0,
            report: String::new(),
            // The claim of whoever checked it is over.
            claimed_until: self.now(),
            updated_at: self.now(),
            ..found
        };
        if !work.imports().advance(&import, claimed).await? {
            return Err(ServiceError::Conflict("Somebody else is at this file. Look again.".to_owned()));
        }
        work.commit().await?;
        self.import_work.notify_one();
        Ok(())
    }

    /// Puts a file away without importing it, or the report of one that was.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but curators, [`ServiceError::Conflict`] while it is being imported.
    pub async fn discard_import(&self, actor: &Actor, import: ImportId) -> Result<()> {
        may_curate(actor)?;
        let work = self.storage.begin().await?;
        let found = work.imports().lock(import).await?.ok_or(ServiceError::NotFound)?;
        if found.stage == ImportStage::Importing {
            return Err(ServiceError::Conflict("It is being imported. Wait for its end.".to_owned()));
        }
        work.imports().delete(import).await?;
        Ok(work.commit().await?)
    }

    /// Forgets uploads that broke off, files that nobody decided on, and old reports. For the program's housekeeping.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`]
    pub async fn forget_old_imports(&self) -> Result<usize> {
        let mut forgotten = 0;
        for (stages, kept) in [
            (&[ImportStage::Arriving][..], ARRIVING_KEPT),
            (&[ImportStage::Checked], CHECKED_KEPT),
            (&[ImportStage::Done, ImportStage::Failed], REPORT_KEPT),
        ] {
            let since = Timestamp(self.now().0 - i64::try_from(kept.as_millis()).unwrap_or(0));
            for import in self.storage.imports().idle_since(stages, since).await? {
                let work = self.storage.begin().await?;
                work.imports().delete(import).await?;
                work.commit().await?;
                forgotten += 1;
            }
        }
        Ok(forgotten)
    }
}

fn read(form: &StartImport) -> Result<(ChangeClass, String)> {
    let mut errors = Vec::new();
    let change_class: Option<ChangeClass> = form.change_class.parse().ok();
    if change_class.is_none() {
        errors.push(FieldError::new("change_class", "Say whether the meaning changes."));
    }
    let reason = one_paragraph(&form.reason);
    if reason.chars().count() > REMARK_MAX_CHARS {
        errors.push(FieldError::new("reason", format!("Keep the reason under {REMARK_MAX_CHARS} characters.")));
    }
    match change_class {
        Some(change_class) if errors.is_empty() => Ok((change_class, reason)),
        _ => Err(ServiceError::Invalid(errors)),
    }
}
