//! Short names for the functions that wasm imports from its loader.
//!
//! wasm-bindgen names each by what it does and sixteen hexadecimal digits (`__wbg_appendChild_0a1b2c3d4e5f6071`), in both
//! files of a bundle. Digits don't compress: they are a sixtieth of all that the editor's page fetches.

use crate::Failure;

/// Whether the name ends in the digits; only such a name stands for nothing else in the loader.
pub fn is_long(name: &str) -> bool {
    name.rsplit_once('_').is_some_and(|(_, end)| end.len() == 16 && end.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// The short name of the import with this number. No name of the loader's own begins so.
pub fn short(number: usize) -> String {
    format!("${number}")
}

/// The loader with each long name replaced by its short one.
pub fn rename(loader: &str, names: &[(String, String)]) -> Result<String, Failure> {
    let mut renamed = String::with_capacity(loader.len());
    let mut count = 0;
    for word in loader.split_inclusive(is_boundary) {
        let (name, rest) = word.split_at(word.trim_end_matches(is_boundary).len());
        let short = names.iter().find(|(long, _)| long == name).map(|(_, short)| short.as_str());
        count += usize::from(short.is_some());
        renamed.push_str(short.unwrap_or(name));
        renamed.push_str(rest);
    }
    if count == names.len() {
        return Ok(renamed);
    }
    Err(format!(
        "the loader names {count} of {} imports; wasm-bindgen writes it in another way than before",
        names.len()
    ))
}

/// What separates one word from the next in a loader.
const fn is_boundary(c: char) -> bool {
    !(c.is_ascii_alphanumeric() || c == '_' || c == '$')
}
