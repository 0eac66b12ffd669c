//! A set of scopes: which parts of a posting something concerns.

use std::{fmt, ops::BitOr};

use serde::{Deserialize, Serialize};

use super::Scope;

/// A set of scopes, one bit for each. The bits are kept in databases: the order of [`Scope`] never changes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "Vec<Scope>", into = "Vec<Scope>")]
pub struct ScopeSet(u8);

impl ScopeSet {
    pub const NONE: Self = Self(0);
    pub const ALL: Self = Self(u8::MAX);

    /// As it is kept in a database.
    #[must_use]
    pub fn bits(self) -> i32 {
        i32::from(self.0)
    }

    /// What was kept in a database; all of them where nothing was.
    #[must_use]
    pub fn from_bits(bits: Option<i32>) -> Self {
        bits.and_then(|bits| u8::try_from(bits).ok()).map_or(Self::ALL, Self)
    }

    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    #[must_use]
    pub const fn contains(self, scope: Scope) -> bool {
        self.0 & bit(scope) != 0
    }

    /// Those of these scopes that are in it.
    #[must_use]
    pub fn among(self, scopes: &[Scope]) -> Self {
        scopes.iter().copied().filter(|scope| self.contains(*scope)).collect()
    }

    pub fn iter(self) -> impl Iterator<Item = Scope> {
        Scope::ALL.iter().copied().filter(move |scope| self.contains(*scope))
    }
}

const fn bit(scope: Scope) -> u8 {
    1 << scope as u8
}

impl From<Scope> for ScopeSet {
    fn from(scope: Scope) -> Self {
        Self(bit(scope))
    }
}

impl From<Vec<Scope>> for ScopeSet {
    fn from(scopes: Vec<Scope>) -> Self {
        scopes.into_iter().collect()
    }
}

impl From<ScopeSet> for Vec<Scope> {
    fn from(set: ScopeSet) -> Self {
        set.iter().collect()
    }
}

impl FromIterator<Scope> for ScopeSet {
    fn from_iter<I: IntoIterator<Item = Scope>>(scopes: I) -> Self {
        scopes.into_iter().fold(Self::NONE, |set, scope| set | scope.into())
    }
}

impl BitOr for ScopeSet {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// As it stands in a sentence.
impl fmt::Display for ScopeSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::ALL {
            return f.write_str("this posting");
        }
        let labels: Vec<&str> = self.iter().map(Scope::label).collect();
        f.write_str(&labels.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_set_is_read_from_a_database_and_from_words_as_it_was_written() {
        for bits in 0..=i32::from(u8::MAX) {
            let set = ScopeSet::from_bits(Some(bits));
            assert_eq!(set.bits(), bits);
            let words = serde_json::to_string(&set).unwrap();
            assert_eq!(serde_json::from_str::<ScopeSet>(&words).unwrap(), set, "{words}");
            assert_eq!(set.iter().collect::<ScopeSet>(), set);
        }
        assert_eq!(
            serde_json::to_string(&ScopeSet::from_iter([Scope::Place, Scope::Pay])).unwrap(),
            r#"["pay","place"]"#
        );
    }

    #[test]
    fn what_nobody_noted_is_everything() {
        assert_eq!(ScopeSet::from_bits(None), ScopeSet::ALL);
        assert_eq!(ScopeSet::from_bits(Some(-1)), ScopeSet::ALL);
        assert_eq!(Scope::ALL.iter().copied().collect::<ScopeSet>(), ScopeSet::ALL, "eight scopes, eight bits");
    }

    #[test]
    fn the_bits_that_databases_hold_mean_what_they_meant() {
        let bits: Vec<(&str, i32)> =
            Scope::ALL.iter().map(|scope| (scope.word(), ScopeSet::from(*scope).bits())).collect();
        let expected = [
            ("identity", 1),
            ("pay", 2),
            ("place", 4),
            ("duties", 8),
            ("requirements", 16),
            ("narrative", 32),
            ("legal", 64),
            ("timing", 128),
        ];
        assert_eq!(bits, expected);
    }

    #[test]
    fn a_sentence_names_the_parts() {
        assert_eq!(ScopeSet::from_iter([Scope::Place, Scope::Pay]).to_string(), "Pay and benefits, Place");
        assert_eq!(ScopeSet::ALL.to_string(), "this posting");
    }
}
