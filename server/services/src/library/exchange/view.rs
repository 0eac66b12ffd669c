//! What the pages of imports show.

use domain::{accounts::Actor, ids::ImportId, library::exchange::ImportStage};
use storage::ImportRecord;

use super::ImportView;
use crate::{Result, ServiceError, Services, library::may_curate};

/// Imports that are listed.
const LISTED: u64 = 20;

impl Services {
    /// One import.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but curators, [`ServiceError::NotFound`] when there is none (any more).
    pub async fn library_import(&self, actor: &Actor, import: ImportId) -> Result<ImportView> {
        may_curate(actor)?;
        let found = self.storage.imports().find(import).await?;
        let found = found.filter(|import| import.stage != ImportStage::Arriving).ok_or(ServiceError::NotFound)?;
        Ok(self.view_imports(vec![found]).await?.remove(0))
    }

    /// The newest imports of all curators.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but curators.
    pub async fn library_imports(&self, actor: &Actor) -> Result<Vec<ImportView>> {
        may_curate(actor)?;
        let imports = self.storage.imports().list(LISTED).await?;
        self.view_imports(imports).await
    }

    async fn view_imports(&self, imports: Vec<ImportRecord>) -> Result<Vec<ImportView>> {
        let owners: Vec<_> = imports.iter().map(|import| import.owner).collect();
        let names = self.storage.accounts().names_of(&owners).await?;
        let view = |import: ImportRecord| ImportView {
            owner: names.iter().find(|(id, _)| *id == import.owner).map(|(_, name)| name.clone()).unwrap_or_default(),
            // Empty until a worker wrote the first one.
            report: serde_json::from_str(&import.report).unwrap_or_default(),
            id: import.id,
            file_name: import.file_name,
            format: import.format,
            bytes: import.bytes,
            stage: import.stage,
            publishes: import.publishes,
            change_class: import.change_class,
            reason: import.reason,
            rows_done: import.rows_done,
            rows_all: import.rows_all,
            problem: import.problem,
            created_at: import.created_at,
            updated_at: import.updated_at,
        };
        Ok(imports.into_iter().map(view).collect())
    }
}
