//! The title of the job, the employer, the seniority.

use super::{super::Block, Fact, labelled};
use crate::{
    arrivals::headings,
    library::search::folded_text,
    posting::{FactKey, Seniority},
};

const WORK: &[&str] = &[
    "developer",
    "engineer",
    "programmer",
    "architect",
    "entwickler",
    "entwicklerin",
    "administrator",
    "devops",
    "sre",
    "lead",
    "consultant",
    "specialist",
    "manager",
    "scientist",
    "analyst",
];
/// How far down a title may stand, in blocks.
const FIRST_BLOCKS: usize = 6;
const TITLE_WORDS_MAX: usize = 14;

/// The block that says the title: a labelled one, else the first short one that names a kind of work.
pub(super) fn place(blocks: &[Block]) -> Option<usize> {
    let is_labelled = |block: &Block| {
        labelled(block.text()).is_some_and(|(label, _)| {
            matches!(folded_text(label).as_str(), "job title" | "title" | "position" | "position title" | "role")
        })
    };
    let first = blocks.iter().take(FIRST_BLOCKS);
    first.clone().position(is_labelled).or_else(|| first.clone().position(is_title))
}

pub(super) fn is_title(block: &Block) -> bool {
    let text = block.text();
    let words: Vec<String> = folded_text(text).split(' ').map(str::to_owned).collect();
    let is_line = !matches!(block, Block::Bullet { .. }) && !text.ends_with(['.', ':', '!', '?']);
    is_line
        && words.len() <= TITLE_WORDS_MAX
        && words.iter().any(|word| WORK.contains(&word.as_str()))
        && headings::section_kind(text).is_none()
}

fn names_work(text: &str) -> bool {
    folded_text(text).split(' ').any(|word| WORK.contains(&word))
}

/// The title and what else its line says: `Senior Backend Engineer (m/f/x) at Acme – Berlin, Remote`.
pub(super) fn facts(text: &str) -> Vec<Fact> {
    let mut pieces: Vec<&str> = text
        .split([',', '|', '·', '–', '—', '*'])
        .flat_map(|piece| piece.split(" - "))
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .collect();
    if pieces.is_empty() {
        return Vec::new();
    }
    // `*** CONTRACT *** Senior Developer ***`
    let first = pieces.remove(pieces.iter().position(|piece| names_work(piece)).unwrap_or(0));
    let (title, employer) = match first.split_once(" at ").or_else(|| first.split_once(" @ ")) {
        Some((title, employer)) => (title, Some(employer)),
        None => (first, None),
    };
    let title = without_gender(title);
    let mut facts = vec![(FactKey::Title, title.clone())];
    facts.extend(employer.map(|name| (FactKey::HiringOrganization, name.trim().to_owned())));
    facts.extend(seniority(&title));
    facts.extend(super::work::employment(first));
    for piece in pieces {
        facts.extend(super::place::known(piece).unwrap_or_default());
        facts.extend(super::work::place(piece));
        facts.extend(super::work::employment(piece));
    }
    facts.extend(bracketed(first).into_iter().flat_map(|inner| {
        super::work::place(inner).into_iter().chain(super::work::employment(inner)).collect::<Vec<_>>()
    }));
    facts
}

fn bracketed(text: &str) -> Option<&str> {
    Some(text.split_once('(')?.1.split_once(')')?.0)
}

/// Without `(m/f/d)`, `(all genders)`, `(remote)` and the word for a posting behind the name.
fn without_gender(title: &str) -> String {
    let mut kept = String::new();
    let mut depth = 0_u32;
    for c in title.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    let tidy = kept
        .split_whitespace()
        .filter(|word| !matches!(folded_text(word).as_str(), "m w d" | "f m x" | "m f d" | "m f x" | "w m d"))
        .collect::<Vec<_>>()
        .join(" ");
    let end = tidy.to_lowercase().find(" job description").filter(|end| tidy.is_char_boundary(*end));
    end.and_then(|end| tidy.get(..end)).map_or(tidy.clone(), str::to_owned)
}

/// The seniority that a title or a label names.
pub(super) fn seniority(text: &str) -> Option<Fact> {
    let padded = format!(" {} ", folded_text(text));
    let says = |words: &[&str]| words.iter().any(|word| padded.contains(&format!(" {word} ")));
    let level = if says(&["junior", "graduate", "entry level", "trainee", "jr"]) {
        Seniority::Junior
    } else if says(&["senior", "lead", "principal", "staff", "sr", "head"]) {
        Seniority::Senior
    } else if says(&["mid", "mid level", "intermediate", "medior"]) {
        Seniority::Mid
    } else {
        return None;
    };
    Some((FactKey::Seniority, level.to_string()))
}

/// How companies end their names.
const LEGAL_FORMS: [&str; 20] = [
    "gmbh", "ag", "se", "kg", "ug", "ltd", "limited", "plc", "inc", "llc", "corp", "bv", "nv", "sa", "sas", "oy", "ab",
    "as", "aps", "spa",
];
const NAME_WORDS_MAX: usize = 5;

/// `Northwind GmbH`
pub(super) fn company(text: &str) -> Option<String> {
    let folded = folded_text(text);
    let last = folded.split(' ').next_back().unwrap_or_default();
    (LEGAL_FORMS.contains(&last) && folded.contains(' ') && is_name(text)).then(|| text.to_owned())
}

/// What an employer does at the beginning of the sentence that says who they are.
const DOES: [&str; 24] = [
    "is",
    "are",
    "makes",
    "builds",
    "helps",
    "runs",
    "serves",
    "moves",
    "operates",
    "develops",
    "provides",
    "was",
    "has",
    "brings",
    "keeps",
    "delivers",
    "connects",
    "powers",
    "designs",
    "ist",
    "bietet",
    "entwickelt",
    "baut",
    "betreibt",
];

/// The employer that a paragraph begins with: `Northwind is …`, `The Acme Foundation helps …`.
pub(super) fn subject(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let end = words.iter().take(NAME_WORDS_MAX + 2).position(|word| DOES.contains(word))?;
    let name = words.get(..end)?;
    let name = name.strip_prefix(&["The"]).unwrap_or(name).join(" ");
    let first = folded_text(&name);
    let first = first.split(' ').next().unwrap_or_default();
    let is_somebody = !matches!(
        first,
        "" | "we"
            | "you"
            | "our"
            | "your"
            | "this"
            | "it"
            | "there"
            | "they"
            | "what"
            | "here"
            | "that"
            | "these"
            | "who"
            | "i"
            | "everyone"
            | "nobody"
            | "das"
            | "die"
            | "der"
            | "wir"
            | "company"
            | "role"
            | "team"
            | "position"
            | "engineering"
            | "half"
            | "most"
            | "some"
            | "all"
            | "today"
            | "english"
            | "how"
            | "where"
            | "a"
            | "an"
    );
    (is_somebody && words.len() > end + 2 && is_name(&name)).then_some(name)
}

/// Whether a text may be somebody's name: few words, the first and the last of which are large, and no work.
pub(super) fn is_name(text: &str) -> bool {
    let folded = folded_text(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_large = |word: Option<&&str>| word.is_some_and(|word| word.starts_with(char::is_uppercase));
    words.len() <= NAME_WORDS_MAX
        && is_large(words.first())
        && is_large(words.last())
        && !text.contains(['.', ',', ':', '?', '!'])
        && !folded.split(' ').any(|word| WORK.contains(&word))
        && headings::section_kind(text).is_none()
}

/// `Req #4471`
pub(super) fn reference(text: &str) -> Option<String> {
    let (label, number) = text.split_once('#')?;
    let is_label = matches!(folded_text(label).as_str(), "req" | "ref" | "job" | "job id" | "requisition" | "id" | "");
    let is_number = number.chars().any(|c| c.is_ascii_digit()) && !number.contains(' ') && number.len() <= 24;
    (is_label && is_number).then(|| number.to_owned())
}

/// The employer that a heading is about: `About Northwind`.
pub(super) fn employer(heading: &str) -> Option<String> {
    let name = heading
        .trim_end_matches([':', ' '])
        .strip_prefix("About ")
        .or_else(|| heading.strip_prefix("ABOUT "))?
        .trim_end_matches(':')
        .trim();
    let first = folded_text(name);
    let first = first.split(' ').next().unwrap_or_default();
    let is_name = !matches!(first, "us" | "you" | "the" | "this" | "our" | "me" | "your" | "");
    (is_name && name.split_whitespace().count() <= 4 && name.starts_with(char::is_uppercase)).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_told_from_what_stands_beside_it() {
        for (line, title, more) in [
            ("Senior Backend Engineer (m/f/x)", "Senior Backend Engineer", "seniority=senior"),
            ("Backend Developer at Northwind – Berlin, Germany", "Backend Developer", "hiringOrganization=Northwind"),
            ("Junior Rust Developer | Hybrid | Part-time", "Junior Rust Developer", "workPlace=hybrid"),
            ("Back End Developer Job Description", "Back End Developer", ""),
        ] {
            let facts = facts(line);
            let shown: Vec<String> = facts.iter().map(|(key, value)| format!("{key}={value}")).collect();
            assert_eq!(facts[0].1, title, "{line}");
            assert!(more.is_empty() || shown.iter().any(|fact| fact == more), "{line}: {shown:?}");
        }
    }

    #[test]
    fn headings_about_somebody_name_the_employer() {
        for (heading, name) in [
            ("About Northwind Bakeries:", Some("Northwind Bakeries")),
            ("About the role", None),
            ("About us", None),
            ("Requirements", None),
        ] {
            assert_eq!(employer(heading).as_deref(), name, "{heading}");
        }
    }
}
