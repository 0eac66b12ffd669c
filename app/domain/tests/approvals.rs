//! Approvals that mean something: whatever is edited, undone and decided in whatever order, a decision counts exactly for
//! the parts that say what was decided, and nobody's decision counts on what they wrote.

use std::{collections::BTreeMap, time::Duration};

use domain::{
    accounts::Role,
    ids::{LineId, RevisionId, SectionId, UserId},
    posting::{
        Authorship, FactKey, Line, Requirement, Scope, ScopeHashes, ScopeSet, Section, SectionKind, Snapshot,
        canonical_json, scope_hashes,
    },
    review::{Approver, Decision, Needed, Order, Policy, Step, Tally, Verdict, Worth},
    time::Timestamp,
};
use proptest::prelude::*;
use uuid::Uuid;

static NOBODY: Authorship = Authorship::NOBODY;
const PEOPLE: u8 = 4;
const DAY: i64 = 86_400_000;

fn person(number: u8) -> UserId {
    UserId(Uuid::from_u128(u128::from(number) + 1))
}

/// What happens to a posting.
#[derive(Debug, Clone)]
enum Act {
    Title(u8),
    Pay(u8),
    /// The text of a line, with white space that nobody reads.
    Duty {
        line: u8,
        text: u8,
        blanks: u8,
    },
    MoveDuty,
    Undo,
    Decide {
        by: u8,
        step: u8,
        verdict: Verdict,
    },
    Wait {
        days: u8,
    },
}

fn act() -> impl Strategy<Value = Act> {
    let verdict =
        prop_oneof![3 => Just(Verdict::Approve), 1 => Just(Verdict::RequestChanges), 1 => Just(Verdict::Abstain)];
    prop_oneof![
        2 => (0..3u8).prop_map(Act::Title),
        2 => (0..3u8).prop_map(Act::Pay),
        3 => (0..2u8, 0..3u8, 0..3u8).prop_map(|(line, text, blanks)| Act::Duty { line, text, blanks }),
        1 => Just(Act::MoveDuty),
        3 => Just(Act::Undo),
        6 => (0..PEOPLE, 0..3u8, verdict).prop_map(|(by, step, verdict)| Act::Decide { by, step, verdict }),
        1 => (1..40u8).prop_map(|days| Act::Wait { days }),
    ]
}

/// Where somebody wrote.
fn scopes() -> impl Strategy<Value = ScopeSet> {
    let all = [Scope::Identity, Scope::Duties, Scope::Pay, Scope::Place];
    prop::sample::subsequence(all.to_vec(), 0..=all.len()).prop_map(ScopeSet::from_iter)
}

fn policy(needed: Needed, order: Order, expires_days: Option<u16>) -> Policy {
    let step = |key: &str, scopes: &[Scope]| Step {
        key: key.to_owned(),
        name: key.to_owned(),
        scopes: scopes.to_vec(),
        approvers: vec![Approver::Role(Role::HrApprover)],
        needed,
        asked: (0..PEOPLE).map(person).collect(),
    };
    Policy {
        steps: vec![
            step("0", &[Scope::Identity, Scope::Duties]),
            step("1", &[Scope::Pay, Scope::Place]),
            step("2", &[Scope::Duties, Scope::Pay]),
        ],
        order,
        expires_days,
        ..Policy::default_policy()
    }
}

fn draft() -> Snapshot {
    let line = |number: u64| Line {
        id: LineId::from_random(number),
        text: format!("You do thing {number}."),
        origin: domain::posting::Origin::Custom,
        requirement: Requirement::Plain,
        level: None,
    };
    let duties = Section {
        id: SectionId::from_random(1),
        kind: SectionKind::Responsibilities,
        heading: "What you will do".to_owned(),
        locked: false,
        lines: vec![line(1), line(2)],
    };
    Snapshot { sections: vec![duties], ..Snapshot::default() }
}

/// The world as the test sees it: contents as canonical text instead of digests.
struct World {
    draft: Snapshot,
    before: Vec<Snapshot>,
    now: Timestamp,
    policy: Policy,
    decisions: Vec<Decision>,
    /// What each decision was about, word for word.
    about: Vec<BTreeMap<Scope, String>>,
}

impl World {
    fn under(policy: Policy) -> Self {
        let now = Timestamp(0);
        Self { draft: draft(), before: Vec::new(), now, policy, decisions: Vec::new(), about: Vec::new() }
    }

    fn tally<'w>(&'w self, hashes: &'w ScopeHashes, authors: &'w Authorship) -> Tally<'w> {
        Tally { policy: &self.policy, decisions: &self.decisions, hashes, authors, now: self.now }
    }

    fn act(&mut self, act: &Act) {
        self.now = Timestamp(self.now.0 + 1);
        match act {
            Act::Undo => {
                if let Some(before) = self.before.pop() {
                    self.draft = before;
                }
            }
            Act::Wait { days } => self.now = Timestamp(self.now.0 + i64::from(*days) * DAY),
            Act::Decide { by, step, verdict } => self.decide(*by, *step, *verdict),
            edit => {
                self.before.push(self.draft.clone());
                self.edit(edit);
            }
        }
    }

    fn edit(&mut self, act: &Act) {
        let lines = &mut self.draft.sections[0].lines;
        match act {
            Act::Title(value) => self.draft.facts.set(FactKey::Title, &format!("Developer {value}")),
            Act::Pay(value) => self.draft.facts.set(FactKey::BaseSalaryMinValue, &format!("{value}0000")),
            Act::Duty { line, text, blanks } => {
                let blanks = " ".repeat(usize::from(*blanks));
                lines[usize::from(*line)].text = format!("{blanks}You do{blanks} thing {text}.{blanks}");
            }
            Act::MoveDuty => lines.reverse(),
            _ => unreachable!(),
        }
    }

    fn decide(&mut self, by: u8, step: u8, verdict: Verdict) {
        let step = self.policy.steps[usize::from(step)].clone();
        let hashes = scope_hashes(&self.draft);
        self.about.push(step.scopes.iter().map(|scope| (*scope, canonical_json(&self.draft, *scope))).collect());
        self.decisions.push(Decision {
            covered: self.policy.covered(&step.key, &hashes),
            step: step.key,
            by: person(by),
            for_person: None,
            at: self.now,
            revision: RevisionId(Uuid::nil()),
            verdict,
            comment: String::new(),
            is_escalated: false,
        });
    }

    /// Who approved a scope at a step, by looking at words and nothing else.
    fn approvers(&self, step: &Step, scope: Scope, wrote: &impl Fn(UserId, Scope) -> bool) -> Vec<UserId> {
        let says = canonical_json(&self.draft, scope);
        let lapse = self.policy.expires_days.map(|days| Duration::from_secs(u64::from(days) * 86_400));
        let mut last: BTreeMap<UserId, (Verdict, Timestamp)> = BTreeMap::new();
        for (decision, about) in self.decisions.iter().zip(&self.about) {
            if decision.step == step.key && about.get(&scope) == Some(&says) {
                last.insert(decision.by, (decision.verdict, decision.at));
            }
        }
        let counts = |(by, (verdict, at)): &(UserId, (Verdict, Timestamp))| {
            let is_fresh = lapse.is_none_or(|span| *at + span > self.now);
            *verdict == Verdict::Approve && is_fresh && !wrote(*by, scope)
        };
        last.into_iter().filter(counts).map(|(by, _)| by).collect()
    }

    /// What is void of a scope is just what saying again what was approved brings back, and what its maker lost by writing.
    fn weighs_up(
        &self,
        tally: &Tally<'_>,
        step: &Step,
        scope: Scope,
        wrote: &impl Fn(UserId, Scope) -> bool,
    ) -> Result<(), TestCaseError> {
        let approvals = self.decisions.iter().filter(|said| said.step == step.key && said.covered.contains_key(&scope));
        // Whoever would be an approver again if everything said what they approved.
        let comes_back: Vec<UserId> = approvals
            .flat_map(|said| Tally { hashes: &said.covered, ..*tally }.approvers(step, scope))
            .filter(|by| !tally.approvers(step, scope).contains(by))
            .collect();
        let worth = tally.worth(step, scope);
        for (by, worth) in &worth {
            match worth {
                Worth::Counts => prop_assert!(tally.approvers(step, scope).contains(by)),
                Worth::Changed => prop_assert!(comes_back.contains(by)),
                Worth::Wrote => prop_assert!(wrote(*by, scope)),
            }
        }
        let is_open = tally.open_scopes(step).contains(&scope);
        let has = |wanted: Worth| worth.values().any(|worth| *worth == wanted);
        prop_assert!(is_open || !has(Worth::Changed) && !has(Worth::Wrote), "nobody misses what is approved");
        prop_assert_eq!(has(Worth::Changed), is_open && !comes_back.is_empty());
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn a_decision_counts_exactly_for_the_parts_that_say_what_was_decided(
        acts in prop::collection::vec(act(), 1..13),
        needed in prop_oneof![Just(Needed::Any), Just(Needed::All), Just(Needed::AtLeast(2))],
        order in prop_oneof![Just(Order::Parallel), Just(Order::OneByOne)],
        expires_days in prop_oneof![Just(None), Just(Some(30u16))],
        shares in prop::collection::vec((0..PEOPLE, scopes()), 0..4),
        whole_posting in prop::bool::weighted(0.2),
    ) {
        let authors: Authorship = shares.iter().map(|(by, scopes)| (person(*by), *scopes)).collect();
        let wrote = |by: UserId, scope: Scope| {
            let mut own = shares.iter().filter(|(author, _)| person(*author) == by);
            own.any(|(_, scopes)| scopes.contains(scope) || whole_posting && !scopes.is_empty())
        };
        let mut policy = policy(needed, order, expires_days);
        policy.four_eyes.whole_posting = whole_posting;
        let mut world = World::under(policy);
        for act in &acts {
            world.act(act);
            let hashes: ScopeHashes = scope_hashes(&world.draft);
            let tally = world.tally(&hashes, &authors);
            let mut all_met = true;
            let mut before_met = true;
            for step in &world.policy.steps {
                prop_assert_eq!(tally.is_open(step), order == Order::Parallel || before_met);
                let mut met = true;
                for scope in &step.scopes {
                    let expected = world.approvers(step, *scope, &wrote);
                    let counted: Vec<UserId> = tally.approvers(step, *scope).into_iter().collect();
                    prop_assert_eq!(&counted, &expected, "{:?} at {}", scope, step.key);
                    let asked = step.asked.iter().filter(|asked| !wrote(**asked, *scope)).count();
                    world.weighs_up(&tally, step, *scope, &wrote)?;
                    met &= match needed {
                        Needed::Any => !expected.is_empty(),
                        Needed::AtLeast(count) => expected.len() >= usize::from(count),
                        Needed::All => !expected.is_empty() && expected.len() == asked,
                    };
                }
                prop_assert_eq!(tally.is_step_met(step), met);
                before_met &= met;
                all_met &= met;
            }
            prop_assert_eq!(tally.is_met(), all_met);
        }
    }
}

/// More of them with `ROLEWRIGHT_CASES`.
fn cases() -> u32 {
    std::env::var("ROLEWRIGHT_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(10_000)
}

#[test]
fn undoing_an_edit_brings_the_approval_back_and_only_what_changed_is_asked_again() {
    let policy = policy(Needed::Any, Order::Parallel, None);
    let mut world = World::under(policy);
    for step in 0..3 {
        world.act(&Act::Decide { by: 0, step, verdict: Verdict::Approve });
    }
    let open = |world: &World| {
        let hashes = scope_hashes(&world.draft);
        let tally = world.tally(&hashes, &NOBODY);
        world.policy.steps.iter().map(|step| tally.open_scopes(step)).collect::<Vec<_>>()
    };
    assert_eq!(open(&world), [vec![], vec![], vec![]]);
    world.act(&Act::Pay(2));
    assert_eq!(open(&world), [vec![], vec![Scope::Pay], vec![Scope::Pay]]);
    world.act(&Act::Undo);
    assert_eq!(open(&world), [vec![], vec![], vec![]]);
    world.act(&Act::MoveDuty);
    assert_eq!(
        open(&world),
        [vec![Scope::Duties], vec![], vec![Scope::Duties]],
        "the order of duties is part of what they say"
    );
    world.act(&Act::MoveDuty);
    assert_eq!(open(&world), [vec![], vec![], vec![]]);
}

#[test]
fn an_approval_of_earlier_words_is_missed_although_somebody_approved_others_since() {
    let policy = policy(Needed::All, Order::Parallel, None);
    let mut world = World::under(policy);
    world.act(&Act::Decide { by: 0, step: 2, verdict: Verdict::Approve });
    world.act(&Act::Duty { line: 0, text: 0, blanks: 0 });
    world.act(&Act::Duty { line: 0, text: 2, blanks: 0 });
    world.act(&Act::Decide { by: 1, step: 2, verdict: Verdict::Approve });
    world.act(&Act::Undo);
    world.act(&Act::Decide { by: 1, step: 2, verdict: Verdict::Approve });
    let hashes = scope_hashes(&world.draft);
    let worth = world.tally(&hashes, &NOBODY).worth(&world.policy.steps[2], Scope::Duties);
    assert_eq!(worth, BTreeMap::from([(person(0), Worth::Changed), (person(1), Worth::Counts)]));
}

#[test]
fn only_who_wrote_is_said_to_have_written() {
    let policy = policy(Needed::Any, Order::Parallel, None);
    let mut world = World::under(policy);
    world.act(&Act::Decide { by: 0, step: 0, verdict: Verdict::Approve });
    world.act(&Act::Title(1));
    world.act(&Act::Decide { by: 1, step: 0, verdict: Verdict::Approve });
    world.act(&Act::Undo);
    world.act(&Act::Decide { by: 3, step: 0, verdict: Verdict::Approve });
    world.act(&Act::Title(0));
    let hashes = scope_hashes(&world.draft);
    let worth =
        world.tally(&hashes, &Authorship::somewhere([person(3)])).worth(&world.policy.steps[0], Scope::Identity);
    assert_eq!(worth, BTreeMap::from([(person(1), Worth::Changed), (person(3), Worth::Wrote)]));
}

#[test]
fn somebody_s_word_counts_where_they_did_not_write_and_all_waits_for_them_there() {
    let policy = policy(Needed::All, Order::Parallel, None);
    let mut world = World::under(policy);
    let hashes = scope_hashes(&world.draft);
    let typo: Authorship = [(person(0), Scope::Duties.into())].into_iter().collect();
    for by in 1..PEOPLE {
        world.act(&Act::Decide { by, step: 2, verdict: Verdict::Approve });
    }
    let open = |world: &World, authors: &Authorship| {
        let tally = world.tally(&hashes, authors);
        tally.open_scopes(&world.policy.steps[2])
    };
    assert_eq!(open(&world, &typo), [Scope::Pay], "nobody waits for their word about their own typo");
    world.act(&Act::Decide { by: 0, step: 2, verdict: Verdict::Approve });
    assert_eq!(open(&world, &typo), []);
    let counts = |world: &World, scope: Scope| {
        let tally = world.tally(&hashes, &typo);
        tally.approvers(&world.policy.steps[2], scope).contains(&person(0))
    };
    assert!(counts(&world, Scope::Pay) && !counts(&world, Scope::Duties));
    world.policy.four_eyes.whole_posting = true;
    assert!(!counts(&world, Scope::Pay) && !counts(&world, Scope::Duties));
}

#[test]
fn whoever_asked_for_changes_is_waited_for_in_the_next_review_whatever_was_changed() {
    let policy = policy(Needed::Any, Order::Parallel, None);
    let mut world = World::under(policy);
    for step in 0..2 {
        world.act(&Act::Decide { by: 0, step, verdict: Verdict::RequestChanges });
    }
    world.act(&Act::Decide { by: 1, step: 0, verdict: Verdict::Abstain });
    world.act(&Act::Pay(2));
    let hashes = scope_hashes(&world.draft);
    let tally = world.tally(&hashes, &NOBODY);
    let waits = |by: u8| world.policy.steps.iter().map(|step| tally.waits_for(person(by), step)).collect::<Vec<_>>();
    assert_eq!(waits(0), [true, true, true], "a request for changes ended the review that it was made in");
    assert_eq!(waits(1), [false, true, true], "whoever left it to others is not asked about the same words again");
    assert_eq!(tally.word_of(person(0), &world.policy.steps[0]), None, "so they can ask for changes once more");
}

#[test]
fn an_overdue_step_is_met_by_one_to_whom_it_escalated() {
    let policy = policy(Needed::All, Order::Parallel, None);
    let mut world = World::under(policy);
    world.act(&Act::Decide { by: 0, step: 0, verdict: Verdict::Approve });
    let is_met = |world: &World| {
        let hashes = scope_hashes(&world.draft);
        let tally = world.tally(&hashes, &NOBODY);
        tally.is_step_met(&world.policy.steps[0])
    };
    assert!(!is_met(&world), "three of four have not spoken");
    world.decisions[0].is_escalated = true;
    assert!(is_met(&world));
}
