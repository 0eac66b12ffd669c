//! A new item.

use domain::{
    library::{ItemKind, WordingForm},
    permissions::{Action, Subject, permit},
};
use leptos::prelude::*;

use super::{curate::WordingFields, near};
use crate::{
    error::AppError,
    forms::{Form, Select},
    layout::{Place, page, query},
    paths,
    ui::Button,
};

#[component]
pub fn NewItemPage() -> impl IntoView {
    let kind = query("kind");
    page(Place::Library, move |scope| async move {
        let may = permit(scope.actor()?, Action::CurateLibrary, Subject::Organisation);
        may.map_err(|refusal| AppError::Refused(refusal.to_string()))?;
        let (name, body) = near::typed();
        let found = scope.services.near_duplicates(scope.actor()?, &name, &body).await?;
        let content = view! {
            <main class="page" id="main" tabindex="-1" data-width="narrow">
                <nav class="crumbs" aria-label="Where you are"><ol><li><a href=paths::LIBRARY>"Library"</a></li></ol></nav>
                <div class="page-head">
                    <div>
                        <h1>"New item"</h1>
                        <p class="page-note">"It starts as a draft that only curators see. Postings can use it once it is published."</p>
                    </div>
                </div>
                <Form action="create_item">
                    <Select name="kind" label="What it is" options=kinds() value=kind hint="It decides which section a line of it usually goes to."/>
                    <WordingFields form=WordingForm::default()/>
                    <near::Near found/>
                    <div class="actions">
                        <Button kind="primary">"Keep as draft"</Button>
                        <a class="button" data-kind="quiet" href=paths::LIBRARY>"Cancel"</a>
                    </div>
                </Form>
            </main>
        };
        Ok(("New item".to_owned(), content))
    })
}

/// Every kind, with its groups: (`skill/language`, `Skill: language`).
pub(crate) fn kinds() -> Vec<(String, String)> {
    let mut choices = vec![(String::new(), "Choose…".to_owned())];
    for kind in ItemKind::ALL {
        let groups = kind.groups();
        if groups.is_empty() {
            choices.push((kind.word().to_owned(), kind.label().to_owned()));
        }
        let grouped = |(group, label): (&str, &str)| {
            (format!("{kind}/{group}"), format!("{}: {}", kind.label(), label.to_lowercase()))
        };
        choices.extend(groups.into_iter().map(grouped));
    }
    choices
}
