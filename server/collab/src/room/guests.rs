//! Who is in a room: what each may do, where each is working, and what each is still owed an answer for.

use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

use domain::{
    accounts::Actor,
    document::{ClientId, Field},
    protocol::{Access, Person, SeatId, ToBrowser, Whereabouts},
};

use crate::outbox::{Frame, RoomEnd, frame};

/// Where somebody works is told at most this often; what was in between is left out.
const PRESENCE_EVERY: Duration = Duration::from_millis(100);

/// Somebody at the door.
#[derive(Debug)]
pub(crate) struct Newcomer {
    pub seat: SeatId,
    pub actor: Arc<Actor>,
    pub access: Access,
    pub client: ClientId,
    pub epoch: i32,
    pub state_vector: Vec<u8>,
    /// The draft's epoch and number when the newcomer came: the room shows nothing older.
    pub head: (i32, i64),
    pub outbox: RoomEnd,
}

/// Somebody in the room.
#[derive(Debug)]
pub(super) struct Guest {
    pub actor: Arc<Actor>,
    pub access: Access,
    pub client: ClientId,
    pub outbox: RoomEnd,
    /// What follows a push that is not taken is not looked at.
    pub refused: bool,
    /// The field that the person worked in last.
    pub worked_in: Option<Field>,
    /// What they were told is at stake.
    pub at_stake: Option<String>,
    whereabouts: Option<Whereabouts>,
    moved: bool,
}

impl Guest {
    pub(super) fn say(&self, message: &ToBrowser) {
        self.outbox.put(frame(message));
    }
}

#[derive(Debug, Default)]
pub(super) struct Guests {
    all: BTreeMap<SeatId, Guest>,
    /// Those who are in the draft at other nodes.
    elsewhere: BTreeMap<SeatId, Person>,
    /// When presence may be told next.
    next: Option<Instant>,
}

impl Guests {
    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    pub(super) fn count(&self) -> usize {
        self.all.len()
    }

    pub(super) fn get(&self, seat: SeatId) -> Option<&Guest> {
        self.all.get(&seat)
    }

    pub(super) fn get_mut(&mut self, seat: SeatId) -> Option<&mut Guest> {
        self.all.get_mut(&seat)
    }

    pub(super) fn each(&mut self) -> impl Iterator<Item = (&SeatId, &mut Guest)> {
        self.all.iter_mut()
    }

    pub(super) fn people(&self) -> Vec<Person> {
        self.all.iter().map(|(seat, guest)| person(*seat, guest)).chain(self.elsewhere.values().cloned()).collect()
    }

    /// Lets somebody in and tells the others.
    pub(super) fn enter(&mut self, newcomer: Newcomer) {
        let Newcomer { seat, actor, access, client, outbox, .. } = newcomer;
        let guest = Guest {
            actor,
            access,
            client,
            outbox,
            refused: false,
            worked_in: None,
            at_stake: None,
            whereabouts: None,
            moved: false,
        };
        self.tell(&frame(&ToBrowser::Present(person(seat, &guest))), |_| true);
        self.all.insert(seat, guest);
    }

    /// Sends somebody away with this code, after what they have been told.
    pub(super) fn send_away(&mut self, seat: SeatId, code: u16) {
        if let Some(guest) = self.leave(seat) {
            guest.outbox.close(code);
        }
    }

    /// Takes somebody out and tells the others.
    pub(super) fn leave(&mut self, seat: SeatId) -> Option<Guest> {
        let guest = self.all.remove(&seat)?;
        self.tell(&frame(&ToBrowser::Left(seat)), |_| true);
        Some(guest)
    }

    /// Who is in the draft at other nodes now.
    pub(super) fn set_elsewhere(&mut self, people: Vec<Person>) {
        let now: BTreeMap<SeatId, Person> = people.into_iter().map(|person| (person.seat, person)).collect();
        let before = std::mem::replace(&mut self.elsewhere, now);
        for seat in before.keys().filter(|seat| !self.elsewhere.contains_key(seat)) {
            self.tell(&frame(&ToBrowser::Left(*seat)), |_| true);
        }
        for (seat, person) in self.elsewhere.iter().filter(|(seat, person)| before.get(seat) != Some(person)) {
            debug_assert!(!self.all.contains_key(seat), "seats are unique among nodes");
            self.tell(&frame(&ToBrowser::Present(person.clone())), |_| true);
        }
    }

    pub(super) fn send_all_away(&mut self, code: u16) {
        for guest in std::mem::take(&mut self.all).into_values() {
            guest.outbox.close(code);
        }
    }

    /// The seats whose sockets are closed or that read too slowly.
    pub(super) fn closed(&self) -> Vec<SeatId> {
        self.all.iter().filter(|(_, guest)| guest.outbox.is_closed()).map(|(seat, _)| *seat).collect()
    }

    /// The seats that write under this id.
    pub(super) fn with_client(&self, client: ClientId) -> Vec<SeatId> {
        self.all.iter().filter(|(_, guest)| guest.client == client).map(|(seat, _)| *seat).collect()
    }

    pub(super) fn tell(&self, frame: &Frame, whom: impl Fn(SeatId) -> bool) {
        for (_, guest) in self.all.iter().filter(|(seat, _)| whom(**seat)) {
            guest.outbox.put(frame.clone());
        }
    }

    pub(super) fn set_standing(&mut self, seat: SeatId, actor: Actor, access: Access) {
        let Some(guest) = self.all.get_mut(&seat) else { return };
        guest.actor = Arc::new(actor);
        if guest.access != access {
            guest.access = access.clone();
            guest.say(&ToBrowser::Access(access));
        }
    }

    /// True if the person went to another field.
    pub(super) fn set_whereabouts(&mut self, seat: SeatId, whereabouts: Option<Whereabouts>) -> bool {
        let Some(guest) = self.all.get_mut(&seat).filter(|guest| guest.whereabouts != whereabouts) else {
            return false;
        };
        let field = whereabouts.as_ref().map(|here| here.field.clone());
        (guest.whereabouts, guest.moved) = (whereabouts, true);
        let goes_on = field.is_none() || field == guest.worked_in;
        if !goes_on {
            guest.worked_in = field;
        }
        !goes_on
    }

    /// Tells where people work now, if it is time to.
    pub(super) fn tell_whereabouts(&mut self, now: Instant) {
        let moved: Vec<SeatId> = self.all.iter().filter(|(_, guest)| guest.moved).map(|(seat, _)| *seat).collect();
        if moved.is_empty() || self.next.is_some_and(|next| now < next) {
            return;
        }
        self.next = Some(now + PRESENCE_EVERY);
        for seat in moved {
            let Some(guest) = self.all.get_mut(&seat) else { continue };
            guest.moved = false;
            let news = frame(&ToBrowser::Present(person(seat, guest)));
            self.tell(&news, |other| other != seat);
        }
    }

    /// When to tell where people work, if that still has to wait.
    pub(super) fn presence_due(&self) -> Option<Instant> {
        self.next.filter(|_| self.all.values().any(|guest| guest.moved))
    }
}

fn person(seat: SeatId, guest: &Guest) -> Person {
    let (user, name) = (guest.actor.id, guest.actor.display_name.clone());
    Person { seat, user, name, whereabouts: guest.whereabouts.clone() }
}
