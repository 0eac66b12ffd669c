//! What was just decided on updates, in a word for the address and in a sentence for the page.

use domain::upstream::Answer;

use super::counted;

/// “take-6”: what was done with how many lines.
pub fn word(answer: &Answer, lines: usize) -> String {
    let what = match answer {
        Answer::Take => "take",
        Answer::Keep => "keep",
        Answer::Merge(_) => "merge",
        Answer::Snooze(_) => "later",
    };
    format!("{what}-{lines}")
}

/// Nothing for a word that is none.
pub fn sentence(word: &str) -> Option<String> {
    let (what, lines) = word.split_once('-').unwrap_or((word, "1"));
    let count: u64 = lines.parse().ok()?;
    let (lines, s) = (counted(count, "line"), if count == 1 { "s" } else { "" });
    Some(match what {
        "take" if count == 1 => {
            "1 line took the library’s words. Where it is approved or live, submit the draft to change that.".to_owned()
        }
        "take" => format!(
            "{lines} took the library’s words. Where they are approved or live, submit the drafts to change that."
        ),
        "keep" => {
            format!("{lines} keep{s} the words it has. What the library says stays on offer in the posting’s own list.")
        }
        "merge" => {
            "The line has your text now. Where it is approved or live, submit the draft to change that.".to_owned()
        }
        "later" => "It is put off until that day.".to_owned(),
        "again" => "It waits for a decision again.".to_owned(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_says_what_it_did() {
        for answer in [Answer::Take, Answer::Keep, Answer::Merge(String::new())] {
            for lines in [1, 6] {
                assert!(sentence(&word(&answer, lines)).is_some_and(|sentence| sentence.ends_with('.')), "{answer:?}");
            }
        }
        assert!(sentence("take-6").unwrap().starts_with("6 lines took"));
        assert!(sentence("keep-1").unwrap().starts_with("1 line keeps"));
        assert!(sentence("again").is_some());
        for odd in ["", "take-x", "<b>", "bake-2"] {
            assert_eq!(sentence(odd), None, "{odd}");
        }
    }
}
