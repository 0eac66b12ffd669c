//! Reading typed fields, so that a form tells everything that is wrong at once.

use domain::input::FieldError;

use crate::{Result, ServiceError};

/// Collects what is wrong.
#[derive(Default)]
pub(crate) struct Fields(Vec<FieldError>);

impl Fields {
    /// Takes a value, or notes what is wrong with the field.
    pub(crate) fn read<T, E: ToString>(&mut self, field: &str, value: std::result::Result<T, E>) -> Option<T> {
        value.map_err(|error| self.0.push(FieldError::new(field, error))).ok()
    }

    /// Notes what is wrong with a field.
    pub(crate) fn tell(&mut self, field: &str, message: impl ToString) {
        self.0.push(FieldError::new(field, message));
    }

    /// Whether something is wrong with the field.
    pub(crate) fn has(&self, field: &str) -> bool {
        self.0.iter().any(|error| error.field == field)
    }

    /// All values, if nothing was wrong.
    pub(crate) fn all<T>(self, values: Option<T>) -> Result<T> {
        values.filter(|_| self.0.is_empty()).ok_or(ServiceError::Invalid(self.0))
    }
}
