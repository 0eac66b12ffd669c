//! Excel files: the first sheet, its first row naming the columns.
//!
//! Reading is our own, over `zip` and `quick-xml`: ready-made readers reserve as much memory as a file says that it will
//! need. Here every archive is measured by what really comes out of it, and every text and number has a limit.

mod package;
mod sheet;
mod texts;

use std::collections::BTreeMap;

use domain::{
    input::capitalized,
    library::exchange::{Column, ExchangeRow},
    spreadsheet::{armoured, unarmoured},
};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use self::{package::Package, sheet::each_row, texts::Texts};
use super::{CELLS_MAX, FileRow, Hear, Pace, Trouble, Unread, sentence};

/// Widths of the columns, in characters.
const WIDTHS: [(Column, f64); 8] = [
    (Column::Slug, 28.0),
    (Column::Kind, 16.0),
    (Column::Name, 28.0),
    (Column::Body, 70.0),
    (Column::Guidance, 50.0),
    (Column::Synonyms, 30.0),
    (Column::Tags, 20.0),
    (Column::Taxonomy, 30.0),
];

/// Writes all rows. Cells are texts, so that nothing in them is a formula, and armoured all the same, because the next
/// one to save the sheet may save it as CSV. The same rows make the same bytes.
///
/// # Errors
/// What the writer says.
pub fn write(pieces: impl Iterator<Item = Vec<ExchangeRow>>) -> Result<Vec<u8>, String> {
    try_write(pieces).map_err(|error| error.to_string())
}

fn try_write(pieces: impl Iterator<Item = Vec<ExchangeRow>>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let long_ago = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&long_ago));
    let bold = Format::new().set_bold();
    let sheet = book.add_worksheet_with_constant_memory()?;
    sheet.set_name("Library")?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, width) in WIDTHS {
        sheet.set_column_width(place(column), width)?;
    }
    for column in Column::ALL {
        sheet.write_string_with_format(0, place(*column), column.word(), &bold)?;
    }
    let mut number = 0;
    for row in pieces.flatten() {
        number += 1;
        for column in Column::ALL {
            let text = row.get(*column).unwrap_or_default();
            if !text.is_empty() {
                sheet.write_string(number, place(*column), armoured(text))?;
            }
        }
    }
    book.save_to_buffer()
}

const fn place(column: Column) -> u16 {
    column as u16
}

/// Reads the first sheet.
pub fn read(bytes: &[u8], pace: &Pace, hear: &mut Hear<'_>) -> Result<(), Trouble> {
    let mut package = Package::open(bytes)?;
    let sheet = package.first_sheet(pace)?;
    let texts = Texts::read(&mut package, pace)?;
    let mut columns: Option<Vec<(u32, Column)>> = None;
    each_row(package.part(&sheet, pace)?, &texts, &mut |line, cells| match &columns {
        None if cells.is_empty() => Ok(()),
        None => {
            columns = Some(head(&cells)?);
            Ok(())
        }
        Some(columns) => row(line, &cells, columns).map_or(Ok(()), &mut *hear),
    })?;
    if columns.is_none() { sentence("The first sheet is empty.") } else { Ok(()) }
}

/// The cells of a row by column, from 0; or why they can't be read.
type Cells = BTreeMap<u32, Result<String, String>>;

fn head(cells: &Cells) -> Result<Vec<(u32, Column)>, Trouble> {
    let mut columns: Vec<(u32, Column)> = Vec::new();
    for (place, cell) in cells {
        if *place as usize >= CELLS_MAX {
            return sentence(format!("The first row has more than {CELLS_MAX} columns."));
        }
        let name = cell.clone().map_err(Trouble::Sentence)?;
        let others: Vec<Column> = columns.iter().map(|(_, column)| *column).collect();
        columns.push((*place, super::column(&name, &others)?));
    }
    Ok(columns)
}

/// A row; nothing for one without any text. A cell that is not there is empty.
fn row(line: u32, cells: &Cells, columns: &[(u32, Column)]) -> Option<FileRow> {
    let wrong = |unread: Unread| Some(FileRow { line, row: Err(known_by(unread, cells, columns)) });
    if cells.values().all(|cell| cell.as_ref().is_ok_and(|text| text.trim().is_empty())) {
        return None;
    }
    if let Some((place, _)) = cells.iter().find(|(place, _)| !columns.iter().any(|(known, _)| known == *place)) {
        return wrong(Unread::whole(format!("Column {} has no name in the first row.", place + 1)));
    }
    let mut row = ExchangeRow::default();
    for (place, column) in columns {
        match cells.get(place) {
            Some(Ok(text)) => row.set(*column, unarmoured(text).to_owned()),
            Some(Err(sentence)) => return wrong(Unread::of(*column, capitalized(sentence))),
            None => row.set(*column, String::new()),
        }
    }
    Some(FileRow { line, row: Ok(row) })
}

/// A row that can't be read is known by its slug and its name, as far as these can.
fn known_by(unread: Unread, cells: &Cells, columns: &[(u32, Column)]) -> Unread {
    let cell = |wanted: Column| {
        let (place, _) = columns.iter().find(|(_, column)| *column == wanted)?;
        cells.get(place)?.as_deref().ok().map(unarmoured)
    };
    unread.known_by(cell(Column::Slug), cell(Column::Name))
}
