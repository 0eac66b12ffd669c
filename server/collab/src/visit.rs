//! One connection, as its socket sees it: frames come in here, what is to be sent waits in the outbox. What a frame may
//! be, and when, is decided here; the room never hears of a frame that is no message.

use std::{sync::Arc, time::Instant};

use domain::{
    accounts::Actor,
    document::ClientId,
    posting::ItemRef,
    protocol::{Misunderstood, SeatId, ToBrowser, ToServer, close, decode},
};
use services::{SeatHere, SeatQuestion, SeatStanding, ServiceError};
use tokio::sync::mpsc;

use crate::{
    Hub, Outbox, Visitor,
    outbox::{RoomEnd, frame},
    pace::Pace,
    room::{Message, Newcomer},
};

/// A connection, counted as long as it lives.
pub struct Visit {
    hub: Hub,
    seat: SeatId,
    visitor: Visitor,
    outbox: Outbox,
    pace: Pace,
    place: Option<Place>,
}

/// Where the connection is, once it has been opened.
struct Place {
    room: mpsc::Sender<Message>,
    actor: Arc<Actor>,
    /// The last push.
    number: u32,
}

/// What the browser says when it opens the draft.
struct Opening {
    client: ClientId,
    epoch: i32,
    state_vector: Vec<u8>,
}

/// The code to close the connection with.
type Closing = u16;

impl Visit {
    pub(crate) fn new(hub: Hub, seat: SeatId, visitor: Visitor, outbox: Outbox) -> Self {
        Self { hub, seat, visitor, outbox, pace: Pace::new(Instant::now()), place: None }
    }

    /// What waits to be sent.
    #[must_use]
    pub fn outbox(&self) -> Outbox {
        self.outbox.clone()
    }

    /// Whether the browser has opened the draft.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.place.is_some()
    }

    /// Counts something that is no message (a ping, say) towards what a connection may say.
    ///
    /// # Errors
    /// The code to close the connection with.
    pub fn count(&mut self) -> Result<(), Closing> {
        if self.pace.allows(Instant::now()) { Ok(()) } else { Err(close::TOO_MUCH) }
    }

    /// Leaves the room at once; the connection counts until the visit is dropped.
    pub fn leave(&mut self) {
        self.outbox.close(close::AGAIN);
        if let Some(presence) = self.hub.presence() {
            presence.leave(self.seat);
        }
        if let Some(place) = self.place.take() {
            // A room too busy to be told sees the closed outbox.
            drop(place.room.try_send(Message::Leave(self.seat)));
        }
    }

    /// Takes in a frame.
    ///
    /// # Errors
    /// The code to close the connection with.
    pub async fn hear(&mut self, bytes: &[u8]) -> Result<(), Closing> {
        self.count()?;
        let message = decode(bytes).map_err(|error| match error {
            Misunderstood::Version(_) => close::VERSION,
            Misunderstood::Malformed => close::MALFORMED,
        })?;
        let seat = self.seat;
        match (&mut self.place, message) {
            (None, ToServer::Open { client, epoch, state_vector }) => {
                self.open(Opening { client, epoch, state_vector }).await
            }
            (Some(place), ToServer::Push { number, update }) => {
                place.count_push(number)?;
                place.tell(Message::Push { seat, number, update }).await
            }
            (Some(place), ToServer::Here(whereabouts)) => {
                if let Some(presence) = self.hub.presence() {
                    presence.moves(seat, whereabouts.as_ref());
                }
                place.tell(Message::Here { seat, whereabouts }).await
            }
            (Some(place), ToServer::AskShelf) => {
                let actor = place.actor.clone();
                self.show_shelf(&actor).await;
                Ok(())
            }
            (Some(place), ToServer::AskCredit(source)) => {
                let actor = place.actor.clone();
                self.show_credit(&actor, source).await;
                Ok(())
            }
            (Some(_), ToServer::Beat) => {
                self.outbox.put(frame(&ToBrowser::Beat));
                Ok(())
            }
            (None, _) | (Some(_), ToServer::Open { .. }) => Err(close::MALFORMED),
        }
    }

    /// Asks once more who this is and what they may do, as the upgrade may be seconds ago.
    async fn open(&mut self, opening: Opening) -> Result<(), Closing> {
        let Visitor { session, user, posting, .. } = self.visitor.clone();
        let question = SeatQuestion { session, user, posting };
        // Before it is asked: what changes from here on is found by the sweep.
        self.hub.seat(self.seat, question.clone());
        let services = self.hub.services();
        let standing = services.seats(&[question]).await.map_err(|error| again(&error))?.pop();
        let head = services.draft_heads(&[posting]).await.map_err(|error| again(&error))?.pop();
        let (actor, access) = match standing {
            Some(SeatStanding::Here { actor, access }) => (Arc::new(actor), access),
            Some(SeatStanding::Hidden) => return Err(close::HIDDEN),
            Some(SeatStanding::Gone) | None => return Err(close::SIGNED_OUT),
        };
        let newcomer = Newcomer {
            seat: self.seat,
            actor: actor.clone(),
            access,
            client: opening.client,
            epoch: opening.epoch,
            state_vector: opening.state_vector,
            head: head.map_or((0, 0), |(_, head)| (head.epoch, head.seq)),
            outbox: RoomEnd(self.outbox.clone()),
        };
        let room = self.hub.introduce(posting, newcomer).await.ok_or(close::AGAIN)?;
        if let Some(presence) = self.hub.presence() {
            presence.enter(SeatHere { seat: self.seat, posting, user, whereabouts: None });
        }
        self.place = Some(Place { room, actor, number: 0 });
        Ok(())
    }

    /// One at a time: who asks again before they have read the answer gets that one.
    async fn show_shelf(&self, actor: &Actor) {
        if self.outbox.has_large() {
            return;
        }
        match self.hub.services().shelf(actor, self.visitor.posting).await {
            Ok(shelf) => self.outbox.put_large(frame(&ToBrowser::Shelf(shelf.items.to_vec(), shelf.fits))),
            Err(error) => tracing::warn!(%error, "the library could not be shown in an editor"),
        }
    }

    async fn show_credit(&self, actor: &Actor, source: ItemRef) {
        match self.hub.services().credits(actor, &[source]).await {
            Ok(credits) => {
                let answer = credits.get(&source).map(|credit| ToBrowser::Credit {
                    source,
                    slug: credit.slug.clone(),
                    words: credit.words(),
                });
                answer.into_iter().for_each(|answer| self.outbox.put(frame(&answer)));
            }
            Err(error) => tracing::warn!(%error, "where a line comes from could not be shown in an editor"),
        }
    }
}

impl Place {
    fn count_push(&mut self, number: u32) -> Result<(), Closing> {
        if self.number.checked_add(1) != Some(number) {
            return Err(close::MALFORMED);
        }
        self.number = number;
        Ok(())
    }

    /// Waits while the room is busy, and with it the socket.
    async fn tell(&self, message: Message) -> Result<(), Closing> {
        self.room.send(message).await.map_err(|_| close::AGAIN)
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        self.leave();
        self.hub.count_out(&self.visitor, self.seat);
    }
}

fn again(error: &ServiceError) -> Closing {
    tracing::warn!(%error, "a draft could not be opened");
    close::AGAIN
}
