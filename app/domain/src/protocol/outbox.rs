//! What a browser has written and the server has not confirmed.
//!
//! Edits leave as pushes, several of one author in one. They stay here until the server says that they are in its
//! database; on a new connection all of them are sent again.

use std::collections::VecDeque;

use super::ToServer;
use crate::document::{ClientId, UPDATE_MAX_BYTES, combine};

/// Unconfirmed edits, oldest first.
#[derive(Debug, Default)]
pub struct Outbox {
    edits: VecDeque<Edit>,
    /// Number of each push on its way, and how many edits are in it.
    travelling: VecDeque<(u32, usize)>,
    last_number: u32,
}

#[derive(Debug)]
struct Edit {
    author: ClientId,
    update: Vec<u8>,
}

impl Outbox {
    /// `author` is the client id that the update was written under.
    pub fn add(&mut self, author: ClientId, update: Vec<u8>) {
        if !update.is_empty() {
            self.edits.push_back(Edit { author, update });
        }
    }

    /// Whether everything is in the server's database.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// How many edits the server has not confirmed.
    #[must_use]
    pub fn len(&self) -> usize {
        self.edits.len()
    }

    /// A new connection: nothing is on its way any more.
    pub fn reconnected(&mut self) {
        self.travelling.clear();
        self.last_number = 0;
    }

    /// The next push: as many edits of one author as fit into it. `None` when all are on their way.
    pub fn depart(&mut self) -> Option<ToServer> {
        let (count, update) = self.pack(self.travelling.iter().map(|(_, count)| count).sum())?;
        self.last_number += 1;
        self.travelling.push_back((self.last_number, count));
        Some(ToServer::Push { number: self.last_number, update })
    }

    /// The server has all pushes up to this one.
    pub fn confirm(&mut self, number: u32) {
        while let Some((_, count)) = self.travelling.front().copied().filter(|(sent, _)| *sent <= number) {
            self.travelling.pop_front();
            self.edits.drain(..count.min(self.edits.len()));
        }
    }

    /// Everything unconfirmed, in as few updates as it fits into, each with its author: for keeping elsewhere.
    #[must_use]
    pub fn everything(&self) -> Vec<(ClientId, Vec<u8>)> {
        let mut packed = Vec::new();
        let mut from = 0;
        while let Some((count, update)) = self.pack(from) {
            packed.extend(self.edits.get(from).map(|edit| (edit.author, update)));
            from += count;
        }
        packed
    }

    /// Edits from this one on as a single update, and how many they are.
    fn pack(&self, from: usize) -> Option<(usize, Vec<u8>)> {
        let first = self.edits.get(from)?;
        let mut bytes = 0;
        let fitting = self.edits.iter().skip(from).take_while(|edit| {
            bytes += edit.update.len();
            edit.author == first.author && bytes <= UPDATE_MAX_BYTES
        });
        let updates: Vec<Vec<u8>> = fitting.map(|edit| edit.update.clone()).collect();
        match combine(&updates) {
            Ok(update) if updates.len() > 1 && update.len() <= UPDATE_MAX_BYTES => Some((updates.len(), update)),
            _ => Some((1, first.update.clone())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::{Draft, Operation},
        posting::FactKey,
    };

    const ME: ClientId = ClientId(7);

    fn edits(count: usize, author: ClientId) -> Vec<Vec<u8>> {
        let mut draft = Draft::load(author, &Draft::new(ClientId(1)).encode()).unwrap();
        (0..count)
            .map(|number| {
                let value = format!("Backend developer {number}");
                draft.apply(&Operation::SetFact { key: FactKey::Title, value }, number as u64).unwrap()
            })
            .collect()
    }

    fn filled(count: usize) -> Outbox {
        let mut outbox = Outbox::default();
        edits(count, ME).into_iter().for_each(|edit| outbox.add(ME, edit));
        outbox
    }

    fn title(updates: &[Vec<u8>]) -> String {
        let mut draft = Draft::new(ClientId(1));
        for update in updates {
            draft.merge(update).unwrap();
        }
        draft.snapshot().facts.get(FactKey::Title).to_owned()
    }

    fn pushed(message: ToServer) -> (u32, Vec<u8>) {
        match message {
            ToServer::Push { number, update } => (number, update),
            other => panic!("{other:?} is no push"),
        }
    }

    #[test]
    fn what_gathered_travels_as_one_push_and_leaves_when_it_is_confirmed() {
        let mut outbox = filled(3);
        let (number, update) = pushed(outbox.depart().unwrap());
        assert_eq!((number, title(&[update])), (1, "Backend developer 2".to_owned()));
        assert_eq!(outbox.depart(), None);
        assert!(!outbox.is_empty());
        outbox.confirm(1);
        assert!(outbox.is_empty());
    }

    #[test]
    fn what_is_written_meanwhile_travels_with_the_next() {
        let all = edits(2, ME);
        let mut outbox = Outbox::default();
        outbox.add(ME, all[0].clone());
        assert_eq!(pushed(outbox.depart().unwrap()), (1, all[0].clone()));
        outbox.add(ME, all[1].clone());
        assert_eq!(pushed(outbox.depart().unwrap()), (2, all[1].clone()));
        outbox.confirm(1);
        assert!(!outbox.is_empty());
        outbox.confirm(2);
        assert!(outbox.is_empty());
    }

    #[test]
    fn a_new_connection_sends_all_of_it_again() {
        let mut outbox = filled(2);
        drop(outbox.depart());
        outbox.reconnected();
        let (number, update) = pushed(outbox.depart().unwrap());
        assert_eq!((number, title(&[update])), (1, "Backend developer 1".to_owned()));
    }

    #[test]
    fn edits_of_different_authors_never_travel_together() {
        let other = ClientId(8);
        let mut outbox = filled(2);
        outbox.add(other, edits(1, other).remove(0));
        let kept = outbox.everything();
        assert_eq!(kept.iter().map(|(author, _)| *author).collect::<Vec<_>>(), [ME, other]);
        drop(outbox.depart());
        assert_eq!(pushed(outbox.depart().unwrap()), (2, kept[1].1.clone()));
    }

    #[test]
    fn a_long_absence_travels_in_several_pushes_that_fit() {
        let mut outbox = filled(1200);
        let mut updates = Vec::new();
        while let Some(message) = outbox.depart() {
            let (_, update) = pushed(message);
            assert!(update.len() <= UPDATE_MAX_BYTES);
            updates.push(update);
        }
        assert_eq!(title(&updates), "Backend developer 1199");
        outbox.confirm(u32::try_from(updates.len()).unwrap());
        assert!(outbox.is_empty());
    }
}
