//! Inserting a library item as a line: what the plain form does, and what a click in the library panel means.

use domain::{
    accounts::Actor,
    document::Operation,
    ids::{ItemId, LineId, PostingId, SectionId},
    library::IndexItem,
    permissions::Action,
    posting::Snapshot,
};

use crate::{Result, Services};

impl Services {
    /// Appends the item, in the library's current wording, to the section, or without one to the section where such
    /// lines usually go, which is added if the posting has none.
    ///
    /// # Errors
    /// [`crate::ServiceError::Gone`] when the item is no longer offered, otherwise as [`Services::edit_draft`].
    pub async fn insert_item(
        &self,
        actor: &Actor,
        posting: PostingId,
        item: ItemId,
        section: Option<SectionId>,
    ) -> Result<LineId> {
        self.read_posting(actor, posting).await?.permit_now(actor, Action::EditPosting)?;
        let item = self.current_item(actor, item).await?;
        let (id, new_section) = (LineId::from_random(self.edges.random.bits()), self.edges.random.bits());
        let line = id.clone();
        let insert = |snapshot: &Snapshot| Ok(operations(snapshot, &item, section, line, new_section));
        self.edit_as_it_is(actor, posting, insert).await?;
        Ok(id)
    }
}

fn operations(
    snapshot: &Snapshot,
    item: &IndexItem,
    section: Option<SectionId>,
    line: LineId,
    new_section: u64,
) -> Vec<Operation> {
    let kind = item.kind.usual_section(&item.group, item.requirement);
    let usual = snapshot.sections.iter().find(|section| section.kind == kind && !section.locked);
    let mut operations = Vec::new();
    let section = section.or_else(|| usual.map(|section| section.id.clone())).unwrap_or_else(|| {
        let (id, heading) = (SectionId::from_random(new_section), kind.label().to_owned());
        operations.push(Operation::AddSection { id: id.clone(), kind, heading, before: None });
        id
    });
    operations.push(Operation::AddLine {
        id: line,
        section,
        before: None,
        text: item.body.clone(),
        source: Some(item.source()),
        requirement: item.requirement,
        level: item.level,
    });
    operations
}
