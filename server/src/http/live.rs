//! The socket of an open editor. Who may open one is decided before the upgrade; from then on this only carries frames
//! between the socket and the visit ([`collab::Visit`]), which decides what they mean.
//!
//! The layers of the router have done their part when the upgrade is answered: no time limit, compression or body limit
//! touches what comes after it, so the limits that hold here are set here.

use std::time::Duration;

use app::error::AppError;
use axum::{
    body::Bytes,
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use collab::{Crowded, Frame, Outbox, Outgoing, Visit, Visitor};
use domain::{ids::PostingId, protocol::close};
use futures::{SinkExt, StreamExt};
use http::{HeaderMap, StatusCode, header, request::Parts};
use services::ServiceError;
use tokio::time::{Instant, MissedTickBehavior, interval_at, sleep_until, timeout};
use tokio_tungstenite::tungstenite::{Error, Message, protocol::CloseFrame};

use super::{
    Front,
    socket::{Socket, feed, upgrade},
};

/// Where the editor of a posting connects to.
pub(crate) const ADDRESS: &str = "/postings/{posting}/live";

/// How soon a browser has to say which draft it has.
const OPEN_WITHIN: Duration = Duration::from_secs(10);
const PING_EVERY: Duration = Duration::from_secs(12);
/// Not even an answer to a ping for so long: the browser is gone.
const SILENT_FOR: Duration = Duration::from_secs(30);
/// How long one message may take on its way.
const SENT_WITHIN: Duration = Duration::from_secs(20);
/// How long a browser has to answer that it has understood the end.
const PARTED_WITHIN: Duration = Duration::from_secs(1);

/// Lets somebody who is signed in and may read the posting open a socket, from a page of ours.
pub(crate) async fn open(State(front): State<Front>, Path(posting): Path<String>, parts: Parts) -> Response {
    // A browser sends its cookies with a socket that any site opens, and always says which site that is.
    if !is_from(&parts.headers, &front.site.base_url) {
        return (StatusCode::FORBIDDEN, "This request did not come from a page of this site.\n").into_response();
    }
    let visitor = match visitor(&front, &posting, &parts).await {
        Ok(visitor) => visitor,
        Err(error) => return error.status().into_response(),
    };
    match front.hub.visit(visitor) {
        Ok(visit) => upgrade(parts, |socket| attend(socket, visit)),
        Err(crowded) => (status_of(crowded), format!("{crowded}\n")).into_response(),
    }
}

const fn status_of(crowded: Crowded) -> StatusCode {
    match crowded {
        Crowded::Person | Crowded::Address => StatusCode::TOO_MANY_REQUESTS,
        Crowded::Closing => StatusCode::SERVICE_UNAVAILABLE,
    }
}

fn is_from(headers: &HeaderMap, base_url: &str) -> bool {
    let mut origins = headers.get_all(header::ORIGIN).iter();
    origins.next().is_some_and(|origin| origin == base_url) && origins.next().is_none()
}

async fn visitor(front: &Front, posting: &str, parts: &Parts) -> Result<Visitor, AppError> {
    let scope = front.scope(&parts.headers, &parts.extensions, None).await;
    if let Some(trouble) = scope.trouble {
        return Err(trouble);
    }
    let (Some(actor), Some(session)) = (scope.actor, scope.session.id()) else { return Err(AppError::SignedOut) };
    let posting: PostingId = posting.parse().map_err(|_| AppError::NotFound)?;
    match front.services.take_seat(&session, &actor, posting).await {
        Ok(_) => Ok(Visitor { session, user: actor.id, posting, address: scope.client }),
        Err(ServiceError::Gone(_)) => Err(AppError::SignedOut),
        Err(error) => Err(error.into()),
    }
}

/// Looks after one connection to its end.
#[expect(clippy::manual_async_fn, reason = "one of those has room for what it is given twice, in every connection")]
fn attend(mut socket: Socket, mut visit: Visit) -> impl Future<Output = ()> + Send {
    async move {
        let code = converse(&mut socket, &mut visit).await;
        visit.leave();
        if let Some(code) = code {
            part(&mut socket, code).await;
        }
    }
}

/// Carries frames in both directions until one side ends it. Answers with the code to close with, if the other side is
/// still there to hear it.
async fn converse(socket: &mut Socket, visit: &mut Visit) -> Option<u16> {
    let outbox = visit.outbox();
    let mut pings = interval_at(Instant::now() + PING_EVERY, PING_EVERY);
    pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (opened_by, mut silent_until) = (Instant::now() + OPEN_WITHIN, Instant::now() + SILENT_FOR);
    loop {
        let deadline = if visit.is_open() { silent_until } else { opened_by };
        let on_its_way = tokio::select! {
            message = socket.next() => {
                silent_until = Instant::now() + SILENT_FOR;
                if let Err(end) = hear(visit, message).await {
                    return end;
                }
                continue;
            }
            next = outbox.next() => match next {
                Outgoing::Frame(frame) => Some(frame),
                Outgoing::Close(code) => return Some(code),
            },
            _ = pings.tick() => None,
            () = sleep_until(deadline) => return (!visit.is_open()).then_some(close::MALFORMED),
        };
        // Who doesn't take one message is not listening, and nothing more can be said to them.
        tokio::select! {
            sent = timeout(SENT_WITHIN, Box::pin(deliver(socket, on_its_way, &outbox))) => sent.ok()?.ok()?,
            () = outbox.overflows() => return None,
        }
    }
}

/// Sends a message, or a ping, and what waits behind it in one go: each write to the system costs more than what it carries.
async fn deliver(socket: &mut Socket, first: Option<Frame>, outbox: &Outbox) -> Result<(), Error> {
    match first {
        Some(frame) => feed(socket, Bytes::from_owner(frame)).await?,
        None => socket.feed(Message::Ping(Bytes::new())).await?,
    }
    while let Some(Outgoing::Frame(frame)) = outbox.take() {
        feed(socket, Bytes::from_owner(frame)).await?;
    }
    socket.flush().await
}

/// Takes in what the socket brought; the error is how it ends.
async fn hear(visit: &mut Visit, message: Option<Result<Message, Error>>) -> Result<(), Option<u16>> {
    match message {
        // Boxed, because a message on its way needs some kilobytes, and thousands of sockets wait for their next one.
        Some(Ok(Message::Binary(frame))) => Box::pin(visit.hear(&frame)).await.map_err(Some),
        Some(Ok(Message::Ping(_) | Message::Pong(_))) => visit.count().map_err(Some),
        // Too large, or against the protocol of sockets. A frame alone is never read.
        Some(Ok(Message::Text(_) | Message::Frame(_)) | Err(_)) => Err(Some(close::MALFORMED)),
        Some(Ok(Message::Close(_))) | None => Err(None),
    }
}

/// Says why it ends, and waits a moment for the answer: a connection that is cut off loses what was said last.
async fn part(socket: &mut Socket, code: u16) {
    let frame = CloseFrame { code: code.into(), reason: "".into() };
    let parting = async {
        if socket.send(Message::Close(Some(frame))).await.is_ok() {
            while let Some(Ok(_)) = socket.next().await {}
        }
    };
    drop(timeout(PARTED_WITHIN, parting).await);
}
