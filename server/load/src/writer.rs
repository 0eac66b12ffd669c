//! Somebody at an open editor: writes, gathers, sends, waits for the answer, comes back when the connection breaks and
//! sends everything again that was not confirmed. As the browser's channel does it, with shorter pauses.

use std::time::Duration;

use domain::{
    document::{ClientId, Damaged, Draft},
    ids::{LineId, PostingId, SectionId},
    posting::Snapshot,
    protocol::{Outbox, ToBrowser, ToServer, Welcome, close},
};
use rand::{Rng, SeedableRng, rngs::StdRng};
use tokio::time::{Instant, sleep, sleep_until};

use crate::{
    Closed, Door, Edit, Line, Manner, Session, Trouble,
    crew::{Desk, Status},
    ledger::Ledger,
    locked,
};

/// The draft has room for more, but others add lines, too.
const LINES_MAX: usize = 150;
/// Nobody goes on for long without an answer.
const UNANSWERED_MAX: usize = 48;
/// A line as long as this is left alone.
const LINE_MAX_BYTES: usize = 8_000;
const RETRY: Duration = Duration::from_millis(60);

/// How somebody works.
#[derive(Debug, Clone, Copy)]
pub struct Habits {
    /// The mean pause between two edits.
    pub pause: Duration,
    /// How long edits gather before they travel.
    pub gather: Duration,
    pub manner: Manner,
}

impl Default for Habits {
    fn default() -> Self {
        Self { pause: Duration::from_millis(12), gather: Duration::from_millis(25), manner: Manner::Patient }
    }
}

/// Who writes, and where.
pub struct Writer {
    number: u64,
    session: Session,
    posting: PostingId,
    habits: Habits,
    client: ClientId,
    random: StdRng,
    replica: Option<Replica>,
    outbox: Outbox,
    /// How many edits were made, and the lines that were added.
    made: u32,
    own: Vec<LineId>,
}

struct Replica {
    epoch: i32,
    draft: Draft,
}

impl Writer {
    /// `number` tells the writers of a draft apart and makes this one's choices repeat.
    #[must_use]
    pub fn new(number: u64, session: Session, posting: PostingId, habits: Habits) -> Self {
        let mut random = StdRng::seed_from_u64(number);
        let client = ClientId(random.random_range(1_000..ClientId::MAX));
        let (outbox, own) = (Outbox::default(), Vec::new());
        Self { number, session, posting, habits, client, random, replica: None, outbox, made: 0, own }
    }

    /// What the replica says.
    pub(crate) fn replica(&self) -> Option<(PostingId, Snapshot)> {
        self.replica.as_ref().map(|replica| (self.posting, replica.draft.snapshot()))
    }

    /// Works until nobody gives orders any more.
    pub(crate) async fn work(mut self, mut desk: Desk) -> Self {
        loop {
            let order = *desk.orders.borrow_and_update();
            let Some(door) = order.door else {
                desk.status.send_replace(Status::Parked);
                if desk.orders.changed().await.is_err() {
                    return self;
                }
                continue;
            };
            desk.status.send_replace(Status::Outside);
            match self.visit(door, &mut desk).await {
                Ok(Visit::Over) => return self,
                Ok(Visit::Closed(close::AGAIN | 0)) | Err(Trouble::Io(_) | Trouble::Socket(_)) => {}
                // The seats of connections that broke, or the database is away.
                Err(Trouble::Status { status: 429 | 503, .. }) => {}
                Ok(Visit::Closed(code)) => self.note(&desk, |l| l.surprises.push(format!("closed with {code}"))),
                Err(trouble) => self.note(&desk, |ledger| ledger.surprises.push(trouble.to_string())),
            }
            desk.status.send_replace(Status::Outside);
            sleep(RETRY.mul_f64(self.random.random_range(0.2..1.5))).await;
        }
    }

    async fn visit(&mut self, door: Door, desk: &mut Desk) -> Result<Visit, Trouble> {
        let mut line = Line::dial(door, None, &self.session, self.posting, self.habits.manner).await?;
        line.say(&self.hello()).await?;
        let mut is_open = false;
        let (mut next_edit, mut departure) = (Instant::now(), None);
        loop {
            let writes = is_open && desk.orders.borrow().writes && self.outbox.len() < UNANSWERED_MAX;
            tokio::select! {
                heard = line.hear() => match heard {
                    Ok(message) => {
                        if self.take(message, desk)? {
                            (is_open, departure) = (true, Some(Instant::now()));
                        }
                    }
                    Err(Closed(code)) => return Ok(Visit::Closed(code)),
                },
                () = sleep_until(next_edit), if writes => {
                    self.write(desk);
                    next_edit = Instant::now() + self.habits.pause.mul_f64(self.random.random_range(0.1..1.9));
                    departure.get_or_insert(Instant::now() + self.habits.gather);
                }
                () = sleep_until(departure.unwrap_or_else(Instant::now)), if departure.is_some() && is_open => {
                    departure = None;
                    while let Some(push) = self.outbox.depart() {
                        line.say(&push).await?;
                    }
                }
                changed = desk.orders.changed() => {
                    if changed.is_err() {
                        return Ok(Visit::Over);
                    }
                    // Without a door one stays until the connection ends: what was said before that is still heard.
                    if desk.orders.borrow_and_update().door.is_some_and(|other| other != door) {
                        return Ok(Visit::Closed(0));
                    }
                }
            }
            if is_open {
                let open = locked(&desk.ledgers).get(&self.posting).map_or(0, Ledger::open);
                desk.status.send_replace(Status::Inside { open });
            }
        }
    }

    fn hello(&mut self) -> ToServer {
        self.outbox.reconnected();
        let (epoch, state_vector) = match &self.replica {
            Some(replica) => (replica.epoch, replica.draft.state_vector()),
            None => (0, Vec::new()),
        };
        ToServer::Open { client: self.client, epoch, state_vector }
    }

    /// True when that was the welcome.
    fn take(&mut self, message: ToBrowser, desk: &Desk) -> Result<bool, Trouble> {
        match message {
            ToBrowser::Welcome(welcome) => {
                self.welcome(&welcome)?;
                return Ok(true);
            }
            ToBrowser::Remote { update, .. } => {
                let merged = self.replica.as_mut().map(|replica| replica.draft.merge(&update));
                merged.transpose().map_err(broken)?;
            }
            ToBrowser::Ack { number, .. } => {
                self.outbox.confirm(number);
                let unconfirmed = self.outbox.len();
                self.note(desk, |ledger| ledger.acknowledged_but(unconfirmed));
            }
            ToBrowser::Reject { sentence, .. } | ToBrowser::Reset { sentence, .. } => {
                return Err(Trouble::Unexpected(format!("not taken: {sentence}")));
            }
            _ => {}
        }
        Ok(false)
    }

    fn welcome(&mut self, welcome: &Welcome) -> Result<(), Trouble> {
        match &mut self.replica {
            Some(replica) if replica.epoch == welcome.epoch => {
                _ = replica.draft.merge(&welcome.update).map_err(broken)?
            }
            Some(_) => return Err(Trouble::Unexpected("the draft was started over".to_owned())),
            None => {
                let draft = Draft::load(self.client, &welcome.update).map_err(broken)?;
                self.replica = Some(Replica { epoch: welcome.epoch, draft });
            }
        }
        Ok(())
    }

    fn write(&mut self, desk: &Desk) {
        let Some(edit) = self.next_edit() else { return };
        let Some(replica) = &mut self.replica else { return };
        // Somebody may have taken away what this is about; then something else is done next time.
        let Ok(update) = replica.draft.apply(&edit.operation(), self.random.random()) else { return };
        if !update.is_empty() {
            self.outbox.add(self.client, update);
            self.note(desk, |ledger| ledger.made(edit));
        }
    }

    /// Mostly words, sometimes a line, sometimes a line of one's own goes elsewhere.
    fn next_edit(&mut self) -> Option<Edit> {
        let snapshot = self.replica.as_ref()?.draft.snapshot();
        let open: Vec<_> = snapshot.sections.iter().filter(|section| !section.locked).collect();
        let section: SectionId = open.get(self.random.random_range(0..open.len().max(1)))?.id.clone();
        self.made += 1;
        let piece = format!("w{}n{};", self.number, self.made);
        let dice = self.random.random_range(0..20);
        if dice == 0 && snapshot.lines().count() < LINES_MAX {
            let line = LineId::from_random(self.random.random());
            self.own.push(line.clone());
            return Some(Edit::Line { line, section, text: piece });
        }
        if dice == 1 && !self.own.is_empty() {
            let line = self.own[self.random.random_range(0..self.own.len())].clone();
            return Some(Edit::Move { line, section });
        }
        let lines: Vec<_> = open.iter().flat_map(|section| &section.lines).collect();
        let short: Vec<_> = lines.iter().filter(|line| line.text.len() < LINE_MAX_BYTES).collect();
        let line = short.get(self.random.random_range(0..short.len().max(1)))?.id.clone();
        Some(Edit::Word { line, word: format!(" {piece}") })
    }

    fn note(&self, desk: &Desk, write: impl FnOnce(&mut Ledger)) {
        write(locked(&desk.ledgers).entry(self.posting).or_default());
    }
}

/// How a visit ends.
enum Visit {
    /// The server closed it with this code.
    Closed(u16),
    /// There is no more to do.
    Over,
}

fn broken(error: Damaged) -> Trouble {
    Trouble::Unexpected(format!("what the server sent does not fit the replica: {error}"))
}
