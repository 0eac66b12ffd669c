//! Which passwords are too easy to guess.
//!
//! zxcvbn knows the most common passwords, names, words, dates and keyboard walks; we add what is known of the person
//! and the product.

use zxcvbn::{Score, zxcvbn};

/// Words that everyone here thinks of first.
const PRODUCT: [&str; 8] = ["rolewright", "role", "wright", "posting", "hiring", "backend", "developer", "recruiting"];

/// What an attacker who knows the person tries first.
pub(crate) fn context(email: &str, display_name: &str) -> Vec<String> {
    let words = email.split(['@', '.', '+', '-', '_']).chain(display_name.split_whitespace());
    let whole = [email, display_name].into_iter();
    words.chain(whole).filter(|word| word.chars().count() > 2).map(str::to_lowercase).collect()
}

/// Letters and digits that must be left when the words known of the person and the product are taken out.
const OWN_PART_MIN_CHARS: usize = 8;

/// Whether a guesser gets there: in fewer than 10⁸ guesses (zxcvbn's score 3), or with what is known of the person and a
/// few characters more.
pub(super) fn is_common(password: &str, context: &[String]) -> bool {
    let mut known: Vec<&str> = PRODUCT.into_iter().chain(context.iter().map(String::as_str)).collect();
    known.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let own_part = known.iter().fold(password.to_lowercase(), |rest, word| rest.replace(word, ""));
    own_part.chars().filter(|c| !c.is_ascii() || c.is_ascii_alphanumeric()).count() < OWN_PART_MIN_CHARS
        || zxcvbn(password, &known).score() < Score::Three
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_passwords_are_refused_and_unrelated_words_are_taken() {
        let context = context("dana.okafor@northwind.example", "Dana Okafor");
        let refused = [
            "password1234",
            "Password1234",
            "qwertyuiop12",
            "123456789012",
            "aaaaaaaaaaaaaaaa",
            "iloveyouiloveyou",
            "P@ssw0rd2026",
            "rolewright2026",
            "RolewrightRolewright",
            "northwind-2026",
            "DanaOkafor123",
            "dana.okafor@northwind.example",
            "hiring-hiring",
            "DanaOkafor2026",
            "Rolewright!2026!Dana",
        ];
        for password in refused {
            assert!(is_common(password, &context), "{password}");
        }
        for password in
            ["correct horse battery staple", "four plums, no spoon", "🦀🦀🦞🐚🐙🦑🐡🐠🐟🐬🦭🦈", "тёплый ламповый звук"]
        {
            assert!(!is_common(password, &context), "{password}");
        }
    }
}
