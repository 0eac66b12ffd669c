//! The whole state table, as reviewed snapshots; and random orders of actions, in which what is published is always what
//! somebody else approved.

#![expect(clippy::unwrap_used, reason = "a test that can not go on has failed")]

use std::{collections::BTreeMap, fmt::Write};

use domain::{
    accounts::{Actor, Email, Membership, Role},
    ids::{PostingId, ReviewId, RevisionId, TeamId, UserId},
    permissions::{Action, Permit, PostingSubject, Subject, permit},
    posting::{Authorship, FactKey, ScopeHashes, Snapshot, root_hash, scope_hashes},
    review::{
        Ballot, Controls, Decision, FourEyes, Live, Moved, Policy, Stage, StageName, Standing, Submission, Tally,
        TransitionError, Verdict,
    },
    time::Timestamp,
};
use proptest::prelude::*;
use uuid::Uuid;

const POSTING: PostingId = PostingId(Uuid::from_u128(1));
const TEAM: TeamId = TeamId(Uuid::from_u128(2));
const REVIEW: ReviewId = ReviewId(Uuid::from_u128(3));
const REVISION: RevisionId = RevisionId(Uuid::from_u128(4));
const NEXT: RevisionId = RevisionId(Uuid::from_u128(5));
const EARLIER: RevisionId = RevisionId(Uuid::from_u128(6));
const NOW: Timestamp = Timestamp(1_000);

fn person(number: u128) -> Actor {
    Actor {
        id: UserId(Uuid::from_u128(100 + number)),
        display_name: format!("Person {number}"),
        email: Email::new(&format!("p{number}@example.org")).unwrap(),
        memberships: vec![
            Membership { role: Role::HiringManager, team: Some(TEAM) },
            Membership { role: Role::HrApprover, team: None },
        ],
        guest_of: None,
    }
}

fn stages() -> Vec<Stage> {
    let by = person(0).id;
    let at = Timestamp(1);
    let all = vec![
        Stage::Draft,
        Stage::InReview { review: REVIEW, revision: REVISION, submitted_by: by, submitted_at: at },
        Stage::ChangesRequested { review: REVIEW, revision: REVISION, by: person(1).id, at },
        Stage::Approved { review: REVIEW, revision: REVISION, submitted_by: by, approved_at: at },
        Stage::Published { revision: EARLIER, published_at: at },
        Stage::Closed { closed_at: at },
        Stage::Archived { archived_at: at },
    ];
    assert_eq!(all.iter().map(Stage::name).collect::<Vec<_>>(), StageName::ALL);
    all
}

fn live() -> Live {
    Live { revision: EARLIER, published_at: Timestamp(0), content_hash: "live".to_owned() }
}

fn subject(stage: &Stage, owner: UserId) -> PostingSubject {
    PostingSubject {
        id: POSTING,
        team: TEAM,
        owner,
        revision: stage.revision(),
        submitted_by: stage.submitted_by(),
        contributors: Authorship::somewhere(stage.submitted_by()),
        managers_publish: true,
        steps: if stage.revision().is_some() { Policy::default_policy().steps } else { Vec::new() },
        four_eyes: FourEyes::default(),
        escalated_to: Vec::new(),
        deputies: Vec::new(),
    }
}

fn permitted(actor: &Actor, action: Action, stage: &Stage) -> Permit {
    permit(actor, action, Subject::Posting(&subject(stage, person(0).id))).unwrap()
}

/// Every transition there is, by its name.
fn transitions(standing: &Standing) -> Vec<(&'static str, Result<Moved, TransitionError>)> {
    let (owner, approver) = (person(0), person(1));
    let stage = &standing.stage;
    let hashes = scope_hashes(&Snapshot::default());
    let decide = |verdict, steps: &[&str]| {
        let steps = steps.iter().map(|step| (*step).to_owned()).collect();
        let ballot = Ballot { revision: REVISION, steps, verdict, comment: "Because.".to_owned() };
        let permit = permitted(&approver, Action::Decide, stage);
        let policy = Policy::default_policy();
        let tally = Tally { policy: &policy, decisions: &[], hashes: &hashes, authors: &Authorship::NOBODY, now: NOW };
        let decided = standing.decide(&permit, &ballot, NOW, &tally)?;
        Ok((decided.stage, decided.events))
    };
    let own = |action| permitted(&owner, action, stage);
    let submit = |content_hash, is_met| {
        let in_review = stage.revision().map(|_| "in review");
        let new = Submission { review: REVIEW, revision: NEXT, content_hash, in_review, is_met, at: NOW };
        standing.submit(&own(Action::Submit), &new)
    };
    vec![
        ("submit", submit("new", false)),
        ("submit what is live", submit("live", false)),
        ("submit it unchanged", submit("in review", false)),
        ("submit what was approved", submit("new", true)),
        ("submit it unchanged, approved", submit("in review", true)),
        ("withdraw", standing.withdraw(&own(Action::Withdraw))),
        ("approve one step", decide(Verdict::Approve, &["content"])),
        ("approve every step", decide(Verdict::Approve, &["content", "pay_and_place"])),
        ("request changes", decide(Verdict::RequestChanges, &["content"])),
        ("abstain", decide(Verdict::Abstain, &["content"])),
        ("publish", standing.publish(&own(Action::Publish), "hash", NOW)),
        ("close", standing.close(&own(Action::Close), NOW)),
        ("reopen", standing.reopen(&own(Action::Reopen))),
        ("archive", standing.archive(&own(Action::Archive), NOW)),
        ("restore", standing.restore(&own(Action::Archive))),
    ]
}

#[test]
fn every_transition_from_every_stage() {
    let mut table = String::new();
    for stage in stages() {
        for live in [None, Some(live())] {
            let state = if live.is_some() { "live" } else { "not live" };
            writeln!(table, "{} ({state})", stage.name().label()).unwrap();
            for (name, result) in transitions(&Standing { posting: POSTING, stage: stage.clone(), live: live.clone() })
            {
                let answer = match result {
                    Ok((stage, events)) => {
                        let events: Vec<_> = events.iter().map(|event| event.action()).collect();
                        format!("→ {:<20}{}", stage.name().word(), events.join(", "))
                    }
                    Err(error) => format!("no: {error:?}"),
                };
                writeln!(table, "  {name:<31}{answer}").unwrap();
            }
            table.push('\n');
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn every_control_in_every_stage() {
    let mut table = String::new();
    for stage in stages() {
        for live in [false, true] {
            let state = if live { "live" } else { "not live" };
            writeln!(table, "{} ({state})", stage.name().label()).unwrap();
            let controls = Controls::of(&person(1), &subject(&stage, person(1).id), stage.name(), live);
            for control in controls.iter() {
                let offered = if control.is_offered { "offered" } else { "-" };
                let verdict = control.refusal.as_deref().unwrap_or("enabled");
                writeln!(table, "  {:<15}{offered:<9}{verdict}", control.action.word()).unwrap();
            }
            table.push('\n');
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn a_locked_draft_says_why_and_what_unlocks_it() {
    for (stage, why, way_out) in
        [(StageName::Closed, "closed", "reopen it"), (StageName::Archived, "archived", "restore it")]
    {
        let sentence = stage.refuses(Action::EditPosting).to_string();
        assert!(sentence.starts_with("The draft is locked") && sentence.contains(why), "{sentence}");
        assert!(sentence.ends_with(&format!("its owner can {way_out}.")), "{sentence}");
        assert_eq!(stage.refuses(Action::Submit), TransitionError::WrongStage(stage));
    }
}

#[test]
fn a_control_is_enabled_exactly_when_the_transition_would_be_made() {
    for stage in stages() {
        for live in [None, Some(live())] {
            let standing = Standing { posting: POSTING, stage: stage.clone(), live: live.clone() };
            let controls = Controls::of(&person(0), &subject(&stage, person(0).id), stage.name(), live.is_some());
            let made = transitions(&standing);
            let is_made = |name: &str| made.iter().any(|(transition, result)| *transition == name && result.is_ok());
            for (action, names) in [
                (Action::Submit, &["submit"][..]),
                (Action::Withdraw, &["withdraw"]),
                (Action::Publish, &["publish"]),
                (Action::Close, &["close"]),
                (Action::Reopen, &["reopen"]),
                (Action::Archive, &["archive", "restore"]),
            ] {
                let is_possible = names.iter().any(|name| is_made(name));
                assert_eq!(controls.may(action).is_ok(), is_possible, "{action} in {:?}, live: {live:?}", stage.name());
            }
        }
    }
}

#[test]
fn a_permit_for_another_action_or_posting_moves_nothing() {
    for stage in stages() {
        let standing = Standing { posting: POSTING, stage: stage.clone(), live: None };
        let wrong = permitted(&person(0), Action::ReadPosting, &stage);
        assert_eq!(standing.withdraw(&wrong), Err(TransitionError::NotPermitted));
        assert_eq!(standing.publish(&wrong, "hash", NOW), Err(TransitionError::NotPermitted));
        let foreign = PostingSubject { id: PostingId(Uuid::nil()), ..subject(&stage, person(0).id) };
        let foreign = permit(&person(0), Action::Withdraw, Subject::Posting(&foreign)).unwrap();
        assert_eq!(standing.withdraw(&foreign), Err(TransitionError::NotPermitted));
    }
}

/// What one person does.
#[derive(Debug, Clone)]
enum Act {
    Edit { key: FactKey, value: String },
    Submit,
    Withdraw,
    Decide { verdict: Verdict, steps: Vec<&'static str>, is_stale: bool },
    Publish,
    Close,
    Reopen,
    Archive,
    Restore,
}

/// What the server would keep, without a server.
struct Model {
    standing: Standing,
    draft: Snapshot,
    /// Who wrote since the last approved revision, and where.
    writers: Authorship,
    frozen: Option<(ScopeHashes, Authorship)>,
    decisions: Vec<Decision>,
    public: Option<String>,
    revisions: u128,
}

impl Model {
    fn new() -> Self {
        Self {
            standing: Standing { posting: POSTING, stage: Stage::Draft, live: None },
            draft: Snapshot::default(),
            writers: Authorship::NOBODY,
            frozen: None,
            decisions: Vec::new(),
            public: None,
            revisions: 0,
        }
    }

    fn permit(&self, actor: &Actor, action: Action) -> Option<Permit> {
        let contributors = self.frozen.as_ref().map(|(_, wrote)| wrote.clone()).unwrap_or_default();
        let subject = PostingSubject { contributors, ..subject(&self.standing.stage, person(0).id) };
        permit(actor, action, Subject::Posting(&subject)).ok()
    }

    fn reach(&mut self, moved: Result<Moved, TransitionError>) -> bool {
        let Ok((stage, _)) = moved else { return false };
        self.standing.stage = stage;
        true
    }

    fn act(&mut self, actor: &Actor, act: &Act, at: Timestamp) {
        match act {
            Act::Edit { key, value } => self.edit(actor, *key, value),
            Act::Submit => self.submit(actor, at),
            Act::Decide { verdict, steps, is_stale } => self.decide(actor, *verdict, steps, *is_stale, at),
            Act::Publish => self.publish(actor, at),
            Act::Withdraw => {
                let Some(permit) = self.permit(actor, Action::Withdraw) else { return };
                self.reach(self.standing.withdraw(&permit));
            }
            Act::Close => {
                let Some(permit) = self.permit(actor, Action::Close) else { return };
                if self.reach(self.standing.close(&permit, at)) {
                    self.standing.live = None;
                    self.public = None;
                }
            }
            Act::Reopen => {
                let Some(permit) = self.permit(actor, Action::Reopen) else { return };
                self.reach(self.standing.reopen(&permit));
            }
            Act::Archive => {
                let Some(permit) = self.permit(actor, Action::Archive) else { return };
                self.reach(self.standing.archive(&permit, at));
            }
            Act::Restore => {
                let Some(permit) = self.permit(actor, Action::Archive) else { return };
                self.reach(self.standing.restore(&permit));
            }
        }
    }

    fn edit(&mut self, actor: &Actor, key: FactKey, value: &str) {
        let is_possible = self.standing.stage.name().offers(Action::EditPosting, self.standing.live.is_some());
        if is_possible && self.permit(actor, Action::EditPosting).is_some() {
            self.draft.facts.set(key, value);
            self.writers.add(actor.id, key.scope().into());
        }
    }

    fn submit(&mut self, actor: &Actor, at: Timestamp) {
        let Some(permit) = self.permit(actor, Action::Submit) else { return };
        self.revisions += 1;
        let hashes = scope_hashes(&self.draft);
        let authors = self.writers.clone().and_all_by(actor.id);
        let in_review = self.frozen.as_ref().filter(|_| self.standing.stage.revision().is_some());
        let in_review = in_review.map(|(hashes, _)| root_hash(hashes));
        let policy = Policy::default_policy();
        let is_met =
            Tally { policy: &policy, decisions: &self.decisions, hashes: &hashes, authors: &authors, now: at }.is_met();
        let revision = RevisionId(Uuid::from_u128(1_000 + self.revisions));
        let content_hash = root_hash(&hashes);
        let new = Submission {
            review: REVIEW,
            revision,
            content_hash: &content_hash,
            in_review: in_review.as_deref(),
            is_met,
            at,
        };
        if self.reach(self.standing.submit(&permit, &new)) {
            self.frozen = Some((hashes, self.writers.clone()));
            if is_met {
                self.writers = Authorship::NOBODY;
            }
        }
    }

    fn decide(&mut self, actor: &Actor, verdict: Verdict, steps: &[&str], is_stale: bool, at: Timestamp) {
        let Some(permit) = self.permit(actor, Action::Decide) else { return };
        let Some(((hashes, wrote), submitted_by)) = self.frozen.clone().zip(self.standing.stage.submitted_by()) else {
            return;
        };
        let authors = wrote.and_all_by(submitted_by);
        let revision = self.standing.stage.revision().filter(|_| !is_stale).unwrap_or(EARLIER);
        let steps = steps.iter().map(|step| (*step).to_owned()).collect();
        let ballot = Ballot { revision, steps, verdict, comment: "Because.".to_owned() };
        let policy = Policy::default_policy();
        let tally = Tally { policy: &policy, decisions: &self.decisions, hashes: &hashes, authors: &authors, now: at };
        let Ok(decided) = self.standing.decide(&permit, &ballot, at, &tally) else { return };
        assert!(!is_stale);
        self.decisions.extend(decided.decisions);
        self.standing.stage = decided.stage;
        if matches!(self.standing.stage, Stage::Approved { .. }) {
            self.writers = Authorship::NOBODY;
        }
    }

    fn publish(&mut self, actor: &Actor, at: Timestamp) {
        let Some(permit) = self.permit(actor, Action::Publish) else { return };
        let Some((hashes, writers)) = self.frozen.clone() else { return };
        let hash = root_hash(&hashes);
        let Ok((Stage::Published { revision, published_at }, _)) = self.standing.publish(&permit, &hash, at) else {
            return;
        };
        self.demand_approval(&hashes, &writers);
        self.standing.stage = Stage::Published { revision, published_at };
        self.standing.live = Some(Live { revision, published_at, content_hash: hash.clone() });
        self.public = Some(hash);
    }

    /// Every scope of what goes live was approved, for exactly this content, by somebody who neither wrote there nor submitted.
    fn demand_approval(&self, hashes: &ScopeHashes, writers: &Authorship) {
        for step in &Policy::default_policy().steps {
            for scope in &step.scopes {
                let about_it = self
                    .decisions
                    .iter()
                    .filter(|said| said.step == step.key && said.covered.get(scope) == hashes.get(scope));
                let mut last: BTreeMap<UserId, Verdict> = BTreeMap::new();
                last.extend(about_it.map(|said| (said.by, said.verdict)));
                let is_other =
                    |by: &UserId| !writers.wrote_in(*by, *scope) && self.standing.stage.submitted_by() != Some(*by);
                let approved = last.iter().any(|(by, verdict)| *verdict == Verdict::Approve && is_other(by));
                assert!(approved, "{scope} went live without four eyes");
            }
        }
    }
}

fn acts() -> impl Strategy<Value = (u128, Act)> {
    let steps = prop_oneof![
        Just(vec!["content", "pay_and_place"]),
        Just(vec!["content"]),
        Just(vec!["pay_and_place"]),
        Just(vec![]),
    ];
    let verdict =
        prop_oneof![4 => Just(Verdict::Approve), 1 => Just(Verdict::Abstain), 1 => Just(Verdict::RequestChanges)];
    let decide = (verdict, steps, prop::bool::weighted(0.1)).prop_map(|(verdict, steps, is_stale)| Act::Decide {
        verdict,
        steps,
        is_stale,
    });
    let key = prop_oneof![Just(FactKey::Title), Just(FactKey::BaseSalaryMinValue)];
    let act = prop_oneof![
        4 => (key, "[ab]").prop_map(|(key, value)| Act::Edit { key, value }),
        4 => Just(Act::Submit),
        8 => decide,
        4 => Just(Act::Publish),
        1 => Just(Act::Withdraw),
        1 => Just(Act::Close),
        1 => Just(Act::Reopen),
        1 => Just(Act::Archive),
        1 => Just(Act::Restore),
    ];
    (prop_oneof![3 => Just(0_u128), 2 => Just(1_u128), 1 => Just(2_u128)], act)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn in_any_order_of_actions_what_is_live_was_approved_by_others(acts in prop::collection::vec(acts(), 1..60)) {
        let mut model = Model::new();
        for (moment, (who, act)) in acts.iter().enumerate() {
            let public = model.public.clone();
            model.act(&person(*who), act, Timestamp(i64::try_from(moment).unwrap()));
            let is_public_act = matches!(act, Act::Publish | Act::Close);
            prop_assert!(is_public_act || model.public == public, "{act:?} changed what is public");
            let name = model.standing.stage.name();
            prop_assert_eq!(model.standing.live.as_ref().map(|live| &live.content_hash), model.public.as_ref());
            prop_assert!(name != StageName::Published || model.public.is_some());
            prop_assert!(!matches!(name, StageName::Closed | StageName::Archived) || model.public.is_none());
        }
    }
}

#[test]
fn the_model_reaches_publication_so_that_the_property_means_something() {
    let mut model = Model::new();
    let approve = Act::Decide { verdict: Verdict::Approve, steps: vec!["content", "pay_and_place"], is_stale: false };
    let edit = |key| Act::Edit { key, value: "a".to_owned() };
    for (who, act) in [(0, edit(FactKey::Title)), (0, Act::Submit), (1, approve), (0, Act::Publish)] {
        model.act(&person(who), &act, NOW);
    }
    assert!(model.public.is_some());
    // Whoever wrote in one part decides on the other.
    let step = |step| Act::Decide { verdict: Verdict::Approve, steps: vec![step], is_stale: false };
    let (title, pay) = (edit(FactKey::Title), edit(FactKey::BaseSalaryMinValue));
    let crossed = [(1, title), (2, pay), (0, Act::Submit), (1, step("pay_and_place")), (2, step("content"))];
    let mut model = Model::new();
    for (who, act) in crossed.into_iter().chain([(0, Act::Publish)]) {
        model.act(&person(who), &act, NOW);
    }
    assert!(model.public.is_some());
}
