//! Web pages: what a reader sees of their main part.

use domain::arrivals::{Block, Outline};
use scraper::{Html, Node, Selector};

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

/// What is being written.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Words,
    Bullet,
    Heading(u8),
}

pub(super) fn read(text: &str) -> Outline {
    let page = Html::parse_document(text);
    let main = Selector::parse("main, article").ok().and_then(|selector| page.select(&selector).next());
    let root = main.map_or(page.tree.root(), |element| *element);
    let mut writer = Writer { blocks: Vec::new(), words: String::new(), kinds: vec![Kind::Words] };
    let mut skipped = 0_u32;
    for edge in root.traverse() {
        use ego_tree::iter::Edge;
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Element(element) if skipped > 0 || SKIPPED.contains(&element.name()) => skipped += 1,
                Node::Element(element) => writer.open(element.name()),
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

struct Writer {
    blocks: Vec<Block>,
    words: String,
    kinds: Vec<Kind>,
}

impl Writer {
    fn open(&mut self, name: &str) {
        match name {
            "br" => self.flush(),
            "td" | "th" | "dd" => self.words.push(' '),
            name if INLINE.contains(&name) => {}
            name => {
                self.flush();
                let kind = kind(name);
                self.kinds.extend(kind);
            }
        }
    }

    fn close(&mut self, name: &str) {
        if name == "br" || matches!(name, "td" | "th" | "dd") || INLINE.contains(&name) {
            return;
        }
        self.flush();
        if kind(name).is_some() {
            self.kinds.pop();
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.words);
        if text.trim().is_empty() {
            return;
        }
        self.blocks.push(match self.kinds.last() {
            Some(Kind::Heading(level)) => Block::Heading { level: *level, text },
            Some(Kind::Bullet) => Block::Bullet { text },
            _ => Block::line(&text),
        });
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
