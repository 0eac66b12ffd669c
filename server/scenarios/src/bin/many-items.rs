//! How fast and how forgiving the library's search is when the library is large: `many-items real 100000 FILE`.
//!
//! Makes as many items as one likes, out of the real library's words (`real`) or of invented ones (`invented`), and 200
//! queries of which each is the name of one item with one typo. Searches them, prints what it took as JSON, and writes
//! items and queries to FILE, so that another search can be asked the same (`.ci/benchmark/search.mjs`). The same
//! arguments always make the same.

use std::{
    collections::HashSet,
    env,
    error::Error,
    fs::File,
    hint::black_box,
    io::BufWriter,
    process::ExitCode,
    time::{Duration, Instant},
};

use domain::library::search::{Entry, Index};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use scenarios::Cast;
use serde_json::json;
use services::{HashCost, Services, edges::Edges};
use storage::Storage;

const QUERIES: usize = 200;
const SHOWN: usize = 10;
/// Where in an hour of work it is used: what makes ten thousand names out of the real library's.
const AREAS: [&str; 24] = [
    "billing",
    "checkout",
    "search",
    "payments",
    "identity",
    "reporting",
    "shipping",
    "catalogue",
    "messaging",
    "pricing",
    "onboarding",
    "analytics",
    "inventory",
    "refunds",
    "loyalty",
    "invoicing",
    "scheduling",
    "compliance",
    "streaming",
    "booking",
    "claims",
    "lending",
    "telemetry",
    "translation",
];
const PLACES: [&str; 24] = [
    "Hamburg",
    "Lisbon",
    "Vienna",
    "Prague",
    "Dublin",
    "Bergen",
    "Malmö",
    "Tallinn",
    "Gdańsk",
    "Zürich",
    "Ghent",
    "Valencia",
    "Bologna",
    "Toulouse",
    "Leipzig",
    "Utrecht",
    "Aarhus",
    "Tampere",
    "Krakow",
    "Porto",
    "Graz",
    "Bilbao",
    "Rotterdam",
    "Uppsala",
];

/// A typed text and the number of the item that was meant.
struct Query {
    typed: String,
    meant: usize,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [words, count, file] = arguments.as_slice() else {
        eprintln!("usage: many-items real|invented COUNT FILE");
        return ExitCode::from(2);
    };
    match measure(words, count, file).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("many-items: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn measure(words: &str, count: &str, file: &str) -> Result<(), Box<dyn Error>> {
    let count = count.parse()?;
    let mut dice = StdRng::seed_from_u64(7);
    let entries = match words {
        "real" => real(&seeds().await?, count),
        "invented" => invented(count, &mut dice),
        other => return Err(format!("`{other}` is neither `real` nor `invented`").into()),
    };
    let queries: Vec<Query> = (0..QUERIES).map(|_| query(&entries, &mut dice)).collect();
    write(file, &entries, &queries)?;
    println!("{}", searched(entries, &queries));
    Ok(())
}

/// The items of a fresh database.
async fn seeds() -> Result<Vec<Entry>, Box<dyn Error>> {
    let storage = Storage::connect("sqlite::memory:").await?;
    migrations::up(storage.connection()).await?;
    let services = Services::new(storage, Edges::system(), HashCost::Test);
    services.seed_library().await?;
    let cast: Cast = scenarios::cast::settle(&services).await?;
    let index = services.library_index(&cast.ada).await?;
    Ok(index.items.iter().map(domain::library::IndexItem::entry).collect())
}

/// The real items, each for many areas and places.
fn real(seeds: &[Entry], count: usize) -> Vec<Entry> {
    (0..count)
        .map(|number| {
            let (seed, copy) = (&seeds[number % seeds.len()], number / seeds.len());
            let (area, place) = (AREAS[copy % AREAS.len()], PLACES[copy / AREAS.len() % PLACES.len()]);
            let name = format!("{} for {area} in {place}", seed.name);
            Entry { slug: format!("{}-{copy}", seed.slug), name, popularity: (number % 50) as u32, ..seed.clone() }
        })
        .collect()
}

/// Items out of words that nobody ever wrote.
fn invented(count: usize, dice: &mut StdRng) -> Vec<Entry> {
    let vocabulary: Vec<String> = (0..20_000).map(|_| invented_word(dice)).collect();
    let some = |dice: &mut StdRng, words: usize| {
        let words: Vec<&str> = (0..words).filter_map(|_| vocabulary.choose(dice)).map(String::as_str).collect();
        words.join(" ")
    };
    (0..count)
        .map(|number| Entry {
            slug: format!("item-{number}"),
            name: some(dice, 3),
            body: some(dice, 12),
            kind: "responsibility".to_owned(),
            tags: vec![some(dice, 1)],
            synonyms: vec![some(dice, 1)],
            popularity: (number % 50) as u32,
        })
        .collect()
}

fn invented_word(dice: &mut StdRng) -> String {
    let syllables = dice.random_range(2..=4);
    let letter = |dice: &mut StdRng, letters: &[u8]| letters.choose(dice).map_or('a', |letter| char::from(*letter));
    (0..syllables)
        .flat_map(|_| [letter(dice, b"bcdfghklmnprstvw"), letter(dice, b"aeiou"), letter(dice, b"lmnrst")])
        .collect()
}

/// The name of any item, with one typo in one of its longer words.
fn query(entries: &[Entry], dice: &mut StdRng) -> Query {
    let meant = dice.random_range(0..entries.len());
    let mut words: Vec<String> = entries[meant].name.split(' ').map(str::to_owned).collect();
    let long: Vec<usize> = (0..words.len()).filter(|word| words[*word].chars().count() > 4).collect();
    if let Some(word) = long.choose(dice) {
        words[*word] = mistyped(&words[*word], dice);
    }
    Query { typed: words.join(" "), meant }
}

/// One letter is missing, twice there, another one, or swapped with its neighbour; never the first.
fn mistyped(word: &str, dice: &mut StdRng) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let place = dice.random_range(1..letters.len() - 1);
    match dice.random_range(0..4) {
        0 => drop(letters.remove(place)),
        1 => letters.insert(place, letters[place]),
        2 => letters[place] = if letters[place] == 'q' { 'x' } else { 'q' },
        _ => letters.swap(place, place + 1),
    }
    letters.into_iter().collect()
}

fn write(file: &str, entries: &[Entry], queries: &[Query]) -> Result<(), Box<dyn Error>> {
    let items = entries.iter().enumerate().map(|(id, entry)| {
        json!({
            "id": id, "slug": entry.slug, "name": entry.name, "body": entry.body, "kind": entry.kind,
            "tags": entry.tags.join(" "), "synonyms": entry.synonyms.join(" "),
        })
    });
    let queries = queries.iter().map(|query| json!({ "typed": query.typed, "meant": query.meant }));
    let all = json!({ "items": items.collect::<Vec<_>>(), "queries": queries.collect::<Vec<_>>() });
    serde_json::to_writer(BufWriter::new(File::create(file)?), &all)?;
    Ok(())
}

fn searched(entries: Vec<Entry>, queries: &[Query]) -> serde_json::Value {
    let started = Instant::now();
    let index = Index::build(entries);
    let built = started.elapsed();
    let mut found = HashSet::new();
    let mut times: Vec<Duration> = Vec::new();
    for (number, query) in queries.iter().enumerate() {
        let started = Instant::now();
        let hits = black_box(index.search(&query.typed, SHOWN));
        times.push(started.elapsed());
        if hits.iter().any(|hit| hit.entry == query.meant) {
            found.insert(number);
        }
    }
    times.sort_unstable();
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    json!({
        "built": ms(built),
        "p50": ms(times[times.len() / 2]),
        "p95": ms(times[times.len() * 95 / 100]),
        "hits": found.len() as f64 / queries.len() as f64,
    })
}
