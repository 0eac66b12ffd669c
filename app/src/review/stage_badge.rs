//! Where a posting stands, as shape, word and colour.

use domain::review::StageName;
use leptos::prelude::*;

use crate::ui::Icon;

/// The stage; and, when a revision is public while the posting is in another stage, that it is live.
#[component]
pub fn StageBadge(
    stage: StageName,
    /// Whether a revision of the posting is public.
    #[prop(optional)]
    live: bool,
) -> impl IntoView {
    let shape = stage.word().replace('_', "-");
    let is_live_beside = live && stage != StageName::Published;
    view! {
        <span class="badge" data-stage=shape.clone()><Icon name=format!("stage-{shape}")/>{stage.label()}</span>
        {is_live_beside.then(|| view! { <span class="badge" data-stage="published" data-plain=""><Icon name="globe"/>"Live"</span> })}
    }
}
