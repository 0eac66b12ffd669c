//! What can be done with a posting now: its one next action as a button, the rest in a menu.
//!
//! Small enough for the bar of the editor. What the stage does not know is left out; what the person may not do is
//! shown disabled with the sentence of the refusal. Everything is a plain form.

use domain::{
    permissions::Action,
    review::{COMMENT_MAX_CHARS, Controls, StageName},
};
use leptos::prelude::*;
use services::PostingCard;

use super::step_refused::StepRefused;
use crate::{
    forms::{Form, Hidden, TextArea},
    paths,
    scope::{makes_templates, proposes},
    ui::{Button, Gate, Icon},
};

/// The next action of the posting, and a menu with all others.
#[component]
pub fn NextSteps(posting: PostingCard, controls: Controls) -> impl IntoView {
    view! {
        <div class="next-steps">
            <StepRefused posting=posting.id/>
            <Primary posting=posting.clone() controls=controls.clone()/>
            <More posting controls/>
        </div>
    }
}

/// The reason why not, `None` when the person may.
fn reason(controls: &Controls, action: Action) -> Option<String> {
    controls.may(action).err().map(str::to_owned)
}

#[component]
fn Primary(posting: PostingCard, controls: Controls) -> impl IntoView {
    match posting.stage_name() {
        StageName::Draft | StageName::ChangesRequested => {
            view! { <Submit posting controls words="Submit" kind="primary"/> }.into_any()
        }
        StageName::Published => view! {
            <PublicPage posting=posting.clone()/>
            <SubmitAhead posting controls/>
        }
        .into_any(),
        StageName::InReview => view! {
            <GoToReview posting=posting.clone() controls=controls.clone()/>
            <SubmitChanges posting controls/>
        }
        .into_any(),
        StageName::Approved => view! {
            <Publish posting=posting.clone() controls=controls.clone()/>
            <SubmitChanges posting controls/>
        }
        .into_any(),
        StageName::Closed => {
            view! { <OneStep posting controls action="reopen" asks=Action::Reopen words="Reopen" icon="undo"/> }.into_any()
        }
        StageName::Archived => {
            view! { <OneStep posting controls action="restore_posting" asks=Action::Archive words="Restore" icon="undo"/> }.into_any()
        }
    }
}

/// What the public reads. In the bar of the editor there is no room for it; its menu has it.
#[component]
fn PublicPage(posting: PostingCard) -> impl IntoView {
    let slug = posting.slug.filter(|_| posting.is_live && !is_here(&paths::posting(posting.id)))?;
    Some(view! { <a class="button" href=paths::career(&slug)><Icon name="globe"/>"Public page"</a> })
}

/// Where one writes, what is written next can be submitted; elsewhere, only what is there.
#[component]
fn SubmitAhead(posting: PostingCard, controls: Controls) -> impl IntoView {
    let offers = posting.is_ahead || is_here(&paths::posting(posting.id));
    offers.then(|| view! { <Submit posting controls words="Submit changes" kind="plain"/> })
}

/// For the owner of what is in review or approved: what was written since becomes the next revision.
#[component]
fn SubmitChanges(posting: PostingCard, controls: Controls) -> impl IntoView {
    let is_owner = controls.may(Action::Submit).is_ok();
    is_owner.then(|| view! { <SubmitAhead posting controls/> })
}

/// Asks for a message, which may stay empty, and submits.
#[component]
fn Submit(posting: PostingCard, controls: Controls, words: &'static str, kind: &'static str) -> impl IntoView {
    let was_submitted = posting.stage_name() != StageName::Draft;
    let counts = was_submitted.then_some(" Approvals of what stays the same go on counting.");
    view! {
        <Gate reason=reason(&controls, Action::Submit) id="why-not-submit" label=words compact=true>
            <details class="menu" data-end="" name="next-steps">
                <summary class="button" data-kind=kind><Icon name="send"/>{words}</summary>
                <div class="menu-list menu-panel">
                    // Shown by the style sheet while the live checks say so.
                    <p class="submit-blocked" id="submit-blocked"><Icon name="stop"/><span><span id="blocking">"Some checks block"</span>" submitting. "<a href="#checks">"See the checks"</a></span></p>
                    <Form action="submit" tight=true quiet=true>
                        <Hidden name="posting" value=posting.id.to_string()/>
                        <TextArea name="message" label="Message to the reviewers" hint="What is new, and what to look at. May stay empty." maxlength=COMMENT_MAX_CHARS/>
                        <p class="field-hint">"What is submitted stays as it is; the draft can be written on."{counts}</p>
                        <p class="field-hint"><a href=paths::asked(posting.id)>"Who will be asked?"</a></p>
                        <div class="actions" data-end="">
                            <Button kind="primary">"Submit for review"</Button>
                            <button class="button submit-blocked" type="button" aria-disabled="true" aria-describedby="submit-blocked"><Icon name="lock"/>"Submit for review"</button>
                        </div>
                    </Form>
                </div>
            </details>
        </Gate>
    }
}

/// The way to the page where one decides; there, nothing.
#[component]
fn GoToReview(posting: PostingCard, controls: Controls) -> impl IntoView {
    let href = paths::review(posting.id);
    if is_here(&href) {
        return ().into_any();
    }
    match controls.may(Action::Decide) {
        Ok(()) => view! { <a class="button" data-kind="primary" href=href><Icon name="diff"/>"Review"</a> }.into_any(),
        Err(_) => view! { <a class="button" href=href><Icon name="diff"/>"See the review"</a> }.into_any(),
    }
}

/// Whether this is the page at the path.
pub(super) fn is_here(path: &str) -> bool {
    use_context::<http::request::Parts>().is_some_and(|parts| parts.uri.path() == path)
}

#[component]
fn Publish(posting: PostingCard, controls: Controls) -> impl IntoView {
    let Some(revision) = posting.stage.revision() else { return ().into_any() };
    view! {
        <Gate reason=reason(&controls, Action::Publish) id="why-not-publish" label="Publish" compact=true>
            <Form action="publish" class="step-form" quiet=true>
                <Hidden name="posting" value=posting.id.to_string()/>
                <Hidden name="revision" value=revision.to_string()/>
                <Button kind="primary" icon="globe">"Publish"</Button>
            </Form>
        </Gate>
    }
    .into_any()
}

/// A step that needs nothing but a click.
#[component]
fn OneStep(
    posting: PostingCard,
    controls: Controls,
    action: &'static str,
    asks: Action,
    words: &'static str,
    icon: &'static str,
) -> impl IntoView {
    view! {
        <Gate reason=reason(&controls, asks) id=format!("why-not-{action}") label=words compact=true>
            <Form action=action class="step-form" quiet=true>
                <Hidden name="posting" value=posting.id.to_string()/>
                <Button icon=icon>{words}</Button>
            </Form>
        </Gate>
    }
}

/// Everything else: other views of the posting, and the steps that are rarely taken.
#[component]
fn More(posting: PostingCard, controls: Controls) -> impl IntoView {
    let stage = posting.stage_name();
    let id = posting.id;
    let link = |href: String, icon: &'static str, words: &'static str| {
        (!is_here(&href)).then(|| view! { <li><a class="menu-item" href=href><Icon name=icon/>{words}</a></li> })
    };
    // The bar of the editor has the preview beside this menu.
    let is_in_bar = is_here(&paths::posting(id));
    let is_reviewed = matches!(stage, StageName::InReview | StageName::ChangesRequested | StageName::Approved);
    let public = posting.slug.clone().filter(|_| posting.is_live);
    let offers = |action: Action| controls.is_offered(action);
    let archives = offers(Action::Archive) && stage != StageName::Archived;
    let has_steps = offers(Action::Withdraw) || offers(Action::Close) || archives;
    view! {
        <details class="menu" data-end="" name="next-steps">
            <summary class="button" data-kind="quiet" data-icon=""><Icon name="more"/><span class="hidden-text">"More about this posting"</span></summary>
            <ul class="menu-list" role="list">
                {link(paths::posting(id), "edit", "Draft")}
                {(!is_in_bar).then(|| link(paths::preview(id), "eye", "Preview"))}
                {is_reviewed.then(|| link(paths::review(id), "diff", "Review"))}
                {public.map(|slug| link(paths::career(&slug), "globe", "Public page"))}
                {link(paths::asked(id), "people", "Who decides")}
                {link(paths::history(id), "history", "History")}
                {controls.may(Action::InviteGuest).is_ok().then(|| link(paths::guests(id), "person", "Guests"))}
                {proposes().then(|| link(paths::propose_from(id), "library", "Propose lines for the library"))}
                {makes_templates().then(|| link(paths::new_template_from(id), "document", "Make a template of it"))}
                {link(format!("{}#name_checkpoint-name", paths::history(id)), "flag", "Name this moment")}
                {has_steps.then(|| view! { <li><hr class="menu-rule"/></li> })}
                {offers(Action::Withdraw).then(|| view! { <Withdraw posting=posting.clone() controls=controls.clone()/> })}
                {offers(Action::Close).then(|| view! { <Close posting=posting.clone() controls=controls.clone()/> })}
                {archives.then(|| view! { <Archive posting=posting.clone() controls=controls.clone()/> })}
            </ul>
        </details>
    }
}

#[component]
fn Withdraw(posting: PostingCard, controls: Controls) -> impl IntoView {
    let note = if posting.stage_name() == StageName::InReview {
        "Ends the review. What was approved counts again when the same words are submitted."
    } else {
        "Gives the approval back. It counts again when the same words are submitted."
    };
    let reason = reason(&controls, Action::Withdraw);
    view! { <MenuStep posting reason action="withdraw" icon="undo" words="Withdraw" note button="Withdraw it"/> }
}

#[component]
fn Close(posting: PostingCard, controls: Controls) -> impl IntoView {
    let note = "Takes the public page down: it then says that the posting is closed. A running review ends.";
    let reason = reason(&controls, Action::Close);
    view! { <MenuStep posting reason action="close" icon="stop" words="Close" note button="Close it"/> }
}

#[component]
fn Archive(posting: PostingCard, controls: Controls) -> impl IntoView {
    let note = "Puts it away with its history. You can restore it.";
    let reason = reason(&controls, Action::Archive);
    view! { <MenuStep posting reason action="archive_posting" icon="stage-archived" words="Archive" note button="Archive it"/> }
}

/// An entry of the menu that says what it does before it does it.
#[component]
fn MenuStep(
    posting: PostingCard,
    reason: Option<String>,
    action: &'static str,
    icon: &'static str,
    words: &'static str,
    note: &'static str,
    button: &'static str,
) -> impl IntoView {
    if let Some(reason) = reason {
        let id = format!("why-not-{action}");
        return view! {
            <li>
                <button class="menu-item" type="button" aria-disabled="true" aria-describedby=id.clone()><Icon name="lock"/>{words}</button>
                <p class="menu-note menu-why" id=id>{reason}</p>
            </li>
        }
        .into_any();
    }
    view! {
        <li>
            <details class="menu-more">
                <summary class="menu-item"><Icon name=icon/>{format!("{words}…")}</summary>
                <Form action=action class="menu-panel" quiet=true>
                    <Hidden name="posting" value=posting.id.to_string()/>
                    <p class="menu-note">{note}</p>
                    <div class="actions" data-end=""><Button size="small">{button}</Button></div>
                </Form>
            </details>
        </li>
    }
    .into_any()
}
