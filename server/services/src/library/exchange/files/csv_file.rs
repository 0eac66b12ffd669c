//! Comma-separated values by RFC 4180 in UTF-8; semicolons and tabs are taken, too, as some spreadsheets write them.

use std::io::Read;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use domain::{
    library::exchange::{Column, ExchangeRow},
    spreadsheet::{armoured, unarmoured},
};

use super::{CELLS_MAX, FileRow, Hear, ROW_MAX_BYTES, Trouble, Unread, sentence};

pub(super) fn head() -> Result<Vec<u8>, String> {
    let mut table = table();
    table.write_record(Column::ALL.iter().map(|column| column.word())).map_err(|error| error.to_string())?;
    table.into_inner().map_err(|error| error.to_string())
}

/// What a spreadsheet would take for a formula is armoured.
pub(super) fn rows(rows: &[ExchangeRow]) -> Result<Vec<u8>, String> {
    let mut table = table();
    for row in rows {
        let cells = Column::ALL.iter().map(|column| armoured(row.get(*column).unwrap_or_default()));
        for cell in cells {
            table.write_field(cell.as_bytes()).map_err(|error| error.to_string())?;
        }
        table.write_record(None::<&[u8]>).map_err(|error| error.to_string())?;
    }
    table.into_inner().map_err(|error| error.to_string())
}

fn table() -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new())
}

/// Reads the head, then each row. Cells lie in buffers of a fixed size, so that no file can make them grow.
pub(super) fn read(source: &mut dyn Read, hear: &mut Hear<'_>) -> Result<(), Trouble> {
    let mut input = Input { source, buffer: vec![0; 64 * 1024], start: 0, end: 0 };
    input.fill()?;
    let delimiter = input.begin()?;
    let mut reader = ReaderBuilder::new().delimiter(delimiter).build();
    let mut cells = Cells { text: vec![0; ROW_MAX_BYTES], ends: [0; CELLS_MAX], count: 0, fits: true, line: 1 };
    if !next(&mut reader, &mut input, &mut cells)? {
        return sentence("The file is empty.");
    }
    let columns = read_head(&cells)?;
    while next(&mut reader, &mut input, &mut cells)? {
        if let Some(row) = read_row(&cells, &columns) {
            hear(row)?;
        }
    }
    Ok(())
}

/// Bytes that wait to be read.
struct Input<'s> {
    source: &'s mut dyn Read,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
}

impl Input<'_> {
    fn fill(&mut self) -> Result<(), Trouble> {
        (self.start, self.end) = (0, self.source.read(&mut self.buffer)?);
        Ok(())
    }

    /// Looks at the first bytes: what separates cells, and whether this is a text at all.
    fn begin(&mut self) -> Result<u8, Trouble> {
        let bytes = &self.buffer[..self.end];
        if bytes.starts_with(b"PK") {
            return sentence("This is no CSV file but a packed one. If it is from Excel, let its name end in .xlsx.");
        }
        if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || bytes.contains(&0) {
            return sentence("This is no text in UTF-8. Save it as “CSV UTF-8”.");
        }
        self.start = if bytes.starts_with(&[0xef, 0xbb, 0xbf]) { 3 } else { 0 };
        let line = bytes[self.start..].split(|byte| *byte == b'\n').next().unwrap_or_default();
        let count = |delimiter: u8| line.iter().filter(|byte| **byte == delimiter).count();
        // The first of those that are there most often.
        Ok([b'\t', b';', b','].into_iter().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b','))
    }
}

/// The cells of one row.
struct Cells {
    text: Vec<u8>,
    ends: [usize; CELLS_MAX],
    count: usize,
    /// Whether the row had room.
    fits: bool,
    line: u32,
}

impl Cells {
    fn all(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends[..self.count]).map(|(start, end)| &self.text[start..*end])
    }
}

/// Reads one row; false at the end of the file.
fn next(reader: &mut Reader, input: &mut Input<'_>, cells: &mut Cells) -> Result<bool, Trouble> {
    let (mut written, mut count) = (0, 0);
    (cells.fits, cells.line) = (true, u32::try_from(reader.line()).unwrap_or(u32::MAX));
    loop {
        // Nothing to read would mean the end of the file, though a row may just have ended with the buffer.
        if input.start == input.end {
            input.fill()?;
        }
        let from = &input.buffer[input.start..input.end];
        let (result, read, wrote, ended) =
            reader.read_record(from, &mut cells.text[written..], &mut cells.ends[count..]);
        (input.start, written, count) = (input.start + read, written + wrote, count + ended);
        match result {
            ReadRecordResult::InputEmpty => {}
            // The rest of the row is read over, into the same room.
            ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                (cells.fits, written, count) = (false, 0, 0);
            }
            ReadRecordResult::Record => {
                cells.count = count;
                return Ok(true);
            }
            ReadRecordResult::End => return Ok(false),
        }
    }
}

fn read_head(cells: &Cells) -> Result<Vec<Column>, Trouble> {
    if !cells.fits {
        return sentence(format!("The first line has more than {CELLS_MAX} columns, or is far too long."));
    }
    let mut columns = Vec::new();
    for cell in cells.all() {
        let name = String::from_utf8_lossy(cell);
        columns.push(super::column(&name, &columns)?);
    }
    Ok(columns)
}

/// A row; nothing for one without any text.
fn read_row(cells: &Cells, columns: &[Column]) -> Option<FileRow> {
    let line = cells.line;
    let wrong = |unread: Unread| Some(FileRow { line, row: Err(unread) });
    if !cells.fits {
        let sentence = format!("The row has more than {CELLS_MAX} cells, or more than {} KiB.", ROW_MAX_BYTES / 1024);
        return wrong(Unread::whole(sentence));
    }
    if cells.all().all(<[u8]>::is_empty) {
        return None;
    }
    if cells.count != columns.len() {
        let sentence = format!(
            "The row has {} cells, the first line has {}. Is a quotation mark missing?",
            cells.count,
            columns.len()
        );
        return wrong(known_by(Unread::whole(sentence), cells, columns));
    }
    let mut row = ExchangeRow::default();
    for (column, cell) in columns.iter().zip(cells.all()) {
        let Ok(text) = std::str::from_utf8(cell) else {
            let unread = Unread::of(*column, "It is no text in UTF-8. Save the file as “CSV UTF-8”.");
            return wrong(known_by(unread, cells, columns));
        };
        row.set(*column, unarmoured(text).to_owned());
    }
    Some(FileRow { line, row: Ok(row) })
}

/// A row that can't be read is known by the cells at the places of its slug and its name.
fn known_by(unread: Unread, cells: &Cells, columns: &[Column]) -> Unread {
    let cell = |wanted: Column| {
        let (_, cell) = columns.iter().zip(cells.all()).find(|(column, _)| **column == wanted)?;
        std::str::from_utf8(cell).ok().map(unarmoured)
    };
    unread.known_by(cell(Column::Slug), cell(Column::Name))
}
