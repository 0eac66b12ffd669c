//! Before one submits: whom the policy asks, what is approved already, what the changes ask for anew. And the form that
//! submits, with whom the submitter picks.

use domain::{
    ids::PostingId,
    permissions::Action,
    posting::Scope,
    review::{COMMENT_MAX_CHARS, StageName},
    time::roughly,
};
use leptos::prelude::*;
use services::{Forecast, Named, Outlook, StepForecast, StepOutlook};

use super::{
    head::PostingHead,
    step_refused::{anchor, blocked},
};
use crate::{
    error::AppError,
    forms::{Checks, Form, Hidden, TextArea, refused},
    layout::{Place, page, param},
    paths,
    scope::read_id,
    ui::{Button, Gate, Icon},
};

#[component]
pub fn AskedPage() -> impl IntoView {
    let posting = param("posting");
    page(Place::Postings, move |scope| async move {
        let forecast = scope.services.forecast(scope.actor()?, read_id(&posting)?).await?;
        let title = format!("Who decides on {}", forecast.posting.name());
        let note = format!("Under the policy “{}”.", forecast.outlook.policy.name);
        let content = view! {
            <main class="page" id="main" tabindex="-1" data-width="text">
                <PostingHead posting=forecast.posting.clone() controls=forecast.controls.clone() heading="Who decides" note/>
                <Why outlook=forecast.outlook.clone()/>
                <ol class="steps asked" role="list">{steps(&forecast)}</ol>
                {undecided(&forecast.undecided)}
                <SubmitForm forecast/>
            </main>
        };
        Ok((title, content))
    })
}

/// Which policies come before this one, and why they are not for the posting.
#[component]
fn Why(outlook: Outlook) -> impl IntoView {
    let rows: Vec<_> = outlook
        .passed
        .into_iter()
        .map(|(name, why)| view! { <li><b>{name}</b>{format!(": not for this one, {why}.")}</li> })
        .collect();
    (!rows.is_empty()).then(|| view! { <details class="fold" data-plain=""><summary>"Why this policy"</summary><ul class="fold-body">{rows}</ul></details> })
}

fn steps(forecast: &Forecast) -> Vec<AnyView> {
    forecast.outlook.steps.iter().zip(&forecast.steps).map(|(outlook, step)| row(outlook, step)).collect()
}

fn row(outlook: &StepOutlook, forecast: &StepForecast) -> AnyView {
    let is_met = forecast.asked_about.is_empty();
    let (state, icon) = match (&outlook.problem, is_met) {
        (Some(_), _) if !outlook.step.is_picked() => ("refused", "alert"),
        (_, true) => ("met", "stage-approved"),
        (_, false) => ("open", "stage-in-review"),
    };
    let people = (!is_met && !outlook.step.is_picked()).then(|| view! { <p>{who(outlook)}</p> });
    let kept_out = outlook
        .kept_out
        .iter()
        .map(|person| view! { <p class="hush">{format!("Not {}, who {}.", person.name, person.why)}</p> });
    let kept_out: Vec<_> = kept_out.collect();
    let problem = outlook.problem.clone().filter(|_| !outlook.step.is_picked());
    view! {
        <li class="step" data-state=state id=format!("asked-{}", outlook.step.key)>
            <Icon name=icon/>
            <div>
                <h3>{outlook.step.name.clone()}</h3>
                <p>{standing(forecast)}</p>
                {people}
                {kept_out}
                {problem.map(|problem| view! { <p class="field-error"><Icon name="alert"/><span>{problem}</span></p> })}
            </div>
        </li>
    }
    .into_any()
}

/// What would be asked about, what stays approved, what the changes set aside.
pub(crate) fn standing(forecast: &StepForecast) -> String {
    let names: Vec<&str> = forecast.approved_by.iter().map(|(name, _)| name.as_str()).collect();
    let approved = (!names.is_empty()).then(|| format!("Approved by {}.", names.join(", ")));
    let asked = scopes(&forecast.asked_about);
    let usually =
        forecast.usually.map(|time| format!(" Usually decided within {}.", roughly(time))).unwrap_or_default();
    match (&forecast.set_aside, forecast.asked_about.is_empty()) {
        (_, true) => {
            format!("{} Nothing that it covers has changed since.", approved.unwrap_or_default()).trim().to_owned()
        }
        (Some((name, changed)), false) => {
            format!("Asks about {asked}: {} changed since {name} approved.{usually}", scopes(changed))
        }
        (None, false) => {
            format!("{}Asks about {asked}.{usually}", approved.map(|said| format!("{said} ")).unwrap_or_default())
        }
    }
}

fn who(outlook: &StepOutlook) -> String {
    let names: Vec<&str> = outlook.people.iter().map(|person| person.name.as_str()).collect();
    match (outlook.step.needed, names.as_slice()) {
        (_, []) => String::new(),
        (domain::review::Needed::All, names) if names.len() > 1 => {
            format!("All of {} have to approve.", names.join(", "))
        }
        (domain::review::Needed::AtLeast(count), names) if count > 1 => {
            format!("{count} of {} have to approve.", names.join(", "))
        }
        (_, names) => format!("{} can decide.", names.join(" or ")),
    }
}

fn scopes(scopes: &[Scope]) -> String {
    scopes.iter().map(|scope| scope.label().to_lowercase()).collect::<Vec<_>>().join(", ")
}

fn undecided(undecided: &[Scope]) -> Option<impl IntoView + use<>> {
    let list = scopes(undecided);
    (!undecided.is_empty()).then(|| view! { <p class="hush">{format!("Nobody has to decide on {list}.")}</p> })
}

#[component]
fn SubmitForm(forecast: Forecast) -> impl IntoView {
    let reason = forecast.controls.may(Action::Submit).err().map(str::to_owned);
    let stage = forecast.posting.stage_name();
    if matches!(stage, StageName::Closed | StageName::Archived) {
        return ().into_any();
    }
    let picks = forecast.outlook.steps.iter().filter(|outlook| outlook.step.is_picked()).map(pick);
    let picks: Vec<_> = picks.collect();
    let words = if stage == StageName::InReview { "Submit the changes" } else { "Submit for review" };
    view! {
        <section class="block card" aria-labelledby="submit">
            <h2 id="submit">"Submit"</h2>
            <Gate reason id="why-not-submit-here" label=words>
                <Form action="submit" key=HERE quiet=true>
                    <WhyNot posting=forecast.posting.id/>
                    <Hidden name="posting" value=forecast.posting.id.to_string()/>
                    {picks}
                    <TextArea name="message" label="Message to the reviewers" hint="What is new, and what to look at. May stay empty." maxlength=COMMENT_MAX_CHARS/>
                    <div class="actions"><Button kind="primary">{words}</Button></div>
                </Form>
            </Gate>
        </section>
    }
    .into_any()
}

/// Tells the form of this page from the one in its head.
const HERE: &str = "asked";

/// What stands in the way of submitting from here: the steps on this page, and what is to be changed in the draft.
#[component]
fn WhyNot(posting: PostingId) -> impl IntoView {
    let outcome = refused(&["submit"]).filter(|outcome| outcome.key == HERE)?;
    let (sentence, fields) = match outcome.error {
        AppError::Invalid(fields) => (blocked(&fields), fields),
        error => (error.to_string(), Vec::new()),
    };
    let items = fields.into_iter().map(|field| {
        let href = match field.field.strip_prefix("asked.") {
            Some(step) => format!("#asked-{step}"),
            None => format!("{}#{}", paths::posting(posting), anchor(&field.field)),
        };
        view! { <li><a href=href>{field.message}</a></li> }
    });
    let items = items.collect_view();
    Some(
        view! { <div class="problems" role="alert" tabindex="-1" autofocus=""><h2>{sentence}</h2><ul>{items}</ul></div> },
    )
}

fn pick(outlook: &StepOutlook) -> impl IntoView + use<> {
    let option = |person: &Named| (person.id.to_string(), person.name.clone(), String::new());
    let options = outlook.people.iter().map(option).collect();
    let label = format!("Who decides on “{}”", outlook.step.name);
    view! { <Checks name=format!("picked[{}]", outlook.step.key) label options chosen=Vec::new()/> }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_step_tells_what_stays_approved_and_what_is_asked_anew() {
        let step = StepForecast {
            name: "Pay".to_owned(),
            asked_about: vec![Scope::Pay],
            approved_by: Vec::new(),
            set_aside: Some(("Hugo".to_owned(), vec![Scope::Pay])),
            usually: Some(Duration::from_secs(7_000)),
        };
        let said = "Asks about pay and benefits: pay and benefits changed since Hugo approved. Usually decided within 2 hours.";
        assert_eq!(standing(&step), said);
        let met = StepForecast {
            name: "Pay".to_owned(),
            asked_about: Vec::new(),
            approved_by: vec![("Hugo".to_owned(), domain::time::Timestamp(0))],
            set_aside: None,
            usually: None,
        };
        assert_eq!(standing(&met), "Approved by Hugo. Nothing that it covers has changed since.");
    }
}
