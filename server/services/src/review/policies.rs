//! The policies of review: made, edited, put in order, retired by admins. Each change of one is a version with a reason;
//! a review that runs goes on under the version it began with.

use domain::{
    accounts::Actor,
    events::Event,
    ids::{PolicyId, UserId},
    permissions::{Action, Subject, permit},
    review::{Conditions, Rule},
    time::Timestamp,
};
use storage::{PolicyRecord, UnitOfWork};

use super::{
    asked::{DEFAULT_POLICY, with_default},
    rule_form::{NewRule, read},
};
use crate::{Result, ServiceError, Services, TeamName};

/// A policy as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyView {
    pub id: PolicyId,
    pub rule: Rule,
    /// The last one, for every posting that no other is for.
    pub is_default: bool,
    /// The newest first; none of the policy of a new installation.
    pub versions: Vec<PolicyVersionView>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyVersionView {
    pub version: u32,
    pub reason: String,
    pub author_name: String,
    pub created_at: Timestamp,
}

/// The policies, and the names that they use.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policies {
    /// In the order in which they are tried.
    pub all: Vec<PolicyView>,
    pub teams: Vec<TeamName>,
    /// Everyone who is active: id, name, address.
    pub people: Vec<(UserId, String, String)>,
}

impl Services {
    /// The policies in their order.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] but for admins.
    pub async fn policies(&self, actor: &Actor) -> Result<Policies> {
        permit(actor, Action::ManagePolicies, Subject::Organisation)?;
        let records = with_default(self.storage.reviews().policies().await?);
        let view = |record: PolicyRecord| PolicyView {
            id: record.id,
            is_default: record.id == DEFAULT_POLICY,
            rule: record.rule,
            versions: Vec::new(),
        };
        let accounts = self.storage.accounts();
        let teams = accounts.list_teams().await?.into_iter().map(|team| TeamName { id: team.id, name: team.name });
        let people = accounts.active_people().await?.into_iter();
        Ok(Policies {
            all: records.into_iter().map(view).collect(),
            teams: teams.collect(),
            people: people.map(|who| (who.id, who.display_name, who.email.as_str().to_owned())).collect(),
        })
    }

    /// One policy with its versions, beside the names that it uses.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] but for admins, [`ServiceError::NotFound`] when there is none or it is retired.
    pub async fn policy(&self, actor: &Actor, id: PolicyId) -> Result<(PolicyView, Policies)> {
        let policies = self.policies(actor).await?;
        let mut view = policies.all.iter().find(|view| view.id == id).cloned().ok_or(ServiceError::NotFound)?;
        let versions = self.storage.reviews().policy_versions(id).await?.into_iter();
        view.versions = versions
            .map(|version| PolicyVersionView {
                version: version.version,
                reason: version.reason,
                author_name: version.author_name,
                created_at: version.created_at,
            })
            .collect();
        Ok((view, policies))
    }

    /// Makes a policy, which is tried before all others.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] but for admins; [`ServiceError::Invalid`] for what can't work.
    pub async fn make_policy(&self, actor: &Actor, new: NewRule) -> Result<PolicyId> {
        permit(actor, Action::ManagePolicies, Subject::Organisation)?;
        let work = self.storage.begin().await?;
        let (rule, reason) = read(new, 1, &[], &work.accounts().active_people().await?)?;
        let id = PolicyId(self.edges.random.id(self.now()));
        let first = work.reviews().policies().await?.first().map_or(0, |first| first.position.saturating_sub(1));
        work.reviews().insert_policy(id, first.min(0)).await?;
        let event = Event::PolicyMade { policy: id, name: rule.policy.name.clone() };
        self.keep_version(work, actor, id, &rule, &reason, event).await?;
        Ok(id)
    }

    /// Gives a policy its next version. `from` is the version that was edited.
    ///
    /// # Errors
    /// As [`Services::make_policy`]; [`ServiceError::Conflict`] when somebody else edited it meanwhile,
    /// [`ServiceError::NotFound`] when there is none or it is retired.
    pub async fn edit_policy(&self, actor: &Actor, id: PolicyId, from: u32, new: NewRule) -> Result<()> {
        permit(actor, Action::ManagePolicies, Subject::Organisation)?;
        let work = self.storage.begin().await?;
        let known = with_default(work.reviews().policies().await?);
        let before = known.into_iter().find(|policy| policy.id == id).ok_or(ServiceError::NotFound)?;
        if before.rule.policy.version != from {
            return Err(edited_meanwhile());
        }
        let everyone = work.accounts().active_people().await?;
        let (mut rule, reason) = read(new, from + 1, &before.rule.policy.steps, &everyone)?;
        if reason.is_empty() {
            return Err(ServiceError::invalid("reason", "Say why it changes; it stands beside the version."));
        }
        if id == DEFAULT_POLICY {
            rule.conditions = Conditions::default();
            if from == 0 {
                work.reviews().insert_policy(id, i32::MAX).await?;
            }
        }
        let name = rule.policy.name.clone();
        let event = Event::PolicyEdited { policy: id, name, version: from + 1, reason: reason.clone() };
        self.keep_version(work, actor, id, &rule, &reason, event).await
    }

    /// What else is wrong with a policy of which something could not be read: one hears of all of it at once.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] but for admins; [`ServiceError::Invalid`] for what can't work.
    pub async fn check_policy(&self, actor: &Actor, new: NewRule) -> Result<()> {
        permit(actor, Action::ManagePolicies, Subject::Organisation)?;
        read(new, 1, &[], &self.storage.accounts().active_people().await?).map(|_| ())
    }

    /// Has a policy tried before all others.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] but for admins; [`ServiceError::NotFound`] also for the default policy, which is last.
    pub async fn try_policy_first(&self, actor: &Actor, id: PolicyId) -> Result<()> {
        permit(actor, Action::ManagePolicies, Subject::Organisation)?;
        let work = self.storage.begin().await?;
        let known = work.reviews().policies().await?;
        known.iter().find(|policy| policy.id == id && id != DEFAULT_POLICY).ok_or(ServiceError::NotFound)?;
        let first = known.first().map_or(0, |first| first.position);
        work.reviews().move_policy(id, first.saturating_sub(1)).await?;
        self.record(&work, Some(actor), &[Event::PoliciesReordered { first: id }]);
        Ok(work.commit().await?)
    }

    /// Retires a policy: reviews under it go on, no new one begins.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] but for admins; [`ServiceError::NotFound`] also for the default policy, which stays.
    pub async fn retire_policy(&self, actor: &Actor, id: PolicyId) -> Result<()> {
        permit(actor, Action::ManagePolicies, Subject::Organisation)?;
        let work = self.storage.begin().await?;
        let known = work.reviews().policies().await?;
        let retired =
            known.into_iter().find(|policy| policy.id == id && id != DEFAULT_POLICY).ok_or(ServiceError::NotFound)?;
        work.reviews().retire_policy(id, self.now()).await?;
        self.record(&work, Some(actor), &[Event::PolicyRetired { policy: id, name: retired.rule.policy.name }]);
        Ok(work.commit().await?)
    }

    async fn keep_version(
        &self,
        work: UnitOfWork,
        actor: &Actor,
        id: PolicyId,
        rule: &Rule,
        reason: &str,
        event: Event,
    ) -> Result<()> {
        if !work.reviews().add_version(id, rule, reason, actor.id, self.now()).await? {
            return Err(edited_meanwhile());
        }
        self.record(&work, Some(actor), &[event]);
        Ok(work.commit().await?)
    }
}

fn edited_meanwhile() -> ServiceError {
    let sentence = "Somebody else changed this policy since you opened it. Look at their version, then change that.";
    ServiceError::Conflict(sentence.to_owned())
}
