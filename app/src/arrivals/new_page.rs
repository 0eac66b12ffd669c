//! Where a posting is brought in: a text to paste, or a file.

use domain::{
    arrivals::TEXT_MAX_CHARS,
    permissions::{Action, Subject, permit},
};
use leptos::prelude::*;

use crate::{
    error::AppError,
    forms::{Form, TextArea, problem},
    layout::{Place, page},
    paths,
    ui::{Button, Icon},
};

#[component]
pub fn NewArrivalPage() -> impl IntoView {
    page(Place::Postings, move |scope| async move {
        let may = permit(scope.actor()?, Action::CreatePosting, Subject::Organisation);
        may.map_err(|refusal| AppError::Refused(refusal.to_string()))?;
        let content = view! {
            <main class="page" id="main" tabindex="-1" data-width="narrow">
                <nav class="crumbs" aria-label="Where you are">
                    <ol><li><a href=paths::POSTINGS>"Postings"</a></li><li><a href=paths::NEW_POSTING>"New posting"</a></li></ol>
                </nav>
                <div class="page-head"><div>
                    <h1>"Bring in a posting"</h1>
                    <p class="page-note">"Its sections, lines and facts are recognised and compared with the library. You look through all of it before there is a draft."</p>
                </div></div>
                <div class="stack" data-gap="large"><Upload/><Paste/></div>
            </main>
        };
        Ok(("Bring in a posting".to_owned(), content))
    })
}

#[component]
fn Upload() -> impl IntoView {
    view! {
        <section aria-labelledby="upload">
            <h2 id="upload">"From a file"</h2>
            <Form action="upload_arrival" encoding="multipart/form-data">
                <File/>
                <div class="actions"><Button kind="primary">"Read the file"</Button></div>
            </Form>
        </section>
    }
}

#[component]
fn File() -> impl IntoView {
    let error = problem("file");
    let is_wrong = error.is_some().then_some("true");
    let described = if error.is_some() { "file-hint file-error" } else { "file-hint" };
    view! {
        <div class="field">
            <label for="upload_arrival-file">"File"</label>
            <p class="field-hint" id="file-hint">"Word (.docx), PDF with text, web page (.html), Markdown (.md) or text (.txt), up to 5 MiB. The file itself is not kept."</p>
            <input class="input" type="file" id="upload_arrival-file" name="file" required=true accept=".docx,.pdf,.html,.htm,.md,.markdown,.txt"
                aria-invalid=is_wrong aria-describedby=described/>
            {error.map(|error| view! { <p class="field-error" id="file-error"><Icon name="alert"/><span>{error}</span></p> })}
        </div>
    }
}

#[component]
fn Paste() -> impl IntoView {
    view! {
        <section aria-labelledby="paste">
            <h2 id="paste">"From a text"</h2>
            <Form action="paste_arrival">
                <TextArea name="text" label="Text of the posting" rows=14 required=true maxlength=TEXT_MAX_CHARS
                    hint="Headings on lines of their own help, and so do dashes or dots before the lines of a list."/>
                <div class="actions">
                    <Button>"Read the text"</Button>
                    <a class="button" data-kind="quiet" href=paths::NEW_POSTING>"Cancel"</a>
                </div>
            </Form>
        </section>
    }
}
