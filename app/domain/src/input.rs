//! What is wrong with something typed, and where.

use serde::{Deserialize, Serialize};

/// One field of a form and the sentence that stands beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The form's name of the field.
    pub field: String,
    /// What to do about it, for the person who typed it.
    pub message: String,
}

impl FieldError {
    pub fn new(field: impl Into<String>, message: impl ToString) -> Self {
        Self { field: field.into(), message: message.to_string() }
    }
}
