//! One published posting: to read, for job search engines too, and what stands there once it is closed.

use domain::{
    publish::{Published, json_ld},
    time::show_date,
};
use http::StatusCode;
use leptos::prelude::*;
use services::{CareerPage as Found, OpenCareer};

use super::{article::Article, outside::Outside};
use crate::{
    layout::{param, public_page},
    paths,
    scope::Scope,
};

/// Longest description that search engines show.
const DESCRIPTION_MAX_CHARS: usize = 155;

#[component]
pub fn CareerPage() -> impl IntoView {
    let slug = param("slug");
    public_page(move |scope| async move {
        let organization = scope.site.organization.clone();
        let titled = |title: &str| format!("{title} – {organization}");
        Ok(match scope.services.career(&slug).await? {
            Found::Open(career) => {
                (titled(&career.title), StatusCode::OK, view! { <Open scope career=*career/> }.into_any())
            }
            Found::Closed { title } => (titled(&title), StatusCode::GONE, view! { <Closed scope title/> }.into_any()),
            Found::Unknown => (titled("No such opening"), StatusCode::NOT_FOUND, view! { <Unknown scope/> }.into_any()),
        })
    })
}

#[component]
fn Open(scope: Scope, career: OpenCareer) -> impl IntoView {
    let path = paths::career(&career.slug);
    let markup = json_ld(&Published {
        snapshot: &career.snapshot,
        posting_url: &format!("{}{path}", scope.site.base_url),
        date_posted: career.date_posted,
        valid_through: Some(career.valid_through),
        publication_id: &career.posting.to_string(),
        organization_url: None,
    });
    let end = format!("Posted {}. Open until {}.", show_date(career.date_posted), show_date(career.valid_through));
    view! {
        <Outside scope description=description(&career) canonical=path>
            <Back/>
            <Article snapshot=career.snapshot end=end/>
            <script type="application/ld+json" inner_html=markup></script>
        </Outside>
    }
}

/// The facts one looks for, and the beginning of the text as far as it fits.
fn description(career: &OpenCareer) -> String {
    let facts = &career.snapshot.facts;
    let place = facts.job_locations().first().map(ToString::to_string).filter(|place| !place.is_empty());
    let way = facts.work_place().map(|place| place.label().to_owned());
    let pay = facts.base_salary().map(|pay| pay.to_string());
    let first = career.snapshot.lines().map(|(_, line)| line.text.trim().to_owned()).find(|text| !text.is_empty());
    let known = [place, way, pay].into_iter().flatten().collect::<Vec<_>>().join(", ");
    shortened(&[Some(format!("{}: {known}.", career.title)), first].into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// Cut at a word.
fn shortened(text: &str) -> String {
    if text.chars().count() <= DESCRIPTION_MAX_CHARS {
        return text.to_owned();
    }
    let kept: String = text.chars().take(DESCRIPTION_MAX_CHARS - 1).collect();
    let end = kept.rfind(char::is_whitespace).unwrap_or(kept.len());
    format!("{}…", kept[..end].trim_end_matches([',', '.', ' ']))
}

#[component]
fn Back() -> impl IntoView {
    view! { <a class="posting-back" href=paths::CAREERS>"← All openings"</a> }
}

/// Without the posting's text and markup: who reads it now must not apply.
#[component]
fn Closed(scope: Scope, title: String) -> impl IntoView {
    view! {
        <Outside scope description=format!("The posting “{title}” is closed.")>
            <div class="posting-closed">
                <h1 class="posting-closed-title">"This posting is closed"</h1>
                <p>{format!("“{title}” no longer takes applications.")}</p>
                <p><a href=paths::CAREERS>"See all openings"</a></p>
            </div>
        </Outside>
    }
}

#[component]
fn Unknown(scope: Scope) -> impl IntoView {
    view! {
        <Outside scope description="There is no posting at this address.">
            <div class="posting-closed">
                <h1 class="posting-closed-title">"There is no such opening"</h1>
                <p>"The address may be mistyped, or it was never a posting."</p>
                <p><a href=paths::CAREERS>"See all openings"</a></p>
            </div>
        </Outside>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_description_ends_with_a_whole_word() {
        let long = "Senior developer ".repeat(20);
        let short = shortened(&long);
        assert!(short.chars().count() <= DESCRIPTION_MAX_CHARS);
        assert!(short.ends_with("developer…") || short.ends_with("Senior…"), "{short}");
        assert_eq!(shortened("Short."), "Short.");
    }
}
