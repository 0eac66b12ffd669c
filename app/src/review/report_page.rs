//! Where reviews wait now, and how long postings stay in each stage.

use domain::{
    review::{StageName, Stays},
    time::{Timestamp, roughly},
};
use leptos::prelude::*;
use services::{REPORT_DAYS, ReviewReport};

use super::stage_badge::StageBadge;
use crate::{
    home::SubmissionRow,
    layout::{Place, page, query},
    paths,
};

#[component]
pub fn ReportPage() -> impl IntoView {
    let days = query("days");
    page(Place::Home, move |scope| async move {
        let report = scope.services.review_report(scope.actor()?, days.parse().ok()).await?;
        let now = scope.services.now();
        let content = view! {
            <main class="page" id="main" tabindex="-1">
                <div class="page-head">
                    <div><h1>"Reviews"</h1><p class="page-note">"Where they wait, and how long postings take on their way. Made of the postings that you may read; nobody’s decisions are counted."</p></div>
                </div>
                <Waiting report=report.clone() now/>
                <Times report/>
            </main>
        };
        Ok(("Reviews".to_owned(), content))
    })
}

#[component]
fn Waiting(report: ReviewReport, now: Timestamp) -> impl IntoView {
    let late = report.waiting.iter().filter(|review| review.is_overdue).count();
    let summary = summary(&report.held_up(), report.waiting.len(), late);
    let rows = report.waiting.into_iter().map(|submission| view! { <SubmissionRow submission now/> }).collect_view();
    view! {
        <section class="block" aria-labelledby="running">
            <div class="block-head"><h2 id="running">"Running reviews"</h2></div>
            <p class="hush">{summary}</p>
            <ul class="rows" role="list">{rows}</ul>
        </section>
    }
}

/// “3 reviews run, 1 of them overdue. They wait for Pay (2) and Content (1).”
fn summary(held_up: &[(&str, usize)], running: usize, late: usize) -> String {
    let runs = match running {
        0 => return "No review runs.".to_owned(),
        1 => "One review runs".to_owned(),
        more => format!("{more} reviews run"),
    };
    let late = match late {
        0 => String::new(),
        late if late == running && late > 1 => ", all of them overdue".to_owned(),
        1 if running == 1 => ", and is overdue".to_owned(),
        late => format!(", {late} of them overdue"),
    };
    let steps: Vec<String> = held_up.iter().map(|(name, count)| format!("{name} ({count})")).collect();
    let waits = match steps.as_slice() {
        [] => String::new(),
        [one] => format!(" Waited for: {one}."),
        [most @ .., last] => format!(" Waited for: {} and {last}.", most.join(", ")),
    };
    format!("{runs}{late}.{waits}")
}

#[component]
fn Times(report: ReviewReport) -> impl IntoView {
    let days = report.days;
    let spans = REPORT_DAYS.map(|span| {
        let words = format!("Last {span} days");
        let current = (span == days).then_some("page");
        view! { <li><a href=paths::review_report(span) aria-current=current>{words}</a></li> }
    });
    let rows = report.stays.iter().map(|(stage, stays)| row(*stage, stays)).collect_view();
    let table = if report.stays.is_empty() {
        view! { <p class="hush">"No posting went on from one stage to the next in this time."</p> }.into_any()
    } else {
        view! {
            <div class="table-wrap"><table class="table" data-stack="">
                <thead><tr><th scope="col">"Stage"</th><th scope="col" data-number="">"Postings went on"</th><th scope="col" data-number="">"Half within"</th><th scope="col" data-number="">"Nine of ten within"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table></div>
        }
        .into_any()
    };
    view! {
        <section class="block" aria-labelledby="times">
            <div class="block-head"><h2 id="times">"How long postings stay"</h2></div>
            <nav class="tabs" aria-label="Time"><ul role="list">{Vec::from(spans)}</ul></nav>
            {table}
        </section>
    }
}

fn row(stage: StageName, stays: &Stays) -> impl IntoView + use<> {
    let (median, most) = (roughly(stays.median), roughly(stays.nine_in_ten));
    view! { <tr><th scope="row"><StageBadge stage/></th><td data-number="" data-label="Postings went on">{stays.count}</td><td data-number="" data-label="Half within">{median}</td><td data-number="" data-label="Nine of ten within">{most}</td></tr> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reviews_wait_for_is_said_in_a_sentence() {
        for (held_up, running, late, said) in [
            (&[][..], 0, 0, "No review runs."),
            (&[("Pay", 1)], 1, 1, "One review runs, and is overdue. Waited for: Pay (1)."),
            (
                &[("Pay", 2), ("Content", 1)],
                3,
                1,
                "3 reviews run, 1 of them overdue. Waited for: Pay (2) and Content (1).",
            ),
            (&[], 2, 2, "2 reviews run, all of them overdue."),
        ] {
            assert_eq!(summary(held_up, running, late), said);
        }
    }
}
