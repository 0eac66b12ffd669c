//! A pasted list, taken apart.

/// The entries of a text, one to a line, without bullets, numbers and empty lines.
#[must_use]
pub fn entries(text: &str) -> Vec<String> {
    text.lines().map(|line| without_mark(line.trim())).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// Marks that are nothing else, wherever they stand.
const BULLETS: [char; 22] = [
    '•', '◦', '▪', '‣', '·', '●', '○', '■', '□', '◆', '▸', '►', '➤', '→', '»', '✓', '✔', '✅', '☑', '👉', '🔹',
    '\u{fe0f}',
];

/// A dash or a number is a mark only when it stands alone before a space.
pub(crate) fn without_mark(line: &str) -> &str {
    let bare = line.trim_start_matches(BULLETS).trim_start();
    let Some((mark, rest)) = bare.split_once([' ', '\t', '\u{a0}']) else { return bare };
    let number = mark.trim_end_matches(['.', ')']);
    let is_counted = number.len() < mark.len()
        && match number.len() {
            1 => number.bytes().all(|byte| byte.is_ascii_alphanumeric()),
            2 | 3 => number.bytes().all(|byte| byte.is_ascii_digit()),
            _ => false,
        };
    let is_mark = is_counted || matches!(mark, "-" | "--" | "->" | "=>" | ">" | "*" | "+" | "–" | "—" | "o" | "~");
    if is_mark { rest.trim_start() } else { bare }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_and_numbers_go_and_words_stay() {
        let pasted = "- Build APIs\r\n•\tReview code\n\n  1. Write tests\n2) Deploy\na) Mentor\n* Plan\n•Run it\n";
        assert_eq!(entries(pasted), ["Build APIs", "Review code", "Write tests", "Deploy", "Mentor", "Plan", "Run it"]);
    }

    #[test]
    fn what_only_looks_like_a_mark_stays() {
        let pasted = "A good start\n3 years of Rust\n2026. A year\n.NET and C#\n-5 °C";
        assert_eq!(entries(pasted), ["A good start", "3 years of Rust", "2026. A year", ".NET and C#", "-5 °C"]);
    }
}
