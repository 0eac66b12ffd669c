//! What a heading announces, by its words.
//!
//! A heading means a section when it is one of the known phrases, or holds one of the telling words and little else. The
//! tables hold what people write over the sections of postings; a phrase that could mean two things is not in them.

use crate::{library::search::folded_text, posting::SectionKind};

use SectionKind::{
    Advantages, Applications, Benefits, Collaboration, Compensation, Conclusion, Disclosures, HowToApply, Learning,
    Overview, PreferredSkills, Qualifications, RequiredSkills, Responsibilities,
};

/// Headings word for word, between strokes, folded: lower case, no signs (`you'll` is `you ll`).
const PHRASES: &[(SectionKind, &str)] = &[
    (
        Overview,
        "overview|about the role|about this role|about the job|about the position|about us|about you and us|\
         who we are|the role|the job|the position|role overview|role summary|job summary|job description|\
         position summary|summary|introduction|intro|the company|our company|about the company|company|\
         company description|mission|our mission|purpose of the role|the opportunity|what we do|position overview|\
         job overview|in a nutshell|uber uns|wer wir sind|die stelle|understanding backend development|the mission|\
         context|background|purpose of the post|purpose of the job|about the post",
    ),
    (
        Responsibilities,
        "responsibilities|what you will do|what you ll do|what you do|your responsibilities|key responsibilities|\
         duties|main duties|the work|your role|your tasks|tasks|your mission|what you ll be doing|\
         what you will be doing|day to day|your day to day|your day|a typical week|a day in your life|\
         what the job involves|what you ll own|what you will own|in this role you will|in this role you ll|\
         as a backend developer you will|you will|you ll|accountabilities|deliverables|deine aufgaben|ihre aufgaben|\
         aufgaben|was du machst|das erwartet dich|what you ll work on|what you will work on|what we need you to do|\
         your impact|a normal week|a normal day|a typical day|how you ll make an impact|essential duties|essential functions|the job in practice|job duties",
    ),
    (
        RequiredSkills,
        "requirements|required skills|what you bring|what you ll bring|what you will bring|skills|your skills|\
         must have|must haves|essential|essential skills|essential criteria|who you are|about you|your profile|\
         what we re looking for|what we are looking for|what we look for|who we re looking for|\
         who we are looking for|you have|you bring|we need|technical skills|required|minimum requirements|\
         key skills|what you need|what you ll need|what you will need|tech stack|our stack|you should have|\
         your background|you ll need|you will need|dein profil|ihr profil|anforderungen|was du mitbringst|das bringst du mit|job requirements|\
         skills and experience|your experience|you might be a fit if|we d love to hear from you if|core skills",
    ),
    (
        PreferredSkills,
        "nice to have|nice to haves|nice to have skills|preferred|preferred skills|preferred qualifications|bonus|\
         bonus points|bonus points for|a plus|pluses|desirable|desirable skills|desirable criteria|desired|\
         desired skills|it s a plus if|it would be nice if|extra credit|good to have|would be great|even better|\
         even better if|optional|not required but welcome|von vorteil|what would be a plus|would be a plus|\
         ideally you also|what helps",
    ),
    (
        Qualifications,
        "qualifications|minimum qualifications|basic qualifications|required qualifications|education|\
         education and experience|experience|experience and education|required experience|your qualifications|\
         formal requirements|qualification|certifications|academic background",
    ),
    (
        Collaboration,
        "collaboration|who you work with|who you ll work with|who you will work with|the team|your team|our team|\
         about the team|about our team|how we work|how we work together|ways of working|your colleagues|\
         working with us|collaboration and communication|meet the team|teamwork",
    ),
    (
        Applications,
        "applications|what you build|what you ll build|what you will build|the product|our product|\
         about the product|products|projects|project|the project|your project",
    ),
    (
        Advantages,
        "advantages|why this role|why join us|why join|why us|why you should join|why you ll love it here|\
         why you ll love working here|why work with us|why work here|reasons to join|what makes this role special|\
         why you ll like it|warum wir",
    ),
    (
        Learning,
        "learning|learning and growth|growth|career|career growth|career path|career development|development|\
         training|learning and development|professional development|how you ll grow|your growth|continual learning|\
         continuous learning|training and development|where this can lead",
    ),
    (
        Compensation,
        "compensation|pay|salary|pay range|salary range|what we pay|remuneration|pay transparency|\
         compensation range|rate|the pay|base salary|salary and bonus|gehalt|what it pays|pay and hours",
    ),
    (
        Benefits,
        "benefits|perks|what we offer|we offer|what you get|what you ll get|what you will get|what s in it for you|\
         our offer|perks and benefits|benefits and perks|compensation and benefits|pay and benefits|\
         salary and benefits|our benefits|wir bieten|was wir bieten|das bieten wir|the package|package|\
         what s on offer|why you ll be happy here|extras",
    ),
    (
        HowToApply,
        "how to apply|apply|apply now|application|application process|hiring process|interview process|the process|\
         our process|next steps|interested|ready to apply|sound like you|how we hire|recruitment process|contact|\
         bewerbung|what happens next|to apply|how to reach us|selection process",
    ),
    (
        Disclosures,
        "equal opportunity|equal opportunities|equal opportunity employer|diversity|diversity and inclusion|\
         diversity statement|eeo statement|our commitment|inclusion|accommodations|accommodation|privacy|\
         privacy notice|legal|good to know|notice|disclosures|disclaimer|data protection|background checks|\
         fine print|the fine print|important information|equality|accessibility|equal opportunity statement",
    ),
    (Conclusion, "conclusion|in short|in summary|final words|closing|join us"),
];

/// Words that tell, with those that decide between several first.
const TELLING: &[(SectionKind, &str)] = &[
    (PreferredSkills, "nice to have|preferred|bonus point|desirable|a plus|optional skills"),
    (HowToApply, "how to apply|application process|hiring process|interview process|recruitment process"),
    (Disclosures, "equal opportunit|diversity|accommodation|data protection|privacy"),
    (Benefits, "benefits|perks|we offer|in it for you"),
    (Compensation, "salary|compensation|pay range|remuneration"),
    (Responsibilities, "responsibilit|duties|what you will do|what you ll do|your tasks|accountabilit|day to day"),
    (
        RequiredSkills,
        "requirements|skills|must have|looking for|what you bring|what you ll bring|proficienc|your profile",
    ),
    (Qualifications, "qualification|education|certification"),
    (Learning, "learning|career|professional development|growth"),
    (RequiredSkills, "person specification"),
    (Collaboration, "collaboration|who you ll work with|who you will work with|the team|our team"),
    (Advantages, "advantages|why join|why work"),
    (Applications, "applications|what you ll build|what you will build"),
    (Overview, "about the role|about the job|overview|about the company|industry impact|who we are"),
    (Conclusion, "conclusion"),
];

/// Headings that are questions or their answers (`What we'd like to see`, `Das machst du bei uns`) by the word that says what
/// they ask; of several the first counts.
const ASKING: &[(SectionKind, &str)] = &[
    (Overview, "who we are|wer wir sind"),
    (HowToApply, "apply|bewirbst|bewerben"),
    (Benefits, "offer|bieten|get from us|give you|you get|bekommst"),
    (
        RequiredSkills,
        "bring|mitbringst|mitbringen|need|brauchst|like to see|look for|wish for|wunschen|expect from you|erwarten wir",
    ),
    (Responsibilities, "you do|you ll do|you will do|machst|tust|you ll own|you build|you ll build"),
];
const ASKING_FROM: [&str; 8] = ["what", "how", "who", "was", "wie", "wer", "das", "so"];
const ASKING_WORDS_MAX: usize = 7;

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
        "equal opportunit|equality of opportunity|regardless of|diversity|chancengleichheit|reasonable accommodation",
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

/// `About Northwind`
fn about_somebody(folded: &str) -> Option<SectionKind> {
    let rest = folded.strip_prefix("about ")?;
    (rest.split(' ').count() <= 4).then_some(if rest == "you" { RequiredSkills } else { Overview })
}

#[cfg(test)]
mod tests {
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
            ("Conclusion:", Some(Conclusion)),
            ("Recent Articles", None),
            ("Server-side Development", None),
            ("", None),
        ] {
            assert_eq!(section_kind(heading), kind, "{heading:?}");
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
