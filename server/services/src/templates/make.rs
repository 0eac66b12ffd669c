//! A new template: empty, as a copy of another one, or from a posting.

use std::collections::HashSet;

use domain::{
    accounts::Actor,
    events::Event,
    ids::{ItemId, PostingId, TemplateId},
    library::slug,
    posting::{FactKey, Line, Origin, Snapshot},
    templates::{
        LineWords, RESERVED_TEMPLATE_SLUGS, Template, TemplateEdit, TemplateLine, TemplateSection, TemplateStatus,
    },
};
use storage::{TemplateRecord, UnitOfWork};

use super::{edit::name_taken, may_curate};
use crate::{Result, ServiceError, Services, postings::OF_ONE_VACANCY};

/// What a new template begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplateBase {
    Empty,
    /// The working copy of another template, by its address.
    Template(String),
    /// What the draft of a posting says.
    Posting(PostingId),
}

/// What the form for a new template sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTemplate {
    pub name: String,
    pub description: String,
    pub base: TemplateBase,
}

impl Services {
    /// Makes a draft template and answers with its address. Sending the same form twice makes one template.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but curators; [`ServiceError::Invalid`] for a name that is missing or taken;
    /// [`ServiceError::NotFound`] for a base that is not there, or not theirs to read.
    pub async fn make_template(&self, actor: &Actor, new: NewTemplate) -> Result<String> {
        may_curate(actor)?;
        let mut content = self.content_of(actor, new.base).await?;
        let describe = TemplateEdit::Describe { name: new.name, description: new.description };
        content.apply(describe).map_err(|error| match error {
            domain::templates::TemplateError::Field(error) => ServiceError::Invalid(vec![error]),
            other => ServiceError::Conflict(other.to_string()),
        })?;
        let work = self.storage.begin().await?;
        if let Some(same) = named(&work, &content.name).await? {
            let known = work.templates().find(&same).await?;
            let is_this = known.is_some_and(|known| is_untouched(&known, &content));
            return if is_this { Ok(same) } else { Err(name_taken()) };
        }
        let now = self.now();
        let template = TemplateRecord {
            id: TemplateId(self.edges.random.id(now)),
            slug: free_slug(&content.name, &work.templates().slugs().await?),
            status: TemplateStatus::Draft,
            current_version: 0,
            content,
            edition: 1,
            created_at: now,
            updated_at: now,
        };
        work.templates().insert(std::slice::from_ref(&template)).await?;
        let event = Event::TemplateMade { template: template.id, name: template.content.name };
        self.record(&work, Some(actor), &[event]);
        work.commit().await?;
        Ok(template.slug)
    }

    async fn content_of(&self, actor: &Actor, base: TemplateBase) -> Result<Template> {
        match base {
            TemplateBase::Empty => Ok(Template::default()),
            TemplateBase::Template(slug) => {
                let known = self.storage.templates().find(&slug).await?;
                Ok(known.ok_or(ServiceError::NotFound)?.content)
            }
            TemplateBase::Posting(posting) => {
                self.read_posting(actor, posting).await?;
                let (draft, _) = self.load_draft(posting).await?;
                Ok(of_posting(draft.snapshot()))
            }
        }
    }

    /// Whether another template has this name.
    pub(super) async fn is_named(&self, work: &UnitOfWork, name: &str, but: TemplateId) -> Result<bool> {
        let all = work.templates().list().await?;
        Ok(all.iter().any(|row| row.id != but && row.name.to_lowercase() == name.to_lowercase()))
    }
}

/// The address of the template of this name.
async fn named(work: &UnitOfWork, name: &str) -> Result<Option<String>> {
    let all = work.templates().list().await?;
    Ok(all.into_iter().find(|row| row.name.to_lowercase() == name.to_lowercase()).map(|row| row.slug))
}

fn is_untouched(known: &TemplateRecord, content: &Template) -> bool {
    known.status == TemplateStatus::Draft
        && known.edition == 1
        && known.content.content_hash() == content.content_hash()
}

/// Lines as the library words them name their item; all others keep their words. Without what is true of one vacancy only.
fn of_posting(snapshot: Snapshot) -> Template {
    let mut seen: HashSet<ItemId> = HashSet::new();
    let mut words = |line: &Line| match line.origin {
        Origin::Library { source } if seen.insert(source.item) => LineWords::Item(source.item),
        _ => LineWords::Own(line.text.clone()),
    };
    let mut facts = snapshot.facts;
    OF_ONE_VACANCY.iter().chain(&[FactKey::HiringOrganization]).for_each(|key| facts.set(*key, ""));
    let sections = snapshot.sections.into_iter().map(|section| TemplateSection {
        lines: section.lines.iter().map(|line| TemplateLine { id: line.id.clone(), words: words(line) }).collect(),
        id: section.id,
        kind: section.kind,
        heading: section.heading,
        locked: section.locked,
    });
    let sections = sections.collect();
    Template { facts, sections, ..Template::default() }
}

/// The name as an address, with a number when it is taken.
fn free_slug(name: &str, taken: &HashSet<String>) -> String {
    let base = match slug(name) {
        empty if empty.is_empty() => "template".to_owned(),
        slug => slug,
    };
    let numbered = (2_u32..).map(|number| format!("{base}-{number}"));
    let is_free = |slug: &String| !taken.contains(slug) && !RESERVED_TEMPLATE_SLUGS.contains(&slug.as_str());
    std::iter::once(base.clone()).chain(numbered).find(is_free).unwrap_or(base)
}
