//! The browser's files. A name with a digest of the content is kept for ever; a file with a fixed name (the fonts) for a
//! day; the icons, which change with the pages, are asked for anew, and shown as they were meanwhile: an editor that is
//! off the network still has them.

use std::path::Path;

use axum::{Router, extract::Request, middleware, middleware::Next, response::Response};
use http::{HeaderValue, header};
use tower_http::services::ServeDir;

const FOR_EVER: &str = "public, max-age=31536000, immutable";
const A_DAY: &str = "public, max-age=86400";
const ASK_AGAIN: &str = "public, max-age=60, stale-while-revalidate=604800";

pub(crate) fn service(site: &Path) -> Router {
    Router::new()
        .fallback_service(ServeDir::new(site.join("assets")).precompressed_br().append_index_html_on_directories(false))
        .layer(middleware::from_fn(cached))
}

async fn cached(request: Request, next: Next) -> Response {
    let kept = how_long(request.uri().path());
    let mut response = next.run(request).await;
    if response.status().is_success() {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    }
    response
}

fn how_long(path: &str) -> &'static str {
    if path.ends_with(".svg") {
        ASK_AGAIN
    } else if is_named_by_content(path) {
        FOR_EVER
    } else {
        A_DAY
    }
}

/// `app-f7a3f0451a8f.css`: what the bundler named ends in a dash and twelve hexadecimal digits.
fn is_named_by_content(path: &str) -> bool {
    let stem = path.rsplit('/').next().and_then(|file| file.split('.').next()).unwrap_or_default();
    stem.rsplit_once('-')
        .is_some_and(|(_, digest)| digest.len() == 12 && digest.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
