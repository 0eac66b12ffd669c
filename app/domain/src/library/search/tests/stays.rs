//! What is found stays what was found, whatever is done to the index for its speed.

use super::{LIBRARY, library, list};
use crate::library::search::{Entry, Hit, Index, folded};

/// Nine hundred entries of a few words each, so that words repeat and beginnings are shared.
fn crowded() -> Index {
    let areas =
        ["billing", "checkout", "search", "payments", "Zürich", "reporting", "shipping", "catalogue", "pricing"];
    let entry = |number: usize| {
        let ((name, synonyms, tags, body), copy) = (LIBRARY[number % LIBRARY.len()], number / LIBRARY.len());
        Entry {
            slug: format!("{}-{copy}", folded(name).replace(' ', "-")),
            name: format!("{name} for {} {copy}", areas[copy % areas.len()]),
            body: body.to_owned(),
            kind: ["skill", "responsibility"][number % 2].to_owned(),
            tags: list(tags),
            synonyms: list(synonyms),
            popularity: number as u32 % 50,
        }
    };
    Index::build((0..900).map(entry))
}

#[test]
fn what_is_found_and_its_order_stay_as_they_are() {
    let (small, crowded) = (library(), crowded());
    let mut found = String::new();
    for query in [
        "",
        "p",
        "pg",
        "po",
        "postgers",
        "postgres sql",
        "version control",
        "verison controll systems",
        "work with databse",
        "in",
        "services in",
        "go",
        "c++",
        "node.js",
        "cicd",
        "container orch",
        "zurich",
        "Zürich 7",
        "post gres billing",
        "authorisation for chekout",
        "javascrpt shiping 12",
        "responsibility",
        "api desing catalogue",
        "python-3",
        "xyzzy",
    ] {
        let worth = |hit: &Hit| format!("{}:{}", hit.entry, hit.score);
        let line = |index: &Index| index.search(query, 9).iter().map(worth).collect::<Vec<_>>().join(" ");
        found += &format!("{query}\n  {}\n  {}\n", line(&small), line(&crowded));
    }
    insta::assert_snapshot!(found);
}
