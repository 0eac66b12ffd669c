//! What one line of a posting says of itself: how much it asks for, and how well a skill must be known.

use crate::{
    library::search::folded_text,
    posting::{Level, Requirement, SectionKind},
};

const PREFERRED: &[&str] = &[
    "nice to have",
    "a plus",
    "is a bonus",
    "a bonus",
    "preferred",
    "preferably",
    "ideally",
    "desirable",
    "would be great",
    "advantageous",
    "an advantage",
];
const LEVELS: &[(Level, &[&str])] = &[
    (Level::Expert, &["expert", "expertise", "deep knowledge", "mastery"]),
    (Level::Advanced, &["advanced", "strong", "excellent", "in depth", "fluent", "proficien"]),
    (Level::Working, &["working knowledge", "good knowledge", "solid", "hands on", "good understanding"]),
    (Level::Basic, &["basic", "some experience", "familiarity", "familiar with", "first experience", "exposure to"]),
];

/// How much a line asks for: what its section asks for, unless it says otherwise.
pub(super) fn requirement(text: &str, section: SectionKind) -> Requirement {
    let asks =
        matches!(section, SectionKind::RequiredSkills | SectionKind::PreferredSkills | SectionKind::Qualifications);
    let padded = padded(text);
    let is_preferred = asks && PREFERRED.iter().any(|word| padded.contains(&format!(" {word} ")));
    if is_preferred { Requirement::Preferred } else { section.usual_requirement() }
}

/// How well the line wants something known; only skills have levels.
pub(super) fn level(text: &str, section: SectionKind) -> Option<Level> {
    let has_levels = matches!(section, SectionKind::RequiredSkills | SectionKind::PreferredSkills);
    let padded = padded(text);
    let says = |words: &&[&str]| words.iter().any(|word| padded.contains(&format!(" {word}")));
    LEVELS.iter().filter(|_| has_levels).find(|(_, words)| says(words)).map(|(level, _)| *level)
}

fn padded(text: &str) -> String {
    format!(" {} ", folded_text(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_how_much_it_asks_for() {
        for (text, section, asked, known) in [
            ("Strong Python", SectionKind::RequiredSkills, Requirement::Required, Some(Level::Advanced)),
            ("Kafka is a plus", SectionKind::RequiredSkills, Requirement::Preferred, None),
            ("Some experience with SQL", SectionKind::PreferredSkills, Requirement::Preferred, Some(Level::Basic)),
            ("A degree is a plus", SectionKind::Qualifications, Requirement::Preferred, None),
            ("Work with a strong team", SectionKind::Responsibilities, Requirement::Plain, None),
            ("A bonus of ten percent", SectionKind::Benefits, Requirement::Plain, None),
        ] {
            assert_eq!((requirement(text, section), level(text, section)), (asked, known), "{text}");
        }
    }
}
