//! Postings written elsewhere: how well they are recognised, and what hostile files do (nothing).
#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod corpus;
mod docx;
mod hostile;
mod score;
