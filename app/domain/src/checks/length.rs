//! How long a posting is as a whole.

use super::{Anchor, Finding, Rule};
use crate::posting::Snapshot;

/// The length to aim for, in words. The default of the product's setting.
const GOOD: std::ops::RangeInclusive<usize> = 300..=700;

/// Outside of this, a posting says too little to decide or too much to be read.
const BEARABLE: std::ops::RangeInclusive<usize> = 150..=900;

pub(super) fn check(snapshot: &Snapshot, findings: &mut Vec<Finding>) {
    let count = snapshot.word_count();
    if GOOD.contains(&count) {
        return;
    }
    let (rule, message, fix) = if count < *GOOD.start() {
        (Rule::PostingShort, too_short(count), "Say more about the work, the team and the pay.")
    } else {
        (Rule::PostingLong, too_long(count), "Keep what a reader needs to decide whether to apply.")
    };
    let finding = if BEARABLE.contains(&count) { Finding::advice } else { Finding::warning };
    findings.push(finding(rule, Anchor::Posting, message).fix(fix));
}

fn too_short(count: usize) -> String {
    format!("The posting has {count} words. Below {}, readers can't picture the job.", GOOD.start())
}

fn too_long(count: usize) -> String {
    format!("The posting has {count} words. Above {}, many readers leave before the end.", GOOD.end())
}
