//! Overrides that agree: found by looking, now and then, on any node.
//!
//! What is found is a proposal of nobody for a new version of the item. Its id is made of the item, its version and the
//! wording, so that two programs that look at once write one. As long as it is open its lines are brought up to date; once
//! it was declined, the same wording is not proposed again for that version. Overrides of an item that was merged count for
//! the one in its place, and so do proposals about it.

use domain::{
    ids::{ItemId, PostingId, ProposalId},
    library::{AGREEING_TEAMS, Agreement, ItemStatus, OwnWording, ProposalStatus, Wording, agreeing, similar::alike},
    posting::fingerprint,
};
use sha2::{Digest, Sha256};
use storage::{ProposalLine, ProposalRecord, StorageError};
use uuid::Uuid;

use crate::{Result, Services, library::CatalogueItem};

/// Items that are looked at in one round, those that the most teams override first.
const ITEMS: u32 = 200;
/// Drafts of one item that are read.
const DRAFTS: u32 = 60;
/// Wordings as like as this are one proposal.
const SAME: f32 = 0.6;

impl Services {
    /// Looks for overrides that agree across teams, and proposes them. How many proposals are new.
    ///
    /// # Errors
    /// [`crate::ServiceError::Unavailable`]
    pub async fn propose_agreeing_overrides(&self) -> Result<usize> {
        let teams = u32::try_from(AGREEING_TEAMS).unwrap_or(u32::MAX);
        let overridden = self.storage.proposals().overridden(teams, ITEMS, DRAFTS).await?;
        let catalogue = self.catalogue().await?;
        let mut count = 0;
        for found in overridden {
            let Some(entry) = catalogue.find(found.item).filter(|entry| entry.status == ItemStatus::Published) else {
                continue;
            };
            let merged: Vec<ItemId> = catalogue.merged_into(found.item).map(|entry| entry.item.id).collect();
            let overrides = self.own_wordings(entry, &merged, &found.postings).await?;
            for agreement in agreeing(&overrides) {
                count += usize::from(self.propose_agreement(entry, &merged, agreement).await?);
            }
        }
        Ok(count)
    }

    /// What overrides the item, or one of those that were merged into it. Words that it says by now are nobody's own.
    async fn own_wordings(
        &self,
        entry: &CatalogueItem,
        merged: &[ItemId],
        postings: &[PostingId],
    ) -> Result<Vec<OwnWording>> {
        let said = fingerprint(&entry.item.body);
        let is_same = |item: ItemId| item == entry.item.id || merged.contains(&item);
        let held = self.read_drafts(postings).await?;
        let mut overrides = Vec::new();
        for posting in postings {
            let Some(held) = held.get(posting) else { continue };
            let (draft, _) = self.load_draft(*posting).await?;
            let snapshot = draft.snapshot();
            let own = snapshot.lines().filter(|(_, line)| {
                line.origin.is_override()
                    && line.origin.source().is_some_and(|source| is_same(source.item))
                    && fingerprint(&line.text) != said
            });
            overrides.extend(own.map(|(_, line)| OwnWording {
                team: held.record.team,
                posting: *posting,
                line: line.id.clone(),
                text: line.text.clone(),
            }));
        }
        Ok(overrides)
    }

    /// Whether the proposal is new.
    async fn propose_agreement(&self, entry: &CatalogueItem, merged: &[ItemId], agreement: Agreement) -> Result<bool> {
        let Agreement { text, lines } = agreement;
        let lines: Vec<ProposalLine> = lines
            .into_iter()
            .map(|own| ProposalLine { posting: own.posting, line: own.line, text: own.text })
            .collect();
        let work = self.storage.begin().await?;
        // The item's row is the one that both would wait for.
        work.library().lock(&[entry.item.id]).await?;
        let mut known = work.proposals().about(entry.item.id).await?;
        for item in merged {
            known.extend(work.proposals().about(*item).await?);
        }
        let same = known.into_iter().find(|known| alike(&known.wording.body, &text) >= SAME);
        match same {
            Some(known) if known.status == ProposalStatus::Open => {
                work.proposals().replace_lines(known.id, &lines).await?;
                work.commit().await?;
                Ok(false)
            }
            Some(_) => Ok(false),
            None => {
                let newest = work.library().newest_version(entry.item.id).await?;
                let Some(newest) = newest else { return Ok(false) };
                let proposal = self.agreed(entry, newest.wording, text);
                match work.proposals().insert(&proposal, &lines).await {
                    Err(StorageError::Duplicate(_)) => return Ok(false),
                    inserted => inserted?,
                }
                work.commit().await?;
                Ok(true)
            }
        }
    }

    fn agreed(&self, entry: &CatalogueItem, wording: Wording, text: String) -> ProposalRecord {
        let key = format!("{}/{}/{}", entry.item.id, entry.current_version, fingerprint(&text));
        let digest: [u8; 32] = Sha256::digest(key).into();
        let mut random = [0; 10];
        random.copy_from_slice(&digest[..10]);
        let now = self.now();
        let moment = u64::try_from(entry.updated_at.0).unwrap_or_default();
        let id: Uuid = uuid::Builder::from_unix_timestamp_millis(moment, &random).into_uuid();
        let (item, wording) = (&entry.item, Wording { body: text, ..wording });
        let open = ProposalRecord::open(ProposalId(id), (item.kind, item.group.clone()), wording, now);
        ProposalRecord { of_item: Some(item.id), ..open }
    }
}
