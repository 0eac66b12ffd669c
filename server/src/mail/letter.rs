//! A mail as it travels: headers, encoded as they have to be, and a plain text.

use std::time::{Duration, UNIX_EPOCH};

use domain::input::one_paragraph;
use lettre::{
    Address, Message,
    message::{
        Mailbox, SinglePart,
        header::{HeaderName, HeaderValue},
    },
};
use services::edges::{Mail, MailTrouble};

/// What tells other programs not to answer (RFC 3834).
const AUTOMATIC: (HeaderName, &str) = (HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated");

/// # Errors
/// [`MailTrouble::Never`] for an address that can't be written to.
pub(super) fn letter(mail: &Mail, from: &Mailbox, host: &str) -> Result<Message, MailTrouble> {
    let address: Address = mail
        .to_address
        .parse()
        .map_err(|_| MailTrouble::Never("The address is none that mail can be sent to.".to_owned()))?;
    // What is invisible in a name or a title makes no header: the library panics over some of it.
    let name = Some(one_paragraph(&mail.to_name)).filter(|name| !name.is_empty());
    let written = UNIX_EPOCH + Duration::from_millis(u64::try_from(mail.at.0).unwrap_or(0));
    let (header, value) = AUTOMATIC;
    Message::builder()
        .from(from.clone())
        .to(Mailbox::new(name, address))
        .subject(one_paragraph(&mail.subject))
        .date(written)
        // The same at every try: whoever gets it twice knows it again.
        .message_id(Some(format!("<{}@{host}>", mail.id)))
        .raw_header(HeaderValue::new(header, value.to_owned()))
        .singlepart(SinglePart::plain(mail.text.clone()))
        .map_err(|error| MailTrouble::Never(format!("It can't be written as a mail: {error}.")))
}

#[cfg(test)]
mod tests {
    use domain::{ids::MailId, time::Timestamp};

    use super::*;

    fn mail(to_name: &str, to_address: &str, subject: &str) -> Mail {
        Mail {
            id: MailId("018f0000-0000-7000-8000-000000000001".parse().unwrap_or_default()),
            to_address: to_address.to_owned(),
            to_name: to_name.to_owned(),
            subject: subject.to_owned(),
            text: "Grüße\nhttps://jobs.example/postings/1/review\n".to_owned(),
            at: Timestamp(1_795_251_600_000),
        }
    }

    fn written(mail: &Mail) -> String {
        let from = "Rolewright <jobs@northwind.example>".parse().unwrap();
        String::from_utf8(letter(mail, &from, "jobs.example").unwrap().formatted()).unwrap()
    }

    fn headers(text: &str) -> Vec<&str> {
        let head = text.split("\r\n\r\n").next().unwrap();
        head.split("\r\n").filter(|line| !line.starts_with([' ', '\t'])).collect()
    }

    #[test]
    fn a_mail_has_the_headers_that_it_needs_and_no_others() {
        let text = written(&mail("Hugo Meyer", "hugo@northwind.example", "Baker: Dana asks for your review"));
        let mut names: Vec<&str> = headers(&text).iter().map(|line| line.split(':').next().unwrap()).collect();
        names.sort_unstable();
        assert_eq!(
            names,
            [
                "Auto-Submitted",
                "Content-Transfer-Encoding",
                "Content-Type",
                "Date",
                "From",
                "MIME-Version",
                "Message-ID",
                "Subject",
                "To"
            ]
        );
        for line in [
            "Auto-Submitted: auto-generated",
            "Message-ID: <018f0000-0000-7000-8000-000000000001@jobs.example>",
            "Date: Sat, 21 Nov 2026 09:00:00 +0000",
            "Subject: Baker: Dana asks for your review",
            "Content-Type: text/plain; charset=utf-8",
        ] {
            assert!(headers(&text).contains(&line), "{line} is not in {text}");
        }
    }

    #[test]
    fn nothing_in_a_name_or_a_title_adds_a_header_or_breaks_one() {
        let plain = headers(&written(&mail("Hugo", "hugo@northwind.example", "Hello"))).len();
        for odd in [
            "line\r\nBcc: everybody@example.org",
            "line\nBcc: everybody@example.org\r\n\r\nbody",
            "\"quoted\" <evil@example.org>, other@example.org",
            "🦀👩‍👩‍👧‍👦 e\u{301}",
            "\u{202e}right to left\u{202c} مرحبا",
            "=?utf-8?B?SGVsbG8=?=",
            &"very long ".repeat(60),
            "\u{0}\u{1}",
        ] {
            let text = written(&mail(odd, "hugo@northwind.example", odd));
            assert_eq!(headers(&text).len(), plain, "{odd:?}: {text}");
            assert!(!text.lines().any(|line| line.starts_with("Bcc")), "{odd:?}: {text}");
            assert!(text.lines().all(|line| line.len() <= 998 && line.is_ascii()), "{odd:?}: {text}");
            assert_eq!(text.matches("hugo@northwind.example").count(), 1, "{odd:?}: {text}");
        }
    }

    #[test]
    fn odd_addresses_are_written_to_or_refused_and_never_more_than_one() {
        let from: Mailbox = "jobs@northwind.example".parse().unwrap();
        for address in ["o'brien+jobs@northwind.example", "jürgen@northwind.example", "a&b=c@northwind.example"] {
            let letter = letter(&mail("", address, "Hello"), &from, "jobs.example").unwrap();
            assert_eq!(letter.envelope().to().len(), 1, "{address}");
            assert_eq!(letter.envelope().to()[0].to_string(), address);
        }
        for address in
            ["a@b@c.example", "", "two@example.org;three@example.org", "a b@example.org", "x@[127.0.0.1\r\n]"]
        {
            let refused = letter(&mail("", address, "Hello"), &from, "jobs.example");
            assert!(matches!(refused, Err(MailTrouble::Never(_))), "{address}: {refused:?}");
        }
    }
}
