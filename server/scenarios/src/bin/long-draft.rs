//! Writes one draft with as many edits as one likes, and measures it before and after its history is folded:
//! `long-draft sqlite:PATH 100000`, on an empty database.
//!
//! Two people take turns, so that no two edits become one row. They type, reword, move lines and set facts, a second
//! between two batches by a clock of their own.

use std::{
    env,
    error::Error,
    process::ExitCode,
    sync::Arc,
    time::{Duration, Instant},
};

use domain::{
    document::{ClientId, Draft, Operation, admit},
    ids::{LineId, PostingId},
    posting::FactKey,
};
use scenarios::{Cast, FixedClock, cast::settle, postings::a_posting};
use sea_orm::{ConnectionTrait, Statement};
use services::{
    BatchOutcome, DraftBatch, Gist, HashCost, Services, Start, TemplateChoice, Writing, edges::Edges, is_time_for_state,
};
use storage::Storage;

/// Edits in one transaction.
const TOGETHER: usize = 100;
/// Openings that are measured.
const OPENINGS: usize = 21;

type Outcome<T> = Result<T, Box<dyn Error>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let (Some(url), Some(Ok(edits))) = (arguments.next(), arguments.next().map(|edits| edits.parse())) else {
        eprintln!("usage: long-draft DATABASE-URL EDITS");
        return ExitCode::from(2);
    };
    match measure(&url, edits).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("long-draft: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn measure(url: &str, edits: usize) -> Outcome<()> {
    let storage = Storage::connect(url).await?;
    migrations::up(storage.connection()).await?;
    let clock = FixedClock::default();
    let services =
        Services::new(storage.clone(), Edges { clock: Box::new(clock.clone()), ..Edges::system() }, HashCost::Test);
    services.seed_library().await?;
    let cast = settle(&services).await?;
    let choice = TemplateChoice { seniority: "senior".into(), stack: "java".into(), industry: "general".into() };
    let posting = a_posting().by(&cast.dana).from(Start::Template(choice)).make(&services).await?.id;

    let start = Instant::now();
    write(&services, &clock, &cast, posting, edits).await?;
    println!("{edits} edits in {:.1} s", start.elapsed().as_secs_f64());
    report("before folding", &services, &storage, &cast, posting).await?;
    let start = Instant::now();
    let folds = services.fold_history().await?;
    println!("{folds} folds in {:.1} s", start.elapsed().as_secs_f64());
    report("after folding", &services, &storage, &cast, posting).await
}

async fn write(services: &Services, clock: &FixedClock, cast: &Cast, posting: PostingId, edits: usize) -> Outcome<()> {
    let live = services.load_live(posting).await?;
    let (mut draft, mut seq, epoch) = (live.draft, live.seq, live.epoch);
    let lines: Vec<LineId> = draft.snapshot().lines().map(|(_, line)| line.id.clone()).collect();
    let mut tabs = Vec::new();
    for (client, actor) in [(1_001, Arc::new(cast.dana.clone())), (1_002, Arc::new(cast.ben.clone()))] {
        tabs.push((ClientId(client), actor, Draft::load(ClientId(client), &draft.encode())?));
    }
    for first in (0..edits).step_by(TOGETHER) {
        let before = Arc::new(Gist::of(&draft.snapshot()));
        let mut writings = Vec::new();
        for number in first..edits.min(first + TOGETHER) {
            let (client, actor, tab) = &mut tabs[number % 2];
            let update = tab.apply(&operation(&lines, number), number as u64)?;
            let admitted = admit(&draft, &update)?;
            let scopes = draft.take_in(&admitted)?;
            writings.push((number % 2, Writing { actor: Arc::clone(actor), client: Some(*client), update, scopes }));
        }
        for (writer, writing) in &writings {
            tabs[1 - writer].2.merge(&writing.update)?;
        }
        let writings: Vec<Writing> = writings.into_iter().map(|(_, writing)| writing).collect();
        let state = is_time_for_state(seq, writings.len()).then(|| draft.encode());
        let after = Arc::new(Gist::of(&draft.snapshot()));
        let batch = DraftBatch { posting, epoch, seq, writings, before, after, state };
        seq = match services.commit_drafts(vec![batch]).await?.pop() {
            Some(BatchOutcome::Committed { seq }) => seq,
            other => return Err(format!("not committed: {other:?}").into()),
        };
        clock.advance(Duration::from_secs(60));
    }
    Ok(())
}

/// Something else each time; mostly a letter typed.
fn operation(lines: &[LineId], number: usize) -> Operation {
    let id = lines[number / 97 % lines.len()].clone();
    match number % 50 {
        0 => Operation::SetText { id, text: format!("You look after service number {number}.") },
        1 => Operation::SetFact { key: FactKey::TotalJobOpenings, value: (number % 9 + 1).to_string() },
        _ => Operation::SpliceText {
            id,
            at: (number % 23) as u32,
            remove: u32::from(number.is_multiple_of(3)),
            insert: "x".into(),
        },
    }
}

async fn report(when: &str, services: &Services, storage: &Storage, cast: &Cast, posting: PostingId) -> Outcome<()> {
    let mut times = Vec::new();
    for _ in 0..OPENINGS {
        let start = Instant::now();
        services.open_draft(&cast.dana, posting).await?;
        times.push(start.elapsed());
    }
    times.sort_unstable();
    println!("{when}: opens in {:.1} ms, at most {:.1} ms", millis(times[OPENINGS / 2]), millis(times[OPENINGS - 1]));
    for (table, column) in [("doc_updates", "data"), ("doc_snapshots", "state"), ("doc_moments", "said")] {
        let (rows, bytes) = size(storage, table, column).await?;
        println!("  {table}: {rows} rows, {:.0} KiB", bytes as f64 / 1024.0);
    }
    Ok(())
}

fn millis(span: Duration) -> f64 {
    span.as_secs_f64() * 1000.0
}

async fn size(storage: &Storage, table: &str, column: &str) -> Outcome<(i64, i64)> {
    let database = storage.connection();
    let sql = format!(
        "SELECT COUNT(*) AS size_rows, CAST(COALESCE(SUM(LENGTH({column})), 0) AS BIGINT) AS size_bytes FROM {table}"
    );
    let row = database.query_one_raw(Statement::from_string(database.get_database_backend(), sql)).await?;
    let row = row.ok_or("no answer")?;
    Ok((row.try_get("", "size_rows")?, row.try_get("", "size_bytes")?))
}
