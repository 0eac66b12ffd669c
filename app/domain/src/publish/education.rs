//! Which of the five credentials that job search engines know an education requirement names, if any.

/// Google for Jobs: `educationRequirements.credentialCategory`; the least demanding first, because of several that
/// are named, that one is required.
const CATEGORIES: &[(&str, &[&str])] = &[
    ("high school", &["high school", "secondary school", "abitur", "a levels", "a-levels", "ged"]),
    ("associate degree", &["associate degree", "associate's degree", "associate’s degree"]),
    ("professional certificate", &["professional certificate", "certificate", "certification", "apprenticeship"]),
    (
        "bachelor degree",
        &["bachelor", "bachelors", "bachelor's", "bachelor’s", "bsc", "b.sc", "beng", "undergraduate degree"],
    ),
    (
        "postgraduate degree",
        &["master's", "master’s", "masters", "master", "msc", "m.sc", "phd", "ph.d", "doctorate", "postgraduate"],
    ),
];

/// Words that turn a requirement into its opposite or into a wish.
const NOT_REQUIRED: &[&str] = &["no ", "not ", "none", "without ", "optional", "preferred", "nice to have", "a plus"];

/// Words that let experience stand in for the education.
const OR_EXPERIENCE: &[&str] =
    &["equivalent experience", "or experience", "comparable experience", "equivalent practical experience"];

/// The category, in the words of the search engines, when the text clearly requires one.
pub(super) fn credential_category(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    if NOT_REQUIRED.iter().any(|words| text.contains(words)) {
        return None;
    }
    CATEGORIES.iter().find(|(_, names)| names.iter().any(|name| has_word(&text, name))).map(|(category, _)| *category)
}

/// Whether experience is accepted in its place.
pub(super) fn accepts_experience(text: &str) -> bool {
    let text = text.to_lowercase();
    OR_EXPERIENCE.iter().any(|words| text.contains(words))
}

fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(start, _)| {
        let is_edge = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
        is_edge(text[..start].chars().next_back()) && is_edge(text[start + word.len()..].chars().next())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credential_is_named_only_when_the_text_clearly_requires_it() {
        for (text, category) in [
            ("Bachelor's degree in computer science", Some("bachelor degree")),
            ("BSc or MSc", Some("bachelor degree")),
            ("Master’s degree", Some("postgraduate degree")),
            ("High school diploma", Some("high school")),
            ("No degree required", None),
            ("A bachelor's degree is a plus", None),
            ("Scrum mastery", None),
            ("Any", None),
        ] {
            assert_eq!(credential_category(text), category, "{text:?}");
        }
    }
}
