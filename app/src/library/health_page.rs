//! The library's health: what is worth a curator's look, why, and the way to mend it.

use domain::library::health::Ailment;
use leptos::prelude::*;
use services::{AilingItem, HealthView};

use super::listed::used_words;
use crate::{
    layout::{Place, page, query},
    paths,
    ui::{Icon, Pager},
};

#[component]
pub fn HealthPage() -> impl IntoView {
    let chosen = query("list").parse().unwrap_or(Ailment::Unused);
    let number = query("page").parse().unwrap_or(1);
    page(Place::Library, move |scope| async move {
        let health = scope.services.library_health(scope.actor()?, chosen, number).await?;
        let count = u64::try_from(health.items.len()).unwrap_or(0);
        let (number, pages) = (u64::try_from(health.page).unwrap_or(1), u64::try_from(health.pages).unwrap_or(1));
        let content = view! {
            <main class="page" id="main" tabindex="-1">
                <nav class="crumbs" aria-label="Where you are"><ol><li><a href=paths::LIBRARY>"Library"</a></li></ol></nav>
                <div class="page-head">
                    <div>
                        <h1>"Library health"</h1>
                        <p class="page-note">{format!("What is worth a look among {} published items.", health.published)}</p>
                    </div>
                </div>
                <Lists health=health.clone()/>
                <List health=health.clone()/>
                <Pager page=number pages=pages summary=format!("{count} on this page") href=move |page| paths::health(chosen, page)/>
            </main>
        };
        Ok(("Library health".to_owned(), content))
    })
}

#[component]
fn Lists(health: HealthView) -> impl IntoView {
    let tab = |(ailment, count): &(Ailment, usize)| {
        let current = (*ailment == health.chosen).then_some("page");
        view! { <li><a href=paths::health(*ailment, 1) aria-current=current>{ailment.label()}" "<span class="count">{*count}</span></a></li> }
    };
    let tabs = health.counts.iter().map(tab).collect_view();
    view! { <nav class="tabs" aria-label="What to look at" data-wrap=""><ul>{tabs}</ul></nav> }
}

#[component]
fn List(health: HealthView) -> impl IntoView {
    let chosen = health.chosen;
    if health.items.is_empty() {
        return view! { <div class="empty"><Icon name="check"/><h2>"Nothing to do here"</h2><p>"No published item is on this list."</p></div> }.into_any();
    }
    let rows = health.items.into_iter().map(|ailing| view! { <Ailing ailing chosen/> }).collect_view();
    let all = view! { <a class="button" data-size="small" href=paths::edit_ailing(chosen)>"Change all of them"</a> };
    view! { <div class="block-head health-note"><p class="block-note">{chosen.advice()}</p>{all}</div><ul class="items" role="list">{rows}</ul> }.into_any()
}

/// An item, why it is here, and where one mends that.
#[component]
fn Ailing(ailing: AilingItem, chosen: Ailment) -> impl IntoView {
    let item = paths::item(&ailing.item.item.slug);
    let (words, action) = match (chosen, &ailing.twin) {
        (Ailment::Twins, Some(twin)) => ("Merge", paths::merge_of(&ailing.item.item.slug, &twin.slug)),
        (Ailment::Unused | Ailment::Twins, _) => ("Deprecate", format!("{item}#deprecate")),
        (Ailment::Overridden, _) => ("See where", format!("{item}#used")),
        (Ailment::Stale | Ailment::Failing | Ailment::Unsourced, _) => ("Edit", format!("{item}#edit")),
    };
    let twin = ailing.twin.map(|twin| view! { " "<a href=paths::item(&twin.slug)>{twin.name}</a>"." });
    let why = (!ailing.why.is_empty()).then(|| view! { <span>{ailing.why}{twin}</span> });
    let index = ailing.item.item;
    let used = if index.used == 0 { "Not used".to_owned() } else { used_words(index.used) };
    view! {
        <li class="item" data-ailing="">
            <h3 class="item-name"><a href=item>{index.name.clone()}</a></h3>
            <p class="item-text">{index.body}</p>
            <p class="item-note">{why}<span>{index.kind.label()}</span><span>{used}</span></p>
            <div class="item-end"><a class="button" data-size="small" href=action>{words}<span class="hidden-text">{format!(": {}", index.name)}</span></a></div>
        </li>
    }
}
