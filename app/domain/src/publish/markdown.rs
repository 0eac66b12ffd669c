//! Markdown (CommonMark), with everything escaped that a writer's text could turn into markup.

use super::outline::{collapsed, parts, summary};
use crate::posting::{FactKey, Snapshot};

/// A posting as Markdown: title, facts as a list, then each part under its heading.
#[must_use]
pub fn markdown(snapshot: &Snapshot) -> String {
    let mut blocks = Vec::new();
    let title = collapsed(snapshot.facts.get(FactKey::Title));
    if !title.is_empty() {
        blocks.push(format!("# {}", escaped(&title)));
    }
    blocks.push(list(
        summary(snapshot).iter().map(|fact| format!("**{}:** {}", fact.label, escaped(&collapsed(&fact.value)))),
    ));
    for part in parts(snapshot) {
        blocks.push(format!("## {}", escaped(&part.heading)));
        if part.is_prose {
            blocks.extend(part.lines.iter().map(|line| escaped(line)));
        } else {
            blocks.push(list(part.lines.iter().map(|line| escaped(line))));
        }
    }
    blocks.retain(|block| !block.is_empty());
    blocks.join("\n\n") + "\n"
}

fn list(items: impl Iterator<Item = String>) -> String {
    items.map(|item| format!("- {item}")).collect::<Vec<_>>().join("\n")
}

/// One line of text that no reader of Markdown takes for anything else.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (index, c) in text.char_indices() {
        let is_markup = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '|' | '&');
        if is_markup || starts_block(c, &text[..index], &text[index + c.len_utf8()..]) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Signs that mean something only at the start of a line (headings, bullets, numbers) or at its end (headings).
fn starts_block(c: char, before: &str, after: &str) -> bool {
    match c {
        '#' => before.is_empty() || after.trim_end_matches('#').is_empty() && before.ends_with([' ', '#']),
        '-' | '+' | '=' => before.is_empty(),
        '.' | ')' => !before.is_empty() && before.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    }
}
