//! The packed file around the sheets, measured by what really comes out of it.

use std::{
    borrow::Cow,
    cell::Cell,
    io::{self, BufReader, Cursor, Read},
};

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event, attributes::Attribute},
};
use zip::{ZipArchive, read::ZipFile};

use super::{Pace, Trouble, sentence};

/// Most files in a package; a workbook of one sheet has about a dozen.
const ENTRIES_MAX: usize = 200;
/// Most bytes that come out of all files together.
const UNPACKED_MAX: u64 = 192 * 1024 * 1024;
/// How many times as many bytes may come out of one file as went in.
const RATIO_MAX: u64 = 100;
/// Little files may be packed tighter.
const RATIO_FROM: u64 = 1024 * 1024;
/// Most bytes from one tag to the next.
const RUN_MAX: usize = 256 * 1024;

/// A workbook's package.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    unpacked: Cell<u64>,
}

/// One file of the package, as XML.
pub(super) type Xml<'p, 'b> = Reader<BufReader<Measured<'p, 'b>>>;

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Trouble> {
        let Ok(archive) = ZipArchive::new(Cursor::new(bytes)) else {
            return sentence("This is no Excel file, or it was cut off. Save it anew as .xlsx.");
        };
        if archive.len() > ENTRIES_MAX {
            return sentence(format!("The file is packed from more than {ENTRIES_MAX} files."));
        }
        Ok(Self { archive, unpacked: Cell::new(0) })
    }

    /// The path of the first sheet.
    pub(super) fn first_sheet(&mut self, pace: &Pace) -> Result<String, Trouble> {
        let mut id = String::new();
        tags(self.part("xl/workbook.xml", pace)?, &mut |tag| {
            if id.is_empty() && tag.local_name().as_ref() == "sheet" {
                id = attribute(tag, "r:id")?.unwrap_or_default();
            }
            Ok(())
        })?;
        let mut path = None;
        tags(self.part("xl/_rels/workbook.xml.rels", pace)?, &mut |tag| {
            if tag.local_name().as_ref() == "Relationship" && attribute(tag, "Id")?.as_deref() == Some(&id) {
                path = attribute(tag, "Target")?;
            }
            Ok(())
        })?;
        let path = path.unwrap_or_default();
        Ok(path.strip_prefix('/').map_or_else(|| format!("xl/{path}"), ToOwned::to_owned))
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.archive.index_for_name(path).is_some()
    }

    /// A file of the package.
    pub(super) fn part<'p>(&'p mut self, path: &str, pace: &'p Pace) -> Result<Xml<'p, 'b>, Trouble> {
        let Ok(file) = self.archive.by_name(path) else {
            return sentence("This is no Excel file, or a part of it is missing. Save it anew as .xlsx.");
        };
        let packed = file.compressed_size();
        let measured = Measured { file, packed, came: 0, run: 0, all: &self.unpacked, pace };
        let mut xml = Reader::from_reader(BufReader::with_capacity(32 * 1024, measured));
        xml.config_mut().expand_empty_elements = true;
        Ok(xml)
    }
}

/// A file being unpacked, with an eye on how much that is.
pub(super) struct Measured<'p, 'b> {
    file: ZipFile<'p, Cursor<&'b [u8]>>,
    packed: u64,
    came: u64,
    /// Bytes since the last tag began.
    run: usize,
    all: &'p Cell<u64>,
    pace: &'p Pace,
}

impl Read for Measured<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.came += count as u64;
        self.all.set(self.all.get() + count as u64);
        self.run = match buffer[..count].iter().rposition(|byte| *byte == b'<') {
            Some(place) => count - place,
            None => self.run + count,
        };
        let is_bomb = self.came > RATIO_FROM && self.came / RATIO_MAX > self.packed.max(1);
        if is_bomb || self.all.get() > UNPACKED_MAX {
            return Err(io::Error::other("Unpacked, the file is far too large."));
        }
        if self.run > RUN_MAX {
            return Err(io::Error::other("A cell of the file is far too long."));
        }
        if self.pace.check().is_err() {
            return Err(io::Error::other("Reading this file takes too long. Save it anew, or split it in two."));
        }
        Ok(count)
    }
}

/// The next piece of XML. There is no document type in an Excel file, and no entity of its own.
pub(super) fn next<'e>(xml: &mut Xml<'_, '_>, buffer: &'e mut Vec<u8>) -> Result<Event<'e>, Trouble> {
    buffer.clear();
    match xml.read_event_into(buffer) {
        Ok(Event::DocType(_)) => sentence("The file holds a document type, which no Excel file has. Save it anew."),
        Ok(event) => Ok(event),
        // What `Measured` says, and what the unpacking finds.
        Err(quick_xml::Error::Io(error)) if error.kind() == io::ErrorKind::Other => sentence(error.to_string()),
        Err(_) => sentence("A part of the Excel file is damaged. Save it anew."),
    }
}

fn tags(mut xml: Xml<'_, '_>, each: &mut dyn FnMut(&BytesStart<'_>) -> Result<(), Trouble>) -> Result<(), Trouble> {
    let mut buffer = Vec::new();
    loop {
        match next(&mut xml, &mut buffer)? {
            Event::Start(tag) => each(&tag)?,
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, Trouble> {
    let damaged = || Trouble::Sentence("A part of the Excel file is damaged. Save it anew.".to_owned());
    let found = tag.try_get_attribute(name).map_err(|_| damaged())?;
    let plain = |found: Attribute<'_>| found.normalized_value(XmlVersion::Implicit1_0).map(Cow::into_owned);
    found.map(|found| plain(found).map_err(|_| damaged())).transpose()
}
