//! Facts that a posting can't do without, and a place of work that a reader can find.

use super::{Anchor, Finding, Rule};
use crate::posting::{FactKey, Facts, PLACES_MAX, PlacePart, WorkPlace};

/// What search engines demand, plus the two facts without which nobody can apply in time.
const REQUIRED: &[(FactKey, &str, &str)] = &[
    (
        FactKey::Title,
        "The posting has no job title, so nobody can find it.",
        "Write the role only, for example “Backend developer”.",
    ),
    (FactKey::HiringOrganization, "The posting does not say who hires.", "Write the employer's public name."),
    (
        FactKey::EmploymentType,
        "The posting does not say whether the job is full time, part time or something else.",
        "Choose an employment type.",
    ),
    (
        FactKey::WorkPlace,
        "The posting does not say whether the work is on site, hybrid or remote.",
        "Choose a work place.",
    ),
    (
        FactKey::ValidThrough,
        "The posting has no closing day, so it would stay online for ever.",
        "Set the last day on which people can apply.",
    ),
    (FactKey::HowToApply, "The posting does not say how to apply.", "Give a link or an address."),
];

const GOOGLE: &str = "Google for Jobs: required and recommended JobPosting properties";

pub(super) fn check(facts: &Facts, findings: &mut Vec<Finding>) {
    for (key, message, fix) in REQUIRED {
        if facts.get(*key).trim().is_empty() {
            findings.push(Finding::blocking(Rule::MissingFact, Anchor::Fact(*key), *message).fix(*fix).source(GOOGLE));
        }
    }
    check_countries(facts, findings);
    match facts.work_place() {
        Some(WorkPlace::Remote) => check_remote(facts, findings),
        Some(WorkPlace::OnSite | WorkPlace::Hybrid) => check_has_place(facts, findings),
        None => {} // already a finding: missing, or not one of the choices
    }
}

fn check_remote(facts: &Facts, findings: &mut Vec<Finding>) {
    let key = FactKey::ApplicantLocationRequirements;
    if facts.get(key).trim().is_empty() {
        let message = "A remote posting has to say in which countries applicants may live; otherwise search engines can't place it.";
        let fix = "Name at least one country, for example “Germany”.";
        findings.push(Finding::blocking(Rule::MissingPlace, Anchor::Fact(key), message).fix(fix).source(GOOGLE));
    }
}

fn check_has_place(facts: &Facts, findings: &mut Vec<Finding>) {
    if facts.job_locations().is_empty() {
        let anchor = Anchor::Fact(FactKey::JobLocation(0, PlacePart::AddressCountry));
        let message = "The posting names no place of work, though the work is not fully remote.";
        findings.push(
            Finding::blocking(Rule::MissingPlace, anchor, message)
                .fix("Give at least town and country.")
                .source(GOOGLE),
        );
    }
}

fn check_countries(facts: &Facts, findings: &mut Vec<Finding>) {
    for place in 0..PLACES_MAX {
        let has = |part: PlacePart| !facts.get(FactKey::JobLocation(place, part)).trim().is_empty();
        if PlacePart::ALL.iter().copied().any(has) && !has(PlacePart::AddressCountry) {
            let anchor = Anchor::Fact(FactKey::JobLocation(place, PlacePart::AddressCountry));
            let message = "This place of work has no country; job search engines refuse an address without one.";
            findings
                .push(Finding::blocking(Rule::MissingPlace, anchor, message).fix("Add the country.").source(GOOGLE));
        }
    }
}
