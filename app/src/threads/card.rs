//! A thread: what it is about, what was said, and what can be done with it.

use domain::{
    guests::plain_name,
    ids::UserId,
    threads::{Found, mentions},
};
use leptos::prelude::*;
use services::{CommentRecord, ThreadRecord, ThreadView};

use super::{
    desk::{Asked, Desk},
    say::{EditComment, HOLD, RELEASE, REOPEN, RESOLVE, Reply},
};
use crate::{
    forms::refused,
    guests::Who,
    paths,
    ui::{Button, Icon, initials},
};

/// A thread as it stands beside the text.
pub fn thread_card(desk: &Desk, view: &ThreadView) -> AnyView {
    let is_open = view.is_open();
    let ThreadView { thread, found, why_not_resolve, may_change_blocking } = view;
    let id = format!("thread-{}", thread.id);
    let label = format!("Thread by {}", plain_name(&thread.opened_by_name));
    let about = about(thread, found);
    let is_asked = *desk.asked() == Asked::Reply(thread.id);
    let replying = is_asked && (is_open || refused(&["reply"]).is_some());
    let (thread_id, count) = (thread.id, thread.comments.len());
    let comments = thread.comments.iter().map(|comment| said(desk, comment)).collect_view();
    let blocking =
        thread.is_blocking.then(|| view! { <span class="badge" data-stage="changes-requested">"Blocking"</span> });
    if let Some(resolved) = &thread.resolved {
        let words = if count == 1 { "1 comment".to_owned() } else { format!("{count} comments") };
        let elsewhere = desk.is_past().then(|| view! { <NotHere desk=desk.clone() id=id.clone()/> });
        let again = desk.may_comment().then(|| {
            view! { <div class="thread-foot"><Button size="small" icon="undo" form=REOPEN name="thread" value=thread_id.to_string()>"Open again"</Button></div> }
        });
        return view! {
            <details class="thread" data-resolved="" id=id aria-label=label open=replying>
                <summary class="thread-head"><Icon name="check"/><span>{format!("Resolved by {}, {}", plain_name(&resolved.by_name), words)}</span>{blocking}</summary>
                {about}
                {comments}
                {replying.then(|| view! { <Reply desk=desk.clone() thread=thread_id/> })}
                {again}
                {elsewhere}
            </details>
        }
        .into_any();
    }
    let foot = (!replying && desk.may_comment()).then(|| {
        let resolve = match &why_not_resolve {
            None => view! { <Button size="small" icon="check" form=RESOLVE name="thread" value=thread_id.to_string()>"Resolve"</Button> }.into_any(),
            Some(why) => view! { <span class="hush">{why.clone()}</span> }.into_any(),
        };
        let (form, words) = if thread.is_blocking { (RELEASE, "Hold no more") } else { (HOLD, "Hold the approval") };
        let hold = may_change_blocking.then(|| {
            view! { <Button kind="quiet" size="small" form name="thread" value=thread_id.to_string()>{words}</Button> }
        });
        view! {
            <div class="thread-foot">
                <a class="button" data-size="small" href=desk.opening("reply", &thread_id.to_string())><Icon name="comment"/>"Reply"</a>
                {resolve}
                {hold}
            </div>
        }
    });
    let elsewhere = desk.is_past().then(|| view! { <NotHere desk=desk.clone() id=id.clone()/> });
    view! {
        <div class="thread" role="group" id=id data-blocking=thread.is_blocking.then_some("") aria-label=label>
            {about}
            {blocking.map(|badge| view! { <p class="thread-hold">{badge}"Holds the approval until it is resolved."</p> })}
            {comments}
            {replying.then(|| view! { <Reply desk=desk.clone() thread=thread_id/> })}
            {foot}
            {elsewhere}
        </div>
    }
    .into_any()
}

/// Where something that was said once can be answered: beside the draft.
#[component]
pub fn NotHere(desk: Desk, id: String) -> impl IntoView {
    let href = format!("{}#{id}", paths::threads(desk.posting()));
    view! { <div class="thread-foot"><a class="button" data-size="small" href=href><Icon name="comment"/>"See it beside the draft"</a></div> }
}

/// The words that it is about, where they are some; or that they are gone.
fn about(thread: &ThreadRecord, found: &Found) -> Option<AnyView> {
    let words = || thread.anchor.about().to_owned();
    let line = match found {
        Found::Whole => return None,
        Found::Words(_) => view! { <q>{words()}</q> }.into_any(),
        Found::WordsGone => view! { <q>{words()}</q><span>" These words are gone."</span> }.into_any(),
        Found::Gone if words().is_empty() => view! { <span>"What it was about is gone."</span> }.into_any(),
        Found::Gone => view! { <span>"It was about "</span><q>{words()}</q> }.into_any(),
    };
    Some(view! { <p class="thread-about">{line}</p> }.into_any())
}

fn said(desk: &Desk, comment: &CommentRecord) -> AnyView {
    let is_own = comment.author == desk.discussion().me;
    let id = format!("comment-{}", comment.id);
    let editing = is_own && *desk.asked() == Asked::Edit(comment.id);
    let edited = comment.edited_at.filter(|_| comment.deleted_at.is_none()).map(|at| {
        view! { <span title=at.to_string()>", edited"</span> }
    });
    let change = (is_own && !editing && desk.may_comment() && comment.deleted_at.is_none()).then(|| {
        view! { <a href=desk.opening("edit", &comment.id.to_string())>"Edit"</a> }
    });
    let body = if comment.deleted_at.is_some() {
        view! { <p class="comment-body hush">"This comment was deleted."</p> }.into_any()
    } else if editing {
        view! { <div class="comment-body"><EditComment desk=desk.clone() comment=comment.clone()/></div> }.into_any()
    } else {
        view! { <p class="comment-body">{spoken(comment)}</p> }.into_any()
    };
    view! {
        <article class="comment" id=id>
            <span class="avatar" aria-hidden="true">{initials(plain_name(&comment.author_name))}</span>
            <header><Who name=comment.author_name.clone()/>" "<time datetime=comment.at.rfc3339()>{comment.at.to_string()}</time>{edited}{change}</header>
            {body}
        </article>
    }
    .into_any()
}

/// The text with the names of those who are called in it marked.
fn spoken(comment: &CommentRecord) -> Vec<AnyView> {
    let people = comment.mentioned.iter().map(|mentioned| (mentioned.person, mentioned.name.as_str()));
    let called = mentions(&comment.text, people.collect::<Vec<(UserId, &str)>>());
    let (mut parts, mut end) = (Vec::new(), 0);
    for mention in called.into_iter().filter(|mention| !mention.range.is_empty()) {
        // Two people with one name are called at one place.
        let Some(before) = comment.text.get(end..mention.range.start) else { continue };
        let Some(name) = comment.text.get(mention.range.clone()) else { continue };
        parts.push(before.to_owned().into_any());
        parts.push(view! { <span class="mention">{name.to_owned()}</span> }.into_any());
        end = mention.range.end;
    }
    parts.push(comment.text.get(end..).unwrap_or_default().to_owned().into_any());
    parts
}
