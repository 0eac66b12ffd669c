//! Authorship: who wrote in which parts of a posting. Nobody decides on what they wrote.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Scope, ScopeSet};
use crate::ids::UserId;

/// Who wrote, each with the scopes in which they did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Authorship(BTreeMap<UserId, ScopeSet>);

impl Authorship {
    /// Nobody wrote.
    pub const NOBODY: Self = Self(BTreeMap::new());

    /// These people wrote, and nobody knows in which scopes.
    pub fn somewhere(people: impl IntoIterator<Item = UserId>) -> Self {
        people.into_iter().map(|person| (person, ScopeSet::ALL)).collect()
    }

    pub fn add(&mut self, person: UserId, scopes: ScopeSet) {
        if !scopes.is_empty() {
            let known = self.0.entry(person).or_default();
            *known = *known | scopes;
        }
    }

    /// The same, with somebody who is as good as an author of all of it: whoever submits it.
    #[must_use]
    pub fn and_all_by(mut self, person: UserId) -> Self {
        self.add(person, ScopeSet::ALL);
        self
    }

    /// Where the person wrote.
    #[must_use]
    pub fn of(&self, person: UserId) -> ScopeSet {
        self.0.get(&person).copied().unwrap_or_default()
    }

    /// Whether the person wrote anything.
    #[must_use]
    pub fn wrote(&self, person: UserId) -> bool {
        !self.of(person).is_empty()
    }

    #[must_use]
    pub fn wrote_in(&self, person: UserId, scope: Scope) -> bool {
        self.of(person).contains(scope)
    }

    /// Everyone who wrote.
    pub fn people(&self) -> impl Iterator<Item = UserId> {
        self.0.keys().copied()
    }
}

impl FromIterator<(UserId, ScopeSet)> for Authorship {
    fn from_iter<I: IntoIterator<Item = (UserId, ScopeSet)>>(shares: I) -> Self {
        let mut all = Self::NOBODY;
        for (person, scopes) in shares {
            all.add(person, scopes);
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const HUGO: UserId = UserId(Uuid::from_u128(1));
    const INA: UserId = UserId(Uuid::from_u128(2));

    #[test]
    fn what_somebody_wrote_here_and_there_comes_together() {
        let shares = [(HUGO, Scope::Pay.into()), (INA, ScopeSet::NONE), (HUGO, Scope::Duties.into())];
        let all: Authorship = shares.into_iter().collect();
        assert_eq!(all.of(HUGO), ScopeSet::from_iter([Scope::Pay, Scope::Duties]));
        assert!(all.wrote_in(HUGO, Scope::Duties) && !all.wrote_in(HUGO, Scope::Place));
        assert!(!all.wrote(INA), "whoever wrote nowhere did not write");
        assert_eq!(all.people().collect::<Vec<_>>(), [HUGO]);
        assert_eq!(all.and_all_by(INA).of(INA), ScopeSet::ALL);
    }

    #[test]
    fn it_is_read_from_json_as_it_was_written() {
        let all: Authorship = [(HUGO, Scope::Pay.into())].into_iter().collect();
        let json = serde_json::to_string(&all).unwrap();
        assert_eq!(json, format!(r#"{{"{HUGO}":["pay"]}}"#));
        assert_eq!(serde_json::from_str::<Authorship>(&json).unwrap(), all);
    }
}
