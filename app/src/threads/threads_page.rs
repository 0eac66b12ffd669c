//! All that was said about a posting, beside the draft as it is now.

use domain::{
    posting::Snapshot,
    review::difference::{self, Difference},
};
use leptos::{context::Provider, prelude::*};

use super::{Back, Desk, Elsewhere, Overview, Refused};
use crate::{
    layout::{Place, page, param},
    paths,
    review::{DifferenceView, PostingHead},
    scope::read_id,
    upstream::share_words,
};

#[component]
pub fn ThreadsPage() -> impl IntoView {
    let posting = param("posting");
    page(Place::Postings, move |scope| async move {
        let view = scope.services.threads_page(scope.actor()?, read_id(&posting)?).await?;
        let title = format!("Threads on {}", view.posting.name());
        let note = format!(
            "What is said about the draft of {}, a posting of {}",
            view.posting.owner_name, view.posting.team_name
        );
        let id = view.posting.id;
        let origins = scope.services.origins(scope.actor()?, &view.snapshot).await?;
        let share = share_words(origins.provenance);
        let desk = Desk::new(id, Back::Draft, &view.snapshot, view.discussion, &view.controls);
        // Against nothing: the text as a whole, without marks.
        let text = difference::compare(&Snapshot::default(), &view.snapshot);
        let (beside, snapshot) = (desk.clone(), view.snapshot);
        let text = view! { <Provider value=origins><Text desk=beside text snapshot/></Provider> };
        let content = view! {
            <main class="page" id="main" tabindex="-1" data-width="wide">
                <PostingHead posting=view.posting controls=view.controls heading=title.clone() note/>
                <Refused desk=desk.clone()/>
                <div class="beside">
                    <div>
                        <div class="review-bar"><p>{format!("The draft as it is now. {share}")}</p><a href=paths::posting(id)>"Open it in the editor"</a></div>
                        {text}
                        <Elsewhere desk=desk.clone()/>
                    </div>
                    <aside class="stack beside-stay" data-gap="large" aria-label="Threads and suggestions"><Overview desk/></aside>
                </div>
            </main>
        };
        Ok((title, content))
    })
}

/// What the draft says, with what is said beside it.
#[component]
fn Text(desk: Desk, text: Difference, snapshot: Snapshot) -> impl IntoView {
    view! { <Provider value=desk><DifferenceView difference=text snapshot is_first=true/></Provider> }
}
