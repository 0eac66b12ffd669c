//! Security headers (OWASP ASVS 5.0, V3.4). No page has an inline script or style, so the policy allows none.

use axum::{extract::Request, middleware::Next, response::Response};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};

const APP_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const PUBLIC_POLICY: &str = "default-src 'none'; script-src 'none'; style-src 'self'; img-src 'self' data:; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// On every answer, whatever it is.
pub(crate) async fn everywhere(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let is_unavailable = response.status() == StatusCode::SERVICE_UNAVAILABLE;
    let headers = response.headers_mut();
    set(headers, header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains");
    set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(headers, header::REFERRER_POLICY, "same-origin");
    set(headers, HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(headers, HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set_if_absent(headers, header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'");
    set_if_absent(headers, header::CACHE_CONTROL, "no-store");
    if is_unavailable {
        set_if_absent(headers, header::RETRY_AFTER, "5");
    }
    response
}

/// On what is for one person: never stored.
pub(crate) async fn private(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    set(response.headers_mut(), header::CONTENT_SECURITY_POLICY, APP_POLICY);
    set_if_absent(response.headers_mut(), header::CACHE_CONTROL, "no-store");
    response
}

/// On the public pages: no script, and asked for anew each time (answered with 304 when nothing changed).
pub(crate) async fn public(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    set(response.headers_mut(), header::CONTENT_SECURITY_POLICY, PUBLIC_POLICY);
    set_if_absent(response.headers_mut(), header::CACHE_CONTROL, "public, no-cache");
    response
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.insert(name, HeaderValue::from_static(value));
}

fn set_if_absent(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.entry(name).or_insert(HeaderValue::from_static(value));
}
