//! Lines: none empty, none twice, none that nobody reads to the end.

use std::collections::HashSet;

use super::{Anchor, Finding, Rule};
use crate::posting::{Line, Snapshot};

/// Longest bullet, in words. Our own default.
const BULLET_WORDS_MAX: usize = 60;

/// Longest paragraph, in words: running text may be longer than a bullet. Our own default.
const PARAGRAPH_WORDS_MAX: usize = 120;

pub(super) fn check(snapshot: &Snapshot, findings: &mut Vec<Finding>) {
    check_empty(snapshot, findings);
    check_duplicates(snapshot, findings);
    check_length(snapshot, findings);
}

/// Only beside lines with text: a section without any is one finding, not many.
fn check_empty(snapshot: &Snapshot, findings: &mut Vec<Finding>) {
    let is_empty = |line: &&Line| line.text.trim().is_empty();
    for section in snapshot.sections.iter().filter(|section| section.lines.iter().any(|line| !is_empty(&line))) {
        for line in section.lines.iter().filter(is_empty) {
            let message = "This line has no text; it will not be published.";
            findings.push(Finding::warning(Rule::LineEmpty, at(line), message).fix("Write it or remove it."));
        }
    }
}

fn check_duplicates(snapshot: &Snapshot, findings: &mut Vec<Finding>) {
    let mut seen = HashSet::new();
    for (_, line) in snapshot.lines() {
        let wording = essence(&line.text);
        if !wording.is_empty() && !seen.insert(wording) {
            let message = "The same line stands further up already; readers stop trusting a list that repeats itself.";
            findings.push(Finding::warning(Rule::LineDuplicate, at(line), message).fix("Remove one of the two."));
        }
    }
}

fn check_length(snapshot: &Snapshot, findings: &mut Vec<Finding>) {
    for (section, line) in snapshot.lines() {
        let limit = if section.kind.is_prose() { PARAGRAPH_WORDS_MAX } else { BULLET_WORDS_MAX };
        let count = line.text.split_whitespace().count();
        if count > limit {
            let message = format!("This line has {count} words. Above {limit}, most readers skip it.");
            findings.push(Finding::warning(Rule::LineLong, at(line), message).fix("Split it, or keep what matters."));
        }
    }
}

/// What makes two lines the same to a reader: letters and digits, whatever the case, spacing and final stop.
fn essence(text: &str) -> String {
    let mut essence = String::with_capacity(text.len());
    for word in text.trim_end_matches(['.', ';', ',', ' ']).split_whitespace() {
        essence.push_str(if essence.is_empty() { "" } else { " " });
        essence.extend(word.chars().flat_map(char::to_lowercase));
    }
    essence
}

fn at(line: &Line) -> Anchor {
    Anchor::Line(line.id.clone())
}
