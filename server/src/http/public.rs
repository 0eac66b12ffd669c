//! The public pages: rendered once per content, kept, and answered with 304 to whoever has them already.

use std::{
    collections::HashMap,
    sync::{Arc, RwLock},
};

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use services::Generation;
use sha2::{Digest, Sha256};

use super::{Front, pages};

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

struct KeptPage {
    status: StatusCode,
    html: Bytes,
    etag: HeaderValue,
}

impl PageCache {
    fn get(&self, generation: Generation, address: &str) -> Option<Arc<KeptPage>> {
        let pages = self.pages.read().ok()?;
        (pages.0 == Some(generation)).then(|| pages.1.get(address).cloned()).flatten()
    }

    fn keep(&self, generation: Generation, address: &str, page: &Arc<KeptPage>) {
        let Ok(mut pages) = self.pages.write() else { return };
        if pages.0 != Some(generation) || pages.1.len() >= PAGES_MAX {
            *pages = (Some(generation), HashMap::new());
        }
        pages.1.insert(address.to_owned(), page.clone());
    }
}

/// A page of the careers site.
pub(crate) async fn page(State(front): State<Front>, request: Request) -> Response {
    let generation = match front.services.generation().await {
        Ok(generation) => generation,
        Err(error) => return unavailable(&error.to_string()),
    };
    let headers = request.headers().clone();
    let address = request.uri().to_string();
    if let Some(kept) = front.public_pages.get(generation, &address) {
        return answer(&kept, &headers);
    }
    let response = pages::render_in(front.anonymous_scope(), request).await;
    if !matches!(response.status(), StatusCode::OK | StatusCode::GONE | StatusCode::NOT_FOUND) {
        return response;
    }
    let status = response.status();
    let Ok(html) = to_bytes(response.into_body(), PAGE_MAX_BYTES).await else {
        return unavailable("the page is too large");
    };
    let kept = Arc::new(KeptPage { status, etag: etag(&html), html });
    front.public_pages.keep(generation, &address, &kept);
    answer(&kept, &headers)
}

fn answer(page: &KeptPage, headers: &HeaderMap) -> Response {
    let asked = headers.get(header::IF_NONE_MATCH).and_then(|etags| etags.to_str().ok()).unwrap_or_default();
    let known = asked.split(',').any(|etag| etag.trim().as_bytes() == page.etag.as_bytes());
    let mut response = if known && page.status == StatusCode::OK {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut response = Response::new(Body::from(page.html.clone()));
        *response.status_mut() = page.status;
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        response
    };
    response.headers_mut().insert(header::ETAG, page.etag.clone());
    response
}

fn etag(html: &[u8]) -> HeaderValue {
    let digest: String = Sha256::digest(html).iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    HeaderValue::from_str(&format!("W/\"{digest}\"")).unwrap_or(HeaderValue::from_static("W/\"\""))
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
