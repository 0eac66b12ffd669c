//! What somebody decided about updates from the library, as the record keeps it.

use serde::{Deserialize, Serialize};

use crate::{
    ids::LineId,
    posting::{ItemRef, words},
};

words! {
    /// What was decided.
    Settled {
        Taken = "taken", "took";
        Merged = "merged", "merged";
        Kept = "kept", "kept the words in place of";
        Snoozed = "snoozed", "put off";
    }
}

/// An update that was decided on, with the name that the item had then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettledUpdate {
    pub line: LineId,
    pub from: ItemRef,
    pub to: ItemRef,
    pub name: String,
}

/// What somebody did with these updates, to be read after their name; `it` is how the posting is called.
pub(super) fn in_words(settled: Settled, updates: &[SettledUpdate], it: &str) -> String {
    let what = match updates {
        [one] => format!("an update of “{}”", one.name),
        several => format!("{} updates from the library", several.len()),
    };
    format!("{} {what} in {it}", settled.label())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::ItemId;

    #[test]
    fn it_is_said_what_was_done_to_how_many() {
        let version = |version| ItemRef { item: ItemId(uuid::Uuid::nil()), version };
        let one = SettledUpdate {
            line: LineId::from_random(1),
            from: version(1),
            to: version(2),
            name: "REST APIs".to_owned(),
        };
        assert_eq!(
            in_words(Settled::Taken, std::slice::from_ref(&one), "the posting"),
            "took an update of “REST APIs” in the posting"
        );
        let kept = in_words(Settled::Kept, &[one.clone(), one], "it");
        assert_eq!(kept, "kept the words in place of 2 updates from the library in it");
    }
}
