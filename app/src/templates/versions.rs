//! The versions of a template, the newest first; any two of them beside each other, and an old one again.

use domain::{review::difference::compare, templates::TemplateStatus};
use leptos::prelude::*;
use services::{TemplateVersionView, TemplateView};

use super::head::started_words;
use crate::{
    forms::{Form, Hidden},
    layout::query,
    review::DifferenceView,
    ui::Button,
};

#[component]
pub fn Versions(view: TemplateView) -> impl IntoView {
    let rows = view.versions.iter().map(|version| row(version, view.current_version)).collect_view();
    (!view.versions.is_empty()).then(|| {
        view! {
            <section aria-labelledby="versions">
                <h2 id="versions">"Versions"</h2>
                <ol class="versions" role="list">{rows}</ol>
                <Choose view/>
            </section>
        }
    })
}

fn row(version: &TemplateVersionView, current: u32) -> AnyView {
    let is_current = (version.number == current).then_some("");
    let at = version.published_at;
    let day = at.to_string().split(',').next().unwrap_or_default().to_owned();
    let who = if version.author.is_empty() { "Standard template".to_owned() } else { version.author.clone() };
    let class = version.change_class.label().split(':').next().unwrap_or_default().to_owned();
    let why = if version.reason.is_empty() { String::new() } else { format!("“{}” {class}.", version.reason) };
    view! {
        <li class="version" data-current=is_current>
            <header>
                <span class="version-number">{version.number}</span>
                <time datetime=at.rfc3339()>{day}</time>
                <span class="hush">{who}</span>
            </header>
            {(!why.is_empty()).then(|| view! { <p class="version-why">{why}</p> })}
            <p class="version-why">{started_words(version.started)}</p>
        </li>
    }
    .into_any()
}

/// What can be put beside each other: the versions, and for curators what waits to be published.
fn sides(view: &TemplateView) -> Vec<(String, String)> {
    let waits = view.refusal.is_none() && view.is_ahead;
    let now = waits.then(|| ("now".to_owned(), "What it says now".to_owned()));
    let versions =
        view.versions.iter().map(|version| (version.number.to_string(), format!("Version {}", version.number)));
    now.into_iter().chain(versions).collect()
}

#[component]
fn Choose(view: TemplateView) -> impl IntoView {
    let sides = sides(&view);
    (sides.len() > 1).then(|| {
        let (from, to) = (query("from"), query("to"));
        let from = if from.is_empty() { sides[1].0.clone() } else { from };
        let to = if to.is_empty() { sides[0].0.clone() } else { to };
        view! {
            <form class="actions template-compare" method="get" action="#compare">
                {select("from", "From version", &sides, &from)}
                {select("to", "To version", &sides, &to)}
                <Button>"Compare"</Button>
            </form>
        }
    })
}

fn select(name: &'static str, label: &'static str, sides: &[(String, String)], chosen: &str) -> AnyView {
    let options = sides.iter().map(|(value, words)| {
        view! { <option value=value.clone() selected=value == chosen>{words.clone()}</option> }
    });
    view! { <select class="input" name=name aria-label=label>{options.collect_view()}</select> }.into_any()
}

/// The difference between the two sides that the address names, in the words that the library has now.
#[component]
pub fn Compared(view: TemplateView) -> impl IntoView {
    let side = |name: &str| {
        let asked = query(name);
        if asked == "now" && view.refusal.is_none() {
            return Some(("what it says now".to_owned(), view.snapshot.clone()));
        }
        let number: u32 = asked.parse().ok()?;
        let version = view.versions.iter().find(|version| version.number == number)?;
        Some((format!("version {number}"), version.snapshot.clone()))
    };
    side("from").zip(side("to")).map(|((older, before), (newer, after))| {
        let restore = query("from").parse().ok().and_then(|number| restore(&view, number));
        let difference = compare(&before, &after);
        let words = if before == after {
            format!("{older} and {newer} say the same.")
        } else {
            format!("What changed from {older} to {newer}.")
        };
        view! {
            <section id="compare" class="stack" aria-label="Difference">
                <div class="review-bar"><p>{domain::input::capitalized(&words)}</p>{restore}</div>
                <DifferenceView difference snapshot=after is_first=false/>
            </section>
        }
    })
}

/// For curators, when the template may be edited.
fn restore(view: &TemplateView, number: u32) -> Option<AnyView> {
    let may = view.refusal.is_none() && view.status != TemplateStatus::Archived;
    let is_old = view.is_ahead || number != view.current_version;
    let (id, edition) = (view.id.to_string(), view.edition.to_string());
    (may && is_old).then(|| {
        view! {
            <Form action="restore_template_version" class="actions">
                <Hidden name="template" value=id/>
                <Hidden name="edition" value=edition/>
                <Hidden name="version" value=number.to_string()/>
                <Button icon="undo">{format!("Say again what version {number} said")}</Button>
            </Form>
        }
        .into_any()
    })
}
