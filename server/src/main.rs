//! Reads the configuration and runs one command.

use std::process::ExitCode;

use rolewright::{cli, config};

#[tokio::main]
async fn main() -> ExitCode {
    let (command, settings) = match config::read(std::env::args_os()) {
        Ok(read) => read,
        Err(error) => return error.report(),
    };
    config::start_logging(&settings);
    match cli::run(command, &settings).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("rolewright: {error}");
            ExitCode::FAILURE
        }
    }
}
