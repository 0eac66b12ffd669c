//! Which item and version words come from, and who wrote them, as people read it beside a line.

/// The source of a line, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credit {
    /// As that version calls the item.
    pub name: String,
    /// Empty when the item can't be found any more.
    pub slug: String,
    pub version: u32,
    /// The item's newest version.
    pub newest: u32,
    /// Who wrote that version; empty for what the program brought along.
    pub author: String,
}

impl Credit {
    /// “Health insurance, version 2 of 3 by Ada Winter”.
    #[must_use]
    pub fn words(&self) -> String {
        let Self { name, version, newest, author, .. } = self;
        let of = if newest > version { format!(" of {newest}") } else { String::new() };
        let by = if author.is_empty() { String::new() } else { format!(" by {author}") };
        format!("{name}, version {version}{of}{by}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credit_tells_what_there_is_to_tell() {
        for (newest, author, words) in [
            (2, "Ada Winter", "Tests, version 2 by Ada Winter"),
            (2, "", "Tests, version 2"),
            (3, "Ada Winter", "Tests, version 2 of 3 by Ada Winter"),
        ] {
            let (name, slug, author) = ("Tests".to_owned(), "tests".to_owned(), author.to_owned());
            let credit = Credit { name, slug, version: 2, newest, author };
            assert_eq!(credit.words(), words);
        }
    }
}
