//! A text without markup, as blocks: which lines are headings, which are bullets, and which go on.

use super::{
    Block,
    copied::{unquoted, unrolled},
    headings,
};
use crate::{input::one_paragraph, posting::without_mark};

/// A heading has at most this many words.
const HEADING_WORDS: usize = 9;
/// A line that is at least this long was broken by its writer's window, not by the writer.
const WRAPPED_CHARS: usize = 58;
/// No window breaks lines that are longer.
const WINDOW_CHARS: usize = 110;
/// A heading above lines without marks is shorter than the first of them.
const HEADED_CHARS: usize = 40;

/// One line of the text.
struct TextLine {
    /// Without its mark, without blanks around it.
    text: String,
    is_marked: bool,
    /// `1. `
    is_numbered: bool,
    is_indented: bool,
    is_empty: bool,
    /// `## `: 2; 0 for none.
    hashes: u8,
    /// `===` or `---` under a heading.
    is_rule: bool,
    length: usize,
}

impl TextLine {
    fn starts_small(&self) -> bool {
        self.text.starts_with(|first: char| first.is_lowercase() || first.is_ascii_digit())
    }
}

pub(super) fn blocks(text: &str) -> Vec<Block> {
    // Forms end their lines with two characters.
    let text = unquoted(&text.replace("\r\n", "\n"));
    let lines = text.split(['\n', '\r', '\u{c}', '\u{2028}', '\u{2029}']).flat_map(unrolled);
    let lines: Vec<TextLine> = lines.map(|line| read(&line)).collect();
    let mut blocks: Vec<Block> = Vec::new();
    // Whether the last block goes on with the next line, if that looks like it.
    let mut is_open = false;
    for (place, line) in lines.iter().enumerate() {
        if line.is_empty {
            is_open = false;
            continue;
        }
        let before = place.checked_sub(1).and_then(|before| lines.get(before));
        let after = lines.get(place + 1);
        if line.is_rule {
            is_open = false;
            if before.is_some_and(|before| !before.is_empty) {
                promote(&mut blocks);
            }
            continue;
        }
        if is_open && goes_on(before, line) && (line.is_indented || line.starts_small() || is_wrapped(&lines, place)) {
            if let Some(Block::Bullet { text } | Block::Paragraph { text }) = blocks.last_mut() {
                text.push(' ');
                text.push_str(&line.text);
            }
            continue;
        }
        let block = block(line, before, after);
        is_open = !matches!(block, Block::Heading { .. });
        blocks.push(block);
    }
    blocks
}

fn read(line: &str) -> TextLine {
    let is_indented = line.starts_with([' ', '\t', '\u{a0}']);
    let tidy = one_paragraph(line);
    let hashes = tidy.bytes().take_while(|byte| *byte == b'#').count();
    let hashes = if (1..=6).contains(&hashes) && tidy[hashes..].starts_with(' ') { hashes } else { 0 };
    let is_rule =
        tidy.len() >= 3 && ["=", "-", "_", "*", "–", "—"].iter().any(|sign| tidy.replace(sign, "").is_empty());
    let bare = without_mark(&tidy);
    let text = if hashes > 0 { tidy[hashes..].trim() } else { bare };
    TextLine {
        text: without_stars(text).to_owned(),
        is_marked: hashes == 0 && bare.len() < tidy.len(),
        is_numbered: bare.len() < tidy.len() && tidy.starts_with(|first: char| first.is_ascii_digit()),
        is_indented,
        is_empty: tidy.is_empty(),
        hashes: u8::try_from(hashes).unwrap_or(0),
        is_rule,
        length: tidy.chars().count(),
    }
}

/// `**Heading**` without its stars.
fn without_stars(text: &str) -> &str {
    let inner = |sign: &str| text.strip_prefix(sign)?.strip_suffix(sign).filter(|inner| !inner.contains(sign));
    inner("**").or_else(|| inner("__")).map_or(text, str::trim)
}

/// The paragraph above `====` is a heading.
fn promote(blocks: &mut [Block]) {
    if let Some(last) = blocks.last_mut()
        && let Block::Paragraph { text } = last
        && words(text) <= HEADING_WORDS
    {
        *last = Block::Heading { level: 2, text: std::mem::take(text) };
    }
}

/// Whether the lines around this one were broken by a window: none is much longer than a window is wide, none but the
/// last is short, and not all of them begin like sentences.
fn is_wrapped(lines: &[TextLine], place: usize) -> bool {
    let is_edge = |line: &TextLine| line.is_empty || line.is_rule || line.hashes > 0;
    let first = lines[..place].iter().rposition(|line| is_edge(line) || line.is_marked).map_or(0, |edge| {
        // A bullet may itself be wrapped.
        if lines[edge].is_marked { edge } else { edge + 1 }
    });
    let rest = &lines[place..];
    let end = place + rest.iter().position(|line| is_edge(line) || line.is_marked).unwrap_or(rest.len());
    let group = &lines[first..end];
    let group = if group.len() > 2 && group[0].length < HEADED_CHARS { &group[1..] } else { group };
    if group.len() > 2 && !group.iter().any(TextLine::starts_small) {
        return false;
    }
    let (last, others) = group.split_last().map_or((0, group), |(last, others)| (last.length, others));
    last <= WINDOW_CHARS && others.iter().all(|line| (WRAPPED_CHARS - 12..=WINDOW_CHARS).contains(&line.length))
}

/// Whether a line without a mark of its own belongs to what stands before it.
fn goes_on(before: Option<&TextLine>, line: &TextLine) -> bool {
    let Some(before) = before.filter(|_| !line.is_marked && line.hashes == 0) else { return false };
    if is_labelled(&line.text) || is_heading(line) {
        return false;
    }
    let starts_small = line.starts_small();
    let has_ended = before.text.ends_with(['.', '!', '?', ':']);
    (line.is_indented && before.is_marked)
        || (before.length >= WRAPPED_CHARS && (starts_small || !has_ended))
        || (starts_small && !has_ended && before.length > 30)
}

fn block(line: &TextLine, before: Option<&TextLine>, after: Option<&TextLine>) -> Block {
    let text = line.text.clone();
    if line.hashes > 0 {
        return Block::Heading { level: line.hashes, text };
    }
    if line.is_marked {
        // `1. Requirements` is a heading, unless it stands in a list of such lines.
        let stands_alone = before.is_none_or(|before| before.is_empty) && after.is_none_or(|after| !after.is_numbered);
        return if line.is_numbered && stands_alone && is_known_heading(&text) {
            Block::Heading { level: 2, text }
        } else {
            Block::Bullet { text }
        };
    }
    let stands_out = before.is_none_or(|before| before.is_empty);
    let leads = after.is_some_and(|after| after.is_marked || after.is_empty);
    // `Essential Skills and Proficiency`, alone between two empty lines
    let is_alone = stands_out && after.is_some_and(|after| after.is_empty) && words(&text) <= 6;
    let tells = is_alone && !text.ends_with(['.', '!', ',', ';']) && headings::section_kind(&text).is_some();
    if tells && !is_labelled(&text) || is_heading(line) && (stands_out || leads) {
        return Block::Heading { level: 2, text };
    }
    let looks = stands_out
        && after.is_some_and(|after| after.is_marked)
        && words(&text) <= HEADING_WORDS
        && !text.ends_with(['.', '!', ',', ';']);
    // `Where you come in`, above lines that have no marks
    let heads = stands_out
        && line.length < HEADED_CHARS
        && words(&text) <= HEADING_WORDS - 2
        && !text.ends_with(['.', '!', ',', ';'])
        && !is_labelled(&text)
        && !text.contains(['|', '·', '@'])
        && after.is_some_and(|after| {
            !after.is_empty && !after.is_marked && after.length > line.length && after.length >= HEADED_CHARS
        });
    let shouts = stands_out && is_shouted(&text) && !is_labelled(&text);
    if looks || heads || shouts { Block::Heading { level: Block::LOOKS, text } } else { Block::Paragraph { text } }
}

/// Whether the line says what headings say.
fn is_heading(line: &TextLine) -> bool {
    is_known_heading(&line.text) && !is_labelled(&line.text)
}

fn is_known_heading(text: &str) -> bool {
    words(text) <= HEADING_WORDS && !text.ends_with(['.', '!', ',', ';']) && headings::is_known(text)
}

fn is_shouted(text: &str) -> bool {
    words(text) <= HEADING_WORDS
        && text.chars().filter(|c| c.is_alphabetic()).count() > 3
        && !text.chars().any(char::is_lowercase)
}

/// `Location: Berlin`
fn is_labelled(text: &str) -> bool {
    text.split_once(':')
        .is_some_and(|(label, value)| words(label) <= 4 && !value.trim().is_empty() && !value.starts_with("//"))
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

#[cfg(test)]
mod tests;
