//! The rows of a sheet.

use quick_xml::events::{BytesStart, Event};

use super::{
    CELLS_MAX, Cells, Trouble,
    package::{Xml, attribute, next},
    sentence,
    texts::{Texts, push, text_until},
};

/// Hears the cells of each row that has some, with the row's number.
pub(super) fn each_row(
    mut xml: Xml<'_, '_>,
    texts: &Texts,
    hear: &mut dyn FnMut(u32, Cells) -> Result<(), Trouble>,
) -> Result<(), Trouble> {
    let mut buffer = Vec::new();
    let (mut line, mut place, mut cells) = (0, 0, Cells::new());
    loop {
        match next(&mut xml, &mut buffer)? {
            Event::Start(tag) if tag.local_name().as_ref() == "row" => {
                let told = attribute(&tag, "r")?.and_then(|number| number.parse().ok());
                (line, place, cells) = (told.unwrap_or(line + 1), 0, Cells::new());
            }
            Event::End(tag) if tag.local_name().as_ref() == "row" && !cells.is_empty() => {
                hear(line, std::mem::take(&mut cells))?;
            }
            Event::Start(tag) if tag.local_name().as_ref() == "c" => {
                let told = attribute(&tag, "r")?.and_then(|name| column(&name));
                let kind = kind(&tag)?;
                place = told.unwrap_or(place);
                if cells.len() > CELLS_MAX {
                    return sentence(format!("Row {line} has more than {CELLS_MAX} cells."));
                }
                if let Some(cell) = cell(&mut xml, &kind, texts)? {
                    cells.insert(place, cell);
                }
                place += 1;
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn kind(tag: &BytesStart<'_>) -> Result<String, Trouble> {
    Ok(attribute(tag, "t")?.unwrap_or_default())
}

/// `C7` is column 2.
fn column(name: &str) -> Option<u32> {
    let letters = name.bytes().take_while(u8::is_ascii_uppercase);
    let number = letters.take(4).fold(0_u32, |number, letter| number * 26 + u32::from(letter - b'A') + 1);
    number.checked_sub(1)
}

/// What a cell says; of a formula, what it came to when the file was saved.
fn cell(xml: &mut Xml<'_, '_>, kind: &str, texts: &Texts) -> Result<Option<Result<String, String>>, Trouble> {
    let (mut value, mut buffer) = (String::new(), Vec::new());
    let (mut is_value, mut has_value) = (false, false);
    loop {
        match next(xml, &mut buffer)? {
            Event::Start(tag) if tag.local_name().as_ref() == "is" => {
                (value, has_value) = (text_until(xml, "is")?, true);
            }
            Event::Start(tag) => {
                is_value = tag.local_name().as_ref() == "v";
                has_value |= is_value;
            }
            Event::End(tag) if tag.local_name().as_ref() == "c" => break,
            Event::End(_) => is_value = false,
            Event::Eof => return sentence("The Excel file ends in the middle: it was cut off."),
            event if is_value => push(&event, &mut value)?,
            _ => {}
        }
    }
    Ok(has_value.then(|| said(kind, value, texts)))
}

fn said(kind: &str, value: String, texts: &Texts) -> Result<String, String> {
    match kind {
        "s" => {
            let text = value.trim().parse().ok().and_then(|number| texts.get(number));
            text.map(ToOwned::to_owned).ok_or_else(|| "its text is missing in the file.".to_owned())
        }
        "b" => Ok(if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned()),
        "e" => Err(format!("the sheet shows the error {}.", value.chars().take(20).collect::<String>())),
        "d" => Err("it is a date. Make it a text.".to_owned()),
        _ => Ok(value),
    }
}

#[cfg(test)]
mod tests {
    use super::column;

    #[test]
    fn a_column_is_counted_from_its_letters() {
        for (name, number) in [("A1", Some(0)), ("C7", Some(2)), ("AA1", Some(26)), ("XFD1", Some(16_383)), ("7", None)]
        {
            assert_eq!(column(name), number, "{name}");
        }
    }
}
