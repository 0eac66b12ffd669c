//! The audit log, in sentences.

use std::collections::HashMap;

use domain::{
    accounts::{Actor, Role},
    events::{Event, Topic, chain::Head},
    ids::{PostingId, TeamId, UserId},
    permissions::{Action, Subject, permit},
    time::Timestamp,
};
use storage::{AuditFilter, RecordedEvent};
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
    /// The posting it is about, and its title now.
    pub posting: Option<(PostingId, String)>,
    pub event: Event,
    /// Of this entry and the one before it; empty for entries from before the log was chained.
    pub digest: String,
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
        let names = self.names_in(&events).await?;
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
        let names = self.names_in(&events).await?;
        let after = events.last().filter(|_| is_full).map(|event| event.seq);
        Ok(AuditExtract { entries: events.into_iter().map(|event| names.entry(event)).collect(), after })
    }

    async fn names_in(&self, events: &[RecordedEvent]) -> Result<Names> {
        let accounts = self.storage.accounts();
        let people: Vec<UserId> = events.iter().filter_map(|recorded| person(&recorded.event)).collect();
        let people = accounts.names_of(&people).await?.into_iter().collect();
        let teams = accounts.list_teams().await?.into_iter().map(|team| (team.id, team.name)).collect();
        let postings: Vec<PostingId> = events.iter().filter_map(|recorded| recorded.event.posting()).collect();
        let postings = self.storage.postings().with_ids(&postings).await?;
        let postings = postings.into_iter().map(|posting| (posting.id, posting.title)).collect();
        Ok(Names { people, teams, postings })
    }
}

/// The person an event is about.
const fn person(event: &Event) -> Option<UserId> {
    match event {
        Event::OrganisationSetUp { admin: user }
        | Event::InvitationAccepted { user, .. }
        | Event::SignedIn { user }
        | Event::PasswordChanged { user }
        | Event::PasswordReset { user }
        | Event::SessionsEnded { user, .. }
        | Event::PersonSuspended { user }
        | Event::PersonReinstated { user }
        | Event::RoleGranted { user, .. }
        | Event::RoleRevoked { user, .. }
        | Event::DelegationMade { to: user, .. } => Some(*user),
        _ => None,
    }
}

struct Names {
    people: HashMap<UserId, String>,
    teams: HashMap<TeamId, String>,
    postings: HashMap<PostingId, String>,
}

impl Names {
    fn entry(&self, recorded: RecordedEvent) -> AuditEntry {
        let RecordedEvent { seq, at, actor, actor_name, event, digest } = recorded;
        let posting = event.posting().and_then(|id| Some((id, self.postings.get(&id)?.clone())));
        AuditEntry { seq, at, actor_name, sentence: self.sentence(actor, &event), posting, event, digest }
    }

    fn sentence(&self, actor: Option<UserId>, event: &Event) -> String {
        match event {
            Event::OrganisationSetUp { .. } => "set up Rolewright".to_owned(),
            Event::PersonInvited { role, team, .. } => format!("invited somebody as {}", self.role(*role, *team)),
            Event::InvitationWithdrawn { .. } => "withdrew an invitation".to_owned(),
            Event::InvitationAccepted { .. } => "accepted an invitation".to_owned(),
            Event::SignedIn { .. } => "signed in".to_owned(),
            Event::PasswordChanged { .. } => "changed the password".to_owned(),
            Event::PasswordReset { .. } => "set a new password with a link by mail".to_owned(),
            Event::SessionsEnded { user, count } if actor == Some(*user) => format!("ended {}", sessions(*count)),
            Event::SessionsEnded { user, count } => format!("ended {} of {}", sessions(*count), self.person(*user)),
            Event::PersonSuspended { user } => format!("suspended {}", self.person(*user)),
            Event::PersonReinstated { user } => format!("reinstated {}", self.person(*user)),
            Event::RoleGranted { user, role, team } => {
                format!("gave {} the role {}", self.person(*user), self.role(*role, *team))
            }
            Event::RoleRevoked { user, role, team } => {
                format!("took the role {} from {}", self.role(*role, *team), self.person(*user))
            }
            Event::TeamCreated { name, .. } => format!("made the team {name}"),
            Event::TeamRenamed { name, .. } => format!("renamed a team to {name}"),
            Event::ItemCreated { .. } => "made a library item".to_owned(),
            Event::ItemEdited { version, .. } => format!("drafted version {version} of a library item"),
            Event::ItemPublished { version, reason, .. } => {
                format!("published version {version} of a library item: {reason}")
            }
            Event::ItemDeprecated { reason, .. } => format!("deprecated a library item: {reason}"),
            Event::ItemRestored { .. } => "restored a library item".to_owned(),
            Event::ItemMerged { reason, .. } => format!("merged a library item into another one: {reason}"),
            Event::MergeUndone { .. } => "undid a merge of library items".to_owned(),
            Event::ItemMoved { kind, group, reason, .. } => {
                format!("made a library item a {}: {reason}", domain::library::bulk::kind_words(*kind, group))
            }
            Event::ItemsImported { file, created, changed, .. } => {
                format!("imported “{file}”: {created} new and {changed} changed library items")
            }
            Event::ItemProposed { .. } => "proposed a library item".to_owned(),
            Event::ProposalAnswered { item: Some(_), .. } => "accepted a proposal for the library".to_owned(),
            Event::ProposalAnswered { reason, .. } => format!("declined a proposal for the library: {reason}"),
            Event::PolicyMade { name, .. } => format!("made the policy “{name}”"),
            Event::PolicyEdited { name, version, reason, .. } => {
                format!("gave the policy “{name}” version {version}: {reason}")
            }
            Event::TemplateMade { name, .. } => format!("made the template “{name}”"),
            Event::TemplateEdited { name, .. } => format!("edited the template “{name}”"),
            Event::TemplatePublished { name, version, reason, .. } => {
                format!("published version {version} of the template “{name}”: {reason}")
            }
            Event::TemplateArchived { name, .. } => format!("archived the template “{name}”"),
            Event::TemplateRestored { name, .. } => format!("restored the template “{name}”"),
            Event::PolicyRetired { name, .. } => format!("retired the policy “{name}”"),
            Event::PoliciesReordered { .. } => "changed the order of the policies".to_owned(),
            Event::DelegationMade { to, .. } => format!("asked {} to stand in", self.person(*to)),
            Event::DelegationEnded { .. } => "ended a standing-in".to_owned(),
            on_posting => on_posting.on_posting("a posting").unwrap_or_default(),
        }
    }

    fn person(&self, id: UserId) -> &str {
        self.people.get(&id).map_or("somebody", String::as_str)
    }

    fn role(&self, role: Role, team: Option<TeamId>) -> String {
        match team.and_then(|team| self.teams.get(&team)) {
            Some(team) => format!("{} of {team}", role.label()),
            None => role.label().to_owned(),
        }
    }
}

fn sessions(count: u64) -> String {
    if count == 1 { "one session".to_owned() } else { format!("{count} sessions") }
}
