//! Words that several people write at once, between the draft and the field that shows them.
//!
//! The field may show an older wording than the draft has: while an input method composes a character nothing may change
//! under it, and a key may be pressed between a change and its showing. So what was typed is always understood as a
//! change of what the field showed, and done to what the draft says.

use domain::document::{moved_caret, transplanted};
use leptos::{html::Textarea, prelude::*};

/// One such field.
#[derive(Clone, Copy)]
pub struct Words {
    pub area: NodeRef<Textarea>,
    /// An input method is at work.
    pub is_composing: RwSignal<bool>,
    /// Puts other words into the draft.
    set: Callback<String>,
    /// What the draft says.
    text: Memo<String>,
    /// What the field showed when it was last in step with the draft.
    shown: StoredValue<String>,
}

impl Words {
    pub fn new(text: Memo<String>, set: impl Fn(String) + Send + Sync + 'static) -> Self {
        let words = Self {
            area: NodeRef::new(),
            is_composing: RwSignal::new(false),
            set: Callback::new(set),
            text,
            shown: StoredValue::new(text.get_untracked()),
        };
        Effect::new(move |_| words.show());
        words
    }

    /// Something was typed into the field.
    pub fn typed(self) {
        let Some(area) = self.area.get_untracked() else { return };
        let typed = area.value();
        let text = transplanted(&self.shown.get_value(), &typed, &self.text.get_untracked());
        self.shown.set_value(typed);
        self.set.run(text);
    }

    /// Shows what the draft says now. Whoever works in it keeps the caret where it was among the words.
    fn show(self) {
        let text = self.text.get();
        let Some(area) = self.area.get().filter(|_| !self.is_composing.get()) else { return };
        let old = area.value();
        if old != text {
            let moved = |caret: Option<u32>| moved_caret(&old, &text, caret.unwrap_or_default());
            let start = moved(area.selection_start().ok().flatten());
            let end = moved(area.selection_end().ok().flatten());
            area.set_value(&text);
            if document().active_element().is_some_and(|active| active.is_same_node(Some(&area))) {
                drop(area.set_selection_range(start, end));
            }
        }
        self.shown.set_value(text);
    }
}
