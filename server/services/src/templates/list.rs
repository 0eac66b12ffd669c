//! All templates, as far as a person may see them.

use domain::{accounts::Actor, permissions::Refusal, templates::TemplateStatus};
use storage::TemplateRow;

use super::{may_curate, may_read};
use crate::{Result, ServiceError, Services, seed};

/// A template in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateCard {
    pub row: TemplateRow,
    /// Whether the program brought it along, one of the combinations of seniority, stack and industry.
    pub is_standard: bool,
}

impl TemplateCard {
    /// Whether drafts can start with it.
    #[must_use]
    pub fn starts(&self) -> bool {
        self.row.status == TemplateStatus::Published
    }

    #[must_use]
    pub fn is_archived(&self) -> bool {
        self.row.status == TemplateStatus::Archived
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateList {
    /// By name.
    pub templates: Vec<TemplateCard>,
    /// Why the person may not make one.
    pub refusal: Option<Refusal>,
}

impl Services {
    /// The templates, by name; for all but curators, those that drafts can start with.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`]
    pub async fn template_list(&self, actor: &Actor) -> Result<TemplateList> {
        may_read(actor)?;
        let refusal = match may_curate(actor) {
            Err(ServiceError::Refused(refusal)) => Some(refusal),
            _ => None,
        };
        let standard = seed::templates()?.slugs();
        let card = |row: TemplateRow| TemplateCard { is_standard: standard.contains(&row.slug), row };
        let mut templates: Vec<TemplateCard> = self.storage.templates().list().await?.into_iter().map(card).collect();
        if refusal.is_some() {
            templates.retain(TemplateCard::starts);
        }
        Ok(TemplateList { templates, refusal })
    }
}
