//! Exchanging the library with files: CSV, JSON and Excel.
//!
//! *Out*: every item that is not archived, by slug, in pieces, the same bytes for the same library.
//!
//! *In*: a file is kept in the database in parts as it arrives. A worker (any node) reads it row by row and says what
//! each row would do; nothing changes by that. Once a curator has seen it and says so, a worker reads it again, judges
//! each row against the library *as it is then*, and commits some rows at a time, of some thousand in the order of their
//! slugs, together with how far it has come: after a crash another worker goes on behind the last committed row, and
//! rows that were committed are never counted twice. The file is forgotten when it was imported or put away, and after a
//! day in any case.
//! *Not here:* what a row may say and do is the domain's ([`domain::library::exchange`]).

mod export;
mod files;
mod judged;
mod rows;
mod run;
mod steps;
mod upload;
mod view;
mod write;

use std::collections::HashMap;

use domain::{
    ids::ImportId,
    library::{
        ChangeClass,
        exchange::{Column, ExchangeFormat, ImportStage, Outcome},
    },
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use storage::StoredItem;

use self::judged::Judged;

pub use export::{exported_head, exported_piece, exported_tail};
pub use steps::StartImport;
pub use upload::{Arrival, FILE_MAX_BYTES};

/// Rows of one outcome that a report names; the rest is a number.
const NAMED: usize = 100;

/// What a file does, or did, to the library.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportReport {
    pub created: u32,
    pub changed: u32,
    pub unchanged: u32,
    pub rejected: u32,
    /// The first rows of each outcome but unchanged, in the order of the file.
    pub rows: Vec<ReportedRow>,
}

/// One row of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportedRow {
    /// From 1, without the head.
    pub row: u32,
    /// The line of the file (of a sheet, its row) where it begins.
    pub line: u32,
    pub slug: String,
    pub name: String,
    pub outcome: Outcome,
    /// Why it is rejected: column (or [`ReportedRow::WHOLE`]) and sentence.
    pub why: Vec<(String, String)>,
    /// What it changes of the item that is there; nothing in the reports of earlier days.
    #[serde(default)]
    pub changes: Vec<Column>,
}

impl ReportedRow {
    /// Stands for the column where a sentence is about the row as a whole.
    pub const WHOLE: &str = files::Unread::WHOLE;
}

impl ImportReport {
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> u32 {
        match outcome {
            Outcome::Created => self.created,
            Outcome::Changed => self.changed,
            Outcome::Unchanged => self.unchanged,
            Outcome::Rejected => self.rejected,
        }
    }

    /// The named rows of one outcome.
    pub fn named(&self, outcome: Outcome) -> impl Iterator<Item = &ReportedRow> {
        self.rows.iter().filter(move |row| row.outcome == outcome)
    }

    /// Counts a row. Only what is named costs more, with the items that are known at its slug.
    fn add(&mut self, row: &Judged, known: &[&HashMap<String, StoredItem>]) {
        let outcome = row.outcome();
        let count = match outcome {
            Outcome::Created => &mut self.created,
            Outcome::Changed => &mut self.changed,
            Outcome::Unchanged => &mut self.unchanged,
            Outcome::Rejected => &mut self.rejected,
        };
        *count += 1;
        if outcome == Outcome::Unchanged {
            return;
        }
        if *count as usize > NAMED {
            let last = self.rows.iter().rposition(|named| named.outcome == outcome);
            match last.filter(|last| row.row.number < self.rows[*last].row) {
                Some(last) => drop(self.rows.remove(last)),
                None => return,
            }
        }
        let at = self.rows.partition_point(|named| named.row < row.row.number);
        self.rows.insert(at, row.reported(known));
    }
}

/// A file on its way into the library, as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportView {
    pub id: ImportId,
    pub file_name: String,
    pub format: ExchangeFormat,
    pub bytes: i64,
    pub stage: ImportStage,
    pub publishes: bool,
    pub change_class: ChangeClass,
    pub reason: String,
    pub rows_done: u32,
    /// 0 until the file was read to its end once.
    pub rows_all: u32,
    pub report: ImportReport,
    /// Why it failed.
    pub problem: String,
    /// Who brought it.
    pub owner: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl ImportView {
    /// Whether a worker is at it, so that looking again soon shows more.
    #[must_use]
    pub const fn is_at_work(&self) -> bool {
        matches!(self.stage, ImportStage::Checking | ImportStage::Importing)
    }

    /// Whether it was looked at and somebody has to decide on it.
    #[must_use]
    pub const fn waits(&self) -> bool {
        matches!(self.stage, ImportStage::Checked) && self.report.created + self.report.changed > 0
    }

    /// What the versions say that come of it, unless the curator says something else.
    #[must_use]
    pub fn usual_reason(&self) -> String {
        format!("Imported from {}", self.file_name)
    }
}
