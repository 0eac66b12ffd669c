//! The lines of a section with what happened to each.

use domain::{
    ids::SectionId,
    posting::{Level, Requirement, SectionKind},
    review::difference::{LineChange, LineState, Place},
    threads,
};
use leptos::prelude::*;

use super::{Headings, marked, plain};
use crate::{
    threads::{beside, is_talked_about},
    upstream::origin_of,
};

/// Unchanged lines in a row that still are shown beside changed ones, to read a change in its surroundings.
const SHOWN_SAME: usize = 2;

#[component]
pub fn Lines(
    section: SectionId,
    kind: SectionKind,
    lines: Vec<LineChange>,
    headings: Headings,
    is_first: bool,
    /// Nothing in the section changed.
    is_put_away: bool,
) -> impl IntoView {
    let prose = kind.is_prose().then_some("");
    let row = |line: LineChange| view! { <Row section=section.clone() kind line headings=headings.clone() is_first/> };
    if is_first {
        let rows = lines.into_iter().map(row).collect_view();
        return view! { <ul class="diff-lines" role="list" data-prose=prose>{rows}</ul> }.into_any();
    }
    let runs = runs(lines).into_iter().map(|run| {
        let is_put_away = is_put_away || run.len() > SHOWN_SAME && run.iter().all(LineChange::is_same);
        let count = if run.len() == 1 { "1 line".to_owned() } else { format!("{} lines", run.len()) };
        let is_open = run.iter().any(|line| is_talked_about(&threads::Place::Line(line.id.clone())));
        let rows = run.into_iter().map(row).collect_view();
        let list = view! { <ul class="diff-lines" role="list" data-prose=prose>{rows}</ul> };
        if is_put_away {
            view! { <details class="diff-same" open=is_open><summary>{format!("{count} unchanged")}</summary>{list}</details> }
                .into_any()
        } else {
            list.into_any()
        }
    });
    runs.collect_view().into_any()
}

/// The lines cut where changed ones follow unchanged ones, or the other way round.
fn runs(lines: Vec<LineChange>) -> Vec<Vec<LineChange>> {
    let mut runs: Vec<Vec<LineChange>> = Vec::new();
    for line in lines {
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|last| last.is_same() == line.is_same()) => run.push(line),
            _ => runs.push(vec![line]),
        }
    }
    runs
}

#[component]
fn Row(section: SectionId, kind: SectionKind, line: LineChange, headings: Headings, is_first: bool) -> impl IntoView {
    let change = if is_first { "same" } else { change_word(&line) };
    let notes = if is_first { grade(kind, &line) } else { notes(&section, kind, &line, &headings) };
    let notes = notes.into_iter().map(|note| view! { <span>{note}</span> }).collect::<Vec<_>>();
    let text = if is_first || line.state != LineState::Both {
        // The mark and the words in the margin say it; a whole line of underlined text is hard to read.
        plain(&line.text).into_any()
    } else {
        marked(line.text)
    };
    let text = match line.state {
        LineState::Removed => view! { <del>{text}</del> }.into_any(),
        LineState::Added if !is_first => view! { <ins>{text}</ins> }.into_any(),
        _ => text,
    };
    let origin = origin_of(&line.id);
    let has_notes = !notes.is_empty() || origin.is_some();
    let said = beside(&threads::Place::Line(line.id.clone()));
    view! {
        <li class="diff-line" id=format!("line-{}", line.id) data-change=change>
            <p class="diff-text">{text}</p>
            {has_notes.then(|| view! { <p class="diff-note">{notes}{origin}</p> })}
            {said}
        </li>
    }
}

/// The one mark before the line, for the most telling of its changes.
fn change_word(line: &LineChange) -> &'static str {
    match line.state {
        LineState::Added => "added",
        LineState::Removed => "removed",
        LineState::Both if line.is_reworded() => "reworded",
        LineState::Both if line.moved_from.is_some() => "moved",
        LineState::Both if line.is_regraded() => "marked",
        LineState::Both => "same",
    }
}

/// Everything that happened to the line, in words; for a line that is new or as it was, what is asked for.
fn notes(section: &SectionId, kind: SectionKind, line: &LineChange, headings: &Headings) -> Vec<String> {
    let state = match line.state {
        LineState::Added => Some("Added".to_owned()),
        LineState::Removed => Some("Removed".to_owned()),
        LineState::Both => line.is_reworded().then(|| "Reworded".to_owned()),
    };
    let moved = line.moved_from.as_ref().map(|place| moved_words(section, place, headings));
    let requirement =
        line.requirement_before.map(|before| format!("{}, was {}", line.requirement.label(), lower(before.label())));
    let level = line.level_before.map(|before| level_words(before, line.level));
    let grade = if line.is_regraded() { Vec::new() } else { grade(kind, line) };
    [state, moved, requirement, level].into_iter().flatten().chain(grade).collect()
}

/// How much and how well a line is asked for, where that means something.
fn grade(kind: SectionKind, line: &LineChange) -> Vec<String> {
    let usual = if kind == SectionKind::PreferredSkills { Requirement::Preferred } else { Requirement::Required };
    let requirement = (line.requirement != Requirement::Plain && line.requirement != usual)
        .then(|| line.requirement.label().to_owned());
    requirement.into_iter().chain(line.level.map(|level| level.label().to_owned())).collect()
}

/// Within its section it needs no name.
fn moved_words(section: &SectionId, place: &Place, headings: &Headings) -> String {
    let other = headings.iter().find(|(id, _)| *id == place.section && id != section);
    let here = other.map_or("", |(_, heading)| heading.as_str());
    if here.is_empty() {
        format!("Moved, was line {}", place.position + 1)
    } else {
        format!("Moved, was line {} of “{here}”", place.position + 1)
    }
}

fn level_words(before: Option<Level>, now: Option<Level>) -> String {
    match (before, now) {
        (Some(before), Some(now)) => format!("{}, was {}", now.label(), lower(before.label())),
        (Some(before), None) => format!("No level, was {}", lower(before.label())),
        (None, Some(now)) => format!("{}, had no level", now.label()),
        (None, None) => String::new(),
    }
}

fn lower(label: &str) -> String {
    label.to_lowercase()
}

#[cfg(test)]
mod tests {
    use domain::ids::LineId;

    use super::*;

    fn line(number: u64) -> LineChange {
        LineChange {
            id: LineId::from_random(number),
            state: LineState::Both,
            text: Vec::new(),
            requirement: Requirement::Plain,
            level: None,
            moved_from: None,
            requirement_before: None,
            level_before: None,
        }
    }

    #[test]
    fn runs_are_cut_where_something_changed() {
        let added = LineChange { state: LineState::Added, ..line(3) };
        let lengths: Vec<usize> = runs(vec![line(1), line(2), added, line(4)]).iter().map(Vec::len).collect();
        assert_eq!(lengths, [2, 1, 1]);
    }

    #[test]
    fn everything_that_happened_to_a_line_is_said() {
        let from = SectionId::from_random(7);
        let headings = [(from.clone(), "Nice to have".to_owned())].into();
        let line = LineChange {
            requirement: Requirement::Required,
            requirement_before: Some(Requirement::Preferred),
            level_before: Some(Some(Level::Expert)),
            moved_from: Some(Place { section: from, position: 1 }),
            ..line(1)
        };
        let said = notes(&SectionId::from_random(8), SectionKind::RequiredSkills, &line, &headings);
        assert_eq!(said, ["Moved, was line 2 of “Nice to have”", "Required, was preferred", "No level, was expert"]);
        assert_eq!(change_word(&line), "moved");
    }
}
