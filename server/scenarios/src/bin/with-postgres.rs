//! Runs a command beside a private PostgreSQL: `with-postgres cargo test …`.
//!
//! The server listens on a free port of 127.0.0.1, keeps its files in a temporary folder, and is gone afterwards,
//! however the command ended. The command finds its address in `ROLEWRIGHT_TEST_POSTGRES`.

use std::{env, process::ExitCode};

use scenarios::postgres::{Promise, Server};
use tokio::{
    process::{Child, Command},
    signal::unix::{SignalKind, signal},
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let mut arguments = env::args_os().skip(1);
    let Some(program) = arguments.next() else {
        return failed("usage: with-postgres COMMAND [ARGUMENT…]");
    };
    let server = match Server::start(Promise::Nothing) {
        Ok(server) => server,
        Err(problem) => return failed(&problem),
    };
    let child = Command::new(&program).args(arguments).env("ROLEWRIGHT_TEST_POSTGRES", server.url()).spawn();
    match child {
        Ok(child) => wait(child).await.unwrap_or_else(|error| failed(&error.to_string())),
        Err(error) => failed(&format!("can't run {}: {error}", program.display())),
    }
}

/// Waits for the command. On Ctrl-C the terminal tells the command itself, so only its end is awaited; when we are told
/// to terminate, the command is ended with us.
async fn wait(mut child: Child) -> std::io::Result<ExitCode> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut hangup = signal(SignalKind::hangup())?;
    loop {
        tokio::select! {
            status = child.wait() => {
                let code = status?.code().and_then(|code| u8::try_from(code).ok());
                return Ok(ExitCode::from(code.unwrap_or(130)));
            }
            _ = interrupt.recv() => {}
            _ = terminate.recv() => child.start_kill()?,
            _ = hangup.recv() => child.start_kill()?,
        }
    }
}

fn failed(problem: &str) -> ExitCode {
    eprintln!("with-postgres: {problem}");
    ExitCode::FAILURE
}
