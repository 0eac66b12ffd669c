//! Who else is here, and where: faces above the sheet, a bar, a name and a caret at the line they work in.

use domain::{ids::LineId, protocol::Person};
use leptos::prelude::*;

use super::{desk::Desk, live};
use crate::ui::initials;

/// Everybody else who has this draft open; several tabs of one person are one face.
#[component]
pub fn Others() -> impl IntoView {
    let desk = Desk::here();
    let people = Memo::new(move |_| {
        let mut people = desk.people.get();
        people.sort_unstable_by_key(|person| (person.user, person.whereabouts.is_none()));
        people.dedup_by_key(|person| person.user);
        people
    });
    let words = move || match people.with(Vec::len) {
        0 => "Nobody else is here.".to_owned(),
        _ => {
            people.with(|people| people.iter().map(|person| person.name.clone()).collect::<Vec<_>>().join(", "))
                + " also here."
        }
    };
    view! {
        <div class="avatars">
            <span class="hidden-text" role="status">{words}</span>
            {live(move || people.get().into_iter().map(face).collect_view())}
        </div>
    }
}

fn face(person: Person) -> impl IntoView {
    let colour = person.colour().to_string();
    view! { <span class="avatar" data-here="" data-colour=colour title=format!("{} is here", person.name) aria-hidden="true">{initials(&person.name)}</span> }
}

/// Those who work in this line, with their carets in its words.
#[component]
pub fn InLine(id: LineId, text: Memo<String>) -> impl IntoView {
    let desk = Desk::here();
    let here = Memo::new(move |_| {
        let is_here = |person: &&Person| person.whereabouts.as_ref().is_some_and(|here| here.line == id);
        desk.people.with(|people| people.iter().filter(is_here).cloned().collect::<Vec<_>>())
    });
    live(move || {
        let people = here.get();
        let (first, text) = (people.first()?.clone(), text.get());
        let names = people.iter().map(|person| person.name.as_str()).collect::<Vec<_>>().join(", ");
        // There is room for one word beside the sheet; the whole names are said above it, and on hovering.
        let short =
            people.iter().filter_map(|person| person.name.split_whitespace().next()).collect::<Vec<_>>().join(", ");
        let carets = people.into_iter().map(|person| caret(&text, person)).collect_view();
        Some(view! {
            <div class="line-people" data-colour=first.colour().to_string()><span title=names>{short}</span></div>
            {carets}
        })
    })
}

/// The line's words once more, unseen, with a caret between them where the person's stands.
fn caret(text: &str, person: Person) -> impl IntoView + use<> {
    let to = person.whereabouts.as_ref().map_or(0, |here| here.to);
    let (before, after) = text.split_at(bytes_at(text, to));
    view! {
        <div class="line-mirror" aria-hidden="true">
            {before.to_owned()}<span class="caret" data-colour=person.colour().to_string() title=person.name></span>{after.to_owned()}
        </div>
    }
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
