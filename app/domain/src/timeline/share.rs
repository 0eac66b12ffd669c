//! Shares: how much somebody wrote in a sitting, and where.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Written;
use crate::{
    ids::UserId,
    posting::{Scope, ScopeSet},
};

/// How much somebody wrote in a sitting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Kept")]
pub struct Share {
    pub author: UserId,
    pub bytes: u64,
    /// Their last update.
    pub last: i64,
    /// Their last update in each scope. It tells for every number where they wrote after it, however sittings are merged.
    pub last_in: BTreeMap<Scope, i64>,
}

/// As it was kept, perhaps before anybody noted scopes.
#[derive(Deserialize)]
struct Kept {
    author: UserId,
    bytes: u64,
    last: i64,
    last_in: Option<BTreeMap<Scope, i64>>,
}

impl From<Kept> for Share {
    fn from(Kept { author, bytes, last, last_in }: Kept) -> Self {
        Self { author, bytes, last, last_in: last_in.unwrap_or_else(|| at(ScopeSet::ALL, last)) }
    }
}

impl Share {
    pub(super) fn of(written: &Written) -> Self {
        let Written { seq, author, bytes, scopes, .. } = *written;
        Self { author, bytes, last: seq, last_in: at(scopes, seq) }
    }

    /// Takes in what the same person wrote elsewhere.
    pub(super) fn join(&mut self, other: Self) {
        self.bytes += other.bytes;
        self.last = self.last.max(other.last);
        for (scope, last) in other.last_in {
            let known = self.last_in.entry(scope).or_insert(last);
            *known = last.max(*known);
        }
    }

    /// Where they wrote after number `seq`.
    #[must_use]
    pub fn since(&self, seq: i64) -> ScopeSet {
        self.last_in.iter().filter(|(_, last)| **last > seq).map(|(scope, _)| *scope).collect()
    }
}

fn at(scopes: ScopeSet, seq: i64) -> BTreeMap<Scope, i64> {
    scopes.iter().map(|scope| (scope, seq)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_before_anybody_noted_scopes_is_of_all_of_them() {
        let old = r#"{"author":"00000000-0000-0000-0000-000000000001","bytes":20,"last":7}"#;
        let share: Share = serde_json::from_str(old).unwrap();
        assert_eq!((share.since(6), share.since(7)), (ScopeSet::ALL, ScopeSet::NONE));
        let again: Share = serde_json::from_str(&serde_json::to_string(&share).unwrap()).unwrap();
        assert_eq!(again, share);
    }

    #[test]
    fn a_share_knows_for_every_number_where_its_author_wrote_after_it() {
        let json = |last: i64, last_in: &str| {
            let author = "00000000-0000-0000-0000-000000000001";
            serde_json::from_str(&format!(r#"{{"author":"{author}","bytes":1,"last":{last},"last_in":{last_in}}}"#))
        };
        let mut share: Share = json(5, r#"{"pay":5,"duties":2}"#).unwrap();
        share.join(json(9, r#"{"duties":9}"#).unwrap());
        assert_eq!((share.bytes, share.last), (2, 9));
        assert_eq!(share.since(4), ScopeSet::from_iter([Scope::Pay, Scope::Duties]));
        assert_eq!(share.since(5), Scope::Duties.into());
        assert!(share.since(9).is_empty());
    }
}
