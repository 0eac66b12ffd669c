//! The audit log to take elsewhere, piece by piece: a table for people, JSON for programs. Both end with, or begin with,
//! what is needed to check later that nothing was written anew.

use std::borrow::Cow;

use domain::{events::chain::Head, spreadsheet::armoured};
use serde_json::json;

use super::AuditEntry;
use crate::{Result, ServiceError};

/// How an export is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditFormat {
    /// Comma-separated values by RFC 4180, UTF-8. A cell that a spreadsheet would take for a formula begins with `'`.
    Csv,
    /// One object: `head`, and `entries` in order.
    Json,
}

const COLUMNS: [&str; 9] = ["number", "at", "who", "action", "what", "about", "reason", "event", "digest"];

impl AuditFormat {
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Json => "application/json",
        }
    }

    /// What comes before the first entry.
    ///
    /// # Errors
    /// [`ServiceError::Internal`]; never met, as it is written to memory.
    pub fn begin(self, head: &Head) -> Result<Vec<u8>> {
        match self {
            Self::Csv => table([COLUMNS.map(Cow::Borrowed)]),
            Self::Json => Ok(format!("{{\"head\":{},\"entries\":[", json!(head.to_string())).into_bytes()),
        }
    }

    /// Some entries; `is_first` when none were written before.
    ///
    /// # Errors
    /// As [`AuditFormat::begin`].
    pub fn entries(self, entries: &[AuditEntry], is_first: bool) -> Result<Vec<u8>> {
        match self {
            Self::Csv => table(entries.iter().map(cells)),
            Self::Json => {
                let objects: Vec<String> = entries.iter().map(object).collect();
                let comma = if is_first || objects.is_empty() { "" } else { "," };
                Ok(format!("{comma}{}", objects.join(",")).into_bytes())
            }
        }
    }

    /// What comes after the last entry.
    #[must_use]
    pub const fn end(self) -> &'static str {
        match self {
            Self::Csv => "",
            Self::Json => "]}\n",
        }
    }
}

fn table<'c>(rows: impl IntoIterator<Item = [Cow<'c, str>; COLUMNS.len()]>) -> Result<Vec<u8>> {
    let failed = |error: &dyn std::fmt::Display| ServiceError::Internal(format!("a table in memory: {error}"));
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        table.write_record(row.iter().map(|cell| cell.as_bytes())).map_err(|error| failed(&error))?;
    }
    table.into_inner().map_err(|error| failed(&error))
}

fn cells(entry: &AuditEntry) -> [Cow<'_, str>; COLUMNS.len()] {
    let about = entry.subject.as_ref().map_or("", |subject| subject.name.as_str());
    [
        entry.seq.to_string().into(),
        entry.at.rfc3339().into(),
        armoured(&entry.actor_name),
        entry.event.action().into(),
        armoured(&entry.sentence),
        armoured(about),
        armoured(entry.reason.as_deref().unwrap_or_default()),
        serde_json::to_string(&entry.event).unwrap_or_default().into(),
        entry.digest.as_str().into(),
    ]
}

fn object(entry: &AuditEntry) -> String {
    let about = entry.subject.as_ref().map(|subject| &subject.name);
    json!({
        "number": entry.seq,
        "at": entry.at.rfc3339(),
        "who": entry.actor_name,
        "action": entry.event.action(),
        "what": entry.sentence,
        "about": about,
        "reason": entry.reason,
        "event": entry.event,
        "digest": entry.digest,
    })
    .to_string()
}

#[cfg(test)]
mod tests {
    use domain::{events::Event, ids::UserId, time::Timestamp};

    use super::*;

    const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

    fn entry(seq: i64, who: &str, what: &str) -> AuditEntry {
        let user: UserId = "018f0000-0000-7000-8000-000000000000".parse().unwrap();
        AuditEntry {
            seq,
            at: Timestamp(0),
            actor_name: who.to_owned(),
            sentence: what.to_owned(),
            subject: None,
            reason: Some(what.to_owned()),
            event: Event::SignedIn { user },
            digest: "d".repeat(64),
        }
    }

    #[test]
    fn a_table_reads_back_as_it_was_and_runs_nothing() {
        let names = ["=1+1", "+49", "-2", "@cmd", "\tx", "＝1", "Ana, \"the\" boss\r\nof us", "Übergrößenträger", ""];
        let entries: Vec<_> = (1..).zip(names).map(|(seq, name)| entry(seq, name, "signed in")).collect();
        let csv = AuditFormat::Csv;
        let mut bytes = csv.begin(&Head::default()).unwrap();
        bytes.extend(csv.entries(&entries[..4], true).unwrap());
        bytes.extend(csv.entries(&entries[4..], false).unwrap());
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        assert_eq!(reader.headers().unwrap(), COLUMNS.as_slice());
        let rows: Vec<csv::StringRecord> = reader.records().map(std::result::Result::unwrap).collect();
        assert_eq!(rows.len(), names.len());
        for (row, name) in rows.iter().zip(names) {
            assert!(!row.iter().any(|cell| cell.starts_with(FORMULA)), "{row:?}");
            assert_eq!(domain::spreadsheet::unarmoured(&row[2]), name);
        }
    }

    #[test]
    fn json_is_one_object_however_it_was_cut() {
        let head = Head { seq: 3, digest: "d".repeat(64) };
        let entries = [entry(1, "Ada", "a"), entry(2, "</script>", "\u{2028}"), entry(3, "\"", "c")];
        for cut in 0..=3 {
            let json = AuditFormat::Json;
            let mut bytes = json.begin(&head).unwrap();
            bytes.extend(json.entries(&entries[..cut], true).unwrap());
            bytes.extend(json.entries(&entries[cut..], cut == 0).unwrap());
            bytes.extend(json.end().as_bytes());
            let read: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
            assert_eq!(read["head"].as_str().unwrap().parse(), Ok(head.clone()));
            let who: Vec<_> = read["entries"].as_array().unwrap().iter().map(|entry| entry["who"].clone()).collect();
            assert_eq!(who, ["Ada", "</script>", "\""]);
        }
    }
}
