//! What a section is about, by its lines, where its heading does not say it.
//!
//! Each line votes by the words that lines of such sections are made of ("pension", "years of experience", "Design …"). Most
//! of the lines must agree. The tables hold plain words of the trade, nothing of one particular posting.

use super::headings;
use crate::{library::search::folded_text, posting::SectionKind};

use SectionKind::{
    Benefits, Compensation, Disclosures, HowToApply, PreferredSkills, Qualifications, RequiredSkills, Responsibilities,
};

/// More lines are not asked: a list that long has said what it is about.
const VOTERS_MAX: usize = 12;

/// Beginnings of words that decide a line wherever they stand, in order: the first kind that one of them speaks for has
/// the line.
const WORDS: &[(SectionKind, &str)] = &[
    (Disclosures, "equal opportunit|regardless of|discriminat|background check|reasonable adjustment|accommodation"),
    (
        HowToApply,
        "cover letter|your cv|resume|phone call|video call|phone screen|take home|interview|trial day|references|\
         offer within|reply within|answer within|lebenslauf|anschreiben|bewerbung",
    ),
    (
        Compensation,
        "gross|base salary|a year before tax|per annum|pay band|pay range|salary range|brutto|bruttojahresgehalt",
    ),
    (
        Benefits,
        "holiday|vacation|annual leave|paid leave|parental leave|sick pay|sick leave|days off|pension|insurance|\
         training budget|learning budget|books and conferences|equity|stock option|shares|gym|lunch|snacks|\
         free coffee|bike|bicycle|childcare|commut|travel card|train ticket|sabbatical|401 k|flexible hours|\
         flexible working|working hours|work from home|work from abroad|home office|four day week|laptop|relocation|\
         urlaub|altersvorsorge|jobticket|weiterbildung|gleitzeit",
    ),
    (PreferredSkills, "nice to have|a plus|bonus|ideally|would be great|would be nice|would help|helps|von vorteil"),
    (Qualifications, "degree|bachelor|master s|diploma|certificat|apprenticeship|abschluss|studium|ausbildung"),
    (
        RequiredSkills,
        "experience|years of|knowledge|familiar|proficien|fluent|fluency|understanding of|command of|comfortable|\
         you know|you have|you ve|you can|you are|you re|you understand|able to|ability|skills|track record|\
         erfahrung|kenntnisse|du kannst|du kennst|sicherer umgang",
    ),
];

/// What duties begin with: "Design …", "Designing …", "You design …", and "you will design".
const DUTIES: &str = "analyse|analyze|automate|build|carry|coach|collaborate|contribute|create|debug|define|deliver|deploy|\
    design|develop|diagnose|document|drive|ensure|estimate|evaluate|extend|fix|guide|help|implement|improve|integrate|\
    investigate|keep|lead|look after|maintain|make|manage|mentor|migrate|model|monitor|operate|optimise|optimize|own|\
    participate|plan|prepare|profile|refactor|release|review|run|secure|share|ship|support|take|test|translate|tune|\
    turn|write|entwickel|entwirf|betreib|pfleg|schreib|teste|verbesser";
/// What may stand before the word that a duty begins with.
const BEFORE_DUTIES: [&str; 5] = ["you will ", "you ll ", "you ", "to ", "du "];

/// The kind that most of some lines speak for; none where they don't agree, or say nothing that tells.
pub(super) fn kind_of<'a>(lines: impl Iterator<Item = &'a str>) -> Option<SectionKind> {
    let votes: Vec<Option<SectionKind>> = lines.take(VOTERS_MAX).map(kind_of_line).collect();
    let count = |kind: SectionKind| votes.iter().filter(|vote| **vote == Some(kind)).count();
    let (kind, most) = votes.iter().flatten().map(|kind| (*kind, count(*kind))).max_by_key(|(_, count)| *count)?;
    (most * 2 > votes.len()).then_some(kind)
}

fn kind_of_line(line: &str) -> Option<SectionKind> {
    let folded = folded_text(line);
    if line.contains('@') || line.contains("https://") {
        return Some(HowToApply);
    }
    // "Design interviews with users" is a duty, whatever it is about.
    if begins_as_duty(&folded) {
        return Some(Responsibilities);
    }
    let padded = format!(" {folded} ");
    WORDS.iter().find(|(_, words)| headings::holds(&padded, words)).map(|(kind, _)| *kind)
}

fn begins_as_duty(folded: &str) -> bool {
    let bare = BEFORE_DUTIES.iter().find_map(|before| folded.strip_prefix(before)).unwrap_or(folded);
    let first = bare.split(' ').next().unwrap_or_default();
    // "designing" as "design", "writing" as "write", "running" as "run"
    let stem = first.strip_suffix("ing").unwrap_or(first);
    let doubled = stem.char_indices().next_back().map_or("", |(last, _)| &stem[..last]);
    DUTIES.split('|').any(|duty| {
        first == duty
            || bare.starts_with(&format!("{duty} "))
            || (stem != first && (stem == duty || doubled == duty || Some(stem) == duty.strip_suffix('e')))
            || (duty.len() > 5 && first.starts_with(duty))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_speaks_for_the_sections_it_may_stand_in() {
        for (line, kind) in [
            ("Design interfaces that shops can rely on", Some(Responsibilities)),
            ("Writing tests before the code", Some(Responsibilities)),
            ("You’ll run what you build", Some(Responsibilities)),
            ("Running our services in two regions", Some(Responsibilities)),
            ("Four years of experience with Go", Some(RequiredSkills)),
            ("Runtime knowledge of the JVM", Some(RequiredSkills)),
            ("A degree in computing, or the same from practice", Some(Qualifications)),
            ("Kafka would help", Some(PreferredSkills)),
            ("30 days of holiday", Some(Benefits)),
            ("Send two paragraphs to jobs@northwind.example", Some(HowToApply)),
            ("A video call of half an hour", Some(HowToApply)),
            ("We decide regardless of age", Some(Disclosures)),
            ("PostgreSQL", None),
            ("", None),
        ] {
            assert_eq!(kind_of_line(line), kind, "{line:?}");
        }
    }

    #[test]
    fn most_lines_must_agree() {
        let agree = ["Build APIs", "Review code", "PostgreSQL"];
        assert_eq!(kind_of(agree.into_iter()), Some(Responsibilities));
        assert_eq!(kind_of(["Build APIs", "30 days of holiday"].into_iter()), None);
        assert_eq!(kind_of(["Go", "Rust"].into_iter()), None);
        assert_eq!(kind_of([].into_iter()), None);
    }
}
