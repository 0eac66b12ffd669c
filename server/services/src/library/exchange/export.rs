//! The library as a file.

use domain::{
    accounts::Actor,
    library::{
        ItemStatus,
        exchange::{ExchangeFormat, ExchangeRow},
    },
};
use tokio::{sync::mpsc, task::spawn_blocking};

use super::files;
use crate::{Result, ServiceError, Services, library::may_curate};

/// Items that are read at once.
const PIECE: usize = 500;

impl Services {
    /// The addresses of what an export holds, in its order.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but curators.
    pub async fn exported_slugs(&self, actor: &Actor) -> Result<Vec<String>> {
        may_curate(actor)?;
        let mut slugs: Vec<String> = self.storage.library().slugs().await?.into_iter().collect();
        slugs.sort_unstable();
        Ok(slugs)
    }

    /// The next rows of an export, and how many addresses they were made from.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but curators.
    pub async fn exported_rows(&self, actor: &Actor, slugs: &[String]) -> Result<(Vec<ExchangeRow>, usize)> {
        may_curate(actor)?;
        let piece = &slugs[..slugs.len().min(PIECE)];
        let items = self.storage.library().at_slugs(piece).await?;
        let kept = piece.iter().filter_map(|slug| items.get(slug));
        let kept = kept.filter(|stored| !matches!(stored.item.status, ItemStatus::Archived | ItemStatus::Merged));
        let row = |stored: &storage::StoredItem| {
            let item = &stored.item;
            ExchangeRow::of(&item.slug, item.kind, &item.group, item.status, &stored.shown.wording)
        };
        Ok((kept.map(row).collect(), piece.len()))
    }

    /// The whole library as an Excel file. It is written aside, because packing keeps a processor busy.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but curators.
    pub async fn export_workbook(&self, actor: &Actor) -> Result<Vec<u8>> {
        let slugs = self.exported_slugs(actor).await?;
        let (give, mut take) = mpsc::channel::<Vec<ExchangeRow>>(2);
        let writing = spawn_blocking(move || files::write_workbook(std::iter::from_fn(|| take.blocking_recv())));
        let mut left = slugs.as_slice();
        while !left.is_empty() {
            let (rows, read) = self.exported_rows(actor, left).await?;
            left = &left[read..];
            if give.send(rows).await.is_err() {
                break;
            }
        }
        drop(give);
        let written = writing.await.map_err(|error| ServiceError::Internal(error.to_string()))?;
        written.map_err(ServiceError::Internal)
    }
}

/// The part of a text file before the rows.
///
/// # Errors
/// [`ServiceError::Internal`]; never met, as it is written to memory.
pub fn exported_head(format: ExchangeFormat) -> Result<Vec<u8>> {
    files::head(format).map_err(ServiceError::Internal)
}

/// Some rows of a text file; `is_first` when none were written before.
///
/// # Errors
/// As [`exported_head`].
pub fn exported_piece(format: ExchangeFormat, rows: &[ExchangeRow], is_first: bool) -> Result<Vec<u8>> {
    files::rows(format, rows, is_first).map_err(ServiceError::Internal)
}

/// The part of a text file behind the rows.
#[must_use]
pub const fn exported_tail(format: ExchangeFormat) -> &'static str {
    files::tail(format)
}
