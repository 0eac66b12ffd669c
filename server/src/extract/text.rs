//! Bytes as text.

use super::Unreadable;

/// UTF-8, or UTF-16 that says so in its first bytes.
pub(super) fn decode(bytes: &[u8]) -> Result<String, Unreadable> {
    let wide = |from: fn([u8; 2]) -> u16, rest: &[u8]| {
        let units: Vec<u16> = rest.chunks_exact(2).map(|pair| from([pair[0], pair[1]])).collect();
        String::from_utf16(&units).map_err(|_| Unreadable::Encoding)
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => wide(u16::from_le_bytes, rest),
        [0xfe, 0xff, rest @ ..] => wide(u16::from_be_bytes, rest),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8(rest.to_vec()).map_err(|_| Unreadable::Encoding),
        bytes => String::from_utf8(bytes.to_vec()).map_err(|_| Unreadable::Encoding),
    }
}
