//! Where an item is used, version by version, and whom an offer would reach: what a curator reads before publishing.

use std::collections::BTreeMap;

use domain::{accounts::Actor, ids::ItemId, permissions::ReadableTeams};
use storage::{Dependent, Dependents, Reach, TemplateRef};

use crate::{Result, Services};

/// Everything that depends on an item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WhereUsed {
    /// The newest version first; those that nothing uses are left out.
    pub versions: Vec<VersionUses>,
    /// The published versions of templates that name it, by name: new drafts start with it.
    pub templates: Vec<TemplateRef>,
    pub reach: Reaching,
}

/// What uses one version.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct VersionUses {
    pub version: u32,
    pub drafts: Lines,
    /// Revisions whose reviews run.
    pub reviews: Lines,
    pub publications: Lines,
}

/// Some lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Lines {
    pub lines: u64,
    /// Of the lines, those that are worded differently.
    pub overridden: u64,
    pub postings: u64,
}

/// The lines that something new would be offered to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reaching {
    pub all: Lines,
    /// The teams whose postings the person may read.
    pub teams: Vec<Reach>,
    /// The lines of the teams that are not named.
    pub elsewhere: u64,
}

impl Services {
    pub(crate) async fn where_used(&self, actor: &Actor, item: ItemId) -> Result<WhereUsed> {
        let upstream = self.storage.upstream();
        let catalogue = self.catalogue().await?;
        // In a template another item stands in the place of a merged one.
        let mut templates = self.storage.templates().naming(item).await?;
        for merged in catalogue.merged_into(item) {
            templates.extend(self.storage.templates().naming(merged.item.id).await?);
        }
        templates.sort_by(|one, other| (&one.name, &one.slug).cmp(&(&other.name, &other.slug)));
        templates.dedup_by(|one, other| one.slug == other.slug);
        Ok(WhereUsed {
            versions: by_version(upstream.dependents(item).await?),
            templates,
            reach: reaching(upstream.reach(item).await?, &ReadableTeams::of(actor)),
        })
    }
}

fn by_version(dependents: Vec<Dependents>) -> Vec<VersionUses> {
    let mut versions: BTreeMap<u32, VersionUses> = BTreeMap::new();
    for Dependents { sort, version, lines, overridden, postings } in dependents {
        let uses = versions.entry(version).or_insert(VersionUses { version, ..VersionUses::default() });
        let place = match sort {
            Dependent::Draft => &mut uses.drafts,
            Dependent::Review => &mut uses.reviews,
            Dependent::Publication => &mut uses.publications,
        };
        *place = Lines { lines, overridden, postings };
    }
    versions.into_values().rev().collect()
}

fn reaching(reach: Vec<Reach>, readable: &ReadableTeams) -> Reaching {
    let all = reach.iter().fold(Lines::default(), |sum, team| Lines {
        lines: sum.lines + team.lines,
        overridden: sum.overridden + team.overridden,
        postings: sum.postings + team.postings,
    });
    let (teams, hidden): (Vec<Reach>, Vec<Reach>) = reach.into_iter().partition(|team| readable.contains(team.team));
    Reaching { all, teams, elsewhere: hidden.iter().map(|team| team.lines).sum() }
}
