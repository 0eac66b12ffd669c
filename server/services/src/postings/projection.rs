//! What lists and "where used" read of a draft.

use domain::posting::{Snapshot, WorkPlace};
use storage::{LineUse, Projection};

/// Longest title and place in lists, in characters; the draft keeps the whole.
const SHOWN_MAX: usize = 300;

pub(crate) fn projection(snapshot: &Snapshot) -> Projection {
    let facts = &snapshot.facts;
    let uses = snapshot.lines().filter_map(|(_, line)| {
        let source = line.origin.source()?;
        Some(LineUse {
            line: line.id.clone(),
            item: source.item,
            version: source.version,
            is_override: line.origin.is_override(),
        })
    });
    Projection {
        title: shown(facts.get(domain::posting::FactKey::Title)),
        seniority: facts.seniority(),
        place: shown(&place(snapshot)),
        uses: uses.collect(),
    }
}

const HYBRID: &str = " (hybrid)";

/// `Berlin, Germany (hybrid)`, `Remote`, or nothing yet.
pub(crate) fn place(snapshot: &Snapshot) -> String {
    let town = snapshot.facts.job_locations().first().map(ToString::to_string).unwrap_or_default();
    match snapshot.facts.work_place() {
        Some(WorkPlace::Remote) => "Remote".to_owned(),
        Some(WorkPlace::Hybrid) if !town.is_empty() => town + HYBRID,
        _ => town,
    }
}

/// A place without the way of working there: `Berlin, Germany`, `Remote`.
pub(crate) fn town(place: &str) -> &str {
    place.strip_suffix(HYBRID).unwrap_or(place)
}

/// On one line, without the characters that PostgreSQL can't store.
fn shown(text: &str) -> String {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
    words.join(" ").chars().take(SHOWN_MAX).collect()
}
