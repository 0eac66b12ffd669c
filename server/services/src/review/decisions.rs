//! All that was decided about a posting in all its reviews, and what of it counts under one policy.

use domain::{
    ids::{PostingId, RevisionId, UserId},
    posting::{Authorship, ScopeHashes},
    review::{Decision, Policy, Tally},
    time::Timestamp,
};
use storage::{DecisionRecord, Review, RevisionHead, Round};

/// The reviews of some postings and the decisions in them.
#[derive(Debug, Default)]
pub(crate) struct Decisions {
    /// The newest first.
    pub reviews: Vec<Review>,
    /// The oldest first.
    pub records: Vec<DecisionRecord>,
}

/// What is decided about one revision, ready to be counted.
#[derive(Debug)]
pub(crate) struct Count<'r> {
    pub policy: &'r Policy,
    pub decisions: Vec<Decision>,
    pub authors: Authorship,
    pub hashes: &'r ScopeHashes,
    pub now: Timestamp,
}

impl Decisions {
    /// Of the rounds of one posting, with the revisions that they were about, the newest first.
    pub fn in_rounds(rounds: Vec<Round>) -> (Vec<RevisionHead>, Self) {
        let (mut heads, mut said) = (Vec::new(), Self::default());
        for Round { head, review, decisions } in rounds {
            heads.push(head);
            said.reviews.push(review);
            said.records.extend(decisions);
        }
        said.records.sort_by_cached_key(|record| (record.decision.at, record.decision.step.clone()));
        (heads, said)
    }

    pub fn of_revision(&self, revision: RevisionId) -> Option<&Review> {
        self.reviews.iter().find(|review| review.revision == revision)
    }

    /// The decisions about a posting that count under this policy, the oldest first: those of a review with another one
    /// count for steps that ask the same people.
    pub fn under(&self, posting: PostingId, policy: &Policy) -> Vec<Decision> {
        let of_review = |review: &Review| {
            let decisions = self.records.iter().filter(|record| record.review == review.id);
            policy.takes_over(&review.policy, decisions.map(|record| record.decision.clone()).collect())
        };
        let reviews = self.reviews.iter().filter(|review| review.posting == posting);
        let mut all: Vec<Decision> = reviews.flat_map(of_review).collect();
        all.sort_by_key(|decision| decision.at);
        all
    }

    /// Who made decisions, by name.
    pub fn name_of(&self, person: UserId) -> String {
        let record = self.records.iter().find(|record| record.decision.by == person);
        record.map_or_else(|| "Somebody".to_owned(), |record| record.by_name.clone())
    }

    /// What is decided about this revision under a policy, by those who neither submitted it nor wrote there.
    pub fn count<'r>(
        &self,
        head: &'r RevisionHead,
        submitted_by: UserId,
        policy: &'r Policy,
        now: Timestamp,
    ) -> Count<'r> {
        let authors = head.contributors.clone().and_all_by(submitted_by);
        Count { policy, decisions: self.under(head.posting, policy), authors, hashes: &head.hashes, now }
    }
}

impl Count<'_> {
    pub fn tally(&self) -> Tally<'_> {
        Tally {
            policy: self.policy,
            decisions: &self.decisions,
            hashes: self.hashes,
            authors: &self.authors,
            now: self.now,
        }
    }

    /// Decisions are ordered by their moment, so no two of a posting share one.
    pub fn next_moment(&self) -> Timestamp {
        let last = self.decisions.iter().map(|decision| Timestamp(decision.at.0 + 1)).max();
        last.map_or(self.now, |next| next.max(self.now))
    }
}
