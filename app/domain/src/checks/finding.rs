//! What a check says: which rule, how bad, where, why, and what to do.

use serde::Serialize;

use crate::{
    ids::{LineId, SectionId},
    order::arrange,
    posting::{FactKey, Snapshot, words},
};

words! {
    /// How much a finding weighs: stops submitting and publishing, should be looked at, would make the posting better.
    Severity {
        Blocking = "blocking", "Stops publishing";
        Warning = "warning", "Look at this";
        Advice = "advice", "Advice";
    }
}

words! {
    /// Every rule, by a word that waivers and links can rely on.
    Rule {
        MissingFact = "missing_fact", "A required fact is missing";
        MissingPlace = "missing_place", "The place of work is incomplete";
        UnreadableFact = "unreadable_fact", "A fact can't be read";
        Placeholder = "placeholder", "Unfilled placeholder";
        TitlePay = "title_pay", "Pay in the title";
        TitlePlace = "title_place", "Place in the title";
        TitleCompany = "title_company", "Employer in the title";
        TitleCode = "title_code", "Code in the title";
        TitleDate = "title_date", "Date in the title";
        TitleShouting = "title_shouting", "Shouting in the title";
        PayMissing = "pay_missing", "No pay range";
        PayIncomplete = "pay_incomplete", "Half a pay range";
        PayOrder = "pay_order", "Pay range upside down";
        PayImplausible = "pay_implausible", "Unlikely pay";
        PaySpread = "pay_spread", "Wide pay range";
        PayVague = "pay_vague", "Vague words about pay";
        ValidThroughPast = "valid_through_past", "Closing day in the past";
        ValidThroughFar = "valid_through_far", "Closing day far away";
        SectionMissing = "section_missing", "A required section is missing or empty";
        SectionEmpty = "section_empty", "Empty section";
        TooManyRequired = "too_many_required", "Many must-haves";
        LineEmpty = "line_empty", "Empty line";
        LineDuplicate = "line_duplicate", "The same line twice";
        LineLong = "line_long", "Long line";
        PostingShort = "posting_short", "Short posting";
        PostingLong = "posting_long", "Long posting";
    }
}

/// What a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Anchor {
    Fact(FactKey),
    Section(SectionId),
    Line(LineId),
    Posting,
}

/// What a check says about one place of a posting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    pub rule: Rule,
    pub severity: Severity,
    pub anchor: Anchor,
    /// What is wrong and why it matters, in plain sentences.
    pub message: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<String>,
    /// Where the rule comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<&'static str>,
}

impl Finding {
    pub(super) fn blocking(rule: Rule, anchor: Anchor, message: impl Into<String>) -> Self {
        Self::new(rule, Severity::Blocking, anchor, message.into())
    }

    pub(super) fn warning(rule: Rule, anchor: Anchor, message: impl Into<String>) -> Self {
        Self::new(rule, Severity::Warning, anchor, message.into())
    }

    pub(super) fn advice(rule: Rule, anchor: Anchor, message: impl Into<String>) -> Self {
        Self::new(rule, Severity::Advice, anchor, message.into())
    }

    pub(super) fn fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = Some(fix.into());
        self
    }

    pub(super) const fn source(mut self, source: &'static str) -> Self {
        self.source = Some(source);
        self
    }

    const fn new(rule: Rule, severity: Severity, anchor: Anchor, message: String) -> Self {
        Self { rule, severity, anchor, message, fix: None, source: None }
    }
}

/// Where an anchor stands: group, section, line; the fact's own order within its group.
type Place = (u8, usize, usize, Option<FactKey>);

/// What blocks first; then reading order, then rule.
pub(super) fn sort(findings: &mut Vec<Finding>, snapshot: &Snapshot) {
    let sections = || snapshot.sections.iter().enumerate();
    let place = |anchor: &Anchor| -> Place {
        match anchor {
            Anchor::Fact(key) => (0, 0, 0, Some(*key)),
            Anchor::Section(id) => {
                (1, sections().find(|(_, section)| section.id == *id).map_or(usize::MAX, |(at, _)| at), 0, None)
            }
            Anchor::Line(id) => sections()
                .find_map(|(at, section)| {
                    Some((1, at, section.lines.iter().position(|line| line.id == *id)? + 1, None))
                })
                .unwrap_or((1, usize::MAX, 0, None)),
            Anchor::Posting => (2, 0, 0, None),
        }
    };
    let placed = findings
        .drain(..)
        .map(|finding| ((finding.severity != Severity::Blocking, place(&finding.anchor), finding.rule), finding));
    let mut placed: Vec<_> = placed.collect();
    arrange(&mut placed, |(one, _), (other, _)| one.cmp(other));
    findings.extend(placed.into_iter().map(|(_, finding)| finding));
}
