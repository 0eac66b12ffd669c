//! What mails say. Names and titles are what people typed, so they are made one plain line each before they come near a
//! subject.

use std::time::Duration;

use domain::{
    accounts::{Actor, Email},
    input::one_paragraph,
    notifications::{Destination, Notification},
};

use super::Post;

/// Longer is a subject cut off.
const SUBJECT_MAX_CHARS: usize = 150;
/// Who is not reached within that time reads it in the application.
const OF_USE_FOR: Duration = Duration::from_secs(3 * 24 * 60 * 60);

/// A mail before it is on its way.
pub(crate) struct Letter {
    pub(super) key: Option<String>,
    pub(super) to_address: String,
    pub(super) to_name: String,
    pub(super) subject: String,
    pub(super) body: String,
    pub(super) of_use_for: Duration,
}

impl Letter {
    /// Never twice.
    pub(crate) fn once(mut self, key: String) -> Self {
        self.key = Some(key);
        self
    }
}

/// Something that somebody is told at once, or a few things.
pub(crate) fn of_notifications(person: &Actor, told: &[Notification], post: &Post) -> Letter {
    let subject = match told {
        [one] => format!("{}: {}", one.subject(), one.sentence().trim_end_matches('.')),
        many => format!("{} things to know of in Rolewright", many.len()),
    };
    to_person(person, &subject, &list(told, post), post)
}

/// What somebody has not read since the digest before.
pub(crate) fn digest(person: &Actor, unread: &[Notification], post: &Post) -> Letter {
    let things = if unread.len() == 1 { "1 thing".to_owned() } else { format!("{} things", unread.len()) };
    let all = (post.address)(Destination::Notifications);
    let body = format!("You have not read this yet:\n\n{}\nEverything: {all}\n", list(unread, post));
    to_person(person, &format!("{things} to read in Rolewright"), &body, post)
}

/// The link that lets somebody in.
pub(crate) fn invitation(host: &Actor, email: &Email, link: &str, works_for: Duration, post: &Post) -> Letter {
    let place = place(post);
    let body = format!(
        "{} invites you to {place}, where job postings are written and reviewed together.\n\n\
         Follow this link within {} hours to make your account. It works once:\n\n{link}\n\n\
         If you don't know what this is about, leave it: nothing happens without you.\n",
        one_paragraph(&host.display_name),
        works_for.as_secs() / 3_600,
    );
    letter(email, "", &format!("{} invites you to {place}", host.display_name), body, works_for)
}

/// Somebody who is invited as a guest.
pub(crate) struct Invited<'a> {
    pub host: &'a Actor,
    pub name: &'a str,
    pub email: &'a Email,
    /// May be empty.
    pub message: &'a str,
    /// For which the link works.
    pub days: u16,
}

/// The link with which a guest sees a posting.
pub(crate) fn guest(invited: &Invited<'_>, title: &str, link: &str, post: &Post) -> Letter {
    let Invited { host, name, email, message, days } = invited;
    let (name, host, place) = (one_paragraph(name), one_paragraph(&host.display_name), place(post));
    let about = named(title);
    // Marked line by line as somebody else's words.
    let message: String = message.lines().map(|line| format!("> {}\n", one_paragraph(line))).collect();
    let message = if message.is_empty() { message } else { format!("{host} writes:\n{message}\n") };
    let days = if *days == 1 { "1 day".to_owned() } else { format!("{days} days") };
    let body = format!(
        "Hello {name},\n\n{host} asks you to look at {about} in {place}. You can comment on it and suggest other words, \
         without an account.\n\n{message}Follow this link within {days}:\n\n{link}\n\n\
         It is for you alone: the browser that opens it first keeps it.\n\n\
         If you don't know what this is about, leave it: nothing happens without you.\n"
    );
    let works_for = Duration::from_secs(u64::from(invited.days) * 86_400);
    letter(email, &name, &format!("{host} asks you to look at {about}"), body, works_for)
}

/// That somebody answered a guest, or called them. It leads to what they have open already, and holds no secret.
pub(crate) fn guest_was_answered(name: &str, email: &Email, by: &str, title: &str, to: &str, post: &Post) -> Letter {
    let (name, by, about, place) = (one_paragraph(name), one_paragraph(by), named(title), place(post));
    let body = format!(
        "Hello {name},\n\n{by} answered you about {about}. Read it in the browser in which you opened your link:\n\n\
         {to}\n\n-- \nYou get this from {place}, because you wrote there as a guest.\n"
    );
    letter(email, &name, &format!("{by} answered you about {about}"), body, OF_USE_FOR)
}

fn named(title: &str) -> String {
    match one_paragraph(title) {
        title if title.is_empty() => "an untitled posting".to_owned(),
        title => format!("the posting “{title}”"),
    }
}

/// The link with which somebody sets a new password.
pub(crate) fn reset(name: &str, email: &Email, link: &str, works_for: Duration, post: &Post) -> Letter {
    let (name, place) = (one_paragraph(name), place(post));
    let body = format!(
        "Hello {name},\n\nsomebody asked for a new password for your account at {place}. If it was you, follow this link \
         within {} minutes. It works once:\n\n{link}\n\nIf it was not you, leave it: your password stays as it is.\n",
        works_for.as_secs() / 60,
    );
    letter(email, &name, "Set a new password", body, works_for)
}

/// That it was done, in case it was somebody else.
pub(crate) fn password_was_reset(name: &str, email: &Email, post: &Post) -> Letter {
    let (name, place) = (one_paragraph(name), place(post));
    let body = format!(
        "Hello {name},\n\na new password was set for your account at {place}, with a link that was mailed to you. You are signed \
         out everywhere.\n\nIf it was not you, tell an admin at once.\n"
    );
    letter(email, &name, "Your password was changed", body, OF_USE_FOR)
}

fn list(told: &[Notification], post: &Post) -> String {
    let one = |told: &Notification| {
        let link = (post.address)(told.destination());
        format!("{}\n{}\n{link}\n", one_paragraph(told.subject()), one_paragraph(&told.sentence()))
    };
    told.iter().map(one).collect::<Vec<_>>().join("\n")
}

fn to_person(person: &Actor, subject: &str, body: &str, post: &Post) -> Letter {
    let (name, place) = (one_paragraph(&person.display_name), place(post));
    let choose = (post.address)(Destination::Account);
    let body = format!(
        "Hello {name},\n\n{body}\n-- \nYou get this from {place}, because you have an account there.\n\
         Choose what is mailed to you: {choose}\n"
    );
    letter(&person.email, &name, subject, body, OF_USE_FOR)
}

fn letter(to: &Email, name: &str, subject: &str, body: String, of_use_for: Duration) -> Letter {
    Letter {
        key: None,
        to_address: to.as_str().to_owned(),
        to_name: name.to_owned(),
        subject: shortened(&one_paragraph(subject)),
        body,
        of_use_for,
    }
}

fn place(post: &Post) -> String {
    match one_paragraph(&post.organization) {
        name if name.is_empty() => "Rolewright".to_owned(),
        name => format!("Rolewright at {name}"),
    }
}

fn shortened(subject: &str) -> String {
    if subject.chars().count() <= SUBJECT_MAX_CHARS {
        return subject.to_owned();
    }
    let kept: String = subject.chars().take(SUBJECT_MAX_CHARS - 1).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use domain::{
        ids::{NotificationId, PostingId, UserId},
        notifications::NotificationKind,
        time::Timestamp,
    };
    use uuid::Uuid;

    use super::*;

    fn hugo(name: &str) -> Actor {
        let email = Email::new("hugo@northwind.example").unwrap();
        Actor { id: UserId(Uuid::nil()), display_name: name.to_owned(), email, memberships: Vec::new(), guest_of: None }
    }

    fn told(title: &str, by: &str) -> Notification {
        Notification {
            id: NotificationId(Uuid::nil()),
            kind: NotificationKind::ReviewWaits,
            posting: Some((PostingId(Uuid::nil()), title.to_owned())),
            by_name: Some(by.to_owned()),
            detail: String::new(),
            at: Timestamp(0),
            read_at: None,
        }
    }

    fn post() -> Post {
        let address = |to| format!("https://jobs.example/{to:?}");
        Post { organization: "Northwind".into(), address: Arc::new(address) }
    }

    #[test]
    fn a_mail_says_what_happened_where_to_go_and_how_to_get_less_of_it() {
        let letter = of_notifications(&hugo("Hugo Meyer"), &[told("Baker", "Dana")], &post());
        assert_eq!(letter.subject, "Baker: Dana asks for your review");
        for part in [
            "Hello Hugo Meyer,",
            "Baker\nDana asks for your review.\nhttps://jobs.example/Review(",
            "-- \n",
            "/Account",
        ] {
            assert!(letter.body.contains(part), "{part} is not in {}", letter.body);
        }
    }

    #[test]
    fn nothing_that_somebody_typed_begins_a_line_of_its_own() {
        let odd = "Baker\r\nBcc: everybody@example.org\r\n\r\n<b>\u{202e}olleh \"quoted\" 🥐";
        let letter = of_notifications(&hugo("Hugo\nX-Evil: yes"), &[told(odd, "Dana\u{2028}\u{85}Evil")], &post());
        for text in [&letter.subject, &letter.to_name] {
            assert!(!text.chars().any(|c| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c)), "{text:?}");
        }
        assert!(letter.subject.contains("Bcc: everybody@example.org <b>olleh \"quoted\" 🥐"), "{}", letter.subject);
        assert!(!letter.body.contains("\nBcc:") && !letter.body.contains("\nX-Evil"), "{}", letter.body);
        let long = of_notifications(&hugo("Hugo"), &[told(&"🥐".repeat(4_000), "Dana")], &post());
        assert_eq!(long.subject.chars().count(), SUBJECT_MAX_CHARS);
    }
}
