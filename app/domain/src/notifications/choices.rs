//! Which notifications are mailed to a person, and when.

use std::collections::BTreeMap;

use super::NotificationKind;
use crate::posting::words;

words! {
    /// By which way a notification leaves the application, besides standing in it.
    MailWay {
        AtOnce = "at_once", "Mail at once";
        Digest = "digest", "Daily digest";
        Never = "never", "No mail";
    }
}

/// What a person wants by mail.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MailChoices {
    /// No mail at all, whatever was chosen for each kind.
    pub is_off: bool,
    ways: BTreeMap<NotificationKind, MailWay>,
}

impl MailChoices {
    #[must_use]
    pub fn new(is_off: bool, ways: impl IntoIterator<Item = (NotificationKind, MailWay)>) -> Self {
        Self { is_off, ways: ways.into_iter().collect() }
    }

    /// What holds for a kind.
    #[must_use]
    pub fn way(&self, kind: NotificationKind) -> MailWay {
        if self.is_off { MailWay::Never } else { self.chosen(kind) }
    }

    /// What was chosen for a kind, which holds as long as there is mail at all.
    #[must_use]
    pub fn chosen(&self, kind: NotificationKind) -> MailWay {
        self.ways.get(&kind).copied().unwrap_or_else(|| kind.usual_way())
    }

    /// Every choice that was made.
    pub fn ways(&self) -> impl Iterator<Item = (NotificationKind, MailWay)> {
        self.ways.iter().map(|(kind, way)| (*kind, *way))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_never_chose_is_mailed_as_usual_and_who_wants_none_gets_none() {
        let usual = MailChoices::default();
        assert_eq!(usual.way(NotificationKind::ReviewWaits), MailWay::AtOnce);
        assert_eq!(usual.way(NotificationKind::Published), MailWay::Digest);
        let off = MailChoices::new(true, [(NotificationKind::Published, MailWay::AtOnce)]);
        assert!(NotificationKind::ALL.iter().all(|kind| off.way(*kind) == MailWay::Never));
        assert_eq!(off.chosen(NotificationKind::Published), MailWay::AtOnce, "kept for later");
    }
}
