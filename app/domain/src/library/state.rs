//! What lists filter items by: where they stand, as a curator would say it.

use super::ItemStatus;
use crate::posting::words;

words! {
    /// Where an item stands, with the draft versions of published items told apart.
    ItemState {
        Published = "published", "Published";
        Ahead = "ahead", "Draft version ahead";
        Draft = "draft", "Draft";
        Deprecated = "deprecated", "Deprecated";
        Archived = "archived", "Archived";
    }
}

impl ItemState {
    /// Whether an item in this status, with or without a draft version ahead of the published one, is in this state.
    #[must_use]
    pub const fn holds(self, status: ItemStatus, is_ahead: bool) -> bool {
        match self {
            Self::Published => matches!(status, ItemStatus::Published),
            Self::Ahead => matches!(status, ItemStatus::Published) && is_ahead,
            Self::Draft => matches!(status, ItemStatus::Draft | ItemStatus::Proposed),
            Self::Deprecated => matches!(status, ItemStatus::Deprecated),
            Self::Archived => matches!(status, ItemStatus::Archived),
        }
    }
}
