//! What events are about, in the few groups that people look for.

use std::str::FromStr;

use super::Event;
use crate::posting::Unknown;

/// A group of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Topic {
    /// Signing in, sessions, passwords.
    Access,
    /// Invitations, roles, teams, suspension.
    People,
    Library,
    /// Creating, archiving and writing postings.
    Postings,
    /// From submitting to the last approval.
    Reviews,
    /// What went public and what was taken back.
    Publications,
    /// Who is asked to decide: policies, and people who stand in for others.
    Policies,
}

impl Topic {
    pub const ALL: [Self; 7] =
        [Self::Access, Self::People, Self::Library, Self::Postings, Self::Reviews, Self::Publications, Self::Policies];

    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::People => "people",
            Self::Library => "library",
            Self::Postings => "postings",
            Self::Reviews => "reviews",
            Self::Publications => "publications",
            Self::Policies => "policies",
        }
    }

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Access => "Signing in",
            Self::People => "People and teams",
            Self::Library => "Library",
            Self::Postings => "Postings",
            Self::Reviews => "Reviews",
            Self::Publications => "Publications",
            Self::Policies => "Policies and delegation",
        }
    }

    /// The words of the events that belong here ([`Event::action`]).
    #[must_use]
    pub const fn actions(self) -> &'static [&'static str] {
        match self {
            Self::Access => &["signed_in", "password_changed", "password_reset", "sessions_ended"],
            Self::People => &[
                "organisation_set_up",
                "person_invited",
                "invitation_withdrawn",
                "invitation_accepted",
                "person_suspended",
                "person_reinstated",
                "role_granted",
                "role_revoked",
                "team_created",
                "team_renamed",
            ],
            Self::Library => &[
                "item_created",
                "item_edited",
                "item_published",
                "item_deprecated",
                "item_restored",
                "item_merged",
                "merge_undone",
                "item_moved",
                "items_imported",
                "item_proposed",
                "proposal_answered",
                "template_made",
                "template_edited",
                "template_published",
                "template_archived",
                "template_restored",
            ],
            Self::Postings => &[
                "posting_created",
                "posting_archived",
                "posting_restored",
                "checkpoint_named",
                "draft_restored",
                "draft_mended",
                "section_unlocked",
                "updates_settled",
            ],
            Self::Reviews => &[
                "posting_submitted",
                "changes_requested",
                "abstained",
                "posting_withdrawn",
                "step_approved",
                "posting_approved",
                "approvals_held",
                "step_reassigned",
                "guest_invited",
                "guest_link_renewed",
                "guest_arrived",
                "guest_revoked",
                "thread_opened",
                "thread_resolved",
                "thread_reopened",
                "blocking_changed",
                "comment_deleted",
                "change_suggested",
                "suggestion_accepted",
                "suggestion_rejected",
                "suggestion_withdrawn",
            ],
            Self::Publications => &["posting_published", "posting_closed", "posting_reopened"],
            Self::Policies => &[
                "policy_made",
                "policy_edited",
                "policy_retired",
                "policies_reordered",
                "delegation_made",
                "delegation_ended",
            ],
        }
    }
}

impl FromStr for Topic {
    type Err = Unknown;

    fn from_str(word: &str) -> Result<Self, Unknown> {
        Self::ALL.into_iter().find(|topic| topic.word() == word).ok_or(Unknown)
    }
}

impl Event {
    /// What it is about.
    #[must_use]
    pub fn topic(&self) -> Option<Topic> {
        let action = self.action();
        Topic::ALL.into_iter().find(|topic| topic.actions().contains(&action.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The variants in the source, as their words: a new one that belongs nowhere fails here.
    fn variants() -> BTreeSet<String> {
        let source = include_str!("mod.rs");
        let body = source.split("pub enum Event {").nth(1).unwrap().split("\n}").next().unwrap();
        let names = body.lines().filter_map(|line| line.trim().split_once(" {")).map(|(name, _)| name);
        names.map(snake).collect()
    }

    fn snake(name: &str) -> String {
        let mut word = String::new();
        for letter in name.chars() {
            if letter.is_ascii_uppercase() && !word.is_empty() {
                word.push('_');
            }
            word.push(letter.to_ascii_lowercase());
        }
        word
    }

    #[test]
    fn every_event_belongs_to_exactly_one_topic() {
        let all: Vec<String> =
            Topic::ALL.iter().flat_map(|topic| topic.actions()).map(|action| (*action).to_owned()).collect();
        let once: BTreeSet<String> = all.iter().cloned().collect();
        assert_eq!(once.len(), all.len(), "a word stands twice");
        assert_eq!(once, variants());
        assert!(once.len() > 25);
    }

    #[test]
    fn a_topic_is_read_as_it_is_written() {
        for topic in Topic::ALL {
            assert_eq!(topic.word().parse(), Ok(topic));
        }
        assert_eq!("".parse::<Topic>(), Err(Unknown));
        let event = Event::PostingClosed { posting: crate::ids::PostingId(uuid::Uuid::nil()) };
        assert_eq!(event.topic(), Some(Topic::Publications));
    }
}
