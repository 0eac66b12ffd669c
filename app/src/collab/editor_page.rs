//! The editor of a posting: the bar with the one next action, and the draft below it, live or as plain forms.

use domain::{
    ids::{PostingId, UserId},
    permissions::Action,
    protocol::Access,
    review::{Controls, StageName},
    time::write_date,
};
use leptos::{context::Provider, prelude::*};
use services::{DraftView, PostingCard, RequestedChanges, Waiting};

use super::{ONLY_READING, editor::Workbench, plain::PlainEditor};
use crate::{
    error::AppError,
    layout::{AccountMenu, Bell, Brand, MainNav, NavOpen, Place, page, param, query},
    paths,
    review::{NextSteps, StageBadge, standing},
    scope::Scope,
    ui::Icon,
};

/// Library items that the plain form offers at once.
const OFFERED: usize = 40;

#[component]
pub fn EditorPage() -> impl IntoView {
    let posting = param("posting");
    let (is_plain, search) = (!query("plain").is_empty(), query("q"));
    page(Place::Editor, move |scope| async move {
        let actor = scope.actor()?;
        let id: PostingId = posting.parse().map_err(|_| AppError::NotFound)?;
        let draft = scope.services.open_draft(actor, id).await?;
        let is_editable = draft.controls.may(Action::EditPosting).is_ok();
        let title = draft.posting.name().to_owned();
        let (posting, controls) = (draft.posting.clone(), draft.controls.clone());
        let requested = (
            draft.requested_changes.clone().map(requested),
            is_editable.then(|| ahead(&draft, is_plain)),
            (!is_plain).then(|| unlockable(&draft)),
        );
        let bar = view! { <WorkBar scope=scope.clone() posting controls waiting=draft.waiting is_plain/> };
        let editor = if is_plain {
            let offers = scope.services.find_for(actor, (id, &draft.snapshot), &search, OFFERED).await?;
            let banners = view! { {locked(&draft.controls)}{requested} };
            let origins = scope.services.origins(actor, &draft.snapshot).await?;
            view! { <Provider value=origins><Provider value=draft.at_stake.clone()><PlainEditor draft offers is_editable banners=banners.into_any()/></Provider></Provider> }.into_any()
        } else {
            live(actor.id, draft, requested.into_any())
        };
        Ok((title, view! { {bar}{editor} }))
    })
}

fn live(user: UserId, draft: DraftView, banners: AnyView) -> AnyView {
    let refusal = draft.controls.may(Action::EditPosting).err().map(ToOwned::to_owned);
    let access = refusal.map_or(Access::Edit, Access::Read);
    let (posting, today) = (draft.posting.id, write_date(draft.opened_at.date()));
    let plain = paths::plain(posting);
    let at_stake = draft.at_stake.told_to((access == Access::Edit).then_some(user), None);
    view! {
        // Without scripts the browser goes on to the plain form by itself.
        <noscript><meta http-equiv="refresh" content=format!("0; url={plain}")/></noscript>
        <Workbench posting user epoch=draft.epoch state=draft.state snapshot=draft.snapshot today access at_stake>
            <p class="banner editor-asleep" role="status">
                <Icon name="info"/><span>"The live editor could not start in this browser. "<a href=plain>"Go on with the plain form"</a>"; it edits the same draft."</span>
            </p>
            {banners}
        </Workbench>
    }
    .into_any()
}

/// The one thin bar: title, stage, whether all is saved, the one next action.
#[component]
fn WorkBar(scope: Scope, posting: PostingCard, controls: Controls, waiting: Waiting, is_plain: bool) -> impl IntoView {
    let actor = scope.actor;
    let id = posting.id;
    let has_two_steps = matches!(posting.stage_name(), StageName::InReview | StageName::Approved);
    let rows = (has_two_steps && controls.may(Action::Submit).is_ok()).then_some("2");
    view! {
        <header class="topbar" data-fold="">
            <NavOpen/>
            <Brand/>
            {actor.clone().map(|actor| view! { <MainNav actor place=Place::Editor/> })}
            <h1 class="work-title">{posting.name().to_owned()}</h1>
            <StageBadge stage=posting.stage_name() live=posting.is_live/>
            {(!is_plain).then(|| view! { <span class="save-state" id="save-state" role="status">"Saved"</span> })}
            <div class="topbar-end">
                <div class="thumb-bar" data-rows=rows>
                    <DrawerOpen panel="library" icon="library" label="Library"/>
                    <DrawerOpen panel="side" icon="panel-right" label="Facts and checks"/>
                    <ThreadsLink posting=id waiting/>
                    <UpdatesLink posting=id waiting/>
                    <a class="button" data-kind="quiet" title="Preview" href=paths::preview(id)><Icon name="eye"/><span class="thumb-words">"Preview"</span></a>
                    <NextSteps posting controls/>
                </div>
                <Bell unread=scope.unread/>
                {actor.map(|actor| view! { <AccountMenu actor/> })}
            </div>
        </header>
    }
}

/// The way to what is said about the posting, with how much of it waits for somebody.
#[component]
fn ThreadsLink(posting: PostingId, waiting: Waiting) -> impl IntoView {
    let count = waiting.threads + waiting.suggestions;
    let count = (count > 0).then(|| view! { <span class="count">{count}</span> });
    view! { <a class="button" data-kind="quiet" title="Threads" href=paths::threads(posting)><Icon name="comment"/><span class="thumb-words">"Threads"</span>{count}</a> }
}

/// The way to what the library offers to its lines, while it does.
#[component]
fn UpdatesLink(posting: PostingId, waiting: Waiting) -> impl IntoView {
    (waiting.updates > 0).then(|| view! {
        <a class="button" data-kind="quiet" title="Updates" href=paths::updates(posting)><Icon name="library"/><span class="thumb-words">"Updates"</span><span class="count">{waiting.updates}</span></a>
    })
}

#[component]
fn DrawerOpen(panel: &'static str, icon: &'static str, label: &'static str) -> impl IntoView {
    view! {
        <button class="button drawer-open" type="button" data-kind="quiet" data-icon="" data-for=panel popovertarget=panel aria-label=label><Icon name=icon/></button>
    }
}

/// Why the draft can't be edited.
fn locked(controls: &Controls) -> impl IntoView + use<> {
    let refusal = controls.may(Action::EditPosting).err().map(ToOwned::to_owned);
    refusal.map(|refusal| {
        view! { <div class="banner" role="status"><Icon name="lock"/><p>{ONLY_READING}{refusal}</p></div> }
    })
}

/// The way to unlock what a template locks, for those who may.
fn unlockable(draft: &DraftView) -> Option<impl IntoView + use<>> {
    let is_locked = draft.snapshot.sections.iter().any(|section| section.locked);
    let plain = paths::plain(draft.posting.id);
    (is_locked && draft.controls.may(Action::UnlockSection).is_ok()).then(|| {
        view! { <div class="banner"><Icon name="lock"/><p>"The template of this posting locks a section. "<a href=plain>"Unlock it in the plain form"</a>", if it has to be changed."</p></div> }
    })
}

/// That a revision is in review or approved as it was submitted, and what the changes since ask for anew. The live editor
/// says that at its foot, while one types.
fn ahead(draft: &DraftView, is_plain: bool) -> Option<impl IntoView + use<>> {
    let (state, sentence) = match draft.posting.stage_name() {
        StageName::InReview => (
            "in-review",
            "What was submitted is in review as it was. What you write here is ahead of it until its owner submits the changes.",
        ),
        StageName::Approved => (
            "approved",
            "What was submitted is approved as it was, and can be published. What you write here is ahead of it until its owner submits the changes.",
        ),
        StageName::ChangesRequested if !draft.approvals.is_empty() => {
            ("", "Approvals of what stays as it is go on counting.")
        }
        _ => return None,
    };
    let steps = draft.approvals.iter().map(|step| view! { <li><b>{step.name.clone()}</b>": "{standing(step)}</li> });
    let steps: Vec<_> = steps.collect();
    let asked = paths::asked(draft.posting.id);
    let list = (is_plain && !steps.is_empty()).then(|| view! {
        <details class="fold" data-plain=""><summary>"What is approved"</summary><ul class="fold-body">{steps}</ul></details>
    });
    Some(view! {
        <div class="banner" data-state=state role="status">
            <Icon name="info"/>
            <div><p>{sentence}" "<a href=asked>"Who will be asked?"</a></p>{list}</div>
        </div>
    })
}

/// What the reviewer asked for.
fn requested(changes: RequestedChanges) -> impl IntoView {
    view! {
        <div class="banner" data-state="changes-requested" role="status">
            <Icon name="stage-changes-requested"/>
            <p><b>{changes.by_name}" asked for changes: "</b>{changes.comment}</p>
        </div>
    }
}
