//! The form of a policy: for which postings it is, its steps with one empty one at the end, and the rules around them.

use domain::{
    input::capitalized,
    posting::{CURRENCIES, Scope, Seniority, grouped},
    review::{Approver, FourEyes, Needed, Order, Policy, RULE_NAME_MAX_CHARS, Rule, STEPS_MAX, Step},
};
use leptos::prelude::*;
use services::Policies;

use super::read::{GUESTS, MANAGERS_PUBLISH, ONE_STEP_EACH, OUTSIDE_THE_TEAM, PICKED, WHOLE_POSTING};
use crate::forms::{Checks, Field, Hidden, Radios, Select, TextArea, is_refused};

/// So many steps can be filled in at once.
const STEPS_OF_A_NEW_ONE: usize = 3;

type Options = Vec<(String, String, String)>;

#[component]
pub fn PolicyForm(rule: Rule, policies: Policies, is_default: bool) -> impl IntoView {
    let Rule { conditions, policy } = rule;
    let for_whom = if is_default {
        view! { <p class="hush">"For every posting that no other policy is for."</p> }.into_any()
    } else {
        view! { <ForWhom conditions policies=policies.clone()/> }.into_any()
    };
    let more = if policy.steps.is_empty() { STEPS_OF_A_NEW_ONE } else { 1 };
    let empty = (policy.steps.len()..STEPS_MAX).take(more).map(|_| empty_step());
    let steps = policy.steps.iter().cloned().chain(empty).enumerate().map(|(number, step)| {
        view! { <StepFieldset number step policies=policies.clone()/> }
    });
    let steps = steps.collect_view();
    view! {
        <Field name="rule[name]" label="Name" value=policy.name.clone() required=true maxlength=RULE_NAME_MAX_CHARS/>
        <section class="stack"><h2>"For which postings"</h2>{for_whom}</section>
        <section class="stack" id="policy-steps">
            <h2>"Steps"</h2>
            <p class="field-hint">"Each step covers parts of the posting. It is met when enough of its people approved just what those parts say."</p>
            {steps}
            <Radios name="rule[order]" label="When the steps are open" options=plain(Order::CHOICES) value=policy.order.word()/>
        </section>
        <Around policy policies/>
    }
}

fn empty_step() -> Step {
    Step {
        key: String::new(),
        name: String::new(),
        scopes: Vec::new(),
        approvers: Vec::new(),
        needed: Needed::Any,
        asked: Vec::new(),
    }
}

#[component]
fn ForWhom(conditions: domain::review::Conditions, policies: Policies) -> impl IntoView {
    let teams: Options =
        policies.teams.into_iter().map(|team| (team.id.to_string(), team.name, String::new())).collect();
    let chosen = conditions.teams.iter().map(ToString::to_string).collect();
    let levels = conditions.seniorities.iter().map(ToString::to_string).collect();
    let none = (String::new(), "Choose".to_owned());
    let currencies =
        std::iter::once(none).chain(CURRENCIES.iter().map(|(code, _)| ((*code).to_owned(), (*code).to_owned())));
    let (currency, limit) = match conditions.pay_above {
        Some(limit) => (limit.currency, grouped(limit.per_year)),
        None => (String::new(), String::new()),
    };
    view! {
        <p class="field-hint">"A posting has to fit everything that is chosen here. Nothing chosen: every posting fits."</p>
        {(!teams.is_empty()).then(|| view! { <Checks name="rule[teams]" label="Teams" options=teams chosen=chosen/> })}
        <Field name="rule[countries]" label="Countries" value=conditions.countries.join(", ") hint="As postings name them, separated by commas."/>
        <div class="field-row">
            <Field name="rule[pay_above]" label="Pay above, a year" value=limit hint="Compared with the upper end of the range."/>
            <Select name="rule[pay_currency]" label="Currency" options=currencies.collect() value=currency/>
        </div>
        <Checks name="rule[seniorities]" label="Seniority" options=plain(Seniority::CHOICES) chosen=levels/>
    }
}

#[component]
fn StepFieldset(number: usize, step: Step, policies: Policies) -> impl IntoView {
    let field = |part: &str| format!("steps[{number}][{part}]");
    let is_new = step.key.is_empty();
    let legend = if is_new { "One more step".to_owned() } else { step.name.clone() };
    let scopes = step.scopes.iter().map(ToString::to_string).collect();
    let mut who: Vec<String> = step.roles().map(|role| role.to_string()).collect();
    who.extend(step.is_picked().then(|| PICKED.to_owned()));
    who.extend(step.asks_guests().then(|| GUESTS.to_owned()));
    let people = addresses(&step.approvers, &policies);
    let fields = view! {
        <Hidden name=field("key") value=step.key/>
        <Field name=field("name") label="Name of the step" value=step.name maxlength=RULE_NAME_MAX_CHARS/>
        <Checks name=field("scopes") label="Covers" options=plain(Scope::CHOICES) chosen=scopes/>
        <Checks name=field("who") label="Who decides" options=deciders() chosen=who/>
        <TextArea name=field("people") label="And these people" value=people rows=2 hint="E-mail addresses, separated by commas or on lines of their own."/>
        <Select name=field("needed") label="Approvals needed" options=needed_options() value=needed_word(step.needed)/>
    };
    if is_new {
        view! { <details class="fold" open=number == 0 || is_refused()><summary>{legend}</summary><div class="fold-body stack">{fields}</div></details> }.into_any()
    } else {
        view! { <fieldset class="card stack"><legend>{legend}</legend>{fields}</fieldset> }.into_any()
    }
}

fn deciders() -> Options {
    let roles = Approver::ROLES.iter();
    let roles = roles.map(|role| (role.to_string(), capitalized(Approver::all_with(*role)), String::new()));
    let guests =
        (GUESTS.to_owned(), "Guests of the posting".to_owned(), "Whom its owner invites by a link.".to_owned());
    let picked = (PICKED.to_owned(), "Whom the submitter picks".to_owned(), "Instead of all others.".to_owned());
    roles.chain([guests, picked]).collect()
}

fn needed_options() -> Vec<(String, String)> {
    let counts = (2..=5).map(|count: u8| (count.to_string(), format!("{count} of them")));
    let fixed =
        [("any", "One of them"), ("all", "All of them")].map(|(word, label)| (word.to_owned(), label.to_owned()));
    fixed.into_iter().chain(counts).collect()
}

fn needed_word(needed: Needed) -> String {
    match needed {
        Needed::Any | Needed::AtLeast(0 | 1) => "any".to_owned(),
        Needed::All => "all".to_owned(),
        Needed::AtLeast(count) => count.to_string(),
    }
}

/// Due, expiry, escalation, four eyes, publishing.
#[component]
fn Around(policy: Policy, policies: Policies) -> impl IntoView {
    let (after, to) = match &policy.escalation {
        Some(escalation) => (escalation.after_hours.to_string(), escalation.to.clone()),
        None => (String::new(), Vec::new()),
    };
    let roles = to.iter().filter_map(|to| if let Approver::Role(role) = to { Some(role.to_string()) } else { None });
    let role_options = deciders().into_iter().filter(|(word, _, _)| word != PICKED && word != GUESTS).collect();
    let expires = policy.expires_days.map(|days| days.to_string()).unwrap_or_default();
    view! {
        <section class="stack">
            <h2>"Time"</h2>
            <div class="field-row">
                <Field name="rule[due_hours]" label="Due after, in hours" value=policy.due_hours.to_string() required=true/>
                <Field name="rule[expires_days]" label="An approval is good for, in days" value=expires hint="Empty: for ever."/>
            </div>
            <Field name="rule[escalate_after]" label="Escalates after, in hours" value=after hint="Counted from when it was due. Empty: never."/>
            <Checks name="rule[escalate_roles]" label="To" options=role_options chosen=roles.collect()/>
            <TextArea name="rule[escalate_people]" label="And to these people" value=addresses(&to, &policies) rows=2 hint="One approval of theirs is then enough for a step."/>
        </section>
        <section class="stack">
            <h2>"Rules"</h2>
            <p class="field-hint">"Nobody decides on a posting that they submitted, nor on a step that covers a part that they edited, admins included. That can't be switched off; it can be made stricter."</p>
            <Checks name="rule[switches]" label="Also" options=switches() chosen=switched_on(policy.four_eyes, policy.managers_publish)/>
        </section>
    }
}

fn switches() -> Options {
    [
        (
            WHOLE_POSTING,
            "Nobody decides on any part of a posting they edited",
            "Else they decide on the steps that cover none of their edits.",
        ),
        (ONE_STEP_EACH, "Nobody approves two steps", "Each step of a posting has somebody else's eyes."),
        (OUTSIDE_THE_TEAM, "Nobody decides who hires for the team", "Those who decide come from outside it."),
        (MANAGERS_PUBLISH, "Hiring managers of the team may publish", "Else HR approvers publish what is approved."),
    ]
    .map(|(word, label, hint)| (word.to_owned(), label.to_owned(), hint.to_owned()))
    .to_vec()
}

fn switched_on(four_eyes: FourEyes, managers_publish: bool) -> Vec<String> {
    let on = [
        (four_eyes.whole_posting, WHOLE_POSTING),
        (four_eyes.one_step_each, ONE_STEP_EACH),
        (four_eyes.outside_the_team, OUTSIDE_THE_TEAM),
        (managers_publish, MANAGERS_PUBLISH),
    ];
    on.into_iter().filter(|(is_on, _)| *is_on).map(|(_, word)| word.to_owned()).collect()
}

fn addresses(approvers: &[Approver], policies: &Policies) -> String {
    let address = |approver: &Approver| match approver {
        Approver::Person(id) => {
            policies.people.iter().find(|(known, ..)| known == id).map(|(_, _, email)| email.clone())
        }
        _ => None,
    };
    approvers.iter().filter_map(address).collect::<Vec<_>>().join(", ")
}

fn plain(choices: &[(&str, &str)]) -> Options {
    choices.iter().map(|(word, label)| ((*word).to_owned(), (*label).to_owned(), String::new())).collect()
}
