//! Pages: the scope of the request, then the application rendered completely.

use std::{any::Any, borrow::Cow};

use app::{forms::FormOutcome, scope::Scope, shell};
use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use http::StatusCode;
use leptos::prelude::provide_context;

use super::Front;

const PAGE_MAX_BYTES: usize = 8 * 1024 * 1024;

/// Shows the page at this address.
pub(crate) async fn show(State(front): State<Front>, request: Request) -> Response {
    render(&front, request, None).await
}

/// Renders the page of `request`, with what came of the form that was just sent.
pub(crate) async fn render(front: &Front, request: Request, form: Option<FormOutcome>) -> Response {
    let scope = front.scope(request.headers(), request.extensions(), form).await;
    render_in(scope, request).await
}

/// Renders the page of `request` for this scope.
pub(crate) async fn render_in(scope: Scope, request: Request) -> Response {
    let page = leptos_axum::render_app_async_with_context(move || provide_context(scope.clone()), shell);
    let (parts, body) = page(request).await.into_parts();
    let html = to_bytes(body, PAGE_MAX_BYTES).await.map_err(|error| error.to_string());
    match html.as_deref().map(str::from_utf8) {
        Ok(Ok(html)) => Response::from_parts(parts, Body::from(document(html))),
        trouble => {
            tracing::error!(?trouble, "a page could not be rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// What the renderer leaves between texts and where nothing stands, behind its `<!`, to find its way when a page hydrates.
/// Ours don't, and half of what a browser would hold of them is these. What people write is escaped, so none of it looks
/// like this.
const MARKS: [&str; 2] = [">", "--<() />-->"];

/// The document alone. The renderer appends inline scripts for resources that hydrate; we have none, and our
/// content security policy would block the scripts. A zero, which somebody may have typed, has no place in a page.
fn document(html: &str) -> String {
    const END: &str = "</html>";
    let html = html.rfind(END).map_or(html, |end| &html[..end + END.len()]);
    let html = if html.contains('\0') { Cow::Owned(html.replace('\0', "")) } else { Cow::Borrowed(html) };
    let mut document = String::with_capacity(html.len());
    for (index, piece) in html.split("<!").enumerate() {
        match MARKS.iter().find_map(|mark| piece.strip_prefix(mark)) {
            Some(behind) if index > 0 => document.push_str(behind),
            _ => {
                document.push_str(if index > 0 { "<!" } else { "" });
                document.push_str(piece);
            }
        }
    }
    document
}

/// What a request gets whose handler panicked. The process lives on.
#[expect(clippy::needless_pass_by_value, reason = "it is what the layer hands over")]
pub(crate) fn panicked(panic: Box<dyn Any + Send>) -> Response<Body> {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    tracing::error!(panic = text.unwrap_or("unknown"), "a request handler panicked");
    (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong on our side. It has been noted.\n").into_response()
}
