//! Who is asked to decide on a posting, and why: the policy that is for it, with the people of each step. Submitting takes
//! the answer; the page that shows it beforehand is a dry run of the same.

use std::collections::{HashMap, HashSet};

use domain::{
    accounts::{Actor, Role},
    ids::{PolicyId, PostingId, TeamId, UserId},
    input::FieldError,
    permissions::{Action, PostingSubject, Refusal, Subject, permit},
    posting::{Authorship, Facts},
    review::{Needed, Policy, Rule, Step},
    time::Timestamp,
};
use storage::{GuestRecord, PolicyRecord, Revision, UnitOfWork};

use super::{decisions::Decisions, submit::Picks};
use crate::{Result, ServiceError, Services, postings::Held};

/// The policy that all others come before; nobody retires it.
pub const DEFAULT_POLICY: PolicyId = PolicyId(uuid::Uuid::nil());

/// The policies in their order, and everyone who could be asked.
pub(crate) struct Asking {
    rules: Vec<Rule>,
    people: Vec<Actor>,
    now: Timestamp,
}

/// Who would be asked about a posting, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlook {
    /// As a review would run under it.
    pub policy: Policy,
    /// The names of the policies that come before it and are not for this posting, and why not.
    pub passed: Vec<(String, String)>,
    pub steps: Vec<StepOutlook>,
}

/// Who would be asked on one step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepOutlook {
    pub step: Step,
    /// Who can decide; where the submitter picks, from whom.
    pub people: Vec<Named>,
    /// Whom the policy names and who may not decide on this posting.
    pub kept_out: Vec<KeptOut>,
    /// Why the step could never be met, and what helps.
    pub problem: Option<String>,
}

/// A person in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub id: UserId,
    pub name: String,
}

/// Somebody whom the policy names, and why they are not asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptOut {
    pub name: String,
    pub why: String,
}

/// What the question is about.
pub(crate) struct Question<'q> {
    pub held: &'q Held,
    pub facts: &'q Facts,
    /// Everyone who wrote, and where.
    pub contributors: &'q Authorship,
    pub submitter: UserId,
    pub picks: &'q Picks,
}

impl Outlook {
    /// Nobody has to be found for the steps that are approved as they stand.
    #[must_use]
    pub(super) fn where_decided(mut self, met: &HashSet<String>) -> Self {
        for step in self.steps.iter_mut().filter(|step| met.contains(&step.step.key)) {
            step.problem = None;
        }
        self
    }
}

impl Asking {
    /// About one posting, whose guests can be asked, too.
    pub async fn within(work: &UnitOfWork, posting: PostingId, now: Timestamp) -> Result<Self> {
        let guests = work.guests().of_posting(posting).await?;
        let people = work.accounts().active_people().await?;
        Ok(Self::new(work.reviews().policies().await?, with_guests(people, guests, now), now))
    }

    fn new(policies: Vec<PolicyRecord>, people: Vec<Actor>, now: Timestamp) -> Self {
        Self { rules: with_default(policies).into_iter().map(|record| record.rule).collect(), people, now }
    }

    /// The policy that a review of this revision runs under.
    pub fn policy(
        &self,
        held: &Held,
        revision: &Revision,
        submitter: UserId,
        picks: &Picks,
        said: &Decisions,
    ) -> Result<Policy> {
        let (facts, contributors) = (&revision.snapshot.facts, &revision.head.contributors);
        let outlook = self.outlook(&Question { held, facts, contributors, submitter, picks });
        let met = said.count(&revision.head, submitter, &outlook.policy, self.now).tally().met_steps();
        let outlook = outlook.where_decided(&met);
        let problem =
            |step: &StepOutlook| Some(FieldError::new(format!("asked.{}", step.step.key), step.problem.as_ref()?));
        let problems: Vec<_> = outlook.steps.iter().filter_map(problem).collect();
        if problems.is_empty() { Ok(outlook.policy) } else { Err(ServiceError::Invalid(problems)) }
    }

    pub fn outlook(&self, question: &Question<'_>) -> Outlook {
        let team = question.held.record.team;
        let (rule, passed) = Rule::first(&self.rules, team, question.facts);
        let mut policy = rule.map_or_else(Policy::default_policy, |rule| rule.policy.clone());
        let steps: Vec<StepOutlook> = policy.steps.iter().map(|step| self.step(step, &policy, question)).collect();
        policy.steps = steps.iter().map(|step| step.step.clone()).collect();
        let passed = passed.into_iter().map(|(rule, why)| (rule.policy.name.clone(), why.to_string()));
        Outlook { policy, passed: passed.collect(), steps }
    }

    fn step(&self, step: &Step, policy: &Policy, question: &Question<'_>) -> StepOutlook {
        let mut step = step.clone();
        let picked: HashSet<UserId> = question.picks.get(&step.key).into_iter().flatten().copied().collect();
        let team = question.held.record.team;
        let named =
            |person: &&Actor| if step.is_picked() { can_be_picked(person, team) } else { step.asks(person, team) };
        let subject = question.subject(policy, &step, self.people.iter().filter(named));
        let (mut people, mut kept_out) = (Vec::new(), Vec::new());
        for person in self.people.iter().filter(named) {
            match permit(person, Action::Decide, Subject::Posting(&subject)) {
                Ok(_) => people.push(Named { id: person.id, name: person.display_name.clone() }),
                // Strangers to the team are no candidates that one would miss.
                Err(Refusal::Hidden) if step.is_picked() => {}
                Err(why) => kept_out.push(KeptOut { name: person.display_name.clone(), why: reason(why) }),
            }
        }
        if step.is_picked() {
            step.asked = people.iter().map(|person| person.id).filter(|person| picked.contains(person)).collect();
        } else if step.needed == Needed::All {
            step.asked = people.iter().map(|person| person.id).collect();
        }
        let problem = problem(&step, policy, &people, &kept_out, picked.len());
        StepOutlook { step, people, kept_out, problem }
    }
}

/// Everyone who could be asked, with the guests whose links work.
fn with_guests(people: Vec<Actor>, guests: Vec<GuestRecord>, now: Timestamp) -> Vec<Actor> {
    let working = guests.iter().filter(|guest| guest.state(now).works()).map(GuestRecord::actor);
    people.into_iter().chain(working).collect()
}

impl Question<'_> {
    /// The posting as if it were in review with only this step, asking just these people.
    fn subject<'a>(&self, policy: &Policy, step: &Step, asked: impl Iterator<Item = &'a Actor>) -> PostingSubject {
        let step = Step { asked: asked.map(|person| person.id).collect(), ..step.clone() };
        PostingSubject {
            submitted_by: Some(self.submitter),
            contributors: self.contributors.clone(),
            steps: vec![step],
            four_eyes: policy.four_eyes,
            escalated_to: Vec::new(),
            deputies: Vec::new(),
            ..self.held.subject().clone()
        }
    }
}

/// Those who can be picked have a say in reviews or write for the team; whoever only reads has not.
fn can_be_picked(person: &Actor, team: TeamId) -> bool {
    [Role::HrApprover, Role::HiringManager, Role::Curator, Role::Admin].iter().any(|role| person.is_in(*role, team))
}

/// Why the person can't be asked on this step of the review that runs, if they can't.
pub(super) fn why_not_ask(person: &Actor, held: &Held, step: &Step) -> Option<String> {
    let asked = Step { asked: vec![person.id], ..step.clone() };
    let subject = PostingSubject { steps: vec![asked], ..held.subject().clone() };
    let why = match permit(person, Action::Decide, Subject::Posting(&subject)) {
        Ok(_) if can_be_picked(person, subject.team) => return None,
        Ok(_) => "only reads here".to_owned(),
        Err(Refusal::OwnSubmission) => "submitted it".to_owned(),
        Err(why) => reason(why),
    };
    Some(format!("{} {why}, so somebody else has to decide.", person.display_name))
}

fn reason(why: Refusal) -> String {
    match why {
        Refusal::OwnSubmission => "submits it".to_owned(),
        Refusal::OwnEdits(own) => format!("edited {own} since the last approval"),
        Refusal::HiresForTheTeam => "hires for this team".to_owned(),
        Refusal::Hidden => "may not read this team's postings".to_owned(),
        why => why.to_string(),
    }
}

/// Why the step could never be met.
fn problem(step: &Step, policy: &Policy, people: &[Named], kept_out: &[KeptOut], picked: usize) -> Option<String> {
    let (name, policy) = (&step.name, &policy.name);
    let needed = if let Needed::AtLeast(count) = step.needed { usize::from(count) } else { 1 };
    if step.is_picked() {
        let sentence = match step.asked.len() {
            _ if picked > step.asked.len() => {
                format!("Somebody whom you picked for “{name}” can't decide on it. Pick again.")
            }
            0 => format!("Pick who decides on “{name}”."),
            count if count < needed => format!("Pick at least {needed} people for “{name}”."),
            _ => return None,
        };
        return Some(sentence);
    }
    if people.len() >= needed {
        return None;
    }
    if step.asks_guests() {
        return Some(format!("“{name}” waits for a guest. Invite one under “Guests” first, then submit."));
    }
    let way_out =
        format!("Ask an admin to name somebody else in the policy “{policy}”, or to give somebody else the role.");
    Some(match (people.len(), kept_out) {
        (0, []) => format!("Nobody could decide on “{name}”: nobody is what the policy asks for. {way_out}"),
        (0, [only]) => format!("Nobody could decide on “{name}”: {} {}. {way_out}", only.name, only.why),
        (0, _) => {
            format!("Nobody could decide on “{name}”: all whom the policy names edited what it covers. {way_out}")
        }
        (count, _) => format!("“{name}” needs {needed} approvals, and only {count} could give one. {way_out}"),
    })
}

/// Who can decide on a step, in words: "an HR approver or Ben Carter", "all of Hugo Meyer, Ada Lind". Whom their own edits
/// keep from it are not named, unless there is nobody else.
pub(super) fn asked_words(step: &Step, names: &HashMap<UserId, String>, wrote: impl Fn(UserId) -> bool) -> String {
    let role = |role: Role| match role {
        Role::HrApprover => "an HR approver".to_owned(),
        Role::HiringManager => "a hiring manager of the team".to_owned(),
        Role::Admin | Role::Auditor => format!("an {}", role.label().to_lowercase()),
        Role::Curator | Role::Viewer => format!("a {}", role.label().to_lowercase()),
    };
    let (kept_out, apart): (Vec<UserId>, Vec<UserId>) = step.people().partition(|id| wrote(*id));
    let is_all = apart.is_empty() && step.roles().next().is_none();
    let people = if is_all { kept_out } else { apart };
    let people = people.iter().map(|id| names.get(id).cloned().unwrap_or_else(|| "somebody".to_owned()));
    let guest = (step.asks_guests() && step.asked.is_empty()).then(|| "a guest".to_owned());
    let all: Vec<String> = step.roles().map(role).chain(people).chain(guest).collect();
    match step.needed {
        _ if all.is_empty() => "whom the submitter picks".to_owned(),
        Needed::All if all.len() > 1 => format!("all of {}", all.join(", ")),
        Needed::AtLeast(count) if count > 1 => format!("{count} of {}", all.join(", ")),
        _ => all.join(" or "),
    }
}

/// The policies with the one of a new installation at the end, unless somebody edited that.
pub(super) fn with_default(mut policies: Vec<PolicyRecord>) -> Vec<PolicyRecord> {
    if policies.iter().all(|policy| policy.id != DEFAULT_POLICY) {
        let rule = Rule { conditions: domain::review::Conditions::default(), policy: Policy::default_policy() };
        policies.push(PolicyRecord { id: DEFAULT_POLICY, position: i32::MAX, rule });
    }
    policies
}

impl Services {
    pub(super) async fn asking(&self, posting: PostingId) -> Result<Asking> {
        let policies = self.storage.reviews().policies().await?;
        let guests = self.storage.guests().of_posting(posting).await?;
        let people = self.storage.accounts().active_people().await?;
        Ok(Asking::new(policies, with_guests(people, guests, self.now()), self.now()))
    }

    /// Everyone whose words came into a draft since it was last approved, and where.
    pub(super) async fn writers(&self, posting: PostingId) -> Result<Authorship> {
        let approved = self.storage.reviews().last_approved(posting, u32::MAX).await?;
        let seq = approved.map_or(0, |revision| revision.seq);
        Ok(self.storage.collab().contributors_since(posting, seq).await?)
    }
}
