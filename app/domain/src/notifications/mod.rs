//! Notifications: what a person is told of, in which words, where it leads, and by which way it reaches them.
//!
//! A new kind is a variant of [`NotificationKind`]: the compiler then asks for its words, its destination and its way of
//! mail. Who hears of it is said in one place of the services (`notifications/audience.rs`).

mod choices;
mod reminder;

use crate::{
    events::Event,
    ids::{NotificationId, PostingId, UserId},
    posting::words,
    time::Timestamp,
};

pub use choices::{MailChoices, MailWay};
pub use reminder::reminder;

words! {
    /// What somebody is told of.
    NotificationKind {
        ReviewWaits = "review_waits", "A review waits for you";
        DueSoon = "due_soon", "A review that waits for you is due soon";
        Overdue = "overdue", "A review that you decide on or wait for is overdue";
        Escalated = "escalated", "An overdue review is passed on to you";
        Withdrawn = "withdrawn", "A review that waited for you is withdrawn";
        ChangesRequested = "changes_requested", "Changes to your posting are requested";
        Approved = "approved", "Your posting is approved";
        Published = "published", "A posting that you own or decided on is published";
        Closed = "closed", "Your posting is closed";
        Mentioned = "mentioned", "Somebody calls you in a comment";
        Answered = "answered", "Somebody answers in a thread of yours";
        Suggested = "suggested", "Somebody suggests a change to your posting";
        Proposed = "proposed", "Somebody proposes an item for the library that you curate";
        ProposalAccepted = "proposal_accepted", "What you proposed for the library is accepted";
        ProposalDeclined = "proposal_declined", "What you proposed for the library is declined";
        RoleGiven = "role_given", "You get a role";
    }
}

/// Where a notification leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Destination {
    Draft(PostingId),
    Review(PostingId),
    History(PostingId),
    Threads(PostingId),
    /// What a guest sees.
    Visit(UserId),
    Account,
    Proposals,
    Notifications,
}

/// What somebody is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    pub id: NotificationId,
    pub kind: NotificationKind,
    /// What it is about, with its title as far as it has one.
    pub posting: Option<(PostingId, String)>,
    /// Who did it; nobody for what the program tells by itself.
    pub by_name: Option<String>,
    /// What else has to be said: the role, the moment.
    pub detail: String,
    pub at: Timestamp,
    pub read_at: Option<Timestamp>,
}

impl NotificationKind {
    /// What others are told an event as, if they hear of it.
    #[must_use]
    pub const fn of(event: &Event) -> Option<Self> {
        match event {
            // A step that is met may open the next one; another approver may be asked.
            Event::PostingSubmitted { .. } | Event::StepApproved { .. } | Event::StepReassigned { .. } => {
                Some(Self::ReviewWaits)
            }
            Event::ChangesRequested { .. } => Some(Self::ChangesRequested),
            Event::PostingApproved { .. } => Some(Self::Approved),
            Event::PostingWithdrawn { .. } => Some(Self::Withdrawn),
            Event::PostingPublished { .. } => Some(Self::Published),
            Event::PostingClosed { .. } => Some(Self::Closed),
            Event::RoleGranted { .. } => Some(Self::RoleGiven),
            _ => None,
        }
    }

    /// Those that ask for a decision. They are over once the review is.
    pub const CALLS: [Self; 4] = [Self::ReviewWaits, Self::DueSoon, Self::Overdue, Self::Escalated];

    /// How it is mailed to somebody who never chose.
    #[must_use]
    pub const fn usual_way(self) -> MailWay {
        match self {
            Self::ReviewWaits
            | Self::DueSoon
            | Self::Overdue
            | Self::Escalated
            | Self::ChangesRequested
            | Self::Approved
            | Self::Mentioned => MailWay::AtOnce,
            Self::Withdrawn
            | Self::Published
            | Self::Closed
            | Self::Answered
            | Self::Suggested
            | Self::RoleGiven
            | Self::Proposed
            | Self::ProposalAccepted
            | Self::ProposalDeclined => MailWay::Digest,
        }
    }
}

impl Notification {
    /// What it is about, in a few words.
    #[must_use]
    pub fn subject(&self) -> &str {
        match &self.posting {
            Some((_, title)) if !title.trim().is_empty() => title,
            Some(_) => "Untitled posting",
            None if self.kind == NotificationKind::Proposed => "A proposal for the library",
            None if self.is_of_proposal() => "Your proposal",
            None => "Your roles",
        }
    }

    /// What happened.
    #[must_use]
    pub fn sentence(&self) -> String {
        let (by, detail) = (self.by_name.as_deref().unwrap_or("Somebody"), &self.detail);
        match self.kind {
            NotificationKind::ReviewWaits => format!("{by} asks for your review."),
            NotificationKind::DueSoon => format!("The review is due on {detail}."),
            NotificationKind::Overdue => format!("The review was due on {detail} and is not finished."),
            NotificationKind::Escalated => format!("The review was due on {detail}. You can decide on it now."),
            NotificationKind::Withdrawn => format!("{by} withdrew it from review. There is nothing left to decide."),
            NotificationKind::ChangesRequested => format!("{by} requested changes."),
            NotificationKind::Approved => format!("{by} gave the last approval needed. It can be published."),
            NotificationKind::Published => format!("{by} published it."),
            NotificationKind::Closed => format!("{by} closed it. It is not public any more."),
            NotificationKind::Mentioned => format!("{by} called you in a comment."),
            NotificationKind::Answered => format!("{by} answered in a thread that you wrote in."),
            NotificationKind::Suggested => format!("{by} suggests a change."),
            NotificationKind::Proposed => format!("{by} proposes “{detail}” for the library."),
            NotificationKind::ProposalAccepted => format!("{by} accepted “{detail}” for the library."),
            NotificationKind::ProposalDeclined => format!("{by} declined “{detail}”, and says why."),
            NotificationKind::RoleGiven => format!("{by} gave you the role {detail}."),
        }
    }

    /// Where one sees it, or does something about it.
    #[must_use]
    pub const fn destination(&self) -> Destination {
        if self.is_of_proposal() {
            return Destination::Proposals;
        }
        let Some((posting, _)) = self.posting else { return Destination::Account };
        match self.kind {
            NotificationKind::ReviewWaits
            | NotificationKind::DueSoon
            | NotificationKind::Overdue
            | NotificationKind::Escalated
            | NotificationKind::Withdrawn
            | NotificationKind::Approved => Destination::Review(posting),
            NotificationKind::ChangesRequested => Destination::Draft(posting),
            NotificationKind::Mentioned | NotificationKind::Answered | NotificationKind::Suggested => {
                Destination::Threads(posting)
            }
            NotificationKind::Published | NotificationKind::Closed => Destination::History(posting),
            NotificationKind::Proposed | NotificationKind::ProposalAccepted | NotificationKind::ProposalDeclined => {
                Destination::Proposals
            }
            NotificationKind::RoleGiven => Destination::Account,
        }
    }

    const fn is_of_proposal(&self) -> bool {
        matches!(
            self.kind,
            NotificationKind::Proposed | NotificationKind::ProposalAccepted | NotificationKind::ProposalDeclined
        )
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn told(kind: NotificationKind, title: &str) -> Notification {
        let id = Uuid::from_u128(7);
        Notification {
            id: NotificationId(id),
            kind,
            posting: Some((PostingId(id), title.to_owned())),
            by_name: Some("Dana".to_owned()),
            detail: "23 Nov 2026, 09:00 UTC".to_owned(),
            at: Timestamp(1),
            read_at: None,
        }
    }

    #[test]
    fn every_kind_says_something_and_leads_somewhere() {
        let mut sentences = Vec::new();
        for kind in NotificationKind::ALL {
            let told = told(*kind, "Backend Developer");
            let sentence = told.sentence();
            assert!(sentence.ends_with('.') && !sentence.contains("  "), "{sentence}");
            assert!(!sentences.contains(&sentence), "{sentence}");
            assert!(!NotificationKind::CALLS.contains(kind) || matches!(told.destination(), Destination::Review(_)));
            sentences.push(sentence);
        }
    }

    #[test]
    fn a_posting_without_a_title_has_a_name_all_the_same() {
        assert_eq!(told(NotificationKind::Approved, " ").subject(), "Untitled posting");
        assert_eq!(told(NotificationKind::Approved, "Baker").subject(), "Baker");
        let role = Notification { posting: None, ..told(NotificationKind::RoleGiven, "") };
        assert_eq!((role.subject(), role.destination()), ("Your roles", Destination::Account));
    }
}
