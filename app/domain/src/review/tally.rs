//! What decisions are worth for one exact content, now.
//!
//! A decision is about the digests that it covers, scope by scope. It counts as long as a scope says just what was
//! decided: an edit there sets it aside, and undoing the edit brings it back. Somebody's last word about one content
//! replaces their earlier ones about the same content, and says nothing of any other.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    time::Duration,
};

use super::{Decision, Needed, Order, Policy, Step, Verdict, Worth};
use crate::{
    ids::UserId,
    posting::{Authorship, Scope, ScopeHashes},
    time::Timestamp,
};

/// Decisions beside the content that they are held against.
#[derive(Debug, Clone, Copy)]
pub struct Tally<'a> {
    pub policy: &'a Policy,
    /// In the order in which they were made.
    pub decisions: &'a [Decision],
    /// The content.
    pub hashes: &'a ScopeHashes,
    /// Who edited this content, and where; whoever submitted it, as if everywhere. What they decided there does not count.
    pub authors: &'a Authorship,
    pub now: Timestamp,
}

impl Tally<'_> {
    /// Whether every step is met.
    #[must_use]
    pub fn is_met(&self) -> bool {
        self.policy.steps.iter().all(|step| self.is_step_met(step))
    }

    /// The keys of the steps that are met.
    #[must_use]
    pub fn met_steps(&self) -> HashSet<String> {
        self.policy.steps.iter().filter(|step| self.is_step_met(step)).map(|step| step.key.clone()).collect()
    }

    #[must_use]
    pub fn is_step_met(&self, step: &Step) -> bool {
        self.open_scopes(step).is_empty()
    }

    /// Whether the step can be decided on by now: in a policy of one step after the other, those before it are met.
    #[must_use]
    pub fn is_open(&self, step: &Step) -> bool {
        let before = self.policy.steps.iter().take_while(|other| other.key != step.key);
        self.policy.order == Order::Parallel || before.into_iter().all(|other| self.is_step_met(other))
    }

    /// Whether the step is open, not met, and the person said nothing about this content on it yet.
    #[must_use]
    pub fn waits_for(&self, person: UserId, step: &Step) -> bool {
        self.is_open(step) && !self.is_step_met(step) && self.word_of(person, step).is_none()
    }

    /// The step's scopes whose content still has to be approved.
    #[must_use]
    pub fn open_scopes(&self, step: &Step) -> Vec<Scope> {
        step.scopes.iter().copied().filter(|scope| !self.is_scope_met(step, *scope)).collect()
    }

    /// Who approved what the scope says.
    #[must_use]
    pub fn approvers(&self, step: &Step, scope: Scope) -> BTreeSet<UserId> {
        self.approvals(step, scope).map(|decision| decision.by).collect()
    }

    /// Who approved the scope, and what that is worth for what it says now. Where it is approved already, approvals that
    /// do not count are not missed, and left out.
    #[must_use]
    pub fn worth(&self, step: &Step, scope: Scope) -> BTreeMap<UserId, Worth> {
        let mut worth = BTreeMap::new();
        if !self.is_scope_met(step, scope) {
            // What they would be worth if nobody had written.
            let unwritten = Tally { authors: &Authorship::NOBODY, ..*self };
            let lost = unwritten.approvers(step, scope).into_iter().chain(unwritten.outdated(step, scope));
            let wrote = lost.filter(|person| self.wrote_in(*person, scope));
            worth.extend(wrote.map(|person| (person, Worth::Wrote)));
            worth.extend(self.outdated(step, scope).into_iter().map(|person| (person, Worth::Changed)));
        }
        worth.extend(self.approvers(step, scope).into_iter().map(|person| (person, Worth::Counts)));
        worth
    }

    /// Who approved what the scope said when it was approved last, if it says something else now. Whoever approves of that,
    /// too, has lost nothing.
    fn outdated(&self, step: &Step, scope: Scope) -> BTreeSet<UserId> {
        let still = self.approvers(step, scope);
        let stood = |said: &&Decision| {
            let is_other = said.covered.get(&scope).is_some_and(|hash| self.hashes.get(&scope) != Some(hash));
            is_other && !still.contains(&said.by) && Tally { hashes: &said.covered, ..*self }.stands_for(said, scope)
        };
        let of_step = self.decisions.iter().filter(|said| said.step == step.key && said.verdict == Verdict::Approve);
        let stood: Vec<&Decision> = of_step.filter(stood).collect();
        let last = stood.last().and_then(|said| said.covered.get(&scope));
        stood.iter().filter(|said| said.covered.get(&scope) == last).map(|said| said.by).collect()
    }

    /// Whether the decision is its maker's last word about what one of its scopes says now, and counts.
    #[must_use]
    pub fn stands(&self, decision: &Decision) -> bool {
        decision.covered.keys().any(|scope| self.stands_for(decision, *scope))
    }

    /// The scopes that say something else than what was decided.
    #[must_use]
    pub fn changed_since(&self, decision: &Decision) -> Vec<Scope> {
        let is_changed = |(scope, hash): &(&Scope, &String)| self.hashes.get(*scope) != Some(*hash);
        decision.covered.iter().filter(is_changed).map(|(scope, _)| *scope).collect()
    }

    /// When the decision stops to count, if it ever does.
    #[must_use]
    pub fn lapses_at(&self, decision: &Decision) -> Option<Timestamp> {
        let days = self.policy.expires_days?;
        Some(decision.at + Duration::from_secs(u64::from(days) * 86_400))
    }

    #[must_use]
    pub fn has_lapsed(&self, decision: &Decision) -> bool {
        self.lapses_at(decision).is_some_and(|end| end <= self.now)
    }

    /// What the person said last about all that the step covers, if it is one word. A request for changes ended the review
    /// that it was made in: in the next one, whoever made it is asked again, whatever was changed, and may repeat it.
    #[must_use]
    pub fn word_of(&self, person: UserId, step: &Step) -> Option<Verdict> {
        let mut words = step.scopes.iter().map(|scope| {
            let said = self.decisions.iter().filter(|said| said.by == person && said.step == step.key);
            said.filter(|said| self.stands_for(said, *scope)).map(|said| said.verdict).next_back()
        });
        let first = words.next()?.filter(|word| *word != Verdict::RequestChanges)?;
        words.all(|word| word == Some(first)).then_some(first)
    }

    /// Whether the person's own edits keep them from the step.
    #[must_use]
    pub fn wrote_on(&self, person: UserId, step: &Step) -> bool {
        step.scopes.iter().any(|scope| self.wrote_in(person, *scope))
    }

    fn is_scope_met(&self, step: &Step, scope: Scope) -> bool {
        if self.approvals(step, scope).any(|decision| decision.is_escalated) {
            return true;
        }
        let approvers = self.approvers(step, scope);
        match step.needed {
            Needed::Any => !approvers.is_empty(),
            Needed::AtLeast(count) => approvers.len() >= usize::from(count.max(1)),
            Needed::All => {
                let mut asked = step.asked.iter().filter(|person| !self.wrote_in(**person, scope));
                !approvers.is_empty() && asked.all(|person| self.has_approved(step, scope, *person))
            }
        }
    }

    /// Whether the person's word on the scope is one about their own edits.
    fn wrote_in(&self, person: UserId, scope: Scope) -> bool {
        let is_strict = self.policy.four_eyes.whole_posting;
        self.authors.wrote_in(person, scope) || is_strict && self.authors.wrote(person)
    }

    /// By themselves, or by somebody in their place.
    fn has_approved(&self, step: &Step, scope: Scope, person: UserId) -> bool {
        self.approvals(step, scope).any(|decision| decision.for_person.unwrap_or(decision.by) == person)
    }

    fn approvals(&self, step: &Step, scope: Scope) -> impl Iterator<Item = &Decision> {
        let of_step = self.decisions.iter().filter(move |decision| decision.step == step.key);
        of_step.filter(move |decision| decision.verdict == Verdict::Approve && self.stands_for(decision, scope))
    }

    fn stands_for(&self, decision: &Decision, scope: Scope) -> bool {
        let Some(hash) = decision.covered.get(&scope).filter(|hash| self.hashes.get(&scope) == Some(hash)) else {
            return false;
        };
        let is_later_word = |later: &&Decision| {
            let is_same = later.step == decision.step && later.by == decision.by;
            is_same && later.at > decision.at && later.covered.get(&scope) == Some(hash)
        };
        let makers = [Some(decision.by), decision.for_person];
        let is_author = makers.iter().flatten().any(|person| self.wrote_in(*person, scope));
        !is_author && !self.has_lapsed(decision) && !self.decisions.iter().any(|later| is_later_word(&later))
    }
}
