//! A mail server on loopback, with manners that can be chosen.

use std::sync::{Arc, Mutex};

use base64::{Engine, engine::general_purpose::STANDARD};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    task::JoinHandle,
};

/// How it treats its guests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    TakesAll,
    /// Knows nobody whose address begins so.
    DoesNotKnow(&'static str),
    /// Has no time for anybody.
    IsBusy,
    /// Lets nobody in with a password.
    TrustsNobody,
    /// Never says a word.
    IsMute,
    /// Takes everything and doesn't say so.
    FallsSilent,
    /// Hangs up in the middle.
    HangsUp,
}

/// A mail that arrived.
#[derive(Debug, Clone)]
pub struct Letter {
    pub to: String,
    /// As it travelled.
    pub raw: String,
}

pub struct MailServer {
    pub url: String,
    manner: Arc<Mutex<Manner>>,
    letters: Arc<Mutex<Vec<Letter>>>,
    task: JoinHandle<()>,
}

impl MailServer {
    pub async fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let (manner, letters) = (Arc::new(Mutex::new(manner)), Arc::<Mutex<Vec<Letter>>>::default());
        let (its_manner, taken) = (Arc::clone(&manner), Arc::clone(&letters));
        let task = tokio::spawn(async move {
            while let Ok((guest, _)) = listener.accept().await {
                let manner = *its_manner.lock().unwrap();
                tokio::spawn(serve(guest, manner, Arc::clone(&taken)));
            }
        });
        Self { url, manner, letters, task }
    }

    pub fn behaves(&self, manner: Manner) {
        *self.manner.lock().unwrap() = manner;
    }

    pub fn letters(&self) -> Vec<Letter> {
        self.letters.lock().unwrap().clone()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

struct Guest {
    lines: Lines<BufReader<OwnedReadHalf>>,
    answers: OwnedWriteHalf,
}

impl Guest {
    async fn says(&mut self) -> Option<String> {
        self.lines.next_line().await.ok().flatten()
    }

    async fn hears(&mut self, answer: &str) {
        drop(self.answers.write_all(format!("{answer}\r\n").as_bytes()).await);
    }

    async fn text(&mut self) -> String {
        let mut text = String::new();
        while let Some(line) = self.says().await.filter(|line| line != ".") {
            text.push_str(&line);
            text.push_str("\r\n");
        }
        text
    }
}

async fn serve(stream: TcpStream, manner: Manner, letters: Arc<Mutex<Vec<Letter>>>) {
    let (reading, answers) = stream.into_split();
    let mut guest = Guest { lines: BufReader::new(reading).lines(), answers };
    if manner != Manner::IsMute {
        guest.hears("220 post.example").await;
    }
    let mut to = String::new();
    while let Some(line) = guest.says().await {
        let word = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        match (word.as_str(), manner) {
            (_, Manner::IsMute) => {}
            ("EHLO", _) => guest.hears("250-post.example\r\n250-8BITMIME\r\n250 AUTH PLAIN").await,
            ("AUTH", Manner::TrustsNobody) => guest.hears("535 5.7.8 wrong password").await,
            ("AUTH", _) => guest.hears("235 welcome").await,
            ("MAIL", Manner::IsBusy) => guest.hears("451 4.3.0 come back later").await,
            ("RCPT", Manner::DoesNotKnow(name)) if line.contains(&format!("<{name}")) => {
                guest.hears("550-5.1.1 no such\r\n550 5.1.1 user here").await;
            }
            ("RCPT", _) => {
                line.split(['<', '>']).nth(1).unwrap_or_default().clone_into(&mut to);
                guest.hears("250 ok").await;
            }
            ("DATA", Manner::HangsUp) => return,
            ("DATA", _) => {
                guest.hears("354 go on").await;
                let raw = guest.text().await;
                letters.lock().unwrap().push(Letter { to: to.clone(), raw });
                if manner != Manner::FallsSilent {
                    guest.hears("250 taken").await;
                }
            }
            ("QUIT", _) => return guest.hears("221 bye").await,
            _ => guest.hears("250 ok").await,
        }
    }
}

impl Letter {
    pub fn header(&self, name: &str) -> String {
        let unfolded = self.raw.replace("\r\n ", " ");
        let head = unfolded.split("\r\n\r\n").next().unwrap().to_owned();
        let line = head.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")).map(str::to_owned));
        line.unwrap_or_default()
    }

    /// The text as its reader sees it.
    pub fn text(&self) -> String {
        let (_, body) = self.raw.split_once("\r\n\r\n").unwrap();
        let bytes = match self.header("Content-Transfer-Encoding").as_str() {
            "quoted-printable" => quoted_printable(body),
            "base64" => STANDARD.decode(body.replace("\r\n", "")).unwrap(),
            _ => body.as_bytes().to_vec(),
        };
        String::from_utf8(bytes).unwrap().replace("\r\n", "\n")
    }

    /// The links in the text.
    pub fn links(&self) -> Vec<String> {
        self.text().split_whitespace().filter(|word| word.starts_with("http")).map(str::to_owned).collect()
    }
}

fn quoted_printable(text: &str) -> Vec<u8> {
    let joined = text.replace("=\r\n", "");
    let mut parts = joined.split('=');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (code, rest) = part.split_at(2);
        bytes.push(u8::from_str_radix(code, 16).unwrap());
        bytes.extend(rest.as_bytes());
    }
    bytes
}
