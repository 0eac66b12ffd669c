//! An SQLite database belongs to one program at a time. Who wants to write claims it: a lock on a file beside the
//! database, which the system takes back when the program ends, however it ends.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{Read, Write},
    path::{Path, PathBuf},
    process,
};

use crate::cli::CommandError;

/// The database is ours as long as this lives.
#[derive(Debug)]
pub struct Claim {
    _lock: File,
}

impl Claim {
    /// Claims the database in this file, which need not exist yet; its folder must.
    ///
    /// # Errors
    /// [`CommandError::DatabaseInUse`] when another program has it, [`CommandError::Claim`] when the lock can't be made.
    pub fn on(database: &Path) -> Result<Self, CommandError> {
        let path = lock_beside(database);
        let failed = |error| CommandError::Claim(path.display().to_string(), error);
        let mut lock =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(CommandError::DatabaseInUse(database.display().to_string(), holder(&mut lock)));
            }
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        lock.set_len(0).and_then(|()| write!(lock, "{}", process::id())).map_err(failed)?;
        Ok(Self { _lock: lock })
    }
}

/// Whatever way leads to the database, the lock is the same.
fn lock_beside(database: &Path) -> PathBuf {
    let real = fs::canonicalize(database).or_else(|_| {
        let folder = database.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::canonicalize(folder).map(|folder| folder.join(database.file_name().unwrap_or_default()))
    });
    let mut path = real.unwrap_or_else(|_| database.to_owned()).into_os_string();
    path.push(".lock");
    path.into()
}

/// For the sentence: `" (process 123)"`, if the lock says so.
fn holder(lock: &mut File) -> String {
    let mut text = String::new();
    let read = lock.take(20).read_to_string(&mut text).ok().and_then(|_| text.trim().parse::<u32>().ok());
    read.map(|process| format!(" (process {process})")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_is_claimed_once_by_whatever_name() {
        let folder = tempfile::tempdir().unwrap();
        let (file, other) = (folder.path().join("one.db"), folder.path().join("two.db"));
        let claim = Claim::on(&file).unwrap();
        fs::write(&file, "").unwrap();
        std::os::unix::fs::symlink(&file, &other).unwrap();
        for name in [file.clone(), other, folder.path().join("./one.db")] {
            let refusal = Claim::on(&name).unwrap_err().to_string();
            assert!(refusal.contains(&format!("(process {})", process::id())), "{refusal}");
        }
        Claim::on(&folder.path().join("three.db")).unwrap();
        drop(claim);
        Claim::on(&file).unwrap();
    }

    #[test]
    fn a_lock_that_says_nothing_sensible_is_respected_without_a_name() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("one.db");
        let _claim = Claim::on(&file).unwrap();
        fs::write(lock_beside(&file), "rubbish").unwrap();
        let refusal = Claim::on(&file).unwrap_err().to_string();
        assert!(refusal.contains("in use") && !refusal.contains("process"), "{refusal}");
    }
}
