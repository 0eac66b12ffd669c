//! One live socket, as a browser opens it.

use std::net::Ipv4Addr;

use domain::{
    ids::PostingId,
    protocol::{ToBrowser, ToServer, decode, encode},
};
use futures::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    WebSocketStream, client_async_with_config,
    tungstenite::{
        Message,
        client::IntoClientRequest,
        http::{HeaderValue, header},
        protocol::WebSocketConfig,
    },
};

use crate::{Door, Session, Trouble};

/// There may be thousands of sockets.
const BUFFER_BYTES: usize = 4096;

/// A socket at a draft.
pub struct Line {
    socket: WebSocketStream<TcpStream>,
    manner: Manner,
    /// The acknowledgement of somebody who could not wait.
    hasty: Option<ToBrowser>,
}

/// When a push counts as acknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// When the server says so.
    Patient,
    /// As soon as it was sent: what a server would do that acknowledges before it commits. Proves that a proof can fail.
    Hasty,
}

/// The code that a connection was closed with; 0 when it broke.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed(pub u16);

impl Line {
    /// Opens the socket of a posting from a page of this server.
    ///
    /// # Errors
    /// [`Trouble::Status`] when the server refuses it.
    pub async fn dial(
        door: Door,
        from: Option<Ipv4Addr>,
        session: &Session,
        posting: PostingId,
        manner: Manner,
    ) -> Result<Self, Trouble> {
        let mut request = format!("ws://{door}/postings/{posting}/live").into_client_request()?;
        for (name, value) in [(header::ORIGIN, door.origin()), (header::COOKIE, session.0.clone())] {
            let value = HeaderValue::from_str(&value).map_err(|error| Trouble::Unexpected(error.to_string()))?;
            request.headers_mut().insert(name, value);
        }
        let stream = door.connect(from).await?;
        stream.set_nodelay(true)?;
        let (socket, _) = client_async_with_config(request, stream, Some(small_buffers())).await?;
        Ok(Self { socket, manner, hasty: None })
    }

    /// # Errors
    /// [`Trouble`] when the connection is gone.
    pub async fn say(&mut self, message: &ToServer) -> Result<(), Trouble> {
        if let (Manner::Hasty, ToServer::Push { number, .. }) = (self.manner, message) {
            self.hasty = Some(ToBrowser::Ack { number: *number, seq: 0 });
        }
        Ok(self.socket.send(Message::binary(encode(message))).await?)
    }

    /// The next message. May be dropped while it waits.
    ///
    /// # Errors
    /// [`Closed`], when nothing comes any more.
    pub async fn hear(&mut self) -> Result<ToBrowser, Closed> {
        if let Some(acknowledged) = self.hasty.take() {
            return Ok(acknowledged);
        }
        loop {
            match self.socket.next().await {
                Some(Ok(Message::Binary(frame))) => return decode(&frame).map_err(|_| Closed(0)),
                Some(Ok(Message::Close(frame))) => {
                    // The answer that a close asks for is sent while waiting for the end.
                    while let Some(Ok(_)) = self.socket.next().await {}
                    return Err(Closed(frame.map_or(0, |frame| frame.code.into())));
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Err(Closed(0)),
            }
        }
    }
}

pub(crate) fn small_buffers() -> WebSocketConfig {
    WebSocketConfig::default().read_buffer_size(BUFFER_BYTES).write_buffer_size(BUFFER_BYTES)
}
