//! A difference summed up in words: "2 lines reworded, 1 moved, pay changed".

use crate::{
    input::capitalized,
    posting::FactKey,
    review::difference::{Counts, Difference},
};

/// More changed facts than this are counted, not named.
const NAMED_FACTS: usize = 3;

/// What changed, in one sentence without its full stop.
#[must_use]
pub fn summary(difference: &Difference) -> String {
    let counts = &difference.counts;
    let mut parts = listed("section", &sections(counts));
    parts.extend(listed("line", &lines(counts)));
    parts.extend(facts(difference));
    let sentence = parts.join(", ");
    if sentence.is_empty() { "Nothing that a reader sees changed".to_owned() } else { capitalized(&sentence) }
}

const fn sections(counts: &Counts) -> [(usize, &'static str); 4] {
    [
        (counts.sections_added, "added"),
        (counts.sections_removed, "removed"),
        (counts.sections_moved, "moved"),
        (counts.sections_changed, "renamed"),
    ]
}

const fn lines(counts: &Counts) -> [(usize, &'static str); 5] {
    [
        (counts.lines_added, "added"),
        (counts.lines_removed, "removed"),
        (counts.lines_reworded, "reworded"),
        (counts.lines_moved, "moved"),
        (counts.lines_regraded, "asked for otherwise"),
    ]
}

/// The noun stands with the first number only.
fn listed(noun: &str, counts: &[(usize, &str)]) -> Vec<String> {
    let mut noun = Some(noun);
    let word = |(count, what): &(usize, &str)| match (noun.take(), count) {
        (Some(noun), 1) => format!("1 {noun} {what}"),
        (Some(noun), count) => format!("{count} {noun}s {what}"),
        (None, count) => format!("{count} {what}"),
    };
    counts.iter().filter(|(count, _)| *count > 0).map(word).collect()
}

fn facts(difference: &Difference) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    for fact in &difference.facts {
        let name = name(fact.key);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    match names.as_slice() {
        [] => None,
        [first @ .., last] if names.len() <= NAMED_FACTS => {
            let first = first.join(", ");
            let and = if first.is_empty() { "" } else { " and " };
            Some(format!("{first}{and}{last} changed"))
        }
        // As many as the page of that moment counts.
        _ => Some(format!("{} facts changed", difference.facts.len())),
    }
}

/// Facts that make one thing together have one name.
fn name(key: FactKey) -> String {
    match key {
        FactKey::BaseSalaryCurrency
        | FactKey::BaseSalaryMinValue
        | FactKey::BaseSalaryMaxValue
        | FactKey::BaseSalaryUnitText => "pay".to_owned(),
        FactKey::JobLocation(..) => "place of work".to_owned(),
        FactKey::HowToApply => "how to apply".to_owned(),
        FactKey::DirectApply => "kind of link".to_owned(),
        FactKey::AiUseInHiring => "use of AI in hiring".to_owned(),
        key => key.label().to_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ids::{LineId, SectionId},
        posting::{Line, Origin, Requirement, Section, SectionKind, Snapshot},
        review::difference::compare,
    };

    fn of(lines: &[(u64, &str)]) -> Snapshot {
        let line = |(id, text): &(u64, &str)| Line {
            id: LineId::from_random(*id),
            text: (*text).to_owned(),
            origin: Origin::Custom,
            requirement: Requirement::Plain,
            level: None,
        };
        let section = Section {
            id: SectionId::from_random(1),
            kind: SectionKind::Responsibilities,
            heading: "Duties".to_owned(),
            locked: false,
            lines: lines.iter().map(line).collect(),
        };
        Snapshot { sections: vec![section], ..Snapshot::default() }
    }

    #[test]
    fn what_changed_is_said_in_few_words() {
        let before = of(&[(1, "Build APIs"), (2, "Run them"), (3, "Test them")]);
        let mut after = of(&[(3, "Test them"), (1, "Build good APIs"), (2, "Run them daily"), (4, "Sleep")]);
        after.facts.set(FactKey::BaseSalaryMinValue, "1");
        after.facts.set(FactKey::BaseSalaryMaxValue, "2");
        after.facts.set(FactKey::Title, "Developer");
        let told = summary(&compare(&before, &after));
        assert_eq!(told, "1 line added, 2 reworded, 1 moved, job title and pay changed");
        assert_eq!(summary(&compare(&Snapshot::default(), &of(&[]))), "1 section added");
        assert_eq!(summary(&compare(&before, &before)), "Nothing that a reader sees changed");
    }

    #[test]
    fn many_facts_are_counted_instead_of_named() {
        let mut after = Snapshot::default();
        for key in [FactKey::Title, FactKey::Industry, FactKey::Identifier, FactKey::WorkHours] {
            after.facts.set(key, "x");
        }
        assert_eq!(summary(&compare(&Snapshot::default(), &after)), "4 facts changed");
        after.facts.set(FactKey::BaseSalaryMinValue, "1");
        after.facts.set(FactKey::BaseSalaryMaxValue, "2");
        assert_eq!(summary(&compare(&Snapshot::default(), &after)), "6 facts changed");
    }
}
