//! What people type, and what they mean by it.

mod stays;

use proptest::prelude::*;

use super::{Entry, Hit, Index};
use crate::library::fit::FIT_MAX;

/// Name, synonyms, tags, body.
const LIBRARY: &[(&str, &str, &str, &str)] = &[
    ("PostgreSQL", "postgres, pg", "database, sql", "Work with PostgreSQL in production."),
    ("MySQL", "mariadb", "database, sql", "Work with MySQL."),
    ("MongoDB", "mongo", "database, nosql", "Store documents in MongoDB."),
    ("Python", "py", "language", "Write services in Python."),
    ("Java", "jvm", "language", "Write services in Java."),
    ("JavaScript", "js, ecmascript", "language", "Write JavaScript for the server."),
    ("Node.js", "node", "platform", "Run JavaScript services on Node.js."),
    ("C#", "csharp", "language", "Write services in C#."),
    ("C++", "cpp", "language", "Write fast code in C++."),
    ("Go", "golang", "language", "Write services in Go."),
    ("Git", "", "tool, version control", "Use Git every day."),
    ("Version control systems", "vcs, source control", "tool", "Record and merge changes."),
    ("Version control", "", "responsibility", "Track code changes so that others can review them."),
    ("Authentication", "login, sign-in, sso", "security", "Own sign-in and identity checks."),
    ("Authorization", "permissions, access control", "security", "Decide who may do what."),
    ("Kubernetes", "k8s, container orchestration", "platform", "Run containers in clusters."),
    ("Docker", "containers", "platform", "Package services as images."),
    ("API design", "rest, endpoints", "practice", "Shape interfaces that are clear and stable."),
    ("API development", "rest api", "responsibility", "Build, document and look after interfaces."),
    ("Query tuning", "slow queries, sql tuning", "database", "Make slow database reads fast."),
    ("CI/CD", "continuous integration, continuous delivery", "practice", "Ship small changes often."),
    ("Application security", "appsec", "security", "Build defences against intrusion."),
    ("Zürich office", "", "benefit", "Work by the lake."),
];

fn list(text: &str) -> Vec<String> {
    text.split(", ").filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn library() -> Index {
    Index::build(LIBRARY.iter().map(|(name, synonyms, tags, body)| Entry {
        name: (*name).to_owned(),
        body: (*body).to_owned(),
        tags: list(tags),
        synonyms: list(synonyms),
        ..Entry::default()
    }))
}

fn names(hits: &[Hit]) -> Vec<&'static str> {
    hits.iter().map(|hit| LIBRARY[hit.entry].0).collect()
}

#[test]
fn what_people_type_finds_first_what_they_mean() {
    let index = library();
    for (query, wanted) in [
        ("postgres", "PostgreSQL"),
        ("postgers", "PostgreSQL"),
        ("postgress", "PostgreSQL"),
        ("ostgres", "PostgreSQL"),
        ("post gres", "PostgreSQL"),
        ("pyton", "Python"),
        ("phyton", "Python"),
        ("pythn", "Python"),
        ("authe", "Authentication"),
        ("authentification", "Authentication"),
        ("authorisation", "Authorization"),
        ("autentication", "Authentication"),
        ("version controll", "Version control"),
        ("verison control", "Version control"),
        ("vcs", "Version control systems"),
        ("k8s", "Kubernetes"),
        ("kubernets", "Kubernetes"),
        ("kuberentes", "Kubernetes"),
        ("container orch", "Kubernetes"),
        ("gti", "Git"),
        ("git", "Git"),
        ("go", "Go"),
        ("c#", "C#"),
        ("c++", "C++"),
        ("nodejs", "Node.js"),
        ("node.js", "Node.js"),
        ("node", "Node.js"),
        ("java", "Java"),
        ("javascrpt", "JavaScript"),
        ("cicd", "CI/CD"),
        ("ci/cd", "CI/CD"),
        ("rest api", "API development"),
        ("api desing", "API design"),
        ("restful", "API design"),
        ("sql tuning", "Query tuning"),
        ("mongo db", "MongoDB"),
        ("dokcer", "Docker"),
        ("ZURICH", "Zürich office"),
        ("login", "Authentication"),
        ("slow database", "Query tuning"),
        ("security aplication", "Application security"),
    ] {
        let found = names(&index.search(query, 5));
        assert_eq!(found.first(), Some(&wanted), "{query:?} found {found:?}");
    }
}

#[test]
fn half_a_word_finds_all_names_that_begin_with_it_before_anything_else() {
    assert_eq!(names(&library().search("auth", 2)), ["Authorization", "Authentication"]);
}

#[test]
fn a_word_that_is_nowhere_does_not_empty_the_list() {
    assert_eq!(names(&library().search("kubernetes zzzzzz", 5)), ["Kubernetes"]);
    assert_eq!(names(&library().search("zzzzzz", 5)), Vec::<&str>::new());
}

#[test]
fn an_empty_query_finds_all_in_order() {
    let hits = library().search("  –  ", 3);
    assert_eq!(names(&hits), ["PostgreSQL", "MySQL", "MongoDB"]);
}

#[test]
fn more_words_narrow_the_answer() {
    let index = library();
    assert!(index.search("version", 50).len() >= 2);
    assert_eq!(names(&index.search("version systems", 50)), ["Version control systems"]);
}

/// The words that stand last tell the most here, and all others stand in every name.
#[test]
fn of_a_long_query_the_rare_words_count() {
    const PLACES: [&str; 4] = ["Bologna", "Graz", "Lisbon", "Prague"];
    let name = |number: usize| {
        let (area, place) = (char::from(b'a' + (number / 4 % 26) as u8), PLACES[number % 4]);
        format!("Cloud and data driven products for team {area}{} in {place}", number / 104)
    };
    let index = Index::build((0..2_080).map(|number| Entry { name: name(number), ..Entry::default() }));
    for meant in [0, 777, 2_079] {
        let typed = name(meant).replace("Cloud", "Clouud");
        assert_eq!(index.search(&typed, 1).first().map(|hit| hit.entry), Some(meant), "{typed}");
    }
}

#[test]
fn the_more_used_of_two_alike_comes_first() {
    let entry = |popularity| Entry { name: "Backend work".to_owned(), popularity, ..Entry::default() };
    let index = Index::build([entry(1), entry(900)]);
    assert_eq!(index.search("backend", 2).iter().map(|hit| hit.entry).collect::<Vec<_>>(), [1, 0]);
}

/// An entry in a few words: `name / synonym / tag / kind / body`.
fn entry(text: &str) -> Entry {
    let mut parts = text.split(" / ").map(str::to_owned).chain(std::iter::repeat_with(String::new));
    let mut part = || parts.next().unwrap();
    Entry { name: part(), synonyms: vec![part()], tags: vec![part()], kind: part(), body: part(), ..Entry::default() }
}

#[test]
fn the_best_fit_does_not_outweigh_a_better_match() {
    for (query, better, worse) in [
        ("rust", "Rust", "Rust"),
        ("rust", "Rust", "A / rust"),
        ("rust", "Rusty", "The rust"),
        ("rust", "The rust", "A / old rust"),
        ("rust", "A / old rust", "A / b / rust"),
        ("rust", "A / b / rust", "A / b / c / rust"),
        ("rust", "A / b / c / rust", "A / b / c / d / rust"),
        ("rust", "The rust", "The rusty"),
        ("rust", "The rustabcdefghijklmnopqrstuvwxyz", "The rusd"),
        ("authentic", "The authentif", "The authentxf"),
        ("rust tokio", "A rust tokio", "A rust / old tokio"),
        ("rust tokio sql go", "A rust tokio sql go", "A rust tokio sql goo"),
        ("rust tokio sql go", "A rust tokio sql go", "A rust tokio sql / or go"),
    ] {
        let index = Index::build([entry(worse), entry(better)]);
        let first = |fit: [u8; 2]| index.search_for(query, 1, &|at| fit[at]).first().map(|hit| hit.entry);
        // Of two that are the same the one that fits is first.
        let wanted = usize::from(better != worse);
        assert_eq!(first([FIT_MAX, 0]), Some(wanted), "{query}: {better} is better than {worse}");
        assert_eq!(first([0, FIT_MAX]), Some(1), "{query}: {better}");
    }
}

#[test]
fn what_was_typed_is_marked_in_the_name() {
    let index = library();
    let marked = |query: &str| {
        let hit = index.search(query, 1).remove(0);
        let name = LIBRARY[hit.entry].0;
        hit.ranges.into_iter().map(|range| &name[range]).collect::<Vec<_>>()
    };
    assert_eq!(marked("zur"), ["Zür"]);
    assert_eq!(marked("auth"), ["Auth"]);
    assert_eq!(marked("verison control"), ["Version", "control"]);
    assert_eq!(marked("k8s"), Vec::<&str>::new());
}

proptest! {
    #[test]
    fn no_text_makes_it_panic_and_marks_fall_between_characters(
        names in proptest::collection::vec(any::<String>(), 0..6),
        query in any::<String>(),
        cut in 0_usize..8,
    ) {
        let entries = names.iter().map(|name| Entry {
            name: name.clone(),
            body: query.clone(),
            synonyms: vec![query.clone()],
            ..Entry::default()
        });
        let index = Index::build(entries);
        let beginning: String = names.first().map(|name| name.chars().take(cut).collect()).unwrap_or_default();
        for query in [&query, &beginning] {
            for hit in index.search(query, 4) {
                for range in hit.ranges {
                    prop_assert!(names[hit.entry].get(range).is_some());
                }
            }
        }
    }

    /// By its own figures: what stands before another entry is worth as much in words, or nearly.
    #[test]
    fn better_words_come_before_any_fit(
        names in proptest::collection::vec("(data|date|base|build|bold|back|bake)( (data|date|base|build|bold)){0,2}", 2..12),
        tags in proptest::collection::vec("(data|base|build|cloud)", 12),
        fits in proptest::collection::vec(0..=FIT_MAX, 12),
        query in "(da|data|date|bas|build|biuld|cloud|bak)( (data|ba|build|cluod)){0,2}",
    ) {
        let entries = names.iter().zip(&tags).map(|(name, tag)| Entry { name: name.clone(), tags: vec![tag.clone()], ..Entry::default() });
        let index = Index::build(entries);
        let plain: std::collections::HashMap<usize, u32> = index.search(&query, 12).into_iter().map(|hit| (hit.entry, hit.score)).collect();
        let fitted = index.search_for(&query, 12, &|entry| fits[entry]);
        prop_assert_eq!(fitted.len(), plain.len());
        for pair in fitted.windows(2) {
            let (one, other) = (plain[&pair[0].entry], plain[&pair[1].entry]);
            prop_assert!(other <= one + (one / 1_000 + 1) * u32::from(FIT_MAX), "{:?} before {:?} for {}", names[pair[0].entry], names[pair[1].entry], query);
            let alike = one == other && names[pair[0].entry].len() == names[pair[1].entry].len();
            prop_assert!(!alike || fits[pair[0].entry] >= fits[pair[1].entry]);
        }
    }

    #[test]
    fn every_name_is_found_by_itself(name in "[A-Za-zäöüß]{1,12}( [a-z0-9]{1,9}){0,3}") {
        let index = Index::build([Entry { name: "Something else".to_owned(), ..Entry::default() }, Entry { name: name.clone(), ..Entry::default() }]);
        let hits = index.search(&name, 1);
        prop_assert_eq!(hits.first().map(|hit| hit.entry), Some(1));
    }
}

/// `cargo test --release -p domain -- --ignored --nocapture measured`
#[test]
#[ignore = "a measurement, not a test"]
fn measured_ten_thousand_entries() {
    const SYLLABLES: &[&str] = &[
        "ba", "cor", "de", "flu", "gra", "hy", "in", "jo", "kra", "lem", "mo", "net", "op", "pro", "qui", "ra", "sto",
        "tu", "ver", "wo",
    ];
    let word = |n: usize| (0..4).map(|k| SYLLABLES[(n / 20_usize.pow(k) + k as usize * 7) % 20]).collect::<String>();
    let entry = |n: usize| Entry {
        name: format!("{} {} {}", LIBRARY[n % LIBRARY.len()].0, word(n % 3_000), word(n * 7 % 9_000)),
        body: (0..12).map(|k| word((n * k * 13) % 2_000)).collect::<Vec<_>>().join(" ") + LIBRARY[n % LIBRARY.len()].3,
        tags: list(LIBRARY[n % LIBRARY.len()].2),
        synonyms: vec![word(n * 3 % 5_000)],
        popularity: n as u32 % 50,
        ..Entry::default()
    };
    let entries: Vec<Entry> = (0..10_000).map(entry).collect();
    let builds: Vec<_> = (0..7)
        .map(|_| {
            let entries = entries.clone();
            let start = std::time::Instant::now();
            std::hint::black_box(Index::build(entries));
            start.elapsed()
        })
        .collect();
    let index = Index::build(entries.clone());
    println!("build: best of 7 {:?}, {} words", builds.iter().min(), index.vocabulary.len());
    let mut times = Vec::new();
    let mut found = 0;
    for n in 0..200 {
        // one swap in the middle of the second word of a name, then the third word half typed
        let mut words: Vec<String> = entries[n * 49].name.split(' ').rev().take(2).map(str::to_owned).collect();
        let mut letters: Vec<char> = words[1].chars().collect();
        letters.swap(3, 4);
        words[1] = letters.into_iter().collect();
        let half = words[0].len() / 2 + 1;
        let query = format!("{} {}", words[1], &words[0][..half]);
        let start = std::time::Instant::now();
        let hits = index.search(&query, 10);
        times.push(start.elapsed());
        found += usize::from(hits.iter().any(|hit| hit.entry == n * 49));
    }
    times.sort();
    println!("typo queries: p50 {:?}, p95 {:?}, worst {:?}, hit@10 {found}/200", times[100], times[190], times[199]);
    for query in ["p", "se", "services", "version controll", "work with databse in production every day"] {
        let mut times: Vec<_> = (0..51)
            .map(|_| {
                let start = std::time::Instant::now();
                std::hint::black_box(index.search(query, 20));
                start.elapsed()
            })
            .collect();
        times.sort();
        println!("{query:?}: p50 {:?}", times[25]);
    }
}
