//! Starting the binary in a folder of its own, and reading what it says.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    thread,
    time::{Duration, Instant},
};

const NAMES: [&str; 8] =
    ["app.css", "careers.css", "head.js", "boot.js", "pages.js", "pages.wasm", "editor.js", "editor.wasm"];

/// The database of a place, unless it is told another one.
pub const DATABASE: &str = "sqlite:data/test.db";

/// An empty folder with the browser's files in `site`, gone with the value.
pub struct Place {
    pub folder: PathBuf,
}

/// What a finished program left.
pub struct End {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Place {
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("rolewright-program-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(folder.join("site/assets")).unwrap();
        let list: Vec<String> = NAMES.iter().map(|name| format!("\"{name}\": \"{name}\"")).collect();
        fs::write(folder.join("site/assets.json"), format!("{{{}}}", list.join(","))).unwrap();
        Self { folder }
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.join(name), text).unwrap();
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rolewright"));
        command.env_clear().current_dir(&self.folder).args(arguments).stdin(Stdio::null());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs a command that ends by itself.
    pub fn run(&self, arguments: &[&str]) -> End {
        let output = self.command(arguments).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        End { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Serves on a free port until told to stop.
    pub fn serve(&self, arguments: &[&str]) -> Running {
        self.serve_on(DATABASE, arguments)
    }

    pub fn serve_on(&self, database: &str, arguments: &[&str]) -> Running {
        let port = free_port();
        let listen = format!("127.0.0.1:{port}");
        let fixed = ["serve", "--site", "site", "--database-url", database, "--listen", &listen, "--log", "error"];
        let mut child = self.command(&[&fixed, arguments].concat()).spawn().unwrap();
        let welcome = welcome(&mut child);
        Running { child, port, welcome }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.folder));
    }
}

/// A program that serves.
pub struct Running {
    child: Child,
    pub port: u16,
    /// What it printed when it was ready.
    pub welcome: String,
}

impl Running {
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Where its pages come from.
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Signs somebody in through the form; the cookie.
    pub fn sign_in(&self, person: scenarios::cast::Person) -> String {
        let body = format!("email={}&password={}", person.email, person.password);
        let (origin, length) = (self.origin(), body.len());
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let head = format!(
            "POST /sign-in?do=sign_in HTTP/1.1\r\nHost: x\r\nConnection: close\r\nOrigin: {origin}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let cookie =
            answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap_or_else(|| panic!("{answer}"));
        cookie.split(';').next().unwrap().to_owned()
    }

    /// Sends a signal by name.
    pub fn signal(&self, signal: &str) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-s", signal, &id]).status().unwrap().success());
    }

    /// Sends a signal by name and waits for the end: exit code and how long it took.
    pub fn stop(&mut self, signal: &str) -> (i32, Duration) {
        let started = Instant::now();
        self.signal(signal);
        while started.elapsed() < Duration::from_secs(20) {
            if let Some(status) = self.child.try_wait().unwrap() {
                return (status.code().unwrap_or(-1), started.elapsed());
            }
            thread::sleep(Duration::from_millis(20));
        }
        panic!("the program did not end within 20 seconds of {signal}");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Everything up to the line that says how to stop it.
fn welcome(child: &mut Child) -> String {
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    let mut text = String::new();
    while !text.contains("Ctrl-C") {
        if lines.read_line(&mut text).unwrap() == 0 {
            let mut err = String::new();
            child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
            panic!("it ended before it was ready: {text}{err}");
        }
    }
    text
}

pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
