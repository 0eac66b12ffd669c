//! One title, many names: who searches for a "backend engineer" means a backend developer, too.

use crate::seed::title_names;

/// What somebody may mean who searches titles for this text: the text itself and, where it has one of the title's
/// names, the same in lower case with each other name.
pub(crate) fn meanings(text: &str) -> Vec<String> {
    reworded(text.trim(), title_names())
}

fn reworded(text: &str, names: &[String]) -> Vec<String> {
    let folded = text.to_lowercase();
    let named = names.iter().filter(|name| folded.contains(name.as_str())).max_by_key(|name| name.len());
    let others = named.into_iter().flat_map(|named| {
        let other = names.iter().filter(move |name| *name != named);
        other.map(|name| folded.replace(named.as_str(), name))
    });
    std::iter::once(text.to_owned()).chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_the_title_stands_for_all_of_them() {
        let names = ["backend developer", "backend software developer", "server-side developer"].map(str::to_owned);
        for (text, meant) in [
            ("python", vec!["python"]),
            ("", vec![""]),
            (
                "Senior server-side DEVELOPER",
                vec!["Senior server-side DEVELOPER", "senior backend developer", "senior backend software developer"],
            ),
            (
                "backend software developer",
                vec!["backend software developer", "backend developer", "server-side developer"],
            ),
        ] {
            assert_eq!(reworded(text, &names), meant);
        }
    }
}
