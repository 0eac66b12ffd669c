//! Why a row is rejected, told of its columns: what the row says there, and what it might say.
//!
//! Whoever fills in a form sees which field is meant and what there is to choose from. Whoever reads about a file sees
//! neither, so the sentence has to say it.

use super::{Column, ExchangeRow};
use crate::{
    input::{FieldError, one_paragraph},
    library::{ItemKind, ItemStatus, LABEL_MAX_CHARS},
    posting::{Level, Requirement, Seniority},
};

/// Characters of a value that a sentence repeats.
const VALUE_MAX_CHARS: usize = 40;
/// Words of a list that a sentence repeats.
const WORDS_MAX: usize = 3;

/// What the item's form says of a row, told of the row's columns.
pub(super) fn of_columns(row: &ExchangeRow, errors: Vec<FieldError>) -> Vec<FieldError> {
    let mut reasons: Vec<FieldError> = Vec::new();
    for error in errors {
        let Some(column) = column_of(&error.field) else {
            reasons.push(error);
            continue;
        };
        // The form says it of each wrong word of a list; here all of them stand in one sentence.
        if reasons.iter().all(|told| told.field != column.word()) {
            reasons.push(FieldError::new(column.word(), reason(row, column, &error.message)));
        }
    }
    reasons
}

/// The column that fills a field of the form.
fn column_of(field: &str) -> Option<Column> {
    match field {
        "default_requirement" => Some(Column::Requirement),
        "default_level" => Some(Column::Level),
        field => field.parse().ok(),
    }
}

fn reason(row: &ExchangeRow, column: Column, message: &str) -> String {
    let text = row.word(column);
    match column {
        Column::Requirement => none_of(text, Requirement::CHOICES),
        Column::Level => none_of(text, Level::CHOICES),
        Column::Seniority => unknown_words(text, Seniority::CHOICES),
        Column::Synonyms | Column::Tags => format!("{} {message}", measured_list(text)),
        // They name the line that is wrong.
        Column::Taxonomy | Column::Sources => message.to_owned(),
        _ => format!("{} {message}", measured(row.get(column))),
    }
}

/// How long a text is, with its beginning.
fn measured(text: Option<&str>) -> String {
    let Some(text) = text.map(one_paragraph) else { return "It is missing.".to_owned() };
    match text.chars().count() {
        0 => "It is empty.".to_owned(),
        length => format!("{} has {length} characters.", quoted(&text)),
    }
}

/// The first label of a list that is too long, or how many there are.
fn measured_list(text: &str) -> String {
    let labels = pieces(text).map(one_paragraph);
    match labels.clone().find(|label| label.chars().count() > LABEL_MAX_CHARS) {
        Some(label) => measured(Some(&label)),
        None => format!("It has {}.", labels.count()),
    }
}

fn pieces(text: &str) -> impl Iterator<Item = &str> + Clone {
    text.split([',', ';', '\n']).map(str::trim).filter(|piece| !piece.is_empty())
}

type Choices = [(&'static str, &'static str)];

fn unknown_words(text: &str, choices: &Choices) -> String {
    let is_known = |word: &&str| choices.iter().any(|(known, _)| known == word);
    let mut unknown: Vec<&str> = Vec::new();
    for word in pieces(text).filter(|word| !is_known(word)) {
        if unknown.len() < WORDS_MAX && !unknown.contains(&word) {
            unknown.push(word);
        }
    }
    match unknown.as_slice() {
        [only] => none_of(only, choices),
        some => {
            let some: Vec<String> = some.iter().map(|word| quoted(word)).collect();
            format!("{} are none of {}.", some.join(", "), words(choices))
        }
    }
}

fn none_of(word: &str, choices: &Choices) -> String {
    format!("{} is none of {}.", quoted(word), words(choices))
}

fn words(choices: &Choices) -> String {
    choices.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ")
}

/// The value as a sentence repeats it: in marks, and shortened.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut letters = text.chars();
    let short: String = letters.by_ref().take(VALUE_MAX_CHARS).collect();
    if letters.next().is_some() { format!("“{}…”", short.trim_end()) } else { format!("“{short}”") }
}

pub(super) fn unknown_kind(word: &str) -> String {
    let what = if word.is_empty() { "It is missing.".to_owned() } else { format!("{} is no kind.", quoted(word)) };
    format!("{what} There are {}.", words(ItemKind::CHOICES))
}

pub(super) fn unknown_group(kind: ItemKind, word: &str) -> String {
    let groups: Vec<&str> = kind.groups().into_iter().map(|(group, _)| group).collect();
    let (kinds, groups) = (kind.plural().to_lowercase(), groups.join(", "));
    match (groups.is_empty(), word.is_empty()) {
        (true, _) => format!("{} is too much: {kinds} have no groups.", quoted(word)),
        (false, true) => format!("It is missing. The groups of {kinds} are {groups}."),
        (false, false) => format!("{} is no group of {kinds}. There are {groups}.", quoted(word)),
    }
}

pub(super) fn unknown_state(word: &str) -> String {
    none_of(word, ItemStatus::CHOICES)
}
