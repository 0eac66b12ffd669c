//! References of an item, as people write them: one on a line.
//!
//! A *taxonomy reference* is scheme, identifier and, if there is one, a link: `onet 15-1252.00 https://…`. Only these are
//! kept, never a taxonomy's own texts, which have licences of their own. A *source* is an article and its heading:
//! `A: Key Responsibilities`.

use super::{SourceRef, TaxonomyRef};
use crate::input::one_paragraph;

/// Most references of one sort that an item may have.
pub const REFS_MAX: usize = 20;
/// Longest scheme, in characters.
const SCHEME_MAX_CHARS: usize = 30;
/// Longest identifier, name of an article or heading, in characters.
const ID_MAX_CHARS: usize = 120;
/// Longest link, in bytes.
const LINK_MAX_BYTES: usize = 500;

impl TaxonomyRef {
    /// The scheme as people know it.
    #[must_use]
    pub fn scheme_label(&self) -> &str {
        match self.scheme.as_str() {
            "onet" => "O*NET",
            "esco" => "ESCO",
            "sfia" => "SFIA",
            other => other,
        }
    }

    /// The link, if it is one that a page may lead to.
    #[must_use]
    pub fn link(&self) -> Option<&str> {
        is_link(&self.uri).then_some(self.uri.as_str())
    }

    fn line(&self) -> String {
        [self.scheme.as_str(), &self.id, &self.uri]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

fn is_link(text: &str) -> bool {
    ["https://", "http://"].iter().any(|start| text.strip_prefix(start).is_some_and(|rest| !rest.is_empty()))
}

/// The references, one on a line.
#[must_use]
pub fn write_taxonomy(refs: &[TaxonomyRef]) -> String {
    refs.iter().map(TaxonomyRef::line).collect::<Vec<_>>().join("\n")
}

/// Reads what [`write_taxonomy`] writes, or what somebody typed in that manner.
///
/// # Errors
/// A sentence about the first line that is no reference.
pub fn read_taxonomy(text: &str) -> Result<Vec<TaxonomyRef>, String> {
    each_line(text, |line| {
        let mut words: Vec<&str> = line.split(' ').collect();
        let uri = if words.len() > 2 && words.last().is_some_and(|last| is_link(last)) { words.pop() } else { None };
        // What looks like a link and is none is no part of an identifier.
        if uri.is_none() && words.len() > 2 && words.last().is_some_and(|last| last.contains(':')) {
            return None;
        }
        let (scheme, id) = words.split_first().filter(|(_, id)| !id.is_empty())?;
        let (scheme, id, uri) = (scheme.to_lowercase(), id.join(" "), uri.unwrap_or_default().to_owned());
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let fits = scheme.chars().all(plain)
            && scheme.len() <= SCHEME_MAX_CHARS
            && id.chars().count() <= ID_MAX_CHARS
            && uri.len() <= LINK_MAX_BYTES;
        fits.then_some(TaxonomyRef { scheme, id, uri })
    })
    .map_err(|line| match line {
        None => format!("Keep it to {REFS_MAX} references."),
        Some(line) => format!("“{line}” is no reference. Write scheme, identifier and link on one line, such as “onet 15-1252.00 https://…”."),
    })
}

/// The sources, one on a line.
#[must_use]
pub fn write_sources(refs: &[SourceRef]) -> String {
    let line = |source: &SourceRef| {
        if source.section.is_empty() { source.seed.clone() } else { format!("{}: {}", source.seed, source.section) }
    };
    refs.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Reads what [`write_sources`] writes, or what somebody typed in that manner.
///
/// # Errors
/// A sentence about the first line that is too long.
pub fn read_sources(text: &str) -> Result<Vec<SourceRef>, String> {
    each_line(text, |line| {
        let (seed, section) = line.split_once(": ").unwrap_or((line, ""));
        let fits = |part: &str| part.chars().count() <= ID_MAX_CHARS;
        let source = SourceRef { seed: seed.to_owned(), section: section.to_owned() };
        (fits(seed) && fits(section)).then_some(source)
    })
    .map_err(|line| match line {
        None => format!("Keep it to {REFS_MAX} sources."),
        Some(line) => format!("“{line}” is too long for a source. Write the article and its heading: “A: Overview”."),
    })
}

/// Each line that is not empty, once; or the one that can't be read, or nothing when there are too many.
fn each_line<T: PartialEq>(text: &str, read: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, Option<String>> {
    let mut all = Vec::new();
    for line in text.split('\n').map(one_paragraph).filter(|line| !line.is_empty()) {
        let short = || Some(line.chars().take(60).collect::<String>());
        let reference = read(&line).ok_or_else(short)?;
        if !all.contains(&reference) {
            all.push(reference);
        }
    }
    if all.len() > REFS_MAX { Err(None) } else { Ok(all) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taxonomy(scheme: &str, id: &str, uri: &str) -> TaxonomyRef {
        TaxonomyRef { scheme: scheme.into(), id: id.into(), uri: uri.into() }
    }

    #[test]
    fn a_reference_is_scheme_identifier_and_perhaps_a_link() {
        for (text, read) in [
            (
                "onet 15-1252.00 https://www.onetonline.org/x",
                taxonomy("onet", "15-1252.00", "https://www.onetonline.org/x"),
            ),
            ("  SFIA   PROG  ", taxonomy("sfia", "PROG", "")),
            ("own Skill matrix 7", taxonomy("own", "Skill matrix 7", "")),
            ("own https://x.example", taxonomy("own", "https://x.example", "")),
        ] {
            assert_eq!(read_taxonomy(text), Ok(vec![read.clone()]), "{text}");
            assert_eq!(read_taxonomy(&write_taxonomy(std::slice::from_ref(&read))), Ok(vec![read]));
        }
        assert_eq!(read_taxonomy("\n \n"), Ok(Vec::new()));
        assert_eq!(read_taxonomy("a 1\na 1\nb 2").unwrap().len(), 2);
        let long = "x".repeat(600);
        for wrong in ["onet", "o*net 1", &format!("own {long}"), &format!("own a https://{long}")] {
            assert!(read_taxonomy(wrong).is_err(), "{wrong}");
        }
        assert!(read_taxonomy(&(0..30).map(|n| format!("own {n}\n")).collect::<String>()).is_err());
    }

    #[test]
    fn a_page_leads_to_the_web_and_nowhere_else() {
        for (uri, leads) in [
            ("https://a.example", true),
            ("http://a", true),
            ("javascript:alert(1)", false),
            ("https://", false),
            ("", false),
        ] {
            assert_eq!(taxonomy("own", "1", uri).link().is_some(), leads, "{uri}");
        }
    }

    #[test]
    fn a_source_is_an_article_and_its_heading() {
        let sources = read_sources("A: Key Responsibilities\nOur handbook\nA: Key Responsibilities").unwrap();
        assert_eq!(write_sources(&sources), "A: Key Responsibilities\nOur handbook");
        assert_eq!((sources[0].seed.as_str(), sources[1].section.as_str()), ("A", ""));
        assert!(read_sources(&"x".repeat(200)).is_err());
    }

    #[test]
    fn what_looks_like_a_link_and_is_none_is_refused() {
        for text in ["onet 2.B.3.e javascript:alert(1)", "esco S1 ftp://esco.example/S1"] {
            assert!(read_taxonomy(text).is_err(), "{text}");
        }
        assert!(read_taxonomy("isco ISCO:2512").is_ok(), "an identifier may have a colon");
    }
}
