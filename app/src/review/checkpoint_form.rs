//! The form that gives a moment a name.

use domain::{
    ids::PostingId,
    timeline::{CHECKPOINT_NAME_MAX_CHARS, Point},
};
use leptos::prelude::*;

use crate::{
    forms::{Field, Form, Hidden, refused},
    ui::{Button, Gate, Icon},
};

/// Opens by itself after a refusal, and when an address leads to its field.
#[component]
pub fn NameMoment(posting: PostingId, point: Point, reason: Option<String>) -> impl IntoView {
    let is_refused = refused(&["name_checkpoint"]).is_some();
    view! {
        <div class="moment-menu">
            <Gate reason id="why-not-name" label="Name this moment" compact=true>
                <details class="menu" data-end="" name="moment" open=is_refused>
                    <summary class="button"><Icon name="flag"/>"Name this moment"</summary>
                    <div class="menu-list menu-panel">
                        <Form action="name_checkpoint" tight=true>
                            <Hidden name="posting" value=posting.to_string()/>
                            <Hidden name="point" value=point.to_string()/>
                            <Field name="name" label="Name of the checkpoint" required=true maxlength=CHECKPOINT_NAME_MAX_CHARS autocomplete="off"
                                hint="To find it again, to compare with it, to go back to it."/>
                            <div class="actions" data-end=""><Button kind="primary">"Name it"</Button></div>
                        </Form>
                    </div>
                </details>
            </Gate>
        </div>
    }
}
