//! Replicas come together again, whatever people do and in whichever order it arrives.
//!
//! Random people edit, undo, redo and rebalance; their updates arrive late, twice, in another order, or not at all
//! for a while. In the end everybody has the same draft, and everything that was sent would have been admitted.

#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use domain::{
    document::{ClientId, Damaged, Draft, Operation, admit},
    ids::{LineId, SectionId},
    posting::{FactKey, Level, Requirement, SectionKind, Snapshot},
};
use proptest::{prelude::*, test_runner::FileFailurePersistence};

const PEOPLE: usize = 4;

/// One turn of one person.
#[derive(Debug, Clone)]
struct Turn {
    person: usize,
    kind: u8,
    choices: [u16; 3],
    random: u64,
    /// How many updates that wait for this person arrive before the turn.
    arriving: u8,
    twice: bool,
}

fn turns(count: usize) -> impl Strategy<Value = Vec<Turn>> {
    let turn = (0..PEOPLE, 0_u8..26, any::<[u16; 3]>(), any::<u64>(), 0_u8..6, any::<bool>());
    let turn = turn.prop_map(|(person, kind, choices, random, arriving, twice)| Turn {
        person,
        kind,
        choices,
        random,
        arriving,
        twice,
    });
    prop::collection::vec(turn, 1..count)
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        ..ProptestConfig::default()
    }
}

/// People with their replicas and with what is still on its way to each of them.
struct World {
    drafts: Vec<Draft>,
    waiting: Vec<Vec<Vec<u8>>>,
    cut_off: Option<usize>,
}

impl World {
    fn new() -> Self {
        let mut server = Draft::new(ClientId(1));
        let sections = ["s1", "s2", "s3"].map(|name| Operation::AddSection {
            id: name.parse().unwrap(),
            kind: SectionKind::Responsibilities,
            heading: name.to_owned(),
            before: None,
        });
        server.apply_all(&sections, 1).unwrap();
        drop(server.add_missing_texts());
        for index in 0..6_u16 {
            server.apply(&add_line(&server.snapshot(), [index, index, 7], u64::from(index)), u64::from(index)).unwrap();
        }
        let state = server.encode();
        let drafts = (0..PEOPLE).map(|person| Draft::load(ClientId(1000 - person as u64), &state).unwrap()).collect();
        Self { drafts, waiting: vec![Vec::new(); PEOPLE], cut_off: None }
    }

    fn play(&mut self, turns: &[Turn]) {
        for turn in turns {
            for _ in 0..turn.arriving {
                self.deliver(turn.person, turn.random);
            }
            if let Some(update) = self.act(turn).filter(|update| !update.is_empty()) {
                self.send(turn, &update);
            }
        }
        self.cut_off = None;
        self.deliver_everything();
    }

    fn act(&mut self, turn: &Turn) -> Option<Vec<u8>> {
        let draft = &mut self.drafts[turn.person];
        match turn.kind {
            0 => draft.undo(),
            1 => draft.redo(),
            2 => {
                draft.close_undo_step();
                None
            }
            3 => Some(draft.rebalance(turn.random)),
            4 => {
                self.cut_off = Some(turn.person);
                None
            }
            5 => {
                self.cut_off = None;
                None
            }
            _ => draft.apply(&operation(&draft.snapshot(), turn), turn.random).ok(),
        }
    }

    fn send(&mut self, turn: &Turn, update: &[u8]) {
        for person in (0..PEOPLE).filter(|person| *person != turn.person) {
            for _ in 0..=u8::from(turn.twice) {
                self.waiting[person].push(update.to_vec());
            }
        }
    }

    /// One of the waiting updates arrives; one that lacks its predecessor goes on waiting.
    fn deliver(&mut self, person: usize, random: u64) -> bool {
        if self.waiting[person].is_empty() || self.cut_off == Some(person) {
            return false;
        }
        let index = random as usize % self.waiting[person].len();
        let update = self.waiting[person].swap_remove(index);
        if let Err(damaged) = self.drafts[person].merge(&update) {
            assert_eq!(damaged, Damaged::Gap);
            self.waiting[person].push(update);
            return false;
        }
        true
    }

    /// Through a server, as in the product: it admits what people send, in their order, and passes it on in its own.
    fn play_with_server(&mut self, turns: &[Turn]) {
        let mut server = Draft::load(ClientId(2), &self.drafts[0].encode()).unwrap();
        let mut sent: Vec<Vec<Vec<u8>>> = vec![Vec::new(); PEOPLE];
        let mut log: Vec<(usize, Vec<u8>)> = Vec::new();
        let mut read = [0; PEOPLE];
        for turn in turns {
            sent[turn.person].extend(self.act(turn).filter(|update| !update.is_empty()));
            let sender = usize::from(turn.choices[0]) % PEOPLE;
            let count = usize::from(turn.arriving).min(sent[sender].len());
            for update in sent[sender].drain(..count) {
                serve(&mut server, &update, turn.twice);
                log.push((sender, update));
            }
            let reader = usize::from(turn.choices[1]) % PEOPLE;
            for (author, update) in log.iter().skip(read[reader]).take(usize::from(turn.arriving)) {
                read[reader] += 1;
                let changed = self.drafts[reader].merge(update).unwrap();
                assert!(!(changed && *author == reader), "one's own update comes back and changes something");
            }
        }
        for updates in sent {
            updates.iter().for_each(|update| serve(&mut server, update, false));
        }
        for draft in &mut self.drafts {
            let news = server.changes_since(&draft.state_vector()).unwrap();
            draft.merge(&news).unwrap();
        }
        self.drafts.push(server);
    }

    fn deliver_everything(&mut self) {
        for person in 0..PEOPLE {
            while !self.waiting[person].is_empty() {
                let before = self.waiting[person].len();
                for index in (0..before).rev() {
                    self.deliver(person, index as u64);
                }
                assert!(self.waiting[person].len() < before, "an update waits for one that never comes");
            }
        }
    }

    fn assert_equal(&self) {
        let first = self.drafts[0].snapshot();
        let saved = |draft: &Draft| Draft::load(ClientId(7), &draft.encode()).unwrap().encode();
        let bytes = saved(&self.drafts[0]);
        for draft in &self.drafts {
            assert_eq!(draft.snapshot(), first);
            assert!(saved(draft) == bytes, "saved bytes differ");
            assert_eq!(Draft::load(ClientId(8), &bytes).unwrap().snapshot(), first);
        }
        let mut ids: Vec<_> = first.lines().map(|(_, line)| &line.id).collect();
        let count = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), count, "a line is there twice");
    }
}

fn serve(server: &mut Draft, update: &[u8], twice: bool) {
    // Two people can delete the same words: then the second update has nothing left to do.
    let changes = !admit(server, update).unwrap().touched.is_empty();
    assert_eq!(server.merge(update), Ok(changes));
    if twice {
        assert!(admit(server, update).unwrap().touched.is_empty());
    }
}

fn pick<T: Clone>(list: &[T], choice: u16) -> Option<T> {
    (!list.is_empty()).then(|| list[usize::from(choice) % list.len()].clone())
}

fn sections(snapshot: &Snapshot) -> Vec<SectionId> {
    snapshot.sections.iter().map(|section| section.id.clone()).collect()
}

fn lines(snapshot: &Snapshot) -> Vec<LineId> {
    snapshot.lines().map(|(_, line)| line.id.clone()).collect()
}

fn add_line(snapshot: &Snapshot, choices: [u16; 3], random: u64) -> Operation {
    Operation::AddLine {
        id: LineId::from_random(random ^ 0x5555),
        section: pick(&sections(snapshot), choices[0]).unwrap_or_else(|| SectionId::from_random(0)),
        before: pick(&lines(snapshot), choices[1]),
        text: format!("line {} 😀", choices[2]),
        source: (choices[2].is_multiple_of(2)).then(|| "0192d7a5-0000-7000-8000-000000000001@3".parse().unwrap()),
        requirement: Requirement::Plain,
        level: None,
    }
}

fn operation(snapshot: &Snapshot, turn: &Turn) -> Operation {
    let [a, b, c] = turn.choices;
    let line = pick(&lines(snapshot), a).unwrap_or_else(|| LineId::from_random(0));
    let section = pick(&sections(snapshot), b).unwrap_or_else(|| SectionId::from_random(0));
    let words = ["Rust", "😀", " and ", "é", "x"][usize::from(c) % 5];
    match turn.kind {
        22 => Operation::SetFact { key: prose(a), value: format!("{words} {b} {words}") },
        23 | 24 => Operation::SpliceFact {
            key: prose(a),
            at: u32::from(b % 40),
            remove: u32::from(c % 4),
            insert: words.to_owned(),
        },
        25 => Operation::SpliceHeading {
            id: section,
            at: u32::from(a % 8),
            remove: u32::from(c % 4),
            insert: words.to_owned(),
        },
        6 => Operation::SetFact { key: pick(FactKey::SINGLE, a).unwrap(), value: c.to_string() },
        7 => Operation::AddSection {
            id: SectionId::from_random(turn.random),
            kind: pick(SectionKind::ALL, a).unwrap(),
            heading: words.to_owned(),
            before: Some(section),
        },
        8 => Operation::RenameSection { id: section, heading: words.to_owned() },
        9 => Operation::MoveSection { id: section, before: pick(&sections(snapshot), c) },
        10 => Operation::RemoveSection { id: section },
        11 => Operation::RestoreSection { id: "s1".parse().unwrap() },
        12 => add_line(snapshot, turn.choices, turn.random),
        13 | 14 => Operation::MoveLine { id: line, section, before: pick(&lines(snapshot), c) },
        15 => Operation::RemoveLine { id: line },
        16 => Operation::SetText { id: line, text: format!("{words} {b} {words}") },
        17 | 18 => Operation::SpliceText {
            id: line,
            at: u32::from(b % 40),
            remove: u32::from(c % 4),
            insert: words.to_owned(),
        },
        19 => Operation::SetRequirement { id: line, requirement: pick(Requirement::ALL, c).unwrap() },
        20 => Operation::SetLevel { id: line, level: pick(Level::ALL, c) },
        _ => Operation::TakeSource {
            id: line,
            source: "0192d7a5-0000-7000-8000-000000000002@1".parse().unwrap(),
            text: words.to_owned(),
        },
    }
}

/// The title, most of all.
fn prose(choice: u16) -> FactKey {
    let key = FactKey::prose().nth(usize::from(choice) % (2 * FactKey::prose().count()));
    key.unwrap_or(FactKey::Title)
}

/// What is typed at some place of the draft: in a line, in the title, or in a heading.
fn typing(snapshot: &Snapshot, [a, b, c]: [u16; 3], insert: String) -> Operation {
    let (at, remove) = (u32::from(b % 30), 0);
    match c % 4 {
        0 => Operation::SpliceFact { key: FactKey::Title, at, remove, insert },
        1 => Operation::SpliceHeading { id: pick(&sections(snapshot), a).unwrap(), at, remove, insert },
        _ => Operation::SpliceText { id: pick(&lines(snapshot), a).unwrap(), at, remove, insert },
    }
}

/// Every text of the draft that people type in.
fn texts(snapshot: &Snapshot) -> Vec<String> {
    let headings = snapshot.sections.iter().map(|section| section.heading.clone());
    let lines = snapshot.lines().map(|(_, line)| line.text.clone());
    headings.chain(lines).chain([snapshot.facts.get(FactKey::Title).to_owned()]).collect()
}

proptest! {
    #![proptest_config(config(80))]

    #[test]
    fn all_replicas_end_alike_in_whatever_order_updates_arrive(turns in turns(80)) {
        let mut world = World::new();
        world.play(&turns);
        world.assert_equal();
    }

    #[test]
    fn the_server_admits_everything_that_people_do_and_all_end_alike(turns in turns(120)) {
        let mut world = World::new();
        world.play_with_server(&turns);
        world.assert_equal();
    }

    #[test]
    fn exchanging_differences_ends_alike_too(turns in turns(60)) {
        let mut world = World::new();
        for turn in &turns {
            drop(world.act(turn));
            if turn.arriving == 0 {
                let (from, to) = (turn.person, usize::from(turn.twice));
                let update = world.drafts[from].changes_since(&world.drafts[to].state_vector()).unwrap();
                world.drafts[to].merge(&update).unwrap();
            }
        }
        for _ in 0..2 {
            for (from, to) in (0..PEOPLE).flat_map(|from| (0..PEOPLE).map(move |to| (from, to))) {
                let update = world.drafts[from].changes_since(&world.drafts[to].state_vector()).unwrap();
                world.drafts[to].merge(&update).unwrap();
            }
        }
        world.assert_equal();
    }

    #[test]
    fn undoing_everything_takes_away_ones_own_letters_and_no_others(turns in turns(60)) {
        let mut world = World::new();
        for turn in &turns {
            let snapshot = world.drafts[turn.person].snapshot();
            let typed = typing(&snapshot, turn.choices, char::from(b'0' + turn.person as u8).to_string());
            let update = world.drafts[turn.person].apply(&typed, turn.random).unwrap();
            world.send(turn, &update);
            for _ in 0..turn.arriving {
                world.deliver(turn.person, turn.random);
            }
        }
        world.deliver_everything();
        let before = world.drafts[0].snapshot();
        while let Some(update) = world.drafts[1].undo() {
            world.send(&Turn { person: 1, ..turns[0].clone() }, &update);
        }
        world.deliver_everything();
        world.assert_equal();
        let after = world.drafts[0].snapshot();
        let original = World::new().drafts[0].snapshot();
        for ((original, before), after) in texts(&original).iter().zip(texts(&before)).zip(texts(&after)) {
            prop_assert_eq!(after.matches('1').count(), original.matches('1').count());
            prop_assert_eq!(after.replace('1', ""), before.replace('1', ""));
        }
    }
}
