//! Somebody who works without scripts: makes postings and adds lines to them, each by a plain form. What was answered
//! with "go on" is saved; what was not may be saved or not, and is not sent again.

use std::time::Duration;

use domain::{
    document::ClientId,
    ids::{LineId, PostingId, SectionId, TeamId},
};
use rand::{Rng, SeedableRng, rngs::StdRng};
use tokio::time::sleep;

use crate::{
    Door, Edit, Session, Trouble,
    crew::{Desk, Status},
    locked,
};

/// Lines in one posting before the next is made.
const LINES_EACH: u32 = 40;

/// Who files, and for which team.
pub struct Clerk {
    session: Session,
    team: TeamId,
    pause: Duration,
    random: StdRng,
    file: Option<File>,
    made: u32,
}

/// The posting under way.
struct File {
    posting: PostingId,
    section: SectionId,
    lines: u32,
}

/// How the server took it.
enum Taken {
    /// Where to go on.
    Yes(String),
    /// Not now; the connection broke, or the database is away.
    Unknown,
}

impl Clerk {
    #[must_use]
    pub fn new(session: Session, team: TeamId, pause: Duration) -> Self {
        Self { session, team, pause, random: StdRng::seed_from_u64(ClientId::MAX), file: None, made: 0 }
    }

    pub(crate) async fn work(mut self, mut desk: Desk) {
        loop {
            let order = *desk.orders.borrow_and_update();
            let Some(door) = order.door else {
                desk.status.send_replace(Status::Parked);
                if desk.orders.changed().await.is_err() {
                    return;
                }
                continue;
            };
            desk.status.send_replace(Status::Inside { open: 0 });
            if order.writes
                && let Err(trouble) = self.file(door, &desk).await
            {
                self.surprised(&desk, &trouble);
            }
            tokio::select! {
                () = sleep(self.pause) => {}
                changed = desk.orders.changed() => if changed.is_err() { return },
            }
        }
    }

    async fn file(&mut self, door: Door, desk: &Desk) -> Result<(), Trouble> {
        match self.file.take_if(|file| file.lines < LINES_EACH) {
            None => self.file = self.begin(door, desk).await?,
            Some(file) => self.file = Some(self.add_line(door, desk, file).await?),
        }
        Ok(())
    }

    async fn begin(&mut self, door: Door, desk: &Desk) -> Result<Option<File>, Trouble> {
        let (team, key) = (self.team.to_string(), self.key());
        let fields = [("key", &*key), ("team", &*team), ("start", "empty")];
        let Taken::Yes(location) = self.send(door, "/postings/new?do=create_posting", &fields).await? else {
            return Ok(None);
        };
        let posting: PostingId = read(location.rsplit('/').next())?;
        locked(&desk.ledgers).entry(posting).or_default();
        let id = posting.to_string();
        let address = format!("/postings/{id}?plain=1&do=add_section");
        let fields = [("posting", &*id), ("kind", "benefits")];
        let Taken::Yes(location) = self.send(door, &address, &fields).await? else { return Ok(None) };
        let section = read(location.rsplit_once("#section-").map(|(_, id)| id))?;
        Ok(Some(File { posting, section, lines: 0 }))
    }

    async fn add_line(&mut self, door: Door, desk: &Desk, mut file: File) -> Result<File, Trouble> {
        self.made += 1;
        let (text, posting, section) = (format!("c{};", self.made), file.posting.to_string(), file.section.to_string());
        let address = format!("/postings/{posting}?plain=1&do=add_line");
        let fields = [("posting", &*posting), ("section", &*section), ("text", &*text), ("requirement", "plain")];
        if let Taken::Yes(location) = self.send(door, &address, &fields).await? {
            let line: LineId = read(location.rsplit_once("#line-").map(|(_, id)| id))?;
            let mut ledgers = locked(&desk.ledgers);
            let ledger = ledgers.entry(file.posting).or_default();
            ledger.made(Edit::Line { line, section: file.section.clone(), text });
            ledger.acknowledged_but(0);
        }
        file.lines += 1;
        Ok(file)
    }

    async fn send(&self, door: Door, address: &str, fields: &[(&str, &str)]) -> Result<Taken, Trouble> {
        match door.submit(Some(&self.session), address, fields).await {
            Ok(answer) if answer.status == 303 => {
                Ok(Taken::Yes(answer.header("location").unwrap_or_default().to_owned()))
            }
            Ok(answer) if answer.status == 503 => Ok(Taken::Unknown),
            Ok(answer) => Err(Trouble::Status { address: address.to_owned(), status: answer.status }),
            // Cut off before, or in the middle of, the answer.
            Err(Trouble::Io(_) | Trouble::Malformed(_)) => Ok(Taken::Unknown),
            Err(trouble) => Err(trouble),
        }
    }

    /// A fresh key for a form, as a page carries it (a UUID of version 7).
    fn key(&mut self) -> String {
        let (time, random): (u64, u64) = (self.random.random(), self.random.random());
        format!(
            "{:08x}-{:04x}-7{:03x}-8{:03x}-{:012x}",
            time >> 32,
            time & 0xffff,
            random >> 52,
            random & 0xfff,
            random >> 16
        )
    }

    fn surprised(&self, desk: &Desk, trouble: &Trouble) {
        let posting = self.file.as_ref().map(|file| file.posting);
        let mut ledgers = locked(&desk.ledgers);
        let ledger = match posting {
            Some(posting) => ledgers.entry(posting).or_default(),
            None => match ledgers.values_mut().next() {
                Some(ledger) => ledger,
                None => return,
            },
        };
        ledger.surprises.push(trouble.to_string());
    }
}

fn read<T: std::str::FromStr>(text: Option<&str>) -> Result<T, Trouble> {
    let id = text.and_then(|text| text.parse().ok());
    id.ok_or_else(|| Trouble::Unexpected(format!("{text:?} leads nowhere")))
}
