//! The whole state table, as reviewed snapshots; and random orders of actions, in which what is published is always what
//! somebody else approved.

#![expect(clippy::unwrap_used, reason = "a test that can not go on has failed")]

use std::fmt::Write;

use domain::{
    accounts::{Actor, Email, Membership, Role},
    ids::{PostingId, ReviewId, RevisionId, TeamId, UserId},
    permissions::{Action, Permit, PostingSubject, Subject, permit},
    posting::{FactKey, ScopeHashes, Snapshot, root_hash, scope_hashes},
    review::{
        Ballot, Controls, Decision, Live, Moved, Policy, Stage, StageName, Standing, TransitionError, Verdict,
        standing_decisions,
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
        contributors: stage.submitted_by().into_iter().collect(),
        managers_publish: true,
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
        let decided = standing.decide(&permit, &ballot, NOW, &Policy::default_policy(), &[], &hashes)?;
        Ok((decided.stage, decided.events))
    };
    let own = |action| permitted(&owner, action, stage);
    vec![
        ("submit", standing.submit(&own(Action::Submit), REVIEW, NEXT, "new", NOW)),
        ("submit what is live", standing.submit(&own(Action::Submit), REVIEW, NEXT, "live", NOW)),
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
                writeln!(table, "  {name:<22}{answer}").unwrap();
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
    for (stage, why, way_out) in [
        (StageName::InReview, "in review", "withdraw it"),
        (StageName::Approved, "approved", "withdraw it"),
        (StageName::Closed, "closed", "reopen it"),
        (StageName::Archived, "archived", "restore it"),
    ] {
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
    Edit { value: String },
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
    /// Who wrote since the last approved revision.
    writers: Vec<UserId>,
    frozen: Option<(ScopeHashes, Vec<UserId>)>,
    decisions: Vec<Decision>,
    public: Option<String>,
    revisions: u128,
}

impl Model {
    fn new() -> Self {
        Self {
            standing: Standing { posting: POSTING, stage: Stage::Draft, live: None },
            draft: Snapshot::default(),
            writers: Vec::new(),
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
            Act::Edit { value } => self.edit(actor, value),
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

    fn edit(&mut self, actor: &Actor, value: &str) {
        let is_possible = self.standing.stage.name().offers(Action::EditPosting, self.standing.live.is_some());
        if is_possible && self.permit(actor, Action::EditPosting).is_some() {
            self.draft.facts.set(FactKey::Title, value);
            self.writers.push(actor.id);
        }
    }

    fn submit(&mut self, actor: &Actor, at: Timestamp) {
        let Some(permit) = self.permit(actor, Action::Submit) else { return };
        self.revisions += 1;
        let hashes = scope_hashes(&self.draft);
        let revision = RevisionId(Uuid::from_u128(1_000 + self.revisions));
        if self.reach(self.standing.submit(&permit, REVIEW, revision, &root_hash(&hashes), at)) {
            self.frozen = Some((hashes, self.writers.clone()));
            self.decisions.clear();
        }
    }

    fn decide(&mut self, actor: &Actor, verdict: Verdict, steps: &[&str], is_stale: bool, at: Timestamp) {
        let Some(permit) = self.permit(actor, Action::Decide) else { return };
        let Some((hashes, _)) = self.frozen.clone() else { return };
        let revision = self.standing.stage.revision().filter(|_| !is_stale).unwrap_or(EARLIER);
        let steps = steps.iter().map(|step| (*step).to_owned()).collect();
        let ballot = Ballot { revision, steps, verdict, comment: "Because.".to_owned() };
        let policy = Policy::default_policy();
        let Ok(decided) = self.standing.decide(&permit, &ballot, at, &policy, &self.decisions, &hashes) else { return };
        assert!(!is_stale);
        self.decisions.extend(decided.decisions);
        self.standing.stage = decided.stage;
        if matches!(self.standing.stage, Stage::Approved { .. }) {
            self.writers.clear();
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

    /// Every step of what goes live was approved, for exactly this content, by somebody who neither wrote nor submitted.
    fn demand_approval(&self, hashes: &ScopeHashes, writers: &[UserId]) {
        let policy = Policy::default_policy();
        for step in &policy.steps {
            let approvals = standing_decisions(&self.decisions).filter(|said| {
                said.step == step.key
                    && said.verdict == Verdict::Approve
                    && said.covered == policy.covered(&step.key, hashes)
            });
            let mut by: Vec<UserId> = approvals.map(|said| said.by).collect();
            by.retain(|decider| !writers.contains(decider) && self.standing.stage.submitted_by() != Some(*decider));
            assert!(!by.is_empty(), "{} went live without four eyes", step.key);
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
    let act = prop_oneof![
        4 => "[ab]".prop_map(|value| Act::Edit { value }),
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
    for (who, act) in [(0, Act::Edit { value: "a".to_owned() }), (0, Act::Submit), (1, approve), (0, Act::Publish)] {
        model.act(&person(who), &act, NOW);
    }
    assert!(model.public.is_some());
}
