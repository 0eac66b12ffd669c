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

/// Whether the lines around this one were broken by a window: none is much longer than a window is wide, and none but the
/// last is short.
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
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let show = |block: Block| match block {
            Block::Heading { level, text } => format!("{level}# {text}"),
            Block::Bullet { text } => format!("- {text}"),
            Block::Paragraph { text } => text,
        };
        blocks(text).into_iter().map(show).collect()
    }

    #[test]
    fn headings_are_known_by_their_marks_their_words_or_their_place() {
        let text = "Backend Developer\n\nABOUT OUR TEAM\nWe bake.\n\nRequirements:\n- Rust\n\n## Perks\n* Bread\n\nHow to apply\n============\nWrite to us.\n\n**Nice to have**\n• SQL";
        assert_eq!(
            shown(text),
            [
                "Backend Developer",
                "2# ABOUT OUR TEAM",
                "We bake.",
                "2# Requirements:",
                "- Rust",
                "2# Perks",
                "- Bread",
                "2# How to apply",
                "Write to us.",
                "2# Nice to have",
                "- SQL"
            ]
        );
    }

    #[test]
    fn a_line_that_was_wrapped_is_one_bullet() {
        let text = "Responsibilities\n- Design the services that take orders from shops and bakeries\n  and hand them to the ovens\n- Test\nLocation: Berlin\n";
        assert_eq!(
            shown(text),
            [
                "2# Responsibilities",
                "- Design the services that take orders from shops and bakeries and hand them to the ovens",
                "- Test",
                "Location: Berlin"
            ]
        );
    }

    #[test]
    fn short_lines_without_marks_stay_lines() {
        assert_eq!(
            shown("Benefits\nThirty days off\nA bicycle\nFree bread"),
            ["2# Benefits", "Thirty days off", "A bicycle", "Free bread"]
        );
    }

    #[test]
    fn a_list_that_was_copied_into_one_line_is_a_list_again() {
        let text = "We bake. Requirements: • Rust • Two years of Kafka Benefits: • Bread\n• one • two";
        assert_eq!(
            shown(text),
            [
                "We bake.",
                "2# Requirements:",
                "- Rust",
                "- Two years of Kafka",
                "2# Benefits:",
                "- Bread",
                "- one • two"
            ]
        );
    }

    #[test]
    fn a_form_ends_its_lines_as_it_likes() {
        let text = "Odds and ends\n- We have a dog, and it comes to the office on most days of the week\n  with us\n\nDuties\n- Test\n";
        assert_eq!(blocks(&text.replace('\n', "\r\n")), blocks(text));
    }

    #[test]
    fn a_short_line_above_lines_without_marks_heads_them() {
        let text = "Where the bread goes\nTo the shops of the town, every morning before six\nTo whoever asks for it at the door\n";
        assert_eq!(
            shown(text),
            [
                "9# Where the bread goes",
                "To the shops of the town, every morning before six",
                "To whoever asks for it at the door"
            ]
        );
    }

    #[test]
    fn a_quoted_mail_is_read_without_its_signs_and_the_sign_is_a_mark_otherwise() {
        assert_eq!(shown("> Requirements\n> - Rust\n> - SQL"), ["2# Requirements", "- Rust", "- SQL"]);
        assert_eq!(shown("Requirements\n> Rust\nFree bread"), ["2# Requirements", "- Rust", "Free bread"]);
    }
}
