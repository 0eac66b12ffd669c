//! Placeholders: what stands in a template for something that only the person knows who starts a draft.

use crate::posting::words;

words! {
    /// What a template can leave open.
    Placeholder {
        Team = "team", "Team";
        Product = "product", "Product";
        Place = "place", "Place";
    }
}

impl Placeholder {
    /// As it stands in a text.
    #[must_use]
    pub const fn token(self) -> &'static str {
        match self {
            Self::Team => "{team}",
            Self::Product => "{product}",
            Self::Place => "{place}",
        }
    }

    /// The form's name of the field that asks for it.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Team => "fill_team",
            Self::Product => "fill_product",
            Self::Place => "fill_place",
        }
    }

    /// The first that stands in a text unfilled.
    #[must_use]
    pub fn unfilled_in(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|placeholder| text.contains(placeholder.token()))
    }

    /// The one that the text begins with.
    pub(super) fn at_start_of(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|placeholder| text.starts_with(placeholder.token()))
    }
}

/// Longest text between braces that is taken for a placeholder rather than for a sentence in braces, in characters.
const NAME_MAX_CHARS: usize = 30;

/// The first thing in a text that looks like a placeholder and is none: `{Team}`, `{salary}`, `{ }`.
#[must_use]
pub fn unknown_placeholder(text: &str) -> Option<&str> {
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        rest = &rest[open..];
        let end = rest[1..].find(['{', '}']).map(|at| at + 1);
        let Some(end) = end.filter(|end| rest[*end..].starts_with('}')) else {
            // An inner brace may begin one; an open end begins none.
            rest = &rest[1..];
            continue;
        };
        let (token, after) = rest.split_at(end + 1);
        if Placeholder::at_start_of(token).is_none() && token.chars().count() <= NAME_MAX_CHARS + 2 {
            return Some(token);
        }
        rest = after;
    }
    None
}
