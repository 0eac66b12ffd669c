//! A way to the database that can be cut and restored.

use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    sync::watch,
};

/// Listens on a port of its own; while cut, it hangs up on everyone.
pub struct Proxy {
    url: String,
    is_open: watch::Sender<bool>,
}

impl Proxy {
    /// A proxy before the server of this address.
    pub async fn before(url: &str) -> Self {
        let (user, rest) = url.split_once('@').unwrap();
        let (server, database) = rest.split_once('/').unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("{user}@{}/{database}", listener.local_addr().unwrap());
        let (is_open, state) = watch::channel(true);
        tokio::spawn(accept(listener, server.to_owned(), state));
        Self { url, is_open }
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// Ends all connections and takes no new ones.
    pub async fn cut(&self) {
        self.is_open.send_replace(false);
        // The tasks that carry the connections need a moment to see it.
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }

    pub fn restore(&self) {
        self.is_open.send_replace(true);
    }
}

async fn accept(listener: TcpListener, server: String, state: watch::Receiver<bool>) {
    while let Ok((client, _)) = listener.accept().await {
        if *state.borrow() {
            tokio::spawn(carry(client, server.clone(), state.clone()));
        }
    }
}

async fn carry(mut client: TcpStream, server: String, mut state: watch::Receiver<bool>) {
    let mut server = TcpStream::connect(server).await.unwrap();
    tokio::select! {
        _ = copy_bidirectional(&mut client, &mut server) => {}
        _ = state.wait_for(|is_open| !is_open) => {}
    }
}
