//! The storm on real services: random stories on a real database, with rooms of two nodes, connections that break, pages
//! that crash and plain forms. In the end every page is equal to the database byte for byte, and all that was written is
//! there. (What rooms think is tried far more often without a database, in `room/tests/storm`.)

#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

use std::{sync::Arc, time::Duration};

use collab::{Bell, Hub, Outgoing, Visit, hub::Visitor};
use crowd::{Crowd, Dice, Turn, cases};
use domain::{
    accounts::Actor,
    document::{ClientId, Draft, admit},
    ids::PostingId,
    protocol::{Outbox, ToBrowser, ToServer, close, decode, encode},
};
use scenarios::{World, on_both_databases, postings::a_posting};
use services::{ServiceError, SessionState, edges::Announcer};
use tokio::time::{Instant, sleep, timeout};

const STEPS: usize = 50;
/// Longer than it takes two nodes to hear of each other.
const REST: Duration = Duration::from_secs(60);

struct Page {
    actor: Actor,
    client: ClientId,
    epoch: i32,
    draft: Draft,
    outbox: Outbox,
    visit: Option<Visit>,
    is_open: bool,
}

struct Story<'w> {
    world: &'w World,
    posting: PostingId,
    nodes: Vec<(Hub, Arc<Bell>)>,
    pages: Vec<Page>,
    crowd: Crowd,
    dice: Dice,
    clients: u64,
    written: Vec<Vec<u8>>,
}

impl<'w> Story<'w> {
    async fn begin(world: &'w World, actors: &[Actor], seed: u64) -> Self {
        let posting = a_posting().by(&actors[0]).make(&world.services).await.unwrap().id;
        let nodes = (0..2).map(|_| {
            let bell = Arc::new(Bell::default());
            (Hub::start(world.services.clone(), bell.clone()), bell)
        });
        let crowd = Crowd::around(&world.services.load_live(posting).await.unwrap().draft.snapshot());
        let (nodes, pages, written) = (nodes.collect(), Vec::new(), Vec::new());
        let mut story = Self { world, posting, nodes, pages, crowd, dice: Dice::new(seed), clients: 100, written };
        for actor in [&actors[0], &actors[1], &actors[0]] {
            let page = story.page(actor).await;
            story.pages.push(page);
        }
        story
    }

    async fn page(&mut self, actor: &Actor) -> Page {
        self.clients += 1;
        let (actor, client) = (actor.clone(), ClientId(self.clients));
        let live = self.world.services.load_live(self.posting).await.unwrap();
        let draft = Draft::load(client, &live.draft.encode()).unwrap();
        Page { actor, client, epoch: live.epoch, draft, outbox: Outbox::default(), visit: None, is_open: false }
    }

    async fn step(&mut self) {
        let index = self.dice.roll(self.pages.len());
        match self.dice.roll(20) {
            0..=6 => self.act(index),
            7..=11 => self.depart(index).await,
            12..=14 => while self.hear(index, Duration::from_millis(2)).await {},
            15 => self.pages[index].hang_up(),
            16 => self.crash(index).await,
            17 => self.save_form().await,
            _ => self.connect(index).await,
        }
    }

    fn act(&mut self, index: usize) {
        let page = &mut self.pages[index];
        let update = match self.crowd.turn(&page.draft.snapshot(), &mut self.dice) {
            Turn::Edit(operations) => page.draft.apply_all(&operations, self.dice.bits()).ok(),
            Turn::Undo => page.draft.undo(),
            Turn::Redo => page.draft.redo(),
            Turn::Pause => None,
        };
        if let Some(update) = update.filter(|update| !update.is_empty()) {
            page.outbox.add(page.client, update.clone());
            self.written.push(update);
        }
    }

    async fn connect(&mut self, index: usize) {
        let node = self.dice.roll(self.nodes.len());
        let page = &mut self.pages[index];
        if page.visit.is_some() {
            return;
        }
        let (session, user) = (page.actor.display_name.clone(), page.actor.id);
        let visitor = Visitor { session, user, posting: self.posting, address: "192.0.2.1".to_owned() };
        let mut visit = self.nodes[node].0.visit(visitor).unwrap();
        page.outbox.reconnected();
        let state_vector = page.draft.state_vector();
        let open = ToServer::Open { client: page.client, epoch: page.epoch, state_vector };
        visit.hear(&encode(&open)).await.unwrap();
        page.visit = Some(visit);
    }

    async fn depart(&mut self, index: usize) {
        let page = &mut self.pages[index];
        while page.is_open
            && let Some(visit) = &mut page.visit
            && let Some(push) = page.outbox.depart()
        {
            if visit.hear(&encode(&push)).await.is_err() {
                page.hang_up();
            }
        }
    }

    /// Hears one message, if there is one in this time.
    async fn hear(&mut self, index: usize, patience: Duration) -> bool {
        let page = &mut self.pages[index];
        let Some(outbox) = page.visit.as_ref().map(Visit::outbox) else { return false };
        let Ok(outgoing) = timeout(patience, outbox.next()).await else { return false };
        let frame = match outgoing {
            Outgoing::Frame(frame) => frame,
            Outgoing::Close(code) => {
                assert!(matches!(code, close::AGAIN | close::TOO_MUCH), "closed with {code}");
                page.hang_up();
                return true;
            }
        };
        match decode(&frame).unwrap() {
            ToBrowser::Welcome(welcome) => {
                page.draft.merge(&welcome.update).unwrap();
                page.is_open = true;
            }
            ToBrowser::Remote { update, .. } if page.draft.merge(&update).is_err() => page.hang_up(),
            ToBrowser::Ack { number, .. } => page.outbox.confirm(number),
            ToBrowser::Reject { sentence, .. } => panic!("an honest edit is refused: {sentence}"),
            _ => {}
        }
        true
    }

    /// Another page goes on with what this one kept.
    async fn crash(&mut self, index: usize) {
        let actor = self.pages[index].actor.clone();
        let mut page = self.page(&actor).await;
        for (author, update) in self.pages[index].outbox.everything() {
            page.draft.merge(&update).unwrap();
            page.outbox.add(author, update);
        }
        self.pages[index] = page;
    }

    async fn save_form(&mut self) {
        let seen = self.world.services.load_live(self.posting).await.unwrap().draft.snapshot();
        let operation = self.crowd.operation(&seen, &mut self.dice);
        let actor = &self.pages[0].actor;
        match self.world.services.edit_draft(actor, self.posting, &[operation]).await {
            // Some parts are gone, and a busy database may ask to come again.
            Ok(_) | Err(ServiceError::Conflict(_) | ServiceError::Invalid(_) | ServiceError::Unavailable(_)) => {}
            Err(error) => panic!("{error}"),
        }
    }

    /// Everybody stays connected until all is saved and known.
    async fn end(&mut self) -> Draft {
        let begun = Instant::now();
        loop {
            assert!(begun.elapsed() < REST, "it does not come to rest");
            for index in 0..self.pages.len() {
                self.connect(index).await;
                self.depart(index).await;
                while self.hear(index, Duration::from_millis(5)).await {}
            }
            self.nodes.iter().for_each(|(_, bell)| bell.draft_changed(self.posting));
            let stored = self.world.services.load_live(self.posting).await.unwrap().draft;
            let bytes = saved(&stored);
            let is_known = |page: &Page| page.outbox.is_empty() && saved(&page.draft) == bytes;
            if self.pages.iter().all(is_known) {
                return stored;
            }
            sleep(Duration::from_millis(5)).await;
        }
    }

    fn compare(&self, stored: &Draft, seed: u64) {
        for page in &self.pages {
            assert_eq!(page.draft.snapshot(), stored.snapshot(), "seed {seed}");
        }
        let missing = self.written.iter().filter(|update| !admit(stored, update).unwrap().touched.is_empty());
        assert_eq!(missing.count(), 0, "seed {seed}: something that was written is nowhere");
    }
}

impl Page {
    fn hang_up(&mut self) {
        (self.visit, self.is_open) = (None, false);
    }
}

fn saved(draft: &Draft) -> Vec<u8> {
    Draft::load(ClientId(7), &draft.encode()).unwrap().encode()
}

on_both_databases! {
    async fn all_come_together_on_a_real_database(world: World) {
        let cast = world.cast().await;
        let actors = [cast.dana.clone(), cast.ben.clone()];
        for actor in &actors {
            let state = SessionState { user: Some(actor.id), data: "{}".to_owned(), user_agent: String::new() };
            assert!(world.services.create_session(&actor.display_name, state).await.unwrap());
        }
        for seed in 0..cases(25) {
            let mut story = Story::begin(&world, &actors, seed).await;
            for _ in 0..STEPS {
                story.step().await;
            }
            let stored = story.end().await;
            story.compare(&stored, seed);
        }
    }
}
