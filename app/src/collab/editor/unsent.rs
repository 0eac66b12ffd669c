//! Words that were written and can't be saved: found again, so that a person can put them where they belong.

use std::fmt::Write;

use domain::{
    document::Touched,
    posting::{FactKey, Snapshot},
};

/// Notes which parts differ between two states of one replica.
pub fn note_changes(touched: &mut Touched, before: &Snapshot, after: &Snapshot) {
    touched.facts.extend(facts(before, after));
    for section in &after.sections {
        if before.section(&section.id).is_none_or(|old| old.heading != section.heading) {
            touched.sections.insert(section.id.clone());
        }
    }
    for (_, line) in after.lines() {
        if before.line(&line.id).is_none_or(|(_, old)| old.text != line.text) {
            touched.lines.insert(line.id.clone());
        }
    }
}

fn facts<'a>(one: &'a Snapshot, other: &'a Snapshot) -> impl Iterator<Item = FactKey> + 'a {
    let keys = one.facts.iter().chain(other.facts.iter()).map(|(key, _)| key);
    keys.filter(|key| one.facts.get(*key) != other.facts.get(*key))
}

/// The touched parts of `mine` that `theirs` does not have in these words; `None` when there are none.
pub fn wording(touched: &Touched, mine: &Snapshot, theirs: &Snapshot) -> Option<String> {
    let mut words = String::new();
    for key in touched.facts.iter().filter(|key| mine.facts.get(**key) != theirs.facts.get(**key)) {
        say(&mut words, format_args!("{}: {}", key.label(), mine.facts.get(*key)));
    }
    for section in &mine.sections {
        let theirs = |id| theirs.line(id).map(|(_, line)| &line.text);
        let mut lines = section
            .lines
            .iter()
            .filter(|line| touched.lines.contains(&line.id) && theirs(&line.id) != Some(&line.text))
            .filter(|line| !line.text.trim().is_empty())
            .peekable();
        if lines.peek().is_some() || touched.sections.contains(&section.id) {
            say(&mut words, format_args!("{}", section.heading));
        }
        for line in lines {
            say(&mut words, format_args!("• {}", line.text));
        }
    }
    (!words.is_empty()).then_some(words)
}

fn say(words: &mut String, line: std::fmt::Arguments<'_>) {
    // Writing into a string does not fail.
    _ = writeln!(words, "{line}");
}

#[cfg(test)]
mod tests {
    use domain::{
        document::{ClientId, Draft, Operation},
        ids::{LineId, SectionId},
        posting::{Requirement, SectionKind},
    };

    use super::*;

    fn line(text: &str, random: u64, section: &SectionId) -> Operation {
        Operation::AddLine {
            id: LineId::from_random(random),
            section: section.clone(),
            before: None,
            text: text.to_owned(),
            source: None,
            requirement: Requirement::Plain,
            level: None,
        }
    }

    #[test]
    fn only_what_i_wrote_and_the_draft_lacks_is_given_back() {
        let section = SectionId::from_random(1);
        let heading = "What you will do".to_owned();
        let kind = SectionKind::Responsibilities;
        let mut theirs = Draft::new(ClientId(1));
        let start = [
            Operation::AddSection { id: section.clone(), kind, heading, before: None },
            line("Review code", 2, &section),
        ];
        theirs.apply_all(&start, 1).unwrap();
        let mut mine = Draft::load(ClientId(7), &theirs.encode()).unwrap();
        let before = mine.snapshot();
        let title = Operation::SetFact { key: FactKey::Title, value: "Backend developer".to_owned() };
        mine.apply_all(&[title, line("Build APIs", 3, &section)], 2).unwrap();
        theirs.apply(&line("Write tests", 4, &section), 3).unwrap();

        let mut touched = Touched::default();
        note_changes(&mut touched, &before, &mine.snapshot());
        let words = wording(&touched, &mine.snapshot(), &theirs.snapshot());
        assert_eq!(words.as_deref(), Some("Job title: Backend developer\nWhat you will do\n• Build APIs\n"));
        assert_eq!(wording(&touched, &mine.snapshot(), &mine.snapshot()), None);
    }
}
