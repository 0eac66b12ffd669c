//! Entries of the audit log in words: who is meant, what it was done to, and why.

use std::collections::HashMap;

use domain::{
    accounts::{Actor, Role},
    events::Event,
    ids::{ItemId, PostingId, ProposalId, TeamId, UserId},
};
use storage::RecordedEvent;

use super::audit::{AuditEntry, AuditPlace, AuditSubject};
use crate::{Result, Services, library::is_curator};

/// What everything is called that some entries name.
pub(super) struct Names {
    people: HashMap<UserId, String>,
    teams: HashMap<TeamId, String>,
    postings: HashMap<PostingId, String>,
    /// With their addresses, for those whose page the reader may see.
    items: HashMap<ItemId, (Option<String>, String)>,
    proposals: HashMap<ProposalId, String>,
    /// Whether the reader may see proposals of others.
    curates: bool,
}

impl Services {
    /// One question for each kind of thing, however many entries name one.
    pub(super) async fn names_in(&self, reader: &Actor, events: &[RecordedEvent]) -> Result<Names> {
        let accounts = self.storage.accounts();
        let events = || events.iter().map(|recorded| &recorded.event);
        let people: Vec<UserId> = events().flat_map(Event::people).copied().collect();
        let people = accounts.names_of(&people).await?.into_iter().collect();
        let teams = accounts.list_teams().await?.into_iter().map(|team| (team.id, team.name)).collect();
        let postings: Vec<PostingId> = events().filter_map(Event::posting).collect();
        let postings = self.storage.postings().with_ids(&postings).await?;
        let postings = postings.into_iter().map(|posting| (posting.id, posting.title)).collect();
        let proposals: Vec<ProposalId> = events().filter_map(Event::proposal).collect();
        let proposals = self.storage.proposals().titles(&proposals).await?;
        let curates = is_curator(reader);
        let items = if events().any(|event| event.item().is_some()) {
            self.items_by_name(curates).await?
        } else {
            HashMap::new()
        };
        Ok(Names { people, teams, postings, items, proposals, curates })
    }

    /// All items; who is no curator does not see the pages of those that were never published.
    async fn items_by_name(&self, curates: bool) -> Result<HashMap<ItemId, (Option<String>, String)>> {
        let catalogue = self.catalogue().await?;
        let named = catalogue.items.iter().map(|entry| {
            let address = (curates || entry.was_published()).then(|| entry.item.slug.clone());
            (entry.item.id, (address, entry.item.name.clone()))
        });
        Ok(named.collect())
    }
}

impl Names {
    pub(super) fn entry(&self, recorded: RecordedEvent) -> AuditEntry {
        let RecordedEvent { seq, at, actor, actor_name, event, digest } = recorded;
        AuditEntry {
            seq,
            at,
            actor_name,
            sentence: self.sentence(actor, &event),
            subject: self.subject(&event),
            reason: event.reason().map(str::to_owned),
            event,
            digest,
        }
    }

    fn subject(&self, event: &Event) -> Option<AuditSubject> {
        if let Some(posting) = event.posting() {
            let title = self.postings.get(&posting)?.trim();
            let name = if title.is_empty() { "Untitled posting" } else { title }.to_owned();
            return Some(AuditSubject { name, place: Some(AuditPlace::Posting(posting)) });
        }
        if let Some((address, name)) = event.item().and_then(|item| self.items.get(&item)) {
            return Some(AuditSubject { name: name.clone(), place: address.clone().map(AuditPlace::Item) });
        }
        let proposal = event.proposal()?;
        let place = self.curates.then_some(AuditPlace::Proposal(proposal));
        Some(AuditSubject { name: self.proposals.get(&proposal)?.clone(), place })
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
            Event::ItemPublished { version, .. } => format!("published version {version} of a library item"),
            Event::ItemDeprecated { replaced_by: Some(other), .. } => {
                format!("deprecated a library item in favour of {}", self.item(*other))
            }
            Event::ItemDeprecated { .. } => "deprecated a library item".to_owned(),
            Event::ItemRestored { .. } => "restored a library item".to_owned(),
            Event::ItemMerged { into, .. } => format!("merged a library item into {}", self.item(*into)),
            Event::MergeUndone { into, .. } => format!("took a library item out of {} again", self.item(*into)),
            Event::ItemMoved { kind, group, .. } => {
                format!("made a library item a {}", domain::library::bulk::kind_words(*kind, group))
            }
            Event::ItemsImported { file, created, changed, .. } => {
                format!("imported “{file}”: {created} new and {changed} changed library items")
            }
            Event::ItemProposed { .. } => "proposed a library item".to_owned(),
            Event::ProposalAnswered { item: Some(_), .. } => "accepted a proposal for the library".to_owned(),
            Event::ProposalAnswered { .. } => "declined a proposal for the library".to_owned(),
            Event::PolicyMade { name, .. } => format!("made the policy “{name}”"),
            Event::PolicyEdited { name, version, .. } => format!("gave the policy “{name}” version {version}"),
            Event::TemplateMade { name, .. } => format!("made the template “{name}”"),
            Event::TemplateEdited { name, .. } => format!("edited the template “{name}”"),
            Event::TemplatePublished { name, version, .. } => {
                format!("published version {version} of the template “{name}”")
            }
            Event::TemplateArchived { name, .. } => format!("archived the template “{name}”"),
            Event::TemplateRestored { name, .. } => format!("restored the template “{name}”"),
            Event::PolicyRetired { name, .. } => format!("retired the policy “{name}”"),
            Event::PoliciesReordered { .. } => "changed the order of the policies".to_owned(),
            Event::DelegationMade { to, .. } => format!("asked {} to stand in", self.person(*to)),
            Event::DelegationEnded { .. } => "ended a standing-in".to_owned(),
            on_posting => on_posting.on_posting("a posting", &self.people_of(on_posting)).unwrap_or_default(),
        }
    }

    fn person(&self, id: UserId) -> &str {
        self.people.get(&id).map_or("somebody", String::as_str)
    }

    fn people_of(&self, event: &Event) -> Vec<&str> {
        event.people().iter().filter_map(|id| self.people.get(id)).map(String::as_str).collect()
    }

    fn item(&self, id: ItemId) -> String {
        self.items.get(&id).map_or_else(|| "another one".to_owned(), |(_, name)| format!("“{name}”"))
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
