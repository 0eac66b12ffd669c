//! The table of all facts: name, scope, label, and how a form asks for each.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{
    AiUse, EmploymentType, PLACES_MAX, PlacePart, SalaryUnit, Seniority, VacancyStatus, WorkPlace, pay::CURRENCIES,
};
use crate::posting::{Scope, Unknown};

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
    EmploymentType = "employmentType", Identity, "Employment type", Input::Choice(EmploymentType::CHOICES);
    Seniority = "seniority", Identity, "Seniority", Input::Choice(Seniority::CHOICES);
    Identifier = "identifier", Identity, "Reference number", Input::Line;
    Industry = "industry", Identity, "Industry", Input::Line;
    OccupationalCategory = "occupationalCategory", Identity, "Occupational category", Input::Line;
    TotalJobOpenings = "totalJobOpenings", Identity, "Openings", Input::Number;
    BaseSalaryCurrency = "baseSalary.currency", Pay, "Currency", Input::Choice(CURRENCIES);
    BaseSalaryMinValue = "baseSalary.minValue", Pay, "Pay from", Input::Number;
    BaseSalaryMaxValue = "baseSalary.maxValue", Pay, "Pay to", Input::Number;
    BaseSalaryUnitText = "baseSalary.unitText", Pay, "Paid per", Input::Choice(SalaryUnit::CHOICES);
    IncentiveCompensation = "incentiveCompensation", Pay, "Bonus and other pay", Input::Line;
    JobBenefits = "jobBenefits", Pay, "Benefits in short", Input::Line;
    WorkPlace = "workPlace", Place, "Work place", Input::Choice(WorkPlace::CHOICES);
    ApplicantLocationRequirements = "applicantLocationRequirements", Place, "Applicants may live in", Input::Line;
    WorkHours = "workHours", Identity, "Working hours", Input::Line;
    EducationRequirements = "educationRequirements", Requirements, "Education", Input::Line;
    ExperienceMonths = "experienceRequirements.monthsOfExperience", Requirements, "Months of experience", Input::Number;
    ValidThrough = "validThrough", Timing, "Open until", Input::Day;
    JobStartDate = "jobStartDate", Timing, "Start", Input::Line;
    EmployerOverview = "employerOverview", Narrative, "About the employer", Input::Paragraph;
    HowToApply = "howToApply", Narrative, "How to apply (address or link)", Input::Line;
    DirectApply = "directApply", Narrative, "The link leads straight to the application form", Input::YesNo;
    VacancyStatus = "vacancyStatus", Legal, "Vacancy", Input::Choice(VacancyStatus::CHOICES);
    AiUseInHiring = "aiUseInHiring", Legal, "AI in hiring", Input::Choice(AiUse::CHOICES);
}

impl FactKey {
    /// Every fact, the parts of every place included.
    pub fn all() -> impl Iterator<Item = Self> {
        let places =
            (0..PLACES_MAX).flat_map(|place| PlacePart::ALL.iter().map(move |part| Self::JobLocation(place, *part)));
        Self::SINGLE.iter().copied().chain(places)
    }

    /// The listed word that a text means, whatever its case; none where nothing is listed.
    pub(super) fn listed(self, text: &str) -> Option<&'static str> {
        let Input::Choice(choices) = self.input() else { return None };
        choices.iter().map(|(word, _)| *word).find(|word| word.eq_ignore_ascii_case(text.trim()))
    }

    /// Is it prose, which several people may word at once? Everything else is set as a whole.
    #[must_use]
    pub const fn is_prose(self) -> bool {
        matches!(
            self,
            Self::Title
                | Self::IncentiveCompensation
                | Self::JobBenefits
                | Self::WorkHours
                | Self::EducationRequirements
                | Self::EmployerOverview
                | Self::HowToApply
        )
    }

    /// The facts that are prose.
    pub fn prose() -> impl Iterator<Item = Self> {
        Self::SINGLE.iter().copied().filter(|key| key.is_prose())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::posting::Facts;

    #[test]
    fn every_fact_is_found_again_by_its_name() {
        for key in FactKey::all() {
            assert_eq!(key.to_string().parse(), Ok(key));
        }
    }

    #[test]
    fn a_choice_is_known_in_any_case_and_kept_as_it_is_listed() {
        for (key, typed, kept, is_listed) in [
            (FactKey::BaseSalaryCurrency, "EUR", "EUR", true),
            (FactKey::BaseSalaryCurrency, "eur", "EUR", true),
            (FactKey::BaseSalaryCurrency, " Eur\n", "EUR", true),
            (FactKey::BaseSalaryCurrency, "euro", "euro", false),
            (FactKey::BaseSalaryCurrency, "XYZ", "XYZ", false),
            (FactKey::BaseSalaryUnitText, "year", "YEAR", true),
            (FactKey::EmploymentType, "Full_Time", "FULL_TIME", true),
            (FactKey::Seniority, "SENIOR", "senior", true),
            (FactKey::Title, "eur", "eur", true),
        ] {
            let mut facts = Facts::default();
            facts.set(key, typed);
            assert_eq!(facts.get(key), kept, "{typed:?}");
            assert_eq!(facts.error(key).is_none(), is_listed, "{typed:?}");
        }
    }

    #[test]
    fn every_listed_word_can_be_read() {
        for key in FactKey::SINGLE {
            let Input::Choice(choices) = key.input() else { continue };
            for (word, _) in choices {
                let mut facts = Facts::default();
                facts.set(*key, word);
                assert_eq!((facts.get(*key), facts.error(*key)), (*word, None));
            }
        }
    }
}
