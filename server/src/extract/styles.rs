//! What the styles of a Word document mean: their ids differ by language, their names don't.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::{
    Unreadable,
    docx::{attribute, each_event, value},
};

/// What a paragraph is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Style {
    #[default]
    Words,
    Bullet,
    Heading(u8),
}

impl Style {
    /// A heading stays one, whatever else it is.
    pub(super) const fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Heading(level), _) | (_, Self::Heading(level)) => Self::Heading(level),
            (Self::Bullet, _) | (_, Self::Bullet) => Self::Bullet,
            (Self::Words, Self::Words) => Self::Words,
        }
    }

    fn named(name: &str) -> Self {
        let name = name.to_lowercase();
        if name == "title" {
            return Self::Heading(1);
        }
        if let Some(level) = name.strip_prefix("heading") {
            return level.trim().parse().map_or(Self::Heading(2), |level: u8| Self::Heading(level.clamp(1, 9)));
        }
        if name.starts_with("list") { Self::Bullet } else { Self::Words }
    }
}

/// The styles by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles(HashMap<String, Style>);

impl Styles {
    pub(super) fn read(xml: &[u8]) -> Result<Self, Unreadable> {
        let mut styles = HashMap::new();
        let mut id = String::new();
        each_event(xml, |event| {
            if let Event::Start(start) | Event::Empty(start) = event {
                match start.local_name().as_ref() {
                    "style" => id = attribute(start, "styleId")?,
                    "name" if !id.is_empty() => {
                        styles.insert(std::mem::take(&mut id), Style::named(&value(start)?));
                    }
                    _ => {}
                }
            }
            Ok(())
        })?;
        Ok(Self(styles))
    }

    /// What the style is; its id is a name, too, where the document does not list it.
    pub(super) fn get(&self, id: &str) -> Style {
        self.0.get(id).copied().unwrap_or_else(|| Style::named(id))
    }
}
