//! The edge to the mail of the world: a letter as the standards want it, handed to a mail server, or laid into a folder
//! while none is set up.

mod folder;
mod letter;
mod smtp;

use std::sync::Arc;

use lettre::message::Mailbox;
use services::edges::Mailer;

use crate::config::Settings;
pub use folder::Folder;
pub use smtp::Smtp;

/// Whoever takes the mail.
///
/// # Errors
/// A sentence for the operator; without the address of the mail server, which may hold a password.
pub fn mailer(settings: &Settings) -> Result<Arc<dyn Mailer>, String> {
    let from = from(settings)?;
    match &settings.smtp_url {
        Some(url) => Ok(Arc::new(Smtp::new(url.reveal(), from, &settings.host(), smtp::PATIENCE)?)),
        None => Ok(Arc::new(Folder::new(settings.mail_folder(), from, &settings.host()))),
    }
}

/// Who writes.
///
/// # Errors
/// A sentence for the operator.
pub fn from(settings: &Settings) -> Result<Mailbox, String> {
    let text = settings.mail_from();
    text.parse().map_err(|_| format!("{text:?} is no sender of mail; write it like \"Rolewright <jobs@example.org>\""))
}
