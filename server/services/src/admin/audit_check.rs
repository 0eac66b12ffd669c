//! Is the audit log still what was recorded? For the operator, who has the database in their hands anyway.

use domain::events::chain::{Fault, Head, Reading};

use crate::{Result, Services};

/// Entries that are read in one go.
const AT_ONCE: u64 = 1_000;

/// What a check of the audit log found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditCheck {
    /// How many entries were read.
    pub entries: u64,
    /// How many older ones were written before entries were chained: nothing can be said about them.
    pub unchained: i64,
    /// How far the log has come.
    pub head: Head,
    /// None when everything is as it was recorded.
    pub faults: Vec<Fault>,
}

impl Services {
    /// Reads the whole chain; `kept` is a head that was kept elsewhere.
    ///
    /// # Errors
    /// [`crate::ServiceError`]
    pub async fn check_audit_log(&self, kept: Option<Head>) -> Result<AuditCheck> {
        let audit = self.storage.audit();
        let start = audit.head().await?.start_seq;
        let mut reading = Reading::new(Head { seq: start, digest: String::new() }, kept);
        let (mut entries, mut last) = (0, start);
        let head = loop {
            for event in audit.stored_after(last, AT_ONCE).await? {
                reading.read(&event.link(), event.digest());
                (entries, last) = (entries + 1, event.link().seq);
            }
            // Entries are committed together with the head, so an entry beyond this head came after it was read.
            let head = audit.head().await?.head;
            if audit.stored_after(last, 1).await?.is_empty() {
                break head;
            }
        };
        let faults = reading.finish(&head);
        Ok(AuditCheck { entries, unchained: start, head, faults })
    }

    /// How far the audit log has come, to be kept outside of the database.
    ///
    /// # Errors
    /// [`crate::ServiceError`]
    pub async fn audit_anchor(&self) -> Result<Head> {
        Ok(self.storage.audit().head().await?.head)
    }
}
