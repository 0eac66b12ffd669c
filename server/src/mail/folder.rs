//! Mail without a mail server: each lies as a file in a folder, complete from its first moment, readable by the
//! program's user alone, because it may hold a link that is a secret.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use async_trait::async_trait;
use lettre::message::Mailbox;
use services::edges::{Mail, MailTrouble, Mailer};

use super::letter::letter;

/// A folder.
pub struct Folder {
    folder: PathBuf,
    from: Mailbox,
    host: String,
}

impl Folder {
    #[must_use]
    pub fn new(folder: PathBuf, from: Mailbox, host: &str) -> Self {
        Self { folder, from, host: host.to_owned() }
    }
}

#[async_trait]
impl Mailer for Folder {
    async fn send(&self, mail: &Mail) -> Result<(), MailTrouble> {
        let text = letter(mail, &self.from, &self.host)?.formatted();
        // A second try writes the same file again.
        let (folder, name) = (self.folder.clone(), mail.id.to_string());
        let written = tokio::task::spawn_blocking(move || write(&folder, &name, &text)).await;
        let why = match written {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(error)) => error.to_string(),
            Err(error) => error.to_string(),
        };
        Err(MailTrouble::Later(format!("It can't be written into the folder {}: {why}.", self.folder.display())))
    }
}

fn write(folder: &Path, name: &str, text: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let (half, whole) = (folder.join(format!(".{name}.part")), folder.join(format!("{name}.eml")));
    fs::write(&half, text)?;
    only_for_us(&half)?;
    fs::rename(half, whole)
}

#[cfg(unix)]
fn only_for_us(file: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(file, fs::Permissions::from_mode(0o600))
}

#[cfg(not(unix))]
fn only_for_us(_file: &Path) -> io::Result<()> {
    Ok(())
}
