//! What a heading announces, by its words.
//!
//! A heading means a section when it is one of the known phrases, or holds one of the telling words and little else. The
//! tables hold what people write over the sections of postings; a phrase that could mean two things is not in them.

mod tables;

use SectionKind::{Advantages, Benefits, Disclosures, HowToApply, Overview, PreferredSkills, RequiredSkills};

use self::tables::{ASKING, ASKING_FROM, ASKING_WORDS_MAX, PHRASES, TELLING};
use crate::{library::search::folded_text, posting::SectionKind};

/// Longer headings are sentences.
const TELLING_WORDS_MAX: usize = 8;

/// The section that a heading announces; none for words that are no known heading.
#[must_use]
pub fn section_kind(heading: &str) -> Option<SectionKind> {
    let folded = folded_text(heading);
    by_phrase(&folded)
        .or_else(|| by_telling_word(&folded))
        .or_else(|| by_question(&folded))
        .or_else(|| about_somebody(&folded))
        .or_else(|| reasons(&folded))
}

/// The section of the list that a sentence leads to: `It is an advantage if you:`, `What we need to see on your CV:`.
pub(super) fn lead_in_kind(text: &str) -> Option<SectionKind> {
    let padded = format!(" {} ", folded_text(text));
    let is_extra = holds(&padded, "advantage|nice|extra|a plus|bonus|ideally|desirable|would be great|vorteil");
    if is_extra { Some(PreferredSkills) } else { section_kind(text) }
}

/// What a page shows above the posting, to be pressed.
pub(super) fn is_button(text: &str) -> bool {
    matches!(
        folded_text(text).as_str(),
        "apply" | "apply now" | "apply for this job" | "save" | "share" | "jetzt bewerben"
    )
}

/// Whether a line that nothing marks as a heading says what headings say: only whole phrases count.
pub(super) fn is_known(line: &str) -> bool {
    let folded = folded_text(line);
    let is_about = line.starts_with("About ") && about_somebody(&folded).is_some();
    let tells = || by_telling_word(&folded).or_else(|| by_question(&folded)).is_some();
    is_about || by_phrase(&folded).is_some() || (line.ends_with(':') && tells())
}

/// Whether a text is, word for word, what stands over sections.
pub(super) fn is_phrase(text: &str) -> bool {
    by_phrase(&folded_text(text)).is_some()
}

/// The section that a paragraph after a list belongs to, where no heading says it.
pub(super) fn closing_kind(text: &str) -> Option<SectionKind> {
    let padded = format!(" {} ", folded_text(text));
    let holds = |words: &str| holds(&padded, words);
    let begins = |words: &str| words.split('|').any(|word| padded.starts_with(&format!(" {word} ")));
    if holds(
        "equal opportunit|equality of opportunity|equal employment|regardless of|diversity|discriminat|background check|\
         chancengleichheit|vielfalt|unabhangig von|reasonable accommodation|reasonable adjustment|sponsor|data protection|\
         privacy notice|privacy policy|datenschutz|need an accommodation|need adjustments|adjustments to|\
         artificial intelligence|right to work",
    ) {
        Some(Disclosures)
    } else if text.contains('@') || text.contains("https://") || begins("to apply|apply|bewerbungen|bewirb dich") {
        Some(HowToApply)
    } else if begins("we offer|we give you|you get|wir bieten") {
        Some(Benefits)
    } else if holds("would be great|nice if you|a plus|ideally|von vorteil") {
        Some(PreferredSkills)
    } else {
        None
    }
}

/// Whether one of some words, between strokes, begins where a word of a folded text with a space at each end does.
pub(super) fn holds(padded: &str, words: &str) -> bool {
    words.split('|').any(|word| padded.contains(&format!(" {word}")))
}

fn by_phrase(folded: &str) -> Option<SectionKind> {
    let bare = folded.strip_prefix("the ").unwrap_or(folded);
    // `3 requirements`, from a numbered document
    let bare = bare.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    PHRASES
        .iter()
        .find(|(_, phrases)| phrases.split('|').any(|phrase| phrase == folded || phrase == bare))
        .map(|(kind, _)| *kind)
}

fn by_telling_word(folded: &str) -> Option<SectionKind> {
    if folded.split(' ').count() > TELLING_WORDS_MAX {
        return None;
    }
    let padded = format!(" {folded} ");
    TELLING.iter().find(|(_, words)| holds(&padded, words)).map(|(kind, _)| *kind)
}

fn by_question(folded: &str) -> Option<SectionKind> {
    let mut words = folded.split(' ');
    let asks = words.next().is_some_and(|first| ASKING_FROM.contains(&first)) && words.count() < ASKING_WORDS_MAX;
    let padded = format!(" {folded} ");
    let holds = |word: &str| padded.contains(&format!(" {word} "));
    ASKING.iter().find(|(_, words)| asks && words.split('|').any(holds)).map(|(kind, _)| *kind)
}

/// `Why Northwind`
fn reasons(folded: &str) -> Option<SectionKind> {
    let rest = folded.strip_prefix("why ").or_else(|| folded.strip_prefix("warum "))?;
    (rest.split(' ').count() <= 5).then_some(Advantages)
}

/// `About Northwind`
fn about_somebody(folded: &str) -> Option<SectionKind> {
    let rest = folded.strip_prefix("about ")?;
    (rest.split(' ').count() <= 4).then_some(if rest == "you" { RequiredSkills } else { Overview })
}

#[cfg(test)]
mod tests {
    use SectionKind::{Collaboration, Compensation, Conclusion, Learning, Responsibilities};

    use super::*;

    #[test]
    fn headings_of_many_wordings_are_understood() {
        for (heading, kind) in [
            ("What you’ll do", Some(Responsibilities)),
            ("KEY RESPONSIBILITIES:", Some(Responsibilities)),
            ("3. Requirements", Some(RequiredSkills)),
            ("Essential Skills and Proficiency", Some(RequiredSkills)),
            ("Nice to have", Some(PreferredSkills)),
            ("Preferred skills & experience", Some(PreferredSkills)),
            ("Compensation & Benefits", Some(Benefits)),
            ("Salary", Some(Compensation)),
            ("About Northwind Bakeries", Some(Overview)),
            ("About you", Some(RequiredSkills)),
            ("Our hiring process", Some(HowToApply)),
            ("Diversity at Acme", Some(Disclosures)),
            ("Collaboration and Communication", Some(Collaboration)),
            ("Continual Learning and Adaptation", Some(Learning)),
            ("Dein Profil", Some(RequiredSkills)),
            ("Das machst du bei uns:", Some(Responsibilities)),
            ("Was wir uns wünschen", Some(RequiredSkills)),
            ("What we’d like to see", Some(RequiredSkills)),
            ("What you get from us", Some(Benefits)),
            ("Person specification – essential", Some(RequiredSkills)),
            ("Person specification – desirable", Some(PreferredSkills)),
            ("What a day it was", None),
            ("Where you come in", Some(Responsibilities)),
            ("Your toolbox", Some(RequiredSkills)),
            ("Why Northwind", Some(Advantages)),
            ("Conclusion:", Some(Conclusion)),
            ("Recent Articles", None),
            ("Server-side Development", None),
            ("", None),
        ] {
            assert_eq!(section_kind(heading), kind, "{heading:?}");
        }
    }

    #[test]
    fn sentences_lead_to_lists_of_what_they_say() {
        for (text, kind) in [
            ("It is an advantage if you:", Some(PreferredSkills)),
            ("Nice extras:", Some(PreferredSkills)),
            ("In this role you will:", Some(Responsibilities)),
            ("It matters to us that there are:", None),
        ] {
            assert_eq!(lead_in_kind(text), kind, "{text:?}");
        }
    }

    #[test]
    fn no_phrase_stands_for_two_sections() {
        let mut seen = std::collections::HashSet::new();
        for phrase in PHRASES.iter().flat_map(|(_, phrases)| phrases.split('|')) {
            assert!(seen.insert(phrase), "{phrase}");
            assert_eq!(phrase, folded_text(phrase), "is not folded");
        }
    }
}
