//! Templates: curators make, edit and publish them; drafts start with a published version.
//!
//! There is one working copy of each template, which every form changes on condition that it is still what the form was
//! filled with (its *edition*); else nothing is saved, and the page keeps what was typed. Publishing freezes the working
//! copy as the next version. A draft that was started never changes by what happens to its template later.

mod edit;
mod lifecycle;
mod list;
mod make;
mod page;
mod start;
mod unlock;

use domain::{
    accounts::Actor,
    ids::{ItemId, TemplateId},
    permissions::{Action, Subject, permit},
    templates::{TemplateStatus, Wording},
};
use storage::{TemplateRecord, UnitOfWork};

pub use edit::{EditedTemplate, TemplateChange};
pub use lifecycle::PublishTemplate;
pub use list::{TemplateCard, TemplateList};
pub use make::{NewTemplate, TemplateBase};
pub use page::{NamedItem, TemplateVersionView, TemplateView};
pub(crate) use start::Published;
pub use start::TemplateStart;
pub use storage::TemplateRef;

use crate::{Result, ServiceError, library::Catalogue};

fn may_read(actor: &Actor) -> Result<()> {
    permit(actor, Action::ReadLibrary, Subject::Organisation)?;
    Ok(())
}

fn may_curate(actor: &Actor) -> Result<()> {
    permit(actor, Action::CurateTemplates, Subject::Organisation)?;
    Ok(())
}

/// The template, held until the work is done, if its working copy is still what a form was filled with.
async fn take(work: &UnitOfWork, id: TemplateId, edition: u32) -> Result<TemplateRecord> {
    let record = work.templates().lock(id).await?.ok_or(ServiceError::NotFound)?;
    if record.edition == edition {
        return Ok(record);
    }
    let sentence = "Somebody else edited this template meanwhile. Below is what it says now; what you typed still stands in its field. Look at theirs, then send yours again.";
    Err(ServiceError::Conflict(sentence.to_owned()))
}

/// As [`take`], of a template that is in use.
async fn take_to_edit(work: &UnitOfWork, id: TemplateId, edition: u32) -> Result<TemplateRecord> {
    let record = take(work, id, edition).await?;
    if record.status == TemplateStatus::Archived {
        return Err(ServiceError::Conflict("This template is archived. Restore it before you edit it.".to_owned()));
    }
    Ok(record)
}

/// What the library says of an item now, or of what replaces it.
pub(crate) fn wording(catalogue: &Catalogue, item: ItemId) -> Option<Wording> {
    let now = &catalogue.in_use(catalogue.find(item)?)?.item;
    Some(Wording { source: now.source(), body: now.body.clone(), requirement: now.requirement, level: now.level })
}
