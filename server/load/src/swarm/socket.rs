//! One person's socket, in one of the two ways to speak.

use domain::protocol::{ToBrowser, ToServer};
use futures::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio_tungstenite::{WebSocketStream, client_async_with_config, tungstenite::Message};

use super::{
    company::Place,
    varint::{put_bytes, put_number, take_bytes, take_number},
};
use crate::{
    Door, Line, Manner, Trouble,
    line::{Closed, small_buffers},
};

/// How a server is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Speech {
    /// Our own protocol.
    Rolewright,
    /// The protocol of Yjs as Hocuspocus speaks it, which acknowledges each update.
    Yjs,
}

/// What comes in.
pub(super) enum News {
    /// Others wrote this.
    Update(Vec<u8>),
    /// So many of one's own edits, counted from the first, are saved.
    Saved(usize),
    /// Anything else.
    Nothing,
}

pub(super) enum Socket {
    Rolewright(Box<Line>),
    Yjs(Box<Yjs>),
}

pub(super) struct Yjs {
    socket: WebSocketStream<TcpStream>,
    name: String,
    /// Acknowledgements so far, without the one for the seed.
    saved: usize,
}

/// Kinds of messages, and of those that carry the document.
const SYNC: u64 = 0;
const AUTH: u64 = 2;
const SYNC_REPLY: u64 = 4;
const SYNC_STATUS: u64 = 8;
const STATE_VECTOR: u64 = 0;
const DIFFERENCE: u64 = 1;
const UPDATE: u64 = 2;

impl Socket {
    /// Opens the draft; answers once the server has shown what it knows.
    pub async fn open(speech: Speech, door: Door, place: &Place, hello: &ToServer) -> Result<Self, Trouble> {
        match speech {
            Speech::Rolewright => Self::open_ours(door, place, hello).await,
            Speech::Yjs => Ok(Self::Yjs(Box::new(Yjs::open(door, place, hello).await?))),
        }
    }

    async fn open_ours(door: Door, place: &Place, hello: &ToServer) -> Result<Self, Trouble> {
        let nobody = || Trouble::Bounds("nobody is signed in; run `load sign-in` first".to_owned());
        let session = place.session.as_ref().ok_or_else(nobody)?;
        let mut line = Line::dial(door, Some(place.from), session, place.posting, Manner::Patient).await?;
        line.say(hello).await?;
        loop {
            if let ToBrowser::Welcome(_) = line.hear().await.map_err(ended)? {
                return Ok(Self::Rolewright(Box::new(line)));
            }
        }
    }

    /// `number` counts up from one.
    pub async fn push(&mut self, number: u32, update: Vec<u8>) -> Result<(), Trouble> {
        match self {
            Self::Rolewright(line) => line.say(&ToServer::Push { number, update }).await,
            Self::Yjs(yjs) => yjs.sync(UPDATE, &update).await,
        }
    }

    /// The next message. May be dropped while it waits.
    pub async fn hear(&mut self) -> Result<News, Trouble> {
        match self {
            Self::Rolewright(line) => Ok(match line.hear().await.map_err(ended)? {
                ToBrowser::Remote { update, .. } => News::Update(update),
                ToBrowser::Ack { number, .. } => News::Saved(number as usize),
                ToBrowser::Reject { sentence, .. } => return Err(Trouble::Unexpected(sentence)),
                _ => News::Nothing,
            }),
            Self::Yjs(yjs) => yjs.hear().await,
        }
    }
}

impl Yjs {
    async fn open(door: Door, place: &Place, hello: &ToServer) -> Result<Self, Trouble> {
        let stream = door.connect(Some(place.from)).await?;
        stream.set_nodelay(true)?;
        let (socket, _) = client_async_with_config(format!("ws://{door}/"), stream, Some(small_buffers())).await?;
        let mut this = Self { socket, name: place.posting.to_string(), saved: 0 };
        let mut token = Vec::new();
        put_number(&mut token, 0);
        put_bytes(&mut token, b"anybody");
        this.send(AUTH, &token).await?;
        if let ToServer::Open { state_vector, .. } = hello {
            this.sync(STATE_VECTOR, state_vector).await?;
        }
        this.until(|kind, mut body| kind == SYNC && take_number(&mut body) == Some(DIFFERENCE)).await?;
        if place.rank == 0 {
            this.sync(UPDATE, &place.state).await?;
            this.until(|kind, _| kind == SYNC_STATUS).await?;
        }
        Ok(this)
    }

    async fn sync(&mut self, kind: u64, bytes: &[u8]) -> Result<(), Trouble> {
        let mut body = Vec::with_capacity(bytes.len() + 8);
        put_number(&mut body, kind);
        put_bytes(&mut body, bytes);
        self.send(SYNC, &body).await
    }

    async fn send(&mut self, kind: u64, body: &[u8]) -> Result<(), Trouble> {
        let mut frame = Vec::with_capacity(body.len() + self.name.len() + 4);
        put_bytes(&mut frame, self.name.as_bytes());
        put_number(&mut frame, kind);
        frame.extend_from_slice(body);
        Ok(self.socket.send(Message::binary(frame)).await?)
    }

    async fn until(&mut self, wanted: impl Fn(u64, &[u8]) -> bool) -> Result<(), Trouble> {
        loop {
            let frame = self.frame().await?;
            if read(&frame).is_some_and(|(kind, body)| wanted(kind, body)) {
                return Ok(());
            }
        }
    }

    async fn hear(&mut self) -> Result<News, Trouble> {
        let frame = self.frame().await?;
        let Some((kind, mut body)) = read(&frame) else { return Ok(News::Nothing) };
        match kind {
            SYNC_STATUS => {
                self.saved += 1;
                Ok(News::Saved(self.saved))
            }
            SYNC | SYNC_REPLY if take_number(&mut body) == Some(UPDATE) => {
                Ok(take_bytes(&mut body).map_or(News::Nothing, |update| News::Update(update.to_vec())))
            }
            _ => Ok(News::Nothing),
        }
    }

    async fn frame(&mut self) -> Result<Vec<u8>, Trouble> {
        loop {
            match self.socket.next().await {
                Some(Ok(Message::Binary(frame))) => return Ok(frame.to_vec()),
                Some(Ok(Message::Close(_)) | Err(_)) | None => return Err(ended(Closed(0))),
                Some(Ok(_)) => {}
            }
        }
    }
}

/// The kind of a message and what is in it; the name in front is known.
fn read(frame: &[u8]) -> Option<(u64, &[u8])> {
    let mut rest = frame;
    take_bytes(&mut rest)?;
    let kind = take_number(&mut rest)?;
    Some((kind, rest))
}

fn ended(Closed(code): Closed) -> Trouble {
    Trouble::Socket(format!("the server closed it ({code})"))
}
