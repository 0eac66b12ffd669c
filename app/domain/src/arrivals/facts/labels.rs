//! What labels mean: `Location: Berlin`, `Kennziffer: 4711`.

use super::{Fact, days, pay, place, title, without_end, work};
use crate::{library::search::folded_text, posting::FactKey};

/// The facts under a label; none when the label is no known one.
pub(super) fn by_label(label: &str, value: &str) -> Option<Vec<Fact>> {
    let one = |key: FactKey| Some(vec![(key, without_end(value))]);
    match folded_text(label).as_str() {
        "job title" | "title" | "position" | "role" | "position title" | "post" | "stelle" => Some(title::facts(value)),
        "standorte" | "location" | "locations" | "place" | "place of work" | "office" | "office location"
        | "work location" | "where" | "standort" | "city" | "based in" | "job location" | "ort" | "arbeitsort"
        | "dienstort" | "einsatzort" => {
            let mut facts = place::in_list(value);
            facts.extend(work::place(value));
            facts.extend(work::applicants(value));
            Some(facts)
        }
        "remote" | "work model" | "workplace" | "workplace type" | "working model" | "work place"
        | "work arrangement" | "remote work" | "work mode" => {
            Some(work::place_answer(label, value).into_iter().chain(work::applicants(value)).collect())
        }
        "salary"
        | "pay"
        | "compensation"
        | "pay range"
        | "salary range"
        | "base salary"
        | "rate"
        | "hourly rate"
        | "ctc"
        | "annual ctc"
        | "package"
        | "salary and benefits"
        | "verdienst"
        | "vergutung"
        | "jahresgehalt"
        | "day rate"
        | "wage"
        | "remuneration"
        | "gehalt"
        | "base pay"
        | "compensation range"
        | "annual salary" => {
            let mut facts = pay::find(value, true).unwrap_or_default();
            facts.extend(pay::bonus(value));
            Some(facts)
        }
        "bonus" | "variable pay" => one(FactKey::IncentiveCompensation),
        "employment type" | "time type" | "work type" | "vertragsart" | "beschaftigungsart" | "arbeitszeitmodell"
        | "job type" | "contract" | "contract type" | "type" | "employment" | "type of employment" | "schedule"
        | "engagement" | "art" | "anstellung" | "anstellungsart" | "umfang" => {
            let mut facts: Vec<Fact> = work::employment(value).into_iter().collect();
            facts.extend(work::hours(value));
            Some(facts)
        }
        "wochenstunden" | "arbeitszeit" | "hours" | "working hours" | "work hours" | "working time"
        | "weekly hours" => one(FactKey::WorkHours),
        "level" | "seniority" | "experience level" | "seniority level" => {
            Some(title::seniority(value).into_iter().collect())
        }
        "company"
        | "employer"
        | "hiring organization"
        | "hiring organisation"
        | "organisation"
        | "organization"
        | "firma"
        | "unternehmen"
        | "arbeitgeber" => one(FactKey::HiringOrganization),
        "job requisition id" | "position number" | "kennziffer" | "referenz" | "referenznummer" | "stellen id"
        | "vacancy reference" | "vacancy number" | "posting id" | "req" | "job ref" | "reference no" | "reference"
        | "ref" | "job id" | "reference number" | "req id" | "requisition" | "requisition id" | "job reference"
        | "ref no" | "vacancy id" | "id" | "job number" => one(FactKey::Identifier),
        "start" | "start date" | "starting" | "starting date" | "start of work" | "available from" | "ab"
        | "beginn" | "eintritt" | "startdatum" => one(FactKey::JobStartDate),
        "end date"
        | "bewerbungsfrist"
        | "bewerbungsschluss"
        | "last date to apply"
        | "expires"
        | "closing"
        | "deadline"
        | "apply by"
        | "closing date"
        | "apply before"
        | "application deadline"
        | "applications close"
        | "open until"
        | "closes"
        | "valid through"
        | "closes on" => Some(days::find(value).map(|day| (FactKey::ValidThrough, day)).into_iter().collect()),
        "industry" | "industries" | "sector" | "branche" => one(FactKey::Industry),
        "no of openings"
        | "number of positions"
        | "number of posts"
        | "number of jobs available"
        | "openings"
        | "positions"
        | "number of openings"
        | "vacancies"
        | "open positions" => Some(work::openings(value).into_iter().collect()),
        "education" | "degree" | "qualification" | "education level" => one(FactKey::EducationRequirements),
        "experience" | "years of experience" => {
            Some(work::experience(&format!("{value} experience")).into_iter().collect())
        }
        "apply for this job" | "apply online" | "apply here" | "write to" | "bewerbung" | "bewerbung an" | "apply"
        | "contact" | "apply at" | "how to apply" | "to apply" | "apply to" => {
            Some(work::address(value).into_iter().collect())
        }
        // `Base pay range`, `Grade and pay`
        other if other.split(' ').any(|word| matches!(word, "pay" | "salary" | "compensation" | "gehalt")) => {
            pay::find(value, true)
        }
        _ => None,
    }
}
