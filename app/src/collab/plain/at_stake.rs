//! What a change would void, where it would be made; and at the foot, what the changes so far have voided.

use domain::{posting::Scope, review::AtStake};
use leptos::prelude::*;

/// Whose approval a change to this scope would void.
#[component]
pub fn BeforeChange(scope: Scope) -> impl IntoView {
    let sentence = use_context::<AtStake>().map(|at_stake| at_stake.before(scope)).unwrap_or_default();
    (!sentence.is_empty()).then(|| view! { <p class="field-hint">{sentence}</p> })
}

/// What the changes have voided.
#[component]
pub fn AfterChanges() -> impl IntoView {
    let sentence = use_context::<AtStake>().map(|at_stake| at_stake.void()).filter(|sentence| !sentence.is_empty());
    view! { <p class="at-stake" role="status">{sentence}</p> }
}
