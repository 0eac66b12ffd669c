//! The public list of openings: a filter as a plain form, the newest first.

use domain::{
    posting::{EmploymentType, Seniority},
    time::{read_date, show_date},
};
use http::StatusCode;
use leptos::prelude::*;
use services::{Career, Careers, CareersQuery};

use super::outside::Outside;
use crate::{
    layout::{public_page, query},
    paths,
    ui::Pager,
};

#[component]
pub fn CareersPage() -> impl IntoView {
    let asked = from_address();
    public_page(move |scope| async move {
        let careers = scope.services.careers(&asked).await?;
        let organization = scope.site.organization.clone();
        let title = format!("Openings – {organization}");
        let is_narrowed = address(&CareersQuery { page: 1, ..asked.clone() }) != paths::CAREERS;
        let canonical = address(&CareersQuery { page: careers.page, ..CareersQuery::default() });
        let page = view! {
            <Outside scope description=format!("Open postings at {organization}, with pay and place.") canonical=canonical>
                <h1 class="openings-title">"Openings"</h1>
                <p class="openings-note">"Every posting says what you would do, what you need to bring and what it pays."</p>
                {(is_narrowed || careers.total > 0).then(|| view! { <Filter asked=asked.clone() careers=careers.clone()/> })}
                <Rows careers=careers.clone() is_narrowed/>
                <Pages asked careers/>
            </Outside>
        };
        Ok((title, StatusCode::OK, page))
    })
}

fn from_address() -> CareersQuery {
    CareersQuery {
        text: query("q"),
        place: query("place"),
        seniority: query("seniority").parse().ok(),
        page: query("page").parse().unwrap_or(1),
    }
}

fn address(asked: &CareersQuery) -> String {
    let page = if asked.page > 1 { asked.page.to_string() } else { String::new() };
    let seniority = asked.seniority.map(|seniority| seniority.to_string()).unwrap_or_default();
    let pairs =
        [("q", asked.text.trim().to_owned()), ("place", asked.place.clone()), ("seniority", seniority), ("page", page)];
    paths::with_query(paths::CAREERS, &pairs)
}

#[component]
fn Filter(asked: CareersQuery, careers: Careers) -> impl IntoView {
    let option = |value: String, words: String, is_chosen: bool| view! { <option value=value selected=is_chosen>{words}</option> };
    let places = careers.places.iter().map(|place| option(place.clone(), place.clone(), *place == asked.place));
    let places = places.collect_view();
    let levels = Seniority::ALL.iter();
    let levels =
        levels.map(|level| option(level.to_string(), level.label().to_owned(), asked.seniority == Some(*level)));
    let levels = levels.collect_view();
    view! {
        <form class="openings-filter" method="get" action=paths::CAREERS role="search">
            <div><label for="q">"Words"</label><input id="q" name="q" type="search" value=asked.text maxlength="120"/></div>
            <div><label for="place">"Place"</label><select id="place" name="place"><option value="">"Anywhere"</option>{places}</select></div>
            <div><label for="seniority">"Seniority"</label><select id="seniority" name="seniority"><option value="">"Any"</option>{levels}</select></div>
            <button type="submit">"Show"</button>
        </form>
    }
}

#[component]
fn Rows(careers: Careers, is_narrowed: bool) -> impl IntoView {
    if careers.postings.is_empty() {
        return view! { <Nothing is_narrowed/> }.into_any();
    }
    let rows = careers.postings.into_iter().map(|career| view! { <Opening career/> }).collect_view();
    view! { <ul class="openings" role="list">{rows}</ul> }.into_any()
}

#[component]
fn Opening(career: Career) -> impl IntoView {
    let facts = [
        Some(career.place.clone()),
        career.employment_type.map(EmploymentType::label).map(str::to_owned),
        Some(career.organization.clone()),
    ];
    let facts = facts.into_iter().flatten().filter(|fact| !fact.is_empty());
    let facts = facts.map(|fact| view! { <span>{fact}</span> }).collect_view();
    let posted = read_date(&career.date_posted).map(show_date).unwrap_or_default();
    view! {
        <li class="opening">
            <h2><a href=paths::career(&career.slug)>{career.title}</a></h2>
            <p class="opening-facts">{(!career.pay.is_empty()).then(|| view! { <b>{career.pay}</b> })}{facts}</p>
            <p class="opening-when">"Posted "<time datetime=career.date_posted>{posted}</time></p>
        </li>
    }
}

#[component]
fn Nothing(is_narrowed: bool) -> impl IntoView {
    if is_narrowed {
        return view! { <p class="openings-none">"No opening fits. "<a href=paths::CAREERS>"Show all openings"</a></p> }.into_any();
    }
    view! { <p class="openings-none">"There is no opening right now. Please look again another time."</p> }.into_any()
}

#[component]
fn Pages(asked: CareersQuery, careers: Careers) -> impl IntoView {
    let href = move |page: u64| address(&CareersQuery { page: usize::try_from(page).unwrap_or(1), ..asked.clone() });
    let number = |number: usize| u64::try_from(number).unwrap_or(1);
    let summary = format!("{} openings", careers.total);
    view! { <Pager page=number(careers.page) pages=number(careers.pages) summary href/> }
}
