//! The shape of a schema.org `JobPosting`: names as there, order as written here, so that the output never depends on
//! how a map sorts its keys. Only properties of publishing interest; values come from [`super::json_ld`].

use serde::Serialize;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct JobPosting {
    #[serde(rename = "@context")]
    pub context: &'static str,
    #[serde(rename = "@type")]
    pub kind: &'static str,
    pub title: String,
    pub description: String,
    pub url: String,
    pub date_posted: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_through: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub employment_type: Vec<&'static str>,
    pub identifier: PropertyValue,
    pub hiring_organization: Organization,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub job_location: Vec<Place>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job_location_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub applicant_location_requirements: Vec<Country>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_salary: Option<MonetaryAmount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incentive_compensation: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job_benefits: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub responsibilities: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skills: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qualifications: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub education_requirements: Option<Education>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub experience_requirements: Option<Experience>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub experience_in_place_of_education: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub industry: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occupational_category: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work_hours: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job_start_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_job_openings: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employer_overview: Option<String>,
    pub direct_apply: bool,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
pub(super) struct PropertyValue {
    pub name: String,
    pub value: String,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
pub(super) struct Organization {
    pub name: String,
    #[serde(rename = "sameAs", skip_serializing_if = "Option::is_none")]
    pub same_as: Option<String>,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
pub(super) struct Place {
    pub address: PostalAddress,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(super) struct PostalAddress {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub street_address: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub address_locality: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub address_region: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub postal_code: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub address_country: String,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
pub(super) struct Country {
    pub name: String,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
pub(super) struct MonetaryAmount {
    pub currency: String,
    pub value: QuantitativeValue,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(super) struct QuantitativeValue {
    pub min_value: u64,
    pub max_value: u64,
    pub unit_text: &'static str,
}

/// What the text says when no credential can be recognised.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Education {
    Credential(EducationalOccupationalCredential),
    Text(String),
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(super) struct EducationalOccupationalCredential {
    pub credential_category: &'static str,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename = "OccupationalExperienceRequirements", rename_all = "camelCase")]
pub(super) struct Experience {
    pub months_of_experience: u64,
}
