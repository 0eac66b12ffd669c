//! Mail by a mail server.

use std::time::Duration;

use async_trait::async_trait;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Tokio1Executor,
    message::Mailbox,
    transport::smtp::{Error, extension::ClientId},
};
use services::edges::{Mail, MailTrouble, Mailer};
use tokio::time::timeout;

use super::letter::letter;

/// How long the mail server may take for one mail.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Refusals that are about this mail: its address, its size, its words. Other ones, such as a wrong password, are about
/// the mail server, and the mail is tried again once that is mended.
const FOR_GOOD: [u16; 5] = [550, 551, 552, 553, 554];

/// A mail server, asked anew for each mail.
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    host: String,
    patience: Duration,
}

impl Smtp {
    /// # Errors
    /// A sentence for the operator, without the address.
    pub fn new(url: &str, from: Mailbox, host: &str, patience: Duration) -> Result<Self, String> {
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|_| WRONG_URL.to_owned())?;
        let builder = builder.timeout(Some(patience));
        let builder = if names_itself(url) { builder } else { builder.hello_name(ClientId::Domain(host.to_owned())) };
        Ok(Self { transport: builder.build(), from, host: host.to_owned(), patience })
    }
}

const WRONG_URL: &str = "the address of the mail server can't be used; write it like smtps://USER:PASSWORD@HOST, or smtp://HOST?tls=required";

/// The path of the address is the name with which one greets the mail server.
fn names_itself(url: &str) -> bool {
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    rest.split('?').next().unwrap_or_default().split_once('/').is_some_and(|(_, name)| !name.is_empty())
}

#[async_trait]
impl Mailer for Smtp {
    async fn send(&self, mail: &Mail) -> Result<(), MailTrouble> {
        let letter = letter(mail, &self.from, &self.host)?;
        // The transport's own limit is for connecting alone: a mail server that says nothing would be waited for.
        match timeout(self.patience, self.transport.send(letter)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(trouble(&error, mail)),
            Err(_) => Err(MailTrouble::Later("The mail server did not answer in time.".to_owned())),
        }
    }
}

fn trouble(error: &Error, mail: &Mail) -> MailTrouble {
    let why = format!("The mail server could not take it: {error}.");
    // An address in other letters, and a mail server that knows only plain ones.
    let is_unspeakable = error.is_client() && !mail.to_address.is_ascii();
    let is_final = error.status().is_some_and(|code| FOR_GOOD.contains(&u16::from(code)));
    if is_unspeakable || is_final { MailTrouble::Never(why) } else { MailTrouble::Later(why) }
}
