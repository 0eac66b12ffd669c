//! The rules of the house that can be read off the sources: who may name whom, and what no file may contain.
//! An exception stands here, with its reason.
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use cargo_metadata::{DependencyKind, MetadataCommand};

/// Which crates of the house each one may name in its own code (tests and builds apart).
const ARROWS: [(&str, &[&str]); 12] = [
    ("domain", &[]),
    ("crowd", &["domain"]),
    ("migrations", &[]),
    ("storage", &["domain"]),
    ("services", &["domain", "storage"]),
    ("collab", &["domain", "services"]),
    ("app", &["domain", "services"]),
    ("frontend", &["app"]),
    ("bundler", &[]),
    ("load", &["domain"]),
    ("scenarios", &["domain", "migrations", "services", "storage"]),
    ("server", &["app", "collab", "domain", "migrations", "scenarios", "services", "storage"]),
];

/// Crates from outside that some rooms must not hold, however they are called there.
const BANNED: [(&str, &[&str]); 6] = [
    ("domain", &["tokio", "leptos", "sea-orm", "axum", "http", "rand", "reqwest", "futures", "tracing", "async-trait"]),
    ("storage", &["axum", "leptos", "leptos_axum", "http", "tower"]),
    ("services", &["axum", "leptos", "leptos_axum", "http", "tower", "sea-orm"]),
    ("collab", &["axum", "leptos", "http", "tower", "sea-orm", "tokio-tungstenite"]),
    ("app", &["sea-orm", "axum", "tokio", "tower"]),
    ("migrations", &["domain", "storage", "axum", "leptos"]),
];

/// The longest file that is read in one go.
const LINES_MAX: usize = 310;

struct Source {
    path: String,
    text: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Every Rust file below these folders.
fn sources(folders: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    for folder in folders {
        collect(&root().join(folder), &mut found);
    }
    assert!(!found.is_empty(), "there are no sources in {folders:?}, so this test sees nothing");
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn collect(folder: &Path, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            collect(&entry, found);
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            let path = entry.strip_prefix(root()).unwrap().display().to_string();
            found.push(Source { path, text: fs::read_to_string(&entry).unwrap() });
        }
    }
}

impl Source {
    fn is_test(&self) -> bool {
        self.path.contains("/tests/") || self.path.ends_with("tests.rs")
    }

    /// The lines that run in production, numbered, without comments.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines =
            self.text.lines().enumerate().take_while(|(_, line)| !line.starts_with("#[cfg(") || !line.contains("test"));
        lines.map(|(index, line)| (index + 1, line.trim())).filter(|(_, line)| !line.starts_with("//"))
    }
}

/// All places with one of these words, as `path:line: text`.
fn places(sources: &[Source], words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| !source.is_test()) {
        for (number, line) in source.code().filter(|(_, line)| words.iter().any(|word| line.contains(word))) {
            found.push(format!("{}:{number}: {line}", source.path));
        }
    }
    found
}

fn none(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}

#[test]
fn crates_name_only_those_below_them() {
    let metadata = MetadataCommand::new().manifest_path(root().join("Cargo.toml")).no_deps().exec().unwrap();
    let ours: BTreeSet<&str> = metadata.packages.iter().map(|package| package.name.as_str()).collect();
    let arrows: BTreeMap<&str, &[&str]> = ARROWS.into_iter().collect();
    assert_eq!(ours, arrows.keys().copied().collect(), "a crate came or went: draw its arrows");
    for package in &metadata.packages {
        let normal = package.dependencies.iter().filter(|dependency| dependency.kind == DependencyKind::Normal);
        let names: Vec<&str> = normal.map(|dependency| dependency.name.as_str()).collect();
        for name in names.iter().filter(|name| ours.contains(*name)) {
            assert!(arrows[package.name.as_str()].contains(name), "{} must not name {name}", package.name);
        }
        let banned =
            BANNED.iter().find(|(room, _)| *room == package.name.as_str()).map_or(&[][..], |(_, banned)| banned);
        for name in names {
            assert!(!banned.contains(&name), "{} must not name {name}", package.name);
        }
    }
}

#[test]
fn the_domain_is_pure() {
    let words =
        ["async fn", ".await", "std::fs", "std::net", "std::env", "SystemTime", "Instant::now", "now_utc", "println!"];
    none("The domain does no I/O and asks no clock", &places(&sources(&["app/domain/src"]), &words));
}

#[test]
fn sql_stays_in_storage() {
    let rooms = ["app/src", "app/domain/src", "server/src", "server/collab/src", "server/services/src", "frontend/src"];
    none(
        "SQL and its library live in storage and migrations",
        &places(&sources(&rooms), &["sea_orm", "sqlx", "SELECT "]),
    );
    let rooms = ["app/domain/src", "server/collab/src", "server/services/src", "server/storage/src", "migrations/src"];
    none("The web ends above the services", &places(&sources(&rooms), &["leptos", "axum", "http::"]));
}

#[test]
fn the_interface_asks_for_permission_and_not_for_roles() {
    let found = places(&sources(&["app/src"]), &["Role::", ".is_in("]);
    // Choosing a role for somebody else is about roles as things, not about what one may do.
    let about_roles = ["app/src/admin/"];
    let found: Vec<String> =
        found.into_iter().filter(|place| !about_roles.iter().any(|path| place.starts_with(path))).collect();
    none("Ask domain::permissions::permit, or the controls of the view", &found);
}

#[test]
fn nothing_in_a_page_is_inline() {
    let found =
        places(&sources(&["app/src"]), &[" style=", "<style", "onclick=", "onchange=", "onsubmit=", "<script>"]);
    none("The content security policy forbids it", &found);
    // Markup that the domain makes, and escapes: the text of a posting and its structured data.
    // The one place where the browser puts in what this server rendered, and the one where a rendered page goes into its
    // document. And icons, whose names stand in our sources.
    let made_by_us = [
        r#"type="application/ld+json""#,
        "inner_html=html(&snapshot)",
        "place.set_inner_html(&self.0)",
        "app/src/ui/icon.rs",
        "app/src/layout/page.rs",
    ];
    let raw = places(&sources(&["app/src"]), &["inner_html", "InertElement"]);
    let raw: Vec<String> =
        raw.into_iter().filter(|place| !made_by_us.iter().any(|made| place.contains(made))).collect();
    none("Text goes into a page as text", &raw);
}

/// The renderer does not escape it.
#[test]
fn what_stands_in_a_text_area_is_escaped() {
    for source in sources(&["app/src"]).into_iter().filter(|source| !source.path.ends_with("ui/escaping.rs")) {
        for area in source.text.split("<textarea").skip(1).filter_map(|rest| rest.split_once("</textarea>")) {
            let content = area.0.trim_end().rsplit(['\n', '>']).next().unwrap_or_default().trim();
            assert!(
                content.is_empty() || content.starts_with("{in_area("),
                "{}: {content} without in_area",
                source.path
            );
        }
    }
}

#[test]
fn no_code_gives_up_in_the_middle_of_a_request() {
    let rooms = [
        "app/src",
        "app/domain/src",
        "server/src",
        "server/collab/src",
        "server/services/src",
        "server/storage/src",
        "migrations/src",
    ];
    let words = [".unwrap()", ".expect(", "panic!(", "unreachable!(", "todo!(", "unimplemented!("];
    none("Answer an error instead", &places(&sources(&rooms), &words));
}

#[test]
fn lints_are_silenced_with_a_reason() {
    let all = sources(&["app", "server", "frontend", "migrations"]);
    let own = all.into_iter().filter(|source| !source.path.ends_with("house_rules.rs")).collect::<Vec<_>>();
    none("Say #[expect(lint, reason = \"…\")]", &places(&own, &["#[allow(", "#![allow("]));
}

#[test]
fn every_module_says_what_it_is_and_is_short() {
    let (mut mute, mut long) = (Vec::new(), Vec::new());
    for source in sources(&["app", "server", "frontend", "migrations"]) {
        if !source.text.starts_with("//!") {
            mute.push(source.path.clone());
        }
        let lines = source.text.lines().count();
        let is_code = source.path.contains("src/");
        if is_code && lines > LINES_MAX {
            long.push(format!("{}: {lines} lines", source.path));
        }
    }
    none("A file begins with //! and its idea", &mute);
    none("Split these files", &long);
}

#[test]
fn migrations_are_numbered_without_a_gap_and_run_in_order() {
    let list = fs::read_to_string(root().join("migrations/src/lib.rs")).unwrap();
    let mut files: Vec<String> = sources(&["migrations/src"]).into_iter().map(|source| source.path).collect();
    files.retain(|path| !path.ends_with("lib.rs"));
    let mut last = 0;
    for (index, path) in files.iter().enumerate() {
        let name = path.rsplit('/').next().unwrap().trim_end_matches(".rs");
        assert!(name.starts_with(&format!("m{:04}_", index + 1)), "{name} should have the number {}", index + 1);
        let at = list.find(&format!("Box::new({name}::Migration)")).unwrap_or_else(|| panic!("{name} is never run"));
        assert!(at > last, "{name} runs too early");
        last = at;
    }
}
