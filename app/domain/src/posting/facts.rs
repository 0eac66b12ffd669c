//! Facts: the structured fields of a posting, under their schema.org `JobPosting` names where one exists.
//!
//! A fact is stored as it was typed, so that a half-filled draft is never refused or lost; reading one as a date,
//! an amount or a choice can fail with a [`FactError`], and submitting demands that none does.

use std::{collections::BTreeMap, fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;
use time::Date;

use super::{Scope, Unknown, snapshot::words};
use crate::time::read_date;

/// How many places of work one posting may name.
pub const PLACES_MAX: u8 = 4;

/// Why a fact can't be read as what it should be. The sentence is for the person who typed it.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum FactError {
    #[error("Write the day as year-month-day, for example 2027-01-31.")]
    NotADay,
    #[error("Write a whole number without signs, for example 65000.")]
    NotANumber,
    #[error("Choose one of the listed values.")]
    NotAChoice,
}

words! {
    /// schema.org `employmentType`, the values that job search engines know.
    EmploymentType {
        FullTime = "FULL_TIME", "Full time";
        PartTime = "PART_TIME", "Part time";
        Contractor = "CONTRACTOR", "Contractor";
        Temporary = "TEMPORARY", "Temporary";
        Intern = "INTERN", "Internship";
        Volunteer = "VOLUNTEER", "Volunteer";
        PerDiem = "PER_DIEM", "Per diem";
        Other = "OTHER", "Other";
    }
}

words! {
    /// schema.org `unitText` of a pay range.
    SalaryUnit {
        Hour = "HOUR", "hour";
        Day = "DAY", "day";
        Week = "WEEK", "week";
        Month = "MONTH", "month";
        Year = "YEAR", "year";
    }
}

words! {
    Seniority {
        Junior = "junior", "Junior";
        Mid = "mid", "Mid-level";
        Senior = "senior", "Senior";
    }
}

words! {
    /// Where the work is done. Only fully remote work is schema.org `TELECOMMUTE`; hybrid has no name there.
    WorkPlace {
        OnSite = "on_site", "On site";
        Hybrid = "hybrid", "Hybrid";
        Remote = "remote", "Remote";
    }
}

words! {
    /// Whether the posting is for a job that is open now (some places want this said).
    VacancyStatus {
        Existing = "existing", "An existing vacancy";
        Pool = "pool", "A pool for future vacancies";
    }
}

words! {
    /// Whether software ranks or rejects applicants (some places want this said).
    AiUse {
        NotUsed = "not_used", "Not used";
        Used = "used", "Used";
    }
}

words! {
    /// The parts of schema.org `PostalAddress`.
    PlacePart {
        StreetAddress = "streetAddress", "Street";
        AddressLocality = "addressLocality", "Town";
        AddressRegion = "addressRegion", "Region";
        PostalCode = "postalCode", "Postal code";
        AddressCountry = "addressCountry", "Country";
    }
}

/// How a form asks for a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    Line,
    Paragraph,
    Day,
    Number,
    /// One of (word, label).
    Choice(&'static [(&'static str, &'static str)]),
    YesNo,
}

macro_rules! facts {
    ($($variant:ident = $name:literal, $scope:ident, $label:literal, $input:expr;)+) => {
        /// The name of a fact.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum FactKey {
            $($variant,)+
            /// A part of the n-th place of work (from 0, below [`PLACES_MAX`]).
            JobLocation(u8, PlacePart),
        }

        impl FactKey {
            /// Every fact but the places, in the order of the form.
            pub const SINGLE: &[Self] = &[$(Self::$variant),+];

            /// What the form calls it.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self {
                    $(Self::$variant => $label,)+
                    Self::JobLocation(_, part) => part.label(),
                }
            }

            /// The scope that a decision on this fact belongs to.
            #[must_use]
            pub const fn scope(self) -> Scope {
                match self {
                    $(Self::$variant => Scope::$scope,)+
                    Self::JobLocation(..) => Scope::Place,
                }
            }

            /// How a form asks for it.
            #[must_use]
            pub const fn input(self) -> Input {
                match self {
                    $(Self::$variant => $input,)+
                    Self::JobLocation(..) => Input::Line,
                }
            }
        }

        impl fmt::Display for FactKey {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Self::$variant => f.write_str($name),)+
                    Self::JobLocation(place, part) => write!(f, "jobLocation.{place}.{part}"),
                }
            }
        }

        impl FromStr for FactKey {
            type Err = Unknown;

            fn from_str(text: &str) -> Result<Self, Unknown> {
                match text {
                    $($name => Ok(Self::$variant),)+
                    _ => read_place_key(text).ok_or(Unknown),
                }
            }
        }
    };
}

facts! {
    Title = "title", Identity, "Job title", Input::Line;
    HiringOrganization = "hiringOrganization", Identity, "Hiring organization", Input::Line;
    EmploymentType = "employmentType", Identity, "Employment type", Input::Choice(&[
        ("FULL_TIME", "Full time"), ("PART_TIME", "Part time"), ("CONTRACTOR", "Contractor"), ("TEMPORARY", "Temporary"),
        ("INTERN", "Internship"), ("VOLUNTEER", "Volunteer"), ("PER_DIEM", "Per diem"), ("OTHER", "Other"),
    ]);
    Seniority = "seniority", Identity, "Seniority", Input::Choice(&[("junior", "Junior"), ("mid", "Mid-level"), ("senior", "Senior")]);
    Identifier = "identifier", Identity, "Reference number", Input::Line;
    Industry = "industry", Identity, "Industry", Input::Line;
    OccupationalCategory = "occupationalCategory", Identity, "Occupational category", Input::Line;
    TotalJobOpenings = "totalJobOpenings", Identity, "Openings", Input::Number;
    BaseSalaryCurrency = "baseSalary.currency", Pay, "Currency", Input::Choice(&[
        ("EUR", "EUR"), ("USD", "USD"), ("GBP", "GBP"), ("CHF", "CHF"), ("CAD", "CAD"), ("AUD", "AUD"), ("SEK", "SEK"),
        ("NOK", "NOK"), ("DKK", "DKK"), ("PLN", "PLN"), ("CZK", "CZK"), ("INR", "INR"), ("JPY", "JPY"), ("SGD", "SGD"),
    ]);
    BaseSalaryMinValue = "baseSalary.minValue", Pay, "Pay from", Input::Number;
    BaseSalaryMaxValue = "baseSalary.maxValue", Pay, "Pay to", Input::Number;
    BaseSalaryUnitText = "baseSalary.unitText", Pay, "Paid per", Input::Choice(&[
        ("YEAR", "year"), ("MONTH", "month"), ("WEEK", "week"), ("DAY", "day"), ("HOUR", "hour"),
    ]);
    IncentiveCompensation = "incentiveCompensation", Pay, "Bonus and other pay", Input::Line;
    JobBenefits = "jobBenefits", Pay, "Benefits in short", Input::Line;
    WorkPlace = "workPlace", Place, "Work place", Input::Choice(&[("on_site", "On site"), ("hybrid", "Hybrid"), ("remote", "Remote")]);
    ApplicantLocationRequirements = "applicantLocationRequirements", Place, "Applicants may live in", Input::Line;
    WorkHours = "workHours", Identity, "Working hours", Input::Line;
    EducationRequirements = "educationRequirements", Requirements, "Education", Input::Line;
    ExperienceMonths = "experienceRequirements.monthsOfExperience", Requirements, "Months of experience", Input::Number;
    ValidThrough = "validThrough", Timing, "Open until", Input::Day;
    JobStartDate = "jobStartDate", Timing, "Start", Input::Line;
    EmployerOverview = "employerOverview", Narrative, "About the employer", Input::Paragraph;
    HowToApply = "howToApply", Narrative, "How to apply (address or link)", Input::Line;
    DirectApply = "directApply", Narrative, "The link leads straight to the application form", Input::YesNo;
    VacancyStatus = "vacancyStatus", Legal, "Vacancy", Input::Choice(&[
        ("existing", "An existing vacancy"), ("pool", "A pool for future vacancies"),
    ]);
    AiUseInHiring = "aiUseInHiring", Legal, "AI in hiring", Input::Choice(&[("not_used", "Not used"), ("used", "Used")]);
}

impl FactKey {
    /// Every fact, the parts of every place included.
    pub fn all() -> impl Iterator<Item = Self> {
        let places =
            (0..PLACES_MAX).flat_map(|place| PlacePart::ALL.iter().map(move |part| Self::JobLocation(place, *part)));
        Self::SINGLE.iter().copied().chain(places)
    }

    /// The longest value that is kept, in characters.
    #[must_use]
    pub const fn max_chars(self) -> usize {
        match self.input() {
            Input::Paragraph => 4_000,
            _ => 300,
        }
    }
}

fn read_place_key(text: &str) -> Option<FactKey> {
    let (place, part) = text.strip_prefix("jobLocation.")?.split_once('.')?;
    let place: u8 = place.parse().ok().filter(|place| *place < PLACES_MAX)?;
    Some(FactKey::JobLocation(place, part.parse().ok()?))
}

impl Serialize for FactKey {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for FactKey {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// schema.org `baseSalary`, both ends present.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseSalary {
    /// ISO 4217.
    pub currency: String,
    /// Whole units of the currency.
    pub min_value: u64,
    /// Whole units of the currency.
    pub max_value: u64,
    pub unit_text: SalaryUnit,
}

/// "€65,000 – €80,000 a year", without symbols that differ by place: `EUR 65,000 – 80,000 per year`.
impl fmt::Display for BaseSalary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (currency, unit) = (&self.currency, self.unit_text.label());
        let (min, max) = (grouped(self.min_value), grouped(self.max_value));
        if self.min_value == self.max_value {
            write!(f, "{currency} {min} per {unit}")
        } else {
            write!(f, "{currency} {min} – {max} per {unit}")
        }
    }
}

/// schema.org `PostalAddress` of one place of work; parts may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JobLocation {
    pub street_address: String,
    pub address_locality: String,
    pub address_region: String,
    pub postal_code: String,
    pub address_country: String,
}

impl fmt::Display for JobLocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [&self.address_locality, &self.address_region, &self.address_country];
        let named: Vec<&str> = parts.iter().map(|part| part.as_str()).filter(|part| !part.is_empty()).collect();
        f.write_str(&named.join(", "))
    }
}

/// All facts of a posting, as typed. An empty value and an absent one are the same.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Facts(BTreeMap<FactKey, String>);

impl Facts {
    /// The value as typed; empty when there is none.
    #[must_use]
    pub fn get(&self, key: FactKey) -> &str {
        self.0.get(&key).map_or("", String::as_str)
    }

    pub fn set(&mut self, key: FactKey, value: &str) {
        if value.trim().is_empty() {
            self.0.remove(&key);
        } else {
            self.0.insert(key, value.to_owned());
        }
    }

    #[must_use]
    pub fn has(&self, key: FactKey) -> bool {
        self.0.contains_key(&key)
    }

    pub fn iter(&self) -> impl Iterator<Item = (FactKey, &str)> {
        self.0.iter().map(|(key, value)| (*key, value.as_str()))
    }

    /// # Errors
    /// [`FactError::NotADay`] when something else than a day stands there.
    pub fn valid_through(&self) -> Result<Option<Date>, FactError> {
        self.read(FactKey::ValidThrough, |text| read_date(text).ok_or(FactError::NotADay))
    }

    /// # Errors
    /// [`FactError::NotANumber`] when something else than a whole number stands there.
    pub fn number(&self, key: FactKey) -> Result<Option<u64>, FactError> {
        self.read(key, |text| read_number(text).ok_or(FactError::NotANumber))
    }

    /// # Errors
    /// [`FactError::NotAChoice`] when the word is not one of `T`'s.
    pub fn choice<T: FromStr>(&self, key: FactKey) -> Result<Option<T>, FactError> {
        self.read(key, |text| text.parse().map_err(|_| FactError::NotAChoice))
    }

    /// The pay range, once both ends, the currency and the unit are there and readable.
    #[must_use]
    pub fn base_salary(&self) -> Option<BaseSalary> {
        let currency = self.get(FactKey::BaseSalaryCurrency).trim();
        Some(BaseSalary {
            currency: (currency.len() == 3).then(|| currency.to_ascii_uppercase())?,
            min_value: self.number(FactKey::BaseSalaryMinValue).ok()??,
            max_value: self.number(FactKey::BaseSalaryMaxValue).ok()??,
            unit_text: self.choice(FactKey::BaseSalaryUnitText).ok()??,
        })
    }

    /// The places of work of which at least one part is filled in.
    #[must_use]
    pub fn job_locations(&self) -> Vec<JobLocation> {
        (0..PLACES_MAX).map(|place| self.job_location(place)).filter(|place| *place != JobLocation::default()).collect()
    }

    fn job_location(&self, place: u8) -> JobLocation {
        let part = |part| self.get(FactKey::JobLocation(place, part)).trim().to_owned();
        JobLocation {
            street_address: part(PlacePart::StreetAddress),
            address_locality: part(PlacePart::AddressLocality),
            address_region: part(PlacePart::AddressRegion),
            postal_code: part(PlacePart::PostalCode),
            address_country: part(PlacePart::AddressCountry),
        }
    }

    #[must_use]
    pub fn work_place(&self) -> Option<WorkPlace> {
        self.choice(FactKey::WorkPlace).ok().flatten()
    }

    #[must_use]
    pub fn seniority(&self) -> Option<Seniority> {
        self.choice(FactKey::Seniority).ok().flatten()
    }

    /// Why this fact can't be read, if it can't.
    #[must_use]
    pub fn error(&self, key: FactKey) -> Option<FactError> {
        match key.input() {
            Input::Day => self.read(key, |text| read_date(text).ok_or(FactError::NotADay)).err(),
            Input::Number => self.number(key).err(),
            Input::Choice(choices) => {
                let listed = |text: &str| choices.iter().any(|(word, _)| *word == text);
                self.read(key, |text| listed(text).then_some(()).ok_or(FactError::NotAChoice)).err()
            }
            Input::Line | Input::Paragraph | Input::YesNo => None,
        }
    }

    fn read<T>(&self, key: FactKey, reader: impl FnOnce(&str) -> Result<T, FactError>) -> Result<Option<T>, FactError> {
        match self.get(key).trim() {
            "" => Ok(None),
            text => reader(text).map(Some),
        }
    }
}

/// Whole numbers as people type them: `65000`, `65,000`, `65 000`, `65'000`.
fn read_number(text: &str) -> Option<u64> {
    let digits: String = text.chars().filter(|c| !matches!(c, ',' | ' ' | '\'' | '\u{a0}' | '\u{202f}')).collect();
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

/// `65000` as `65,000`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_is_found_again_by_its_name() {
        for key in FactKey::all() {
            assert_eq!(key.to_string().parse(), Ok(key));
        }
    }

    #[test]
    fn numbers_are_read_as_people_type_them() {
        for (text, number) in [
            ("65000", Some(65_000)),
            ("65,000", Some(65_000)),
            ("65 000", Some(65_000)),
            ("-5", None),
            ("6.5", None),
            ("", None),
        ] {
            assert_eq!(read_number(text), number, "{text:?}");
        }
    }

    #[test]
    fn a_pay_range_is_complete_or_absent() {
        let mut facts = Facts::default();
        facts.set(FactKey::BaseSalaryMinValue, "65,000");
        facts.set(FactKey::BaseSalaryMaxValue, "80000");
        facts.set(FactKey::BaseSalaryUnitText, "YEAR");
        assert_eq!(facts.base_salary(), None);
        facts.set(FactKey::BaseSalaryCurrency, "eur");
        assert_eq!(facts.base_salary().map(|pay| pay.to_string()), Some("EUR 65,000 – 80,000 per year".to_owned()));
    }
}
