//! Reading a file in a process of its own.
//!
//! A thread that loops can't be ended, a stack that overflows ends the program, and a library for PDF has panics nobody
//! knows of. So the program calls itself (`rolewright read-file pdf`): file in, outline out, as JSON. The process has an
//! empty environment, [`CPU_SECONDS`] of work, [`MEMORY_BYTES`] of memory, and is killed after [`PATIENCE`]. Few run at a time.

use std::{
    io::{Read, Write},
    os::unix::process::ExitStatusExt,
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use domain::arrivals::{Block, Outline};
use rustix::process::{Resource, Rlimit, setrlimit};
use serde::{Deserialize, Serialize};
use tokio::{sync::Semaphore, task::spawn_blocking, time::timeout};

use super::{Format, Unreadable, extract};

/// How many files are read at a time.
const TURNS: usize = 2;
/// How long somebody waits for a turn.
const QUEUE: Duration = Duration::from_secs(10);
/// How long a process may take by the clock on the wall, when the machine is busy with other things.
const PATIENCE: Duration = Duration::from_secs(5);
const CPU_SECONDS: u64 = 1;
const MEMORY_BYTES: u64 = 1024 * 1024 * 1024;
/// More than any outline is as JSON.
const ANSWER_MAX_BYTES: u64 = 2 * 1024 * 1024;

/// Reads files apart. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Reader {
    /// The program that reads; this one, where it is not said.
    program: Option<PathBuf>,
    turns: Arc<Semaphore>,
}

/// What the process answers.
#[derive(Serialize, Deserialize)]
enum Answer {
    Read { blocks: Vec<Block>, is_cut: bool },
    Failed(Unreadable),
}

impl Reader {
    #[must_use]
    pub fn new(program: Option<PathBuf>) -> Self {
        Self { program, turns: Arc::new(Semaphore::new(TURNS)) }
    }

    /// # Errors
    /// [`Unreadable`]
    pub async fn read(&self, name: &str, bytes: Vec<u8>) -> Result<Outline, Unreadable> {
        let format = Format::of(name, &bytes)?;
        let turn = timeout(QUEUE, Arc::clone(&self.turns).acquire_owned()).await;
        let turn = turn.map_err(|_| Unreadable::TooSlow)?.map_err(|_| Unreadable::TooSlow)?;
        let program = self.program.clone();
        let done = spawn_blocking(move || {
            let answer = ask(program, format, &bytes);
            drop(turn);
            answer
        });
        done.await.unwrap_or(Err(Unreadable::Damaged))
    }
}

fn ask(program: Option<PathBuf>, format: Format, bytes: &[u8]) -> Result<Outline, Unreadable> {
    let failed = |error: std::io::Error| {
        tracing::error!(%error, "a file could not be read apart");
        Unreadable::Damaged
    };
    let program = program.map_or_else(std::env::current_exe, Ok).map_err(failed)?;
    let mut command = Command::new(program);
    command.args(["read-file", format.word()]).env_clear().current_dir("/");
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().map_err(failed)?;
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(Unreadable::Damaged);
    };
    let (answer, is_late) = thread::scope(|scope| {
        // Both end with the process: it may die before it took in everything.
        scope.spawn(move || drop(input.write_all(bytes)));
        let reading = scope.spawn(move || {
            let mut answer = Vec::new();
            drop(output.take(ANSWER_MAX_BYTES).read_to_end(&mut answer));
            answer
        });
        let is_late = end(&mut child);
        (reading.join().unwrap_or_default(), is_late)
    });
    match serde_json::from_slice(&answer) {
        Ok(Answer::Read { blocks, is_cut }) => Ok(Outline::new(blocks).cut(is_cut)),
        Ok(Answer::Failed(why)) => Err(why),
        Err(_) => Err(if is_late { Unreadable::TooSlow } else { Unreadable::Damaged }),
    }
}

/// Waits for the process, and ends it when it takes too long. Whether it did.
fn end(child: &mut Child) -> bool {
    let start = Instant::now();
    loop {
        match child.try_wait() {
            // A process that used up its second was ended by the system (SIGKILL, SIGXCPU).
            Ok(Some(status)) => return matches!(status.signal(), Some(9 | 24)),
            Ok(None) if start.elapsed() < PATIENCE => thread::sleep(Duration::from_millis(4)),
            Ok(None) | Err(_) => {
                drop(child.kill());
                drop(child.wait());
                return true;
            }
        }
    }
}

/// The other side: reads a file from the input and writes the answer, within limits. For the command `read-file`.
///
/// # Errors
/// When the limits can't be set or the answer can't be written.
pub fn read_here(format: Format) -> std::io::Result<()> {
    limit(Resource::Cpu, CPU_SECONDS)?;
    limit(Resource::As, MEMORY_BYTES)?;
    let mut bytes = Vec::new();
    std::io::stdin().lock().take(super::FILE_MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    let answer = match extract(format, &bytes) {
        Ok(outline) => Answer::Read { is_cut: outline.is_cut(), blocks: outline.into() },
        Err(why) => Answer::Failed(why),
    };
    let json = serde_json::to_vec(&answer)?;
    std::io::stdout().lock().write_all(&json)
}

fn limit(resource: Resource, most: u64) -> std::io::Result<()> {
    Ok(setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?)
}
