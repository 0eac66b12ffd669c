//! The front door of a server on this machine: signing in, reading pages, sending plain forms.

use std::{
    fmt,
    net::{Ipv4Addr, SocketAddr},
    str::FromStr,
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
    time::timeout,
};

use crate::Trouble;

/// The longest that a page is waited for.
const PATIENCE: Duration = Duration::from_secs(40);

/// The address of a server on this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Door(SocketAddr);

/// Somebody's session: the cookie as `name=value`.
#[derive(Clone, PartialEq, Eq)]
pub struct Session(pub String);

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    head: String,
    pub body: String,
}

impl Door {
    /// # Errors
    /// [`Trouble::Elsewhere`] for every address that is not loopback.
    pub fn at(address: SocketAddr) -> Result<Self, Trouble> {
        if address.ip().is_loopback() { Ok(Self(address)) } else { Err(Trouble::Elsewhere(address)) }
    }

    /// A page of this server, as it names itself when it is told nothing else.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://{}", self.0)
    }

    /// Connects from any address of this machine, or from one that is asked for: servers count connections by address.
    ///
    /// # Errors
    /// [`Trouble::Io`]
    pub async fn connect(&self, from: Option<Ipv4Addr>) -> Result<TcpStream, Trouble> {
        let Some(from) = from else { return Ok(TcpStream::connect(self.0).await?) };
        let socket = TcpSocket::new_v4()?;
        socket.bind(SocketAddr::from((from, 0)))?;
        Ok(socket.connect(self.0).await?)
    }

    /// Signs somebody in through the form.
    ///
    /// # Errors
    /// [`Trouble::Status`] when that is refused.
    pub async fn sign_in(&self, email: &str, password: &str) -> Result<Session, Trouble> {
        let address = "/sign-in?do=sign_in";
        let answer = self.submit(None, address, &[("email", email), ("password", password)]).await?;
        let cookie = answer.header("set-cookie").and_then(|cookie| cookie.split(';').next());
        match (answer.status, cookie) {
            (303, Some(cookie)) => Ok(Session(cookie.to_owned())),
            (status, _) => Err(Trouble::Status { address: address.to_owned(), status }),
        }
    }

    /// # Errors
    /// [`Trouble::Io`], [`Trouble::Malformed`]; every status is an answer.
    pub async fn get(&self, session: Option<&Session>, path: &str) -> Result<Answer, Trouble> {
        self.ask("GET", session, path, "").await
    }

    /// Sends a plain form from a page of this server.
    ///
    /// # Errors
    /// As [`Door::get`].
    pub async fn submit(
        &self,
        session: Option<&Session>,
        path: &str,
        fields: &[(&str, &str)],
    ) -> Result<Answer, Trouble> {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.ask("POST", session, path, &body).await
    }

    async fn ask(&self, method: &str, session: Option<&Session>, path: &str, body: &str) -> Result<Answer, Trouble> {
        let cookie = session.map(|session| format!("Cookie: {}\r\n", session.0)).unwrap_or_default();
        let form = "Content-Type: application/x-www-form-urlencoded";
        // An answer in HTTP/1.0 ends with the connection and comes in one piece.
        let request = format!(
            "{method} {path} HTTP/1.0\r\nHost: {}\r\nOrigin: {}\r\n{cookie}{form}\r\nContent-Length: {}\r\n\r\n{body}",
            self.0,
            self.origin(),
            body.len(),
        );
        let conversation = async {
            let mut stream = self.connect(None).await?;
            stream.write_all(request.as_bytes()).await?;
            let mut bytes = Vec::new();
            stream.read_to_end(&mut bytes).await?;
            Ok::<_, Trouble>(bytes)
        };
        let late = |_| Trouble::Io(std::io::ErrorKind::TimedOut.into());
        let bytes = timeout(PATIENCE, conversation).await.map_err(late)??;
        Answer::read(&bytes).ok_or_else(|| Trouble::Malformed(path.to_owned()))
    }
}

impl fmt::Display for Door {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Door {
    type Err = Trouble;

    fn from_str(text: &str) -> Result<Self, Trouble> {
        let address = text.parse().map_err(|_| Trouble::Bounds(format!("{text:?} is no address with a port")))?;
        Self::at(address)
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Session")
    }
}

impl Answer {
    fn read(bytes: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text.split_once("\r\n\r\n")?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        Some(Self { status, head: head.to_owned(), body: body.to_owned() })
    }

    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.head.lines().filter_map(|line| line.split_once(": "));
        headers.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_loaded() {
        for elsewhere in ["192.0.2.1:80", "0.0.0.0:80", "[2001:db8::1]:80"] {
            assert!(matches!(elsewhere.parse::<Door>(), Err(Trouble::Elsewhere(_))), "{elsewhere}");
        }
        for here in ["127.0.0.1:3000", "127.0.0.9:80", "[::1]:80"] {
            assert_eq!(here.parse::<Door>().unwrap().to_string(), here);
        }
        assert!("example.org:80".parse::<Door>().is_err());
    }

    #[test]
    fn an_answer_is_status_headers_and_body() {
        let answer = Answer::read(b"HTTP/1.0 303 See Other\r\nLocation: /postings\r\n\r\nGo on.").unwrap();
        assert_eq!((answer.status, answer.header("location"), &*answer.body), (303, Some("/postings"), "Go on."));
        assert_eq!(Answer::read(b"HTTP/1.0 303"), None);
    }
}
