//! People, teams and the roles between them.

use serde::{Deserialize, Serialize};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

use crate::{
    ids::{PostingId, TeamId, UserId},
    posting::words,
};

words! {
    /// What a person is to a team, or to the whole organisation.
    Role {
        Viewer = "viewer", "Viewer";
        HiringManager = "hiring_manager", "Hiring manager";
        HrApprover = "hr_approver", "HR approver";
        Curator = "curator", "Curator";
        Admin = "admin", "Admin";
        Auditor = "auditor", "Auditor";
    }
}

impl Role {
    /// Roles that are held in one team. The others are held in the whole organisation.
    #[must_use]
    pub const fn belongs_to_a_team(self) -> bool {
        matches!(self, Self::Viewer | Self::HiringManager)
    }

    /// What one is there for, to be read after "you" or behind the role's name.
    #[must_use]
    pub const fn purpose(self) -> &'static str {
        match self {
            Self::Viewer => "read the drafts of the team",
            Self::HiringManager => "write the team's postings and submit them for review",
            Self::HrApprover => "read every draft, decide in reviews and publish",
            Self::Curator => "keep the library",
            Self::Admin => "manage people and teams, and keep the library",
            Self::Auditor => "read every draft and the audit log, and change nothing",
        }
    }
}

words! {
    UserStatus {
        Invited = "invited", "Invited";
        Active = "active", "Active";
        Suspended = "suspended", "Suspended";
        Guest = "guest", "Guest";
    }
}

/// One role of one person; without a team it holds in the whole organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Membership {
    pub role: Role,
    pub team: Option<TeamId>,
}

/// Who acts: a signed-in, active person with all their roles, or a guest, who has none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    pub id: UserId,
    pub display_name: String,
    pub email: Email,
    pub memberships: Vec<Membership>,
    /// The one posting that a guest was invited to; none for people with an account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guest_of: Option<PostingId>,
}

impl Actor {
    /// Whether the person has this role anywhere.
    #[must_use]
    pub fn is(&self, role: Role) -> bool {
        self.memberships.iter().any(|membership| membership.role == role)
    }

    /// Whether the person has this role in this team (or in the whole organisation).
    #[must_use]
    pub fn is_in(&self, role: Role, team: TeamId) -> bool {
        self.memberships
            .iter()
            .any(|membership| membership.role == role && membership.team.is_none_or(|held| held == team))
    }

    /// The teams the person hires for.
    pub fn teams(&self) -> impl Iterator<Item = TeamId> {
        self.memberships.iter().filter_map(|membership| membership.team)
    }
}

/// An e-mail address, case-folded and trimmed, so that one person has one account.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Email(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("Write an e-mail address such as dana@example.org.")]
pub struct InvalidEmail;

impl Email {
    /// # Errors
    /// [`InvalidEmail`] when it has no local part, no domain, white space or control characters, or over 254 bytes.
    pub fn new(text: &str) -> Result<Self, InvalidEmail> {
        let folded = text.trim().to_lowercase();
        let parts = folded
            .split_once('@')
            .filter(|(local, host)| !local.is_empty() && host.contains('.') && !host.contains('@'));
        let plain = !folded.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | ','));
        let dotted = parts.is_some_and(|(_, host)| !host.starts_with('.') && !host.ends_with('.'));
        if dotted && plain && folded.len() <= 254 { Ok(Self(folded)) } else { Err(InvalidEmail) }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Shortest accepted password, in characters (ASVS v5.0.0-6.2.1 and NIST SP 800-63B ask for at least 8 and advise more).
pub const PASSWORD_MIN_CHARS: usize = 12;
/// Longest accepted password, in characters (ASVS v5.0.0-6.2.9 asks to allow at least 64).
pub const PASSWORD_MAX_CHARS: usize = 128;

/// Why a password can't be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PasswordError {
    #[error("Use at least {PASSWORD_MIN_CHARS} characters; a few unrelated words make a good password.")]
    TooShort,
    #[error("Use at most {PASSWORD_MAX_CHARS} characters.")]
    TooLong,
    #[error("This password is easy to guess. Use a few unrelated words.")]
    TooCommon,
}

/// Checks the length; whether a password is common is the server's to say (it has the list).
///
/// # Errors
/// [`PasswordError`] when it is too short or too long. Any characters are allowed, and nothing is trimmed.
pub fn check_password_length(password: &str) -> Result<(), PasswordError> {
    match password.chars().count() {
        ..PASSWORD_MIN_CHARS => Err(PasswordError::TooShort),
        PASSWORD_MIN_CHARS..=PASSWORD_MAX_CHARS => Ok(()),
        _ => Err(PasswordError::TooLong),
    }
}

/// Longest accepted name of a person or team, in characters.
pub const DISPLAY_NAME_MAX_CHARS: usize = 80;

/// Why a name can't be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NameError {
    #[error("Write a name.")]
    Empty,
    #[error("Use at most {DISPLAY_NAME_MAX_CHARS} characters.")]
    TooLong,
    #[error("Leave out control characters; write the name as plain text.")]
    Control,
}

/// Reads the name of a person or team: composed characters, single spaces, nothing around it. Markup is kept as text.
///
/// # Errors
/// [`NameError`] when nothing visible is left, when it is too long, or when it holds control characters or marks that
/// turn the direction of the text around it.
pub fn read_name(text: &str) -> Result<String, NameError> {
    let composed: String = text.nfc().collect();
    let name = composed.split_whitespace().collect::<Vec<_>>().join(" ");
    let turns_text = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let shows =
        |c: char| c.is_alphanumeric() || !(c.is_ascii() || ('\u{200b}'..='\u{200f}').contains(&c) || c == '\u{feff}');
    if name.chars().any(|c| c.is_control() || turns_text(c)) {
        return Err(NameError::Control);
    }
    match name.chars().count() {
        _ if !name.chars().any(shows) => Err(NameError::Empty),
        ..=DISPLAY_NAME_MAX_CHARS => Ok(name),
        _ => Err(NameError::TooLong),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_folded_and_odd_ones_refused() {
        assert_eq!(
            Email::new(" Dana@Example.ORG ").map(|email| email.as_str().to_owned()),
            Ok("dana@example.org".to_owned())
        );
        for text in [
            "",
            "dana",
            "@example.org",
            "dana@",
            "dana@example",
            "da na@example.org",
            "dana@.org",
            "a@b@c.org",
            "<dana@example.org>",
        ] {
            assert_eq!(Email::new(text), Err(InvalidEmail), "{text:?}");
        }
    }

    #[test]
    fn a_name_is_tidied_and_markup_stays_text() {
        let tidied = [
            ("  Dana \t  Okafor ", "Dana Okafor"),
            ("Zoe\u{308} Müller", "Zoë Müller"),
            ("<script>alert(1)</script>", "<script>alert(1)</script>"),
            ("李小龙", "李小龙"),
            ("🦀", "🦀"),
        ];
        for (text, name) in tidied {
            assert_eq!(read_name(text), Ok(name.to_owned()), "{text:?}");
        }
    }

    #[test]
    fn a_name_that_shows_nothing_or_turns_text_around_is_refused() {
        let long = "ü".repeat(DISPLAY_NAME_MAX_CHARS + 1);
        let refused = [
            ("", NameError::Empty),
            (" \u{a0} ", NameError::Empty),
            ("\u{200b}\u{feff}", NameError::Empty),
            ("...", NameError::Empty),
            ("Dana\u{0}", NameError::Control),
            ("Dana \u{202e}anaD", NameError::Control),
            (long.as_str(), NameError::TooLong),
        ];
        for (text, error) in refused {
            assert_eq!(read_name(text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn passwords_may_be_any_12_to_128_characters() {
        for (length, verdict) in
            [(11, Err(PasswordError::TooShort)), (12, Ok(())), (128, Ok(())), (129, Err(PasswordError::TooLong))]
        {
            assert_eq!(check_password_length(&"ü".repeat(length)), verdict, "{length}");
        }
    }
}
