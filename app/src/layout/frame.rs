//! The bar on top of every signed-in page, and the page below it.

use domain::{
    accounts::Actor,
    permissions::{Action, Subject, permit},
};
use leptos::prelude::*;

use super::{Bundle, Command, CommandPalette};
use crate::{
    forms::Form,
    paths,
    scope::Scope,
    ui::{Icon, initials},
};

/// Where a page stands in the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Home,
    Postings,
    /// The editor: the bar is folded and the page brings its own.
    Editor,
    Library,
    People,
    Policies,
    Audit,
    Account,
    Notifications,
    /// The search over everything stands in no place.
    Search,
    /// A page that could not be shown.
    Nowhere,
}

/// From so many on the bell says no number.
const COUNTED: u64 = 100;

struct Entry {
    place: Place,
    href: &'static str,
    icon: &'static str,
    words: &'static str,
}

const ENTRIES: [Entry; 6] = [
    Entry { place: Place::Home, href: paths::HOME, icon: "home", words: "Home" },
    Entry { place: Place::Postings, href: paths::POSTINGS, icon: "document", words: "Postings" },
    Entry { place: Place::Library, href: paths::LIBRARY, icon: "library", words: "Library" },
    Entry { place: Place::People, href: paths::PEOPLE, icon: "people", words: "People" },
    Entry { place: Place::Policies, href: paths::POLICIES, icon: "shield", words: "Policies" },
    Entry { place: Place::Audit, href: paths::AUDIT, icon: "history", words: "Audit log" },
];

/// The frame around a signed-in page.
#[component]
pub fn Frame(scope: Scope, place: Place, children: Children) -> impl IntoView {
    let Some(actor) = scope.actor.clone() else { return children().into_any() };
    // The editor has a bundle of its own, so that no other page carries the draft document.
    let assets = &scope.site.assets;
    if place == Place::Editor {
        return view! { <Bundle files=assets.editor.clone()/><Skip/>{children()}<Palette actor/> }.into_any();
    }
    view! {
        <Bundle files=assets.pages.clone()/>
        <Skip/>
        <header class="topbar">
            <NavOpen/>
            <Brand/>
            <MainNav actor=actor.clone() place/>
            <div class="topbar-end">
                <a class="button search-open" href=paths::SEARCH aria-keyshortcuts="Control+K">
                    <Icon name="search"/><span>"Search"</span><kbd class="kbd" aria-hidden="true">"Ctrl K"</kbd>
                </a>
                <Bell unread=scope.unread is_here=place == Place::Notifications/>
                <AccountMenu actor=actor.clone()/>
            </div>
        </header>
        {children()}
        <Palette actor/>
    }
    .into_any()
}

#[component]
fn Skip() -> impl IntoView {
    view! { <a class="skip" href="#main">"Skip to the content"</a> }
}

/// Opens the navigation on a phone, and everywhere in the editor.
#[component]
pub fn NavOpen() -> impl IntoView {
    view! { <button class="button nav-open" data-kind="quiet" data-icon="" popovertarget="nav" aria-label="Menu"><Icon name="menu"/></button> }
}

#[component]
pub fn Brand() -> impl IntoView {
    view! { <a class="brand" href=paths::HOME><Icon name="mark"/><span>"Rolewright"</span></a> }
}

/// The entries that this person can use.
fn entries(actor: &Actor) -> impl Iterator<Item = &'static Entry> + use<> {
    let may = |action| permit(actor, action, Subject::Organisation).is_ok();
    let (people, audit) = (may(Action::ManagePeople), may(Action::ReadAudit));
    let policies = may(Action::ManagePolicies);
    ENTRIES.iter().filter(move |entry| match entry.place {
        Place::People => people,
        Place::Policies => policies,
        Place::Audit => audit,
        _ => true,
    })
}

#[component]
pub fn MainNav(actor: Actor, place: Place) -> impl IntoView {
    let items = entries(&actor)
        .map(|entry| {
            let current = (entry.place == place).then_some("page");
            view! { <li><a href=entry.href aria-current=current><Icon name=entry.icon/>{entry.words}</a></li> }
        })
        .collect_view();
    view! { <nav class="nav" id="nav" popover="auto" aria-label="Main"><ul>{items}</ul></nav> }
}

/// The way to the notifications, with how many are new.
#[component]
pub fn Bell(unread: u64, #[prop(optional)] is_here: bool) -> impl IntoView {
    let count = if unread < COUNTED { unread.to_string() } else { format!("{}+", COUNTED - 1) };
    let label = match unread {
        0 => "Notifications".to_owned(),
        _ => format!("Notifications, {count} unread"),
    };
    view! {
        <a class="button bell" data-kind="quiet" data-icon="" href=paths::NOTIFICATIONS aria-label=label aria-current=is_here.then_some("page")>
            <Icon name="bell"/>
            {(unread > 0).then(|| view! { <span class="bell-count" aria-hidden="true">{count}</span> })}
        </a>
    }
}

/// The person's own menu: account, theme, sign out.
#[component]
pub fn AccountMenu(actor: Actor) -> impl IntoView {
    view! {
        <details class="menu" data-end="">
            <summary class="button" data-kind="quiet" data-icon="">
                <span class="avatar" aria-hidden="true">{initials(&actor.display_name)}</span>
                <span class="hidden-text">{actor.display_name.clone()}": account and theme"</span>
            </summary>
            <ul class="menu-list">
                <li class="menu-head">{actor.display_name.clone()}</li>
                <li><a class="menu-item" href=paths::ACCOUNT><Icon name="person"/>"Your account"</a></li>
                <li><button class="menu-item" type="button" data-theme-choice="light"><Icon name="sun"/>"Light theme"</button></li>
                <li><button class="menu-item" type="button" data-theme-choice="dark"><Icon name="moon"/>"Dark theme"</button></li>
                <li><hr class="menu-rule"/></li>
                <li><Form action="sign_out" class="menu-form"><button class="menu-item"><Icon name="logout"/>"Sign out"</button></Form></li>
            </ul>
        </details>
    }
}

#[component]
fn Palette(actor: Actor) -> impl IntoView {
    let places = entries(&actor).map(|entry| Command::new(entry.icon, entry.words, entry.href));
    let creates = permit(&actor, Action::CreatePosting, Subject::Organisation).is_ok();
    let curates = permit(&actor, Action::CurateLibrary, Subject::Organisation).is_ok();
    let extra = [
        (creates, Command::new("plus", "New posting", paths::NEW_POSTING)),
        (curates, Command::new("plus", "New library item", paths::NEW_ITEM)),
        (true, Command::new("stage-in-review", "Reviews: where they wait", paths::REVIEWS)),
        (true, Command::new("bell", "Notifications", paths::NOTIFICATIONS)),
        (true, Command::new("person", "Your account", paths::ACCOUNT)),
        (true, Command::new("globe", "Public careers page", paths::CAREERS)),
    ];
    let commands: Vec<Command> =
        places.chain(extra.into_iter().filter(|(shown, _)| *shown).map(|(_, command)| command)).collect();
    view! { <CommandPalette commands/> }
}
