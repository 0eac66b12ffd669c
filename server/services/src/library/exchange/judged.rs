//! A row of a file beside the item that it is about.

use std::collections::HashMap;

use domain::{
    input::FieldError,
    library::exchange::{Column, KnownItem, Outcome, Verdict},
};
use storage::StoredItem;

use super::{
    ReportedRow,
    files::{FileRow, Unread},
};

/// A row of the file with its number.
pub(super) struct Numbered {
    pub(super) number: u32,
    pub(super) row: FileRow,
    pub(super) slug: Result<String, FieldError>,
    /// The row before it that has the same slug.
    pub(super) twin: Option<u32>,
}

/// A row and what it does.
pub(super) struct Judged {
    pub(super) row: Numbered,
    pub(super) verdict: Result<Verdict, Vec<FieldError>>,
}

/// What rows do to a library where these items stand at their slugs.
pub(super) fn judged(rows: Vec<Numbered>, known: &HashMap<String, StoredItem>, publishes: bool) -> Vec<Judged> {
    let judge = |row: Numbered| Judged { verdict: row.judge(row.item(known), publishes), row };
    rows.into_iter().map(judge).collect()
}

impl Judged {
    pub(super) fn writes(&self) -> bool {
        self.verdict.as_ref().is_ok_and(|verdict| *verdict != Verdict::Keep)
    }

    pub(super) fn outcome(&self) -> Outcome {
        self.verdict.as_ref().map_or(Outcome::Rejected, Verdict::outcome)
    }

    /// Judged anew, if it writes and its item is not the one it was judged by.
    pub(super) fn judged_now(
        self,
        seen: &HashMap<String, StoredItem>,
        now: &HashMap<String, StoredItem>,
        publishes: bool,
    ) -> Self {
        if !self.writes() || self.row.item(seen) == self.row.item(now) {
            return self;
        }
        Self { verdict: self.row.judge(self.row.item(now), publishes), row: self.row }
    }

    /// As a report names it, beside the item at its slug if that one is among `known`.
    pub(super) fn reported(&self, known: &[&HashMap<String, StoredItem>]) -> ReportedRow {
        let row = &self.row;
        let item = known.iter().find_map(|known| row.item(known));
        let short = |text: &str| text.chars().take(80).collect::<String>();
        let name = match row.says(Column::Name) {
            "" => item.map(|item| item.shown.wording.name.as_str()).unwrap_or_default(),
            name => name,
        };
        let slug = row.slug.as_deref().ok().filter(|slug| !slug.is_empty());
        let why = self.verdict.as_ref().err().into_iter().flatten();
        let verdict = self.verdict.as_ref().ok();
        ReportedRow {
            row: row.number,
            line: row.row.line,
            slug: short(slug.unwrap_or_else(|| row.says(Column::Slug))),
            name: short(name),
            outcome: self.outcome(),
            why: why.map(|error| (error.field.clone(), error.message.clone())).collect(),
            changes: verdict.zip(item).map(|(verdict, item)| verdict.changes(&known_item(item))).unwrap_or_default(),
        }
    }
}

impl Numbered {
    /// The item at its slug.
    fn item<'k>(&self, known: &'k HashMap<String, StoredItem>) -> Option<&'k StoredItem> {
        known.get(self.slug.as_ref().ok()?)
    }

    /// What it says in a column by which people know it.
    fn says(&self, column: Column) -> &str {
        match (&self.row.row, column) {
            (Ok(row), column) => row.word(column),
            (Err(Unread { slug, .. }), Column::Slug) => slug.trim(),
            (Err(Unread { name, .. }), Column::Name) => name.trim(),
            (Err(_), _) => "",
        }
    }

    fn judge(&self, item: Option<&StoredItem>, publishes: bool) -> Result<Verdict, Vec<FieldError>> {
        let row = self.row.row.as_ref().map_err(|unread| unread.faults.clone())?;
        if let Some(twin) = self.twin {
            return Err(vec![FieldError::new(
                "slug",
                format!("Row {twin} has this slug already. Each item stands once in a file."),
            )]);
        }
        row.judge(item.map(known_item).as_ref(), publishes)
    }
}

fn known_item(stored: &StoredItem) -> KnownItem<'_> {
    KnownItem {
        kind: stored.item.kind,
        group: &stored.item.group,
        status: stored.item.status,
        shown: &stored.shown.wording,
        newest: &stored.newest.wording,
        merged_into: stored.merged_into.as_ref().map(|into| (into.name.as_str(), into.slug.as_str())),
    }
}

pub(super) fn slugs<'r>(rows: impl IntoIterator<Item = &'r Numbered>) -> Vec<String> {
    rows.into_iter().filter_map(|row| row.slug.as_ref().ok()).filter(|slug| !slug.is_empty()).cloned().collect()
}
