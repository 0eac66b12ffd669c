//! Who else is here, and where: faces above the sheet, a bar, a name and a caret at the field they work in.

use domain::{document::Field, order::arrange, posting::FactKey, protocol::Person};
use leptos::prelude::*;

use super::{desk::Desk, live};
use crate::ui::initials;

/// Everybody else who has this draft open; several tabs of one person are one face.
#[component]
pub fn Others() -> impl IntoView {
    let desk = Desk::here();
    let people = Memo::new(move |_| {
        let mut people = desk.people.get();
        let place = |person: &Person| (person.user, person.whereabouts.is_none());
        arrange(&mut people, |one, other| place(one).cmp(&place(other)));
        people.dedup_by_key(|person| person.user);
        people
    });
    let words = move || people.with(|people| who_is_here(desk, people));
    view! {
        <div class="avatars">
            <span class="hidden-text" role="status">{words}</span>
            {live(move || people.get().into_iter().map(|person| face(desk, &person)).collect_view())}
        </div>
    }
}

fn who_is_here(desk: Desk, people: &[Person]) -> String {
    let others: Vec<&str> =
        people.iter().filter(|person| !is_me(desk, person)).map(|person| person.name.as_str()).collect();
    let others = match others.as_slice() {
        [] => "Nobody else is here.".to_owned(),
        others => format!("{} also here.", others.join(", ")),
    };
    if people.iter().any(|person| is_me(desk, person)) { format!("{others} {ANOTHER_TAB}.") } else { others }
}

const ANOTHER_TAB: &str = "You, in another tab";

/// Another tab of this person's.
fn is_me(desk: Desk, person: &Person) -> bool {
    person.user == desk.user
}

fn face(desk: Desk, person: &Person) -> impl IntoView + use<> {
    let title = if is_me(desk, person) { ANOTHER_TAB.to_owned() } else { format!("{} is here", person.name) };
    view! { <span class="avatar" data-here="" data-colour=person.colour().to_string() title=title aria-hidden="true">{initials(&person.name)}</span> }
}

fn those_in(desk: Desk, field: Field) -> Memo<Vec<Person>> {
    Memo::new(move |_| {
        let is_here = |person: &&Person| person.whereabouts.as_ref().is_some_and(|here| here.field == field);
        desk.people.with(|people| people.iter().filter(is_here).cloned().collect())
    })
}

/// Those who work in this text, with their carets in its words. By `class` the words stand as they do in the text area.
#[component]
pub fn InField(field: Field, text: Memo<String>, class: &'static str) -> impl IntoView {
    let desk = Desk::here();
    let here = those_in(desk, field);
    live(move || {
        let people = here.get();
        let text = if people.is_empty() { String::new() } else { text.get() };
        let carets = people.iter().map(|person| caret(&text, person, class)).collect_view();
        view! { {names(desk, &people)}{carets} }
    })
}

/// Those who work in this fact.
#[component]
pub fn BesideFact(key: FactKey) -> impl IntoView {
    let desk = Desk::here();
    let here = those_in(desk, Field::Fact(key));
    live(move || here.with(|people| names(desk, people)))
}

/// A bar and the names, in the colour of the first. There is room for one word each beside the sheet; the whole names
/// are said above it, and on hovering.
fn names(desk: Desk, people: &[Person]) -> Option<AnyView> {
    let colour = people.first()?.colour().to_string();
    let is_first_tab = |at: usize| people[..at].iter().all(|before| before.user != people[at].user);
    let said = |name: fn(&Person) -> &str, mine: &'static str| {
        let each = people.iter().enumerate().filter(|(at, _)| is_first_tab(*at));
        let names = each.map(|(_, person)| if is_me(desk, person) { mine } else { name(person) });
        names.collect::<Vec<_>>().join(", ")
    };
    let whole = said(|person| &person.name, ANOTHER_TAB);
    let short = said(|person| person.name.split_whitespace().next().unwrap_or_default(), "You");
    Some(view! { <div class="line-people" data-colour=colour><span title=whole>{short}</span></div> }.into_any())
}

/// The words once more, unseen, with a caret between them where the person's stands.
fn caret(text: &str, person: &Person, class: &'static str) -> AnyView {
    let to = person.whereabouts.as_ref().map_or(0, |here| here.to);
    let (before, after) = text.split_at(bytes_at(text, to));
    view! {
        <div class=format!("line-mirror {class}") aria-hidden="true">
            {before.to_owned()}<span class="caret" data-colour=person.colour().to_string() title=person.name.clone()></span>{after.to_owned()}
        </div>
    }
    .into_any()
}

/// The place in UTF-8 of a place in UTF-16, never inside a character.
fn bytes_at(text: &str, utf16: u32) -> usize {
    let mut units = 0;
    let end = text.char_indices().find(|(_, character)| {
        units += character.len_utf16() as u32;
        units > utf16
    });
    end.map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caret_never_stands_inside_a_character() {
        assert_eq!(bytes_at("a😀b", 0), 0);
        assert_eq!(bytes_at("a😀b", 1), 1);
        assert_eq!(bytes_at("a😀b", 2), 1);
        assert_eq!(bytes_at("a😀b", 3), 5);
        assert_eq!(bytes_at("a😀b", 99), 6);
    }
}
