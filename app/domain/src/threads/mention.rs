//! Who is called in a text: `@` and the name as it is shown.

use std::ops::Range;

use crate::ids::UserId;

/// One call of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    pub person: UserId,
    /// Where it stands, in bytes, with its sign.
    pub range: Range<usize>,
}

/// Everyone who is mentioned, in the order of the text. Of names that begin alike the longest counts; letters of either
/// case are the same; a sign inside a word, as in an address of mail, calls nobody. Of people with one name, each is called.
#[must_use]
pub fn mentions<'n>(text: &str, people: impl IntoIterator<Item = (UserId, &'n str)>) -> Vec<Mention> {
    let people: Vec<(UserId, &str)> = people.into_iter().filter(|(_, name)| !name.is_empty()).collect();
    let mut found = Vec::new();
    for (at, sign) in text.match_indices('@') {
        if text[..at].chars().next_back().is_some_and(char::is_alphanumeric) {
            continue;
        }
        let start = at + sign.len();
        let called = people.iter().filter_map(|(person, name)| Some((*person, called_length(&text[start..], name)?)));
        let called: Vec<(UserId, usize)> = called.collect();
        let longest = called.iter().map(|(_, length)| *length).max().unwrap_or_default();
        let these = called.into_iter().filter(|(_, length)| *length == longest);
        found.extend(these.map(|(person, length)| Mention { person, range: at..start + length }));
    }
    found
}

/// How many bytes of the text say this name, if it begins with it as a whole word.
fn called_length(text: &str, name: &str) -> Option<usize> {
    let mut letters = text.char_indices();
    for letter in name.chars() {
        let (_, typed) = letters.next()?;
        if !typed.to_lowercase().eq(letter.to_lowercase()) {
            return None;
        }
    }
    match letters.next() {
        Some((_, next)) if next.is_alphanumeric() => None,
        Some((end, _)) => Some(end),
        None => Some(text.len()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    const PEOPLE: [(u128, &str); 5] =
        [(1, "Hugo Meyer"), (2, "Hugo"), (3, "Zoë Ångström"), (4, "Hugo Meyer"), (5, "Ada")];

    fn called(text: &str) -> Vec<(u128, &str)> {
        let people = PEOPLE.map(|(id, name)| (UserId(Uuid::from_u128(id)), name));
        mentions(text, people).into_iter().map(|mention| (mention.person.0.as_u128(), &text[mention.range])).collect()
    }

    #[test]
    fn a_name_after_the_sign_calls_its_person() {
        assert_eq!(called("Please look, @ada."), [(5, "@ada")]);
        assert_eq!(called("(@Zoë Ångström)"), [(3, "@Zoë Ångström")]);
        assert_eq!(called("@Hugo, or @HUGO MEYER?"), [(2, "@Hugo"), (1, "@HUGO MEYER"), (4, "@HUGO MEYER")]);
    }

    #[test]
    fn what_only_looks_like_a_call_is_none() {
        for text in ["ada@ada.example", "@Adam", "@ Ada", "Ada", "@", "@Hu", "x@Hugo", "@Zoë"] {
            assert!(called(text).is_empty(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_ranges_lie_in_it(text in any::<String>(), name in any::<String>()) {
            let id = UserId(Uuid::nil());
            let said = format!("{text} @{name} {text}");
            for mention in mentions(&said, [(id, name.as_str())]) {
                prop_assert!(said.get(mention.range).is_some());
            }
        }
    }
}
