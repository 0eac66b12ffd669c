//! The public pages: rendered once per content, kept, and answered with 304 to whoever has them already.

use std::{
    collections::HashMap,
    sync::{Arc, RwLock},
};

use axum::{
    body::to_bytes,
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use http::{StatusCode, header, uri::PathAndQuery};
use services::Generation;

use super::{Front, kept::KeptPage, pages};

/// Pages kept at most; a stranger can make up any number of addresses.
const PAGES_MAX: usize = 512;
const PAGE_MAX_BYTES: usize = 4 * 1024 * 1024;

/// The rendered public pages of one generation of publications.
#[derive(Default)]
pub(crate) struct PageCache {
    pages: RwLock<(Option<Generation>, KeptPages)>,
}

/// By address.
type KeptPages = HashMap<String, Arc<KeptPage>>;

impl PageCache {
    fn get(&self, generation: Generation, address: &str) -> Option<Arc<KeptPage>> {
        let pages = self.pages.read().ok()?;
        (pages.0 == Some(generation)).then(|| pages.1.get(address).cloned()).flatten()
    }

    fn keep(&self, generation: Generation, address: String, page: &Arc<KeptPage>) {
        let Ok(mut pages) = self.pages.write() else { return };
        if pages.0 != Some(generation) || pages.1.len() >= PAGES_MAX {
            *pages = (Some(generation), HashMap::new());
        }
        pages.1.insert(address, page.clone());
    }
}

/// A page of the careers site.
pub(crate) async fn page(State(front): State<Front>, request: Request) -> Response {
    let generation = match front.services.generation().await {
        Ok(generation) => generation,
        Err(error) => return unavailable(&error.to_string()),
    };
    let address = request.uri().path_and_query().map_or("/", PathAndQuery::as_str);
    if let Some(kept) = front.public_pages.get(generation, address) {
        return kept.answer(request.headers());
    }
    let (address, headers) = (address.to_owned(), request.headers().clone());
    let response = pages::render_in(front.anonymous_scope(), request).await;
    if !matches!(response.status(), StatusCode::OK | StatusCode::GONE | StatusCode::NOT_FOUND) {
        return response;
    }
    let status = response.status();
    let Ok(html) = to_bytes(response.into_body(), PAGE_MAX_BYTES).await else {
        return unavailable("the page is too large");
    };
    let kept = Arc::new(KeptPage::new(status, html));
    front.public_pages.keep(generation, address, &kept);
    kept.answer(&headers)
}

/// The sitemap: the list of openings and every open posting.
pub(crate) async fn sitemap(State(front): State<Front>) -> Response {
    match app::publish::sitemap(&front.services, &front.site.base_url).await {
        Ok(xml) => ([(header::CONTENT_TYPE, "application/xml; charset=utf-8")], xml).into_response(),
        Err(error) => unavailable(&error.to_string()),
    }
}

/// What search engines may read: the public pages.
pub(crate) async fn robots(State(front): State<Front>) -> String {
    format!(
        "User-agent: *\nAllow: /careers\nAllow: /assets\nDisallow: /\nSitemap: {}{}\n",
        front.site.base_url,
        app::paths::SITEMAP
    )
}

fn unavailable(why: &str) -> Response {
    tracing::error!(why, "a public page could not be shown");
    let text = "The openings can't be shown right now. Please try again in a moment.\n";
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "5")], text).into_response()
}
