//! Each request has a name of its own, in everything that is logged on its behalf and in the answer, so that what
//! somebody saw can be found in the log.

use axum::{extract::Request, middleware::Next, response::Response};
use http::HeaderName;
use tower_http::request_id::{MakeRequestId, MakeRequestUuid, RequestId};
use tracing::Span;

const NAME: HeaderName = HeaderName::from_static("x-request-id");

/// Names the request and its answer. A name that the request brings along is not taken: anybody could choose it.
pub(crate) async fn named(mut request: Request, next: Next) -> Response {
    let Some(name) = MakeRequestUuid.make_request_id(&request) else { return next.run(request).await };
    request.extensions_mut().insert(name.clone());
    let mut response = next.run(request).await;
    response.headers_mut().insert(NAME, name.into_header_value());
    response
}

/// What stands in the log beside each event of this request. The address stands there without its query, which may
/// hold the secret of a link.
pub(crate) fn span<B>(request: &http::Request<B>) -> Span {
    let name = request.extensions().get::<RequestId>().and_then(|name| name.header_value().to_str().ok());
    let (method, path) = (request.method(), request.uri().path());
    // Of the highest level, so that it is there whatever is logged.
    tracing::error_span!("request", id = name.unwrap_or_default(), %method, path)
}

#[cfg(test)]
mod tests {
    use std::{
        io::{self, Write},
        sync::{Arc, Mutex},
    };

    use http::HeaderValue;

    use super::*;

    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl Write for Log {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn the_log_names_the_request_and_its_path_but_not_the_secret_in_its_query() {
        let log = Log::default();
        let writer = log.clone();
        let reader = tracing_subscriber::fmt().json().with_max_level(tracing::Level::ERROR);
        tracing::subscriber::with_default(reader.with_writer(move || writer.clone()).finish(), || {
            let mut request = http::Request::get("/invitation?token=sesame").body(()).unwrap();
            request.extensions_mut().insert(RequestId::new(HeaderValue::from_static("the-name")));
            span(&request).in_scope(|| tracing::error!("trouble"));
        });
        let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
        for part in ["trouble", r#""id":"the-name""#, r#""method":"GET""#, r#""path":"/invitation""#] {
            assert!(text.contains(part), "{part} is not in {text}");
        }
        assert!(!text.contains("sesame") && !text.contains("token"), "{text}");
    }
}
