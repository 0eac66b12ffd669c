//! The audit log, in sentences.

use domain::{
    accounts::Actor,
    events::{Event, Topic, chain::Head},
    ids::{PostingId, ProposalId, UserId},
    permissions::{Action, Subject, permit},
    time::Timestamp,
};
use storage::AuditFilter;
use time::Date;

use crate::{Result, Services};

/// Entries on one page.
const PAGE: u64 = 50;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    pub seq: i64,
    pub at: Timestamp,
    /// Empty for what the program did by itself.
    pub actor_name: String,
    /// What the actor did, to be read after their name: "gave Hugo Brandt the role HR approver".
    pub sentence: String,
    /// What it was done to.
    pub subject: Option<AuditSubject>,
    /// Why, in the actor's words.
    pub reason: Option<String>,
    pub event: Event,
    /// Of this entry and the one before it; empty for entries from before the log was chained.
    pub digest: String,
}

/// What an entry is about, as it is called now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditSubject {
    pub name: String,
    /// Where the reader finds it, if they may see it.
    pub place: Option<AuditPlace>,
}

/// Something that has a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuditPlace {
    Posting(PostingId),
    /// With its address.
    Item(String),
    Proposal(ProposalId),
}

/// Which entries to show; nothing set shows all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditQuery {
    /// Who did it.
    pub who: Option<UserId>,
    pub about: Option<Topic>,
    pub posting: Option<PostingId>,
    /// The first and the last day, both counted in (UTC).
    pub from: Option<Date>,
    pub to: Option<Date>,
}

impl AuditQuery {
    fn filter(&self) -> AuditFilter {
        AuditFilter {
            actor: self.who,
            posting: self.posting,
            actions: self.about.map_or(&[], Topic::actions),
            from: self.from.map(Timestamp::at_start_of),
            until: self.to.and_then(Date::next_day).map(Timestamp::at_start_of),
        }
    }
}

/// Some entries, the newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditPage {
    pub entries: Vec<AuditEntry>,
    /// Where the next older page begins, if there is one.
    pub before: Option<i64>,
    /// How far the whole log has come.
    pub head: Head,
    /// Everybody who may have done something, by name.
    pub people: Vec<(UserId, String)>,
}

/// Some entries to take elsewhere, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditExtract {
    pub entries: Vec<AuditEntry>,
    /// Where the next ones begin, if there are any.
    pub after: Option<i64>,
}

/// Entries that are taken elsewhere in one go.
const EXTRACT: u64 = 1_000;

impl Services {
    /// The newest entries, or the newest below `before`.
    ///
    /// # Errors
    /// [`crate::ServiceError::Refused`] but for admins and auditors.
    pub async fn audit_log(&self, actor: &Actor, query: &AuditQuery, before: Option<i64>) -> Result<AuditPage> {
        permit(actor, Action::ReadAudit, Subject::Organisation)?;
        let mut events = self.storage.audit().newest(&query.filter(), before, PAGE + 1).await?;
        let has_more = events.len() as u64 > PAGE;
        events.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
        let names = self.names_in(actor, &events).await?;
        let before = events.last().filter(|_| has_more).map(|event| event.seq);
        let head = self.storage.audit().head().await?.head;
        let people = self.storage.accounts().list_people().await?;
        let people = people.into_iter().map(|person| (person.user.id, person.user.display_name)).collect();
        Ok(AuditPage { entries: events.into_iter().map(|event| names.entry(event)).collect(), before, head, people })
    }

    /// Where an export ends that begins now.
    ///
    /// # Errors
    /// [`crate::ServiceError::Refused`] but for admins and auditors.
    pub async fn audit_head(&self, actor: &Actor) -> Result<Head> {
        permit(actor, Action::ReadAudit, Subject::Organisation)?;
        Ok(self.storage.audit().head().await?.head)
    }

    /// The entries after one number and up to another, the oldest first, some at a time.
    ///
    /// # Errors
    /// [`crate::ServiceError::Refused`] but for admins and auditors.
    pub async fn audit_extract(&self, actor: &Actor, query: &AuditQuery, after: i64, to: i64) -> Result<AuditExtract> {
        permit(actor, Action::ReadAudit, Subject::Organisation)?;
        let events = self.storage.audit().between(&query.filter(), after, to, EXTRACT).await?;
        let is_full = events.len() as u64 == EXTRACT;
        let names = self.names_in(actor, &events).await?;
        let after = events.last().filter(|_| is_full).map(|event| event.seq);
        Ok(AuditExtract { entries: events.into_iter().map(|event| names.entry(event)).collect(), after })
    }
}
