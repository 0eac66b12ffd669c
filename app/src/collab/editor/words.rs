//! Words that several people write at once, between the draft and the field that shows them.
//!
//! The field may show an older wording than the draft has: while an input method composes a character nothing may change
//! under it, and a key may be pressed between a change and its showing. So what was typed is always understood as a
//! change of what the field showed, and done to what the draft says.

use domain::{
    document::{Field, moved_caret, transplanted},
    posting::Input,
};
use leptos::{html::Textarea, prelude::*};

use super::{IS_AWAKE, desk::Desk, insert};
use crate::ui::in_area;

/// The text area of a line, a heading, or a fact that is prose; the title is one.
#[component]
pub fn Area(
    field: Field,
    /// What the draft says in it.
    text: Memo<String>,
    class: &'static str,
    is_editable: bool,
) -> impl IntoView {
    let (is_one_line, is_title) = (is_one_line(&field), field == Field::TITLE);
    let name = field.to_string();
    let max = field.max_chars();
    let words = Words::new(field, text);
    view! {
        <textarea class=class rows="1" readonly=!(is_editable && IS_AWAKE) maxlength=max data-field=name node_ref=words.area
            on:input=move |_| words.typed() on:compositionstart=move |_| words.is_composing.set(true) on:compositionend=move |_| words.is_composing.set(false)
            on:keydown=move |event| if is_one_line && event.key() == "Enter" && !event.is_composing() {
                event.prevent_default();
                if is_title {
                    insert::focus_soon(".line-text, .line-add".to_owned());
                }
            }>
            {in_area(&text.get_untracked())}
        </textarea>
    }
}

/// Lines and paragraphs may break.
fn is_one_line(field: &Field) -> bool {
    match field {
        Field::Line(_) => false,
        Field::Heading(_) => true,
        Field::Fact(key) => key.input() != Input::Paragraph,
    }
}

#[derive(Clone, Copy)]
struct Words {
    desk: Desk,
    field: StoredValue<Field>,
    area: NodeRef<Textarea>,
    /// An input method is at work.
    is_composing: RwSignal<bool>,
    /// What the draft says.
    text: Memo<String>,
    /// What the field showed when it was last in step with the draft.
    shown: StoredValue<String>,
}

impl Words {
    fn new(field: Field, text: Memo<String>) -> Self {
        let words = Self {
            desk: Desk::here(),
            field: StoredValue::new(field),
            area: NodeRef::new(),
            is_composing: RwSignal::new(false),
            text,
            shown: StoredValue::new(text.get_untracked()),
        };
        Effect::new(move |_| words.show());
        words
    }

    /// Something was typed into the field.
    fn typed(self) {
        let Some(area) = self.area.get_untracked() else { return };
        let (typed, field) = (area.value(), self.field.get_value());
        let mut text = transplanted(&self.shown.get_value(), &typed, &self.text.get_untracked());
        if is_one_line(&field) {
            text = text.replace('\n', " ");
        }
        // What is refused stays in the field, to be made shorter: the two are out of step until then.
        if self.desk.try_apply(&[field.set(text)]) {
            self.shown.set_value(typed);
        }
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
