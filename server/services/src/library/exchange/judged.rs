//! A row of a file beside the item that it is about.

use std::collections::HashMap;

use domain::{
    input::FieldError,
    library::exchange::{Column, ExchangeRow, KnownItem, Outcome, Verdict},
};
use storage::StoredItem;

use super::{ReportedRow, files::FileRow};

/// A row of the file with its number.
pub(super) struct Numbered {
    pub(super) number: u32,
    pub(super) row: FileRow,
    pub(super) slug: Result<String, FieldError>,
    /// The row before it that has the same slug.
    pub(super) twin: Option<u32>,
}

impl Numbered {
    pub(super) fn judge(
        &self,
        known: &HashMap<String, StoredItem>,
        publishes: bool,
    ) -> Result<Verdict, Vec<FieldError>> {
        let row = self.row.row.as_ref().map_err(|sentence| vec![FieldError::new("row", sentence)])?;
        if let Some(twin) = self.twin {
            return Err(vec![FieldError::new(
                "slug",
                format!("Row {twin} has this slug already. Each item stands once in a file."),
            )]);
        }
        let item = self.slug.as_ref().ok().and_then(|slug| known.get(slug));
        row.judge(item.map(known_item).as_ref(), publishes)
    }

    pub(super) fn reported(&self, verdict: &Result<Verdict, Vec<FieldError>>) -> ReportedRow {
        let says = |column| self.row.row.as_ref().map(|row: &ExchangeRow| row.word(column)).unwrap_or_default();
        let short = |text: &str| text.chars().take(80).collect::<String>();
        let why = verdict.as_ref().err().into_iter().flatten();
        ReportedRow {
            row: self.number,
            line: self.row.line,
            slug: self.slug.as_ref().map(|slug| short(slug)).unwrap_or_default(),
            name: short(says(Column::Name)),
            outcome: verdict.as_ref().map_or(Outcome::Rejected, Verdict::outcome),
            why: why.map(|error| (error.field.clone(), error.message.clone())).collect(),
        }
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

pub(super) fn slugs<'r>(rows: impl Iterator<Item = &'r Numbered>) -> Vec<String> {
    rows.filter_map(|row| row.slug.as_ref().ok()).filter(|slug| !slug.is_empty()).cloned().collect()
}

/// The items of some rows alone.
pub(super) fn those_of(known: &HashMap<String, StoredItem>, rows: &[Numbered]) -> HashMap<String, StoredItem> {
    let found = rows.iter().filter_map(|row| known.get_key_value(row.slug.as_ref().ok()?));
    found.map(|(slug, item)| (slug.clone(), item.clone())).collect()
}
