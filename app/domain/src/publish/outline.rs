//! What every form of a posting shows, in order: a summary of facts, then headed parts of paragraphs and bullets.

use std::str::FromStr;

use crate::{
    input::lower_case,
    posting::{
        AiUse, EmploymentType, FactKey, Facts, Level, Line, Requirement, Section, SectionKind, Seniority, Snapshot,
        VacancyStatus, WorkPlace,
    },
    time::show_date,
};

/// A fact as readers see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub label: &'static str,
    pub value: String,
}

/// The facts that a reader looks for before reading, in that order; those without a value are left out.
#[must_use]
pub fn summary(snapshot: &Snapshot) -> Vec<Fact> {
    let facts = &snapshot.facts;
    let rows = [
        ("Employer", value(facts, FactKey::HiringOrganization)),
        ("Place", places(facts)),
        ("Work place", chosen(facts, FactKey::WorkPlace, WorkPlace::label)),
        ("Applicants may live in", value(facts, FactKey::ApplicantLocationRequirements)),
        ("Pay", facts.base_salary().map(|pay| pay.to_string())),
        ("Bonus and other pay", value(facts, FactKey::IncentiveCompensation)),
        ("Benefits", value(facts, FactKey::JobBenefits)),
        ("Employment", chosen(facts, FactKey::EmploymentType, EmploymentType::label)),
        ("Seniority", chosen(facts, FactKey::Seniority, Seniority::label)),
        ("Working hours", value(facts, FactKey::WorkHours)),
        ("Start", value(facts, FactKey::JobStartDate)),
        ("Openings", value(facts, FactKey::TotalJobOpenings)),
        ("Education", value(facts, FactKey::EducationRequirements)),
        ("Open until", facts.valid_through().ok().flatten().map(show_date)),
        ("Reference", value(facts, FactKey::Identifier)),
        ("Vacancy", chosen(facts, FactKey::VacancyStatus, VacancyStatus::label)),
        ("AI in hiring", chosen(facts, FactKey::AiUseInHiring, AiUse::label)),
        ("How to apply", value(facts, FactKey::HowToApply)),
    ];
    rows.into_iter().filter_map(|(label, value)| value.map(|value| Fact { label, value })).collect()
}

/// One headed part of a posting. No text in it is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) heading: String,
    pub(super) is_prose: bool,
    /// Paragraphs or bullets.
    pub(super) lines: Vec<String>,
}

/// The parts that have text: the employer first, then the sections in their order.
pub(super) fn parts(snapshot: &Snapshot) -> Vec<Part> {
    let sections = snapshot.sections.iter().map(|section| Part {
        heading: heading(section),
        is_prose: section.kind.is_prose(),
        lines: if section.kind.is_prose() { paragraphs(section) } else { bullets(section) },
    });
    employer(&snapshot.facts).into_iter().chain(sections).filter(|part| !part.lines.is_empty()).collect()
}

/// The lines of all sections of a kind, as bullets.
pub(super) fn lines_of(snapshot: &Snapshot, kinds: &[SectionKind]) -> Vec<String> {
    snapshot.sections.iter().filter(|section| kinds.contains(&section.kind)).flat_map(bullets).collect()
}

/// White space as a reader sees it: one blank.
pub(super) fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A fact without the blanks around it; `None` when nothing is left.
pub(super) fn value(facts: &Facts, key: FactKey) -> Option<String> {
    Some(facts.get(key).trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}

fn employer(facts: &Facts) -> Option<Part> {
    let overview = value(facts, FactKey::EmployerOverview)?;
    let heading =
        value(facts, FactKey::HiringOrganization).map_or_else(|| "About us".to_owned(), |name| format!("About {name}"));
    Some(Part { heading: collapsed(&heading), is_prose: true, lines: paragraphs_in(&overview).collect() })
}

fn heading(section: &Section) -> String {
    match collapsed(&section.heading) {
        heading if heading.is_empty() => section.kind.label().to_owned(),
        heading => heading,
    }
}

fn paragraphs(section: &Section) -> Vec<String> {
    section.lines.iter().flat_map(|line| paragraphs_in(&line.text)).collect()
}

fn paragraphs_in(text: &str) -> impl Iterator<Item = String> {
    text.lines().map(collapsed).filter(|paragraph| !paragraph.is_empty())
}

fn bullets(section: &Section) -> Vec<String> {
    let lines = || section.lines.iter().filter(|line| !line.text.trim().is_empty());
    let is_mixed = lines().any(|line| Some(line.requirement) != lines().next().map(|first| first.requirement));
    lines().map(|line| bullet(section.kind, line, is_mixed)).collect()
}

/// The line with what the heading does not say already: `Know PostgreSQL well (preferred, advanced).`
fn bullet(kind: SectionKind, line: &Line, is_mixed: bool) -> String {
    let text = collapsed(&line.text);
    let remarks = [requirement_remark(kind, line.requirement, is_mixed), level_remark(kind, line.level)];
    let is_new = |remark: &&str| !lower_case(&text).contains(*remark);
    let remarks: Vec<&str> = remarks.into_iter().flatten().filter(is_new).collect();
    if remarks.is_empty() {
        return text;
    }
    let (body, stop) = text.strip_suffix('.').map_or((text.as_str(), ""), |body| (body, "."));
    format!("{body} ({}){stop}", remarks.join(", "))
}

/// Under "What you bring" all is required and under "Nice to have" nothing is; a remark says what differs. Among
/// qualifications, remarks tell mixed lines apart. Duties and the rest are not asked for at all.
const fn requirement_remark(kind: SectionKind, requirement: Requirement, is_mixed: bool) -> Option<&'static str> {
    match (kind, requirement) {
        (SectionKind::RequiredSkills, Requirement::Preferred) => Some("preferred"),
        (SectionKind::PreferredSkills, Requirement::Required) => Some("required"),
        (SectionKind::Qualifications, Requirement::Required) if is_mixed => Some("required"),
        (SectionKind::Qualifications, Requirement::Preferred) if is_mixed => Some("preferred"),
        _ => None,
    }
}

const fn level_remark(kind: SectionKind, level: Option<Level>) -> Option<&'static str> {
    let is_skill =
        matches!(kind, SectionKind::RequiredSkills | SectionKind::PreferredSkills | SectionKind::Qualifications);
    match level {
        Some(Level::Basic) if is_skill => Some("basic"),
        Some(Level::Working) if is_skill => Some("working knowledge"),
        Some(Level::Advanced) if is_skill => Some("advanced"),
        Some(Level::Expert) if is_skill => Some("expert"),
        _ => None,
    }
}

fn places(facts: &Facts) -> Option<String> {
    let places: Vec<String> =
        facts.job_locations().iter().map(ToString::to_string).filter(|place| !place.is_empty()).collect();
    (!places.is_empty()).then(|| places.join("; "))
}

fn chosen<T: FromStr>(facts: &Facts, key: FactKey, label: fn(T) -> &'static str) -> Option<String> {
    facts.choice(key).ok().flatten().map(|choice| label(choice).to_owned())
}
