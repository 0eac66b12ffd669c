//! People with their pages, connections, programs and the database, and one thing after another that happens to them.

use std::time::{Duration, Instant};

use crowd::{Crowd, Dice, Turn};
use domain::{
    document::{ClientId, Operation},
    ids::LineId,
    protocol::{SeatId, ToBrowser},
};
use services::SERVER;

use super::{
    database::Database,
    events::{Event, Weather},
    faults::{Fault, Plant},
    line::Line,
    node::Node,
    tab::{Tab, Then},
};
use crate::room::tests::base::actor;

/// Nobody opens more pages than this.
const TABS_MAX: usize = 6;

/// Something that a page said it keeps.
pub struct Written {
    pub author: ClientId,
    pub epoch: i32,
    pub update: Vec<u8>,
    /// Its writer has the words back; the draft need not have them.
    pub is_handed_over: bool,
}

pub struct World {
    pub dice: Dice,
    pub database: Database,
    pub nodes: Vec<Node>,
    pub tabs: Vec<Tab>,
    pub lines: Vec<Line>,
    pub written: Vec<Written>,
    /// Nobody takes anything back: two who deleted the same words at once bring them back twice.
    pub without_undo: bool,
    crowd: Crowd,
    weather: Weather,
    plant: Plant,
    clients: u64,
}

impl World {
    pub fn new(mut dice: Dice, weather: Weather, plant: Plant) -> Self {
        let (crowd, draft) = Crowd::gather(SERVER).unwrap();
        // Whole states are kept at every two hundredth number: some stories pass one.
        let seq = i64::try_from(dice.roll(200)).unwrap();
        let database = Database::new(&draft, seq, plant);
        let now = Instant::now();
        let nodes = (0..=dice.roll(2)).map(|_| Node::start(now)).collect();
        let people = 3 + dice.roll(2);
        let without_undo = plant != Plant::Nothing || dice.chance(40);
        let (tabs, lines, written, clients) = (Vec::new(), Vec::new(), Vec::new(), 0);
        let mut world =
            Self { dice, database, nodes, tabs, lines, written, without_undo, crowd, weather, plant, clients };
        for who in 1..=people {
            let client = world.fresh_client();
            world.tabs.push(Tab::load(who as u128, client, &world.database));
            world.connect(who - 1);
        }
        world
    }

    /// Larger or smaller than those before: who wins a conflict depends on it.
    fn fresh_client(&mut self) -> ClientId {
        self.clients += 1;
        ClientId(if self.dice.chance(50) { 500 + self.clients } else { 500 - self.clients })
    }

    /// The next thing happens.
    pub fn step(&mut self) -> Result<Event, Fault> {
        let event = self.weather.next(&mut self.dice);
        self.happen(event)?;
        match self.database.fault.take() {
            Some(fault) => Err(fault),
            None => Ok(event),
        }
    }

    fn happen(&mut self, event: Event) -> Result<(), Fault> {
        let tab = self.dice.roll(self.tabs.len());
        let node = self.dice.roll(self.nodes.len());
        match event {
            Event::Act => self.act(tab),
            Event::Depart => self.depart(tab),
            Event::Up => {
                let line = self.dice.roll(self.lines.len());
                for _ in 0..=self.dice.roll(4) {
                    self.read(line)?;
                }
            }
            Event::Down => {
                for _ in 0..=self.dice.roll(4) {
                    self.hear(tab)?;
                }
            }
            Event::Perform => _ = self.nodes[node].perform(&mut self.database),
            Event::Answer => _ = self.nodes[node].hear_answer(),
            Event::Sweep => self.nodes[node].sweep(&self.database),
            Event::HearSweep => _ = self.nodes[node].hear_sweep(),
            Event::Form => self.save_form(),
            Event::Connect => self.connect(tab),
            Event::Break => self.cut(tab)?,
            Event::Crash => self.crash(tab)?,
            Event::Twin => self.open_twin(tab)?,
            Event::Restart => self.restart(node),
            Event::Idle => self.idle(node),
            Event::Away => self.database.is_away = !self.database.is_away,
            Event::LoseAnswers => self.database.loses_answers = !self.database.loses_answers,
            Event::Forbid => self.forbid(tab),
            Event::StartOver => {
                let dice = &mut self.dice;
                self.database.start_over(|| dice.bits());
            }
        }
        Ok(())
    }

    fn act(&mut self, tab: usize) {
        for _ in 0..=self.dice.roll(3) {
            let seen = self.tabs[tab].draft.snapshot();
            let mut turn = self.crowd.turn(&seen, &mut self.dice);
            if self.without_undo && matches!(turn, Turn::Undo | Turn::Redo) {
                continue;
            }
            if self.plant == Plant::MovesByCopy
                && let Turn::Edit(operations) = &mut turn
            {
                *operations = operations.drain(..).flat_map(|one| move_by_copy(one, &seen, &mut self.dice)).collect();
            }
            self.tabs[tab].act(&turn, self.dice.bits());
        }
    }

    /// The page keeps what was written; what it keeps must never get lost.
    pub fn depart(&mut self, index: usize) {
        let tab = &mut self.tabs[index];
        if self.plant != Plant::KeepsLate {
            tab.keep();
        }
        let (author, epoch, is_handed_over) = (tab.client, tab.epoch, tab.starts_over);
        let fresh = tab.fresh.drain(..);
        self.written.extend(fresh.map(|update| Written { author, epoch, update, is_handed_over }));
        if let Some(line) = tab.line {
            tab.depart(&mut self.lines[line]);
        }
    }

    pub fn read(&mut self, index: usize) -> Result<bool, Fault> {
        let (node, plant) = (self.lines[index].node, self.plant);
        let line = &mut self.lines[index];
        let did = line.read(&mut self.nodes[node], &self.database, plant)?;
        if plant == Plant::ShowsUnsaved
            && did
            && let Some(update) = self.lines[index].last_read()
        {
            let news = ToBrowser::Remote { seq: 0, update: update.to_vec() };
            let others = self.lines.iter().enumerate().filter(|(other, line)| *other != index && line.node == node);
            others.for_each(|(_, line)| line.slip_in(&news));
        }
        Ok(did)
    }

    pub fn hear(&mut self, index: usize) -> Result<bool, Fault> {
        let Some(line) = self.tabs[index].line else { return Ok(false) };
        let Some(incoming) = self.lines[line].hear() else { return Ok(false) };
        let tab = &mut self.tabs[index];
        match tab.hear(incoming, &self.lines[line], &mut self.database, self.plant)? {
            Then::GoOn => tab.keep(),
            Then::Depart => self.depart(index),
            Then::Break => self.hang_up(index),
            Then::StartOver => {
                self.hand_over(index);
                self.hang_up(index);
            }
        }
        Ok(true)
    }

    /// What the page has not saved is shown to its writer, apart from the draft.
    fn hand_over(&mut self, index: usize) {
        for (author, _) in self.tabs[index].outbox.everything() {
            let theirs = self.written.iter_mut().filter(|written| written.author == author);
            theirs.for_each(|written| written.is_handed_over = true);
        }
        self.depart(index);
    }

    pub fn connect(&mut self, tab: usize) {
        if self.tabs[tab].line.is_some() {
            return;
        }
        let (node, seat) = (self.dice.roll(self.nodes.len()), SeatId(self.lines.len() as u64 + 1));
        let before = if self.plant == Plant::WelcomesStale { self.database.draft.encode() } else { Vec::new() };
        let mut line = Line::new(self.tabs[tab].who, node, seat, before);
        line.say(&self.tabs[tab].hello(self.plant));
        self.tabs[tab].line = Some(self.lines.len());
        self.lines.push(line);
    }

    /// The page's end is closed; how much of what is on its way up still arrives is chance.
    fn hang_up(&mut self, tab: usize) {
        if let Some(line) = self.tabs[tab].line.take() {
            self.tabs[tab].is_open = false;
            let (up, _) = self.lines[line].on_its_way();
            let arrives = self.dice.roll(up + 1);
            self.lines[line].cut(arrives);
        }
    }

    fn cut(&mut self, tab: usize) -> Result<(), Fault> {
        if let Some(line) = self.tabs[tab].line {
            self.lines[line].send();
            let (_, down) = self.lines[line].on_its_way();
            for _ in 0..self.dice.roll(down + 1) {
                self.hear(tab)?;
            }
        }
        self.hang_up(tab);
        Ok(())
    }

    fn crash(&mut self, tab: usize) -> Result<(), Fault> {
        if self.database.is_away {
            return Ok(());
        }
        self.hang_up(tab);
        let client = self.fresh_client();
        self.tabs[tab] = self.take_up(self.tabs[tab].who, client, Some(tab))?;
        self.depart(tab);
        Ok(())
    }

    fn open_twin(&mut self, tab: usize) -> Result<(), Fault> {
        if self.database.is_away || self.tabs.len() >= TABS_MAX {
            return Ok(());
        }
        let client = if self.plant == Plant::SharesClient { self.tabs[tab].client } else { self.fresh_client() };
        let twin = self.take_up(self.tabs[tab].who, client, None)?;
        self.tabs.push(twin);
        self.depart(self.tabs.len() - 1);
        self.connect(self.tabs.len() - 1);
        Ok(())
    }

    /// A new page takes up all that this person's pages keep in the browser.
    fn take_up(&mut self, who: u128, client: ClientId, gone: Option<usize>) -> Result<Tab, Fault> {
        let mut page = Tab::load(who, client, &self.database);
        for (index, tab) in self.tabs.iter_mut().enumerate().filter(|(_, tab)| tab.who == who) {
            let Some(kept) = tab.kept.take() else { continue };
            let is_readable = page.inherit(&kept);
            // What depends on news that this page lacks stays with the page that has them.
            if !is_readable && kept.epoch == page.epoch && gone == Some(index) {
                return Err(Fault::Lost("what a page kept does not fit the draft".to_owned()));
            }
        }
        Ok(page)
    }

    pub fn restart(&mut self, node: usize) {
        self.nodes[node] = Node::start(self.nodes[node].now());
        self.lines.iter_mut().filter(|line| line.node == node).for_each(Line::end);
    }

    fn idle(&mut self, node: usize) {
        if self.nodes[node].wait(Duration::from_secs(61)) {
            self.restart(node);
        }
    }

    fn forbid(&mut self, tab: usize) {
        let who = actor(self.tabs[tab].who).id;
        let forbidden = &mut self.database.may_not_write;
        match forbidden.iter().position(|other| *other == who) {
            Some(index) => _ = forbidden.remove(index),
            None => forbidden.push(who),
        }
    }

    fn save_form(&mut self) {
        if !self.database.is_away {
            let seen = self.database.draft.snapshot();
            let operation = self.crowd.operation(&seen, &mut self.dice);
            self.database.save_form(&[operation], self.dice.bits());
        }
    }
}

/// A move as a program without a register of places does it.
fn move_by_copy(operation: Operation, seen: &domain::posting::Snapshot, dice: &mut Dice) -> Vec<Operation> {
    let Operation::MoveLine { id, section, before } = operation else { return vec![operation] };
    let Some((_, line)) = seen.line(&id) else { return Vec::new() };
    let copy = Operation::AddLine {
        id: LineId::from_random(dice.bits()),
        section,
        before: before.filter(|before| *before != id),
        text: line.text.clone(),
        source: None,
        requirement: line.requirement,
        level: line.level,
    };
    vec![Operation::RemoveLine { id }, copy]
}
