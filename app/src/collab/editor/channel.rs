//! The live channel: one socket, opened again whenever it breaks.
//!
//! Edits gather a moment and leave; what others wrote comes in. A beat a second tells within three whether the server
//! is still there. While it is not, everything is kept in this browser.

use std::{sync::Arc, time::Duration};

use domain::{
    library::{IndexItem, search::Index},
    posting::ItemRef,
    protocol::{self, Access, BEAT_SECONDS, SILENCE_SECONDS, ToBrowser, ToServer, Welcome, Whereabouts, close},
};
use js_sys::{ArrayBuffer, Date, Math, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{BinaryType, CloseEvent, MessageEvent, WebSocket};

use super::{
    desk::{Desk, Saving, Shelf, fresh_client},
    keeping,
    leaving::say_at_stake,
    line::{Socket, line},
    shut::{Shut, why_shut},
};
use crate::paths;

/// How long edits gather before they travel.
const GATHER: Duration = Duration::from_millis(60);
/// The wait before the second try, doubled with each, up to the longest; a random part of it is really waited, so that
/// not everybody comes back at the same moment.
const RETRY: f64 = 400.0;
const RETRY_MAX: f64 = 10_000.0;
/// A connection that does not come about in this time is tried anew (milliseconds).
const CONNECT: f64 = 10_000.0;

/// Connects, and stays connected while the page is open.
pub fn begin(desk: Desk) {
    line(|line| line.lost_at = Some(Date::now()));
    connect(desk);
    set_interval(move || beat(desk), Duration::from_secs(BEAT_SECONDS));
    for (event, is_online) in [("online", true), ("offline", false)] {
        window_event_listener_untyped(event, move |_| if is_online { connect(desk) } else { broken(desk) });
    }
}

/// An edit waits to be carried away. Off the network nothing gathers: the tab may close after any letter.
pub fn wrote(desk: Desk) {
    tell(desk);
    if line(|line| !line.is_open) {
        return keeping::keep(desk);
    }
    if line(|line| line.departure.is_some()) {
        return;
    }
    let leave = move || {
        line(|line| line.departure = None);
        depart(desk);
    };
    let handle = set_timeout_with_handle(leave, GATHER).ok();
    line(|line| line.departure = handle);
}

/// Says where this person is working.
pub fn here(whereabouts: Option<Whereabouts>) {
    say(&ToServer::Here(whereabouts));
}

/// Asks where the words of a line come from.
pub fn ask_credit(source: ItemRef) {
    if line(|line| line.is_open) {
        say(&ToServer::AskCredit(source));
    }
}

fn connect(desk: Desk) {
    if is_stopped(desk) || line(|line| line.socket.is_some()) {
        return;
    }
    line(|line| line.tried_at = Date::now());
    let Some(socket) = address(desk).and_then(|address| WebSocket::new(&address).ok()) else { return broken(desk) };
    socket.set_binary_type(BinaryType::Arraybuffer);
    let opened = Closure::<dyn FnMut()>::new(move || {
        let hello = desk.with(|work| work.hello());
        say(&hello);
    });
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Ok(frame) = event.data().dyn_into::<ArrayBuffer>() {
            hear(desk, &Uint8Array::new(&frame).to_vec());
        }
    });
    let closed = Closure::<dyn FnMut(CloseEvent)>::new(move |event: CloseEvent| closed(desk, event.code()));
    line(|line| line.socket = Some(Socket::new(socket, opened, heard, closed)));
}

/// Written out in full: not every browser opens a socket by a path alone.
fn address(desk: Desk) -> Option<String> {
    let location = web_sys::window()?.location();
    let scheme = if location.protocol().ok()? == "https:" { "wss" } else { "ws" };
    Some(format!("{scheme}://{}{}", location.host().ok()?, paths::live(desk.posting)))
}

fn say(message: &ToServer) {
    line(|line| {
        if let Some(socket) = &line.socket {
            socket.send(&protocol::encode(message));
        }
    });
}

/// Sends what waits.
fn depart(desk: Desk) {
    keeping::keep(desk);
    while line(|line| line.is_open) {
        let Some(push) = desk.with(|work| work.outbox.depart()) else { break };
        say(&push);
    }
    tell(desk);
}

fn hear(desk: Desk, frame: &[u8]) {
    line(|line| line.asked_at = None);
    let Ok(message) = protocol::decode::<ToBrowser>(frame) else { return closed(desk, close::VERSION) };
    match message {
        ToBrowser::Welcome(welcome) => welcomed(desk, &welcome),
        ToBrowser::Ack { number, .. } => {
            line(|line| line.waits_since = None);
            desk.with(|work| work.confirm(number));
            keeping::keep(desk);
            tell(desk);
        }
        ToBrowser::Remote { update, .. } => match desk.with(|work| work.merge(&update)) {
            Ok(true) => desk.refresh(),
            Ok(false) => {}
            // Something was missed: a new connection brings all of it.
            Err(_) => broken(desk),
        },
        ToBrowser::Reject { sentence, .. } | ToBrowser::Reset { sentence, .. } => {
            desk.notice.set(Some(sentence));
            desk.with(|work| work.start_over());
            broken(desk);
        }
        ToBrowser::Access(access) => desk.access.set(access),
        ToBrowser::Present(person) => {
            desk.people.update(|people| match people.iter_mut().find(|other| other.seat == person.seat) {
                Some(known) => *known = person,
                None => people.push(person),
            })
        }
        ToBrowser::Left(seat) => desk.people.update(|people| people.retain(|person| person.seat != seat)),
        ToBrowser::Shelf(items, fits) => {
            let index = Index::build(items.iter().map(IndexItem::entry));
            desk.shelf.set(Some(Arc::new(Shelf { items, index, fits })));
        }
        ToBrowser::Credit { source, slug, words } => desk.credits.update(|credits| credits.push((source, slug, words))),
        ToBrowser::Beat => {}
        ToBrowser::AtStake(sentence) => say_at_stake(&sentence),
    }
}

fn welcomed(desk: Desk, welcome: &Welcome) {
    let kept = desk.with(|work| work.welcome(welcome, fresh_client()));
    let Ok(unsent) = kept else { return stop(desk, "This draft can't be read. Reload the page, or tell an admin.") };
    line(|line| (line.is_open, line.tries, line.lost_at, line.is_ailing) = (true, 0, None, false));
    desk.people.set(welcome.people.clone());
    desk.refresh();
    if desk.access.with_untracked(|access| *access != welcome.access) {
        desk.access.set(welcome.access.clone());
    }
    if unsent.is_some() {
        desk.unsent.set(unsent);
    }
    if desk.shelf.with_untracked(Option::is_none) {
        say(&ToServer::AskShelf);
    }
    if matches!(welcome.access, Access::Read(_)) && desk.is_pending() {
        // Written while nobody could know that the draft is not to be written any more.
        desk.with(|work| work.start_over());
        return broken(desk);
    }
    depart(desk);
}

/// Asks for a sign of life, or gives up on a server that has not given one.
fn beat(desk: Desk) {
    let now = Date::now();
    let is_gone = line(|line| {
        let is_silent = line.asked_at.is_some_and(|asked| now - asked >= (SILENCE_SECONDS * 1000) as f64);
        is_silent || (line.socket.is_some() && !line.is_open && now - line.tried_at >= CONNECT)
    });
    if is_gone {
        return broken(desk);
    }
    tell(desk);
    if line(|line| line.is_open) {
        line(|line| _ = line.asked_at.get_or_insert(now));
        say(&ToServer::Beat);
    }
}

/// The server has closed the connection, and may have said why.
fn closed(desk: Desk, code: u16) {
    match code {
        close::SIGNED_OUT => stop(desk, "You are signed out. Sign in again in another tab, then reload this page."),
        close::HIDDEN => stop(desk, "This posting is not yours to see any more."),
        close::VERSION => stop(desk, "Rolewright was updated. Reload the page."),
        close::MALFORMED => stop(desk, "The server did not understand this page. Reload it."),
        _ => {
            if !line(|line| line.is_open) {
                leptos::task::spawn_local(async move {
                    match why_shut(desk.posting).await {
                        Some(Shut::Refused(code)) => closed(desk, code),
                        why => line(|line| line.is_ailing = why.is_some()),
                    }
                });
            }
            broken(desk);
        }
    }
}

fn stop(desk: Desk, why: &str) {
    keeping::keep(desk);
    hang_up();
    desk.people.set(Vec::new());
    desk.saving.set(Saving::Stopped(why.to_owned()));
}

/// The connection is gone: it is tried again, sooner at first than later.
fn broken(desk: Desk) {
    let was_open = line(|line| line.is_open);
    hang_up();
    desk.people.set(Vec::new());
    let tries = line(|line| {
        line.lost_at.get_or_insert_with(Date::now);
        line.tries += 1;
        line.tries
    });
    let longest = (RETRY * 2_f64.powi(tries - 1)).min(RETRY_MAX);
    let wait = if was_open { longest * Math::random() / 2.0 } else { longest * (0.5 + Math::random() / 2.0) };
    set_timeout(move || connect(desk), Duration::from_millis(wait as u64));
    tell(desk);
}

fn hang_up() {
    line(|line| {
        line.is_open = false;
        line.asked_at = None;
        line.socket = None;
    });
}

/// Says whether everything is saved.
fn tell(desk: Desk) {
    if is_stopped(desk) {
        return;
    }
    let is_pending = desk.is_pending();
    let saving = line(|line| line.saving(is_pending, Date::now()));
    let Some(saving) = saving else { return };
    if desk.saving.with_untracked(|now| *now != saving) {
        desk.saving.set(saving);
    }
}

fn is_stopped(desk: Desk) -> bool {
    desk.saving.with_untracked(|saving| matches!(saving, Saving::Stopped(_)))
}
