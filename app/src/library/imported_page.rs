//! One file on its way into the library: what it would do, how far it has come, what it did.

use domain::library::{
    ChangeClass, REMARK_MAX_CHARS,
    exchange::{Column, ExchangeFormat, ImportStage, Outcome},
};
use leptos::prelude::*;
use services::{ImportView, ReportedRow};

use crate::{
    forms::{Field, Form, Hidden, Radios},
    layout::{Place, look_again, page, param},
    paths,
    scope::read_id,
    ui::{Button, Icon},
};

/// Seconds after which the page of an import at work is loaded again.
const AGAIN: u32 = 1;

#[component]
pub fn ImportedPage() -> impl IntoView {
    let id = param("import");
    page(Place::Library, move |scope| async move {
        let import = scope.services.library_import(scope.actor()?, read_id(&id)?).await?;
        if import.is_at_work() && scope.form.is_none() {
            look_again(AGAIN);
        }
        let content = view! {
            <main class="page" id="main" tabindex="-1" data-width="narrow">
                <nav class="crumbs" aria-label="Where you are">
                    <ol><li><a href=paths::LIBRARY>"Library"</a></li><li><a href=paths::LIBRARY_IMPORT>"Import and export"</a></li></ol>
                </nav>
                <div class="page-head"><div><h1>{import.file_name.clone()}</h1><p class="page-note">{note(&import)}</p></div></div>
                <div class="stack" data-gap="large">
                    <State import=import.clone()/>
                    <Counts import=import.clone()/>
                    <Start import=import.clone()/>
                    <Leave import=import.clone()/>
                    <Rows import=import.clone()/>
                </div>
            </main>
        };
        Ok((import.file_name.clone(), content))
    })
}

fn note(import: &ImportView) -> String {
    let size = match import.bytes {
        bytes if bytes < 10_240 => format!("{bytes} bytes"),
        bytes if bytes < 10_485_760 => format!("{} KiB", bytes / 1024),
        bytes => format!("{} MiB", bytes / 1_048_576),
    };
    format!("{}, {size}, brought by {}.", import.format.label(), import.owner)
}

/// One sentence on where it stands.
#[component]
fn State(import: ImportView) -> impl IntoView {
    let rows = import.rows_done;
    let (icon, words) = match import.stage {
        ImportStage::Arriving | ImportStage::Checking => {
            ("clock", format!("It is being checked: {rows} rows so far. Nothing changes by that."))
        }
        ImportStage::Checked => ("info", checked(&import)),
        ImportStage::Importing => (
            "clock",
            format!(
                "It is being imported: {rows} of {} rows. You may close this page; it goes on by itself.",
                import.rows_all
            ),
        ),
        ImportStage::Done => ("check", done(&import)),
        ImportStage::Failed => ("alert", format!("{} Nothing more of it will be imported.", import.problem)),
    };
    let progress = (import.stage == ImportStage::Importing).then(|| {
        view! { <progress class="meter" aria-label="Rows imported" max=import.rows_all.max(1) value=rows></progress> }
    });
    view! { <div class="banner" role="status"><Icon name=icon/><p>{words}</p></div>{progress} }
}

fn checked(import: &ImportView) -> String {
    let report = &import.report;
    let left_out = match report.rejected {
        0 => String::new(),
        1 => " One row can't be taken and would be left out.".to_owned(),
        some => format!(" {some} rows can't be taken and would be left out."),
    };
    match import.rows_all {
        _ if import.waits() => {
            format!("This is what it would do.{left_out} Nothing has changed yet. The file is kept for a day.")
        }
        0 => no_rows(import.format).to_owned(),
        rows if rows == report.rejected => {
            "No row of this file can be taken, so there is nothing to import. Mend it and bring it again.".to_owned()
        }
        _ => format!("Nothing in this file is new.{left_out}"),
    }
}

const fn no_rows(format: ExchangeFormat) -> &'static str {
    match format {
        ExchangeFormat::Json => "This file has no items: its list is empty.",
        ExchangeFormat::Csv | ExchangeFormat::Xlsx => "This file has no rows below the one that names its columns.",
    }
}

fn done(import: &ImportView) -> String {
    match import.report.rejected {
        0 => "It was imported.".to_owned(),
        1 => "It was imported, but for one row.".to_owned(),
        some => format!("It was imported, but for {some} rows."),
    }
}

#[component]
fn Counts(import: ImportView) -> impl IntoView {
    (import.rows_done > 0).then(|| {
        let count = |outcome: &Outcome| {
            view! { <div><dt>{outcome.label()}</dt><dd>{import.report.count(*outcome)}</dd></div> }
        };
        view! { <dl class="counts">{Outcome::ALL.iter().map(count).collect_view()}</dl> }
    })
}

/// How it is to be imported.
#[component]
fn Start(import: ImportView) -> impl IntoView {
    let some = import.report.created + import.report.changed;
    let starts = import.waits();
    let ways = vec![
        (
            "publish".to_owned(),
            "Publish it".to_owned(),
            "New postings use it from now on. No draft changes by itself.".to_owned(),
        ),
        (
            "draft".to_owned(),
            "Keep it as drafts".to_owned(),
            "Only curators see it, until they publish it item by item.".to_owned(),
        ),
    ];
    let class = |class: ChangeClass, words: &str, hint: &str| (class.to_string(), words.to_owned(), hint.to_owned());
    let classes = vec![
        class(ChangeClass::Editorial, "are editorial", "The same meaning in better words."),
        class(ChangeClass::Meaning, "change the meaning", "Readers will understand something else."),
    ];
    let words = if some == 1 { "Import one item".to_owned() } else { format!("Import {some} items") };
    starts.then(|| {
        view! {
            <section aria-labelledby="start">
                <h2 id="start">"Import it"</h2>
                <Form action="start_import">
                    <Hidden name="import" value=import.id.to_string()/>
                    <Radios name="way" label="What is new or changed" options=ways value="publish"/>
                    <Radios name="change_class" label="The changes" options=classes value=ChangeClass::Editorial.word()/>
                    <Field name="reason" label="Reason" value=import.usual_reason() hint="Each version carries it." maxlength=REMARK_MAX_CHARS/>
                    <div class="actions"><Button kind="primary">{words}</Button></div>
                </Form>
            </section>
        }
    })
}

/// The way to leave it.
#[component]
fn Leave(import: ImportView) -> impl IntoView {
    let id = import.id.to_string();
    let leave = match import.stage {
        ImportStage::Importing => None,
        ImportStage::Checked | ImportStage::Checking | ImportStage::Arriving => Some("Put the file away"),
        ImportStage::Done | ImportStage::Failed => Some("Delete this report"),
    };
    leave.map(|words| {
        view! { <Form action="discard_import" tight=true><Hidden name="import" value=id/><div class="actions"><Button kind="quiet" icon="trash">{words}</Button></div></Form> }
    })
}

/// The rows by what they do, those that are rejected first.
#[component]
fn Rows(import: ImportView) -> impl IntoView {
    let table = |outcome: Outcome, heading: &'static str| {
        let rows: Vec<_> = import.report.named(outcome).map(|row| row_view(&import, row)).collect();
        let all = import.report.count(outcome) as usize;
        let more = (all > rows.len()).then(|| format!("And {} more.", all - rows.len()));
        let number = if import.format == ExchangeFormat::Json { "Item" } else { "Row" };
        let last = match outcome {
            Outcome::Rejected => Some("Why"),
            Outcome::Changed => Some(what_changes(import.stage)),
            Outcome::Created | Outcome::Unchanged => None,
        };
        (!rows.is_empty()).then(|| {
            view! {
                <section aria-labelledby=outcome.word()>
                    <div class="block-head"><h2 id=outcome.word()>{heading}</h2><span class="count">{all}</span></div>
                    <div class="table-wrap"><table class="table report" data-stack="">
                        <thead><tr><th scope="col" data-number="">{number}</th><th scope="col">"Name and slug"</th>{last.map(|words| view! { <th scope="col">{words}</th> })}</tr></thead>
                        <tbody>{rows}</tbody>
                    </table></div>
                    {more.map(|words| view! { <p class="block-note">{words}</p> })}
                </section>
            }
        })
    };
    view! {
        {table(Outcome::Rejected, "Rejected")}
        {table(Outcome::Created, "New")}
        {table(Outcome::Changed, "Changed")}
    }
}

fn row_view(import: &ImportView, row: &ReportedRow) -> AnyView {
    let is_json = import.format == ExchangeFormat::Json;
    // A JSON file may be one single line, and then the line tells nothing.
    let line = (!is_json || row.line > 1).then(|| format!("line {}", row.line));
    let line = line.map(|words| view! { <span class="cell-note">{words}</span> });
    let last = match row.outcome {
        Outcome::Rejected => Some(view! { <td>{reasons(row)}</td> }.into_any()),
        Outcome::Changed => Some(view! { <td data-label=what_changes(import.stage)>{changes(row)}</td> }.into_any()),
        Outcome::Created | Outcome::Unchanged => None,
    };
    view! {
        <tr>
            <td data-number="" data-label=if is_json { "Item" } else { "Row" }>{row.row}" "{line}</td>
            <td>{known_by(import, row)}</td>
            {last}
        </tr>
    }
    .into_any()
}

/// The name of a row, and below it its slug.
fn known_by(import: &ImportView, row: &ReportedRow) -> AnyView {
    // The item is there once it was imported, or when it was there before.
    let is_there =
        row.outcome == Outcome::Changed || (row.outcome == Outcome::Created && import.stage == ImportStage::Done);
    let slug = match is_there {
        true => view! { <a href=paths::item(&row.slug)>{row.slug.clone()}</a> }.into_any(),
        false => row.slug.clone().into_any(),
    };
    match (row.name.is_empty(), row.slug.is_empty()) {
        (true, true) => "–".into_any(),
        (true, false) => slug,
        (false, true) => row.name.clone().into_any(),
        (false, false) => view! { {row.name.clone()}" "<span class="cell-note">{slug}</span> }.into_any(),
    }
}

fn reasons(row: &ReportedRow) -> impl IntoView {
    let reason = |(column, sentence): &(String, String)| {
        let column = (column != ReportedRow::WHOLE).then(|| view! { <code>{column.clone()}</code>": " });
        view! { <span class="reason">{column}{sentence.clone()}</span> }
    };
    row.why.iter().map(reason).collect_view()
}

const fn what_changes(stage: ImportStage) -> &'static str {
    if matches!(stage, ImportStage::Done) { "What changed" } else { "What changes" }
}

/// Such as “line, tags”.
fn changes(row: &ReportedRow) -> String {
    let labels: Vec<String> = row.changes.iter().map(|column: &Column| column.label().to_lowercase()).collect();
    labels.join(", ")
}
