//! What is wrong with an item of a JSON file, in words of ours and field by field: the parser's own are for programmers.

use domain::{
    input::FieldError,
    library::{
        SourceRef, TaxonomyRef,
        exchange::{Column, quoted},
    },
};
use serde::Deserialize;
use serde_json::Value;

use super::Unread;

/// Fields that are told of one item.
const FAULTS_MAX: usize = 10;
/// Bytes that are repeated to show a place.
const NEAR_BYTES: usize = 30;

/// Why an element is no item; `error` is what the parser said of it.
pub(super) fn unread(element: &[u8], error: &serde_json::Error) -> Unread {
    let Ok(value) = serde_json::from_slice::<Value>(element) else { return by_eye(element, broken(element, error)) };
    let Value::Object(fields) = &value else {
        let sentence = "is no item. An item stands in braces: {\"slug\": \"bread\", \"name\": \"Bread\"}.";
        return Unread::whole(format!("{} {sentence}", shown(&value)));
    };
    let mut faults: Vec<FieldError> =
        fields.iter().filter_map(|(field, value)| fault(field, value)).take(FAULTS_MAX).collect();
    if faults.is_empty() {
        faults.push(twice(error));
    }
    let text = |column: Column| fields.get(column.word()).and_then(Value::as_str);
    Unread::because(faults).known_by(text(Column::Slug), text(Column::Name))
}

/// What can't be read as a whole, shown by the first texts in it that look like its slug and its name.
pub(super) fn by_eye(element: &[u8], sentence: String) -> Unread {
    let element = String::from_utf8_lossy(element);
    let text = |column: Column| {
        let (_, rest) = element.split_once(&format!("\"{}\"", column.word()))?;
        let value = rest.trim_start().strip_prefix(':')?;
        serde_json::Deserializer::from_str(value).into_iter::<String>().next()?.ok()
    };
    Unread::whole(sentence).known_by(text(Column::Slug).as_deref(), text(Column::Name).as_deref())
}

fn broken(element: &[u8], error: &serde_json::Error) -> String {
    let line = element.split(|byte| *byte == b'\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
    let read = &line[..error.column().min(line.len())];
    let near = String::from_utf8_lossy(&read[read.len().saturating_sub(NEAR_BYTES)..]);
    let near = near.trim_matches(|c: char| c.is_whitespace() || c == char::REPLACEMENT_CHARACTER);
    format!("This is no JSON, as is seen at {}. Is a comma or a quotation mark missing?", quoted(near))
}

fn fault(field: &str, value: &Value) -> Option<FieldError> {
    let Ok(column) = field.parse::<Column>() else {
        let known: Vec<&str> = Column::ALL.iter().map(|column| column.word()).collect();
        let message = format!("There is no field {}. There are {}.", quoted(field), known.join(", "));
        return Some(FieldError::new(Unread::WHOLE, message));
    };
    let sentence = match column {
        // What is left out stays as it is, and null leaves it out.
        _ if value.is_null() => None,
        Column::Synonyms | Column::Tags | Column::Seniority => list_fault(value),
        Column::Taxonomy => {
            let example = r#"{"scheme": "onet", "id": "15-1252.00", "uri": "https://…"}"#;
            references_fault::<TaxonomyRef>(value, example)
        }
        Column::Sources => references_fault::<SourceRef>(value, r#"{"seed": "A", "section": "Overview"}"#),
        _ => text_fault(value),
    };
    sentence.map(|sentence| FieldError::new(column.word(), sentence))
}

fn text_fault(value: &Value) -> Option<String> {
    let sentence = || format!("{} is {}, not a text. Write a text in quotation marks.", shown(value), sort(value));
    (!value.is_string()).then(sentence)
}

fn list_fault(value: &Value) -> Option<String> {
    let Value::Array(words) = value else { return Some(no_list(value, r#""one", "two""#)) };
    words.iter().find_map(text_fault)
}

fn references_fault<'v, T: Deserialize<'v>>(value: &'v Value, example: &str) -> Option<String> {
    let Value::Array(references) = value else { return Some(no_list(value, example)) };
    let wrong = references.iter().find(|reference| T::deserialize(*reference).is_err())?;
    Some(format!("{} is no reference. Write {example}.", shown(wrong)))
}

fn no_list(value: &Value, example: &str) -> String {
    format!("{} is {}, not a list. Write [{example}].", shown(value), sort(value))
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| quoted(&value.to_string()), quoted)
}

const fn sort(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "yes or no",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// Each field by itself can be read, so one of them is there twice; only the parser knows which.
fn twice(error: &serde_json::Error) -> FieldError {
    let words = error.to_string();
    let field = words.strip_prefix("duplicate field `").and_then(|rest| rest.split_once('`'));
    match field {
        Some((field, _)) => FieldError::new(field, "It is there twice in this item. Keep one."),
        None => FieldError::new(Unread::WHOLE, "The item can't be read. Write it as an export of the library does."),
    }
}
