//! What a checkpoint may be called, and how many there may be.

use thiserror::Error;

use crate::input::one_paragraph;

/// The longest name, in characters.
pub const CHECKPOINT_NAME_MAX_CHARS: usize = 80;
/// The most checkpoints of one posting: each keeps a whole content for ever.
pub const CHECKPOINTS_MAX: usize = 200;

/// Why a moment can't be given a name. The sentence is for the person who tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CheckpointError {
    #[error("Give it a name that you will know it by.")]
    NoName,
    #[error("That is too long; the limit is {CHECKPOINT_NAME_MAX_CHARS} characters.")]
    NameTooLong,
    #[error("A posting has room for {CHECKPOINTS_MAX} checkpoints. Every state is kept without one, too.")]
    TooMany,
}

/// The name as it is kept.
///
/// # Errors
/// [`CheckpointError`] for no name, or one that is too long.
pub fn read_checkpoint_name(text: &str) -> Result<String, CheckpointError> {
    let name = one_paragraph(text);
    match name.chars().count() {
        0 => Err(CheckpointError::NoName),
        1..=CHECKPOINT_NAME_MAX_CHARS => Ok(name),
        _ => Err(CheckpointError::NameTooLong),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_tidied_and_bounded() {
        assert_eq!(read_checkpoint_name("  Before \n the call "), Ok("Before the call".to_owned()));
        for nothing in ["", "   ", "\u{200b}\n"] {
            assert_eq!(read_checkpoint_name(nothing), Err(CheckpointError::NoName), "{nothing:?}");
        }
        let longest = "é".repeat(CHECKPOINT_NAME_MAX_CHARS);
        assert_eq!(read_checkpoint_name(&longest), Ok(longest.clone()));
        assert_eq!(read_checkpoint_name(&format!("{longest}é")), Err(CheckpointError::NameTooLong));
    }
}
