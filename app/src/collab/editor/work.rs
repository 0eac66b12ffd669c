//! The replica of the draft, and what of it the server has not confirmed.

use domain::{
    document::{ClientId, Damaged, Draft, Operation, OperationError, Touched},
    posting::Snapshot,
    protocol::{Outbox, ToServer, Welcome},
};

use super::unsent::{note_changes, wording};

/// Typing after so long a pause is a step of its own for undo (milliseconds).
const PAUSE: f64 = 1_000.0;

/// One tab's copy of a draft.
pub struct Work {
    pub epoch: i32,
    client: ClientId,
    draft: Draft,
    pub outbox: Outbox,
    /// What the unconfirmed edits changed.
    touched: Touched,
    /// The server refused an edit, or the draft began anew: the next welcome brings the whole state.
    starts_over: bool,
    applied_at: f64,
}

impl Work {
    /// `client` is a fresh id, which no other tab writes under.
    pub fn open(client: ClientId, epoch: i32, state: &[u8]) -> Result<Self, Damaged> {
        let mut work = Self::empty(client, epoch);
        work.draft.merge(state)?;
        Ok(work)
    }

    /// A replica of nothing.
    pub fn empty(client: ClientId, epoch: i32) -> Self {
        Self {
            epoch,
            client,
            draft: Draft::new(client),
            outbox: Outbox::default(),
            touched: Touched::default(),
            starts_over: false,
            applied_at: 0.0,
        }
    }

    pub fn snapshot(&self) -> Snapshot {
        self.draft.snapshot()
    }

    /// Does all of these or none. `now` is in milliseconds: a pause ends a step of typing.
    pub fn apply(&mut self, operations: &[Operation], random: u64, now: f64) -> Result<(), OperationError> {
        if now - self.applied_at > PAUSE {
            self.draft.close_undo_step();
        }
        self.applied_at = now;
        let update = self.draft.apply_all(operations, random)?;
        self.outbox.add(self.client, update);
        Ok(())
    }

    /// What is done next is a step of its own for undo.
    pub const fn pause(&mut self) {
        self.applied_at = 0.0;
    }

    /// Undo, or redo.
    pub fn step(&mut self, take: impl FnOnce(&mut Draft) -> Option<Vec<u8>>) {
        if let Some(update) = take(&mut self.draft) {
            self.outbox.add(self.client, update);
        }
    }

    /// Takes up what another tab wrote and could not send.
    pub fn inherit(&mut self, author: ClientId, update: Vec<u8>) -> Result<(), Damaged> {
        let before = self.snapshot();
        self.draft.merge(&update)?;
        self.outbox.add(author, update);
        self.note(&before, &self.snapshot());
        Ok(())
    }

    /// An edit of this tab led from the one to the other.
    pub fn note(&mut self, before: &Snapshot, after: &Snapshot) {
        if !self.outbox.is_empty() {
            note_changes(&mut self.touched, before, after);
        }
    }

    /// True if something changed.
    pub fn merge(&mut self, update: &[u8]) -> Result<bool, Damaged> {
        self.draft.merge(update)
    }

    pub fn confirm(&mut self, number: u32) {
        self.outbox.confirm(number);
        if self.outbox.is_empty() {
            self.touched = Touched::default();
        }
    }

    /// What is said first on a new connection.
    pub fn hello(&mut self) -> ToServer {
        self.outbox.reconnected();
        let state_vector = if self.starts_over { Vec::new() } else { self.draft.state_vector() };
        ToServer::Open { client: self.client, epoch: self.epoch, state_vector }
    }

    /// From here on nothing of this replica can be sent any more.
    pub const fn start_over(&mut self) {
        self.starts_over = true;
    }

    /// Takes in what was missed. When the replica has to start over, the answer is what was written and is not in the
    /// draft, if there is any. `fresh` is the client id to start over with.
    pub fn welcome(&mut self, welcome: &Welcome, fresh: ClientId) -> Result<Option<String>, Damaged> {
        if !self.starts_over && welcome.epoch == self.epoch {
            return self.draft.merge(&welcome.update).map(|_| None);
        }
        let anew = Self::open(fresh, welcome.epoch, &welcome.update)?;
        let mine = std::mem::replace(self, anew);
        Ok(wording(&mine.touched, &mine.snapshot(), &self.snapshot()))
    }

    /// The words of the unconfirmed edits, for a time when they can't be merged any more.
    /// `mine` is what the replica says.
    pub fn words(&self, mine: &Snapshot) -> Option<String> {
        wording(&self.touched, mine, &Snapshot::default())
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        posting::FactKey,
        protocol::{Access, SeatId},
    };

    use super::*;

    const ME: ClientId = ClientId(7);

    fn title(value: &str) -> Operation {
        Operation::SetFact { key: FactKey::Title, value: value.to_owned() }
    }

    fn title_of(work: &Work) -> String {
        work.snapshot().facts.get(FactKey::Title).to_owned()
    }

    fn wrote(work: &mut Work, words: &str) {
        let before = work.snapshot();
        work.apply(&[title(words)], 1, 0.0).unwrap();
        let after = work.snapshot();
        work.note(&before, &after);
    }

    fn server() -> Draft {
        let mut draft = Draft::new(ClientId(1));
        draft.apply(&title("Developer"), 3).unwrap();
        draft
    }

    fn welcome(server: &Draft, epoch: i32, state_vector: &[u8]) -> Welcome {
        let whole = state_vector.is_empty();
        Welcome {
            seat: SeatId(1),
            epoch,
            seq: 1,
            update: if whole { server.encode() } else { server.changes_since(state_vector).unwrap() },
            state_vector: server.state_vector(),
            access: Access::Edit,
            people: Vec::new(),
        }
    }

    fn state_vector(message: ToServer) -> Vec<u8> {
        match message {
            ToServer::Open { state_vector, .. } => state_vector,
            other => panic!("{other:?} is no greeting"),
        }
    }

    #[test]
    fn a_new_connection_brings_what_was_missed_and_keeps_what_was_written() {
        let mut server = server();
        let mut work = Work::open(ME, 1, &server.encode()).unwrap();
        wrote(&mut work, "Rust developer");
        server.apply(&Operation::SetFact { key: FactKey::Industry, value: "Energy".to_owned() }, 4).unwrap();
        let hello = work.hello();
        assert_eq!(work.welcome(&welcome(&server, 1, &state_vector(hello)), ClientId(8)), Ok(None));
        assert_eq!(
            (title_of(&work), work.snapshot().facts.get(FactKey::Industry)),
            ("Rust developer".to_owned(), "Energy")
        );
        assert!(!work.outbox.is_empty());
    }

    #[test]
    fn a_refused_edit_is_taken_back_and_its_words_are_handed_over() {
        let server = server();
        let mut work = Work::open(ME, 1, &server.encode()).unwrap();
        wrote(&mut work, "Rust developer");
        work.start_over();
        let hello = work.hello();
        let unsent = work.welcome(&welcome(&server, 1, &state_vector(hello)), ClientId(8)).unwrap();
        assert_eq!(unsent.as_deref(), Some("Job title: Rust developer\n"));
        assert_eq!(title_of(&work), "Developer");
        assert!(work.outbox.is_empty());
    }

    #[test]
    fn a_draft_that_began_anew_takes_no_edits_of_the_old_one() {
        let server = server();
        let mut work = Work::open(ME, 1, &server.encode()).unwrap();
        wrote(&mut work, "Rust developer");
        let unsent = work.welcome(&welcome(&server, 2, &[]), ClientId(8)).unwrap();
        assert_eq!(unsent.as_deref(), Some("Job title: Rust developer\n"));
        assert_eq!((work.epoch, title_of(&work)), (2, "Developer".to_owned()));
    }

    #[test]
    fn what_is_confirmed_is_not_handed_over_again() {
        let server = server();
        let mut work = Work::open(ME, 1, &server.encode()).unwrap();
        wrote(&mut work, "Rust developer");
        assert!(work.outbox.depart().is_some());
        work.confirm(1);
        work.start_over();
        let hello = work.hello();
        assert_eq!(work.welcome(&welcome(&server, 1, &state_vector(hello)), ClientId(8)), Ok(None));
    }

    #[test]
    fn another_tab_goes_on_with_what_one_that_is_gone_could_not_send() {
        let mut server = server();
        let mut gone = Work::open(ME, 1, &server.encode()).unwrap();
        wrote(&mut gone, "Rust developer");
        let mut work = Work::open(ClientId(8), 1, &server.encode()).unwrap();
        for (author, update) in gone.outbox.everything() {
            work.inherit(author, update).unwrap();
        }
        assert_eq!(title_of(&work), "Rust developer");
        let Some(ToServer::Push { update, .. }) = work.outbox.depart() else { panic!("nothing is sent") };
        server.merge(&update).unwrap();
        assert_eq!(server.snapshot(), work.snapshot());
    }
}
