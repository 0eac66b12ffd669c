//! The settings of mail.

use std::path::PathBuf;

use super::{ConfigError, Settings};
use crate::mail;

/// Whether what is said about mail fits together.
pub(super) fn check(settings: &Settings) -> Result<(), ConfigError> {
    if let Some(url) = &settings.smtp_url {
        if settings.mail_from.is_none() {
            return Err(ConfigError::MailFrom);
        }
        let (scheme, rest) = url.reveal().split_once("://").unwrap_or_default();
        let (credentials, host) = rest.rsplit_once('@').unwrap_or(("", rest));
        let is_near = host.starts_with("127.0.0.1") || host.starts_with("localhost") || host.starts_with("[::1]");
        if scheme == "smtp" && !credentials.is_empty() && !is_near && !host.contains("tls=required") {
            return Err(ConfigError::MailInTheOpen);
        }
    }
    mail::mailer(settings).map(drop).map_err(ConfigError::Mail)
}

impl Settings {
    /// The host that people type, without a port.
    #[must_use]
    pub fn host(&self) -> String {
        let base_url = self.base_url();
        let host = base_url.split("://").nth(1).unwrap_or_default();
        // An IPv6 address is in brackets and full of colons.
        let port = host.rfind(':').filter(|colon| host.rfind(']').is_none_or(|bracket| bracket < *colon));
        host[..port.unwrap_or(host.len())].to_owned()
    }

    /// Who writes the mails.
    #[must_use]
    pub fn mail_from(&self) -> String {
        let host = self.host();
        let is_number = host.starts_with('[') || host.parse::<std::net::Ipv4Addr>().is_ok();
        let host = if is_number { "localhost" } else { &host };
        self.mail_from.clone().unwrap_or_else(|| format!("Rolewright <rolewright@{host}>"))
    }

    /// The folder in which mails land while there is no mail server.
    #[must_use]
    pub fn mail_folder(&self) -> PathBuf {
        let beside = storage::sqlite_file(&self.database_url).and_then(|file| Some(file.parent()?.join("mail")));
        self.mail_folder.clone().or(beside).unwrap_or_else(|| PathBuf::from(".rolewright/mail"))
    }
}

#[cfg(test)]
mod tests {
    use super::super::read;

    fn settings(line: &str) -> Result<super::Settings, String> {
        let read = read(line.split(' ').map(Into::into)).map_err(|error| error.to_string());
        read.map(|(_, settings)| settings)
    }

    #[test]
    fn without_a_mail_server_mail_lands_beside_the_database() {
        let usual = settings("rolewright").unwrap();
        assert_eq!(usual.mail_folder().to_str(), Some(".rolewright/mail"));
        assert_eq!(usual.mail_from(), "Rolewright <rolewright@localhost>");
        let elsewhere =
            settings("rolewright --database-url sqlite:/srv/data/jobs.sqlite --base-url http://localhost:81");
        let elsewhere = elsewhere.unwrap();
        assert_eq!(elsewhere.mail_folder().to_str(), Some("/srv/data/mail"));
        assert_eq!(elsewhere.mail_from(), "Rolewright <rolewright@localhost>");
        assert_eq!(settings("rolewright --mail-folder out").unwrap().mail_folder().to_str(), Some("out"));
        let postgres = settings("rolewright --database-url postgres://a:b@localhost/jobs").unwrap();
        assert_eq!(postgres.mail_folder().to_str(), Some(".rolewright/mail"));
    }

    #[test]
    fn the_host_is_without_its_port() {
        for (base_url, host) in [
            ("https://jobs.example.org", "jobs.example.org"),
            ("http://localhost:3000", "localhost"),
            ("http://[::1]:3000", "[::1]"),
            ("http://[::1]", "[::1]"),
        ] {
            assert_eq!(settings(&format!("rolewright --base-url {base_url}")).unwrap().host(), host);
        }
    }

    #[test]
    fn a_mail_server_needs_a_sender_and_gets_no_password_in_the_open() {
        let from = " --mail-from jobs@example.org";
        for (line, complaint) in [
            ("--smtp-url smtps://u:hidden@mail.example.org", "say who writes"),
            ("--smtp-url smtp://u:hidden@mail.example.org --mail-from jobs@example.org", "unencrypted"),
            (
                "--smtp-url smtp://u:hidden@mail.example.org?tls=opportunistic --mail-from jobs@example.org",
                "unencrypted",
            ),
            ("--smtp-url imap://u:hidden@mail.example.org --mail-from jobs@example.org", "can't be used"),
            ("--smtp-url hidden --mail-from jobs@example.org", "can't be used"),
            ("--smtp-url smtps://mail.example.org --mail-from nobody", "no sender of mail"),
        ] {
            let refused = settings(&format!("rolewright {line}")).unwrap_err();
            assert!(refused.contains(complaint) && !refused.contains("hidden"), "{line}: {refused}");
        }
        for url in [
            "smtps://u:p@mail.example.org",
            "smtp://u:p@mail.example.org?tls=required",
            "smtp://u:p@127.0.0.1:2525",
            "smtp://mail.example.org",
        ] {
            let settings = settings(&format!("rolewright --smtp-url {url}{from}")).unwrap();
            assert!(!format!("{settings:?}").contains("mail.example.org"), "{settings:?}");
        }
    }
}
