//! A text comes in.

use std::time::Duration;

use domain::{
    accounts::Actor,
    arrivals::{Outline, TEXT_MAX_CHARS},
    ids::ArrivalId,
    input::one_paragraph,
    permissions::{Action, Subject, permit},
};
use storage::ArrivalRecord;

use crate::{Result, ServiceError, Services};

/// How long a text waits to be confirmed.
const KEPT: Duration = Duration::from_secs(24 * 60 * 60);
/// How many texts of one person wait at a time; the oldest give way.
const OPEN_MAX: u64 = 10;
/// The longest name of a file that is kept, in characters.
const SOURCE_MAX_CHARS: usize = 120;

impl Services {
    /// Whether somebody may bring in a posting at all: to be asked before a file is read.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but hiring managers.
    pub fn may_bring_in(&self, actor: &Actor) -> Result<()> {
        permit(actor, Action::CreatePosting, Subject::Organisation)?;
        Ok(())
    }

    /// Keeps a pasted text.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but hiring managers, [`ServiceError::Invalid`] without words or with too many.
    pub async fn paste_arrival(&self, actor: &Actor, text: &str) -> Result<ArrivalId> {
        self.may_bring_in(actor)?;
        if text.chars().count() > TEXT_MAX_CHARS {
            return Err(ServiceError::invalid("text", format!("Keep the text under {TEXT_MAX_CHARS} characters.")));
        }
        let outline = Outline::of_text(text);
        if outline.is_empty() {
            return Err(ServiceError::invalid("text", "Paste the text of a posting."));
        }
        self.keep_arrival(actor, "", outline).await
    }

    /// Keeps what was read out of a file.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but hiring managers, [`ServiceError::Invalid`] without a word in it.
    pub async fn upload_arrival(&self, actor: &Actor, file: &str, outline: Outline) -> Result<ArrivalId> {
        self.may_bring_in(actor)?;
        if outline.is_empty() {
            let sentence = "There is no text in this file. If its pages are pictures, paste the text instead.";
            return Err(ServiceError::invalid("file", sentence));
        }
        self.keep_arrival(actor, file, outline).await
    }

    async fn keep_arrival(&self, actor: &Actor, source: &str, outline: Outline) -> Result<ArrivalId> {
        let now = self.now();
        let arrival = ArrivalRecord {
            id: ArrivalId(self.edges.random.id(now)),
            person: actor.id,
            source: one_paragraph(source).chars().take(SOURCE_MAX_CHARS).collect(),
            is_cut: outline.is_cut(),
            outline,
            created_at: now,
            expires_at: now + KEPT,
            posting: None,
        };
        let work = self.storage.begin().await?;
        work.arrivals().insert(&arrival).await?;
        work.arrivals().keep_newest(actor.id, OPEN_MAX).await?;
        work.commit().await?;
        Ok(arrival.id)
    }
}
