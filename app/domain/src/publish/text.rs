//! Plain text, for e-mail and for pasting anywhere.

use super::outline::{collapsed, parts, summary};
use crate::posting::{FactKey, Snapshot};

/// A posting as plain text: title, facts, then each part under its heading.
#[must_use]
pub fn text(snapshot: &Snapshot) -> String {
    let mut blocks = vec![collapsed(snapshot.facts.get(FactKey::Title))];
    let facts = summary(snapshot);
    blocks.push(
        facts.iter().map(|fact| format!("{}: {}", fact.label, collapsed(&fact.value))).collect::<Vec<_>>().join("\n"),
    );
    for part in parts(snapshot) {
        let lines = match part.is_prose {
            true => part.lines.join("\n\n"),
            false => part.lines.iter().map(|line| format!("- {line}")).collect::<Vec<_>>().join("\n"),
        };
        blocks.push(format!("{}\n\n{lines}", part.heading.to_uppercase()));
    }
    blocks.retain(|block| !block.is_empty());
    blocks.join("\n\n") + "\n"
}
