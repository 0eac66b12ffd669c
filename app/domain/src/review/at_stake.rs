//! What writing puts at stake: who approved what of a draft, and in words what its changes have voided of that and what
//! one more would.
//!
//! An approval is void as soon as its scope says something else than what was approved, and when whoever gave it writes
//! in that scope; under a policy that is stricter, anywhere in the draft. Which those are says [`super::Tally`].

use std::time::Duration;

use crate::{ids::UserId, posting::Scope, time::roughly};

/// What an approval is worth for what the draft says now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    Counts,
    /// The scope says something else than what was approved; once it says that again, the approval counts again.
    Changed,
    /// Whoever gave it has written there: who writes does not decide.
    Wrote,
}

/// Somebody's approval of one scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    pub scope: Scope,
    pub by: UserId,
    pub name: String,
    pub worth: Worth,
    /// How long such a decision usually takes.
    pub usually: Option<Duration>,
}

/// The approvals of a draft.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AtStake {
    /// Those of one scope one after the other.
    pub approvals: Vec<Approval>,
    /// Whether the policy lets nobody decide on any part of a posting that they edited.
    pub whole_posting: bool,
}

/// Scopes that the same people approved, and need as long for.
struct Group<'a> {
    scopes: Vec<Scope>,
    names: Vec<&'a str>,
    usually: Option<Duration>,
}

impl AtStake {
    /// Whether nobody has approved anything.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.approvals.is_empty()
    }

    /// For somebody who works in this scope, or nowhere yet: what is void, and what a change here would void. `writer`
    /// is who they are, if they may write.
    #[must_use]
    pub fn told_to(&self, writer: Option<UserId>, scope: Option<Scope>) -> String {
        let here = scope.map_or_else(|| self.standing(), |scope| self.before(scope));
        let own = writer.map(|person| self.own(person, scope)).unwrap_or_default();
        let void = self.void();
        let all = [&*void, &*here, own];
        all.into_iter().filter(|sentence| !sentence.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// What the draft's changes have voided; empty when that is nothing.
    #[must_use]
    pub fn void(&self) -> String {
        let changed = self.groups(Worth::Changed).into_iter().map(|group| {
            let usually = usually(group.usually);
            format!(
                "The changes void the {} of {} by {}{usually}.",
                approvals(&group),
                listed(&group.scopes),
                and(&group.names)
            )
        });
        let wrote = self.groups(Worth::Wrote).into_iter().map(|group| {
            let does = if group.names.len() == 1 { "does" } else { "do" };
            format!(
                "The {} of {} by {} {does} not count any more: who writes does not decide.",
                approvals(&group),
                listed(&group.scopes),
                and(&group.names)
            )
        });
        changed.chain(wrote).collect::<Vec<_>>().join(" ")
    }

    /// What a change in this scope would void; empty when that is nothing.
    #[must_use]
    pub fn before(&self, scope: Scope) -> String {
        let here = self.groups(Worth::Counts).into_iter().find(|group| group.scopes.contains(&scope));
        here.map_or_else(String::new, |group| {
            let usually = usually(group.usually);
            format!(
                "A change to {} would void the {} by {}{usually}.",
                listed(&[scope]),
                approvals(&group),
                and(&group.names)
            )
        })
    }

    /// What counts, wherever it is.
    fn standing(&self) -> String {
        let groups = self.groups(Worth::Counts).into_iter();
        let all: Vec<_> = groups.map(|group| format!("{} by {}", listed(&group.scopes), and(&group.names))).collect();
        if all.is_empty() {
            return String::new();
        }
        format!("Approved: {}. A change voids the approval of what it touches.", all.join("; "))
    }

    /// What whoever approved something would lose by writing.
    fn own(&self, person: UserId, scope: Option<Scope>) -> &'static str {
        let is_lost = |approval: &Approval| self.whole_posting || scope.is_none_or(|scope| scope == approval.scope);
        let mut own = self.approvals.iter().filter(|approval| approval.by == person && approval.worth == Worth::Counts);
        match own.any(is_lost) {
            false => "",
            true if self.whole_posting => "Whatever you write voids your own approval: who writes does not decide.",
            true => "What you write in a part voids your own approval of it: who writes does not decide.",
        }
    }

    fn groups(&self, worth: Worth) -> Vec<Group<'_>> {
        let mut groups: Vec<Group<'_>> = Vec::new();
        for scope in Scope::ALL {
            let here = self.approvals.iter().filter(|approval| approval.scope == *scope && approval.worth == worth);
            let (mut names, mut usually) = (Vec::new(), None);
            for approval in here {
                if !names.contains(&approval.name.as_str()) {
                    names.push(&approval.name);
                }
                usually = usually.max(approval.usually);
            }
            match groups.last_mut() {
                _ if names.is_empty() => {}
                Some(last) if last.names == names && last.usually == usually => last.scopes.push(*scope),
                _ => groups.push(Group { scopes: vec![*scope], names, usually }),
            }
        }
        groups
    }
}

fn approvals(group: &Group<'_>) -> &'static str {
    if group.names.len() == 1 { "approval" } else { "approvals" }
}

fn usually(span: Option<Duration>) -> String {
    span.map(|span| format!(", usually decided within {}", roughly(span))).unwrap_or_default()
}

fn listed(scopes: &[Scope]) -> String {
    if scopes.len() == Scope::ALL.len() {
        return "everything".to_owned();
    }
    scopes.iter().map(|scope| scope.label().to_lowercase()).collect::<Vec<_>>().join(", ")
}

fn and(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const HUGO: UserId = UserId(Uuid::from_u128(1));
    const INA: UserId = UserId(Uuid::from_u128(2));
    const DANA: UserId = UserId(Uuid::from_u128(3));
    const LONG: Option<Duration> = Some(Duration::from_secs(49 * 3_600));

    fn approval(scope: Scope, by: UserId, worth: Worth, usually: Option<Duration>) -> Approval {
        let name = if by == HUGO { "Hugo" } else { "Ina" };
        Approval { scope, by, name: name.to_owned(), worth, usually }
    }

    fn at_stake(approvals: Vec<Approval>) -> AtStake {
        AtStake { approvals, whole_posting: false }
    }

    #[test]
    fn before_a_change_one_is_told_whose_approval_it_would_void_and_afterwards_whose_it_did() {
        let stands = at_stake(vec![
            approval(Scope::Pay, HUGO, Worth::Counts, LONG),
            approval(Scope::Place, HUGO, Worth::Counts, LONG),
        ]);
        assert_eq!(
            stands.told_to(Some(DANA), Some(Scope::Pay)),
            "A change to pay and benefits would void the approval by Hugo, usually decided within 3 days."
        );
        assert_eq!(stands.told_to(Some(DANA), Some(Scope::Duties)), "");
        assert_eq!(
            stands.told_to(None, None),
            "Approved: pay and benefits, place by Hugo. A change voids the approval of what it touches."
        );
        let changed = at_stake(vec![
            approval(Scope::Pay, HUGO, Worth::Changed, LONG),
            approval(Scope::Place, HUGO, Worth::Counts, None),
        ]);
        let void = "The changes void the approval of pay and benefits by Hugo, usually decided within 3 days.";
        assert_eq!(changed.told_to(Some(DANA), Some(Scope::Pay)), void);
        assert_eq!(
            changed.told_to(Some(DANA), Some(Scope::Place)),
            format!("{void} A change to place would void the approval by Hugo.")
        );
    }

    #[test]
    fn several_people_and_steps_are_one_sentence() {
        let stands = at_stake(vec![
            approval(Scope::Pay, HUGO, Worth::Counts, None),
            approval(Scope::Pay, HUGO, Worth::Counts, LONG),
            approval(Scope::Pay, INA, Worth::Counts, Some(Duration::from_secs(60))),
        ]);
        assert_eq!(
            stands.before(Scope::Pay),
            "A change to pay and benefits would void the approvals by Hugo and Ina, usually decided within 3 days."
        );
    }

    #[test]
    fn where_all_is_approved_nothing_is_counted_up() {
        let all = Scope::ALL.iter().map(|scope| approval(*scope, HUGO, Worth::Counts, None));
        let told = at_stake(all.collect()).told_to(None, None);
        assert_eq!(told, "Approved: everything by Hugo. A change voids the approval of what it touches.");
    }

    #[test]
    fn who_approved_is_told_that_writing_voids_it() {
        let stands = at_stake(vec![approval(Scope::Pay, HUGO, Worth::Counts, None)]);
        let own = "What you write in a part voids your own approval of it: who writes does not decide.";
        let all = "Approved: pay and benefits by Hugo. A change voids the approval of what it touches.";
        assert_eq!(stands.told_to(Some(HUGO), None), format!("{all} {own}"));
        assert!(stands.told_to(Some(HUGO), Some(Scope::Pay)).ends_with(own));
        assert_eq!(
            stands.told_to(Some(HUGO), Some(Scope::Duties)),
            "",
            "what they write there takes nothing of theirs"
        );
        assert_eq!(stands.told_to(None, None), all, "whoever may not write has nothing to lose");
        let wrote = at_stake(vec![approval(Scope::Pay, HUGO, Worth::Wrote, None)]);
        let lost = "The approval of pay and benefits by Hugo does not count any more: who writes does not decide.";
        assert_eq!(wrote.told_to(Some(HUGO), Some(Scope::Pay)), lost);
    }

    #[test]
    fn under_a_stricter_policy_writing_anywhere_voids_it() {
        let approvals = vec![approval(Scope::Pay, HUGO, Worth::Counts, None)];
        let strict = AtStake { approvals, whole_posting: true };
        let own = "Whatever you write voids your own approval: who writes does not decide.";
        assert_eq!(strict.told_to(Some(HUGO), Some(Scope::Duties)), own);
    }

    #[test]
    fn where_nobody_approved_there_is_nothing_to_say() {
        assert_eq!(AtStake::default().told_to(None, None), "");
        assert_eq!(AtStake::default().told_to(Some(DANA), Some(Scope::Pay)), "");
    }
}
