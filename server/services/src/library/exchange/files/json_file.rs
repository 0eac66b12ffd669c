//! JSON: a list of objects, one for each item, written one to a line.
//!
//! The list is cut into its elements here, so that each can be read, and be wrong, by itself.

use std::io::Read;

use domain::library::{
    SourceRef, TaxonomyRef,
    exchange::{Column, ExchangeRow},
};
use serde::{Deserialize, Serialize};

use super::{FileRow, Hear, ROW_MAX_BYTES, Trouble, json_faults, sentence};

/// An item as an object. What is left out stays as it is.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Object {
    slug: Option<String>,
    kind: Option<String>,
    group: Option<String>,
    state: Option<String>,
    name: Option<String>,
    body: Option<String>,
    guidance: Option<String>,
    synonyms: Option<Vec<String>>,
    tags: Option<Vec<String>>,
    seniority: Option<Vec<String>>,
    requirement: Option<String>,
    level: Option<String>,
    taxonomy: Option<Vec<TaxonomyRef>>,
    sources: Option<Vec<SourceRef>>,
}

pub(super) fn rows(rows: &[ExchangeRow], is_first: bool) -> Result<Vec<u8>, String> {
    let mut text = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        text.extend_from_slice(if is_first && number == 0 { b"\n" } else { b",\n" });
        serde_json::to_writer(&mut text, &object(row)).map_err(|error| error.to_string())?;
    }
    Ok(text)
}

fn object(row: &ExchangeRow) -> Object {
    let text = |column| row.get(column).map(ToOwned::to_owned);
    let list = |column| {
        let words = row.get(column)?.split(", ").filter(|word| !word.is_empty());
        Some(words.map(ToOwned::to_owned).collect())
    };
    Object {
        slug: text(Column::Slug),
        kind: text(Column::Kind),
        group: text(Column::Group),
        state: text(Column::State),
        name: text(Column::Name),
        body: text(Column::Body),
        guidance: text(Column::Guidance),
        synonyms: list(Column::Synonyms),
        tags: list(Column::Tags),
        seniority: list(Column::Seniority),
        requirement: text(Column::Requirement),
        level: text(Column::Level),
        taxonomy: row.get(Column::Taxonomy).and_then(|text| domain::library::read_taxonomy(text).ok()),
        sources: row.get(Column::Sources).and_then(|text| domain::library::read_sources(text).ok()),
    }
}

impl Object {
    fn row(self) -> ExchangeRow {
        let list = |words: Option<Vec<String>>| words.map(|words| words.join(", "));
        let mut row = ExchangeRow::default();
        for (column, text) in [
            (Column::Slug, self.slug),
            (Column::Kind, self.kind),
            (Column::Group, self.group),
            (Column::State, self.state),
            (Column::Name, self.name),
            (Column::Body, self.body),
            (Column::Guidance, self.guidance),
            (Column::Synonyms, list(self.synonyms)),
            (Column::Tags, list(self.tags)),
            (Column::Seniority, list(self.seniority)),
            (Column::Requirement, self.requirement),
            (Column::Level, self.level),
            (Column::Taxonomy, self.taxonomy.map(|refs| domain::library::write_taxonomy(&refs))),
            (Column::Sources, self.sources.map(|refs| domain::library::write_sources(&refs))),
        ] {
            if let Some(text) = text {
                row.set(column, text);
            }
        }
        row
    }
}

/// Reads one byte after another and hears each element of the list.
pub(super) fn read(source: &mut dyn Read, hear: &mut Hear<'_>) -> Result<(), Trouble> {
    let mut scanner = Scanner::default();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let count = source.read(&mut buffer)?;
        if count == 0 {
            return scanner.end();
        }
        for byte in &buffer[..count] {
            if let Some(row) = scanner.take(*byte)? {
                hear(row)?;
            }
        }
    }
}

#[derive(Debug, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Before,
    /// In the list; whether an element has to come (after a comma) or may.
    Between,
    Element,
    /// After an element: a comma or the end.
    After,
    Behind,
}

/// Cuts a list into its elements.
#[derive(Debug, Default)]
struct Scanner {
    place: Place,
    element: Vec<u8>,
    /// Bytes of the element, also those that are not kept.
    length: usize,
    depth: usize,
    is_text: bool,
    is_escaped: bool,
    line: u32,
    begun: u32,
    skipped: usize,
}

impl Scanner {
    fn take(&mut self, byte: u8) -> Result<Option<FileRow>, Trouble> {
        self.line += u32::from(byte == b'\n');
        match self.place {
            Place::Element => return Ok(self.take_within(byte)),
            Place::Before if b"\xef\xbb\xbf".get(self.skipped) == Some(&byte) => self.skipped += 1,
            _ if byte.is_ascii_whitespace() => {}
            Place::Before if byte == b'[' => self.place = Place::Between,
            Place::Before => {
                return sentence("This is no JSON list. The file begins with “[” and holds one object for each item.");
            }
            Place::Between | Place::After if byte == b']' => self.place = Place::Behind,
            Place::After if byte == b',' => self.place = Place::Between,
            Place::Between if byte != b',' => {
                (self.place, self.begun, self.length) = (Place::Element, self.line, 0);
                self.element.clear();
                return Ok(self.take_within(byte));
            }
            Place::Between | Place::After => {
                return sentence(format!(
                    "Something is missing in line {}: between two items stands one comma.",
                    self.line + 1
                ));
            }
            Place::Behind => return sentence(format!("Line {} stands behind the end of the list.", self.line + 1)),
        }
        Ok(None)
    }

    /// A byte of an element; the row if it was the last one.
    fn take_within(&mut self, byte: u8) -> Option<FileRow> {
        if self.depth == 0 && !self.is_text && matches!(byte, b',' | b']') {
            // An element that is no object: a number, a word.
            self.place = if byte == b',' { Place::Between } else { Place::Behind };
            return Some(self.row());
        }
        self.length += 1;
        if self.length <= ROW_MAX_BYTES {
            self.element.push(byte);
        }
        if self.is_text {
            if self.is_escaped {
                self.is_escaped = false;
            } else if byte == b'\\' {
                self.is_escaped = true;
            } else if byte == b'"' {
                self.is_text = false;
            }
            return None;
        }
        match byte {
            b'"' => self.is_text = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    self.place = Place::After;
                    return Some(self.row());
                }
            }
            _ => {}
        }
        None
    }

    fn row(&self) -> FileRow {
        let row = if self.length > ROW_MAX_BYTES {
            let sentence = format!("The item has more than {} KiB.", ROW_MAX_BYTES / 1024);
            Err(json_faults::by_eye(&self.element, sentence))
        } else {
            let read = serde_json::from_slice::<Object>(&self.element).map(Object::row);
            read.map_err(|error| json_faults::unread(&self.element, &error))
        };
        FileRow { line: self.begun + 1, row }
    }

    fn end(&self) -> Result<(), Trouble> {
        match self.place {
            Place::Behind => Ok(()),
            Place::Before => sentence("The file is empty."),
            _ => sentence("The file ends in the middle of its list: it was cut off."),
        }
    }
}
