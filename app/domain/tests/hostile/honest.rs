//! Nothing honest is refused: whatever editors write is let in by a server that has its predecessors, however late,
//! however much at once, and however often.

use std::collections::VecDeque;

use crowd::{Crowd, Dice, Turn, cases};
use domain::{
    document::{ClientId, Draft, admit},
    protocol::{Outbox, ToServer},
};

use super::{SERVER, copy};

/// An editor and what is on its way to the server.
struct Page {
    client: ClientId,
    draft: Draft,
    outbox: Outbox,
    sent: VecDeque<(u32, Vec<u8>)>,
}

impl Page {
    fn new(server: &Draft, client: u64) -> Self {
        let (client, draft) = (ClientId(client), copy(server, client));
        Self { client, draft, outbox: Outbox::default(), sent: VecDeque::new() }
    }

    /// The number of updates that it wrote.
    fn act(&mut self, crowd: &mut Crowd, dice: &mut Dice) -> usize {
        let update = match crowd.turn(&self.draft.snapshot(), dice) {
            Turn::Edit(operations) => self.draft.apply_all(&operations, dice.bits()).ok(),
            Turn::Undo => self.draft.undo(),
            Turn::Redo => self.draft.redo(),
            Turn::Pause => {
                self.draft.close_undo_step();
                None
            }
        };
        let update = update.filter(|update| !update.is_empty());
        update.into_iter().map(|update| self.outbox.add(self.client, update)).count()
    }

    fn depart(&mut self) {
        while let Some(ToServer::Push { number, update }) = self.outbox.depart() {
            self.sent.push_back((number, update));
        }
    }

    /// One push arrives; it may come again later.
    fn arrive(&mut self, server: &mut Draft) {
        let Some((number, update)) = self.sent.pop_front() else { return };
        let admitted = admit(server, &update).unwrap_or_else(|why| panic!("{why} ({:?}: {update:?})", self.client));
        assert_eq!(server.merge(&update), Ok(!admitted.touched.is_empty()));
        self.outbox.confirm(number);
    }

    /// The connection broke before the server's answers came.
    fn reconnect(&mut self) {
        self.outbox.reconnected();
        self.sent.clear();
        self.depart();
    }

    fn hear(&mut self, server: &Draft) {
        let news = server.changes_since(&self.draft.state_vector()).unwrap();
        self.draft.merge(&news).unwrap();
    }
}

#[test]
fn whatever_editors_send_is_let_in() {
    let mut written = 0;
    for seed in 0..cases(90) {
        let mut dice = Dice::new(seed);
        let (mut crowd, draft) = Crowd::gather(SERVER).unwrap();
        let mut server = copy(&draft, SERVER.0);
        let mut pages: Vec<Page> =
            (0..3).map(|page| Page::new(&server, 900 - 300 * page + dice.byte() as u64)).collect();
        for _ in 0..450 {
            let index = dice.roll(pages.len());
            let page = &mut pages[index];
            match dice.roll(12) {
                0..=5 => written += page.act(&mut crowd, &mut dice),
                6 | 7 => page.depart(),
                8 | 9 => (0..=dice.roll(3)).for_each(|_| page.arrive(&mut server)),
                10 => page.hear(&server),
                _ => page.reconnect(),
            }
        }
        for page in &mut pages {
            page.depart();
            while !page.sent.is_empty() {
                page.arrive(&mut server);
            }
        }
        for page in &mut pages {
            page.hear(&server);
            assert_eq!(page.draft.snapshot(), server.snapshot(), "seed {seed}");
        }
    }
    assert!(written as u64 > cases(10_000), "{written} updates");
}
