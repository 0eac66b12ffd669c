//! What a difference is against, and the choice of something else to compare with.

use leptos::prelude::*;

use crate::ui::Button;

/// Something to compare with.
pub struct Choice {
    /// As the address has it.
    pub value: String,
    pub label: String,
    pub is_chosen: bool,
}

/// `sentence` says what it is compared with now; without choices it stands alone.
#[component]
pub fn Comparison(sentence: String, choices: Vec<Choice>) -> impl IntoView {
    let can_choose = !choices.is_empty();
    let options = choices.into_iter().map(|Choice { value, label, is_chosen }| {
        view! { <option value=value selected=is_chosen>{label}</option> }
    });
    let options = options.collect_view();
    view! {
        <div class="review-bar">
            <p>{sentence}</p>
            {can_choose.then(|| view! {
                <form class="actions" method="get">
                    <label class="hidden-text" for="from">"Compare with"</label>
                    <select class="input compare-with" id="from" name="from">{options}</select>
                    <Button>"Compare"</Button>
                </form>
            })}
        </div>
    }
}
