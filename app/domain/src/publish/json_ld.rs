//! JSON-LD: a posting as a schema.org `JobPosting`, as Google for Jobs and others read it from the public page.
//!
//! Only what the posting says is claimed: no pay without a whole range, `TELECOMMUTE` only for fully remote work, a
//! credential only when the text clearly names one.

use time::Date;

use super::{
    education::{accepts_experience, credential_category},
    html::description,
    outline::{lines_of, value},
    schema::{
        Country, Education, EducationalOccupationalCredential, Experience, JobPosting, MonetaryAmount, Organization,
        Place, PostalAddress, PropertyValue, QuantitativeValue,
    },
};
use crate::{
    posting::{BaseSalary, EmploymentType, FactKey, Facts, JobLocation, SectionKind, Snapshot, WorkPlace},
    time::write_date,
};

/// A posting together with what only its publication knows.
#[derive(Debug, Clone, Copy)]
pub struct Published<'a> {
    pub snapshot: &'a Snapshot,
    /// The canonical address of the public page.
    pub posting_url: &'a str,
    /// The day of the first publication; correcting a posting does not renew it.
    pub date_posted: Date,
    /// The last day on which people can apply.
    pub valid_through: Option<Date>,
    /// Stands in for a reference number when the posting has none.
    pub publication_id: &'a str,
    /// The employer's own site.
    pub organization_url: Option<&'a str>,
}

/// The text of a `script` element of type `application/ld+json`: valid JSON that can't end the element.
#[must_use]
pub fn json_ld(published: &Published) -> String {
    let json = serde_json::to_string(&job_posting(published)).unwrap_or_default();
    safe_in_script(&json)
}

/// Outside of strings JSON has none of these characters, so that all of them can be written as escapes.
fn safe_in_script(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + json.len() / 16);
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
    out
}

fn job_posting(published: &Published) -> JobPosting {
    let snapshot = published.snapshot;
    let facts = &snapshot.facts;
    let is_remote = facts.work_place() == Some(WorkPlace::Remote);
    let education = value(facts, FactKey::EducationRequirements);
    let experience = facts.number(FactKey::ExperienceMonths).ok().flatten().filter(|months| *months > 0);
    JobPosting {
        context: "https://schema.org",
        kind: "JobPosting",
        title: text(facts, FactKey::Title),
        description: description(snapshot),
        url: published.posting_url.to_owned(),
        date_posted: write_date(published.date_posted),
        valid_through: published.valid_through.map(end_of_day),
        employment_type: employment_types(facts),
        identifier: identifier(facts, published.publication_id),
        hiring_organization: organization(facts, published.organization_url),
        job_location: facts.job_locations().into_iter().map(place).collect(),
        job_location_type: is_remote.then_some("TELECOMMUTE"),
        applicant_location_requirements: if is_remote { countries(facts) } else { Vec::new() },
        base_salary: facts.base_salary().map(monetary_amount),
        incentive_compensation: value(facts, FactKey::IncentiveCompensation),
        job_benefits: benefits(snapshot),
        responsibilities: joined(lines_of(snapshot, &[SectionKind::Responsibilities])),
        skills: joined(lines_of(snapshot, &[SectionKind::RequiredSkills, SectionKind::PreferredSkills])),
        qualifications: joined(lines_of(snapshot, &[SectionKind::Qualifications])),
        experience_in_place_of_education: instead_of_education(education.as_deref(), experience),
        education_requirements: education.map(education_requirements),
        experience_requirements: experience.map(|months_of_experience| Experience { months_of_experience }),
        industry: value(facts, FactKey::Industry),
        occupational_category: value(facts, FactKey::OccupationalCategory),
        work_hours: value(facts, FactKey::WorkHours),
        job_start_date: value(facts, FactKey::JobStartDate),
        total_job_openings: facts.number(FactKey::TotalJobOpenings).ok().flatten().filter(|openings| *openings > 0),
        employer_overview: value(facts, FactKey::EmployerOverview),
        direct_apply: is_yes(facts.get(FactKey::DirectApply)),
    }
}

fn text(facts: &Facts, key: FactKey) -> String {
    value(facts, key).unwrap_or_default()
}

/// Applications count through the whole last day; without a zone in the facts, the day ends in UTC.
fn end_of_day(day: Date) -> String {
    format!("{}T23:59:59Z", write_date(day))
}

fn employment_types(facts: &Facts) -> Vec<&'static str> {
    let words = facts.get(FactKey::EmploymentType).split(',');
    words.filter_map(|word| word.trim().parse::<EmploymentType>().ok()).map(EmploymentType::word).collect()
}

fn identifier(facts: &Facts, publication_id: &str) -> PropertyValue {
    let value = value(facts, FactKey::Identifier).unwrap_or_else(|| publication_id.to_owned());
    PropertyValue { name: text(facts, FactKey::HiringOrganization), value }
}

/// Only web addresses: a page that shows `sameAs` as a link must not be given a script.
fn organization(facts: &Facts, url: Option<&str>) -> Organization {
    let is_web = |url: &&str| url.starts_with("https://") || url.starts_with("http://");
    Organization { name: text(facts, FactKey::HiringOrganization), same_as: url.filter(is_web).map(str::to_owned) }
}

fn place(place: JobLocation) -> Place {
    Place {
        address: PostalAddress {
            street_address: place.street_address,
            address_locality: place.address_locality,
            address_region: place.address_region,
            postal_code: place.postal_code,
            address_country: place.address_country,
        },
    }
}

/// `Germany, Austria and Poland` as three countries.
fn countries(facts: &Facts) -> Vec<Country> {
    let listed = facts.get(FactKey::ApplicantLocationRequirements).split([',', ';', '\n', '/']);
    let names = listed.flat_map(|part| part.split(" or ")).flat_map(split_and);
    names.filter(|name| !name.is_empty()).map(|name| Country { name: name.to_owned() }).collect()
}

/// Splits at "and", but not within the names of countries that have one.
fn split_and(names: &str) -> Vec<&str> {
    const FIRST_HALVES: &[&str] = &[
        "Antigua",
        "Bosnia",
        "Trinidad",
        "Saint Kitts",
        "St. Kitts",
        "Saint Vincent",
        "St. Vincent",
        "São Tomé",
        "Sao Tome",
    ];
    let names = names.trim();
    let names = names.strip_prefix("and ").or_else(|| names.strip_prefix("or ")).unwrap_or(names).trim();
    let joints = names.match_indices(" and ").map(|(at, _)| at);
    let joints = joints.filter(|at| !FIRST_HALVES.iter().any(|half| names[..*at].ends_with(half)));
    let mut parts = Vec::new();
    let mut start = 0;
    for joint in joints {
        parts.push(names[start..joint].trim());
        start = joint + " and ".len();
    }
    parts.push(names[start..].trim());
    parts
}

fn monetary_amount(pay: BaseSalary) -> MonetaryAmount {
    let value =
        QuantitativeValue { min_value: pay.min_value, max_value: pay.max_value, unit_text: pay.unit_text.word() };
    MonetaryAmount { currency: pay.currency, value }
}

fn benefits(snapshot: &Snapshot) -> Option<String> {
    let short = value(&snapshot.facts, FactKey::JobBenefits);
    joined(short.into_iter().chain(lines_of(snapshot, &[SectionKind::Benefits])).collect())
}

/// One line of text per line of the posting.
fn joined(lines: Vec<String>) -> Option<String> {
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn education_requirements(text: String) -> Education {
    match credential_category(&text) {
        Some(credential_category) => Education::Credential(EducationalOccupationalCredential { credential_category }),
        None => Education::Text(text),
    }
}

/// Said only when both requirements are there (schema.org `experienceInPlaceOfEducation`).
fn instead_of_education(education: Option<&str>, months: Option<u64>) -> Option<bool> {
    let education = education.filter(|text| credential_category(text).is_some())?;
    (months.is_some() && accepts_experience(education)).then_some(true)
}

fn is_yes(text: &str) -> bool {
    ["yes", "true", "on", "1"].iter().any(|word| text.trim().eq_ignore_ascii_case(word))
}
