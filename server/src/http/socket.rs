//! From a request to a socket that takes little memory while nothing is under way: there may be thousands.
//!
//! The driver gathers what it sends in a buffer that becomes as large as the largest frame and stays so, 300 KiB for a
//! library that somebody looked into once. So a long message leaves as many short frames, which the browser puts together
//! again. `axum`'s own socket knows whole messages only, which is why the upgrade is done here.

use std::future::Future;

use axum::{
    body::{Body, Bytes},
    response::{IntoResponse, Response},
};
use domain::protocol::FRAME_MAX_BYTES;
use futures::SinkExt;
use http::{Request, StatusCode, request::Parts};
use hyper::upgrade::{OnUpgrade, Upgraded};
use hyper_util::rt::TokioIo;
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        Error, Message,
        handshake::server::create_response_with_body,
        protocol::{
            Role, WebSocketConfig,
            frame::{
                Frame,
                coding::{Data, OpCode},
            },
        },
    },
};

/// A connection whose messages may be sent in pieces.
pub(crate) type Socket = WebSocketStream<TokioIo<Upgraded>>;

const READ_BUFFER_BYTES: usize = 256;
/// Messages that wait are sent together until there are so many bytes.
const WRITE_BUFFER_BYTES: usize = 4096;
/// A longer message goes in pieces, each alone.
const WHOLE_MAX_BYTES: usize = 2048;
const PIECE_BYTES: usize = 1024;

/// Answers a request that asks for a socket, and has `attend` look after it from then on.
pub(crate) fn upgrade<F>(mut parts: Parts, attend: impl FnOnce(Socket) -> F + Send + 'static) -> Response
where
    F: Future<Output = ()> + Send + 'static,
{
    let arrives = parts.extensions.remove::<OnUpgrade>();
    let (response, arrives) = match (create_response_with_body(&Request::from_parts(parts, ()), Body::empty), arrives) {
        (Ok(response), Some(arrives)) => (response, arrives),
        (Ok(_), None) => {
            return (StatusCode::UPGRADE_REQUIRED, "This connection can't become a socket.\n").into_response();
        }
        (Err(error), _) => return (StatusCode::BAD_REQUEST, format!("{error}\n")).into_response(),
    };
    tokio::spawn(async move {
        match arrives.await {
            Ok(io) => {
                let socket = WebSocketStream::from_raw_socket(TokioIo::new(io), Role::Server, Some(limits())).await;
                // A task of its own: this one would keep room for both ends of its way.
                tokio::spawn(attend(socket));
            }
            Err(error) => tracing::debug!(%error, "a socket was asked for and never opened"),
        }
    });
    response
}

fn limits() -> WebSocketConfig {
    WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER_BYTES)
        .write_buffer_size(WRITE_BUFFER_BYTES)
        .max_write_buffer_size(4 * WRITE_BUFFER_BYTES)
        .max_message_size(Some(FRAME_MAX_BYTES))
        .max_frame_size(Some(FRAME_MAX_BYTES))
}

/// Puts a message on its way; `flush` sends what has gathered.
pub(crate) async fn feed(socket: &mut Socket, message: Bytes) -> Result<(), Error> {
    if message.len() <= WHOLE_MAX_BYTES {
        return socket.feed(Message::Binary(message)).await;
    }
    socket.flush().await?;
    let mut rest = message;
    let mut kind = Data::Binary;
    while !rest.is_empty() {
        let piece = rest.split_to(rest.len().min(PIECE_BYTES));
        socket.send(Message::Frame(Frame::message(piece, OpCode::Data(kind), rest.is_empty()))).await?;
        kind = Data::Continue;
    }
    Ok(())
}
