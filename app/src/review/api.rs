//! What the pages of review call.

use std::collections::HashMap;

use leptos::prelude::*;

use crate::error::AppError;
use crate::{
    layout::see_other,
    paths,
    scope::{read_id, signed_in},
    threads::{Back, speaker},
};

/// Asks for approval of the draft as it is now; `picked` names people where the policy leaves that to the submitter.
#[server(endpoint = "submit")]
pub async fn submit(
    posting: String,
    #[server(default)] message: String,
    #[server(default)] picked: HashMap<String, Vec<String>>,
) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    let posting = read_id(&posting)?;
    let mut picks = services::Picks::new();
    for (step, people) in picked {
        picks.insert(step, people.iter().map(|id| read_id(id)).collect::<Result<_, _>>()?);
    }
    services.submit_to(&actor, posting, &message, &picks).await?;
    see_other(&paths::review(posting));
    Ok(())
}

/// Takes a posting back from review or approval, to go on writing.
#[server(endpoint = "withdraw")]
pub async fn withdraw(posting: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    let posting = read_id(&posting)?;
    services.withdraw(&actor, posting).await?;
    see_other(&paths::posting(posting));
    Ok(())
}

/// Decides on the ticked steps; `revision` is the one that was read. With `next`, goes on to the next in the queue. `page`
/// says when it is a guest who decides.
#[server(endpoint = "decide")]
pub async fn decide(
    posting: String,
    revision: String,
    #[server(default)] step: Vec<String>,
    #[server(default)] verdict: String,
    #[server(default)] comment: String,
    #[server(default)] next: String,
    #[server(default)] page: String,
) -> Result<(), AppError> {
    use domain::{input::FieldError, review::Ballot};

    let visit = page.parse::<Back>().ok().filter(|page| page.is_visit());
    let (services, actor) = match visit {
        Some(page) => speaker(page).await?,
        None => signed_in()?,
    };
    let posting = read_id(&posting)?;
    let verdict =
        verdict.parse().map_err(|_| AppError::Invalid(vec![FieldError::new("verdict", "Choose what you decide.")]))?;
    let steps = step.join(",");
    let ballot = Ballot { revision: read_id(&revision)?, steps: step, verdict, comment };
    services.decide(&actor, posting, &ballot).await?;
    if let Some(page) = visit {
        see_other(&paths::with_query(&page.address(posting), &[("decided", "yes".to_owned())]));
        return Ok(());
    }
    let goes_on = !next.is_empty();
    match if goes_on { services.next_in_queue(&actor, posting).await? } else { None } {
        Some(next) => see_other(&paths::review_after(next, posting)),
        None => see_other(&paths::review_decided(posting, verdict, steps, goes_on)),
    }
    Ok(())
}

/// Goes on to the next review in the queue, with this one undecided.
#[server(endpoint = "skip_review")]
pub async fn skip_review(posting: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    match services.next_in_queue(&actor, read_id(&posting)?).await? {
        Some(next) => see_other(&paths::review(next)),
        None => see_other(&paths::done(paths::HOME, "skip_review")),
    }
    Ok(())
}

/// The same verdict on all ticked reviews, each `posting:revision`. What was wrong with one keeps none of the others back.
#[server(endpoint = "decide_all")]
pub async fn decide_all(
    #[server(default)] review: Vec<String>,
    #[server(default)] verdict: String,
    #[server(default)] comment: String,
) -> Result<(), AppError> {
    use domain::input::FieldError;

    let (services, actor) = signed_in()?;
    let verdict =
        verdict.parse().map_err(|_| AppError::Invalid(vec![FieldError::new("verdict", "Choose what you decide.")]))?;
    let pair = |text: &String| {
        let (posting, revision) = text.split_once(':').ok_or(AppError::NotFound)?;
        Ok::<_, AppError>((read_id(posting)?, read_id(revision)?))
    };
    let reviews = review.iter().map(pair).collect::<Result<Vec<_>, _>>()?;
    let items = services.decide_all(&actor, &reviews, verdict, &comment).await?;
    let done = items.iter().filter(|item| item.result.is_ok()).count();
    let failed: Vec<FieldError> = items.into_iter().filter_map(|item| failed(item, done)).collect();
    if failed.is_empty() {
        see_other(&paths::home_after(done));
        return Ok(());
    }
    Err(AppError::Invalid(failed))
}

/// Asks others on one step of the review that runs.
#[server(endpoint = "reassign")]
pub async fn reassign(
    posting: String,
    #[server(default)] step: String,
    #[server(default)] person: Vec<String>,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    let posting = read_id(&posting)?;
    let people = person.iter().map(|id| read_id(id)).collect::<Result<Vec<_>, _>>()?;
    Ok(services.reassign(&actor, posting, &step, &people, &reason).await?)
}

/// What one review of a batch failed with, and how many did not.
#[cfg(feature = "ssr")]
fn failed(item: services::BatchItem, done: usize) -> Option<domain::input::FieldError> {
    let why = match AppError::from(item.result.err()?) {
        AppError::Invalid(fields) => fields.into_iter().map(|field| field.message).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    };
    let others = match done {
        0 => String::new(),
        1 => " One other was decided.".to_owned(),
        done => format!(" {done} others were decided."),
    };
    Some(domain::input::FieldError::new("review", format!("“{}”: {why}{others}", item.name)))
}
