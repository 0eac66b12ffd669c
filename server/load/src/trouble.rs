//! What goes wrong at a keyboard.

use std::net::SocketAddr;

use thiserror::Error;

/// Why something could not be done.
#[derive(Debug, Error)]
pub enum Trouble {
    #[error("{0} is not on this machine; only loopback addresses are taken")]
    Elsewhere(SocketAddr),
    #[error("{0}")]
    Bounds(String),
    /// The connection could not be made, or broke.
    #[error("the connection: {0}")]
    Io(#[from] std::io::Error),
    /// An HTTP status that was not expected.
    #[error("{address} answered {status}")]
    Status { address: String, status: u16 },
    #[error("the answer of {0} is no HTTP")]
    Malformed(String),
    #[error("the socket: {0}")]
    Socket(String),
    #[error("{0}")]
    Unexpected(String),
}

impl From<tokio_tungstenite::tungstenite::Error> for Trouble {
    fn from(error: tokio_tungstenite::tungstenite::Error) -> Self {
        use tokio_tungstenite::tungstenite::Error;
        match error {
            Error::Io(error) => Self::Io(error),
            Error::Http(answer) => {
                Self::Status { address: "the live channel".to_owned(), status: answer.status().as_u16() }
            }
            error => Self::Socket(error.to_string()),
        }
    }
}
