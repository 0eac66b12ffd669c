//! Checks: what stands in the way of publishing a posting, and what would make it better.
//!
//! [`run`] is the one rule engine. The browser calls it while somebody types, the server calls it at submit and again
//! at publication, so the verdict is the same everywhere. One file per group of rules; each rule only reads.
//! *Not here:* waivers (who may set a finding aside belongs to review) and wording rules that need word lists.

mod dates;
mod finding;
mod length;
mod lines;
mod pay;
mod pay_words;
mod placeholders;
mod readable;
mod required;
mod sections;
mod title;

use ::time::Date;

pub use finding::{Anchor, Finding, Rule, Severity};

use crate::posting::Snapshot;

/// Checks a whole posting as of `today`. What blocks comes first; each part is in reading order (facts, sections with
/// their lines, then what concerns the posting as a whole) and, at the same place, in the order of [`Rule::ALL`].
#[must_use]
pub fn run(snapshot: &Snapshot, today: Date) -> Vec<Finding> {
    let mut findings = Vec::new();
    required::check(&snapshot.facts, &mut findings);
    readable::check(&snapshot.facts, &mut findings);
    placeholders::check(snapshot, &mut findings);
    title::check(&snapshot.facts, &mut findings);
    pay::check(&snapshot.facts, &mut findings);
    pay_words::check(snapshot, &mut findings);
    dates::check(&snapshot.facts, today, &mut findings);
    sections::check(snapshot, &mut findings);
    lines::check(snapshot, &mut findings);
    length::check(snapshot, &mut findings);
    finding::sort(&mut findings, snapshot);
    findings
}

/// Whether any of these findings stops submitting and publishing.
#[must_use]
pub fn blocks(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Blocking)
}
