//! The draft as the public would see it, wide or as on a phone.

use domain::ids::PostingId;
use leptos::prelude::*;

use super::article::Article;
use crate::{
    layout::{Place, page, param, query},
    paths,
    scope::read_id,
    ui::Icon,
    upstream::OriginList,
};

#[component]
pub fn PreviewPage() -> impl IntoView {
    let posting = param("posting");
    let is_phone = query("width") == "phone";
    page(Place::Postings, move |scope| async move {
        let draft = scope.services.open_draft(scope.actor()?, read_id(&posting)?).await?;
        let origins = scope.services.origins(scope.actor()?, &draft.snapshot).await?;
        let content = view! {
            <main class="preview" id="main" tabindex="-1">
                <Bar posting=draft.posting.id is_phone/>
                <div class="preview-page" data-width=is_phone.then_some("phone")><Article snapshot=draft.snapshot.clone()/></div>
                <OriginList snapshot=draft.snapshot origins/>
            </main>
        };
        Ok((format!("Preview of {}", draft.posting.name()), content))
    })
}

#[component]
fn Bar(posting: PostingId, is_phone: bool) -> impl IntoView {
    let wide = paths::preview(posting);
    let narrow = paths::with_query(&wide, &[("width", "phone".to_owned())]);
    let current = |is: bool| is.then_some("true");
    view! {
        <div class="preview-bar">
            <a class="button" href=paths::posting(posting)><Icon name="arrow-left"/>"Back to the draft"</a>
            <p class="block-note">"Not public: the draft as the public page would show it."</p>
            <nav class="segments" aria-label="Width">
                <a href=wide aria-current=current(!is_phone)>"Desktop"</a>
                <a href=narrow aria-current=current(is_phone)>"Phone"</a>
            </nav>
        </div>
    }
}
