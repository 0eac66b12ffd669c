//! Tables of web pages: those that lay out sections beside each other, and those that label facts.

use domain::arrivals::Block;
use ego_tree::NodeRef;
use scraper::Node;

/// More nodes of a table are not looked at to see what it is for: a page may hold very many tables.
const LOOKED_AT: usize = 300;
/// What labels the cell beside it has at most so many words.
const LABEL_WORDS_MAX: usize = 4;

/// Whether the columns of a table are sections: a row of headings, and lists in the cells below.
pub(super) fn has_columns(table: NodeRef<'_, Node>) -> bool {
    let mut names =
        table.descendants().skip(1).take(LOOKED_AT).filter_map(|node| Some(node.value().as_element()?.name()));
    let is_cell = |name: &&str| matches!(*name, "th" | "td");
    let first: Vec<&str> = names
        .by_ref()
        .skip_while(|name| *name != "tr")
        .skip(1)
        .take_while(|name| *name != "tr")
        .filter(is_cell)
        .collect();
    first.len() > 1 && first.iter().all(|name| *name == "th") && names.any(|name| name == "li")
}

/// Whether a row has two cells of which the first, a few words, says what the second one is about.
pub(super) fn is_pair(row: NodeRef<'_, Node>) -> bool {
    let is_cell = |node: &NodeRef<'_, Node>| node.value().as_element().is_some_and(|element| element.name() == "td");
    let cells: Vec<_> = row.children().filter(is_cell).take(3).collect();
    let [first, _] = cells.as_slice() else { return false };
    let words: Vec<&str> = first
        .descendants()
        .take(LOOKED_AT)
        .filter_map(|node| node.value().as_text().map(|text| &**text))
        .flat_map(str::split_whitespace)
        .take(LABEL_WORDS_MAX + 1)
        .collect();
    (1..=LABEL_WORDS_MAX).contains(&words.len())
}

/// A table with columns while it is read.
pub(super) struct Columns {
    /// How many tables are open within it, itself among them.
    depth: usize,
    heads: Vec<String>,
    row: usize,
    column: usize,
    /// What was read, with the column it stands in.
    cells: Vec<(usize, Block)>,
}

impl Columns {
    pub(super) fn new() -> Self {
        Self { depth: 1, heads: Vec::new(), row: 0, column: 0, cells: Vec::new() }
    }

    pub(super) fn open(&mut self, name: &str) {
        match name {
            "table" => self.depth += 1,
            "tr" if self.depth == 1 => (self.row, self.column) = (self.row + 1, 0),
            _ => {}
        }
    }

    /// Ends a cell or a table within it, with the words that were not written yet; true when it is this table that ended.
    pub(super) fn close(&mut self, name: &str, words: &mut String) -> bool {
        match name {
            "table" => self.depth -= 1,
            "th" | "td" if self.depth == 1 => {
                if self.row == 1 {
                    self.heads.push(std::mem::take(words));
                }
                self.column += 1;
            }
            _ => {}
        }
        self.depth == 0
    }

    pub(super) fn write(&mut self, block: Block) {
        self.cells.push((self.column, block));
    }

    /// Column by column, each below its heading.
    pub(super) fn into_blocks(self) -> Vec<Block> {
        let Self { heads, cells, .. } = self;
        let last = heads.len().saturating_sub(1);
        let mut blocks = Vec::with_capacity(heads.len() + cells.len());
        for (column, text) in heads.into_iter().enumerate() {
            blocks.push(Block::Heading { level: Block::LOOKS, text });
            blocks
                .extend(cells.iter().filter(|(place, _)| (*place).min(last) == column).map(|(_, block)| block.clone()));
        }
        blocks
    }
}
