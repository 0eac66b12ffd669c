//! What changed between two contents of a posting, as a reader would tell it: moved is not removed and added again,
//! a raised level is not a new line, and of a rewording only the words are marked.
//!
//! Sections and lines are known by their ids. The result holds the whole document, unchanged parts too, in the reading
//! order of the later side with removed parts where they stood, so that a page can show it with marks and leave out
//! what it likes. Differences that no reader sees (white space, composition of accents, who wrote a line first) are
//! none, as in the scopes' digests. *Not here:* what a change voids; that is for decisions and their scopes.

mod longest;
mod parts;
mod weave;
mod words;

use serde::Serialize;

pub(crate) use longest::longest_rising;
pub use parts::{LineChange, LineState, Place, SectionChange, SectionState};
pub use words::{Span, SpanKind, spans};

use crate::posting::{FactKey, Scope, Section, Snapshot};

/// One fact with another value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FactChange {
    pub key: FactKey,
    /// As typed; empty when the fact was not there.
    pub before: String,
    /// As typed; empty when the fact is gone.
    pub after: String,
}

impl FactChange {
    /// The change word by word.
    #[must_use]
    pub fn spans(&self) -> Vec<Span> {
        spans(&self.before, &self.after)
    }
}

/// How many changes of each kind there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub facts: usize,
    pub sections_added: usize,
    pub sections_removed: usize,
    pub sections_moved: usize,
    /// Another heading, purpose or lock.
    pub sections_changed: usize,
    pub lines_added: usize,
    pub lines_removed: usize,
    pub lines_moved: usize,
    pub lines_reworded: usize,
    /// Another requirement or level.
    pub lines_regraded: usize,
}

impl Counts {
    /// All changes; a line that moved and was reworded counts twice.
    #[must_use]
    pub const fn total(&self) -> usize {
        let sections = self.sections_added + self.sections_removed + self.sections_moved + self.sections_changed;
        let lines =
            self.lines_added + self.lines_removed + self.lines_moved + self.lines_reworded + self.lines_regraded;
        self.facts + sections + lines
    }
}

/// Everything that differs between two contents, within the whole later document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Changed facts only, in the order of the form.
    pub facts: Vec<FactChange>,
    /// Every section of both sides, unchanged ones too.
    pub sections: Vec<SectionChange>,
    pub counts: Counts,
    /// The scopes whose digest differs, in their own order.
    pub scopes: Vec<Scope>,
}

impl Difference {
    /// What of it lies in these scopes.
    #[must_use]
    pub fn within(&self, scopes: &[Scope]) -> Self {
        let facts: Vec<_> = self.facts.iter().filter(|fact| scopes.contains(&fact.key.scope())).cloned().collect();
        let sections: Vec<_> =
            self.sections.iter().filter(|section| scopes.contains(&section.kind.scope())).cloned().collect();
        let counts = count(&facts, &sections);
        let scopes = self.scopes.iter().copied().filter(|scope| scopes.contains(scope)).collect();
        Self { facts, sections, counts, scopes }
    }

    /// Whether a reader can tell the two apart.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.counts.total() == 0
    }
}

/// Compares two contents of one posting.
#[must_use]
pub fn compare(before: &Snapshot, after: &Snapshot) -> Difference {
    let facts = changed_facts(before, after);
    let sections = parts::compare(before, after);
    let counts = count(&facts, &sections);
    let scopes = touched_scopes(&facts, before, after);
    Difference { facts, sections, counts, scopes }
}

fn changed_facts(before: &Snapshot, after: &Snapshot) -> Vec<FactChange> {
    let change = |key: FactKey| {
        let (before, after) = (before.facts.get(key), after.facts.get(key));
        (!words::read_alike(before, after)).then(|| FactChange {
            key,
            before: before.to_owned(),
            after: after.to_owned(),
        })
    };
    FactKey::all().filter_map(change).collect()
}

/// The scopes whose digests differ, told without taking digests: this runs while somebody waits for a page.
fn touched_scopes(facts: &[FactChange], before: &Snapshot, after: &Snapshot) -> Vec<Scope> {
    let is_touched = |scope: &Scope| {
        let sections = |snapshot| of_scope(snapshot, *scope);
        facts.iter().any(|fact| fact.key.scope() == *scope)
            || sections(before).count() != sections(after).count()
            || sections(before).zip(sections(after)).any(|(before, after)| !sections_read_alike(before, after))
    };
    Scope::ALL.iter().copied().filter(is_touched).collect()
}

fn of_scope(snapshot: &Snapshot, scope: Scope) -> impl Iterator<Item = &Section> {
    snapshot.sections.iter().filter(move |section| section.kind.scope() == scope)
}

fn sections_read_alike(before: &Section, after: &Section) -> bool {
    let lines = || before.lines.iter().zip(&after.lines);
    before.kind == after.kind
        && before.lines.len() == after.lines.len()
        && lines().all(|(before, after)| before.requirement == after.requirement && before.level == after.level)
        && words::read_alike(&before.heading, &after.heading)
        && lines().all(|(before, after)| words::read_alike(&before.text, &after.text))
}

fn count(facts: &[FactChange], sections: &[SectionChange]) -> Counts {
    let mut counts = Counts { facts: facts.len(), ..Counts::default() };
    for section in sections {
        counts.sections_added += usize::from(section.state == SectionState::Added);
        counts.sections_removed += usize::from(section.state == SectionState::Removed);
        counts.sections_moved += usize::from(section.moved_from.is_some());
        counts.sections_changed += usize::from(section.is_changed_itself());
        for line in &section.lines {
            counts.lines_added += usize::from(line.state == LineState::Added);
            counts.lines_removed += usize::from(line.state == LineState::Removed);
            counts.lines_moved += usize::from(line.moved_from.is_some());
            counts.lines_reworded += usize::from(line.is_reworded());
            counts.lines_regraded += usize::from(line.is_regraded());
        }
    }
    counts
}

#[cfg(test)]
mod tests;
