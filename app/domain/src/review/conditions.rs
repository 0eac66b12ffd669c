//! For which postings a policy is: by team, country, pay and seniority. What is left empty holds for all.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    ids::TeamId,
    input::lower_case,
    posting::{BaseSalary, FactKey, Facts, SalaryUnit, Seniority, grouped},
};

/// What has to be true of a posting.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conditions {
    pub teams: Vec<TeamId>,
    /// Names of countries, of which one place of work has to be in one; compared without case.
    pub countries: Vec<String>,
    pub pay_above: Option<PayAbove>,
    pub seniorities: Vec<Seniority>,
}

/// A yearly pay that the upper end of the range has to be above.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayAbove {
    /// ISO 4217.
    pub currency: String,
    /// Whole units of the currency in a year.
    pub per_year: u64,
}

/// Why a policy is not for a posting, as a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mismatch {
    Team,
    Country(Vec<String>),
    /// The limit, and the posting's pay if it is complete.
    Pay(PayAbove, Option<BaseSalary>),
    Seniority(Vec<Seniority>),
}

impl Conditions {
    /// Whether they hold for every posting.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether they hold for a posting of this team.
    ///
    /// # Errors
    /// The first [`Mismatch`].
    pub fn hold(&self, team: TeamId, facts: &Facts) -> Result<(), Mismatch> {
        if !self.teams.is_empty() && !self.teams.contains(&team) {
            return Err(Mismatch::Team);
        }
        let places = facts.job_locations();
        let is_there =
            |country: &String| places.iter().any(|place| lower_case(&place.address_country) == lower_case(country));
        if !self.countries.is_empty() && !self.countries.iter().any(is_there) {
            return Err(Mismatch::Country(self.countries.clone()));
        }
        if let Some(limit) = &self.pay_above {
            let pay = facts.base_salary();
            if !pay.as_ref().is_some_and(|pay| limit.is_below(pay)) {
                return Err(Mismatch::Pay(limit.clone(), pay));
            }
        }
        let seniority = facts.choice::<Seniority>(FactKey::Seniority).ok().flatten();
        if !self.seniorities.is_empty() && !seniority.is_some_and(|level| self.seniorities.contains(&level)) {
            return Err(Mismatch::Seniority(self.seniorities.clone()));
        }
        Ok(())
    }
}

impl PayAbove {
    /// Whether the range goes higher, by the usual hours and days of full-time work.
    fn is_below(&self, pay: &BaseSalary) -> bool {
        let times = match pay.unit_text {
            SalaryUnit::Year => 1,
            SalaryUnit::Month => 12,
            SalaryUnit::Week => 52,
            SalaryUnit::Day => 260,
            SalaryUnit::Hour => 2_080,
        };
        pay.currency == self.currency && pay.max_value.saturating_mul(times) > self.per_year
    }
}

/// "EUR 90,000 a year".
impl fmt::Display for PayAbove {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} a year", self.currency, grouped(self.per_year))
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Team => write!(f, "it is for other teams"),
            Self::Country(countries) => write!(f, "no place of work is in {}", countries.join(" or ")),
            Self::Pay(limit, None) => {
                write!(f, "it is for pay above {limit}, and the pay is not complete")
            }
            Self::Pay(limit, Some(pay)) => {
                write!(f, "{pay} is not above {limit}")
            }
            Self::Seniority(levels) => {
                let levels: Vec<_> = levels.iter().map(|level| lower_case(level.label())).collect();
                write!(f, "it is for the seniority {}", levels.join(" or "))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::posting::PlacePart;

    const TEAM: TeamId = TeamId(Uuid::from_u128(1));

    fn facts() -> Facts {
        let mut facts = Facts::default();
        for (key, value) in [
            (FactKey::JobLocation(0, PlacePart::AddressCountry), "Germany"),
            (FactKey::BaseSalaryCurrency, "EUR"),
            (FactKey::BaseSalaryMinValue, "40"),
            (FactKey::BaseSalaryMaxValue, "50"),
            (FactKey::BaseSalaryUnitText, "HOUR"),
            (FactKey::Seniority, "senior"),
        ] {
            facts.set(key, value);
        }
        facts
    }

    fn pay_above(currency: &str, per_year: u64) -> Conditions {
        let limit = PayAbove { currency: currency.to_owned(), per_year };
        Conditions { pay_above: Some(limit), ..Conditions::default() }
    }

    #[test]
    fn conditions_hold_when_each_that_is_given_does() {
        let countries = |names: &[&str]| Conditions {
            countries: names.iter().map(|name| (*name).to_owned()).collect(),
            ..Conditions::default()
        };
        let levels = |levels: &[Seniority]| Conditions { seniorities: levels.to_vec(), ..Conditions::default() };
        let teams = |team| Conditions { teams: vec![team], ..Conditions::default() };
        for (conditions, holds) in [
            (Conditions::default(), true),
            (teams(TEAM), true),
            (teams(TeamId(Uuid::nil())), false),
            (countries(&["france", "GERMANY"]), true),
            (countries(&["France"]), false),
            (pay_above("EUR", 103_999), true),
            (pay_above("EUR", 104_000), false),
            (pay_above("USD", 1), false),
            (levels(&[Seniority::Senior]), true),
            (levels(&[Seniority::Junior, Seniority::Mid]), false),
            (Conditions { countries: vec!["France".to_owned()], ..teams(TEAM) }, false),
        ] {
            assert_eq!(conditions.hold(TEAM, &facts()).is_ok(), holds, "{conditions:?}");
        }
    }

    #[test]
    fn a_posting_that_says_nothing_matches_no_condition_about_it() {
        let facts = Facts::default();
        assert!(matches!(pay_above("EUR", 1).hold(TEAM, &facts), Err(Mismatch::Pay(_, None))));
        let why = pay_above("EUR", 104_000).hold(TEAM, &self::facts()).err().map(|why| why.to_string());
        assert_eq!(why.as_deref(), Some("EUR 40 – 50 per hour is not above EUR 104,000 a year"));
    }
}
