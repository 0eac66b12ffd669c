//! The chain of the audit log: each entry carries a digest of itself and of the digest before it, so that whoever
//! changes, removes or swaps entries would have to write every later one anew. Whoever does even that is found out by
//! a *head* (the last number and its digest) that was kept elsewhere before.
//!
//! Reading is one pass in the order of the log, with nothing kept but the entry before.

use std::{fmt, str::FromStr};

use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::{
    ids::{PostingId, UserId},
    time::Timestamp,
};

/// Faults that are told one by one; what is broken in more places is broken.
pub const FAULTS_MAX: usize = 50;

/// An entry as it is stored, word for word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link<'e> {
    /// Counts up by one from entry to entry.
    pub seq: i64,
    pub at: Timestamp,
    pub actor: Option<UserId>,
    pub action: &'e str,
    pub posting: Option<PostingId>,
    /// The event as JSON.
    pub event: &'e str,
}

impl Link<'_> {
    /// The entry's digest (SHA-256, hexadecimal) after an entry with the digest `before`; the first one follows nothing.
    #[must_use]
    pub fn digest(&self, before: &str) -> String {
        let mut digest = Sha256::new();
        // Each part with its length: no two entries are the same bytes.
        let mut part = |bytes: &[u8]| {
            digest.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
            digest.update(bytes);
        };
        part(before.as_bytes());
        part(&self.seq.to_be_bytes());
        part(&self.at.0.to_be_bytes());
        part(self.actor.map(|actor| *actor.0.as_bytes()).as_ref().map_or(&[], |id| id.as_slice()));
        part(self.action.as_bytes());
        part(self.posting.map(|posting| *posting.0.as_bytes()).as_ref().map_or(&[], |id| id.as_slice()));
        part(self.event.as_bytes());
        format!("{:x}", digest.finalize())
    }
}

/// How far a log has come. Written `57:3fa9…`, to be kept outside of the database.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// The number of the last entry; 0 before the first.
    pub seq: i64,
    pub digest: String,
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.seq, self.digest)
    }
}

/// What was kept is no head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a head is the number of an entry, a colon and 64 hexadecimal digits")]
pub struct NoHead;

impl FromStr for Head {
    type Err = NoHead;

    fn from_str(text: &str) -> Result<Self, NoHead> {
        let (seq, digest) = text.trim().split_once(':').ok_or(NoHead)?;
        let is_digest = digest.len() == 64 && digest.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        match seq.parse() {
            Ok(seq) if seq > 0 && is_digest => Ok(Self { seq, digest: digest.to_owned() }),
            _ => Err(NoHead),
        }
    }
}

/// What is wrong with a log.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Fault {
    #[error("Entry {0} was altered, or does not follow the entry before it.")]
    Altered(i64),
    #[error("The entries from {0} to {1} are missing.")]
    Missing(i64, i64),
    #[error("Entry {0} is not the one that was kept elsewhere: this entry or one before it was written anew.")]
    Rewritten(i64),
}

/// Reads a log from its beginning to its end.
#[derive(Debug)]
pub struct Reading {
    last: Head,
    kept: Option<Head>,
    faults: Vec<Fault>,
}

impl Reading {
    /// Of a log whose chain starts after `start`; `kept` is a head from before that was kept elsewhere.
    #[must_use]
    pub const fn new(start: Head, kept: Option<Head>) -> Self {
        Self { last: start, kept, faults: Vec::new() }
    }

    /// The next entry, with the digest that is stored with it.
    pub fn read(&mut self, link: &Link<'_>, digest: &str) {
        let (expected, found) = (self.last.seq + 1, link.seq);
        if found > expected {
            // What followed the missing ones can't be known; it is held against the entries after it.
            self.fault(Fault::Missing(expected, found - 1));
        } else if found < expected || link.digest(&self.last.digest) != digest {
            self.fault(Fault::Altered(found));
        }
        if self.kept.as_ref().is_some_and(|kept| kept.seq == found && kept.digest != digest) {
            self.fault(Fault::Rewritten(found));
        }
        self.last = Head { seq: found, digest: digest.to_owned() };
    }

    /// What was wrong; `head` is what the log itself says of its end.
    #[must_use]
    pub fn finish(mut self, head: &Head) -> Vec<Fault> {
        let end = self.kept.as_ref().map_or(head.seq, |kept| kept.seq.max(head.seq));
        if end > self.last.seq {
            self.fault(Fault::Missing(self.last.seq + 1, end));
        } else if self.last != *head {
            self.fault(Fault::Altered(self.last.seq));
        }
        self.faults
    }

    /// Adjacent faults of the same entry are one.
    fn fault(&mut self, fault: Fault) {
        if self.faults.len() < FAULTS_MAX && self.faults.last() != Some(&fault) {
            self.faults.push(fault);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Debug, Clone, PartialEq, Eq)]
    struct Row {
        seq: i64,
        at: i64,
        event: String,
        digest: String,
    }

    impl Row {
        fn link(&self) -> Link<'_> {
            Link {
                seq: self.seq,
                at: Timestamp(self.at),
                actor: None,
                action: "signed_in",
                posting: None,
                event: &self.event,
            }
        }
    }

    /// A log and its head.
    fn log(entries: i64) -> (Vec<Row>, Head) {
        let (mut rows, mut head) = (Vec::new(), Head::default());
        for seq in 1..=entries {
            let mut row = Row { seq, at: seq * 10, event: format!("event {seq}"), digest: String::new() };
            row.digest = row.link().digest(&head.digest);
            head = Head { seq, digest: row.digest.clone() };
            rows.push(row);
        }
        (rows, head)
    }

    fn faults(rows: &[Row], head: &Head, kept: Option<&Head>) -> Vec<Fault> {
        let mut reading = Reading::new(Head::default(), kept.cloned());
        for row in rows {
            reading.read(&row.link(), &row.digest);
        }
        reading.finish(head)
    }

    /// Writes every digest anew, as somebody would who hides something well.
    fn reseal(rows: &mut [Row]) -> Head {
        let mut head = Head::default();
        for row in rows {
            row.digest = row.link().digest(&head.digest);
            head = Head { seq: row.seq, digest: row.digest.clone() };
        }
        head
    }

    #[test]
    fn a_log_that_nobody_touched_has_no_fault() {
        for entries in [0, 1, 2, 40] {
            let (rows, head) = log(entries);
            assert_eq!(faults(&rows, &head, None), []);
            if entries > 0 {
                assert_eq!(faults(&rows, &head, Some(&head)), []);
            }
        }
    }

    #[test]
    fn what_was_done_to_it_is_named() {
        let (rows, head) = log(9);
        let mut changed = rows.clone();
        changed[3].event.push('!');
        assert_eq!(faults(&changed, &head, None), [Fault::Altered(4)]);
        changed[3].digest = changed[3].link().digest(&changed[2].digest);
        assert_eq!(faults(&changed, &head, None), [Fault::Altered(5)], "sealed anew, it does not lead on");

        let mut later = rows.clone();
        later[8].at += 1;
        assert_eq!(faults(&later, &head, None), [Fault::Altered(9)], "the last one, too");

        let mut without = rows.clone();
        without.drain(2..4);
        assert_eq!(faults(&without, &head, None), [Fault::Missing(3, 4)]);

        let mut swapped = rows.clone();
        (swapped[4].event, swapped[5].event) = (swapped[5].event.clone(), swapped[4].event.clone());
        assert_eq!(faults(&swapped, &head, None), [Fault::Altered(5), Fault::Altered(6)]);

        assert_eq!(faults(&rows[..7], &head, None), [Fault::Missing(8, 9)]);
    }

    #[test]
    fn a_log_written_anew_or_cut_with_its_head_is_found_out_by_a_head_kept_elsewhere() {
        let (rows, kept) = log(9);
        let cut = Head { seq: 7, digest: rows[6].digest.clone() };
        assert_eq!(faults(&rows[..7], &cut, None), [], "by itself it looks whole");
        assert_eq!(faults(&rows[..7], &cut, Some(&kept)), [Fault::Missing(8, 9)]);

        let mut anew = rows.clone();
        anew[1].event = "nothing".to_owned();
        let head = reseal(&mut anew);
        assert_eq!(faults(&anew, &head, None), []);
        assert_eq!(faults(&anew, &head, Some(&kept)), [Fault::Rewritten(9)]);
    }

    #[test]
    fn a_head_is_read_as_it_was_written_and_nothing_else_is() {
        let (_, head) = log(3);
        assert_eq!(head.to_string().parse(), Ok(head.clone()));
        let zero = format!("0:{}", head.digest);
        for text in ["", "3", ":", "3:abc", "x:y", &zero, &head.to_string().to_uppercase().replace("3:", "-3:")] {
            assert_eq!(text.parse::<Head>(), Err(NoHead), "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_changed_anywhere_is_found(entries in 1_i64..30, place: usize, what in 0_u8..4, by in 1_i64..9) {
            let (mut rows, head) = log(entries);
            let place = place % rows.len();
            match what {
                0 => rows[place].event.push(' '),
                1 => rows[place].at += by,
                2 => rows[place].digest = format!("{:064x}", by),
                _ => drop(rows.remove(place)),
            }
            prop_assert_ne!(faults(&rows, &head, None), []);
        }
    }
}
