//! Inserting a library item as a line: what the plain form does, and what a click in the library panel means.

use domain::{
    accounts::Actor,
    document::Operation,
    ids::{ItemId, LineId, PostingId, SectionId},
    permissions::Action,
    posting::{ItemRef, Snapshot},
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
        let (draft, _) = self.load_draft(posting).await?;
        let mut operations = Vec::new();
        let kind = item.kind.usual_section(&item.group, item.requirement);
        let usual = |snapshot: &Snapshot| {
            snapshot.sections.iter().find(|section| section.kind == kind).map(|section| section.id.clone())
        };
        let section = section.or_else(|| usual(&draft.snapshot())).unwrap_or_else(|| {
            let id = SectionId::from_random(self.edges.random.bits());
            operations.push(Operation::AddSection {
                id: id.clone(),
                kind,
                heading: kind.label().to_owned(),
                before: None,
            });
            id
        });
        let id = LineId::from_random(self.edges.random.bits());
        let source: ItemRef = item.source();
        operations.push(Operation::AddLine {
            id: id.clone(),
            section,
            before: None,
            text: item.body.clone(),
            source: Some(source),
            requirement: item.requirement,
            level: item.level,
        });
        self.edit_draft(actor, posting, &operations).await?;
        Ok(id)
    }
}
