//! Web pages: what a reader sees of their main part.

use domain::arrivals::{Block, Outline};
use scraper::{Html, Node, Selector};

use super::{
    bold::{bold_alone, is_bold_alone},
    tables::{self, Columns},
};

/// What no reader reads as part of the posting.
const SKIPPED: [&str; 15] = [
    "script", "style", "noscript", "template", "nav", "footer", "iframe", "svg", "button", "select", "head", "object",
    "form", "aside", "math",
];
/// What stands within a line.
const INLINE: [&str; 20] = [
    "a", "b", "strong", "i", "em", "span", "small", "u", "code", "abbr", "mark", "sub", "sup", "time", "font", "q",
    "s", "cite", "kbd", "label",
];

/// What is being written, where it is more than words.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Bullet,
    Heading(u8),
}

pub(super) fn read(text: &str) -> Outline {
    let page = Html::parse_document(text);
    let main = Selector::parse("main, article").ok().and_then(|selector| page.select(&selector).next());
    let root = main.map_or(page.tree.root(), |element| *element);
    let mut writer = Writer::default();
    let mut skipped = 0_u32;
    for edge in root.traverse() {
        use ego_tree::iter::Edge;
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Element(element) if skipped > 0 || SKIPPED.contains(&element.name()) => skipped += 1,
                Node::Element(element) => {
                    writer.open(element.name());
                    writer.is_pair |= element.name() == "tr" && tables::is_pair(node);
                    if element.name() == "table" && writer.columns.is_none() && tables::has_columns(node) {
                        writer.columns = Some(Columns::new());
                    }
                }
                Node::Text(words) if skipped == 0 => writer.words.push_str(words),
                _ => {}
            },
            Edge::Close(node) => {
                if let Node::Element(element) = node.value() {
                    if skipped > 0 {
                        skipped -= 1;
                    } else {
                        writer.close(element.name());
                    }
                }
            }
        }
    }
    writer.flush();
    Outline::new(writer.blocks)
}

#[derive(Default)]
struct Writer {
    blocks: Vec<Block>,
    words: String,
    kinds: Vec<Kind>,
    /// Whether the words end with what labels the next cell.
    is_label: bool,
    /// Whether the next cell is the first one of two, which says what the second one is about.
    is_pair: bool,
    /// How many elements for bold words are open, and where those from the beginning of the paragraph on end.
    bold_depth: u32,
    bold: usize,
    /// The table that is being read, where its columns are sections.
    columns: Option<Columns>,
}

impl Writer {
    fn open(&mut self, name: &str) {
        if let Some(columns) = &mut self.columns {
            columns.open(name);
        }
        match name {
            "br" => self.flush(),
            "td" | "dd" => self.cell(),
            "th" => self.words.push(' '),
            "b" | "strong" => {
                if self.bold_depth == 0 && self.words.trim().is_empty() {
                    self.bold = usize::MAX;
                }
                self.bold_depth += 1;
            }
            name if INLINE.contains(&name) => {}
            name => {
                self.flush();
                let kind = kind(name);
                self.kinds.extend(kind);
            }
        }
    }

    /// The cell beside a label is one line with it: `Location` and `Berlin` are `Location: Berlin`.
    fn cell(&mut self) {
        if std::mem::take(&mut self.is_label) {
            self.words.truncate(self.words.trim_end().trim_end_matches(':').len());
            self.words.push(':');
        }
        self.words.push(' ');
    }

    fn close(&mut self, name: &str) {
        if self.columns.is_some() && matches!(name, "td" | "table") {
            self.flush();
        }
        let is_over = self.columns.as_mut().is_some_and(|columns| columns.close(name, &mut self.words));
        if is_over && let Some(columns) = self.columns.take() {
            self.blocks.extend(columns.into_blocks());
        }
        match name {
            "th" | "dt" => self.is_label = !self.words.trim().is_empty(),
            "td" if std::mem::take(&mut self.is_pair) => self.is_label = !self.words.trim().is_empty(),
            "b" | "strong" => {
                self.bold_depth = self.bold_depth.saturating_sub(1);
                if self.bold_depth == 0 && self.bold == usize::MAX {
                    self.bold = self.words.len();
                }
            }
            "br" | "td" | "dd" => {}
            name if INLINE.contains(&name) => {}
            name => {
                self.flush();
                if kind(name).is_some() {
                    self.kinds.pop();
                }
            }
        }
    }

    fn flush(&mut self) {
        self.is_label = false;
        let bold = if self.bold_depth > 0 { self.words.len() } else { self.bold };
        self.bold = if self.bold_depth > 0 { usize::MAX } else { 0 };
        let text = std::mem::take(&mut self.words);
        if text.trim().is_empty() {
            return;
        }
        let block = match self.kinds.last() {
            Some(Kind::Heading(level)) => Block::Heading { level: *level, text },
            Some(Kind::Bullet) => Block::Bullet { text },
            None if bold > 0 && is_bold_alone(&text, bold) => bold_alone(text),
            None => Block::line(&text),
        };
        match &mut self.columns {
            Some(columns) => columns.write(block),
            None => self.blocks.push(block),
        }
    }
}

fn kind(name: &str) -> Option<Kind> {
    match name {
        "li" => Some(Kind::Bullet),
        "h1" => Some(Kind::Heading(1)),
        "h2" => Some(Kind::Heading(2)),
        "h3" => Some(Kind::Heading(3)),
        "h4" => Some(Kind::Heading(4)),
        "h5" => Some(Kind::Heading(5)),
        "h6" => Some(Kind::Heading(6)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(page: &str) -> Vec<String> {
        let sign = |block: &Block| match block {
            Block::Heading { .. } => "# ",
            Block::Bullet { .. } => "- ",
            Block::Paragraph { .. } => "",
        };
        read(page).blocks().iter().map(|block| format!("{}{}", sign(block), block.text())).collect()
    }

    #[test]
    fn a_cell_is_said_with_its_label() {
        let page = "<table><tr><th>Location:</th><td>Bern</td></tr><tr><th>Start</th> <td>May <b>2027</b></td></tr></table>\
            <dl><dt>Pay</dt><dd>CHF 100'000</dd><dt>Alone</dt><dt>Team</dt><dd></dd></dl>\
            <table><tr><th>What</th><th>How much</th></tr><tr><td>Leave</td><td>25 days</td></tr></table>";
        let lines = [
            "Location: Bern",
            "Start: May 2027",
            "Pay: CHF 100'000",
            "Alone",
            "Team:",
            "What How much",
            "Leave: 25 days",
        ];
        assert_eq!(written(page), lines);
    }

    #[test]
    fn a_short_paragraph_in_bold_letters_is_a_heading() {
        let page = "<p><b>What you get</b></p><p><strong>Note:</strong> bring a cup</p><p>Bread is <b>free</b></p>\
            <p><strong>Duties<br>Build</strong></p>";
        assert_eq!(written(page), ["# What you get", "Note: bring a cup", "Bread is free", "# Duties", "# Build"]);
    }

    #[test]
    fn columns_of_lists_are_read_one_after_the_other() {
        let page = "<table><tr><th>Your tasks</th><th>Your profile</th></tr>\
            <tr><td><ul><li>Build</li><li>Run</li></ul></td><td>You know:<table><tr><td>Go</td><td>SQL</td></tr></table></td></tr>\
            <tr><td></td><td><p>German</p></td><td>More</td></tr></table><p>Write to us";
        let lines = [
            "# Your tasks",
            "- Build",
            "- Run",
            "# Your profile",
            "You know:",
            "Go",
            "SQL",
            "German",
            "More",
            "Write to us",
        ];
        assert_eq!(written(page), lines);
    }
}
