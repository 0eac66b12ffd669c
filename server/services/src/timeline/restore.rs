//! Restoring: the draft says again what it said once, by a new edit that everybody sees at once.

use domain::{
    accounts::Actor,
    events::Event,
    ids::PostingId,
    permissions::Action,
    posting::{ItemRef, Snapshot},
    timeline::{Point, Restoration, Wordings},
};

use crate::{Result, ServiceError, Services};

impl Services {
    /// Makes the draft say what it said at this point. Nothing is lost by it: what it says now stays on the time line, and
    /// what others type meanwhile merges as always. Answers with the draft's number of updates.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] and [`ServiceError::Refused`] to those who may not edit, [`ServiceError::Conflict`] when
    /// the draft is locked or says this already.
    pub async fn restore_draft(&self, actor: &Actor, posting: PostingId, point: Point) -> Result<i64> {
        self.read_posting(actor, posting).await?.permit_now(actor, Action::EditPosting)?;
        let point = self.readable(posting, point).await?;
        let then = self.said(posting, point).await?;
        let to = label(&self.point_label(posting, point).await?);
        let wordings = self.wordings_in(&then).await?;
        let random = self.edges.random.bits();
        let work = self.storage.begin().await?;
        self.take_posting(&work, posting).await?.permit_now(actor, Action::EditPosting)?;
        let head = work.collab().head(posting).await?.ok_or(ServiceError::NotFound)?;
        self.record(&work, Some(actor), &[Event::DraftRestored { posting, to, seq: head.seq }]);
        let plan = |draft: &domain::document::Draft| {
            let way = Restoration::plan(draft, &then, &wordings, random)
                .map_err(|error| ServiceError::Internal(format!("a draft to be restored: {error}")))?;
            if way.operations.is_empty() { Err(nothing_to_do()) } else { Ok(way.operations) }
        };
        self.edit_within(work, actor, posting, plan).await
    }

    /// What the library says in the versions that this content names.
    async fn wordings_in(&self, said: &Snapshot) -> Result<Wordings> {
        let sources: Vec<ItemRef> = said.lines().filter_map(|(_, line)| line.origin.source()).collect();
        let versions = self.storage.library().wordings(&sources).await?;
        Ok(versions.into_iter().map(|version| (version.source(), version.wording.body)).collect())
    }
}

/// Within a sentence.
fn label(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn nothing_to_do() -> ServiceError {
    ServiceError::Conflict("The draft says this already.".to_owned())
}
