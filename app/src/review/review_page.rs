//! The review of a revision: what changed, what the checks say, who decided what, and deciding.

use std::sync::Arc;

use domain::{permissions::Action, posting::Scope};
use leptos::{context::Provider, prelude::*};
use services::{Base, Look, Origins, ReviewPage as Review, Since};

use super::{
    decision_form::Decide,
    difference::DifferenceView,
    findings::Findings,
    head::{Message, PostingHead},
    reassign_form::Reassign,
    standing::{Answered, Standing},
    steps::Steps,
};
use crate::{
    layout::{Place, page, param, query},
    paths,
    scope::read_id,
    threads::{Back, Desk, Elsewhere, Overview, Refused},
    upstream::share_words,
};

#[component]
pub fn ReviewPage() -> impl IntoView {
    let (posting, revision) = (param("posting"), query("revision"));
    let (since, is_everything) = (query("since"), !query("all").is_empty());
    page(Place::Postings, move |scope| async move {
        let revision = if revision.is_empty() { None } else { Some(read_id(&revision)?) };
        // An address with a base of somebody's own making shows the usual one.
        let look = Look { revision, since: since.parse().ok(), is_everything };
        let actor = scope.actor()?;
        let review = Arc::new(scope.services.review_page(actor, read_id(&posting)?, look).await?);
        let title = format!("Review of {}", review.posting.name());
        let asks = review.is_open && review.controls.may(Action::Decide).is_ok();
        let desk = desk(&review);
        let origins = scope.services.origins(actor, &review.snapshot).await?;
        let share = share_words(origins.provenance);
        let text = text(&review, desk.clone(), origins);
        let content = view! {
            <main class="page" id="main" tabindex="-1" data-width="wide">
                {asks.then(|| view! { <a class="skip" href="#decide">"Skip to the decision"</a> })}
                <PostingHead posting=review.posting.clone() controls=review.controls.clone() heading=review.posting.name().to_owned() note=note(&review)/>
                <Answered review=review.clone()/>
                <Refused desk=desk.clone()/>
                <Standing review=review.clone()/>
                <Message text=review.revision.message.clone() by=review.revision.author_name.clone()/>
                <div class="beside">
                    <div>
                        <Compared review=review.clone() is_everything/>
                        <p class="block-note review-share">{share}</p>
                        {text}
                        <Elsewhere desk=desk.clone()/>
                    </div>
                    <aside class="stack beside-stay" data-gap="large" aria-label="Steps, decision, threads and checks">
                        <Steps review=review.clone()/>
                        <Decide review=review.clone()/>
                        <Overview desk/>
                        <Findings findings=review.findings.clone()/>
                        <Reassign review=review.clone()/>
                    </aside>
                </div>
                {asks.then(|| view! { <div class="decide-bar"><span>{met(&review)}</span><a class="button" data-kind="primary" href="#decide">"Decide"</a></div> })}
            </main>
        };
        Ok((title, content))
    })
}

fn desk(review: &Review) -> Desk {
    let page = Back::Review(review.revision.id);
    Desk::new(review.posting.id, page, &review.snapshot, review.discussion.clone(), &review.controls)
}

/// What changed, with what was said beside it and where its words come from.
fn text(review: &Review, desk: Desk, origins: Origins) -> AnyView {
    let (difference, snapshot, is_first) = (review.difference.clone(), review.snapshot.clone(), review.base.is_none());
    view! { <Provider value=desk><Provider value=origins><DifferenceView difference snapshot is_first/></Provider></Provider> }.into_any()
}

fn note(review: &Review) -> String {
    let revision = &review.revision;
    let version =
        if review.policy_version == 0 { String::new() } else { format!(", version {}", review.policy_version) };
    format!(
        "Review of revision {}, submitted by {}, {}. Policy “{}”{version}.",
        revision.number, revision.author_name, revision.created_at, review.policy_name
    )
}

fn met(review: &Review) -> String {
    let met = review.steps.iter().filter(|step| step.is_met).count();
    format!("{met} of {} steps approved", review.steps.len())
}

/// What the difference is against, how large it is, and what else it could be against.
#[component]
fn Compared(review: Arc<Review>, is_everything: bool) -> impl IntoView {
    let id = review.posting.id;
    let revision = review.revision.id.to_string();
    let size = changes(review.difference.counts.total());
    let sentence = match &review.base {
        None if review.bases.is_empty() => view! { <p>"The first revision: everything is new."</p> }.into_any(),
        None => view! { <p>"The whole posting, compared with nothing."</p> }.into_any(),
        Some(base) => {
            let number = base.number;
            view! { <p>{format!("{size} since ")}<a href=paths::revision(id, number)>{format!("revision {number}")}</a>{base_words(base.since)}</p> }.into_any()
        }
    };
    let here = review.base.map(|base| base.since);
    let since = |since: Since| paths::review_since(id, &revision, &since.to_string(), is_everything);
    let others = review.bases.iter().filter(|base| Some(base.since) != here).take(BASES_SHOWN).map(|base| {
        view! { <li><a href=since(base.since)>{base_label(base)}</a></li> }
    });
    let others: Vec<_> = others.collect();
    let nothing = here.is_some().then(|| view! { <li><a href=since(Since::Nothing)>"The whole posting"</a></li> });
    view! {
        <div class="review-bar">
            {sentence}
            <ul class="review-bases" role="list" aria-label="Compare with">
                {others}{nothing}
                <li><a href=paths::history(id)>"History"</a></li>
            </ul>
        </div>
        <Mine review is_everything/>
    }
}

/// That only a part is shown, or that all of it is.
#[component]
fn Mine(review: Arc<Review>, is_everything: bool) -> impl IntoView {
    let is_asked = review.steps.iter().any(|step| step.is_mine);
    let is_part = review.scopes.len() < Scope::ALL.len();
    let revision = review.revision.id.to_string();
    let since = review.base.map_or(Since::Nothing, |base| base.since).to_string();
    let toggle = paths::review_since(review.posting.id, &revision, &since, !is_everything);
    let scopes: Vec<String> = review.scopes.iter().map(|scope| scope.label().to_lowercase()).collect();
    let note = match review.elsewhere {
        0 => String::new(),
        1 => " One change elsewhere is for others.".to_owned(),
        more => format!(" {more} changes elsewhere are for others."),
    };
    if is_part {
        view! { <p class="review-mine">{format!("Only what you decide on: {}.{note} ", scopes.join(", "))}<a href=toggle>"Show everything"</a></p> }.into_any()
    } else if is_everything && is_asked {
        view! { <p class="review-mine">"Everything, also what others decide on. "<a href=toggle>"Show only what I decide on"</a></p> }.into_any()
    } else {
        ().into_any()
    }
}

/// So many other revisions are offered; the history has all.
const BASES_SHOWN: usize = 4;

pub const fn base_words(since: Since) -> &'static str {
    match since {
        Since::Look => ", which you looked at last.",
        Since::Approved => ", the last one approved.",
        Since::Live => ", which is live.",
        Since::Revision(_) | Since::Nothing => ".",
    }
}

pub fn base_label(base: &Base) -> String {
    match base.since {
        Since::Look => "Since I looked last".to_owned(),
        Since::Approved => "Since last approved".to_owned(),
        Since::Live => "Since what is live".to_owned(),
        Since::Revision(number) => format!("Since revision {number}"),
        Since::Nothing => "The whole posting".to_owned(),
    }
}

/// How many changes there are, in words.
pub fn changes(total: usize) -> String {
    match total {
        0 => "No change".to_owned(),
        1 => "One change".to_owned(),
        more => format!("{more} changes"),
    }
}
