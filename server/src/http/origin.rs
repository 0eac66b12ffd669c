//! Requests that change something must come from our own pages (ASVS v5.0.0-3.5.1).
//!
//! A browser says so in `Sec-Fetch-Site`; older ones send `Origin`. Without either the request is refused.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, Method, StatusCode};

use super::Front;

pub(crate) async fn check(State(front): State<Front>, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || is_our_own(request.headers(), &front.site.base_url) {
        next.run(request).await
    } else {
        (StatusCode::FORBIDDEN, "This request did not come from a page of this site.\n").into_response()
    }
}

fn is_our_own(headers: &HeaderMap, base_url: &str) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text("origin")) {
        (Some(site), origin) => site == "same-origin" && origin.is_none_or(|origin| origin == base_url),
        (None, origin) => origin == Some(base_url),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_may_change_something() {
        let cases: [(&[(&str, &str)], bool); 9] = [
            (&[("sec-fetch-site", "same-origin"), ("origin", "https://jobs.example.org")], true),
            (&[("sec-fetch-site", "same-origin")], true),
            (&[("origin", "https://jobs.example.org")], true),
            (&[("sec-fetch-site", "cross-site"), ("origin", "https://jobs.example.org")], false),
            (&[("sec-fetch-site", "same-site")], false),
            (&[("sec-fetch-site", "none")], false),
            (&[("origin", "https://jobs.example.org:444")], false),
            (&[("origin", "null")], false),
            (&[], false),
        ];
        for (headers, verdict) in cases {
            let map: HeaderMap = headers
                .iter()
                .map(|(name, value)| {
                    (name.parse::<http::HeaderName>().unwrap(), value.parse::<http::HeaderValue>().unwrap())
                })
                .collect();
            assert_eq!(is_our_own(&map, "https://jobs.example.org"), verdict, "{headers:?}");
        }
    }
}
