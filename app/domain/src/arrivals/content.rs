//! What a section is about, by its lines, where its heading does not say it.
//!
//! Each line votes by the words that lines of such sections are made of ("pension", "years of experience", "Design …"). Most
//! of the lines must agree. The tables hold plain words of the trade, nothing of one particular posting.

use super::headings;
use crate::{library::search::folded_text, posting::SectionKind};

use SectionKind::{
    Benefits, Collaboration, Compensation, Disclosures, HowToApply, PreferredSkills, Qualifications, RequiredSkills,
    Responsibilities,
};

/// More lines are not asked: a list that long has said what it is about.
const VOTERS_MAX: usize = 12;
/// One of so many lines must speak for it.
const AGREEING: usize = 3;

/// Beginnings of words that decide a line wherever they stand, in order: the first kind that one of them speaks for has
/// the line.
const WORDS: &[(SectionKind, &str)] = &[
    (
        Disclosures,
        "equal opportunit|equal employment|regardless of|discriminat|background check|reasonable adjustment|\
         accommodation|protected characteristic|protected veteran|right to work|work permit|gleichermassen|\
         chancengleich|unabhangig von|underrepresented",
    ),
    (
        HowToApply,
        "cover letter|your cv|a cv|resume|phone call|video call|phone screen|minute call|intro call|first call|\
         short call|chat with|conversation with|take home|paid exercise|interview|trial day|references|offer within|\
         reply within|answer within|hear from us|hear back|hear within|meet the team|written offer|\
         lebenslauf|anschreiben|bewerbung|gesprach|kennenlernen|probetag",
    ),
    (
        Compensation,
        "gross|base salary|a year before tax|per annum|pay band|pay range|salary range|brutto|bruttojahresgehalt|\
         pay scale|salary band|tarifvertrag|entgeltgruppe",
    ),
    (
        Benefits,
        "holiday|vacation|annual leave|paid leave|parental leave|parental pay|parental top|maternity|paternity|sick pay|\
         sick leave|sick days|days off|time off|pto|pension|retirement|superannuation|provident|rrsp|insurance|\
         mediclaim|medical cover|dental|vision|life cover|health cover|healthcare cover|training budget|\
         learning budget|home office budget|a year for|a month for|a year towards|a month towards|allowance|stipend|\
         books and conferences|equity|esop|stock|shares|share options|profit share|gym|wellness|wellbeing|massage|\
         lunch|breakfast|snacks|fruit|canteen|free coffee|bike|bicycle|cycle to work|childcare|kindergarten|commut|\
         travel card|transit|season ticket|train ticket|public transport|sabbatical|401 k|flexible hours|flexitime|\
         flexible working|working hours|work from home|work from abroad|home office|four day week|laptop|macbook|\
         relocation|volunteering day|discount|offsite|retreat|team trip|urlaub|altersvorsorge|jobticket|\
         deutschlandticket|jobrad|weiterbildung|gleitzeit|zuschuss|kantine|betriebliche",
    ),
    (
        PreferredSkills,
        "nice to have|a plus|bonus|ideally|would be great|would be nice|would help|helps|von vorteil|not required|\
         not essential|not a must|wunschenswert",
    ),
    (Qualifications, "degree|bachelor|master s|diploma|certificat|apprenticeship|abschluss|studium|ausbildung"),
    (
        RequiredSkills,
        "experience|years of|years with|years in|knowledge|familiar|proficien|fluent|fluency|understanding of|\
         command of|comfortable|comfort with|you know|you have|you ve|you can|you are|you re|you understand|you like|\
         you love|you enjoy|you think|you care|you speak|you want|able to|ability|skills|track record|an eye for|\
         a feel for|instinct for|hands on|erfahrung|kenntnisse|du kannst|du kennst|du hast|du bist|du sprichst|\
         du weisst|sicherer umgang|sie verfugen|sie haben|sie sind",
    ),
];
/// What a line about oneself begins with: "Have shipped …", "Are happy to …" below "You may be right for this if you".
const TRAITS: &str = "have|are|can|know|care|enjoy|love|like|strong|solid|good|sound|proven|excellent|several years|\
    deep|comfort|fluent|demonstrated|well developed|competent|exposure to|minimum|at least|prior|previous|confident|\
    confidence|curiosity|curious|mindestens|sehr gute|gute|fundierte|mehrjahrige|sicher";
/// Names of what developers work with: a line that has one and says nothing else is about skills.
const TOOLS: &str = "python|java|kotlin|golang|go|rust|ruby|rails|php|laravel|symfony|scala|elixir|c|node|nodejs|typescript|\
    javascript|django|flask|fastapi|spring|hibernate|net|asp|postgres|postgresql|mysql|mariadb|oracle|sql|nosql|mongodb|\
    redis|kafka|rabbitmq|elasticsearch|opensearch|cassandra|dynamodb|snowflake|docker|kubernetes|helm|terraform|pulumi|\
    ansible|aws|azure|gcp|linux|unix|bash|git|gitlab|github|jenkins|graphql|grpc|rest|openapi|nginx|oauth|pytest|junit|\
    microservices|prometheus|grafana|datadog|celery|airflow|spark";
/// Whom one works with, at the beginning of a line.
const PEOPLE: &str = "designer|programmer|tester|product manager|product owner|project manager|data scientist|data engineer|\
    analyst|architect|engineer|developer|colleague|stakeholder|team lead|scientist|researcher|customer|client|operations|\
    support team|security team|qa|entwickler|kolleg|kund|fachabteilung|testteam";

/// What duties begin with: "Design …", "Designing …", "Designs …", "You design …", and "you will design".
const DUTIES: &str = "act|add|administer|adopt|advise|agree|analyse|analyze|answer|architect|assess|assist|automate|balance|\
    become|break|bring|build|carry|challenge|champion|choose|clean|coach|collaborate|configure|connect|\
    contribute|convert|coordinate|craft|create|cut|debug|decide|define|deliver|deploy|design|develop|diagnose|discuss|\
    document|draft|drive|engineer|ensure|establish|estimate|evaluate|evolve|execute|expand|explain|explore|expose|\
    extend|figure|find|fix|get|give|go|grow|guide|handle|harden|help|hook|identify|implement|improve|integrate|\
    introduce|investigate|join|keep|land|lead|leave|look after|maintain|make|manage|measure|mentor|migrate|model|\
    modernise|modernize|monitor|move|onboard|operate|optimise|optimize|orchestrate|organise|oversee|own|pair|\
    participate|partner|perform|plan|port|prepare|present|produce|profile|propose|protect|prototype|provide|prove|\
    push|raise|reduce|refactor|refine|release|remove|repair|replace|replatform|report|represent|research|resolve|\
    respond|rethink|retire|review|rework|roll|run|safeguard|scale|secure|serve|set up|shape|share|shave|ship|\
    simplify|solve|split|spot|steer|streamline|strengthen|suggest|support|tackle|take|talk|teach|test|tidy|trace|\
    track|train|transform|translate|treat|tune|turn|uncover|update|upgrade|upskill|validate|verify|watch|wire|work|\
    write|entwickel|entwirf|entwerf|betreib|pfleg|schreib|teste|verbesser|betreu|gestalt|uberwach|optimier|\
    automatisier|dokumentier|analysier|implementier|unterstutz|arbeit|planst|plane|begleit";
/// What may stand before the word that a duty begins with.
const BEFORE_DUTIES: [&str; 10] =
    ["you will ", "you ll ", "you d ", "you ", "to ", "du ", "sie ", "and ", "then ", "we ll "];

/// The kind that more of some lines speak for than for any other; none where that are too few, or two are as many.
pub(super) fn kind_of<'a>(lines: impl Iterator<Item = &'a str>) -> Option<SectionKind> {
    let lines: Vec<&str> = lines.take(VOTERS_MAX).collect();
    let kinds = votes(lines.iter().copied());
    let (most, kind) = *kinds.first()?;
    let next = kinds.get(1).map_or(0, |(count, _)| *count);
    (most > next && most * AGREEING >= lines.len()).then_some(kind)
}

/// The kinds that lines speak for, each with how many do, the most first; of those with as many in the order of a posting.
pub(super) fn votes<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<(usize, SectionKind)> {
    let votes: Vec<SectionKind> = lines.take(VOTERS_MAX).filter_map(kind_of_line).collect();
    let count = |kind: SectionKind| votes.iter().filter(|vote| **vote == kind).count();
    let counts = SectionKind::ALL.iter().map(|kind| (count(*kind), *kind));
    let mut counts: Vec<(usize, SectionKind)> = counts.filter(|(count, _)| *count > 0).collect();
    counts.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    counts
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
    let by_word = WORDS.iter().find(|(_, words)| headings::holds(&padded, words)).map(|(kind, _)| *kind);
    by_word
        .or_else(|| begins(&folded, TRAITS).then_some(RequiredSkills))
        .or_else(|| names_tools(&folded).then_some(RequiredSkills))
        .or_else(|| names_people(&folded).then_some(Collaboration))
}

fn begins(folded: &str, words: &str) -> bool {
    words.split('|').any(|word| folded.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
}

/// One of the first words is the name of a tool.
fn names_tools(folded: &str) -> bool {
    folded.split(' ').take(4).any(|word| TOOLS.split('|').any(|tool| tool == word))
}

fn names_people(folded: &str) -> bool {
    let first: Vec<&str> = folded.split(' ').take(5).collect();
    let padded = format!(" {} ", first.join(" "));
    headings::holds(&padded, PEOPLE)
}

fn begins_as_duty(folded: &str) -> bool {
    let bare = BEFORE_DUTIES.iter().find_map(|before| folded.strip_prefix(before)).unwrap_or(folded);
    let first = bare.split(' ').next().unwrap_or_default();
    // "designing" as "design", "writing" as "write", "running" as "run"
    let stem = first.strip_suffix("ing").or_else(|| first.strip_suffix('s')).unwrap_or(first);
    let doubled = stem.char_indices().next_back().map_or("", |(last, _)| &stem[..last]);
    DUTIES.split('|').any(|duty| {
        first == duty
            || bare.starts_with(&format!("{duty} "))
            || (stem != first && (stem == duty || doubled == duty || Some(stem) == duty.strip_suffix('e')))
            // `entwickelst`, but no designers
            || (duty.len() > 5 && first.starts_with(duty) && !first.ends_with("er") && !first.ends_with("ers"))
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
            ("PostgreSQL", Some(RequiredSkills)),
            ("Have seen a system fail", Some(RequiredSkills)),
            ("Designers who draw by hand", Some(Collaboration)),
            ("Sweep the ovens", None),
            ("", None),
        ] {
            assert_eq!(kind_of_line(line), kind, "{line:?}");
        }
    }

    #[test]
    fn most_lines_must_agree() {
        let agree = ["Build APIs", "Review code", "Bread"];
        assert_eq!(kind_of(agree.into_iter()), Some(Responsibilities));
        assert_eq!(kind_of(["Build APIs", "30 days of holiday"].into_iter()), None);
        assert_eq!(kind_of(["Bread", "Butter"].into_iter()), None);
        assert_eq!(kind_of([].into_iter()), None);
    }
}
