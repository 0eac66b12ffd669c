//! What stands below a heading or a lead-in, and what that is about.

use super::{Block, content, recognise::is_like_a_heading};
use crate::posting::SectionKind;

/// Longer paragraphs are prose, which says many things.
const LINE_LIKE_MAX: usize = 160;

/// What stands below a block.
#[derive(Clone, Copy)]
pub(super) struct Below<'o>(pub(super) &'o [Block]);

impl<'o> Below<'o> {
    pub(super) fn has_bullets(self) -> bool {
        matches!(self.0.first(), Some(Block::Bullet { .. }))
    }

    /// The lines of the section or list that begins there: bullets, or short paragraphs where no bullet stands.
    pub(super) fn lines(self) -> impl Iterator<Item = &'o str> {
        let is_list = self.has_bullets();
        let goes_on = move |block: &&Block| match block {
            Block::Heading { .. } => false,
            Block::Bullet { .. } => is_list,
            Block::Paragraph { text } => !is_list && text.chars().count() <= LINE_LIKE_MAX && !is_like_a_heading(text),
        };
        self.0.iter().take_while(goes_on).map(Block::text)
    }

    /// What a list may be about where its lines hardly tell: the first kind that one of them speaks for, of those that the
    /// posting does not have yet.
    pub(super) fn likely_kind(self, has: impl Fn(SectionKind) -> bool) -> Option<SectionKind> {
        let counts = content::votes(self.lines());
        counts.into_iter().filter(|(_, kind)| self.has_bullets() && !has(*kind)).map(|(_, kind)| kind).next()
    }

    /// What those lines are about, as far as they tell.
    pub(super) fn kind(self) -> Option<SectionKind> {
        content::kind_of(self.lines())
    }
}
