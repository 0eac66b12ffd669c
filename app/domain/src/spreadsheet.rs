//! Texts in cells that no spreadsheet takes for a formula, and that are read as they were written.

use std::borrow::Cow;

/// What spreadsheets take for the beginning of a formula, also in full width.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Whether a spreadsheet would take it for a formula, behind any quotation marks that tell it not to.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA)
}

/// The text of a cell for spreadsheets, which run nothing that begins with a quotation mark.
#[must_use]
pub fn armoured(text: &str) -> Cow<'_, str> {
    if is_formula(text) { format!("'{text}").into() } else { text.into() }
}

/// What [`armoured`] was given.
#[must_use]
pub fn unarmoured(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| is_formula(text)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_no_formula_and_is_read_as_it_was_written() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("'=1+1", "''=1+1"),
            ("＠x", "'＠x"),
            ("\tx", "'\tx"),
            ("'tis", "'tis"),
            ("1 = 1", "1 = 1"),
            ("'", "'"),
            ("", ""),
        ] {
            assert_eq!(armoured(text), cell);
            assert_eq!(unarmoured(cell), text);
        }
        assert_eq!(unarmoured("''tis"), "''tis");
    }
}
