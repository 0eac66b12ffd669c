//! A new template: empty, as a copy of another one, or from a posting.

use domain::{
    ids::PostingId,
    library::REMARK_MAX_CHARS,
    permissions::{Action, Subject, permit},
    templates::TEMPLATE_NAME_MAX_CHARS,
};
use leptos::prelude::*;

use super::head::Crumbs;
use crate::{
    error::AppError,
    forms::{Field, Form, Radios, Select, TextArea},
    layout::{Place, page, query},
    paths,
    ui::Button,
};

#[component]
pub fn NewTemplatePage() -> impl IntoView {
    let (from, posting) = (query("from"), query("posting").parse::<PostingId>().ok());
    page(Place::Postings, move |scope| async move {
        let actor = scope.actor()?;
        let may = permit(actor, Action::CurateTemplates, Subject::Organisation);
        may.map_err(|refusal| AppError::Refused(refusal.to_string()))?;
        let templates = scope.services.template_list(actor).await?.templates;
        let templates = choose(templates.into_iter().map(|card| (card.row.slug, card.row.name)));
        let postings = scope.services.postings_to_copy(actor, posting).await?;
        let postings = choose(postings.iter().map(|card| (card.id.to_string(), card.name().to_owned())));
        let base = match (from.is_empty(), posting) {
            (false, _) => "template",
            (true, Some(_)) => "posting",
            (true, None) => "empty",
        };
        let posting = posting.map(|id| id.to_string()).unwrap_or_default();
        let content = view! {
            <main class="page" id="main" tabindex="-1" data-width="narrow">
                <Crumbs/>
                <div class="page-head"><div>
                    <h1>"New template"</h1>
                    <p class="page-note">"It starts as a draft that only curators see. Postings can start with it once it is published."</p>
                </div></div>
                <Form action="make_template" class="form begins">
                    <Field name="name" label="Name" required=true maxlength=TEMPLATE_NAME_MAX_CHARS/>
                    <TextArea name="description" label="For which postings" rows=2 hint="Those who choose a template read it; postings never show it." maxlength=REMARK_MAX_CHARS/>
                    <Radios name="base" label="Begin with" options=bases() value=base boxed=true/>
                    <div data-base="template"><Select name="from" label="Copy of" options=templates value=from/></div>
                    <div data-base="posting"><Select name="posting" label="Posting" options=postings value=posting/></div>
                    <div class="actions">
                        <Button kind="primary">"Make template"</Button>
                        <a class="button" data-kind="quiet" href=paths::TEMPLATES>"Cancel"</a>
                    </div>
                </Form>
            </main>
        };
        Ok(("New template".to_owned(), content))
    })
}

fn choose(options: impl Iterator<Item = (String, String)>) -> Vec<(String, String)> {
    std::iter::once((String::new(), "Choose…".to_owned())).chain(options).collect()
}

fn bases() -> Vec<(String, String, String)> {
    [
        ("empty", "Nothing", "You add the sections yourself."),
        ("template", "Another template", "Its sections, lines and facts. The two go on apart."),
        ("posting", "A posting", "What its draft says; lines of the library stay lines of the library."),
    ]
    .map(|(word, words, note)| (word.to_owned(), words.to_owned(), note.to_owned()))
    .to_vec()
}
