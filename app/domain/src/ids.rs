//! Identifiers as newtypes, so that a posting can't be asked for with a user's id.
//!
//! Entities carry UUIDs (version 7, made by the server's id source). Parts of a draft (sections, lines) carry short
//! random names, because they are made in browsers and written into every edit.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

/// A text that is no identifier of the wanted kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("that is not an identifier")]
pub struct InvalidId;

macro_rules! entity_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Uuid::try_parse(text).map(Self).map_err(|_| InvalidId)
            }
        }
    )+};
}

entity_ids!(
    /// A person with an account.
    UserId,
    /// A hiring team.
    TeamId,
    /// An invitation to join, not yet or already accepted.
    InvitationId,
    /// One responsibility, skill, … of the library.
    ItemId,
    /// A posting, from its first draft until it is archived.
    PostingId,
    /// An immutable numbered snapshot of a draft.
    RevisionId,
    /// A moment of a draft that somebody gave a name.
    CheckpointId,
    /// One round of asking for approval.
    ReviewId,
    /// One person's decision in a review.
    DecisionId,
    /// A policy of review, through all its versions.
    PolicyId,
    /// Somebody's standing in for somebody else.
    DelegationId,
    /// A talk about a posting or a part of it.
    ThreadId,
    /// What one person said in a thread.
    CommentId,
    /// A change that somebody would make.
    SuggestionId,
    /// What one person is told.
    NotificationId,
    /// A text of a posting that was written elsewhere, on its way to a draft.
    ArrivalId,
    /// An item that somebody wants in the library.
    ProposalId,
    /// A mail on its way.
    MailId,
    /// One change to many library items.
    BulkEditId,
    /// Two library items that became one.
    MergeId,
    /// A file that is taken into the library.
    ImportId,
    /// What drafts start with, through all its versions.
    TemplateId,
);

/// Longest accepted name of a part of a draft, in bytes.
pub const PART_ID_MAX_BYTES: usize = 22;

macro_rules! part_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// A name from 64 random bits, written in base 62 (at most 11 characters).
            #[must_use]
            pub fn from_random(bits: u64) -> Self {
                Self(base62(bits))
            }

            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                let fits = !text.is_empty() && text.len() <= PART_ID_MAX_BYTES;
                let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
                if fits && plain { Ok(Self(text.to_owned())) } else { Err(InvalidId) }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    )+};
}

part_ids!(
    /// A section of a draft.
    SectionId,
    /// A line of a draft; stable through every move and rewording.
    LineId,
);

fn base62(mut bits: u64) -> String {
    const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let mut digits = Vec::with_capacity(11);
    loop {
        digits.push(char::from(DIGITS[(bits % 62) as usize]));
        bits /= 62;
        if bits == 0 {
            return digits.into_iter().rev().collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_id_survives_writing_and_reading() {
        for bits in [0, 1, 61, 62, u64::MAX] {
            let id = LineId::from_random(bits);
            assert_eq!(id.to_string().parse(), Ok(id));
        }
    }

    #[test]
    fn a_part_id_with_markup_or_without_end_is_refused() {
        for text in ["", "a b", "<b>", "a|b", "ä", "aaaaaaaaaaaaaaaaaaaaaaa"] {
            assert_eq!(text.parse::<LineId>(), Err(InvalidId), "{text:?}");
        }
    }
}
