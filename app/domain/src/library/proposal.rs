//! Proposals: items that somebody wants in the library, and wordings that several teams gave an item alike.

use std::collections::BTreeSet;

use crate::{
    ids::{LineId, PostingId, TeamId},
    library::similar::alike,
    posting::words,
};

words! {
    /// Where a proposal stands.
    ProposalStatus {
        Open = "open", "Waits for a curator";
        Accepted = "accepted", "Accepted";
        Declined = "declined", "Declined";
    }
}

/// So many teams make a wording a proposal.
pub const AGREEING_TEAMS: usize = 3;
/// From here on two overrides say the same in other words.
const ALIKE: f32 = 0.6;

/// A line that words its item differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnWording {
    pub team: TeamId,
    pub posting: PostingId,
    pub line: LineId,
    pub text: String,
}

/// Overrides of one item that agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// The one of the wordings that the others are likest.
    pub text: String,
    pub lines: Vec<OwnWording>,
}

/// The overrides of one item that agree across teams, those of the most teams first. Each line counts in one agreement.
#[must_use]
pub fn agreeing(overrides: &[OwnWording]) -> Vec<Agreement> {
    let mut left: Vec<&OwnWording> = overrides.iter().filter(|own| !own.text.trim().is_empty()).collect();
    let mut agreements = Vec::new();
    loop {
        let around = |middle: &OwnWording| {
            left.iter().copied().filter(|own| alike(&middle.text, &own.text) >= ALIKE).collect::<Vec<_>>()
        };
        // Of several with as many teams the first stays, so that the answer does not hang on chance.
        let mut best: Option<(&OwnWording, Vec<&OwnWording>)> = None;
        for middle in &left {
            let near = around(middle);
            if best.as_ref().is_none_or(|(_, known)| teams(&near) > teams(known)) {
                best = Some((middle, near));
            }
        }
        let Some((middle, near)) = best.filter(|(_, near)| teams(near) >= AGREEING_TEAMS) else { return agreements };
        agreements.push(Agreement { text: middle.text.clone(), lines: near.iter().copied().cloned().collect() });
        left.retain(|own| !near.contains(own));
    }
}

fn teams(lines: &[&OwnWording]) -> usize {
    lines.iter().map(|own| own.team).collect::<BTreeSet<_>>().len()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn own(team: u128, line: u64, text: &str) -> OwnWording {
        OwnWording {
            team: TeamId(Uuid::from_u128(team)),
            posting: PostingId(Uuid::from_u128(team)),
            line: LineId::from_random(line),
            text: text.to_owned(),
        }
    }

    #[test]
    fn three_teams_that_word_an_item_alike_agree() {
        let lines = [
            own(1, 1, "Find slow queries and make them fast, with figures before and after."),
            own(2, 2, "Find slow queries and make them fast, with figures from before and after."),
            own(3, 3, "Find the slow queries and make them fast, with figures before and after"),
            own(3, 4, "Bake bread."),
            own(4, 5, ""),
        ];
        let found = agreeing(&lines);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].lines.len(), 3);
        assert_eq!(found[0].text, lines[0].text);
    }

    #[test]
    fn one_team_alone_does_not_agree_with_itself() {
        let lines = [1, 2, 3, 4].map(|line| own(1, line, "Find slow queries and make them fast."));
        assert_eq!(agreeing(&lines), []);
        let two = [own(1, 1, "Bake bread."), own(2, 2, "Bake bread."), own(3, 3, "Write tests.")];
        assert_eq!(agreeing(&two), []);
        assert_eq!(agreeing(&[]), []);
    }
}
