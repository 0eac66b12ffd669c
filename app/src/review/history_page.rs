//! The history of a posting: everything that was written, named, submitted and decided, in one list by day, the newest
//! first.

use domain::{
    ids::PostingId,
    timeline::{Point, Show},
};
use leptos::prelude::*;
use services::{Entry, TemplateRef, TimeLine};

use super::{checkpoint_form::NameMoment, head::PostingHead, timeline_entry::EntryRow};
use crate::{
    layout::{Place, page, param, query},
    paths,
    scope::read_id,
    ui::Icon,
};

#[component]
pub fn HistoryPage() -> impl IntoView {
    let (posting, show, number) = (param("posting"), query("show"), query("page"));
    page(Place::Postings, move |scope| async move {
        let (show, number) = (show.parse().unwrap_or(Show::Everything), number.parse().unwrap_or(1));
        let line = scope.services.time_line(scope.actor()?, read_id(&posting)?, show, number).await?;
        let template = scope.services.template_behind(scope.actor()?, line.posting.id).await?;
        let title = format!("History of {}", line.posting.name());
        let note = format!("A posting of {}, owned by {}", line.posting.team_name, line.posting.owner_name);
        let id = line.posting.id;
        let content = view! {
            <main class="page" id="main" tabindex="-1">
                <PostingHead posting=line.posting.clone() controls=line.controls.clone() heading=title.clone() note/>
                {template.map(|template| view! { <StartedFrom template/> })}
                <Public slug=line.slug.clone() is_live=line.posting.is_live/>
                <div class="timeline-bar">
                    <Parts posting=id show/>
                    <NameMoment posting=id point=Point::Now reason=line.why_not_name.clone()/>
                </div>
                <Days posting=id entries=line.entries.clone() show/>
                <Pages line/>
            </main>
        };
        Ok((title, content))
    })
}

/// What the draft started with.
#[component]
fn StartedFrom(template: TemplateRef) -> impl IntoView {
    view! {
        <p class="page-note started-from"><Icon name="document"/><span>{format!("Started with version {} of the template ", template.version)}<a href=paths::template(&template.slug)>{template.name}</a></span></p>
    }
}

#[component]
fn Public(slug: Option<String>, is_live: bool) -> impl IntoView {
    let sentence = if is_live { "The public reads it at " } else { "It was public at " };
    let path = paths::career(&slug?);
    Some(
        view! { <div class="banner"><Icon name="globe"/><p>{sentence}<a href=path.clone()>{path.clone()}</a></p></div> },
    )
}

/// The choice of what is shown.
#[component]
fn Parts(posting: PostingId, show: Show) -> impl IntoView {
    let link = |part: &Show| {
        let current = (*part == show).then_some("page");
        view! { <a href=paths::history_part(posting, *part, 1) aria-current=current>{part.label()}</a> }
    };
    view! { <nav class="segments" aria-label="What is shown">{Show::ALL.iter().map(link).collect_view()}</nav> }
}

#[component]
fn Days(posting: PostingId, entries: Vec<Entry>, show: Show) -> impl IntoView {
    if entries.is_empty() {
        let words = match show {
            Show::Checkpoints => "No moment has a name yet. Name one before a large change, to find your way back.",
            _ => "There is nothing here.",
        };
        return view! { <p class="hush">{words}</p> }.into_any();
    }
    let days = entries.chunk_by(|one, next| one.at.date() == next.at.date()).map(|entries| {
        let day = domain::time::show_date(entries[0].at.date());
        let id = format!("day-{}", domain::time::write_date(entries[0].at.date()));
        let rows = entries.iter().map(|entry| view! { <EntryRow posting entry=entry.clone()/> }).collect_view();
        view! {
            <section class="timeline-day" aria-labelledby=id.clone()>
                <h2 id=id.clone()>{day}</h2>
                <ol class="timeline" role="list">{rows}</ol>
            </section>
        }
    });
    days.collect_view().into_any()
}

#[component]
fn Pages(line: TimeLine) -> impl IntoView {
    let TimeLine { posting, show, page, has_older, .. } = line;
    let link = |page: usize, words: &'static str| {
        view! { <li><a href=paths::history_part(posting.id, show, page)>{words}</a></li> }
    };
    let newer = (page > 1).then(|| link(page - 1, "Newer"));
    let older = has_older.then(|| link(page + 1, "Older"));
    let is_needed = page > 1 || has_older;
    is_needed
        .then(|| view! { <nav class="pager" aria-label="Pages"><p>"Newest first"</p><ul>{newer}{older}</ul></nav> })
}
