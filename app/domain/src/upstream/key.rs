//! An update as a form names it: which line, from what, to what, and what the line said to whoever decides.

use std::{fmt, str::FromStr};

use crate::{
    ids::{LineId, PostingId},
    posting::{ItemRef, Unknown, fingerprint},
};

/// Names an update, and pins what its reader saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdateKey {
    pub posting: PostingId,
    pub line: LineId,
    pub from: ItemRef,
    pub to: ItemRef,
    /// The fingerprint of the line's words.
    pub said: String,
}

impl UpdateKey {
    #[must_use]
    pub fn new(posting: PostingId, line: LineId, from: ItemRef, to: ItemRef, said: &str) -> Self {
        Self { posting, line, from, to, said: fingerprint(said) }
    }
}

impl fmt::Display for UpdateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}:{}:{}", self.posting, self.line, self.from, self.to, self.said)
    }
}

impl FromStr for UpdateKey {
    type Err = Unknown;

    fn from_str(text: &str) -> Result<Self, Unknown> {
        let parts: Vec<&str> = text.split(':').collect();
        let [posting, line, from, to, said] = parts[..] else { return Err(Unknown) };
        Ok(Self {
            posting: posting.parse().map_err(|_| Unknown)?,
            line: line.parse().map_err(|_| Unknown)?,
            from: from.parse()?,
            to: to.parse()?,
            said: said.to_owned(),
        })
    }
}
