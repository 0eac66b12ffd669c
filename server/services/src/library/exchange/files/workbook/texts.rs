//! Texts in Excel's XML: those of a cell, and the list of those that cells share.

use quick_xml::{escape::resolve_xml_entity, events::Event};

use super::{
    Pace, Trouble,
    package::{Package, Xml, next},
    sentence,
};

const PATH: &str = "xl/sharedStrings.xml";
/// Most bytes of all shared texts together.
const BYTES_MAX: usize = 96 * 1024 * 1024;
/// Most shared texts.
const COUNT_MAX: usize = 3_000_000;

/// The shared texts, one behind the other.
#[derive(Default)]
pub(super) struct Texts {
    all: String,
    ends: Vec<u32>,
}

impl Texts {
    pub(super) fn read(package: &mut Package<'_>, pace: &Pace) -> Result<Self, Trouble> {
        let mut texts = Self::default();
        if !package.has(PATH) {
            return Ok(texts);
        }
        let mut xml = package.part(PATH, pace)?;
        let mut buffer = Vec::new();
        loop {
            match next(&mut xml, &mut buffer)? {
                Event::Start(tag) if tag.local_name().as_ref() == "si" => {
                    texts.all.push_str(&text_until(&mut xml, "si")?);
                    texts.ends.push(u32::try_from(texts.all.len()).unwrap_or(u32::MAX));
                }
                Event::Eof => return Ok(texts),
                _ => {}
            }
            if texts.all.len() > BYTES_MAX || texts.ends.len() > COUNT_MAX {
                return sentence("The Excel file holds too much text. Save it as CSV.");
            }
        }
    }

    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)?;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.all.get(start as usize..end as usize)
    }
}

/// The text of all `t` up to the end of this element, without how it is to be pronounced.
pub(super) fn text_until(xml: &mut Xml<'_, '_>, element: &str) -> Result<String, Trouble> {
    let (mut text, mut buffer) = (String::new(), Vec::new());
    let (mut is_text, mut is_phonetic) = (false, false);
    loop {
        match next(xml, &mut buffer)? {
            Event::Start(tag) if tag.local_name().as_ref() == "rPh" => is_phonetic = true,
            Event::End(tag) if tag.local_name().as_ref() == "rPh" => is_phonetic = false,
            Event::Start(tag) => is_text = tag.local_name().as_ref() == "t" && !is_phonetic,
            Event::End(tag) if tag.local_name().as_ref() == element => return Ok(unescaped(&text)),
            Event::End(_) => is_text = false,
            Event::Eof => return sentence("The Excel file ends in the middle: it was cut off."),
            event if is_text => push(&event, &mut text)?,
            _ => {}
        }
        if text.len() > super::super::ROW_MAX_BYTES {
            return sentence("A cell of the file is far too long.");
        }
    }
}

/// Appends what an event says as text.
pub(super) fn push(event: &Event<'_>, text: &mut String) -> Result<(), Trouble> {
    match event {
        Event::Text(part) => text.push_str(&part.xml10_content()),
        Event::CData(part) => text.push_str(&part.xml10_content()),
        Event::GeneralRef(entity) => match (resolve_xml_entity(entity), entity.resolve_char_ref()) {
            (Some(known), _) => text.push_str(known),
            (None, Ok(Some(c))) => text.push(c),
            _ => return sentence("The file names an entity of its own, which no Excel file has. Save it anew."),
        },
        _ => {}
    }
    Ok(())
}

/// Excel writes what XML can't hold as `_x000D_`, and `_x000D_` itself as `_x005F_x000D_`.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = rest.find("_x") {
        let (before, from) = rest.split_at(place);
        plain.push_str(before);
        let code = from.get(2..6).filter(|_| from.as_bytes().get(6) == Some(&b'_'));
        let code = code.filter(|code| code.bytes().all(|digit| digit.is_ascii_hexdigit()));
        match code.and_then(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?)) {
            Some(c) => {
                plain.push(c);
                rest = &from[7..];
            }
            None => {
                plain.push_str("_x");
                rest = &from[2..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn what_excel_escapes_is_read_as_it_was() {
        for (written, read) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x0041_", "_x0041_"),
            ("_x00", "_x00"),
            ("_xD800_", "_xD800_"),
            ("_xä00_", "_xä00_"),
        ] {
            assert_eq!(unescaped(written), read);
        }
    }
}
