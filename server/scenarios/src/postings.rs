//! A posting in any stage, brought there by the people who really would: `a_posting().by(&dana).in_review()`.

use std::time::Duration;

use domain::{
    accounts::Actor,
    document::Operation,
    ids::{LineId, PostingId, RevisionId, SectionId, TeamId},
    posting::{FactKey, PlacePart, Requirement, SectionKind, Snapshot},
    review::{Ballot, Policy, Verdict},
    time::write_date,
};
use services::{NewPosting, Result, ServiceError, Services, Start};

use crate::COMPANY;

/// What a complete posting says; each fact can be set otherwise with [`PostingBuilder::fact`].
const FACTS: &[(FactKey, &str)] = &[
    (FactKey::Title, "Backend Developer"),
    (FactKey::HiringOrganization, COMPANY),
    (FactKey::EmploymentType, "FULL_TIME"),
    (FactKey::Seniority, "mid"),
    (FactKey::WorkPlace, "hybrid"),
    (FactKey::JobLocation(0, PlacePart::AddressLocality), "Hamburg"),
    (FactKey::JobLocation(0, PlacePart::AddressCountry), "Germany"),
    (FactKey::BaseSalaryCurrency, "EUR"),
    (FactKey::BaseSalaryMinValue, "65000"),
    (FactKey::BaseSalaryMaxValue, "80000"),
    (FactKey::BaseSalaryUnitText, "YEAR"),
    (FactKey::HowToApply, "https://northwind.example/jobs/apply"),
];

/// Days that a posting stays open.
const OPEN_FOR: u64 = 60;

/// How far a posting goes.
#[derive(Debug, Clone)]
enum Goal {
    Draft,
    InReview,
    ChangesRequested { by: Actor, comment: String },
    Approved { by: Actor },
    Published { by: Actor },
    Closed { by: Actor },
}

/// A posting to be made.
#[derive(Debug, Clone)]
pub struct PostingBuilder {
    by: Option<Actor>,
    team: Option<TeamId>,
    start: Start,
    facts: Vec<(FactKey, String)>,
    lines: Vec<(SectionKind, String)>,
    message: String,
    goal: Goal,
}

/// A posting that was made.
#[derive(Debug, Clone, Copy)]
pub struct Made {
    pub id: PostingId,
    /// The revision that was submitted, if one was.
    pub revision: Option<RevisionId>,
}

/// A complete draft that nothing stands in the way of.
#[must_use]
pub fn a_posting() -> PostingBuilder {
    let facts = FACTS.iter().map(|(key, value)| (*key, (*value).to_owned())).collect();
    let lines = [
        (SectionKind::Responsibilities, "You build and run the services behind our bookings."),
        (SectionKind::RequiredSkills, "You write clear SQL."),
    ];
    PostingBuilder {
        by: None,
        team: None,
        start: Start::Empty,
        facts,
        lines: lines.map(|(kind, text)| (kind, text.to_owned())).to_vec(),
        message: String::new(),
        goal: Goal::Draft,
    }
}

impl PostingBuilder {
    /// Who makes, owns and submits it; in the person's first team.
    #[must_use]
    pub fn by(mut self, person: &Actor) -> Self {
        self.team = person.teams().next();
        self.by = Some(person.clone());
        self
    }

    #[must_use]
    pub fn titled(self, title: &str) -> Self {
        self.fact(FactKey::Title, title)
    }

    #[must_use]
    pub fn fact(self, key: FactKey, value: &str) -> Self {
        let mut this = self.without(key);
        this.facts.push((key, value.to_owned()));
        this
    }

    /// Leaves a fact as it starts.
    #[must_use]
    pub fn without(mut self, key: FactKey) -> Self {
        self.facts.retain(|(known, _)| *known != key);
        self
    }

    /// Another line, at the end of the first section of this kind.
    #[must_use]
    pub fn line(mut self, section: SectionKind, text: &str) -> Self {
        self.lines.push((section, text.to_owned()));
        self
    }

    /// Starts with this content instead of writing lines.
    #[must_use]
    pub fn from(mut self, start: Start) -> Self {
        self.start = start;
        self.lines.clear();
        self
    }

    /// What the submitter tells the reviewers.
    #[must_use]
    pub fn message(mut self, message: &str) -> Self {
        message.clone_into(&mut self.message);
        self
    }

    #[must_use]
    pub fn in_review(mut self) -> Self {
        self.goal = Goal::InReview;
        self
    }

    #[must_use]
    pub fn sent_back_by(mut self, person: &Actor, comment: &str) -> Self {
        self.goal = Goal::ChangesRequested { by: person.clone(), comment: comment.to_owned() };
        self
    }

    #[must_use]
    pub fn approved_by(mut self, person: &Actor) -> Self {
        self.goal = Goal::Approved { by: person.clone() };
        self
    }

    /// Approved and published by this person.
    #[must_use]
    pub fn published_by(mut self, person: &Actor) -> Self {
        self.goal = Goal::Published { by: person.clone() };
        self
    }

    /// Approved, published and closed again by this person.
    #[must_use]
    pub fn closed_by(mut self, person: &Actor) -> Self {
        self.goal = Goal::Closed { by: person.clone() };
        self
    }

    /// Makes it.
    ///
    /// # Errors
    /// What the use cases answer on the way; [`ServiceError::Invalid`] without [`PostingBuilder::by`].
    pub async fn make(self, services: &Services) -> Result<Made> {
        let (Some(by), Some(team)) = (self.by.clone(), self.team) else {
            return Err(ServiceError::invalid("by", "Say who makes it: `.by(&dana)`, somebody with a team."));
        };
        let id = services.create_posting(&by, NewPosting { team, start: self.start.clone() }).await?;
        self.write(services, &by, id).await?;
        if matches!(self.goal, Goal::Draft) {
            return Ok(Made { id, revision: None });
        }
        let revision = services.submit(&by, id, &self.message).await?;
        let made = Made { id, revision: Some(revision) };
        match &self.goal {
            Goal::Draft | Goal::InReview => {}
            Goal::ChangesRequested { by, comment } => {
                let ballot = Ballot { comment: comment.clone(), ..verdict(revision, Verdict::RequestChanges) };
                services.decide(by, id, &ballot).await?;
            }
            Goal::Approved { by } => approve(services, by, made).await?,
            Goal::Published { by } => {
                approve(services, by, made).await?;
                services.publish(by, id, revision).await?;
            }
            Goal::Closed { by } => {
                approve(services, by, made).await?;
                services.publish(by, id, revision).await?;
                services.close(by, id).await?;
            }
        }
        Ok(made)
    }

    async fn write(&self, services: &Services, by: &Actor, id: PostingId) -> Result<()> {
        let draft = services.open_draft(by, id).await?.snapshot;
        let until = write_date((services.now() + Duration::from_secs(OPEN_FOR * 86_400)).date());
        let open_until = (FactKey::ValidThrough, until);
        let has_own = self.facts.iter().any(|(key, _)| *key == FactKey::ValidThrough);
        let facts = self.facts.iter().chain((!has_own).then_some(&open_until));
        let facts = facts.map(|(key, value)| Operation::SetFact { key: *key, value: value.clone() });
        let lines = self.lines.iter().enumerate().flat_map(|(number, line)| add_line(&draft, number, line));
        services.edit_draft(by, id, &facts.chain(lines).collect::<Vec<_>>()).await?;
        Ok(())
    }
}

/// A line, and before it its section if the draft has none of that kind.
fn add_line(draft: &Snapshot, number: usize, (kind, text): &(SectionKind, String)) -> Vec<Operation> {
    let bits = u64::try_from(number).unwrap_or(0) + 1;
    let known = draft.sections.iter().find(|section| section.kind == *kind).map(|section| section.id.clone());
    let section = known.clone().unwrap_or_else(|| SectionId::from_random(bits));
    let heading = kind.label().to_owned();
    let add = Operation::AddSection { id: section.clone(), kind: *kind, heading, before: None };
    let line = Operation::AddLine {
        id: LineId::from_random(bits),
        section,
        before: None,
        text: text.clone(),
        source: None,
        requirement: Requirement::Plain,
        level: None,
    };
    known.is_none().then_some(add).into_iter().chain([line]).collect()
}

/// An approver's yes to everything.
///
/// # Errors
/// What the use case answers; [`ServiceError::Conflict`] for a posting that was never submitted.
pub async fn approve(services: &Services, by: &Actor, made: Made) -> Result<()> {
    let revision = made.revision.ok_or_else(|| ServiceError::Conflict("It was never submitted.".to_owned()))?;
    services.decide(by, made.id, &verdict(revision, Verdict::Approve)).await?;
    Ok(())
}

/// A verdict on every step of the default policy, without a comment.
#[must_use]
pub fn verdict(revision: RevisionId, verdict: Verdict) -> Ballot {
    let steps = Policy::default_policy().steps.into_iter().map(|step| step.key).collect();
    Ballot { revision, steps, verdict, comment: String::new() }
}
