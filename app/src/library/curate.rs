//! What curators do on an item's page: edit, publish, deprecate, restore.

use domain::{
    library::{BODY_MAX_CHARS, ChangeClass, ItemStatus, NAME_MAX_CHARS, REMARK_MAX_CHARS, WordingForm},
    posting::{Level, Requirement},
};
use leptos::prelude::*;
use services::ItemPage;

use super::findings::WordingFindings;
use crate::{
    forms::{Check, Field, Form, GatedCard, Hidden, Radios, Select, TextArea},
    paths,
    ui::{Button, Gate},
    upstream::{NEW_LINE, reach_words},
};

/// The fields that a new item and an edit share.
#[component]
pub fn WordingFields(
    form: WordingForm,
    /// What the item is, with its group: `skill/language`; empty while it is chosen.
    #[prop(optional, into)]
    kind: String,
) -> impl IntoView {
    let meant_for = |word: &str| form.seniority.iter().any(|held| held == word);
    let (junior, mid, senior) = (meant_for("junior"), meant_for("mid"), meant_for("senior"));
    let requirements = Requirement::ALL.iter().map(|choice| (choice.to_string(), choice.label().to_owned())).collect();
    let levels = Level::ALL.iter().map(|choice| (choice.to_string(), choice.label().to_owned()));
    let levels = std::iter::once((String::new(), "No level".to_owned())).chain(levels).collect();
    view! {
        <Field name="name" label="Name" value=form.name hint="What people call it in lists and searches." required=true maxlength=NAME_MAX_CHARS/>
        <TextArea name="body" label="Line, as a posting shows it" value=form.body.clone() rows=3 required=true maxlength=BODY_MAX_CHARS/>
        <WordingFindings kind body=form.body/>
        <TextArea name="guidance" label="Guidance for writers" value=form.guidance rows=2 hint="When to use it, and what to change. Never shown in a posting." maxlength=REMARK_MAX_CHARS/>
        <div class="field-row">
            <Field name="synonyms" label="Synonyms" value=form.synonyms hint="Separated by commas."/>
            <Field name="tags" label="Tags" value=form.tags hint="Separated by commas."/>
        </div>
        <fieldset class="field">
            <legend>"Meant for"</legend>
            <div class="choices" data-inline="">
                <Check name="junior" label="Junior" checked=junior/>
                <Check name="mid" label="Mid-level" checked=mid/>
                <Check name="senior" label="Senior" checked=senior/>
            </div>
            <p class="field-hint">"None means everybody."</p>
        </fieldset>
        <div class="field-row">
            <Select name="default_requirement" label="Usually asked for as" options=requirements value=form.default_requirement/>
            <Select name="default_level" label="Usual level" options=levels value=form.default_level/>
        </div>
        <Hidden name="with_references" value="yes"/>
        <TextArea name="taxonomy" label="References" value=form.taxonomy.unwrap_or_default() rows=2
            hint="The same idea in O*NET, ESCO, SFIA or a scheme of yours, one on a line: scheme, identifier, link. Never their texts."/>
        <TextArea name="sources" label="Sources" value=form.sources.unwrap_or_default() rows=2 hint="Where it comes from, one on a line: “Our handbook: Working hours”."/>
    }
}

/// The form for a new version, made from the newest one.
#[component]
pub fn EditItem(item: ItemPage) -> impl IntoView {
    let form = item.versions.first().map(|version| WordingForm::of(&version.wording)).unwrap_or_default();
    let classes = vec![
        choice(ChangeClass::Editorial, "is editorial", "The same meaning in better words."),
        choice(ChangeClass::Meaning, "changes the meaning", "Readers will understand something else."),
    ];
    let needs_reason = item.current_version > 0;
    let hint =
        if needs_reason { "Writers of postings will read it." } else { "Not needed before the first publication." };
    view! {
        <section aria-labelledby="edit">
            <h2 id="edit">"Edit"</h2>
            <Form action="edit_item">
                <Hidden name="item" value=item.id.to_string()/>
                <Hidden name="from_version" value=item.newest_version.to_string()/>
                <WordingFields form kind=format!("{}/{}", item.kind, item.group)/>
                <Radios name="change_class" label="This change" options=classes value=ChangeClass::Editorial.word()/>
                <Field name="reason" label="Reason for the change" hint required=needs_reason maxlength=REMARK_MAX_CHARS/>
                {needs_reason.then(|| view! { <p class="field-hint">"Published, it goes into new lines. "{reach_words(NEW_LINE, &item.where_used.reach)}</p> })}
                <div class="actions">
                    <Button kind="primary" name="publish" value="yes">{format!("Publish as version {}", item.newest_version + 1)}</Button>
                    <Button>"Keep as draft"</Button>
                </div>
            </Form>
        </section>
    }
}

fn choice(class: ChangeClass, words: &str, hint: &str) -> (String, String, String) {
    (class.to_string(), words.to_owned(), hint.to_owned())
}

/// Publishes the draft version that lies ahead.
#[component]
pub fn PublishDraft(item: ItemPage) -> impl IntoView {
    let Some(draft) = item.draft() else { return ().into_any() };
    let (number, has_reason) = (draft.number, !draft.reason.is_empty());
    let asks = item.current_version > 0 && !has_reason;
    let hint = if item.current_version > 0 {
        format!("New lines take the published version. {}", reach_words(NEW_LINE, &item.where_used.reach))
    } else {
        "Until it is published, only curators see it.".to_owned()
    };
    view! {
        <section class="card" aria-labelledby="draft">
            <h2 id="draft">{format!("Version {number} is a draft")}</h2>
            <Form action="publish_item" tight=true>
                <p class="field-hint">{hint}</p>
                <Hidden name="item" value=item.id.to_string()/>
                <Hidden name="version" value=number.to_string()/>
                {asks.then(|| view! { <Field name="reason" label="Reason for the change" required=true maxlength=REMARK_MAX_CHARS/> })}
                <Button>{format!("Publish version {number}")}</Button>
            </Form>
        </section>
    }
    .into_any()
}

/// Takes the item out of use, or puts it back; disabled with the reason for those who may not.
#[component]
pub fn Retire(item: ItemPage, candidates: Vec<(String, String)>) -> impl IntoView {
    let reason = item.refusal.map(|refusal| refusal.to_string());
    let (id, newest) = (item.id.to_string(), item.newest_version.to_string());
    match item.status {
        ItemStatus::Published => {
            let reach = reach_words("It", &item.where_used.reach);
            let hint = format!(
                "It is no longer offered to new lines. Name what to use instead, and that is what lines are offered. {reach}"
            );
            view! {
                <GatedCard id="deprecate" label="Deprecate" action="deprecate_item" reason hint danger=true>
                    <Hidden name="item" value=id/>
                    <Hidden name="from_version" value=newest/>
                    <Select name="replacement" label="Use instead" options=candidates/>
                    <Field name="sunset_on" label="Last day" kind="date" hint="After it the item is archived. May stay empty."/>
                    <Field name="reason" label="Reason" required=true maxlength=REMARK_MAX_CHARS/>
                </GatedCard>
            }
            .into_any()
        }
        ItemStatus::Deprecated | ItemStatus::Archived => {
            let hint = "It is offered again, in its published version.";
            view! {
                <GatedCard id="restore" label="Restore" action="restore_item" reason hint><Hidden name="item" value=id/></GatedCard>
            }
            .into_any()
        }
        _ => ().into_any(),
    }
}

/// Where another item says the same, this one can be merged into it; disabled with the reason for those who may not.
#[component]
pub fn MergeAway(item: ItemPage) -> impl IntoView {
    let reason = item.refusal.map(|refusal| refusal.to_string());
    (item.current_version > 0).then(|| view! {
        <section class="card" aria-labelledby="merge">
            <h2 id="merge">"Merge"</h2>
            <div class="form" data-tight="">
                <p class="field-hint">"Does another item say the same? Then this one goes: its page and its names lead to the other one, and its lines are offered that."</p>
                <Gate reason id="why-not-merge" label="Merge into another item">
                    <a class="button" href=paths::merge_of(&item.slug, "")>"Merge into another item…"</a>
                </Gate>
            </div>
        </section>
    })
}
