//! Publishing, archiving and restoring, as forms.

use domain::{
    library::{ChangeClass, REMARK_MAX_CHARS},
    templates::TemplateStatus,
};
use leptos::prelude::*;
use services::TemplateView;

use crate::{
    forms::{Field, Form, GatedCard, Hidden, Radios},
    ui::Button,
};

fn fields(view: &TemplateView) -> AnyView {
    view! {
        <Hidden name="template" value=view.id.to_string()/>
        <Hidden name="edition" value=view.edition.to_string()/>
    }
    .into_any()
}

/// Publishes what the template says now, if that is not what is published.
#[component]
pub fn Publish(view: TemplateView) -> impl IntoView {
    let is_wanted = view.refusal.is_none() && view.is_ahead && view.status != TemplateStatus::Archived;
    is_wanted.then(|| {
        let is_first = view.current_version == 0;
        let hint = if is_first {
            "Until it is published, only curators see it."
        } else {
            "New drafts start with it; those that are there stay as they are."
        };
        let reason_hint = if is_first { "Not needed before the first version." } else { "It stands beside the version." };
        view! {
            <section class="card" aria-labelledby="publish">
                <h2 id="publish">"Publish"</h2>
                <Form action="publish_template" tight=true>
                    <p class="field-hint">{hint}</p>
                    {fields(&view)}
                    <Hidden name="slug" value=view.slug.clone()/>
                    {(!is_first).then(|| view! { <Radios name="change_class" label="This change" options=classes() value=ChangeClass::Editorial.word()/> })}
                    <Field name="reason" label="Reason for the change" hint=reason_hint required=!is_first maxlength=REMARK_MAX_CHARS/>
                    <Button kind="primary">{format!("Publish version {}", view.current_version + 1)}</Button>
                </Form>
            </section>
        }
    })
}

fn classes() -> Vec<(String, String, String)> {
    let class = |class: ChangeClass, words: &str, hint: &str| (class.to_string(), words.to_owned(), hint.to_owned());
    vec![
        class(ChangeClass::Editorial, "is editorial", "The same meaning in better words."),
        class(ChangeClass::Meaning, "changes the meaning", "New drafts will say something else."),
    ]
}

/// Takes the template out of use, or puts it back; disabled with the reason for those who may not.
#[component]
pub fn Retire(view: TemplateView) -> impl IntoView {
    let reason = view.refusal.map(|refusal| refusal.to_string());
    let hidden = fields(&view);
    if view.status == TemplateStatus::Archived {
        let hint = "Drafts can start with it again.";
        return view! { <GatedCard id="restore" label="Restore" action="restore_template" reason hint>{hidden}</GatedCard> }
            .into_any();
    }
    let hint = "Nothing new starts with it. Drafts that came from it stay as they are.";
    view! { <GatedCard id="archive" label="Archive" action="archive_template" reason hint danger=true>{hidden}</GatedCard> }
        .into_any()
}
