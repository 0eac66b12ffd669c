//! What a guest sees: the link before it is opened, then the posting with what is said about it, and nothing else.

use std::sync::Arc;

use domain::{
    checks::Finding,
    ids::UserId,
    posting::Snapshot,
    review::difference::{self, Difference},
};
use leptos::{context::Provider, prelude::*};
use leptos_axum::ResponseOptions;
use services::{LinkView, PostingCard, ReviewPage, Sight, Since, ThreadsPage, Visit};

use crate::{
    error::AppError,
    forms::{Form, Hidden, refused},
    layout::{bare_page, go, param, query},
    paths,
    review::{Decide, DifferenceView, Findings, StageBadge, base_label, base_words, changes},
    scope::{Scope, read_id},
    threads::{Back, Desk, Elsewhere, Overview, Refused},
    ui::{Icon, in_area},
};

#[component]
pub fn VisitPage() -> impl IntoView {
    let (guest, token) = (param("guest"), query("token"));
    let (since, decided) = (query("since"), !query("decided").is_empty());
    bare_page(move |scope| async move {
        let shown = shown(&scope, &guest, &token, since.parse().ok()).await;
        Ok(match shown {
            Ok(Shown::Link(guest, link)) => {
                ("Your invitation".to_owned(), view! { <Link guest link token/> }.into_any())
            }
            Ok(Shown::Posting(visit)) => (title(&visit), view! { <Posting visit=*visit decided/> }.into_any()),
            Ok(Shown::Elsewhere) => ("Your invitation".to_owned(), ().into_any()),
            Err(error) => ("This did not open".to_owned(), view! { <Shut error/> }.into_any()),
        })
    })
}

enum Shown {
    Link(UserId, LinkView),
    Posting(Box<Visit>),
    Elsewhere,
}

async fn shown(scope: &Scope, guest: &str, token: &str, since: Option<Since>) -> Result<Shown, AppError> {
    let guest: UserId = read_id(guest)?;
    let knock = scope.knock(guest);
    if token.is_empty() {
        return Ok(Shown::Posting(Box::new(scope.services.visit(knock, since).await?)));
    }
    // Whoever opened the link follows it again: it is in their mail.
    if knock.secret.is_some() && scope.services.guest(knock).await.is_ok() {
        go(&paths::visit(guest));
        return Ok(Shown::Elsewhere);
    }
    Ok(Shown::Link(guest, scope.services.look_at_guest_link(knock, token).await?))
}

fn title(visit: &Visit) -> String {
    card(&visit.sight).name().to_owned()
}

fn card(sight: &Sight) -> &PostingCard {
    match sight {
        Sight::Draft(page, _) => &page.posting,
        Sight::Review(page) => &page.posting,
    }
}

/// A small sheet without a way elsewhere: a guest has none.
#[component]
fn Door(#[prop(into)] title: String, children: Children) -> impl IntoView {
    view! {
        <main class="door" id="main" tabindex="-1">
            <span class="door-brand"><Icon name="mark"/>"Rolewright"</span>
            <section class="door-sheet" aria-labelledby="door-title">
                <header><h1 id="door-title">{title}</h1></header>
                {children()}
            </section>
        </main>
    }
}

/// The link before it is opened: mail programs get here, and change nothing.
#[component]
fn Link(guest: UserId, link: LinkView, token: String) -> impl IntoView {
    let LinkView { name, host_name, message, title, expires_at } = link;
    let asked = asked_for(&host_name, message);
    let title = if title.trim().is_empty() { "an untitled posting".to_owned() } else { format!("“{title}”") };
    view! {
        <Door title=format!("Hello {name}")>
            <div class="invited"><p><b>{host_name}</b>" asks you to look at "<b>{title}</b>". You can comment on it and suggest other words."</p></div>
            {asked}
            <Form action="open_visit">
                <Hidden name="guest" value=guest.to_string()/>
                <Hidden name="token" value=token/>
                <button class="button" type="submit" data-kind="primary" data-wide="">"Open the posting"</button>
            </Form>
            <p class="hush">{format!("From then on it opens in this browser only, until {expires_at}.")}</p>
        </Door>
    }
}

/// What the host wrote to them, in the host's words.
fn asked_for(host: &str, message: String) -> Option<impl IntoView + use<>> {
    let words = format!("{host} writes");
    (!message.is_empty()).then(|| view! { <blockquote class="asked-for"><b>{words}</b>{message}</blockquote> })
}

/// Why nothing opens here.
#[component]
fn Shut(error: AppError) -> impl IntoView {
    if let Some(options) = use_context::<ResponseOptions>() {
        options.set_status(error.status());
    }
    let words = match &error {
        AppError::NotFound => "Follow the link of your invitation in the browser that opened it first. If it was replaced by a newer one, or does \
             not work at all, ask whoever sent it for a new one."
            .to_owned(),
        error => error.to_string(),
    };
    view! {
        <Door title="Nothing opens here">
            <p>{words}</p>
            <Unsent/>
        </Door>
    }
}

/// What a guest wrote when the link ended meanwhile: nobody takes it here any more, but it is not lost.
#[component]
fn Unsent() -> impl IntoView {
    let spoken = refused(&["open_thread", "reply", "edit_comment", "suggest_change", "decide"]);
    let words = spoken.map(|form| form.typed(if form.action == "decide" { "comment" } else { "text" }).to_owned());
    let words = words.unwrap_or_default();
    (!words.trim().is_empty()).then(|| {
        view! {
            <div class="field">
                <label for="unsent">"What you wrote was not sent. Copy it before you leave."</label>
                <textarea class="input" id="unsent" rows="4" readonly=true>{in_area(&words)}</textarea>
            </div>
        }
    })
}

#[component]
fn Posting(visit: Visit, decided: bool) -> impl IntoView {
    let posting = card(&visit.sight).clone();
    let name = posting.name().to_owned();
    let note = match &visit.sight {
        Sight::Draft(..) => "The draft as it is now".to_owned(),
        Sight::Review(page) => format!("Revision {}, submitted {}", page.revision.number, page.revision.created_at),
    };
    let asked = asked_for(&visit.host_name, visit.message);
    let until = format!("You are a guest of {} until {}.", visit.host_name, visit.expires_at);
    let sight = match visit.sight {
        Sight::Draft(page, findings) => view! { <Draft guest=visit.guest.id page=*page findings/> }.into_any(),
        Sight::Review(page) => view! { <Review guest=visit.guest.id page=Arc::from(page)/> }.into_any(),
    };
    view! {
        <a class="skip" href="#main">"Skip to the content"</a>
        <header class="topbar"><span class="brand"><Icon name="mark"/>"Rolewright"</span><div class="topbar-end visitor"><span class="hush">{visit.name}</span></div></header>
        <main class="page" id="main" tabindex="-1" data-width="wide">
            {decided.then(|| view! { <div class="banner" role="status" data-state="approved"><Icon name="check"/><p>"Your decision was kept."</p></div> })}
            <div class="page-head">
                <div><h1>{name}</h1><p class="page-note">{note}". "{until}</p></div>
                <div class="actions"><StageBadge stage=posting.stage_name() live=posting.is_live/></div>
            </div>
            {asked}
            {sight}
        </main>
    }
}

#[component]
fn Draft(guest: UserId, page: ThreadsPage, findings: Vec<Finding>) -> impl IntoView {
    let desk = Desk::new(page.posting.id, Back::Visit(guest, None), &page.snapshot, page.discussion, &page.controls);
    // Against nothing: the text as a whole, without marks.
    let text = difference::compare(&Snapshot::default(), &page.snapshot);
    view! {
        <Refused desk=desk.clone()/>
        <div class="beside">
            <div><Text desk=desk.clone() text snapshot=page.snapshot is_first=true/><Elsewhere desk=desk.clone()/></div>
            <aside class="stack beside-stay" data-gap="large" aria-label="Threads and checks"><Overview desk/><Findings findings/></aside>
        </div>
    }
}

#[component]
fn Review(guest: UserId, page: Arc<ReviewPage>) -> impl IntoView {
    let back = Back::Visit(guest, Some(page.revision.id));
    let desk = Desk::new(page.posting.id, back, &page.snapshot, page.discussion.clone(), &page.controls);
    let compared = view! { <Compared guest page=page.clone()/> };
    let (text, snapshot, is_first) = (page.difference.clone(), page.snapshot.clone(), page.base.is_none());
    let findings = page.findings.clone();
    view! {
        <Refused desk=desk.clone()/>
        <div class="beside">
            <div>{compared}<Text desk=desk.clone() text snapshot is_first/><Elsewhere desk=desk.clone()/></div>
            <aside class="stack beside-stay" data-gap="large" aria-label="Decision, threads and checks">
                <Decide review=page visit=back/>
                <Overview desk/>
                <Findings findings/>
            </aside>
        </div>
    }
}

#[component]
fn Text(desk: Desk, text: Difference, snapshot: Snapshot, is_first: bool) -> impl IntoView {
    view! { <Provider value=desk><DifferenceView difference=text snapshot is_first/></Provider> }
}

/// What the difference is against, and what else it could be against.
#[component]
fn Compared(guest: UserId, page: Arc<ReviewPage>) -> impl IntoView {
    let sentence = match &page.base {
        None if page.bases.is_empty() => "The first revision: everything is new.".to_owned(),
        None => "The whole posting, compared with nothing.".to_owned(),
        Some(base) => {
            let size = changes(page.difference.counts.total());
            format!("{size} since revision {}{}", base.number, base_words(base.since))
        }
    };
    let here = page.base.map(|base| base.since);
    let link = |since: Since, label: String| {
        let href = paths::with_query(&paths::visit(guest), &[("since", since.to_string())]);
        view! { <li><a href=href>{label}</a></li> }
    };
    let is_telling = |since: Since| !matches!(since, Since::Revision(_)) && Some(since) != here;
    let others = page.bases.iter().filter(|base| is_telling(base.since)).map(|base| link(base.since, base_label(base)));
    let others = others.collect_view();
    let whole = here.is_some().then(|| link(Since::Nothing, "The whole posting".to_owned()));
    view! {
        <div class="review-bar">
            <p>{sentence}</p>
            <ul class="review-bases" role="list" aria-label="Compare with">{others}{whole}</ul>
        </div>
    }
}
