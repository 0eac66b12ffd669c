//! For admins: asking others on a step that is stuck.

use std::sync::Arc;

use domain::{permissions::Action, review::COMMENT_MAX_CHARS};
use leptos::prelude::*;
use services::ReviewPage;

use crate::{
    forms::{Checks, Form, Hidden, Select, TextArea, refused},
    ui::Button,
};

#[component]
pub fn Reassign(review: Arc<ReviewPage>) -> impl IntoView {
    let open = review.steps.iter().filter(|step| !step.is_met);
    let steps: Vec<_> = open.map(|step| (step.key.clone(), step.name.clone())).collect();
    if !review.is_open || steps.is_empty() || review.controls.may(Action::Reassign).is_err() {
        return ().into_any();
    }
    let people = review.could_be_asked.iter();
    let options = people.map(|person| (person.id.to_string(), person.name.clone(), String::new())).collect();
    view! {
        <details class="fold" id="reassign" open=refused(&["reassign"]).is_some()>
            <summary>"Ask others to decide"</summary>
            <div class="fold-body">
                <Form action="reassign" tight=true>
                    <p class="field-hint">"For a step on which those who are asked can't decide. What was decided stays."</p>
                    <Hidden name="posting" value=review.posting.id.to_string()/>
                    <Select name="step" label="Step" options=steps/>
                    <Checks name="person" label="Ask just these" options chosen=Vec::new()/>
                    <TextArea name="reason" label="Reason" rows=2 hint="It stays in the history." required=true maxlength=COMMENT_MAX_CHARS/>
                    <div class="actions"><Button>"Ask them"</Button></div>
                </Form>
            </div>
        </details>
    }
    .into_any()
}
