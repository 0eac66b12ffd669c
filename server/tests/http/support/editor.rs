//! An open editor: a replica and a real socket.

use std::{net::SocketAddr, time::Duration};

use domain::{
    document::{ClientId, Draft, Operation},
    ids::{LineId, PostingId},
    protocol::{Access, ToBrowser, ToServer, Welcome, decode, encode},
};
use futures::{SinkExt, StreamExt};
use http::{Request, header};
use tokio::{
    net::{TcpSocket, TcpStream},
    time::{Instant, sleep, timeout, timeout_at},
};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Error, Message, client::IntoClientRequest},
};

use super::{BASE_URL, Browser, House};

/// How long anything may take here.
const PATIENCE: Duration = Duration::from_secs(20);

/// A socket as a browser has it: what it may send is up to the test.
pub struct Line(WebSocketStream<TcpStream>);

/// An editor that has opened its draft.
pub struct Editor {
    pub line: Line,
    pub replica: Draft,
    pub client: ClientId,
    pub welcome: Welcome,
    number: u32,
    saved: u32,
}

impl House {
    /// Knocks at the live address of a posting, as a browser with this cookie and a page of this origin; the status if
    /// that is refused.
    pub async fn dial(&self, cookie: Option<&str>, posting: &str, origin: Option<&str>) -> Result<Line, u16> {
        knock(self.address().await, cookie, posting, origin).await
    }

    /// As [`House::editor`], on a connection that holds little of what is not read.
    pub async fn slow_editor(&self, browser: &Browser, posting: PostingId, client: u64) -> Editor {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(4096).unwrap();
        let stream = socket.connect(self.address().await).await.unwrap();
        let line = dial(stream, browser.cookie.as_deref(), &posting.to_string(), Some(BASE_URL)).await;
        Editor::open(line.unwrap(), client).await
    }
    /// The socket of somebody who is signed in, from one of our pages.
    pub async fn line(&self, browser: &Browser, posting: PostingId) -> Line {
        self.dial(browser.cookie.as_deref(), &posting.to_string(), Some(BASE_URL)).await.unwrap()
    }

    /// Somebody opens the draft; each editor writes under a client id of its own.
    pub async fn editor(&self, browser: &Browser, posting: PostingId, client: u64) -> Editor {
        Editor::open(self.line(browser, posting).await, client).await
    }

    /// As [`House::editor`], for somebody whose sockets before may still be closing: a seat is free when the server is done
    /// with whoever had it, which is after that one heard so.
    pub async fn next_editor(&self, browser: &Browser, posting: PostingId, client: u64) -> Editor {
        let until = Instant::now() + PATIENCE;
        let line = loop {
            match self.dial(browser.cookie.as_deref(), &posting.to_string(), Some(BASE_URL)).await {
                Err(429) if Instant::now() < until => sleep(Duration::from_millis(20)).await,
                dialled => break dialled.unwrap(),
            }
        };
        Editor::open(line, client).await
    }

    /// What the database says.
    pub async fn stored_draft(&self, posting: PostingId) -> Draft {
        self.world.services.load_live(posting).await.unwrap().draft
    }
}

/// As [`House::dial`], at any address.
pub async fn knock(
    address: SocketAddr,
    cookie: Option<&str>,
    posting: &str,
    origin: Option<&str>,
) -> Result<Line, u16> {
    dial(TcpStream::connect(address).await.unwrap(), cookie, posting, origin).await
}

async fn dial(stream: TcpStream, cookie: Option<&str>, posting: &str, origin: Option<&str>) -> Result<Line, u16> {
    let mut request: Request<()> =
        format!("ws://jobs.northwind.example/postings/{posting}/live").into_client_request().unwrap();
    for (name, value) in [(header::COOKIE, cookie), (header::ORIGIN, origin)] {
        if let Some(value) = value {
            request.headers_mut().insert(name, value.parse().unwrap());
        }
    }
    match client_async(request, stream).await {
        Ok((socket, _)) => Ok(Line(socket)),
        Err(Error::Http(answer)) => Err(answer.status().as_u16()),
        Err(error) => panic!("{error}"),
    }
}

impl Line {
    pub async fn say(&mut self, message: &ToServer) {
        self.send(Message::binary(encode(message))).await.unwrap();
    }

    pub async fn send(&mut self, message: Message) -> Result<(), Error> {
        self.0.send(message).await
    }

    /// The next message, or the code that the connection was closed with (0: without one).
    pub async fn next(&mut self) -> Result<ToBrowser, u16> {
        loop {
            let message = timeout(PATIENCE, self.0.next()).await.expect("something comes");
            match message {
                Some(Ok(Message::Binary(frame))) => return Ok(decode(&frame).unwrap()),
                Some(Ok(Message::Close(frame))) => return Err(frame.map_or(0, |frame| frame.code.into())),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Err(0),
            }
        }
    }

    /// Reads until something is said that answers the question.
    pub async fn until<T>(&mut self, mut answer: impl FnMut(ToBrowser) -> Option<T>) -> T {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let message = timeout_at(deadline, self.next()).await.expect("the answer comes in time");
            if let Some(found) = answer(message.expect("the connection stays")) {
                return found;
            }
        }
    }

    /// Reads to the end: the code that the connection is closed with.
    pub async fn end(&mut self) -> u16 {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Err(code) = timeout_at(deadline, self.next()).await.expect("it ends in time") {
                return code;
            }
        }
    }
}

impl Editor {
    pub async fn open(mut line: Line, client: u64) -> Self {
        let client = ClientId(client);
        line.say(&ToServer::Open { client, epoch: 0, state_vector: Vec::new() }).await;
        let welcome = line.until(|message| match message {
            ToBrowser::Welcome(welcome) => Some(welcome),
            _ => None,
        });
        let welcome = welcome.await;
        let replica = Draft::load(client, &welcome.update).unwrap();
        Self { line, replica, client, welcome, number: 0, saved: 0 }
    }

    /// Types words at the end of a line.
    pub async fn types(&mut self, line: &LineId, words: &str) {
        let text = format!("{}{words}", self.says(line));
        self.does(&Operation::SetText { id: line.clone(), text }).await;
    }

    pub async fn does(&mut self, operation: &Operation) {
        let update = self.replica.apply(operation, self.client.0).unwrap();
        self.pushes(update).await;
    }

    pub async fn pushes(&mut self, update: Vec<u8>) {
        self.number += 1;
        self.line.say(&ToServer::Push { number: self.number, update }).await;
    }

    /// What a line says in the replica.
    pub fn says(&self, line: &LineId) -> String {
        self.replica.snapshot().line(line).unwrap().1.text.clone()
    }

    pub const fn all_is_saved(&self) -> bool {
        self.saved == self.number
    }

    /// Reads until everything that was pushed is acknowledged.
    pub async fn is_saved(&mut self) {
        while !self.all_is_saved() {
            self.read().await;
        }
    }

    /// Reads until a line says this.
    pub async fn reads(&mut self, line: &LineId, words: &str) {
        while !self.says(line).contains(words) {
            self.read().await;
        }
    }

    /// Reads until told what one may do now.
    pub async fn access(&mut self) -> Access {
        loop {
            if let ToBrowser::Access(access) = self.read().await {
                return access;
            }
        }
    }

    /// Reads until a push is rejected: its number and the sentence.
    pub async fn rejection(&mut self) -> (u32, String) {
        loop {
            if let ToBrowser::Reject { number, sentence } = self.read().await {
                return (number, sentence);
            }
        }
    }

    /// One message, taken in.
    pub async fn read(&mut self) -> ToBrowser {
        self.hears().await.expect("the connection stays")
    }

    /// One message, taken in, or the code that the connection was closed with (0: without one).
    pub async fn hears(&mut self) -> Result<ToBrowser, u16> {
        let message = self.line.next().await?;
        match &message {
            ToBrowser::Remote { update, .. } => _ = self.replica.merge(update).unwrap(),
            ToBrowser::Ack { number, .. } => self.saved = *number,
            _ => {}
        }
        Ok(message)
    }

    /// The last push that was acknowledged.
    pub const fn saved(&self) -> u32 {
        self.saved
    }
}
