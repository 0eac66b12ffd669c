//! Word documents for tests, made here.

use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

const STYLES: &str = r#"<w:styles xmlns:w="w"><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="Titel"><w:name w:val="Title"/></w:style></w:styles>"#;

/// An archive with these files.
pub fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A document around such XML of paragraphs.
pub fn document(body: &str) -> Vec<u8> {
    let xml = format!(r#"<?xml version="1.0"?><w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#);
    archive(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/styles.xml", STYLES.as_bytes()),
        ("word/document.xml", xml.as_bytes()),
    ])
}

/// A document of lines that say what they are: `T` title, `H` heading, `B` bullet, `P` paragraph.
pub fn written(lines: &str) -> Vec<u8> {
    let paragraph = |line: &str| {
        let (kind, text) = line.split_once(' ').unwrap();
        let (first, rest) = text.split_at(text.char_indices().nth(3).map_or(text.len(), |(at, _)| at));
        let style = match kind {
            "T" => r#"<w:pPr><w:pStyle w:val="Titel"/></w:pPr>"#,
            "H" => r#"<w:pPr><w:pStyle w:val="berschrift1"/></w:pPr>"#,
            "B" => r#"<w:pPr><w:numPr><w:ilvl w:val="0"/></w:numPr></w:pPr>"#,
            _ => "",
        };
        let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
        // Word breaks a line into runs wherever somebody stopped typing.
        format!(
            r#"<w:p>{style}<w:r><w:t xml:space="preserve">{}</w:t></w:r><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>"#,
            escape(first),
            escape(rest)
        )
    };
    document(&lines.lines().map(paragraph).collect::<String>())
}
