//! Differences between two wordings of a line, counted in UTF-16 units as browsers count.
//!
//! Nothing here ever cuts a character in two: the document would keep the halves as `U+FFFD`.

/// Replace `remove` units at `at` by `insert`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Splice {
    pub at: u32,
    pub remove: u32,
    pub insert: String,
}

/// The smallest single replacement that makes `new` out of `old`; `None` when they are equal.
pub(super) fn difference(old: &str, new: &str) -> Option<Splice> {
    if old == new {
        return None;
    }
    let start = common_prefix(old, new);
    let end = common_suffix(&old[start..], &new[start..]);
    let removed = &old[start..old.len() - end];
    Some(Splice { at: units(&old[..start]), remove: units(removed), insert: new[start..new.len() - end].to_owned() })
}

/// The part of `text` that a replacement may touch: inside it, and never half a character.
pub(super) fn clamp(text: &str, at: u32, remove: u32) -> (u32, u32) {
    let start = boundary(text, at, Side::Before);
    let end = if remove == 0 { start } else { boundary(text, at.saturating_add(remove), Side::After) };
    (start, end.saturating_sub(start))
}

/// The text after a replacement inside it, as [`clamp`] gives it.
pub(super) fn spliced(text: &str, at: u32, remove: u32, insert: &str) -> String {
    let (start, removed) = (bytes_of(text, 0, at), bytes_of(text, at, remove));
    [&text[..start], insert, &text[start + removed..]].concat()
}

/// Where a caret belongs after the text under it changed from `old` to `new`.
///
/// What changed behind the caret leaves it alone, what changed before it carries it along, and a caret inside a
/// replaced part stays as far into its replacement as that reaches.
#[must_use]
pub fn moved_caret(old: &str, new: &str, caret_utf16: u32) -> u32 {
    let caret = boundary(old, caret_utf16, Side::Before);
    let Some(splice) = difference(old, new) else { return caret };
    let inserted = units(&splice.insert);
    let moved = if caret <= splice.at {
        caret
    } else if caret >= splice.at + splice.remove {
        caret - splice.remove + inserted
    } else {
        caret.min(splice.at + inserted)
    };
    boundary(new, moved, Side::Before)
}

/// The text with both changes to `base` in it: `mine`, made on a form, and `theirs`, made meanwhile. `None` when they
/// touch the same words, so that a person has to choose.
#[must_use]
pub fn merged(base: &str, mine: &str, theirs: &str) -> Option<String> {
    let (Some(my), Some(their)) = (difference(base, mine), difference(base, theirs)) else {
        return Some(if base == mine { theirs } else { mine }.to_owned());
    };
    if my == their {
        return Some(mine.to_owned());
    }
    let (first, second) = if my.at <= their.at { (my, their) } else { (their, my) };
    if first.at + first.remove >= second.at {
        return None;
    }
    let between = bytes_of(base, 0, second.at);
    let start = bytes_of(base, 0, first.at);
    let (kept, rest) =
        (start + bytes_of(&base[start..], 0, first.remove), between + bytes_of(&base[between..], 0, second.remove));
    Some([&base[..start], &first.insert, &base[kept..between], &second.insert, &base[rest..]].concat())
}

/// What `mine` changed in `base`, done to `theirs`, wherever those words are now. Nothing that `theirs` added is lost.
///
/// This is what typing means in a field that shows `base` while the draft says `theirs` already, as it does while an
/// input method composes a character.
#[must_use]
pub fn transplanted(base: &str, mine: &str, theirs: &str) -> String {
    let Some(my) = difference(base, mine) else { return theirs.to_owned() };
    let start = bytes_of(theirs, 0, moved_caret(base, theirs, my.at));
    let kept = difference(base, theirs).filter(|their| their.at < my.at + my.remove && my.at < their.at + their.remove);
    let end = match kept {
        // They rewrote the same words: theirs stay, mine are put before them.
        Some(_) => start,
        None => bytes_of(theirs, 0, moved_caret(base, theirs, my.at + my.remove)).max(start),
    };
    [&theirs[..start], &my.insert, &theirs[end..]].concat()
}

/// How many UTF-16 units a text has.
pub(super) fn units(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

/// How many bytes of UTF-8 a part has that lies between characters.
pub(super) fn bytes_of(text: &str, at: u32, len: u32) -> usize {
    let mut offset = 0;
    let part = text.chars().filter(|character| {
        let start = offset;
        offset += character.len_utf16() as u32;
        (at..at.saturating_add(len)).contains(&start)
    });
    part.map(char::len_utf8).sum()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

/// The nearest offset between two characters, on the given side of `offset`.
fn boundary(text: &str, offset: u32, side: Side) -> u32 {
    let mut passed = 0;
    for character in text.chars() {
        let next = passed + character.len_utf16() as u32;
        if next > offset {
            return if passed < offset && side == Side::After { next } else { passed };
        }
        passed = next;
    }
    passed
}

fn common_prefix(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}

fn common_suffix(a: &str, b: &str) -> usize {
    a.chars().rev().zip(b.chars().rev()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_difference_is_as_small_as_one_replacement_can_be() {
        let splice = |at, remove, insert: &str| Some(Splice { at, remove, insert: insert.to_owned() });
        assert_eq!(difference("build APIs", "build REST APIs"), splice(6, 0, "REST "));
        assert_eq!(difference("aaa", "aa"), splice(2, 1, ""));
        assert_eq!(difference("x😀y", "x😁y"), splice(1, 2, "😁"));
        assert_eq!(difference("same", "same"), None);
    }

    #[test]
    fn two_changes_to_different_words_are_both_kept() {
        let base = "build APIs with care";
        assert_eq!(
            merged(base, "build REST APIs with care", "build APIs with great care").as_deref(),
            Some("build REST APIs with great care")
        );
        assert_eq!(
            merged(base, "build APIs with great care", "design APIs with care").as_deref(),
            Some("design APIs with great care")
        );
        assert_eq!(merged("a😀b c", "a😁b c", "a😀b d").as_deref(), Some("a😁b d"));
        assert_eq!(merged(base, base, "something else").as_deref(), Some("something else"));
        assert_eq!(merged(base, "mine", base).as_deref(), Some("mine"));
        assert_eq!(merged(base, "same", "same").as_deref(), Some("same"));
    }

    #[test]
    fn two_changes_to_the_same_words_are_not_guessed_at() {
        assert_eq!(merged("build APIs", "build REST APIs", "build HTTP APIs"), None);
        assert_eq!(merged("build APIs", "", "build good APIs"), None);
    }

    #[test]
    fn typing_over_an_older_wording_lands_at_its_words() {
        let theirs = "We build REST APIs";
        assert_eq!(transplanted("build APIs", "build APIs fast", theirs), "We build REST APIs fast");
        assert_eq!(transplanted("build APIs", "build good APIs", "build APIs, daily"), "build good APIs, daily");
        assert_eq!(transplanted("build APIs", "APIs", "build APIs, daily"), "APIs, daily");
        assert_eq!(transplanted("build APIs", "make APIs", "design APIs"), "makedesign APIs", "the same words: both");
        assert_eq!(transplanted("a😀", "a😀한", "x a😀"), "x a😀한");
        assert_eq!(transplanted("same", "same", "other"), "other");
    }

    #[test]
    fn half_an_emoji_is_never_touched() {
        assert_eq!(clamp("a😀b", 2, 0), (1, 0));
        assert_eq!(clamp("a😀b", 2, 1), (1, 2));
        assert_eq!(clamp("a😀b", 0, 2), (0, 3));
        assert_eq!(clamp("ab", 9, u32::MAX), (2, 0));
    }

    #[test]
    fn a_caret_keeps_its_place_in_the_words_around_it() {
        assert_eq!(moved_caret("fast builds", "very fast builds", 4), 9, "typed before it");
        assert_eq!(moved_caret("fast builds", "fast builds, too", 4), 4, "typed behind it");
        assert_eq!(moved_caret("ab", "a😀b", 2), 4, "an emoji before it counts twice");
        assert_eq!(moved_caret("a😀b", "ab", 3), 1, "an emoji before it is gone");
        assert_eq!(moved_caret("a😀b", "a😁b", 2), 1, "never inside an emoji");
        assert_eq!(moved_caret("some words", "some", 9), 4, "its words are gone");
        assert_eq!(moved_caret("short", "short", 99), 5, "past the end");
    }

    proptest! {
        #[test]
        fn typing_over_an_older_wording_never_panics_and_keeps_both(base in ".{0,12}", mine in ".{0,12}", theirs in ".{0,12}") {
            let result = transplanted(&base, &mine, &theirs);
            if base == theirs {
                prop_assert_eq!(&result, &mine);
            }
            if base == mine {
                prop_assert_eq!(&result, &theirs);
            }
        }

        #[test]
        fn merging_never_panics_and_takes_the_only_change(base in any::<String>(), mine in any::<String>(), theirs in any::<String>()) {
            let _ = merged(&base, &mine, &theirs);
            prop_assert_eq!(merged(&base, &mine, &base), Some(mine));
            prop_assert_eq!(merged(&base, &base, &theirs), Some(theirs));
        }

        #[test]
        fn a_caret_always_lands_between_characters(old in "[a😀é👩‍💻]{0,9}", new in "[a😀é👩‍💻]{0,9}", caret in 0_u32..30) {
            let moved = moved_caret(&old, &new, caret);
            prop_assert!(moved <= units(&new));
            prop_assert_eq!(clamp(&new, moved, 0), (moved, 0));
        }
    }
}
