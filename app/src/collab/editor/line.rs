//! What is known of the connection of this page, and what that says about saving.

use std::cell::RefCell;

use leptos::leptos_dom::helpers::TimeoutHandle;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{CloseEvent, MessageEvent, WebSocket};

use super::desk::Saving;

/// A connection that is gone for less is not worth a word (milliseconds).
const UNNOTICED: f64 = 1_000.0;
/// A push that is not answered for so long is worth one, too.
const UNANSWERED: f64 = 4_000.0;

thread_local! {
    static LINE: RefCell<Line> = RefCell::default();
}

/// The connection of this page.
#[derive(Default)]
pub struct Line {
    pub socket: Option<Socket>,
    /// The server has answered; edits may travel.
    pub is_open: bool,
    pub tries: i32,
    /// Since when there is no connection, and since when the present one is tried (milliseconds).
    pub lost_at: Option<f64>,
    pub tried_at: f64,
    /// When the server was asked for a sign of life, and has not given one since (milliseconds).
    pub asked_at: Option<f64>,
    /// Since when nothing was saved on this connection although something waits for it (milliseconds).
    pub waits_since: Option<f64>,
    /// The server said that its database is away.
    pub is_ailing: bool,
    pub departure: Option<TimeoutHandle>,
}

impl Line {
    /// What the page says about saving while something waits to be saved, or nothing does; `None` if that is too early to
    /// tell.
    pub fn saving(&mut self, is_pending: bool, now: f64) -> Option<Saving> {
        self.waits_since = (self.is_open && is_pending).then(|| self.waits_since.unwrap_or(now));
        let is_past = |since: Option<f64>, patience| since.is_some_and(|since| now - since >= patience);
        let (is_late, is_lost) = (is_past(self.waits_since, UNANSWERED), is_past(self.lost_at, UNNOTICED));
        match (self.is_open, is_pending) {
            (true, false) => Some(Saving::Saved),
            (true, true) if is_late => Some(Saving::Stuck),
            (false, _) if is_lost && self.is_ailing => Some(Saving::Stuck),
            (false, _) if is_lost => Some(Saving::Offline),
            (_, true) => Some(Saving::Sending),
            (false, false) => None,
        }
    }
}

/// A socket and what it calls.
pub struct Socket {
    socket: WebSocket,
    _opened: Closure<dyn FnMut()>,
    _heard: Closure<dyn FnMut(MessageEvent)>,
    _closed: Closure<dyn FnMut(CloseEvent)>,
}

impl Socket {
    pub fn new(
        socket: WebSocket,
        opened: Closure<dyn FnMut()>,
        heard: Closure<dyn FnMut(MessageEvent)>,
        closed: Closure<dyn FnMut(CloseEvent)>,
    ) -> Self {
        socket.set_onopen(Some(opened.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        socket.set_onclose(Some(closed.as_ref().unchecked_ref()));
        Self { socket, _opened: opened, _heard: heard, _closed: closed }
    }

    /// Once the server has begun to close, nothing can be said any more, and trying is an error on the console.
    pub fn send(&self, frame: &[u8]) {
        if self.socket.ready_state() == WebSocket::OPEN {
            drop(self.socket.send_with_u8_array(frame));
        }
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        drop(self.socket.close());
    }
}

/// Acts on the connection.
pub fn line<T>(act: impl FnOnce(&mut Line) -> T) -> T {
    LINE.with_borrow_mut(act)
}
