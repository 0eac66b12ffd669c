//! What the pages of proposals show.

use std::collections::HashMap;

use domain::{
    accounts::Actor,
    ids::{LineId, PostingId, ProposalId, UserId},
    library::{ItemKind, ProposalStatus, Wording},
    permissions::{Action, Refusal, Subject, permit},
    time::Timestamp,
};
use storage::{ProposalLine, ProposalRecord};

use super::{may_curate, may_propose, may_see};
use crate::{ItemLink, NearDuplicate, Result, ServiceError, Services, library::Catalogue};

/// Proposals of one state that the list names.
const LISTED: u64 = 100;

/// A proposal in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalCard {
    pub id: ProposalId,
    pub kind: ItemKind,
    pub group: String,
    pub wording: Wording,
    pub note: String,
    pub status: ProposalStatus,
    /// Nobody for what the program found.
    pub proposer: Option<String>,
    pub created_at: Timestamp,
    pub decided_by: Option<String>,
    pub decided_at: Option<Timestamp>,
    pub answer: String,
    /// The item that it became.
    pub item: Option<ItemLink>,
    /// The item that several teams word alike.
    pub of_item: Option<ItemLink>,
    /// How many lines it came from.
    pub lines: usize,
}

/// The proposals that somebody may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalList {
    pub open: Vec<ProposalCard>,
    pub decided: Vec<ProposalCard>,
    /// Whether they are everybody's.
    pub is_curators: bool,
}

/// A line that a proposal came from, of a posting that the person may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OriginLine {
    pub posting: PostingId,
    pub line: LineId,
    pub title: String,
    pub team: String,
    pub text: String,
    /// What keeps the person from editing the posting, if something does.
    pub refusal: Option<String>,
    /// Whether the line refers to the accepted item already, or is gone.
    pub is_settled: bool,
}

/// One proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalPage {
    pub card: ProposalCard,
    pub origins: Vec<OriginLine>,
    /// Lines in postings that the person may not read.
    pub hidden: usize,
    pub near: Vec<NearDuplicate>,
    /// The newest version of the item that several teams word alike: what a form is made from.
    pub from_version: u32,
    /// Why the person can't decide, if so.
    pub refusal: Option<Refusal>,
}

impl Services {
    /// Everybody's proposals for curators, one's own for others.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to those who may not propose.
    pub async fn proposals(&self, actor: &Actor) -> Result<ProposalList> {
        may_propose(actor)?;
        let is_curators = may_curate(actor).is_ok();
        let whose = (!is_curators).then_some(actor.id);
        let catalogue = self.catalogue().await?;
        let list = async |status| self.storage.proposals().list(whose, status, LISTED).await;
        let open = list(ProposalStatus::Open).await?;
        let mut decided = list(ProposalStatus::Accepted).await?;
        decided.extend(list(ProposalStatus::Declined).await?);
        decided.sort_by_key(|record| std::cmp::Reverse(record.decided_at));
        Ok(ProposalList {
            open: self.cards(open, &catalogue).await?,
            decided: self.cards(decided, &catalogue).await?,
            is_curators,
        })
    }

    /// How many proposals wait for a curator; nothing for others.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`]
    pub async fn waiting_proposals(&self, actor: &Actor) -> Result<u64> {
        if may_curate(actor).is_err() {
            return Ok(0);
        }
        Ok(self.storage.proposals().count_waiting().await?)
    }

    /// # Errors
    /// [`ServiceError::NotFound`] when there is none, or when it is somebody else's and the person is no curator.
    pub async fn proposal(&self, actor: &Actor, id: ProposalId) -> Result<ProposalPage> {
        may_propose(actor)?;
        let record = self.storage.proposals().find(id).await?.ok_or(ServiceError::NotFound)?;
        may_see(actor, &record)?;
        let catalogue = self.catalogue().await?;
        let record = self.about_what_stands(record, &catalogue).await?;
        let lines = self.storage.proposals().lines(&[id]).await?.remove(&id).unwrap_or_default();
        let from_version = record.of_item.and_then(|item| catalogue.find(item)).map_or(0, |entry| entry.newest_version);
        let is_open = record.status == ProposalStatus::Open;
        let near = if is_open && record.of_item.is_none() {
            self.near_duplicates(actor, &record.wording.name, &record.wording.body).await?
        } else {
            Vec::new()
        };
        let origins = self.origin_lines(actor, &record, &lines).await?;
        let hidden = lines.len() - origins.len();
        let card = self.cards(vec![record], &catalogue).await?.pop().ok_or(ServiceError::NotFound)?;
        let refusal = permit(actor, Action::CurateLibrary, Subject::Organisation).err();
        Ok(ProposalPage {
            card: ProposalCard { lines: lines.len(), ..card },
            origins,
            hidden,
            near,
            from_version,
            refusal,
        })
    }

    /// An open proposal about an item that was merged is one about the item in its place: of that are the name and all but the
    /// line.
    async fn about_what_stands(&self, record: ProposalRecord, catalogue: &Catalogue) -> Result<ProposalRecord> {
        let of_item = record.of_item.filter(|_| record.status == ProposalStatus::Open);
        let standing = of_item.and_then(|item| catalogue.standing_for(catalogue.find(item)?));
        let Some(standing) = standing.filter(|entry| of_item != Some(entry.item.id)) else { return Ok(record) };
        let newest = self.storage.library().newest_version(standing.item.id).await?.ok_or(ServiceError::NotFound)?;
        let wording = Wording { body: record.wording.body.clone(), ..newest.wording };
        Ok(ProposalRecord { of_item: Some(standing.item.id), kind: standing.item.kind, wording, ..record })
    }

    async fn cards(&self, records: Vec<ProposalRecord>, catalogue: &Catalogue) -> Result<Vec<ProposalCard>> {
        let names = self.storage.proposals().names(&records).await?;
        let ids: Vec<ProposalId> = records.iter().map(|record| record.id).collect();
        let mut lines = self.storage.proposals().lines(&ids).await?;
        let cards = records.into_iter().map(|record| {
            let lines = lines.remove(&record.id).map_or(0, |lines| lines.len());
            ProposalCard { lines, ..card(record, &names, catalogue) }
        });
        Ok(cards.collect())
    }

    /// The lines in postings that the person may read.
    async fn origin_lines(
        &self,
        actor: &Actor,
        record: &ProposalRecord,
        lines: &[ProposalLine],
    ) -> Result<Vec<OriginLine>> {
        let ids: Vec<PostingId> = lines.iter().map(|line| line.posting).collect();
        let postings = self.read_drafts(&ids).await?;
        let mut origins = Vec::new();
        for line in lines {
            let Some(held) = postings.get(&line.posting).filter(|held| held.permit(actor, Action::ReadPosting).is_ok())
            else {
                continue;
            };
            let is_settled = match record.item {
                Some(item) => {
                    let (draft, _) = self.load_draft(line.posting).await?;
                    let snapshot = draft.snapshot();
                    let is_apart = |origin: domain::posting::Origin| {
                        origin.is_override() || origin.source().is_none_or(|source| source.item != item)
                    };
                    snapshot.line(&line.line).is_none_or(|(_, now)| !is_apart(now.origin))
                }
                None => false,
            };
            let refusal = held.permit_now(actor, Action::EditPosting).err().map(|error| error.to_string());
            origins.push(OriginLine {
                posting: line.posting,
                line: line.line.clone(),
                title: held.record.title.clone(),
                team: held.record.team_name.clone(),
                text: line.text.clone(),
                refusal,
                is_settled,
            });
        }
        Ok(origins)
    }
}

fn card(record: ProposalRecord, names: &HashMap<UserId, String>, catalogue: &Catalogue) -> ProposalCard {
    let link = |item| catalogue.find(item).map(ItemLink::to);
    ProposalCard {
        proposer: record.proposer.and_then(|person| names.get(&person).cloned()),
        decided_by: record.decided_by.and_then(|person| names.get(&person).cloned()),
        item: record.item.and_then(link),
        of_item: record.of_item.and_then(link),
        id: record.id,
        kind: record.kind,
        group: record.group,
        wording: record.wording,
        note: record.note,
        status: record.status,
        created_at: record.created_at,
        decided_at: record.decided_at,
        answer: record.answer,
        lines: 0,
    }
}
