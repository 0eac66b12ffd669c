//! Files with rows, as they are written and read: nothing here knows of the database.
//!
//! Reading is made for files of unknown manners: it goes through a file once, holds one row at a time (of an Excel
//! file also its texts), and has a limit for everything that a file could make large. What is wrong with one row is
//! told of that row; what is wrong with a file as a whole ends the reading with one sentence.

mod csv_file;
mod json_faults;
mod json_file;
mod pace;
mod workbook;

use std::io::Read;

use domain::{
    input::FieldError,
    library::exchange::{Column, ExchangeFormat, ExchangeRow},
};

pub use pace::Pace;
pub use workbook::write as write_workbook;

/// Most rows of a file.
pub const ROWS_MAX: u32 = 200_000;
/// Most cells of a row.
const CELLS_MAX: usize = 64;
/// Longest row, in bytes.
const ROW_MAX_BYTES: usize = 128 * 1024;

/// A row of a file, or why it can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRow {
    /// The line of the file (of a sheet, its row) where it begins, from 1.
    pub line: u32,
    pub row: Result<ExchangeRow, Unread>,
}

/// Why a row can't be read, and what it is known by nevertheless.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// By column, or of the row as a whole.
    pub faults: Vec<FieldError>,
    pub slug: String,
    pub name: String,
}

impl Unread {
    /// The name of no column: what is wrong with the row as a whole.
    pub const WHOLE: &str = "row";
    /// Characters of a slug or name by which a row is known.
    const KNOWN_BY_CHARS: usize = 80;

    fn because(faults: Vec<FieldError>) -> Self {
        Self { faults, slug: String::new(), name: String::new() }
    }

    fn whole(sentence: impl ToString) -> Self {
        Self::because(vec![FieldError::new(Self::WHOLE, sentence)])
    }

    fn of(column: Column, sentence: impl ToString) -> Self {
        Self::because(vec![FieldError::new(column.word(), sentence)])
    }

    fn known_by(self, slug: Option<&str>, name: Option<&str>) -> Self {
        let short = |text: Option<&str>| text.unwrap_or_default().chars().take(Self::KNOWN_BY_CHARS).collect();
        Self { slug: short(slug), name: short(name), ..self }
    }
}

/// Why a file can't be read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// A sentence for the person who brought it.
    Sentence(String),
    /// Nobody wants to hear the rest.
    Unheard,
    /// The bytes could not be got; tried again, they may be.
    Away(String),
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self::Away(error.to_string())
    }
}

fn sentence<T>(text: impl Into<String>) -> Result<T, Trouble> {
    Err(Trouble::Sentence(text.into()))
}

/// Takes each row as it is read; an error ends the reading.
pub type Hear<'h> = dyn FnMut(FileRow) -> Result<(), Trouble> + 'h;

/// Reads a file from its beginning to its end.
///
/// # Errors
/// [`Trouble`]
pub fn read(format: ExchangeFormat, mut source: impl Read, pace: &Pace, hear: &mut Hear<'_>) -> Result<(), Trouble> {
    let mut rows = 0;
    let mut counted = |row: FileRow| {
        rows += 1;
        if rows > ROWS_MAX {
            return sentence(format!("The file has more than {ROWS_MAX} rows. Split it in two."));
        }
        pace.check()?;
        hear(row)
    };
    match format {
        ExchangeFormat::Csv => csv_file::read(&mut source, &mut counted),
        ExchangeFormat::Json => json_file::read(&mut source, &mut counted),
        ExchangeFormat::Xlsx => {
            let mut bytes = Vec::new();
            source.read_to_end(&mut bytes)?;
            workbook::read(&bytes, pace, &mut counted)
        }
    }
}

/// The column of this name, which none of the others has.
fn column(name: &str, others: &[Column]) -> Result<Column, Trouble> {
    let name: String = name.trim().chars().take(40).collect();
    let Ok(column) = name.to_lowercase().parse::<Column>() else {
        let known: Vec<&str> = Column::ALL.iter().map(|column| column.word()).collect();
        return sentence(format!("There is no column “{name}”. The first line names columns: {}.", known.join(", ")));
    };
    if others.contains(&column) {
        return sentence(format!("The column “{name}” is there twice."));
    }
    Ok(column)
}

/// The part of a text file before its rows.
///
/// # Errors
/// Never met, as it is written to memory.
pub fn head(format: ExchangeFormat) -> Result<Vec<u8>, String> {
    match format {
        ExchangeFormat::Csv => csv_file::head(),
        _ => Ok(b"[".to_vec()),
    }
}

/// Some rows of a text file; `is_first` when none were written before.
///
/// # Errors
/// As [`head`].
pub fn rows(format: ExchangeFormat, rows: &[ExchangeRow], is_first: bool) -> Result<Vec<u8>, String> {
    match format {
        ExchangeFormat::Csv => csv_file::rows(rows),
        _ => json_file::rows(rows, is_first),
    }
}

/// The part of a text file behind its rows.
#[must_use]
pub const fn tail(format: ExchangeFormat) -> &'static str {
    match format {
        ExchangeFormat::Csv => "",
        _ => "\n]\n",
    }
}

#[cfg(test)]
mod tests;
