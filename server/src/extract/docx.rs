//! Word documents: an archive with the text as XML in it.
//!
//! The archive's sizes are checked before anything is unpacked, and again while it is. Documents with a DTD or with deep
//! nesting are refused: no word processor writes them.

use std::io::{Cursor, Read};

use domain::arrivals::{Block, Outline};
use quick_xml::{
    Reader, XmlVersion,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};
use zip::ZipArchive;

use super::{
    Unreadable,
    styles::{Style, Styles},
};

const ENTRIES_MAX: usize = 200;
const UNPACKED_MAX_BYTES: u64 = 50 * 1024 * 1024;
const RATIO_MAX: u64 = 100;
pub(super) const DEPTH_MAX: usize = 64;
/// Names of what holds other files.
const ARCHIVES: [&str; 12] =
    [".zip", ".docx", ".xlsx", ".pptx", ".docm", ".7z", ".rar", ".gz", ".tar", ".jar", ".bz2", ".xz"];

pub(super) fn read(bytes: &[u8]) -> Result<Outline, Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged)?;
    check(&mut archive, bytes.len())?;
    let styles = match unpack(&mut archive, "word/styles.xml")? {
        Some(xml) => Styles::read(&xml)?,
        None => Styles::default(),
    };
    let text = unpack(&mut archive, "word/document.xml")?.ok_or(Unreadable::Damaged)?;
    blocks(&text, &styles).map(Outline::new)
}

/// What the archive says of itself; a lie is found out while unpacking.
fn check(archive: &mut ZipArchive<Cursor<&[u8]>>, packed: usize) -> Result<(), Unreadable> {
    if archive.len() > ENTRIES_MAX {
        return Err(Unreadable::Packed);
    }
    let mut unpacked = 0_u64;
    for place in 0..archive.len() {
        let entry = archive.by_index_raw(place).map_err(|_| Unreadable::Damaged)?;
        let name = entry.name().map_err(|_| Unreadable::Damaged)?.to_lowercase();
        let is_swollen = entry.size() / entry.compressed_size().max(1) > RATIO_MAX && entry.size() > 64 * 1024;
        if entry.encrypted() || is_swollen || ARCHIVES.iter().any(|ending| name.ends_with(ending)) {
            return Err(Unreadable::Packed);
        }
        unpacked = unpacked.saturating_add(entry.size());
    }
    let packed = u64::try_from(packed).unwrap_or(u64::MAX).max(1);
    if unpacked > UNPACKED_MAX_BYTES || unpacked / packed > RATIO_MAX { Err(Unreadable::Packed) } else { Ok(()) }
}

fn unpack(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<Vec<u8>>, Unreadable> {
    let Ok(entry) = archive.by_name(name) else { return Ok(None) };
    let most = entry.compressed_size().saturating_mul(RATIO_MAX).clamp(64 * 1024, UNPACKED_MAX_BYTES);
    let mut unpacked = Vec::new();
    entry.take(most + 1).read_to_end(&mut unpacked).map_err(|_| Unreadable::Damaged)?;
    if u64::try_from(unpacked.len()).unwrap_or(u64::MAX) > most { Err(Unreadable::Packed) } else { Ok(Some(unpacked)) }
}

/// A paragraph while it is read.
#[derive(Default)]
struct Paragraph {
    text: String,
    style: Style,
}

fn blocks(xml: &[u8], styles: &Styles) -> Result<Vec<Block>, Unreadable> {
    let mut blocks = Vec::new();
    let mut paragraph = Paragraph::default();
    let mut is_text = false;
    // Depth below an element whose content is a second rendering of what was read already.
    let mut skipped = 0_usize;
    each_event(xml, |event| {
        match event {
            Event::Start(start) if skipped > 0 || start.local_name().as_ref() == "Fallback" => skipped += 1,
            Event::End(_) if skipped > 0 => skipped -= 1,
            _ if skipped > 0 => {}
            Event::Start(start) | Event::Empty(start) => match start.local_name().as_ref() {
                "p" => finish(&mut blocks, &mut paragraph),
                "t" => is_text = true,
                "tab" => paragraph.text.push(' '),
                "br" | "cr" => finish_line(&mut blocks, &mut paragraph),
                "pStyle" => paragraph.style = paragraph.style.or(styles.get(&value(start)?)),
                "numPr" => paragraph.style = paragraph.style.or(Style::Bullet),
                "outlineLvl" => {
                    paragraph.style = value(start)?
                        .parse()
                        .map_or(paragraph.style, |level: u8| Style::Heading(level.saturating_add(1).min(9)))
                }
                _ => {}
            },
            Event::End(end) => match end.local_name().as_ref() {
                "p" => finish(&mut blocks, &mut paragraph),
                "t" => is_text = false,
                _ => {}
            },
            Event::Text(text) if is_text => paragraph.text.push_str(text),
            Event::CData(text) if is_text => paragraph.text.push_str(text),
            Event::GeneralRef(name) if is_text => match name.resolve_char_ref().map_err(|_| Unreadable::Damaged)? {
                Some(c) => paragraph.text.push(c),
                None => paragraph.text.push_str(resolve_predefined_entity(name).ok_or(Unreadable::Damaged)?),
            },
            _ => {}
        }
        Ok(())
    })?;
    finish(&mut blocks, &mut paragraph);
    Ok(blocks)
}

/// Reads XML without a DTD, at most so deep.
pub(super) fn each_event(
    xml: &[u8],
    mut read: impl FnMut(&Event<'_>) -> Result<(), Unreadable>,
) -> Result<(), Unreadable> {
    let mut reader = Reader::from_str(std::str::from_utf8(xml).map_err(|_| Unreadable::Encoding)?);
    let mut depth = 0_usize;
    loop {
        let event = reader.read_event().map_err(|_| Unreadable::Damaged)?;
        match &event {
            Event::Eof if depth == 0 => return Ok(()),
            Event::Eof | Event::DocType(_) => return Err(Unreadable::Damaged),
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEPTH_MAX {
            return Err(Unreadable::Damaged);
        }
        read(&event)?;
    }
}

/// The attribute `w:val`.
pub(super) fn value(start: &BytesStart<'_>) -> Result<String, Unreadable> {
    attribute(start, "val")
}

pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Result<String, Unreadable> {
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| Unreadable::Damaged)?;
        if attribute.key.local_name().as_ref() == name {
            return attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map(|value| value.into_owned())
                .map_err(|_| Unreadable::Damaged);
        }
    }
    Ok(String::new())
}

fn finish(blocks: &mut Vec<Block>, paragraph: &mut Paragraph) {
    finish_line(blocks, paragraph);
    paragraph.style = Style::default();
}

/// A break within a paragraph starts another line of the same sort.
fn finish_line(blocks: &mut Vec<Block>, paragraph: &mut Paragraph) {
    let text = std::mem::take(&mut paragraph.text);
    if text.trim().is_empty() {
        return;
    }
    blocks.push(match paragraph.style {
        Style::Heading(level) => Block::Heading { level, text },
        Style::Bullet => Block::Bullet { text },
        Style::Words => Block::line(&text),
    });
}
