//! Markdown: its headings, list items and paragraphs; emphasis and links are their words.

use super::bold::{bold_alone, is_bold_alone};
use domain::arrivals::{Block, Outline};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

pub(super) fn read(text: &str) -> Outline {
    let mut blocks = Vec::new();
    let mut words = String::new();
    // How many lists one is in; their items are bullets, however deep.
    let mut depth = 0_u32;
    // Where the bold words from the beginning of the paragraph on end.
    let mut bold = 0;
    let mut is_pair = false;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::Item) => {
                flush(&mut blocks, &mut words, depth);
                depth += 1;
            }
            Event::End(TagEnd::Item) => {
                flush(&mut blocks, &mut words, depth);
                depth = depth.saturating_sub(1);
            }
            Event::Start(Tag::Table(columns)) => is_pair = columns.len() == 2,
            Event::Start(Tag::Heading { .. } | Tag::Paragraph | Tag::List(_) | Tag::TableRow | Tag::CodeBlock(_)) => {
                flush(&mut blocks, &mut words, depth)
            }
            Event::End(TagEnd::Heading(level)) => {
                let text = std::mem::take(&mut words);
                blocks.push(Block::Heading { level: number(level), text });
            }
            Event::Start(Tag::Strong) if words.trim().is_empty() => bold = usize::MAX,
            Event::End(TagEnd::Strong) if bold == usize::MAX => bold = words.len(),
            Event::End(TagEnd::Paragraph) if depth == 0 && is_bold_alone(&words, bold) => {
                blocks.push(bold_alone(std::mem::take(&mut words)));
                bold = 0;
            }
            Event::End(TagEnd::TableCell) if is_pair && is_label(&words) => words.push_str(": "),
            Event::End(TagEnd::Paragraph | TagEnd::TableRow | TagEnd::CodeBlock | TagEnd::HtmlBlock) => {
                flush(&mut blocks, &mut words, depth)
            }
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            // `Company: Acme` on a line of its own is no part of a sentence.
            Event::SoftBreak if is_labelled(&words) => flush(&mut blocks, &mut words, depth),
            Event::SoftBreak | Event::End(TagEnd::TableCell) => words.push(' '),
            Event::HardBreak => flush(&mut blocks, &mut words, depth),
            _ => {}
        }
    }
    flush(&mut blocks, &mut words, depth);
    Outline::new(blocks)
}

fn flush(blocks: &mut Vec<Block>, words: &mut String, depth: u32) {
    let text = std::mem::take(words);
    if !text.trim().is_empty() {
        blocks.push(if depth > 0 { Block::Bullet { text } } else { Block::line(&text) });
    }
}

/// Whether the first cell of a row of two says what the second one is about: `Start`, `Place of work`.
fn is_label(words: &str) -> bool {
    !words.contains(':') && (1..=4).contains(&words.split_whitespace().count())
}

fn is_labelled(words: &str) -> bool {
    words
        .split_once(':')
        .is_some_and(|(label, value)| label.split_whitespace().count() <= 4 && !value.trim().is_empty())
}

const fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bold_paragraphs_are_headings_and_rows_of_two_cells_are_labelled() {
        let text =
            "**What you get**\n\n**Bread**, and *butter*\n\n| Start | June 2027 |\n| --- | --- |\n| Pay | 20 |\n";
        let shown = read(text).blocks().iter().map(|block| format!("{block:?}")).collect::<Vec<_>>();
        assert_eq!(
            shown,
            [
                "Heading { level: 7, text: \"What you get\" }",
                "Paragraph { text: \"Bread, and butter\" }",
                "Paragraph { text: \"Start: June 2027\" }",
                "Paragraph { text: \"Pay: 20\" }",
            ]
        );
    }
}
