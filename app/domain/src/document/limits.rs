//! How large a draft may grow. The editor refuses earlier than the server, by the very same numbers.

/// Longest text of one line, in bytes of UTF-8. Edits inside one text cost time in its number of pieces.
pub const LINE_MAX_BYTES: usize = 20 * 1024;
/// Longest heading of a section, in characters.
pub const HEADING_MAX_CHARS: usize = 200;
/// Most visible lines of a draft.
pub const LINES_MAX: usize = 400;
/// Most visible sections of a draft.
pub const SECTIONS_MAX: usize = 40;
/// Largest whole draft, in bytes of its encoding, removed parts included.
pub const DRAFT_MAX_BYTES: usize = 2 * 1024 * 1024;
/// Largest single update from a browser, in bytes.
pub const UPDATE_MAX_BYTES: usize = 64 * 1024;
/// Positions longer than this are worth a [`super::Draft::rebalance`], in bytes.
pub const POSITION_LONG_BYTES: usize = 24;
/// Longest position that is read at all, in bytes.
pub const POSITION_MAX_BYTES: usize = 120;
/// How many steps back a person can go.
pub const UNDO_STEPS_MAX: usize = 200;
