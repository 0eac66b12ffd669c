//! Folding: what makes two spellings the same word (case, accents, signs within a word).

use std::ops::Range;

/// A word as it is compared, with the place that each of its characters has in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: String,
    /// Where the word stands in the text it was read from, in bytes.
    pub(super) range: Range<usize>,
    /// For each character of `text` where the original one ends.
    pub(super) ends: Vec<usize>,
}

/// Splits at everything but letters, digits and the signs of `c++` and `c#`.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut is_open = false;
    for (start, c) in text.char_indices() {
        let end = start + c.len_utf8();
        if !is_part(c, is_open) {
            is_open = false;
            continue;
        }
        if !is_open {
            words.push(Word { text: String::new(), range: start..end, ends: Vec::new() });
            is_open = true;
        }
        if let Some(word) = words.last_mut() {
            word.range.end = end;
            fold_char(c, |folded| {
                word.text.push(folded);
                word.ends.push(end);
            });
        }
    }
    words.retain(|word| !word.text.is_empty());
    words
}

/// Calls back with every folded word of a text without blanks; for building, where places do not matter. Words that
/// belong together by a sign between them (`node.js`, `ci/cd`, `back-end`) are given joined, too.
pub(super) fn each_word(spelling: &str, found: &mut dyn FnMut(&str)) {
    let mut joined = String::with_capacity(spelling.len());
    let (mut start, mut parts, mut is_open) = (0, 0, false);
    for c in spelling.chars().chain(['\n']) {
        is_open = is_part(c, is_open);
        if is_open {
            fold_char(c, |folded| joined.push(folded));
        } else if start < joined.len() {
            found(joined.get(start..).unwrap_or_default());
            (start, parts) = (joined.len(), parts + 1);
        }
    }
    if (2..4).contains(&parts) {
        found(&joined);
    }
}

/// A whole text as it is compared: folded words with single blanks.
pub(crate) fn folded_text(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let (mut is_open, mut is_apart) = (false, false);
    for c in text.chars() {
        is_open = is_part(c, is_open);
        if !is_open {
            is_apart = !folded.is_empty();
            continue;
        }
        fold_char(c, |letter| {
            if std::mem::take(&mut is_apart) {
                folded.push(' ');
            }
            folded.push(letter);
        });
    }
    folded
}

fn is_part(c: char, is_open: bool) -> bool {
    c.is_alphanumeric() || (is_open && (matches!(c, '+' | '#') || is_mark(c)))
}

const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn fold_char(c: char, mut out: impl FnMut(char)) {
    if c.is_ascii() {
        return out(c.to_ascii_lowercase());
    }
    if let Some(letter) = under_accents(c) {
        return out(letter);
    }
    if is_mark(c) {
        return;
    }
    c.to_lowercase().filter(|lower| !is_mark(*lower)).for_each(|lower| match spelt(lower) {
        "" => out(lower),
        letters => letters.chars().for_each(&mut out),
    });
}

/// The plain letter of an accented Latin one. A table of our own: those of a normalisation crate would be the largest
/// thing in the browser's bundle.
fn under_accents(c: char) -> Option<char> {
    let code = u32::from(c) as usize;
    let letter = match code {
        0xc0..=0x24f => LATIN[code - 0xc0],
        0x1e00..=0x1eff => LATIN_ADDITIONAL[code - 0x1e00],
        _ => b'.',
    };
    (letter != b'.').then(|| char::from(letter))
}

/// The letters under the accents of `U+00C0` to `U+024F`, in lower case; a full stop where there is none (Unicode: canonical decomposition).
const LATIN: &[u8] =
    b"aaaaaa.ceeeeiiii.nooooo..uuuuy..aaaaaa.ceeeeiiii.nooooo..uuuuy.yaaaaaaccccccccdd..eeeeeeeeeegggggggg\
    hh..iiiiiiiii...jjkk.llllll....nnnnnn...oooooo..rrrrrrsssssssstttt..uuuuuuuuuuuuwwyyyzzzzzz.........\
    ........................oo.............uu............................aaiioouuuuuuuuuu.aaaa....ggkkoo\
    oo..j...gg..nnaa....aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............................";
/// The same for `U+1E00` to `U+1EFF`.
const LATIN_ADDITIONAL: &[u8] =
    b"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssss\
    ssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy......aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeee\
    iiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

/// Latin letters that are no accented form of another one, as people without the key write them.
const fn spelt(c: char) -> &'static str {
    match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'þ' => "th",
        'ı' => "i",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_do_not_matter() {
        for (text, folded) in [
            ("Zürich", "zurich"),
            ("Z\u{75}\u{308}rich", "zurich"),
            ("STRAẞE", "strasse"),
            ("Łódź", "lodz"),
            ("Nguyễn Ǆ", "nguyen ǆ"),
            ("C++ and C#", "c++ and c#"),
            ("# heading + more", "heading more"),
            ("Node.js", "node js"),
        ] {
            assert_eq!(folded_text(text), folded, "{text:?}");
        }
    }

    #[test]
    fn the_table_says_what_unicode_says() {
        use unicode_normalization::char::decompose_canonical;
        for c in ('\u{c0}'..='\u{24f}').chain('\u{1e00}'..='\u{1eff}') {
            let mut letters = Vec::new();
            c.to_lowercase().for_each(|lower| decompose_canonical(lower, |part| letters.push(part)));
            let is_accented =
                letters.len() > 1 && letters[0].is_ascii_alphabetic() && letters[1..].iter().all(|part| is_mark(*part));
            assert_eq!(under_accents(c), is_accented.then(|| letters[0]), "{c}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_whole_text_is_its_words(text in "([a-cÄß1+#.\u{301}\u{345} \n]|\\PC){0,20}") {
            let words: Vec<String> = words(&text).into_iter().map(|word| word.text).collect();
            proptest::prop_assert_eq!(folded_text(&text), words.join(" "));
        }
    }

    #[test]
    fn words_with_a_sign_within_are_found_joined_too() {
        let mut found = Vec::new();
        for spelling in ["Node.js,", "CI/CD", "back-end", "a-b-c-d", "–"] {
            each_word(spelling, &mut |word| found.push(word.to_owned()));
        }
        assert_eq!(found, ["node", "js", "nodejs", "ci", "cd", "cicd", "back", "end", "backend", "a", "b", "c", "d"]);
    }
}
