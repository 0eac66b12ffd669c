//! The editor of a posting: the bar with the one next action, and the draft below it, live or as plain forms.

use domain::{
    ids::{PostingId, UserId},
    library::{IndexItem, ItemState},
    permissions::Action,
    protocol::Access,
    review::{Controls, StageName},
    time::write_date,
};
use leptos::prelude::*;
use services::{DraftView, LibraryFilter, PostingCard, RequestedChanges};

use super::{editor::Workbench, plain::PlainEditor};
use crate::{
    error::AppError,
    layout::{AccountMenu, Brand, MainNav, NavOpen, Place, page, param, query},
    paths,
    review::{NextSteps, StageBadge},
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
        let requested = draft.requested_changes.clone().map(requested);
        let bar = view! { <WorkBar scope=scope.clone() posting controls is_plain/> };
        let editor = if is_plain {
            let offers = offers(&scope, search).await?;
            let banners = view! { {locked(&draft.posting, &draft.controls)}{requested} };
            view! { <PlainEditor draft offers is_editable banners=banners.into_any()/> }.into_any()
        } else {
            live(&scope, actor.id, draft, requested.into_any())
        };
        Ok((title, view! { {bar}{editor} }))
    })
}

fn live(scope: &Scope, user: UserId, draft: DraftView, banners: AnyView) -> AnyView {
    let refusal = draft.controls.may(Action::EditPosting).err().map(ToOwned::to_owned);
    let access = refusal.map_or(Access::Edit, Access::Read);
    let (posting, today) = (draft.posting.id, write_date(scope.services.now().date()));
    let plain = paths::plain(posting);
    view! {
        // Without scripts the browser goes on to the plain form by itself.
        <noscript><meta http-equiv="refresh" content=format!("0; url={plain}")/></noscript>
        <Workbench posting user epoch=draft.epoch state=draft.state today access>
            <p class="banner editor-asleep" role="status">
                <Icon name="info"/><span>"The live editor could not start in this browser. "<a href=plain>"Go on with the plain form"</a>"; it edits the same draft."</span>
            </p>
            {banners}
        </Workbench>
    }
    .into_any()
}

/// What the library offers for this search, best first.
async fn offers(scope: &Scope, search: String) -> Result<Vec<IndexItem>, AppError> {
    let filter = LibraryFilter { query: search, state: Some(ItemState::Published), ..LibraryFilter::default() };
    let found = scope.services.browse_library(scope.actor()?, &filter).await?;
    Ok(found.items.into_iter().map(|found| found.item).take(OFFERED).collect())
}

/// The one thin bar: title, stage, whether all is saved, the one next action.
#[component]
fn WorkBar(scope: Scope, posting: PostingCard, controls: Controls, is_plain: bool) -> impl IntoView {
    let actor = scope.actor;
    let id = posting.id;
    view! {
        <header class="topbar" data-fold="">
            <NavOpen/>
            <Brand/>
            {actor.clone().map(|actor| view! { <MainNav actor place=Place::Editor/> })}
            <h1 class="work-title">{posting.name().to_owned()}</h1>
            <StageBadge stage=posting.stage_name() live=posting.is_live/>
            {(!is_plain).then(|| view! { <span class="save-state" id="save-state" role="status">"Saved"</span> })}
            <div class="topbar-end">
                <div class="thumb-bar">
                    <DrawerOpen panel="library" icon="library" label="Library"/>
                    <DrawerOpen panel="side" icon="panel-right" label="Facts and checks"/>
                    <a class="button" data-kind="quiet" href=paths::preview(id)><Icon name="eye"/>"Preview"</a>
                    <NextSteps posting controls/>
                </div>
                {actor.map(|actor| view! { <AccountMenu actor/> })}
            </div>
        </header>
    }
}

#[component]
fn DrawerOpen(panel: &'static str, icon: &'static str, label: &'static str) -> impl IntoView {
    view! {
        <button class="button drawer-open" type="button" data-kind="quiet" data-icon="" data-for=panel popovertarget=panel aria-label=label><Icon name=icon/></button>
    }
}

/// Why the draft can't be edited.
fn locked(posting: &PostingCard, controls: &Controls) -> impl IntoView + use<> {
    let refusal = controls.may(Action::EditPosting).err().map(ToOwned::to_owned);
    refusal.map(|refusal| {
        let stage = match posting.stage_name() {
            StageName::InReview => Some("in-review"),
            StageName::Approved => Some("approved"),
            _ => None,
        };
        view! { <div class="banner" data-state=stage role="status"><Icon name="lock"/><p>{refusal}</p></div> }
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
