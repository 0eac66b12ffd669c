//! The pinned tools from npm: installed when the lock file changed, run by Node.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::Failure;

pub struct Tools {
    folder: PathBuf,
}

impl Tools {
    /// Installs the tools of `folder/package-lock.json` unless they are there already.
    pub fn install(folder: &Path) -> Result<Self, Failure> {
        let lock = fs::read(folder.join("package-lock.json"))
            .map_err(|error| format!("frontend/package-lock.json: {error}"))?;
        let stamp = folder.join("node_modules/.installed");
        if fs::read(&stamp).ok().as_ref() != Some(&lock) {
            println!("bundler: installing build tools and fonts from npm");
            run(Command::new("npm").args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(folder))?;
            fs::write(&stamp, &lock).map_err(|error| error.to_string())?;
        }
        Ok(Self { folder: folder.to_owned() })
    }

    /// A file that a package ships.
    pub fn file(&self, path: &str) -> PathBuf {
        self.folder.join("node_modules").join(path)
    }

    /// Runs a tool of the packages.
    pub fn run(&self, tool: &str, arguments: &[&str]) -> Result<(), Failure> {
        run(Command::new(self.file(".bin").join(tool)).args(arguments))
    }
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> Result<(), Failure> {
    let name = command.get_program().to_string_lossy().into_owned();
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{name} ended with {status}")),
        Err(error) => Err(format!("{name} can't be run ({error}); is it installed?")),
    }
}
