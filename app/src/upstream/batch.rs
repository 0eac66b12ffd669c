//! Deciding on several updates at once; the boxes stand in the cards.

use leptos::prelude::*;

use super::counted;
use crate::{forms::Form, ui::Button};

/// The form that the boxes of the cards belong to.
pub const BATCH: &str = "updates";

/// Offered when more than one update can be taken without losing anybody's words.
#[component]
pub fn Batch(
    /// How many boxes there are on the page.
    ticks: usize,
) -> impl IntoView {
    let words = counted(u64::try_from(ticks).unwrap_or(0), "line");
    (ticks > 1).then(|| {
        view! {
            <Form action="settle_updates" key="ticked" id=BATCH class="update-batch">
                <p>{format!("{words} here say just what the library said. They are ticked; untick what you want to look at by itself.")}</p>
                <div class="actions">
                    <Button icon="check" name="answer" value="take">"Take all that are ticked"</Button>
                    <Button name="answer" value="keep">"Keep all that are ticked"</Button>
                </div>
            </Form>
        }
    })
}
