//! Text out of files that somebody uploads: headings, bullets and paragraphs of a posting, whatever it was written in.
//!
//! Nothing is believed of a file: not its name, not its sizes, not that its reader ends. So a file is read by a process of
//! its own (`apart.rs`) that has no secrets, little memory and little time. What is read is an [`Outline`]; images, styles and
//! everything else are left. *Not here:* what the text means; see `domain::arrivals`.

mod apart;
mod bold;
mod docx;
mod html;
mod markdown;
mod styles;
mod tables;
mod text;

use std::str::FromStr;

use domain::arrivals::Outline;
use thiserror::Error;

pub use apart::{Reader, read_here};

/// The largest file, in bytes.
pub const FILE_MAX_BYTES: usize = 5 * 1024 * 1024;

/// What a file is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Docx,
    Pdf,
    Html,
    Markdown,
    Text,
}

const WORDS: [(Format, &str); 5] = [
    (Format::Docx, "docx"),
    (Format::Pdf, "pdf"),
    (Format::Html, "html"),
    (Format::Markdown, "markdown"),
    (Format::Text, "text"),
];

impl Format {
    #[must_use]
    pub fn word(self) -> &'static str {
        WORDS.iter().find(|(format, _)| *format == self).map_or("", |(_, word)| word)
    }

    /// What a file is written in, by its first bytes, and by its name where those don't tell.
    ///
    /// # Errors
    /// [`Unreadable::Unknown`] and its like for everything else.
    pub fn of(name: &str, bytes: &[u8]) -> Result<Self, Unreadable> {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
        match ending.as_str() {
            _ if bytes.is_empty() => Err(Unreadable::Empty),
            _ if bytes.starts_with(b"%PDF-") => Ok(Self::Pdf),
            "docx" if bytes.starts_with(b"PK\x03\x04") => Ok(Self::Docx),
            "doc" | "odt" | "rtf" | "pages" => Err(Unreadable::OtherOffice),
            "docx" | "pdf" => Err(Unreadable::Damaged),
            "html" | "htm" | "xhtml" => Ok(Self::Html),
            "md" | "markdown" => Ok(Self::Markdown),
            "txt" | "text" => Ok(Self::Text),
            _ => Err(Unreadable::Unknown),
        }
    }
}

impl FromStr for Format {
    type Err = Unreadable;

    fn from_str(word: &str) -> Result<Self, Unreadable> {
        WORDS.iter().find(|(_, known)| *known == word).map(|(format, _)| *format).ok_or(Unreadable::Unknown)
    }
}

/// Why a file can't be read. The sentence is for whoever chose it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unreadable {
    #[error("Choose a file.")]
    Missing,
    #[error("This file is empty.")]
    Empty,
    #[error("This file is larger than 5 MiB. Paste its text instead.")]
    TooLarge,
    #[error("Choose a Word document (.docx), a PDF, a web page (.html), Markdown (.md) or a text (.txt).")]
    Unknown,
    #[error("Files of this kind can't be read. Save it as .docx or PDF, or paste its text.")]
    OtherOffice,
    #[error("This file can't be read. It may be damaged or protected. Paste its text instead.")]
    Damaged,
    #[error("This file unpacks to more than a posting can be, or holds other files. Paste its text instead.")]
    Packed,
    #[error("This file is not written in UTF-8. Save it as UTF-8, or paste its text.")]
    Encoding,
    #[error("Reading this file takes too long. Paste its text instead.")]
    TooSlow,
}

/// Reads a file. It may panic, or take for ever: see [`Reader`].
///
/// # Errors
/// [`Unreadable`]
pub fn extract(format: Format, bytes: &[u8]) -> Result<Outline, Unreadable> {
    if bytes.len() > FILE_MAX_BYTES {
        return Err(Unreadable::TooLarge);
    }
    match format {
        Format::Docx => docx::read(bytes),
        Format::Pdf => pdf(bytes),
        Format::Html => Ok(html::read(&text::decode(bytes)?)),
        Format::Markdown => Ok(markdown::read(&text::decode(bytes)?)),
        Format::Text => Ok(Outline::of_text(&text::decode(bytes)?)),
    }
}

fn pdf(bytes: &[u8]) -> Result<Outline, Unreadable> {
    let text = pdf_extract::extract_text_from_mem(bytes).map_err(|_| Unreadable::Damaged)?;
    Ok(Outline::of_text(&text))
}
