//! What waits to be sent to one socket. Whoever doesn't read is closed, and nobody waits for them.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use domain::protocol::{ToBrowser, close, encode};
use tokio::sync::Notify;

use crate::locked;

/// The most messages that wait for one socket.
pub const MESSAGES_MAX: usize = 256;
/// The most bytes that wait for one socket, answers of any size apart.
pub const BYTES_MAX: usize = 256 * 1024;

/// So many places for messages are kept when none waits.
const MESSAGES_USUAL: usize = 8;

/// A message as bytes: encoded once, however many hear it.
pub type Frame = Arc<[u8]>;

/// What the socket has to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outgoing {
    Frame(Frame),
    /// The last thing: end the connection with this code.
    Close(u16),
}

/// Both ends of the queue: the room and the connection put in, the socket takes out.
#[derive(Debug, Clone, Default)]
pub struct Outbox(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    queue: Mutex<Queue>,
    arrived: Notify,
    overflowed: Notify,
}

#[derive(Debug, Default)]
struct Queue {
    /// Each with what it counts towards the limit.
    frames: VecDeque<(Frame, usize)>,
    bytes: usize,
    /// The code to close with once the frames are out. The first one stays.
    end: Option<u16>,
    is_overflown: bool,
}

pub(crate) fn frame(message: &ToBrowser) -> Frame {
    encode(message).into()
}

impl Outbox {
    /// Adds a message; a full outbox is emptied and the socket closed, to come back and get everything at once.
    pub(crate) fn put(&self, frame: Frame) {
        let bytes = frame.len();
        self.add(frame, bytes);
    }

    /// Adds the one large answer that somebody asked for (the draft, the library): its size is not held against them.
    pub(crate) fn put_large(&self, frame: Frame) {
        self.add(frame, 0);
    }

    fn add(&self, frame: Frame, bytes: usize) {
        {
            let mut queue = locked(&self.0.queue);
            if queue.end.is_some() {
                return;
            }
            if queue.frames.len() >= MESSAGES_MAX || queue.bytes + bytes > BYTES_MAX {
                *queue = Queue { end: Some(close::AGAIN), is_overflown: true, ..Queue::default() };
                self.0.overflowed.notify_one();
            } else {
                queue.bytes += bytes;
                queue.frames.push_back((frame, bytes));
            }
        }
        self.0.arrived.notify_one();
    }

    /// Nothing is added any more; the socket closes with this code after what is in the queue.
    pub(crate) fn close(&self, code: u16) {
        locked(&self.0.queue).end.get_or_insert(code);
        self.0.arrived.notify_one();
    }

    /// Whether it is closed, so that nothing put in arrives.
    pub(crate) fn is_closed(&self) -> bool {
        locked(&self.0.queue).end.is_some()
    }

    /// Whether a large answer has not been taken out yet.
    pub(crate) fn has_large(&self) -> bool {
        locked(&self.0.queue).frames.iter().any(|(_, counted)| *counted == 0)
    }

    /// The next thing to send. May be dropped while it waits; nothing is lost.
    pub async fn next(&self) -> Outgoing {
        loop {
            if let Some(next) = self.take() {
                return next;
            }
            self.0.arrived.notified().await;
        }
    }

    /// Returns once the socket reads so slowly that it is given up: what is on its way to it has no hope either.
    pub async fn overflows(&self) {
        while !locked(&self.0.queue).is_overflown {
            self.0.overflowed.notified().await;
        }
    }

    /// The next thing to send, if there is one already.
    pub fn take(&self) -> Option<Outgoing> {
        let mut queue = locked(&self.0.queue);
        match queue.frames.pop_front() {
            Some((frame, bytes)) => {
                queue.bytes -= bytes;
                // A moment with much to say leaves room for as much behind, at each of thousands of sockets.
                if queue.frames.is_empty() && queue.frames.capacity() > MESSAGES_USUAL {
                    queue.frames = VecDeque::new();
                }
                Some(Outgoing::Frame(frame))
            }
            None => queue.end.map(Outgoing::Close),
        }
    }
}

/// The room's end of an outbox. However the room ends, the socket is told to come back.
#[derive(Debug)]
pub(crate) struct RoomEnd(pub Outbox);

impl Drop for RoomEnd {
    fn drop(&mut self) {
        self.0.close(close::AGAIN);
    }
}

impl std::ops::Deref for RoomEnd {
    type Target = Outbox;

    fn deref(&self) -> &Outbox {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame_of(bytes: usize) -> Frame {
        vec![0; bytes].into()
    }

    #[test]
    fn what_was_put_in_comes_out_before_the_close_and_the_first_code_counts() {
        let outbox = Outbox::default();
        outbox.put(frame_of(1));
        outbox.close(close::HIDDEN);
        outbox.close(close::AGAIN);
        outbox.put(frame_of(2));
        assert_eq!(outbox.take(), Some(Outgoing::Frame(frame_of(1))));
        assert_eq!(outbox.take(), Some(Outgoing::Close(close::HIDDEN)));
    }

    #[test]
    fn who_does_not_read_is_closed_and_keeps_no_memory() {
        for bytes in [1, 64 * 1024] {
            let outbox = Outbox::default();
            let room = (BYTES_MAX / bytes).min(MESSAGES_MAX);
            (0..room).for_each(|_| outbox.put(frame_of(bytes)));
            assert!(!outbox.is_closed(), "{room} messages of {bytes} bytes fit");
            outbox.put(frame_of(bytes));
            assert_eq!(outbox.take(), Some(Outgoing::Close(close::AGAIN)), "{bytes}");
        }
    }

    #[test]
    fn what_was_read_makes_room_and_a_large_answer_takes_none() {
        let outbox = Outbox::default();
        outbox.put_large(frame_of(2 * BYTES_MAX));
        for _ in 0..10 {
            outbox.put(frame_of(BYTES_MAX / 2));
            outbox.take().unwrap();
        }
        assert!(!outbox.is_closed());
    }

    #[tokio::test]
    async fn a_socket_that_is_busy_sending_learns_that_it_is_given_up() {
        let outbox = Outbox::default();
        let sending = outbox.clone();
        let flood = async { (0..=MESSAGES_MAX).for_each(|_| outbox.put(frame_of(1))) };
        tokio::join!(sending.overflows(), flood);
        outbox.overflows().await;
    }

    #[tokio::test]
    async fn a_waiting_socket_is_woken() {
        let outbox = Outbox::default();
        let waiting = outbox.clone();
        let (next, ()) = tokio::join!(waiting.next(), async { outbox.put(frame_of(3)) });
        assert_eq!(next, Outgoing::Frame(frame_of(3)));
    }
}
