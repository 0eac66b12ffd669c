//! Templates of the company, and a draft with a section that one of them locks.

use domain::{
    ids::{PostingId, SectionId, TemplateId},
    posting::SectionKind,
    templates::Filling,
};
use services::{NewPosting, NewTemplate, PublishTemplate, Start, TemplateBase, TemplateChange, Then};

use super::House;

/// A template as its forms name it.
pub struct Template {
    pub id: TemplateId,
    pub slug: String,
    pub edition: u32,
}

pub struct Templates {
    /// In version 2.
    pub published: Template,
    pub archived: Template,
    /// Never published.
    pub draft: Template,
    pub locked: (PostingId, SectionId),
}

impl Templates {
    pub async fn in_house(house: &House) -> Self {
        let (services, ada, dana) = (&house.world.services, &house.cast.ada, &house.cast.dana);
        let published = make(house, "House rules").await;
        publish(house, &published).await;
        let start = Start::Named(published.slug.clone(), Filling::default());
        let new = NewPosting { team: house.cast.platform, start };
        let posting = services.create_posting(dana, new).await.unwrap();
        let snapshot = services.open_draft(dana, posting).await.unwrap().snapshot;
        let describe = TemplateChange::Describe { name: "House rules".into(), description: "For everybody.".into() };
        services.edit_template(ada, published.id, published.edition, describe).await.unwrap();
        let published = Template { edition: published.edition + 1, ..published };
        publish(house, &published).await;
        let archived = make(house, "Old rules").await;
        services.archive_template(ada, archived.id, archived.edition).await.unwrap();
        let draft = make(house, "New rules").await;
        Self { published, archived, draft, locked: (posting, snapshot.sections[0].id.clone()) }
    }
}

/// One section, which is locked, with one line.
async fn make(house: &House, name: &str) -> Template {
    let (services, ada) = (&house.world.services, &house.cast.ada);
    let new = NewTemplate { name: name.into(), description: String::new(), base: TemplateBase::Empty };
    let slug = services.make_template(ada, new).await.unwrap();
    let view = || async { services.template(ada, &slug).await.unwrap() };
    let id = view().await.id;
    let add = TemplateChange::AddSection { kind: SectionKind::Disclosures, heading: "Rules".into() };
    services.edit_template(ada, id, 1, add).await.unwrap();
    let section = view().await.content.sections[0].id.clone();
    let line = TemplateChange::AddLine { section: section.clone(), text: "Doors close at six.".into() };
    services.edit_template(ada, id, 2, line).await.unwrap();
    let lock = TemplateChange::Section { id: section, heading: "Rules".into(), locked: true, then: Then::Stay };
    services.edit_template(ada, id, 3, lock).await.unwrap();
    Template { id, slug, edition: 4 }
}

async fn publish(house: &House, template: &Template) {
    let form = PublishTemplate { change_class: "editorial".into(), reason: "To have them.".into() };
    house.world.services.publish_template(&house.cast.ada, template.id, template.edition, &form).await.unwrap();
}
