//! Guests: people without an account, who look at one posting through a link of their own.
//!
//! A link is for one guest. The browser that opens it first keeps it; it works until it expires, is taken back, or the
//! posting goes on to a stage in which nobody has to look at it any more. What guests may do is said where all permissions
//! are ([`crate::permissions`]).

use thiserror::Error;

use crate::{events::Event, input::paragraphs, posting::words, time::Timestamp};

/// Days for which a link works, unless whoever invites chooses otherwise.
pub const USUAL_DAYS: u16 = 7;
/// The most days for which a link works.
pub const DAYS_MAX: u16 = 30;
/// The most guests of one posting, those included whose links ended.
pub const GUESTS_MAX: usize = 50;
/// The longest message that goes with a link, in characters.
pub const MESSAGE_MAX_CHARS: usize = 1_000;

words! {
    /// What ended a link before its time.
    LinkEnd {
        Revoked = "revoked", "Taken back";
        Withdrawn = "withdrawn", "Ended: withdrawn from review";
        Published = "published", "Ended: published";
        Closed = "closed", "Ended: closed";
        Archived = "archived", "Ended: archived";
    }
}

/// How a link stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkState {
    /// Nobody opened it yet.
    Unused,
    /// A browser has it.
    Opened(Timestamp),
    Expired,
    Ended(LinkEnd),
}

/// What has to be known of a link to say how it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    pub expires_at: Timestamp,
    pub opened_at: Option<Timestamp>,
    pub ended: Option<LinkEnd>,
}

/// What is wrong with an invitation; the sentence is for whoever invites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum GuestProblem {
    #[error("Let the link work for 1 to {DAYS_MAX} days.")]
    Days,
    #[error("Keep it under {MESSAGE_MAX_CHARS} characters.")]
    MessageTooLong,
}

impl Link {
    #[must_use]
    pub fn state(&self, now: Timestamp) -> LinkState {
        match (self.ended, self.opened_at) {
            (Some(end), _) => LinkState::Ended(end),
            _ if self.expires_at <= now => LinkState::Expired,
            (None, Some(at)) => LinkState::Opened(at),
            (None, None) => LinkState::Unused,
        }
    }
}

impl LinkState {
    /// Whether the guest is let in.
    #[must_use]
    pub const fn works(self) -> bool {
        matches!(self, Self::Unused | Self::Opened(_))
    }

    /// Why the guest is not let in any more, and what to do; `host` is who invited them.
    #[must_use]
    pub fn why_over(self, host: &str) -> Option<String> {
        let ask = format!("If you still want to say something, ask {host}.");
        let why = match self {
            Self::Unused | Self::Opened(_) => return None,
            Self::Expired => {
                return Some(format!("This link has expired. {host} can give you a new one."));
            }
            Self::Ended(LinkEnd::Revoked) => "This link was taken back.",
            Self::Ended(LinkEnd::Withdrawn) => "The posting was withdrawn from review, so this link has ended.",
            Self::Ended(LinkEnd::Published) => "The posting was published, so this link has ended.",
            Self::Ended(LinkEnd::Closed) => "The posting was closed, so this link has ended.",
            Self::Ended(LinkEnd::Archived) => "The posting was put away, so this link has ended.",
        };
        Some(format!("{why} {ask}"))
    }
}

impl LinkEnd {
    /// How the links to a posting end with what happened to it, if they do.
    #[must_use]
    pub fn with(events: &[Event]) -> Option<Self> {
        let end = |event: &Event| match event {
            Event::PostingWithdrawn { .. } => Some(Self::Withdrawn),
            Event::PostingPublished { .. } => Some(Self::Published),
            Event::PostingClosed { .. } => Some(Self::Closed),
            Event::PostingArchived { .. } => Some(Self::Archived),
            _ => None,
        };
        // Closing ends a review that runs, and says so first.
        events.iter().filter_map(end).next_back()
    }
}

/// Reads for how many days a link works; nothing typed means the usual.
///
/// # Errors
/// [`GuestProblem::Days`]
pub fn read_days(text: &str) -> Result<u16, GuestProblem> {
    match text.trim() {
        "" => Ok(USUAL_DAYS),
        typed => typed.parse().ok().filter(|days| (1..=DAYS_MAX).contains(days)).ok_or(GuestProblem::Days),
    }
}

/// The message that goes with a link, which may be empty.
///
/// # Errors
/// [`GuestProblem::MessageTooLong`]
pub fn read_message(text: &str) -> Result<String, GuestProblem> {
    let kept = paragraphs(text);
    if kept.chars().count() > MESSAGE_MAX_CHARS { Err(GuestProblem::MessageTooLong) } else { Ok(kept) }
}

/// What stands between the two names.
const SIGN: &str = " (guest, invited by ";

/// How a guest is called wherever it is recorded what they did: with whose guest they are.
#[must_use]
pub fn signature(name: &str, host: &str) -> String {
    format!("{name}{SIGN}{host})")
}

/// The name and whose guest it is, of somebody who is called like a guest.
#[must_use]
pub fn read_signature(name: &str) -> Option<(&str, &str)> {
    name.strip_suffix(')')?.rsplit_once(SIGN)
}

/// The name alone, of whomever.
#[must_use]
pub fn plain_name(name: &str) -> &str {
    read_signature(name).map_or(name, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::ids::{PostingId, RevisionId};

    const NOW: Timestamp = Timestamp(1_000);

    #[test]
    fn a_link_works_until_its_last_moment_and_what_ended_it_comes_first() {
        let link = |expires_at, opened_at: Option<i64>, ended| {
            Link { expires_at: Timestamp(expires_at), opened_at: opened_at.map(Timestamp), ended }.state(NOW)
        };
        assert_eq!(link(1_001, None, None), LinkState::Unused);
        assert_eq!(link(1_001, Some(5), None), LinkState::Opened(Timestamp(5)));
        assert_eq!(link(1_000, Some(5), None), LinkState::Expired);
        assert_eq!(link(1_000, None, Some(LinkEnd::Revoked)), LinkState::Ended(LinkEnd::Revoked));
        assert!(link(1_001, None, None).works() && !link(1_000, None, None).works());
    }

    #[test]
    fn every_end_says_something_of_its_own() {
        let ends = LinkEnd::ALL.iter().map(|end| LinkState::Ended(*end)).chain([LinkState::Expired]);
        let sentences: Vec<String> = ends.map(|state| state.why_over("Dana").unwrap()).collect();
        for (at, sentence) in sentences.iter().enumerate() {
            assert!(sentence.ends_with('.') && sentence.contains("Dana"), "{sentence}");
            assert!(!sentences[..at].contains(sentence), "{sentence}");
        }
        assert_eq!(LinkState::Unused.why_over("Dana"), None);
    }

    #[test]
    fn a_posting_that_is_withdrawn_published_closed_or_archived_needs_no_guests() {
        let (posting, revision) = (PostingId(Uuid::nil()), RevisionId(Uuid::nil()));
        let withdrawn = Event::PostingWithdrawn { posting };
        assert_eq!(LinkEnd::with(std::slice::from_ref(&withdrawn)), Some(LinkEnd::Withdrawn));
        assert_eq!(LinkEnd::with(&[withdrawn, Event::PostingClosed { posting }]), Some(LinkEnd::Closed));
        for event in [
            Event::PostingSubmitted { posting, revision },
            Event::ChangesRequested { posting, revision },
            Event::PostingApproved { posting, revision },
        ] {
            assert_eq!(LinkEnd::with(&[event]), None);
        }
    }

    #[test]
    fn days_are_bounded_and_nothing_means_a_week() {
        for (text, days) in [("", Ok(7)), (" 1 ", Ok(1)), ("30", Ok(30))] {
            assert_eq!(read_days(text), days);
        }
        for text in ["0", "31", "-1", "soon", "1.5", "99999999999"] {
            assert_eq!(read_days(text), Err(GuestProblem::Days), "{text}");
        }
    }

    #[test]
    fn a_signature_is_read_as_it_is_written() {
        for (name, host) in [("Gina Fox", "Dana Okafor"), ("A (guest, invited by B)", "C (D)"), ("李小龙", "Zoë")] {
            let signed = signature(name, host);
            assert_eq!((read_signature(&signed), plain_name(&signed)), (Some((name, host)), name));
        }
        for name in ["Dana Okafor", "Dana (guest)", ""] {
            assert_eq!((read_signature(name), plain_name(name)), (None, name));
        }
    }
}
