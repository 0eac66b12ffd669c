//! The address of a public posting: readable, its own for ever.

use std::collections::HashSet;

use domain::{
    library::slug,
    posting::{FactKey, Snapshot, WorkPlace},
};

/// `senior-rust-backend-developer-berlin`; numbered when that is taken.
pub(super) fn free_slug(wish: &str, taken: &[String]) -> String {
    let taken: HashSet<&str> = taken.iter().map(String::as_str).collect();
    let mut numbered = (2..).map(|number: u32| format!("{wish}-{number}"));
    if !taken.contains(wish) {
        return wish.to_owned();
    }
    numbered.find(|slug| !taken.contains(slug.as_str())).unwrap_or_default()
}

pub(super) fn wished_slug(snapshot: &Snapshot) -> String {
    let facts = &snapshot.facts;
    let town = facts.job_locations().into_iter().next().map(|place| place.address_locality).unwrap_or_default();
    let place = if facts.work_place() == Some(WorkPlace::Remote) { "remote".to_owned() } else { town };
    match slug(&format!("{} {place}", facts.get(FactKey::Title))) {
        slug if slug.is_empty() => "posting".to_owned(),
        slug => slug,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_address_is_numbered() {
        let taken = ["a".to_owned(), "a-2".to_owned(), "a-b".to_owned()];
        assert_eq!(free_slug("a", &taken), "a-3");
        assert_eq!(free_slug("b", &taken), "b");
    }

    #[test]
    fn an_address_is_plain_whatever_the_title_says() {
        let wish = |title: &str| {
            let mut snapshot = Snapshot::default();
            snapshot.facts.set(FactKey::Title, title);
            wished_slug(&snapshot)
        };
        assert_eq!(wish("<script>alert(1)</script>"), "script-alert-1-script");
        assert_eq!(wish("开发者"), "posting");
        assert_eq!(wish("../../etc"), "etc");
    }
}
