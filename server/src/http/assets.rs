//! The browser's files. Names carry a digest of the content, so they are kept for ever; the icons, which are
//! referred to by fixed names, are asked for anew.

use std::path::Path;

use axum::{Router, extract::Request, middleware, middleware::Next, response::Response};
use http::{HeaderValue, header};
use tower_http::services::ServeDir;

const FOR_EVER: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "public, no-cache";

pub(crate) fn service(site: &Path) -> Router {
    Router::new()
        .fallback_service(ServeDir::new(site.join("assets")).precompressed_br().append_index_html_on_directories(false))
        .layer(middleware::from_fn(cached))
}

async fn cached(request: Request, next: Next) -> Response {
    let is_named_by_content = !request.uri().path().ends_with(".svg");
    let mut response = next.run(request).await;
    if response.status().is_success() {
        let value = if is_named_by_content { FOR_EVER } else { ASK_AGAIN };
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(value));
    }
    response
}
