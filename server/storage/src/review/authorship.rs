//! Who wrote in a revision, as it is kept: by scope, and in rows of before as people alone.

use domain::{ids::UserId, posting::Authorship};
use serde::Deserialize;

use super::read_json;
use crate::StorageError;

#[derive(Deserialize)]
#[serde(untagged)]
enum Kept {
    People(Vec<UserId>),
    ByScope(Authorship),
}

pub(super) fn read_authorship(json: &str) -> Result<Authorship, StorageError> {
    Ok(match read_json("contributors", json)? {
        Kept::People(people) => Authorship::somewhere(people),
        Kept::ByScope(authorship) => authorship,
    })
}

#[cfg(test)]
mod tests {
    use domain::posting::{Scope, ScopeSet};
    use uuid::Uuid;

    use super::*;

    #[test]
    fn whoever_is_kept_without_a_scope_wrote_in_all_of_them() {
        let (hugo, ina) = (UserId(Uuid::from_u128(1)), UserId(Uuid::from_u128(2)));
        let old = serde_json::to_string(&[hugo, ina]).unwrap();
        assert_eq!(read_authorship(&old).unwrap(), Authorship::somewhere([hugo, ina]));
        assert_eq!(read_authorship("[]").unwrap(), Authorship::NOBODY);
        let new: Authorship = [(hugo, Scope::Pay.into())].into_iter().collect();
        let read = read_authorship(&serde_json::to_string(&new).unwrap()).unwrap();
        assert_eq!((read.of(hugo), read.of(ina)), (Scope::Pay.into(), ScopeSet::NONE));
        assert!(read_authorship("7").is_err());
    }
}
