//! Facts: the structured fields of a posting, under their schema.org `JobPosting` names where one exists.
//!
//! A fact is stored as it was typed, so that a half-filled draft is never refused or lost; reading one as a date,
//! an amount or a choice can fail with a [`FactError`], and submitting demands that none does. Which word of a list is
//! meant does not depend on its case.

mod choices;
mod keys;
mod pay;
mod places;

use std::{collections::BTreeMap, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;
use time::Date;

use self::pay::read_number;
pub use self::{
    choices::{AiUse, EmploymentType, Seniority, VacancyStatus, WorkPlace},
    keys::{FactKey, Input},
    pay::{BaseSalary, CURRENCIES, SalaryUnit, grouped},
    places::{JobLocation, PLACES_MAX, PlacePart},
};
use crate::time::read_date;

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

/// All facts of a posting, as typed. An empty value and an absent one are the same.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Facts(BTreeMap<FactKey, String>);

impl Facts {
    /// The value; empty when there is none.
    #[must_use]
    pub fn get(&self, key: FactKey) -> &str {
        self.0.get(&key).map_or("", String::as_str)
    }

    /// Keeps the value as typed, but one of listed words as it is listed: people write `eur`, the list says `EUR`.
    pub fn set(&mut self, key: FactKey, value: &str) {
        let value = key.listed(value).unwrap_or(value);
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
        self.listed(key)?.map(|word| word.parse().map_err(|_| FactError::NotAChoice)).transpose()
    }

    /// The word that is meant, of those that are listed for this fact.
    fn listed(&self, key: FactKey) -> Result<Option<&'static str>, FactError> {
        self.read(key, |text| key.listed(text).ok_or(FactError::NotAChoice))
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
            Input::Choice(_) => self.listed(key).err(),
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
