//! From an outline to sections, lines and facts. Every block of the outline ends in one of them, or is named as left out.

use serde::{Deserialize, Serialize};

use super::{
    Block, Outline,
    below::Below,
    content,
    facts::{self, FoundFact, Gathered},
    headings, lines,
};
use crate::{
    document::{HEADING_MAX_CHARS, LINES_MAX, SECTIONS_MAX},
    posting::{Level, Requirement, SectionKind, words},
};

/// What was recognised in a text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recognised {
    /// In the order of the facts' own list.
    pub facts: Vec<FoundFact>,
    pub sections: Vec<FoundSection>,
    pub left_out: Vec<LeftOut>,
}

/// A section with its lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundSection {
    pub kind: SectionKind,
    pub heading: String,
    /// Whether the kind is a guess by the lines, because the heading says nothing known.
    pub is_guess: bool,
    pub lines: Vec<FoundLine>,
}

/// A bullet or a paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundLine {
    pub text: String,
    pub requirement: Requirement,
    pub level: Option<Level>,
}

/// Words that are in no section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    pub text: String,
    pub why: Why,
}

words! {
    /// Why words are in no section.
    Why {
        Fact = "fact", "It became a fact";
        NoLines = "no_lines", "A heading with nothing below it";
        Subheading = "subheading", "A heading within a section";
        LeadIn = "lead_in", "It only leads to the list below it";
        NoRoom = "no_room", "A draft has no room for more";
    }
}

/// Recognises a posting. It always answers, with nothing at the worst.
#[must_use]
pub fn recognise(outline: &Outline) -> Recognised {
    let mut reader = Reader::default();
    let title = facts::title_place(outline.blocks());
    if let Some(title) = title.and_then(|place| outline.blocks().get(place)) {
        reader.facts.title(title.text());
    }
    // Whether the block was read together with the one before it.
    let mut is_value = false;
    for (place, block) in outline.blocks().iter().enumerate() {
        if Some(place) == title || (place == 0 && title.is_some() && facts::is_title(block)) {
            reader.facts.title(block.text());
            reader.leave(block.text(), Why::Fact);
            continue;
        }
        if std::mem::take(&mut is_value) {
            continue;
        }
        if let Some(labelled) = reader.labelled_below(block, outline.blocks().get(place + 1)) {
            is_value = true;
            reader.leave(&labelled, Why::Fact);
            continue;
        }
        reader.read(block, Below(outline.blocks().get(place + 1..).unwrap_or_default()));
    }
    reader.finish()
}

/// A second list of skills with at most so many lines is of those that are only preferred.
const SECOND_LIST_MAX: usize = 4;
/// The value below a label is short.
const VALUE_WORDS_MAX: usize = 8;

#[derive(Default)]
struct Reader {
    facts: Gathered,
    sections: Vec<FoundSection>,
    /// The level of the heading of the last section.
    level: u8,
    /// Whether a heading of a section was met.
    is_inside: bool,
    /// Whether a bullet was met since the last heading.
    has_list: bool,
    lines: usize,
    left_out: Vec<LeftOut>,
}

impl Reader {
    fn read(&mut self, block: &Block, below: Below<'_>) {
        let text = block.text();
        match block {
            Block::Heading { level, .. } => self.heading(*level, text, below),
            Block::Paragraph { .. } if is_like_a_heading(text) => self.heading(Block::LOOKS, text, below),
            Block::Paragraph { .. } | Block::Bullet { .. } => {
                let is_bullet = matches!(block, Block::Bullet { .. });
                if is_bullet {
                    self.begin_list(text, below);
                } else {
                    self.close(text);
                }
                self.has_list |= is_bullet;
                // Only what a heading says: a guess by the lines themselves must not make facts of them.
                let section = self.sections.last().filter(|section| !section.is_guess).map(|section| section.kind);
                let is_consumed = self.facts.read(text, !self.is_inside, section)
                    || (!is_bullet
                        && self.is_inside
                        && !matches!(section, Some(SectionKind::Compensation | SectionKind::Benefits))
                        && self.facts.pay_alone(text));
                if is_consumed {
                    self.leave(text, Why::Fact);
                } else if below.has_bullets() && !is_bullet && text.ends_with(':') {
                    self.lead_in(text, below);
                } else {
                    self.line(text);
                }
            }
        }
    }

    /// `Location` and below it `Berlin`, as pages of applicant systems are copied: both as one line, where it says a fact.
    fn labelled_below(&mut self, label: &Block, value: Option<&Block>) -> Option<String> {
        let (Block::Paragraph { text: label }, Some(Block::Paragraph { text: value })) = (label, value) else {
            return None;
        };
        let is_pair = !self.is_inside
            && facts::is_label(label)
            && !facts::is_label(value)
            && value.split_whitespace().count() <= VALUE_WORDS_MAX;
        let line = format!("{}: {value}", label.trim_end_matches([':', ' ']));
        (is_pair && self.facts.read(&line, true, None)).then_some(line)
    }

    /// Opens a section for a paragraph after a list that plainly is no part of what the list is about.
    fn close(&mut self, text: &str) {
        let now = self.sections.last().map(|section| section.kind);
        let kind = headings::closing_kind(text).filter(|kind| Some(*kind) != now);
        // Where nothing was listed, only what stands in every posting's last lines is told apart.
        let kind = kind.filter(|kind| self.has_list || *kind == SectionKind::Disclosures);
        if let Some(kind) = kind.filter(|_| self.is_inside && self.sections.len() < SECTIONS_MAX) {
            self.open(Some(kind), None, kind.label().to_owned());
        }
    }

    /// Opens a section for a list within what is about the job or the employer, if the list plainly is about something else:
    /// a `Job description` may be some sentences and then the duties.
    fn begin_list(&mut self, first: &str, below: Below<'_>) {
        let is_overview = self.sections.last().is_some_and(|section| section.kind == SectionKind::Overview);
        if self.has_list || !is_overview || self.sections.len() >= SECTIONS_MAX {
            return;
        }
        let rest = if below.has_bullets() { Some(below.lines()) } else { None };
        let kind = content::kind_of(std::iter::once(first).chain(rest.into_iter().flatten()));
        if let Some(kind) = kind.filter(|kind| *kind != SectionKind::Overview) {
            self.open(None, Some(kind), kind.label().to_owned());
        }
    }

    /// Opens a section for another list that plainly is about something else than the one before it, or than no heading.
    fn lead_in(&mut self, text: &str, below: Below<'_>) {
        let is_next = self.has_list || !self.is_inside;
        let said = headings::lead_in_kind(text).or_else(|| below.kind());
        if let Some(kind) = self.other(said).filter(|_| is_next && self.sections.len() < SECTIONS_MAX) {
            self.open(None, Some(kind), kind.label().to_owned());
        }
        self.leave(text, Why::LeadIn);
    }

    /// A kind, if it is not that of the section that is being read.
    fn other(&self, kind: Option<SectionKind>) -> Option<SectionKind> {
        let now = self.sections.last().map(|section| section.kind);
        kind.filter(|kind| Some(*kind) != now)
    }

    /// A heading, and what the list below it is about: that counts where the heading says nothing known.
    fn heading(&mut self, level: u8, text: &str, below: Below<'_>) {
        self.has_list = false;
        if text.chars().count() > HEADING_MAX_CHARS {
            return self.line(text);
        }
        self.facts.heading(text);
        let kind = headings::section_kind(text);
        if !self.is_inside && headings::is_button(text) {
            return self.leave(text, Why::Subheading);
        }
        let guess = if kind.is_none() { self.guess(below) } else { None };
        let is_plain = kind.is_none() && self.other(guess).is_none();
        if is_plain && self.is_inside && level > self.level {
            return self.leave(text, Why::Subheading);
        }
        if is_plain && level == Block::LOOKS {
            // Nothing says that it is a heading but its place: it may as well be words of the posting.
            return if self.is_inside { self.leave(text, Why::Subheading) } else { self.preamble(text) };
        }
        if self.sections.len() >= SECTIONS_MAX {
            return self.leave(text, Why::NoRoom);
        }
        self.is_inside = true;
        self.level = if level == Block::LOOKS { 2 } else { level };
        self.open(kind, guess, tidy_heading(text));
    }

    /// What the lines below a heading that says nothing known are about. A short second list of skills is of those that
    /// one would like to see, too.
    fn guess(&self, below: Below<'_>) -> Option<SectionKind> {
        let kind = below.kind().or_else(|| below.likely_kind(|kind| self.has(kind)))?;
        let is_second =
            kind == SectionKind::RequiredSkills && self.has(kind) && !self.has(SectionKind::PreferredSkills);
        let is_short = below.lines().count() <= SECOND_LIST_MAX;
        Some(if is_second && is_short { SectionKind::PreferredSkills } else { kind })
    }

    fn has(&self, kind: SectionKind) -> bool {
        self.sections.iter().any(|section| section.kind == kind && !section.lines.is_empty())
    }

    fn preamble(&mut self, text: &str) {
        if self.facts.read(text, true, None) { self.leave(text, Why::Fact) } else { self.line(text) }
    }

    fn open(&mut self, kind: Option<SectionKind>, guess: Option<SectionKind>, heading: String) {
        self.sections.push(FoundSection {
            kind: kind.or(guess).unwrap_or(SectionKind::Overview),
            heading,
            is_guess: kind.is_none(),
            lines: Vec::new(),
        });
    }

    fn line(&mut self, text: &str) {
        if self.sections.is_empty() {
            self.open(None, None, SectionKind::Overview.label().to_owned());
        }
        let Some(section) = self.sections.last_mut().filter(|_| self.lines < LINES_MAX) else {
            return self.leave(text, Why::NoRoom);
        };
        self.lines += 1;
        let (requirement, level) = (lines::requirement(text, section.kind), lines::level(text, section.kind));
        section.lines.push(FoundLine { text: text.to_owned(), requirement, level });
    }

    fn leave(&mut self, text: &str, why: Why) {
        self.left_out.push(LeftOut { text: text.to_owned(), why });
    }

    fn finish(mut self) -> Recognised {
        let (filled, empty): (Vec<_>, Vec<_>) =
            self.sections.into_iter().partition(|section| !section.lines.is_empty());
        let unused = empty.into_iter().map(|section| LeftOut { text: section.heading, why: Why::NoLines });
        self.left_out.extend(unused);
        Recognised { facts: self.facts.finish(), sections: filled, left_out: self.left_out }
    }
}

/// A bold paragraph of a word processor, say.
pub(super) fn is_like_a_heading(text: &str) -> bool {
    text.split_whitespace().count() <= 6 && !text.ends_with(['.', '!', ',', ';']) && headings::is_known(text)
}

/// Without the colon at its end and the number before it.
fn tidy_heading(text: &str) -> String {
    let bare = text.trim_end_matches([':', ' ', '–', '-']);
    let unnumbered = bare.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(['.', ')']).trim_start();
    let kept =
        if unnumbered.is_empty() || unnumbered.len() == bare.trim_start_matches(|c: char| c.is_ascii_digit()).len() {
            bare
        } else {
            unnumbered
        };
    if kept.is_empty() { text.to_owned() } else { kept.to_owned() }
}

#[cfg(test)]
mod tests;
