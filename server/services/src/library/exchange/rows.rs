//! From the parts in the database to rows, some at a time: one task gets the parts, a thread of its own reads them, and
//! whoever takes the rows sets the pace. Nobody holds more than a few parts, and of rows what [`TEXT_MAX`] allows.

use std::{
    collections::HashMap,
    io::{self, Read},
    rc::Rc,
};

use domain::{ids::ImportId, library::exchange::ExchangeRow};
use storage::{ImportRecord, Storage};
use tokio::{sync::mpsc, task::spawn_blocking};

use super::{
    files::{self, FileRow, Pace, Trouble},
    judged::Numbered,
};

/// Rows that are handed over at once.
pub(super) const BATCH: usize = 500;

/// The text of so many bytes of rows is held at once, and no more.
const TEXT_MAX: usize = 8 << 20;

/// The rows of a file with their numbers.
pub(super) struct Rows {
    /// Some rows, or why there are no more. None at all are the end of the file: without them it was not read to its end.
    heard: mpsc::Receiver<Result<Vec<FileRow>, Trouble>>,
    is_over: bool,
    number: u32,
    /// The first row of each slug.
    first: HashMap<String, u32>,
}

impl Rows {
    /// The next rows, about as many as wanted, the same whenever a file is read; none at its end.
    pub(super) async fn next(&mut self, wanted: usize) -> Result<Vec<Numbered>, Trouble> {
        let (mut rows, mut text) = (Vec::new(), 0);
        while rows.len() < wanted && text < TEXT_MAX && !self.is_over {
            let unread = || Trouble::Sentence("Reading this file failed. Save it anew and try again.".to_owned());
            let heard = self.heard.recv().await.ok_or_else(unread)??;
            self.is_over = heard.is_empty();
            text += heard.iter().filter_map(|row| row.row.as_ref().ok()).map(ExchangeRow::bytes).sum::<usize>();
            rows.extend(heard.into_iter().map(|row| self.number(row)));
        }
        Ok(rows)
    }

    fn number(&mut self, row: FileRow) -> Numbered {
        self.number += 1;
        let number = self.number;
        let slug = row.row.as_ref().map_or_else(|_| Ok(String::new()), ExchangeRow::slug);
        let twin = slug.as_ref().ok().filter(|slug| !slug.is_empty()).and_then(|slug| {
            let first = *self.first.entry(slug.clone()).or_insert(number);
            (first != number).then_some(first)
        });
        Numbered { number, row, slug, twin }
    }
}

/// Begins to read the file of an import.
pub(super) fn rows_of(storage: &Storage, import: &ImportRecord) -> Rows {
    let (give_part, parts) = mpsc::channel(2);
    let (give_rows, heard) = mpsc::channel(2);
    tokio::spawn(send_parts(storage.clone(), import.id, give_part));
    let (format, bytes) = (import.format, usize::try_from(import.bytes).unwrap_or(usize::MAX));
    spawn_blocking(move || {
        let pace = Rc::new(Pace::default());
        let source = Parts { parts, part: Vec::new(), place: 0, left: bytes, pace: Rc::clone(&pace) };
        let mut batch = Vec::with_capacity(BATCH);
        let give =
            |batch: Vec<FileRow>| pace.waiting(|| give_rows.blocking_send(Ok(batch))).map_err(|_| Trouble::Unheard);
        let mut hear = |row: FileRow| {
            batch.push(row);
            if batch.len() < BATCH { Ok(()) } else { give(std::mem::replace(&mut batch, Vec::with_capacity(BATCH))) }
        };
        let read = files::read(format, source, &pace, &mut hear);
        let read =
            read.and_then(|()| if batch.is_empty() { Ok(()) } else { give(batch) }).and_then(|()| give(Vec::new()));
        if let Err(trouble) = read {
            // Unheard, it does not matter.
            drop(give_rows.blocking_send(Err(trouble)));
        }
    });
    Rows { heard, is_over: false, number: 0, first: HashMap::new() }
}

async fn send_parts(storage: Storage, import: ImportId, give: mpsc::Sender<Result<Vec<u8>, String>>) {
    for number in 0.. {
        let part = match storage.imports().part(import, number).await {
            Ok(Some(part)) => Ok(part),
            Ok(None) => return,
            Err(error) => Err(error.to_string()),
        };
        let is_over = part.is_err();
        if give.send(part).await.is_err() || is_over {
            return;
        }
    }
}

/// The parts as one stream of bytes.
struct Parts {
    parts: mpsc::Receiver<Result<Vec<u8>, String>>,
    part: Vec<u8>,
    place: usize,
    /// Bytes that have to come.
    left: usize,
    pace: Rc<Pace>,
}

impl Read for Parts {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.place == self.part.len() {
            let next = self.pace.waiting(|| self.parts.blocking_recv());
            let Some(next) = next else {
                return if self.left == 0 { Ok(0) } else { Err(io::Error::other("a part of the file is missing")) };
            };
            (self.part, self.place) = (next.map_err(io::Error::other)?, 0);
        }
        let rest = &self.part[self.place..];
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.place += count;
        self.left = self.left.saturating_sub(count);
        Ok(count)
    }
}
