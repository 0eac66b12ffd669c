//! Starting a draft: a published template, filled, in the library's words of the day.

use domain::{
    accounts::Actor,
    document::Parts,
    ids::{PostingId, TemplateId},
    input::FieldError,
    templates::{Filling, Placeholder, Template, TemplateStatus},
};
use storage::TemplateRef;

use super::{may_read, wording};
use crate::{Result, ServiceError, Services, TemplateChoice, TemplateChoices, seed};

/// What somebody is asked for who starts with a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateStart {
    pub slug: String,
    pub name: String,
    pub description: String,
    pub placeholders: Vec<Placeholder>,
    /// Those that can't be filled in later.
    pub locked: Vec<Placeholder>,
    /// What the template knows by itself.
    pub preset: Filling,
}

/// A version that a draft starts with.
pub(crate) struct Published {
    pub id: TemplateId,
    pub version: u32,
    content: Template,
}

impl Services {
    /// What a standard template can be chosen by.
    ///
    /// # Errors
    /// [`ServiceError::Internal`] when the embedded templates are broken.
    pub fn templates(&self) -> Result<TemplateChoices> {
        Ok(seed::templates()?.choices())
    }

    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such template or it is not published.
    pub async fn template_to_start(&self, actor: &Actor, slug: &str) -> Result<TemplateStart> {
        may_read(actor)?;
        let published = self.published_template(slug).await?.ok_or(ServiceError::NotFound)?;
        let content = published.content;
        Ok(TemplateStart {
            slug: slug.to_owned(),
            placeholders: content.placeholders(),
            locked: content.locked_placeholders(),
            preset: Filling::preset_by(&content.facts),
            name: content.name,
            description: content.description,
        })
    }

    /// The content that a new draft starts with, in the library's current wordings. Deprecated items give way to their
    /// replacements. Never within a unit of work: it reads through the pool.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] with the field whose key is not among [`Services::templates`], or when that template is archived.
    pub async fn compose(&self, actor: &Actor, choice: &TemplateChoice) -> Result<Parts> {
        may_read(actor)?;
        let published = self.standard_template(choice).await?;
        self.parts_of(&published, &Filling::default()).await
    }

    pub(crate) async fn standard_template(&self, choice: &TemplateChoice) -> Result<Published> {
        let slug = seed::templates()?.slug(choice);
        let slug = slug.map_err(|field| ServiceError::invalid(field, "Choose one of the listed values."))?;
        let archived = || ServiceError::invalid("seniority", "This template is archived. Choose another one.");
        self.published_template(&slug).await?.ok_or_else(archived)
    }

    pub(crate) async fn published_template(&self, slug: &str) -> Result<Option<Published>> {
        let found = self.storage.templates().find(slug).await?;
        let Some(record) = found.filter(|record| record.status == TemplateStatus::Published) else { return Ok(None) };
        let version = self.storage.templates().version(record.id, record.current_version).await?;
        let published = |content| Published { id: record.id, version: record.current_version, content };
        Ok(version.map(|version| published(version.content)))
    }

    pub(crate) async fn parts_of(&self, published: &Published, filling: &Filling) -> Result<Parts> {
        let catalogue = self.catalogue().await?;
        Ok(published.content.parts(filling, |item| wording(&catalogue, item)))
    }

    /// The version of a template that a posting came from, if it came from one.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] to those who may not read the posting.
    pub async fn template_behind(&self, actor: &Actor, posting: PostingId) -> Result<Option<TemplateRef>> {
        self.read_posting(actor, posting).await?;
        Ok(self.storage.templates().origin(posting).await?)
    }
}

impl Published {
    /// # Errors
    /// A sentence at each placeholder that was left open and stands where nobody could fill it in later.
    pub fn demand_filled(&self, filling: &Filling) -> Result<()> {
        let open = self.content.locked_placeholders().into_iter().filter(|open| filling.of(*open).is_empty());
        let sentence = "This stands in a section that can't be changed later. Fill it in now.";
        let wrong: Vec<FieldError> = open.map(|open| FieldError::new(open.field(), sentence)).collect();
        if wrong.is_empty() { Ok(()) } else { Err(ServiceError::Invalid(wrong)) }
    }
}
