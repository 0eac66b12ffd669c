//! What a node tells the others in one go: only ids, of what they may want to look at. As a note it is a line of words:
//! the node, then a letter and an id each. A note that is no such line says nothing.

use std::collections::BTreeSet;

use domain::ids::{PostingId, UserId};
use storage::NOTE_MAX_BYTES;
use uuid::Uuid;

use super::NodeId;

const WRITTEN: char = 'w';
const CHANGED: char = 'c';
const PERSON: char = 'p';
const SEATS: char = 's';

/// A blank, a letter and the digits of an id.
const WORD_BYTES: usize = 34;
const NODE_BYTES: usize = 8;
const WORDS_MAX: usize = (NOTE_MAX_BYTES - NODE_BYTES) / WORD_BYTES;

/// What to look at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notice {
    /// Open editors wrote into these drafts.
    pub written: BTreeSet<PostingId>,
    /// These were written otherwise, locked or unlocked.
    pub changed: BTreeSet<PostingId>,
    /// What these people may do may have changed, or they were signed out somewhere.
    pub people: BTreeSet<UserId>,
    /// Somebody came to these drafts, left, or works elsewhere in them now.
    pub seats: BTreeSet<PostingId>,
}

impl Notice {
    /// As few notes as it takes.
    pub(super) fn notes(&self, node: NodeId) -> Vec<String> {
        let words: Vec<String> = self.words().map(|(letter, id)| format!(" {letter}{}", id.simple())).collect();
        words.chunks(WORDS_MAX).map(|some| format!("{:08x}{}", node.0, some.concat())).collect()
    }

    fn words(&self) -> impl Iterator<Item = (char, Uuid)> {
        let postings = |letter, ids: &BTreeSet<PostingId>| ids.iter().map(move |id| (letter, id.0)).collect::<Vec<_>>();
        let people = self.people.iter().map(|id| (PERSON, id.0));
        let [written, changed, seats] =
            [postings(WRITTEN, &self.written), postings(CHANGED, &self.changed), postings(SEATS, &self.seats)];
        written.into_iter().chain(changed).chain(people).chain(seats)
    }

    /// Whose notice it is, and what it says. Words that a newer program may know are passed over.
    pub(super) fn read(note: &str) -> Option<(NodeId, Self)> {
        let mut words = note.split(' ');
        let node = NodeId(u32::from_str_radix(words.next()?, 16).ok()?);
        let mut notice = Self::default();
        for word in words {
            let mut letters = word.chars();
            let (letter, Ok(id)) = (letters.next(), Uuid::try_parse(letters.as_str())) else { continue };
            match letter {
                Some(WRITTEN) => _ = notice.written.insert(PostingId(id)),
                Some(CHANGED) => _ = notice.changed.insert(PostingId(id)),
                Some(PERSON) => _ = notice.people.insert(UserId(id)),
                Some(SEATS) => _ = notice.seats.insert(PostingId(id)),
                _ => {}
            }
        }
        Some((node, notice))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn postings(range: std::ops::Range<u128>) -> BTreeSet<PostingId> {
        range.map(|number| PostingId(Uuid::from_u128(number << 64))).collect()
    }

    #[test]
    fn a_large_notice_is_passed_on_whole_in_notes_that_fit() {
        let people = [UserId(Uuid::from_u128(u128::MAX))].into();
        let notice = Notice { written: postings(0..700), changed: postings(5..9), people, seats: postings(600..900) };
        let notes = notice.notes(NodeId(0xab));
        assert_eq!(notes.len(), 1005_usize.div_ceil(WORDS_MAX));
        let mut heard = Notice::default();
        for note in notes {
            assert!(note.len() <= NOTE_MAX_BYTES, "{}", note.len());
            let (node, part) = Notice::read(&note).unwrap();
            assert_eq!(node, NodeId(0xab));
            heard.written.extend(part.written);
            heard.changed.extend(part.changed);
            heard.people.extend(part.people);
            heard.seats.extend(part.seats);
        }
        assert_eq!(heard, notice);
        assert!(Notice::default().notes(NodeId(1)).is_empty());
    }

    #[test]
    fn what_is_no_notice_says_nothing_and_what_is_not_understood_is_passed_over() {
        for note in ["", " ", "hello", "not-hex w00", "1ffffffff"] {
            assert_eq!(Notice::read(note), None, "{note:?}");
        }
        let id = Uuid::from_u128(7);
        let note = format!("0000000a x{} w é w{} wrubbish w{}0", id.simple(), id.simple(), id.simple());
        let written = [PostingId(id)].into();
        assert_eq!(Notice::read(&note), Some((NodeId(10), Notice { written, ..Notice::default() })));
    }
}
