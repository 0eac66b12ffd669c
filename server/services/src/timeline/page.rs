//! The page of a time line: sittings, checkpoints and events in one list, the newest first.

use std::collections::{BTreeSet, HashMap};

use domain::{
    accounts::Actor,
    events::Event,
    ids::{PostingId, RevisionId, ThreadId, UserId},
    permissions::Action,
    review::{Controls, difference},
    time::Timestamp,
    timeline::{Point, Show, Sitting, summary},
};
use storage::{Checkpoint, RecordedEvent, ThreadRecord};

use super::{Landmarks, words::Words};
use crate::{HistoryEntry, PostingCard, Result, RevisionRow, Services};

/// Entries on one page.
const PAGE: usize = 40;

/// A part of a posting's time line.
#[derive(Debug, Clone)]
pub struct TimeLine {
    pub posting: PostingCard,
    pub controls: Controls,
    /// Why the reader can't give a moment a name, if they can't.
    pub why_not_name: Option<String>,
    /// Newest first.
    pub entries: Vec<Entry>,
    pub show: Show,
    /// Counts from 1.
    pub page: usize,
    pub has_older: bool,
    /// Where the public reads or read it, once it was published.
    pub slug: Option<String>,
}

/// Something on the time line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub at: Timestamp,
    pub kind: EntryKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryKind {
    Sitting {
        /// What the draft said at its end.
        point: Point,
        from_at: Timestamp,
        writers: Vec<Writer>,
        /// What changed, in words.
        summary: String,
    },
    Checkpoint {
        point: Point,
        name: String,
        author_name: String,
    },
    Event {
        entry: HistoryEntry,
        revision: Option<Box<RevisionRow>>,
        /// What the draft said before it, if it was restored.
        before: Option<Point>,
        /// How the thread that it is about begins, or why it was done.
        said: Option<String>,
    },
}

/// Somebody who wrote in a sitting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writer {
    pub name: String,
    /// How much of it, of a hundred.
    pub percent: u64,
}

/// What entries are told with.
struct Known<'a> {
    words: Words,
    names: HashMap<UserId, String>,
    revisions: &'a [RevisionRow],
    threads: HashMap<ThreadId, String>,
}

impl Known<'_> {
    fn revision(&self, id: RevisionId) -> Option<&RevisionRow> {
        self.revisions.iter().find(|row| row.id == id)
    }

    /// How the thread that it is about begins, or why it was done.
    fn said(&self, event: &Event) -> Option<String> {
        let thread = event.thread().and_then(|id| self.threads.get(&id).cloned());
        thread.or_else(|| event.reason().map(str::to_owned))
    }

    fn people(&self, event: &Event) -> Vec<String> {
        event.people().iter().filter_map(|person| self.names.get(person).cloned()).collect()
    }
}

/// An entry before it is looked up what it says.
enum Raw {
    Sitting { before: i64, sitting: Sitting },
    Checkpoint(Checkpoint),
    Event(RecordedEvent),
}

impl Services {
    /// One page of it, counted from 1.
    ///
    /// # Errors
    /// [`crate::ServiceError::NotFound`] to those who may not read the posting.
    pub async fn time_line(&self, actor: &Actor, posting: PostingId, show: Show, page: usize) -> Result<TimeLine> {
        let held = self.read_posting(actor, posting).await?;
        let landmarks = self.landmarks(posting).await?;
        let sittings = match show {
            Show::Everything | Show::Writing => self.all_sittings(posting, &landmarks).await?,
            Show::Checkpoints | Show::Review => Vec::new(),
        };
        let revisions = self.revision_rows(&held).await?;
        let page = page.max(1);
        let mut rest = in_order(sittings, landmarks, show).into_iter().skip((page - 1).saturating_mul(PAGE));
        let shown: Vec<Raw> = rest.by_ref().take(PAGE).collect();
        let has_older = rest.next().is_some();
        Ok(TimeLine {
            entries: self.told(posting, shown, &revisions).await?,
            why_not_name: held.permit(actor, Action::EditPosting).err().map(|refusal| refusal.to_string()),
            controls: held.controls(actor),
            slug: self.storage.publications().of_posting(posting).await?.map(|publication| publication.slug),
            posting: held.record.into(),
            show,
            page,
            has_older,
        })
    }

    async fn told(&self, posting: PostingId, shown: Vec<Raw>, revisions: &[RevisionRow]) -> Result<Vec<Entry>> {
        let ends = shown.iter().flat_map(Raw::ends).collect();
        let people: BTreeSet<UserId> = shown.iter().flat_map(Raw::people).collect();
        let people: Vec<UserId> = people.into_iter().collect();
        let names: HashMap<UserId, String> = self.storage.accounts().names_of(&people).await?.into_iter().collect();
        let words = self.words_at(posting, ends).await?;
        let threads = self.beginnings(posting, &shown).await?;
        let known = Known { words, names, revisions, threads };
        Ok(shown.into_iter().map(|raw| raw.told(&known)).collect())
    }

    /// How the threads begin that these entries are about; no query without such.
    async fn beginnings(&self, posting: PostingId, shown: &[Raw]) -> Result<HashMap<ThreadId, String>> {
        if !shown.iter().any(|raw| raw.thread().is_some()) {
            return Ok(HashMap::new());
        }
        let threads = self.storage.threads().of_posting(posting).await?.into_iter();
        let first = |thread: ThreadRecord| Some((thread.id, thread.comments.into_iter().next()?.text));
        Ok(threads.filter_map(first).filter(|(_, text)| !text.is_empty()).collect())
    }
}

fn in_order(sittings: Vec<Sitting>, landmarks: Landmarks, show: Show) -> Vec<Raw> {
    let ends: Vec<i64> = std::iter::once(0).chain(sittings.iter().map(|sitting| sitting.seq)).collect();
    let written: HashMap<i64, Timestamp> =
        ends.iter().zip(&sittings).map(|(before, sitting)| (*before, sitting.to_at)).collect();
    let sittings = ends.into_iter().zip(sittings).map(|(before, sitting)| Raw::Sitting { before, sitting });
    let checkpoints = landmarks.checkpoints.into_iter().rev().map(Raw::Checkpoint);
    // A checkpoint tells by itself that it was named.
    let events =
        landmarks.events.into_iter().rev().filter(|recorded| !matches!(recorded.event, Event::CheckpointNamed { .. }));
    let events = events.map(|recorded| Raw::Event(with_its_words(recorded, &written)));
    let mut all: Vec<Raw> = sittings.chain(checkpoints).chain(events).filter(|raw| raw.is_for(show)).collect();
    // All lists are the oldest first, and what happened at once stays in the order of its list.
    all.sort_by_key(Raw::order);
    all.reverse();
    all
}

/// Restoring writes a moment after it is recorded; it is told after what it wrote. `written` knows when what follows an
/// update was written.
fn with_its_words(mut recorded: RecordedEvent, written: &HashMap<i64, Timestamp>) -> RecordedEvent {
    if let Event::DraftRestored { seq, .. } = recorded.event
        && let Some(at) = written.get(&seq)
    {
        recorded.at = recorded.at.max(*at);
    }
    recorded
}

impl Raw {
    const fn at(&self) -> Timestamp {
        match self {
            Self::Sitting { sitting, .. } => sitting.to_at,
            Self::Checkpoint(checkpoint) => checkpoint.created_at,
            Self::Event(recorded) => recorded.at,
        }
    }

    /// By time; nothing was before the posting was created, which is recorded with its first words.
    const fn order(&self) -> (bool, Timestamp, u8) {
        match self {
            Self::Event(RecordedEvent { at, event: Event::PostingCreated { .. }, .. }) => (false, *at, 0),
            Self::Sitting { .. } => (true, self.at(), 1),
            Self::Checkpoint(_) => (true, self.at(), 2),
            Self::Event(_) => (true, self.at(), 3),
        }
    }

    const fn is_for(&self, show: Show) -> bool {
        match self {
            Self::Sitting { .. } => matches!(show, Show::Everything | Show::Writing),
            Self::Checkpoint(_) => matches!(show, Show::Everything | Show::Checkpoints),
            Self::Event(_) => matches!(show, Show::Everything | Show::Review),
        }
    }

    fn ends(&self) -> Vec<i64> {
        match self {
            Self::Sitting { before, sitting } => vec![*before, sitting.seq],
            Self::Checkpoint(_) | Self::Event(_) => Vec::new(),
        }
    }

    fn people(&self) -> Vec<UserId> {
        match self {
            Self::Sitting { sitting, .. } => sitting.shares.iter().map(|share| share.author).collect(),
            Self::Checkpoint(_) => Vec::new(),
            Self::Event(recorded) => recorded.event.people().to_vec(),
        }
    }

    const fn thread(&self) -> Option<ThreadId> {
        match self {
            Self::Event(recorded) => recorded.event.thread(),
            Self::Sitting { .. } | Self::Checkpoint(_) => None,
        }
    }

    fn told(self, known: &Known<'_>) -> Entry {
        let at = self.at();
        let kind = match self {
            Self::Sitting { before, sitting } => EntryKind::Sitting {
                point: Point::At(sitting.seq),
                from_at: sitting.from_at,
                writers: writers(&sitting, &known.names),
                summary: changes(&known.words, before, sitting.seq),
            },
            Self::Checkpoint(Checkpoint { id, name, author_name, .. }) => {
                EntryKind::Checkpoint { point: Point::Checkpoint(id), name, author_name }
            }
            Self::Event(RecordedEvent { at, actor_name, event, .. }) => EntryKind::Event {
                revision: event.revision().and_then(|id| known.revision(id)).cloned().map(Box::new),
                said: known.said(&event),
                before: if let Event::DraftRestored { seq, .. } = event { Some(Point::At(seq)) } else { None },
                entry: HistoryEntry { at, actor_name, people: known.people(&event), event },
            },
        };
        Entry { at, kind }
    }
}

fn changes(words: &Words, before: i64, after: i64) -> String {
    match (words.get(&before), words.get(&after)) {
        (Some(before), Some(after)) => summary(&difference::compare(before, after)),
        _ => "What changed can't be read any more".to_owned(),
    }
}

/// Those who wrote most come first.
fn writers(sitting: &Sitting, names: &HashMap<UserId, String>) -> Vec<Writer> {
    let all = sitting.shares.iter().map(|share| share.bytes).sum::<u64>().max(1);
    let mut shares = sitting.shares.clone();
    shares.sort_by_key(|share| std::cmp::Reverse(share.bytes));
    let writer = |share: domain::timeline::Share| Writer {
        name: names.get(&share.author).cloned().unwrap_or_else(|| "Somebody".to_owned()),
        percent: ((share.bytes * 100 + all / 2) / all).max(1),
    };
    shares.into_iter().map(writer).collect()
}
