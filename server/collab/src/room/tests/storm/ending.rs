//! The end of a story: everything works again, it comes to rest, and all is compared.

use std::collections::BTreeSet;

use domain::document::{ClientId, Draft};

use super::{faults::Fault, world::World};

/// A story that has not come to rest after so many rounds never will.
const ROUNDS_MAX: usize = 200;

impl World {
    /// Everything works again.
    pub fn end(&mut self) -> Result<(), Fault> {
        (self.database.is_away, self.database.loses_answers) = (false, false);
        self.database.may_not_write.clear();
        self.rest()?;
        self.compare()
    }

    fn rest(&mut self) -> Result<(), Fault> {
        for _ in 0..ROUNDS_MAX {
            let mut did = false;
            for tab in 0..self.tabs.len() {
                self.connect(tab);
                self.depart(tab);
            }
            for line in 0..self.lines.len() {
                while self.read(line)? {
                    did = true;
                }
            }
            for node in &mut self.nodes {
                node.sweep(&self.database);
                while node.hear_sweep() {}
                while node.perform(&mut self.database) | node.hear_answer() {
                    did = true;
                }
            }
            for tab in 0..self.tabs.len() {
                while self.hear(tab)? {
                    did = true;
                }
            }
            if let Some(fault) = self.database.fault.take() {
                return Err(fault);
            }
            let is_quiet = self.tabs.iter().all(|tab| tab.is_open && tab.outbox.is_empty());
            if is_quiet && !did {
                return Ok(());
            }
        }
        let waiting = self.tabs.iter().filter(|tab| !tab.outbox.is_empty()).count();
        Err(Fault::Stuck(format!("{waiting} pages still wait for an answer")))
    }

    fn compare(&self) -> Result<(), Fault> {
        let stored = self.database.read();
        let (text, bytes) = (words(&stored), saved(&stored));
        let rooms = self.nodes.iter().filter_map(|node| node.room.hot.as_ref()).map(|hot| ("a room", &hot.draft));
        let tabs = self.tabs.iter().map(|tab| ("a page", &tab.draft));
        for (who, draft) in rooms.chain(tabs).chain([("what was committed", &self.database.draft)]) {
            let said = words(draft);
            if said != text {
                return Err(Fault::Diverged(format!("{who} says {}", difference(&text, &said))));
            }
            if saved(draft) != bytes {
                return Err(Fault::Diverged(format!("{who} is saved as other bytes than the database")));
            }
        }
        self.demand_everything()?;
        if self.without_undo { demand_once(&text) } else { Ok(()) }
    }

    /// Whatever a page kept is in the database, unless its writer has it back.
    fn demand_everything(&self) -> Result<(), Fault> {
        let kept = self.written.iter().filter(|one| !one.is_handed_over && one.epoch == self.database.epoch);
        match kept.filter(|one| !self.database.knows(&one.update)).count() {
            0 => Ok(()),
            lost => Err(Fault::Lost(format!("{lost} edits are nowhere"))),
        }
    }
}

fn difference(expected: &str, said: &str) -> String {
    let same = expected.chars().zip(said.chars()).take_while(|(one, other)| one == other).count();
    let around = |text: &str| text.chars().skip(same.saturating_sub(30)).take(120).collect::<String>();
    format!("…{}… where the database says …{}…", around(said), around(expected))
}

/// How a draft says itself, byte for byte.
fn words(draft: &Draft) -> String {
    serde_json::to_string(&draft.snapshot()).unwrap()
}

/// The bytes of a draft once it was loaded and saved.
fn saved(draft: &Draft) -> Vec<u8> {
    Draft::load(ClientId(7), &draft.encode()).unwrap().encode()
}

fn demand_once(text: &str) -> Result<(), Fault> {
    let mut seen = BTreeSet::new();
    match crowd::stamps(text).find(|stamp| !seen.insert(*stamp)) {
        None => Ok(()),
        Some(stamp) => Err(Fault::Doubled(format!("{stamp:?} in {text}"))),
    }
}
