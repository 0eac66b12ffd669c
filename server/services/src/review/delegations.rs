//! Standing in: for some days somebody else may decide in one's place, and the record says in whose.

use domain::{
    accounts::{Actor, UserStatus},
    events::Event,
    ids::{DelegationId, UserId},
    review::read_comment,
    time::Timestamp,
};
use storage::Delegation;
use time::Date;

use crate::{Result, ServiceError, Services};

/// Longest time that somebody stands in for somebody, in days; a year of parental leave fits.
pub const DELEGATION_MAX_DAYS: i64 = 400;

const DAY_MS: i64 = 86_400_000;

/// Who stands in for whom, as the account page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DelegationView {
    pub id: DelegationId,
    /// Whether it is one's own place that somebody else takes.
    pub is_mine: bool,
    /// The other one.
    pub name: String,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub reason: String,
    pub is_active: bool,
}

/// From the beginning of one day to the end of another, by UTC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDelegation {
    pub to: UserId,
    pub first_day: Date,
    pub last_day: Date,
    pub reason: String,
}

impl Services {
    /// Those that are not over, in both directions.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`] when the database is. Everybody may see their own.
    pub async fn delegations(&self, actor: &Actor) -> Result<Vec<DelegationView>> {
        let now = self.now();
        let all = self.storage.reviews().delegations_of(actor.id, now).await?;
        let other = |delegation: &Delegation| if delegation.from == actor.id { delegation.to } else { delegation.from };
        let ids: Vec<UserId> = all.iter().map(other).collect();
        let names = self.storage.accounts().names_of(&ids).await?;
        let name = |id: UserId| names.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone());
        let view = |delegation: Delegation| DelegationView {
            id: delegation.id,
            is_mine: delegation.from == actor.id,
            name: name(other(&delegation)).unwrap_or_default(),
            is_active: delegation.starts_at <= now,
            starts_at: delegation.starts_at,
            ends_at: delegation.ends_at,
            reason: delegation.reason,
        };
        Ok(all.into_iter().map(view).collect())
    }

    /// Whom one can ask to stand in: everyone else who is active, by name.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`] when the database is.
    pub async fn possible_deputies(&self, actor: &Actor) -> Result<Vec<(UserId, String)>> {
        let everyone = self.storage.accounts().active_people().await?.into_iter();
        Ok(everyone.filter(|person| person.id != actor.id).map(|person| (person.id, person.display_name)).collect())
    }

    /// Lets somebody decide in one's place for some days. What one may decide oneself, one may still decide.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] for oneself, somebody who is not active, days in the wrong order, in the past or too
    /// many, and a time in which somebody stands in already.
    pub async fn delegate(&self, actor: &Actor, new: NewDelegation) -> Result<DelegationId> {
        let reason = read_comment(&new.reason).map_err(|error| ServiceError::invalid("reason", error))?;
        let now = self.now();
        let (starts_at, ends_at) = span(&new, now)?;
        let work = self.storage.begin().await?;
        // One at a time for one person, so that two forms sent at once can't both find the time free.
        work.accounts().lock_person(actor.id).await?;
        let person = work.accounts().find_person(new.to).await?;
        if new.to == actor.id || person.is_none_or(|person| person.user.status != UserStatus::Active) {
            return Err(ServiceError::invalid("to", "Choose somebody else, who is active."));
        }
        let others = work.reviews().delegations_of(actor.id, now).await?;
        let overlaps =
            |other: &Delegation| other.from == actor.id && other.starts_at < ends_at && starts_at < other.ends_at;
        if others.iter().any(overlaps) {
            return Err(ServiceError::invalid(
                "first_day",
                "Somebody stands in for you in this time already. End that first.",
            ));
        }
        let delegation = Delegation {
            id: DelegationId(self.edges.random.id(now)),
            from: actor.id,
            to: new.to,
            starts_at,
            ends_at,
            reason: reason.clone(),
            created_at: now,
        };
        work.reviews().insert_delegation(&delegation).await?;
        let event = Event::DelegationMade { delegation: delegation.id, from: actor.id, to: new.to, reason };
        self.record(&work, Some(actor), &[event]);
        work.commit().await?;
        Ok(delegation.id)
    }

    /// Ends it now. Either of the two may.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for one that is over or between others.
    pub async fn end_delegation(&self, actor: &Actor, id: DelegationId) -> Result<()> {
        let now = self.now();
        let work = self.storage.begin().await?;
        let found = work.reviews().delegation(id).await?.filter(|found| found.ends_at > now);
        let found = found.filter(|found| [found.from, found.to].contains(&actor.id)).ok_or(ServiceError::NotFound)?;
        work.reviews().end_delegation(found.id, now).await?;
        self.record(&work, Some(actor), &[Event::DelegationEnded { delegation: id }]);
        Ok(work.commit().await?)
    }
}

/// From the beginning of the first day, or from now on, to the end of the last.
fn span(new: &NewDelegation, now: Timestamp) -> Result<(Timestamp, Timestamp)> {
    let starts_at = Timestamp::at_start_of(new.first_day);
    let ends_at = Timestamp(Timestamp::at_start_of(new.last_day).0 + DAY_MS);
    if ends_at <= starts_at {
        return Err(ServiceError::invalid("last_day", "The last day is before the first."));
    }
    if ends_at <= now {
        return Err(ServiceError::invalid("last_day", "This day is over."));
    }
    if ends_at.0 - starts_at.0 > DELEGATION_MAX_DAYS * DAY_MS {
        return Err(ServiceError::invalid("last_day", format!("Choose at most {DELEGATION_MAX_DAYS} days.")));
    }
    Ok((starts_at.max(now), ends_at))
}
