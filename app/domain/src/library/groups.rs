//! The groups that refine a kind: the sort of a skill, the audience of an advantage, the subject of a disclosure, the
//! section of a text. The other kinds have none (the empty group).

use super::ItemKind;
use crate::posting::SectionKind;

const SKILLS: &[(&str, &str)] = &[
    ("language", "Language"),
    ("framework", "Framework"),
    ("platform", "Platform"),
    ("database", "Database"),
    ("tool", "Tool"),
    ("practice", "Practice"),
    ("soft", "Working together"),
];
const ADVANTAGES: &[(&str, &str)] = &[("developer", "For the developer"), ("employer", "For the employer")];
const DISCLOSURES: &[(&str, &str)] = &[
    ("pay", "Pay"),
    ("place", "Place of work"),
    ("hours", "Working hours"),
    ("how_to_apply", "How to apply"),
    ("vacancy", "Vacancy"),
    ("ai_use", "AI in hiring"),
    ("equal_opportunity", "Equal opportunity"),
    ("accommodation", "Accommodation"),
    ("privacy", "Privacy"),
    ("background_check", "Background check"),
    ("work_authorisation", "Right to work"),
];

impl ItemKind {
    /// What a heading over several of them says.
    #[must_use]
    pub const fn plural(self) -> &'static str {
        match self {
            Self::Responsibility => "Responsibilities",
            Self::Skill => "Skills",
            Self::Qualification => "Qualifications",
            Self::Advantage => "Advantages",
            Self::Application => "Applications",
            Self::Collaborator => "Collaborators",
            Self::Learning => "Learning",
            Self::CareerPath => "Career paths",
            Self::Benefit => "Benefits",
            Self::Disclosure => "Disclosures",
            Self::SectionText => "Section texts",
        }
    }

    /// The groups of this kind as (word, label); empty when the kind has none.
    #[must_use]
    pub fn groups(self) -> Vec<(&'static str, &'static str)> {
        match self {
            Self::Skill => SKILLS.to_vec(),
            Self::Advantage => ADVANTAGES.to_vec(),
            Self::Disclosure => DISCLOSURES.to_vec(),
            Self::SectionText => SectionKind::ALL.iter().map(|kind| (kind.word(), kind.label())).collect(),
            _ => Vec::new(),
        }
    }

    /// What people call a group of this kind; empty for the empty or an unknown group.
    #[must_use]
    pub fn group_label(self, group: &str) -> &'static str {
        self.groups().into_iter().find(|(word, _)| *word == group).map_or("", |(_, label)| label)
    }

    /// Whether an item of this kind may be in this group.
    #[must_use]
    pub fn has_group(self, group: &str) -> bool {
        let groups = self.groups();
        if groups.is_empty() { group.is_empty() } else { groups.iter().any(|(word, _)| *word == group) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_belongs_to_its_kind_alone() {
        for (kind, group, fits) in [
            (ItemKind::Skill, "language", true),
            (ItemKind::Skill, "", false),
            (ItemKind::Skill, "pay", false),
            (ItemKind::Benefit, "", true),
            (ItemKind::Benefit, "language", false),
            (ItemKind::SectionText, "how_to_apply", true),
            (ItemKind::SectionText, "How to apply", false),
        ] {
            assert_eq!(kind.has_group(group), fits, "{kind} {group:?}");
        }
    }
}
