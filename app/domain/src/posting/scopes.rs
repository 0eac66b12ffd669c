//! Scopes: the named parts of a posting that a decision covers, each with a digest of its content.
//!
//! A digest is taken over canonical JSON: sorted keys, Unicode NFC, collapsed white space, without ids and times. Two
//! contents have the same digest exactly when a reader could not tell them apart.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::{ScopeSet, Section, Snapshot, snapshot::words};

words! {
    /// A named part of a posting that a decision covers. Databases keep sets of them as bits: new ones come last.
    Scope {
        Identity = "identity", "Identity";
        Pay = "pay", "Pay and benefits";
        Place = "place", "Place";
        Duties = "duties", "Duties";
        Requirements = "requirements", "Requirements";
        Narrative = "narrative", "Narrative";
        Legal = "legal", "Legal";
        Timing = "timing", "Timing";
    }
}

/// The digest of each scope, as lower-case hex of SHA-256.
pub type ScopeHashes = BTreeMap<Scope, String>;

/// The digest of every scope of a posting.
#[must_use]
pub fn scope_hashes(snapshot: &Snapshot) -> ScopeHashes {
    Scope::ALL.iter().map(|scope| (*scope, digest(&canonical_json(snapshot, *scope)))).collect()
}

/// One digest over all scopes.
#[must_use]
pub fn root_hash(hashes: &ScopeHashes) -> String {
    let all: String = hashes.iter().map(|(scope, hash)| format!("{scope}:{hash}\n")).collect();
    digest(&all)
}

/// The scopes in which the posting says something.
#[must_use]
pub fn scopes_said(snapshot: &Snapshot) -> ScopeSet {
    let facts = snapshot.facts.iter().map(|(key, _)| key.scope());
    facts.chain(snapshot.sections.iter().map(|section| section.kind.scope())).collect()
}

/// What a scope says, as canonical JSON.
#[must_use]
pub fn canonical_json(snapshot: &Snapshot, scope: Scope) -> String {
    let facts: BTreeMap<String, String> = snapshot
        .facts
        .iter()
        .filter(|(key, _)| key.scope() == scope)
        .map(|(key, value)| (key.to_string(), canonical_text(value)))
        .collect();
    let sections: Vec<Value> =
        snapshot.sections.iter().filter(|section| section.kind.scope() == scope).map(canonical_section).collect();
    json!({ "facts": facts, "sections": sections }).to_string()
}

fn canonical_section(section: &Section) -> Value {
    let lines: Vec<Value> = section
        .lines
        .iter()
        .map(|line| {
            json!({
                "level": line.level.map(super::Level::word),
                "requirement": line.requirement.word(),
                "text": canonical_text(&line.text),
            })
        })
        .collect();
    json!({ "heading": canonical_text(&section.heading), "kind": section.kind.word(), "lines": lines })
}

fn canonical_text(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect()
}

fn digest(text: &str) -> String {
    format!("{:x}", Sha256::digest(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::posting::FactKey;

    #[test]
    fn a_pay_change_touches_the_pay_scope_and_no_other() {
        let mut snapshot = Snapshot::default();
        let before = scope_hashes(&snapshot);
        snapshot.facts.set(FactKey::BaseSalaryMinValue, "1");
        let after = scope_hashes(&snapshot);
        let touched: Vec<_> = Scope::ALL.iter().filter(|scope| before[scope] != after[scope]).collect();
        assert_eq!(touched, [&Scope::Pay]);
        assert_ne!(root_hash(&before), root_hash(&after));
    }

    #[test]
    fn white_space_and_composition_do_not_matter_but_words_do() {
        let hash = |title: &str| {
            let mut snapshot = Snapshot::default();
            snapshot.facts.set(FactKey::Title, title);
            scope_hashes(&snapshot)[&Scope::Identity].clone()
        };
        assert_eq!(hash("Caf\u{e9}  developer "), hash("Cafe\u{301} developer"));
        assert_ne!(hash("developer"), hash("Developer"));
    }
}
