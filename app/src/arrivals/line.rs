//! One line of a text, and what may become of it.

use domain::arrivals::Confidence;
use leptos::prelude::*;
use services::{ArrivalLine, Candidate, Choice};

use super::review_page::complaint;
use crate::{forms::typed, paths};

/// A choice with its words and what it comes to.
struct Way {
    choice: Choice,
    words: String,
    note: AnyView,
}

#[component]
pub fn Line(
    /// Counted through the whole text, from 0.
    number: usize,
    line: ArrivalLine,
) -> impl IntoView {
    let name = format!("lines[{number}]");
    let chosen = typed(&name, usual(&line.candidates).to_string());
    let radio = |way: Way| {
        let value = way.choice.to_string();
        let checked = value == chosen;
        view! {
            <label class="choice"><input type="radio" name=name.clone() value=value checked=checked/><span>{way.words}</span>{way.note}</label>
        }
    };
    let mut candidates = line.candidates.into_iter();
    let first: Vec<_> = candidates.next().into_iter().flat_map(|candidate| ways(&candidate)).map(radio).collect();
    let others: Vec<_> = candidates.flat_map(|candidate| ways(&candidate)).map(radio).collect();
    let plain = [
        Way { choice: Choice::Custom, words: "Keep it as a line of its own".to_owned(), note: ().into_any() },
        Way { choice: Choice::LeaveOut, words: "Leave it out".to_owned(), note: ().into_any() },
    ];
    let plain = plain.map(radio).collect_view();
    let others = (!others.is_empty()).then(|| {
        view! { <details class="arrival-others"><summary>"Other items"</summary><div class="choices">{others}</div></details> }
    });
    view! {
        <li>
            <fieldset class="arrival-line">
                <legend>{line.line.text}</legend>
                <div class="choices">{first}{plain}</div>
                {others}
                {complaint(&name)}
            </fieldset>
        </li>
    }
}

/// What is chosen at first: the library's line where it says the same, one's own words otherwise.
fn usual(candidates: &[Candidate]) -> Choice {
    match candidates.first() {
        Some(best) if best.confidence == Confidence::Same => Choice::Take(best.item.source()),
        Some(best) if best.confidence == Confidence::Likely => Choice::Own(best.item.source()),
        _ => Choice::Custom,
    }
}

/// Taking an item, and keeping one's own words for it; one way where both are the same.
fn ways(candidate: &Candidate) -> Vec<Way> {
    let item = &candidate.item;
    let link = view! { <a href=paths::item(&item.slug)>{item.name.clone()}</a> };
    let sure = if candidate.confidence == Confidence::Same {
        candidate.confidence.label().to_lowercase()
    } else {
        format!("{}, {} %", candidate.confidence.label().to_lowercase(), candidate.percent)
    };
    let take = Way {
        choice: Choice::Take(item.source()),
        words: "Take the library’s line".to_owned(),
        note: view! { <span class="choice-hint">{link}" ("{sure}"): “"{item.body.clone()}"”"</span> }.into_any(),
    };
    let own = Way {
        choice: Choice::Own(item.source()),
        words: format!("Keep these words, as an override of “{}”", item.name),
        note: ().into_any(),
    };
    if candidate.confidence == Confidence::Same { vec![take] } else { vec![take, own] }
}
