//! What a person can count on while editing, alone and together.

use super::*;
use crate::{
    ids::{LineId, SectionId},
    posting::{FactKey, ItemRef, Level, Origin, Requirement, SectionKind, Snapshot},
};

mod alone;
mod texts;
mod together;
mod undo;
mod undo_story;

/// Several people with one draft; what each does reaches the others when it is shared.
struct Team {
    drafts: Vec<Draft>,
    random: u64,
}

impl Team {
    /// A draft with one section `duties` of two lines `a` and `b`.
    fn of(people: usize) -> Self {
        let mut server = Draft::new(ClientId(1));
        let operations =
            [add_section("duties"), add_line("a", "duties", "Build APIs"), add_line("b", "duties", "Run them")];
        server.apply_all(&operations, 1).unwrap();
        drop(server.add_missing_texts());
        let state = server.encode();
        let drafts = (0..people).map(|index| Draft::load(ClientId(10 + index as u64), &state).unwrap()).collect();
        Self { drafts, random: 99 }
    }

    fn does(&mut self, person: usize, operation: Operation) -> &mut Self {
        self.random += 1;
        self.drafts[person].apply(&operation, self.random).unwrap();
        self
    }

    /// Everybody learns what the others did.
    fn share(&mut self) -> &mut Self {
        for from in 0..self.drafts.len() {
            for to in 0..self.drafts.len() {
                let update = self.drafts[from].changes_since(&self.drafts[to].state_vector()).unwrap();
                self.drafts[to].merge(&update).unwrap();
            }
        }
        let first = self.drafts[0].snapshot();
        assert!(self.drafts.iter().all(|draft| draft.snapshot() == first));
        self
    }

    fn snapshot(&self) -> Snapshot {
        self.drafts[0].snapshot()
    }
}

/// A draft as earlier versions made them: section `s`, headings and prose in registers.
pub(super) fn older_draft() -> Draft {
    use yrs::{Map, Transact};
    let draft = Draft::new(ClientId(1));
    {
        let mut transaction = draft.doc.transact_mut();
        draft.roots.sections.insert(&mut transaction, "s", "V|overview|");
        draft.roots.sections.insert(&mut transaction, "s/heading", "About");
        draft.roots.meta.insert(&mut transaction, "title", "Developer");
    }
    draft
}

fn section(name: &str) -> SectionId {
    name.parse().unwrap()
}

fn line(name: &str) -> LineId {
    name.parse().unwrap()
}

fn source() -> ItemRef {
    "0192d7a5-0000-7000-8000-000000000001@3".parse().unwrap()
}

fn add_section(name: &str) -> Operation {
    Operation::AddSection {
        id: section(name),
        kind: SectionKind::Responsibilities,
        heading: name.to_owned(),
        before: None,
    }
}

fn add_line(name: &str, into: &str, text: &str) -> Operation {
    Operation::AddLine {
        id: line(name),
        section: section(into),
        before: None,
        text: text.to_owned(),
        source: None,
        requirement: Requirement::Plain,
        level: None,
    }
}

fn add_library_line(name: &str, text: &str) -> Operation {
    match add_line(name, "duties", text) {
        Operation::AddLine { id, section, before, text, requirement, level, .. } => {
            Operation::AddLine { id, section, before, text, source: Some(source()), requirement, level }
        }
        other => other,
    }
}

fn set_fact(key: FactKey, value: &str) -> Operation {
    Operation::SetFact { key, value: value.to_owned() }
}

fn rename(name: &str, heading: &str) -> Operation {
    Operation::RenameSection { id: section(name), heading: heading.to_owned() }
}

fn set_text(name: &str, text: &str) -> Operation {
    Operation::SetText { id: line(name), text: text.to_owned() }
}

fn move_line(name: &str, into: &str, before: Option<&str>) -> Operation {
    Operation::MoveLine { id: line(name), section: section(into), before: before.map(line) }
}

fn texts(snapshot: &Snapshot) -> Vec<String> {
    snapshot.lines().map(|(_, line)| line.text.clone()).collect()
}
