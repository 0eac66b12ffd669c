//! `load`: lets a crowd loose on a server of this machine and prints what was seen, one line of JSON.

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};
use load::{
    Door, Trouble,
    swarm::{self, Company, Site, Speech, WorkloadArguments},
};

/// Many people at once in drafts of a server on this machine.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 110)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
    /// The folder that `many-drafts` filled.
    #[arg(long, global = true, default_value = ".")]
    company: PathBuf,
    /// Where the server listens: a loopback address with a port.
    #[arg(long, global = true, default_value = "127.0.0.1:3000")]
    at: String,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Sign everybody in through the form, and keep the sessions in the folder.
    SignIn,
    /// Open the drafts, write, and tell how it went.
    Run {
        #[arg(long, value_enum, default_value = "rolewright")]
        speech: Speech,
        /// The server's process.
        #[arg(long)]
        pid: u32,
        #[command(flatten)]
        workload: WorkloadArguments,
    },
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run(CommandLine::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("load: {trouble}");
            ExitCode::FAILURE
        }
    }
}

async fn run(line: CommandLine) -> Result<(), Trouble> {
    let door: Door = line.at.parse()?;
    let mut company = Company::read(&line.company)?;
    match line.command {
        Command::SignIn => company.sign_in(door).await,
        Command::Run { speech, pid, workload } => {
            let report = swarm::run(&Site { door, speech, pid }, &company, &workload.try_into()?).await?;
            let report = serde_json::to_string(&report).map_err(|error| Trouble::Unexpected(error.to_string()))?;
            println!("{report}");
            Ok(())
        }
    }
}
