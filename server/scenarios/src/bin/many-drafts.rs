//! Fills an empty database with people of one team and drafts that all of them may write in, and writes down who and which:
//! `many-drafts sqlite:PATH FOLDER PEOPLE SHORT LONG`.
//!
//! For measurements of drafts that are written together. The folder gets `company.json` and, for each draft, its state as
//! everybody finds it, so that another server can be given the same. Long drafts have 300 lines.

use std::{env, error::Error, fs, path::Path, process::ExitCode};

use domain::{
    ids::PostingId,
    posting::{FactKey, SectionKind},
};
use scenarios::{
    Cast,
    cast::{a_manager, settle},
    postings::{PostingBuilder, a_posting},
};
use serde_json::json;
use services::{HashCost, Services, Start, TemplateChoice, edges::Edges};
use storage::Storage;

const LONG_LINES: usize = 300;
/// A posting has these anyway.
const LINES_THERE: usize = 2;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [url, folder, numbers @ ..] = arguments.as_slice() else { return usage() };
    let numbers: Vec<usize> = numbers.iter().filter_map(|number| number.parse().ok()).collect();
    let [people, short, long] = numbers[..] else { return usage() };
    match fill(url, Path::new(folder), people, short, long).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("many-drafts: {error}");
            ExitCode::FAILURE
        }
    }
}

fn usage() -> ExitCode {
    eprintln!("usage: many-drafts DATABASE-URL FOLDER PEOPLE SHORT LONG");
    ExitCode::from(2)
}

async fn fill(url: &str, folder: &Path, people: usize, short: usize, long: usize) -> Result<(), Box<dyn Error>> {
    let storage = Storage::connect(url).await?;
    migrations::up(storage.connection()).await?;
    let services = Services::new(storage, Edges::system(), HashCost::Test);
    services.seed_library().await?;
    let cast = settle(&services).await?;
    let mut accounts = Vec::new();
    for number in 0..people {
        let (email, password) =
            (format!("writer-{number}@northwind.example"), format!("writer-{number}-types-and-types"));
        a_manager(&services, &cast, &format!("Writer {number}"), &email, &password).await?;
        accounts.push(json!({ "email": email, "password": password }));
    }
    let short = drafts(&services, &cast, folder, short, None).await?;
    let long = drafts(&services, &cast, folder, long, Some(LONG_LINES)).await?;
    let company = json!({ "people": accounts, "small": short, "large": long });
    Ok(fs::write(folder.join("company.json"), company.to_string())?)
}

/// Drafts from a template, or with so many lines.
async fn drafts(
    services: &Services,
    cast: &Cast,
    folder: &Path,
    count: usize,
    lines: Option<usize>,
) -> Result<Vec<PostingId>, Box<dyn Error>> {
    let mut made = Vec::new();
    for _ in 0..count {
        let posting = match lines {
            Some(lines) => long(lines),
            None => from_template(),
        };
        let id = posting.by(&cast.dana).make(services).await?.id;
        fs::write(folder.join(format!("{id}.state")), services.load_live(id).await?.draft.encode())?;
        made.push(id);
    }
    Ok(made)
}

fn from_template() -> PostingBuilder {
    let choice = TemplateChoice { seniority: "mid".into(), stack: "java".into(), industry: "e-commerce".into() };
    // These two come with the template.
    a_posting().from(Start::Template(choice)).without(FactKey::Title).without(FactKey::Seniority)
}

fn long(lines: usize) -> PostingBuilder {
    let line = |number| format!("{number}. You build, measure and run the services behind our bookings with the team.");
    (LINES_THERE..lines).fold(a_posting(), |posting, number| posting.line(SectionKind::Responsibilities, &line(number)))
}
