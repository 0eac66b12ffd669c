//! Exchanging the library with files: the way out, and the way in.

use domain::{
    input::FieldError,
    library::exchange::{Column, ImportStage},
    permissions::{Action, Subject, permit},
};
use leptos::prelude::*;
use services::ImportView;

use crate::{
    error::AppError,
    forms::refused,
    layout::{Place, page},
    paths,
    ui::{Button, Icon},
};

/// What the handler of uploads is called where forms say what they do.
pub const UPLOAD: &str = "import_file";

#[component]
pub fn ImportPage() -> impl IntoView {
    page(Place::Library, move |scope| async move {
        let actor = scope.actor()?;
        let may = permit(actor, Action::CurateLibrary, Subject::Organisation);
        may.map_err(|refusal| AppError::Refused(refusal.to_string()))?;
        let imports = scope.services.library_imports(actor).await?;
        let content = view! {
            <main class="page" id="main" tabindex="-1" data-width="narrow">
                <nav class="crumbs" aria-label="Where you are"><ol><li><a href=paths::LIBRARY>"Library"</a></li></ol></nav>
                <div class="page-head">
                    <div>
                        <h1>"Import and export"</h1>
                        <p class="page-note">"Take the library to a spreadsheet, work on it there, bring it back. You see what a file would do before it does it."</p>
                    </div>
                </div>
                <div class="stack" data-gap="large">
                    <Export/>
                    <Upload/>
                    <Columns/>
                    <Imports imports/>
                </div>
            </main>
        };
        Ok(("Import and export".to_owned(), content))
    })
}

#[component]
fn Export() -> impl IntoView {
    view! {
        <section aria-labelledby="export">
            <h2 id="export">"Export"</h2>
            <p class="hush">"Every item, drafts and deprecated ones too. Brought back unchanged, the file changes nothing."</p>
            <div class="actions">
                <a class="button" href=paths::LIBRARY_CSV download=""><Icon name="download"/>"CSV"</a>
                <a class="button" href=paths::LIBRARY_XLSX download=""><Icon name="download"/>"Excel"</a>
                <a class="button" href=paths::LIBRARY_JSON download=""><Icon name="download"/>"JSON"</a>
            </div>
        </section>
    }
}

#[component]
fn Upload() -> impl IntoView {
    let error = refused(&[UPLOAD]).map(|outcome| sentence(&outcome.error));
    let problem = error.map(|sentence| {
        view! { <div class="problems" role="alert" tabindex="-1" autofocus=""><h2>{sentence}</h2></div> }
    });
    view! {
        <section aria-labelledby="import">
            <h2 id="import">"Import"</h2>
            <form class="form" method="post" action=paths::IMPORT_FILE enctype="multipart/form-data">
                {problem}
                <div class="field">
                    <label for="import-file">"File"</label>
                    <p class="field-hint" id="import-file-hint">"CSV or JSON up to 64 MiB, Excel up to 16 MiB."</p>
                    <input class="input" type="file" id="import-file" name="file" required accept=".csv,.json,.xlsx" aria-describedby="import-file-hint"/>
                </div>
                <div class="actions"><Button kind="primary">"Check the file"</Button></div>
            </form>
        </section>
    }
}

fn sentence(error: &AppError) -> String {
    match error {
        AppError::Invalid(fields) => {
            fields.iter().map(|FieldError { message, .. }| message.as_str()).collect::<Vec<_>>().join(" ")
        }
        other => other.to_string(),
    }
}

/// What the columns of a file hold.
#[component]
fn Columns() -> impl IntoView {
    let note = |column: Column| match column {
        Column::Slug => "By it a row finds its item. Without one it is made from the name.",
        Column::Kind => "Such as responsibility, skill or benefit. Needed for new items.",
        Column::Group => "Of a skill, an advantage, a disclosure or a section text.",
        Column::State => {
            "Where the item stands. A new row that says “draft” stays a draft; otherwise nothing changes by it."
        }
        Column::Name | Column::Body => "Needed for new items.",
        Column::Synonyms | Column::Tags => "Separated by commas.",
        Column::Seniority => "junior, mid, senior; empty for everybody.",
        Column::Requirement => "plain, required or preferred.",
        Column::Level => "basic, working, advanced, expert or empty.",
        Column::Guidance => "Advice to writers.",
        Column::Taxonomy => "One on a line: scheme, identifier, link.",
        Column::Sources => "One on a line: article and heading.",
    };
    let rows = Column::ALL.iter().map(|column| {
        view! { <tr><th scope="row"><code>{column.word()}</code></th><td>{note(*column)}</td></tr> }
    });
    view! {
        <details class="fold">
            <summary>"What a file looks like"</summary>
            <div class="fold-body">
            <p class="hush">"The first row names the columns, in any order. What a file leaves out stays as it is; an empty cell empties. A file adds items and versions. It never deletes, deprecates or restores anything, and no posting changes by it."</p>
            <div class="table-wrap"><table class="table"><tbody>{rows.collect_view()}</tbody></table></div>
            </div>
        </details>
    }
}

/// What there is to say of a file that was looked at.
fn checked(import: &ImportView) -> &'static str {
    match (import.waits(), import.rows_all) {
        (true, _) => "Waits for your word",
        (false, 0) => "Has no rows",
        (false, rows) if rows == import.report.rejected => "No row can be taken",
        (false, _) => "Nothing new",
    }
}

#[component]
fn Imports(imports: Vec<ImportView>) -> impl IntoView {
    let rows = imports.into_iter().map(|import| {
        let said = match import.stage {
            ImportStage::Done => format!("{} new, {} changed", import.report.created, import.report.changed),
            ImportStage::Checked => checked(&import).to_owned(),
            stage => stage.label().to_owned(),
        };
        view! {
            <tr>
                <th scope="row"><a href=paths::import(import.id)>{import.file_name}</a></th>
                <td>{said}</td>
                <td>{import.owner}</td>
                <td class="nowrap"><time datetime=import.created_at.rfc3339()>{import.created_at.to_string()}</time></td>
            </tr>
        }
    });
    let rows = rows.collect::<Vec<_>>();
    (!rows.is_empty()).then(|| {
        view! {
            <section aria-labelledby="imports">
                <h2 id="imports">"Files of the last 30 days"</h2>
                <div class="table-wrap"><table class="table" data-stack="">
                    <thead><tr><th scope="col">"File"</th><th scope="col">"What came of it"</th><th scope="col">"Brought by"</th><th scope="col">"When"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table></div>
            </section>
        }
    })
}
