//! The places of work, each of several parts.

use std::fmt;

use super::{FactKey, Facts};
use crate::posting::words;

/// How many places of work one posting may name.
pub const PLACES_MAX: u8 = 4;

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

impl Facts {
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
}
