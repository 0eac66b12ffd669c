//! One process that serves, on a port of its own that it keeps when it is started again.

use std::{
    fs::{self, File},
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use load::Door;
use tokio::time::sleep;

use crate::{
    PATIENCE,
    run::{Place, free_port},
};

/// Where a process is started, again and again.
pub struct Site {
    place: Place,
    url: String,
    pub door: Door,
}

/// The process. It is killed when the value goes.
pub struct Node {
    child: Child,
    log: PathBuf,
    /// From the start of the process to the first "ready".
    pub ready_after: Duration,
}

impl Site {
    pub fn on(url: &str) -> Self {
        let door = format!("127.0.0.1:{}", free_port()).parse().unwrap();
        Self { place: Place::new(), url: url.to_owned(), door }
    }

    pub async fn start(&self) -> Node {
        let listen = self.door.to_string();
        let (log, settings) = (self.place.folder.join("log"), ["--site", "site", "--log", "warn", "--listen"]);
        let program =
            self.place.command(&[&["serve"], &settings[..], &[&*listen, "--database-url", &self.url]].concat());
        let started = Instant::now();
        let errors = File::options().create(true).append(true).open(&log).unwrap();
        let child = ignoring_limits(&program).stdout(Stdio::null()).stderr(errors).spawn().unwrap();
        let mut node = Node { child, log, ready_after: Duration::ZERO };
        while !self.is_ready().await {
            assert!(node.is_running() && started.elapsed() < PATIENCE, "it does not start: {}", node.said());
            sleep(Duration::from_millis(2)).await;
        }
        node.ready_after = started.elapsed();
        node
    }

    /// Whether the program says that it can serve.
    pub async fn is_ready(&self) -> bool {
        self.status("/ready").await == Some(200)
    }

    pub async fn status(&self, path: &str) -> Option<u16> {
        self.door.get(None, path).await.ok().map(|answer| answer.status)
    }
}

/// The same program; a file that may not grow is an error to it and not its end.
fn ignoring_limits(program: &Command) -> Command {
    let mut shell = Command::new("sh");
    shell.args(["-c", r#"trap "" XFSZ; exec "$@""#, "sh"]).arg(program.get_program()).args(program.get_args());
    shell.current_dir(program.get_current_dir().unwrap()).stdin(Stdio::null());
    // Nothing of the environment may set it up otherwise; the shell needs to find itself.
    shell.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
    shell
}

impl Node {
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends it in the middle of whatever it does.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.demand_no_panic();
    }

    pub fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    pub fn said(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }

    pub fn demand_no_panic(&self) {
        let said = self.said();
        assert!(!said.contains("panicked"), "{said}");
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
