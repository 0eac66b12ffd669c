//! A policy in words.

use domain::{
    input::capitalized,
    review::{Approver, Conditions, Needed, Step},
};
use services::Policies;

/// For which postings it is: "Team Platform · in Germany · pay above EUR 90,000 a year".
pub(super) fn for_whom(conditions: &Conditions, policies: &Policies) -> String {
    if conditions.is_empty() {
        return "Every posting that no policy above is for".to_owned();
    }
    let teams = policies.teams.iter().filter(|team| conditions.teams.contains(&team.id));
    let teams: Vec<&str> = teams.map(|team| team.name.as_str()).collect();
    let levels: Vec<String> = conditions.seniorities.iter().map(|level| level.label().to_lowercase()).collect();
    let pay = conditions.pay_above.as_ref().map(|limit| format!("pay above {limit}"));
    let parts = [
        (!conditions.teams.is_empty()).then(|| format!("team {}", teams.join(" or "))),
        (!conditions.countries.is_empty()).then(|| format!("in {}", conditions.countries.join(" or "))),
        pay,
        (!levels.is_empty()).then(|| levels.join(" or ")),
    ];
    capitalized(&parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
}

/// "Pay and place: an HR approver".
pub(super) fn step(step: &Step, policies: &Policies) -> String {
    let who: Vec<String> = step.approvers.iter().map(|approver| who(*approver, policies)).collect();
    let count = match step.needed {
        Needed::Any | Needed::AtLeast(0 | 1) => String::new(),
        Needed::All => ", all of them".to_owned(),
        Needed::AtLeast(count) => format!(", {count} of them"),
    };
    let scopes: Vec<String> = step.scopes.iter().map(|scope| scope.label().to_lowercase()).collect();
    format!("{}{count}, on {}", who.join(" or "), scopes.join(", "))
}

fn who(approver: Approver, policies: &Policies) -> String {
    match approver {
        Approver::Role(role) => Approver::all_with(role).to_owned(),
        Approver::Person(id) => {
            let known = policies.people.iter().find(|(known, ..)| *known == id);
            known.map_or_else(|| "somebody who left".to_owned(), |(_, name, _)| name.clone())
        }
        Approver::Guest => "guests of the posting".to_owned(),
        Approver::Picked => "whom the submitter picks".to_owned(),
    }
}
